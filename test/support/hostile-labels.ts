import fc from 'fast-check';

/** What a grammar, a path, JSON, SQL or a prototype could take for more than a part of a text. */
const PIECES = [
  ...[
    ',',
    '\\',
    '\\\\',
    ';',
    '=',
    ':',
    '"',
    "'",
    '`',
    '*',
    '**',
    '%',
    '%2',
    '%2F',
    '%25',
    '%C3%A9',
    '_',
    '?',
    '#',
    '/',
  ],
  ...[' ', '  ', '\t', '\n', '\u00a0', '\u3000', '\ufeff', '\u202e', '\u200d'],
  ...['é', 'e\u0301', 'É', 'ß', 'SS', 'İ', 'ı', 'ς', 'Σ', 'σ', '🙂', '👨‍👩‍👧', 'ж', '漢'],
  ...['is:', 'is_not:', 'none:', 'prop:', 'US', 'us', '2', '-1', '1e999', 'true', 'null', '__proto__', 'constructor'],
  ...['(not set)', '(direct)', '(unattributed)', '(entry)', 'Direct', '{', '}', '[', ']', '<b>', '--', 'a', 'Company'],
];

/** Texts that somebody might send, most of them short enough to meet again. */
export const hostileTexts: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...PIECES), weight: 2 },
  { arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }).map((parts) => parts.join('')), weight: 4 },
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }), weight: 1 },
);
