/** A complaint about an error that nobody caught. Each engine introduces it in its own words. */
export const uncaught = (message: string): string =>
  `uncaught: ${message.replace(/^(Uncaught (\(in promise\) )?|Unhandled Promise Rejection: )/, '')}`;
