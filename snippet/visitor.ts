import { randomId } from './browser/random-id.ts';
import { disk } from './browser/storage.ts';

/**
 * The visitor's id, `vis_…`, made when first asked for. Undefined where it could not be kept: the collector's
 * daily id then counts such a visitor better than a new id on every page would.
 */
export function visitorId(key: string): string | undefined {
  try {
    const storage = disk()!;
    if (!/^vis_\w{1,64}$/.test(storage[key])) storage[key] = `vis_${randomId()}`;
    return storage[key];
  } catch {
    return undefined;
  }
}
