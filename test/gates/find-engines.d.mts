/** Path of an installed Firefox, `FIREFOX_PATH` first; null when there is none. */
export declare function findFirefox(environment?: NodeJS.ProcessEnv): string | null;
/** Path of WebKit's driver, `WEBKIT_DRIVER_PATH` first; null when there is none. */
export declare function findWebKitDriver(environment?: NodeJS.ProcessEnv): string | null;
