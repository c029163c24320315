/** For what comes sooner or later, or never: no machine is so slow that it exhausts this. */
export const SOON = { timeout: 90_000, interval: 50 };
