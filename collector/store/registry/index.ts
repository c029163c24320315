import type { Allowances } from './allowances.ts';
import type { Annotations } from './annotations.ts';
import type { Answers } from './answers.ts';
import type { ConversionEvents } from './conversion-events.ts';
import type { CurrencyRates } from './currency-rates.ts';
import type { Keys } from './keys.ts';
import type { Secrets } from './secrets.ts';
import type { ShareLinks } from './share-links.ts';
import type { Websites } from './websites.ts';

/**
 * The few mutable rows, always in SQLite, whatever holds the events. Reads are point reads of microseconds that see every
 * commit of every process within 25 ms, so a revoked key is dead at once; what was changed here is seen here at once.
 * Writes resolve once they are synced.
 */
export type Registry = Websites &
  Keys &
  ConversionEvents &
  ShareLinks &
  Annotations &
  CurrencyRates &
  Answers &
  Allowances &
  Secrets;
