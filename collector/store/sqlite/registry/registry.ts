import type { Registry } from '../../registry/index.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';
import { createAllowances } from './allowances.ts';
import { createAnnotations } from './annotations.ts';
import { createAnswers } from './answers.ts';
import { createConversionEvents } from './conversion-events.ts';
import { createCurrencyRates } from './currency-rates.ts';
import { createGlances } from './glances.ts';
import { createKeys } from './keys.ts';
import { createSecrets } from './secrets.ts';
import { createShareLinks } from './share-links.ts';
import { createWebsites } from './websites.ts';

/** The registry over a connection of its own for reading; writes go through `write`. */
export function createRegistry(db: Connection, write: Write): Registry & { flush(): Promise<void> } {
  // Websites and keys share them: deleting a website changes the reach of keys.
  const glances = createGlances();
  return {
    ...createWebsites(db, write, glances),
    ...createKeys(db, write, glances),
    ...createConversionEvents(db, write),
    ...createShareLinks(db, write),
    ...createAnnotations(db, write),
    ...createCurrencyRates(db, write),
    ...createAnswers(db, write),
    ...createAllowances(db, write),
    ...createSecrets(db),
  };
}
