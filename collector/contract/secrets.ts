/*
 * What a secret is, once: the tag masks it before it leaves the page, and the collector in the addresses that other senders
 * bring. Something is masked for what it is, never for its length alone. Imports nothing: visitors download this. The
 * reasons are in docs/decisions/0024-what-is-masked.md.
 */

/**
 * One `*` for each secret, and for each find of `pattern` behind its first group. What shows that it is a secret is, in the
 * order of the expression:
 *
 * - the number of a card: 13 to 19 digits, in groups or not, that begin as an issuer's and have the right check digit
 *   (Luhn's). Not in a campaign tag, where ids are as long.
 * - an e-mail address,
 * - signed JSON, as links to sign in carry it; and whatever is random: 32 and more letters and digits that take turns as
 *   in no word, date or number.
 *
 * Repetitions are bounded where a hostile text would otherwise take time by the square of its length.
 */
export const mask = (text: string, pattern: RegExp): string =>
  text
    .replace(
      /(utm_[^&#]{0,99}?)?\b(?=[3-6]|2[2-7])(\d{4})((%20|[ +-])?\d{3,5}){3,4}\b|[^\s/?&=#]{1,64}(@|%40)[^\s/?&=#@%]+\.[a-z]+|(\beyJ[^a][\w.-]{9}|(?=[a-z]{0,9}\d{1,9}[a-z]+\d+[a-z]+\d)[a-z\d]{32})[\w.-]*/gi,
      (found: string, tag?: string, digit?: string) => {
        let sum = 0;
        // The same, were there one more digit.
        let next = 0;
        // No array method: some pages have replaced those.
        for (const one of found.replace(/%20|\D/g, '')) [sum, next] = [next + +one, sum + ((+one * 2) % 9 || +one)];
        return tag || (digit && sum % 10) ? found : '*';
      },
    )
    .replace(pattern, '$1*');

/** Values of an address's parameters that are nobody's business, by what the parameters are called. */
export const NAMED =
  /((token|secret|pass|auth(?!or\b)|sess|mail|phone|key\b|\b(code|sid)\b)[^?&=#/]{0,64}(=|%3D))[^&#]+/gi;

/**
 * Other tokens in the form that their makers gave them: Stripe, Bizness, GitHub, Slack, Amazon. The collector alone masks
 * these: no browser is sent to an address with a key of a server, so the tag doesn't spend its bytes on them.
 */
export const KEYS = /\b([sr]k_(live|test)|bz_|gh[oprsu]_|xox[bp]-|akia)[\w.-]{9}[\w.-]*/gi;
