/** Bytes of a text in UTF-8. */
export const byteLength = (text: string) => new Blob([text]).size;
