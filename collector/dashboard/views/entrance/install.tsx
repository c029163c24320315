import type { WebsiteAnswer } from '../../../contract/account/website.ts';
import type { SnippetAnswer } from '../../../contract/operation.ts';
import { useReport } from '../../api/use-report.ts';
import { Copy } from '../../parts/form/copy.tsx';
import { Trouble } from '../../parts/state.tsx';
import { Listening } from './listening.tsx';
import { ServerHints } from './server-hints.tsx';

interface Props {
  website: WebsiteAnswer;
  /** Lets a further host send events. */
  onAllow(host: string): Promise<void>;
  /** Leaves for the dashboard, where one is not in it already. */
  onOpen?(): void;
}

/** The tag to copy, and live what becomes of it. */
export function Install({ website, onAllow, onOpen }: Props) {
  const { data, problem, reload } = useReport<SnippetAnswer>('/api/snippet', {});
  return (
    <>
      <section class="card" aria-labelledby="the-tag">
        <h2 id="the-tag">The tag</h2>
        <p class="soft">
          Paste it into the <code>&lt;head&gt;</code> of every page, publish, then open your site.
        </p>
        {problem !== null && <Trouble problem={problem} retry={reload} />}
        <Copy text={tagOf(new URL(data?.url ?? '/bizness.js', location.origin).href, website.id)} what="the tag" />
        <Listening website={website} onAllow={onAllow} {...(onOpen === undefined ? {} : { onOpen })} />
      </section>
      <ServerHints websiteId={website.id} />
    </>
  );
}

const tagOf = (src: string, id: string): string => `<script defer src="${src}" data-website-id="${id}"></script>`;
