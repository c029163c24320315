import { together } from '../browser/together.ts';
import type { Track, Undo } from '../types.ts';
import { captureClicks } from './click.ts';
import { captureFormSubmits } from './form-submit.ts';
import { capturePageViews } from './page-view.ts';

/** Everything that is captured without being asked for. Each takes `track` and returns what ends it. */
const captures = [capturePageViews, captureClicks, captureFormSubmits];

export const startCapture = (track: Track): Undo => together(...captures.map((capture) => capture(track)));
