/** A list as a person writes it: one to a line, or with commas between. */
export const fromLines = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,]/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

export const toLines = (list: readonly string[]): string => list.join('\n');
