import { guarded } from './browser/guarded.ts';
import { captureClicks } from './capture/click.ts';
import { captureEngagement } from './capture/engagement.ts';
import { captureFormSubmits } from './capture/form-submit.ts';
import { website } from './client.ts';
import { startLifecycle } from './lifecycle.ts';
import { type Options, option, setOptions } from './options.ts';
import { startPermission } from './permission.ts';
import { followTabs } from './storage.ts';
import type { Bizness, QueuedCall } from './types.ts';

/**
 * Counts the website of this tag and puts `window.bizness` in place, in the stub's or another tag's stead. Does nothing
 * for a website that is counted already, or without one.
 */
export function install(options: Options): void {
  setOptions(options);
  const id = option('website-id');
  if (!id) return;
  // biome-ignore lint/suspicious/noAssignInExpressions: saves a dozen bytes of every download
  const bizness = (window.bizness ||= {} as Bizness);
  // biome-ignore lint/suspicious/noAssignInExpressions: likewise
  const websites = (bizness.websites ||= {});
  // biome-ignore lint/suspicious/noAssignInExpressions: likewise
  const q = (bizness.q ||= []) as QueuedCall[];
  if (websites[id]) return;

  websites[id] = website;
  followTabs();
  startPermission();
  captureFormSubmits();
  captureEngagement();
  captureClicks();
  startLifecycle();

  const call = guarded(([method, args]: QueuedCall) => {
    for (const each in websites) (websites[each]![method] as (...args: unknown[]) => void)(...args);
    // What a visitor has said of consent and opting out is said to the tags that come later, too.
    if (/o/.test(method)) q[q.length] = [method, args] as QueuedCall;
  });
  for (const method in website) bizness[method as 'track'] = (...args) => call([method as 'track', args]);
  q.push = call as typeof q.push;
  // What the stub has kept, and other tags.
  q.splice(0).map(call);
}
