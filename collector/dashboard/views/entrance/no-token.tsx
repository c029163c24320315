import { Frame } from './frame.tsx';

/** For whoever comes without a link, which is the key. */
export function NoToken({ setup }: { setup: boolean }) {
  if (!setup)
    return (
      <Frame title="The link is incomplete">
        <p>It ends with a # and a long word after it. Copy all of it.</p>
      </Frame>
    );
  return (
    <Frame title="Set up your dashboard">
      <p>
        Nobody has an account here yet. The link to make the first one stands in the terminal of the collector, in the
        line that begins with
      </p>
      <p>
        <code>Set up your dashboard:</code>
      </p>
      <p class="soft">Lost it? Restart the collector and it prints a new one, or run on its machine:</p>
      <p>
        <code>npx bizness person invite you@acme.com --role owner</code>
      </p>
      <p class="soft">
        That way only whoever runs the collector can take it.{' '}
        <a class="link" href="/login">
          Log in
        </a>
      </p>
    </Frame>
  );
}
