/* Reads and writes timestamps, ISO 8601. Their schema is in `fields.ts`: threads that check no body don't load it. */

const OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** Whether a timestamp says where on Earth it was read. */
export function hasOffset(value: string): boolean {
  return OFFSET.test(value);
}

/** Milliseconds since 1970 of an ISO 8601 timestamp, NaN if it is none. */
export function parseTimestamp(value: string): number {
  return Date.parse(hasOffset(value) ? value : `${value}Z`);
}

/** `2024-01-15T10:30:00Z`: ISO 8601 UTC, milliseconds only where there are some. */
export function formatTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
