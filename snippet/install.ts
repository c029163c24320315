import { guarded } from './browser/guarded.ts';
import { captureClicks } from './capture/click.ts';
import { captureEngagement } from './capture/engagement.ts';
import { captureFormSubmits } from './capture/form-submit.ts';
import { website } from './client.ts';
import { startLifecycle } from './lifecycle.ts';
import { type Options, option, setOptions } from './options.ts';
import { startPermission } from './permission.ts';
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
  const { q } = bizness;
  if (websites[id]) return;

  websites[id] = website;
  startPermission();
  captureEngagement();
  captureClicks();
  captureFormSubmits();
  startLifecycle();

  const call = guarded(([method, args]: QueuedCall) => {
    for (const each in websites) (websites[each]![method] as (...args: unknown[]) => void)(...args);
  });
  for (const method in website) bizness[method as 'track'] = (...args) => call([method as 'track', args]);
  bizness.q = { push: call };
  // What the stub has kept; another tag has kept nothing.
  (q as QueuedCall[] | undefined)?.map?.(call);
}
