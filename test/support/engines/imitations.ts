/** What Global Privacy Control is to a page, for engines that lack it. Runs in every page before its own scripts. */
export const DECLARE_GPC = `Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true });`;

/** What Safari's "block all cookies" does to a page. */
export const REFUSE_STORAGE = `for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('The operation is insecure.', 'SecurityError') } });`;
