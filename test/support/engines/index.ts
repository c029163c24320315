import { chromium } from './chromium.ts';
import type { Engine } from './engine.ts';
import { firefox } from './firefox.ts';

import { webkit } from './webkit.ts';

/** The engines that every browser test can be run with: `describe.each(ENGINES)`. */
export const ENGINES: readonly Engine[] = [chromium, firefox, webkit];
