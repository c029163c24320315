/** Path of an installed Firefox, `FIREFOX_PATH` first; null when there is none. */
export declare function findFirefox(environment?: NodeJS.ProcessEnv): string | null;

export interface WebKitParts {
  driver: string;
  interpreter: string;
  screen: string;
}
/** Paths of what WebKit needs, `WEBKIT_DRIVER_PATH` first; null when one is missing. */
export declare function findWebKit(environment?: NodeJS.ProcessEnv): WebKitParts | null;
