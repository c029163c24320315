/** Flags for a quiet Chromium that also runs as root and calls nobody. */
export declare const CHROMIUM_FLAGS: string[];
export declare const PUPPETEER_FLAGS: string[];
/** An ordinary visitor's user agent. Chromium's own headless one is a bot's, and bots are not counted. */
export declare const VISITOR_USER_AGENT: string;
/** Path of an installed Chromium, `CHROMIUM_PATH` first; null when there is none. */
export declare function findChromium(environment?: NodeJS.ProcessEnv): string | null;
