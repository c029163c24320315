import { useEffect, useRef } from 'preact/hooks';
import type { InvitationAnswer } from '../../../../contract/account/people.ts';
import { Copy } from '../../../parts/form/copy.tsx';

export interface NewLink {
  invitation: InvitationAnswer;
  path: string;
}

/** A link that the owner passes on: nothing is mailed. */
export function LinkToHand({ link, onDone }: { link: NewLink; onDone(): void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [link]);
  const { email, purpose } = link.invitation;
  return (
    <section class="card" aria-labelledby="new-link">
      <h2 id="new-link" tabIndex={-1} ref={heading}>
        {purpose === 'reset' ? 'A new password for' : 'The invitation of'} {email}
      </h2>
      <p>Send them this link yourself. It works once, and is shown this once.</p>
      <Copy text={`${location.origin}${link.path}`} what="the link" />
      <div class="card-foot">
        <button type="button" class="button" onClick={onDone}>
          I have copied it
        </button>
      </div>
    </section>
  );
}
