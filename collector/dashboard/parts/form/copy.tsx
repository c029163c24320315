import { useEffect, useRef, useState } from 'preact/hooks';

const COPIED = 'Copied.';

/** Text to take along, with a button that copies it. */
export function Copy({ text, what }: { text: string; what: string }) {
  const box = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');
  useEffect(() => setSaid(''), [text]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(COPIED);
    } catch {
      // Without TLS browsers offer no clipboard: marked, it is one key away.
      if (box.current !== null) getSelection()?.selectAllChildren(box.current);
      setSaid('Marked: press Ctrl or ⌘ and C.');
    }
  };
  return (
    <div class="copy">
      <div class="copy-text">
        <code ref={box}>{text}</code>
      </div>
      <button type="button" class="button" onClick={() => void copy()} aria-label={`Copy ${what}`}>
        {said === COPIED ? '✓ Copied' : 'Copy'}
      </button>
      <p role="status" class={said === COPIED ? 'only-heard' : 'soft small'}>
        {said}
      </p>
    </div>
  );
}
