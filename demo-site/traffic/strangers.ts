import type { Agenda } from './agenda.ts';
import { BOTS } from './agents.ts';
import { HOUR, SECOND } from './calendar.ts';
import { COUNTRIES, type Country } from './countries.ts';
import { createPerson, type Person } from './population.ts';
import type { Random } from './random.ts';
import { PAGES } from './site.ts';
import { SPAM_REFERRERS } from './sources.ts';
import { openTab } from './tab.ts';
import { sendVisit } from './wire.ts';

const BOT_PAGES = [PAGES.home, PAGES.article, PAGES.docs, PAGES.pricing] as const;
const AMERICA = COUNTRIES[0] as Country;

interface World {
  random: Random;
  agenda: Agenda;
  origin: string;
}

/** Programs, spammers and transfers: what is in the data without anyone having come for the product. */
export function createStrangers({ random, agenda, origin }: World) {
  const somewhereIn = (hour: number) => hour + random.whole(0, HOUR - SECOND);

  const look = (person: Person, start: number, views: number, referrer: string | null) => {
    const tab = openTab(random, origin, person, start);
    for (let view = 0; view < views; view++) {
      tab.load(random.pick(random.pick(BOT_PAGES)), referrer);
      tab.wait(random.skewed(3 * SECOND, 0.5));
    }
    sendVisit(random, person, tab.happened, agenda.act);
  };

  return {
    bot(hour: number): void {
      const userAgent = random.pick(BOTS);
      const agent = { share: 0, screens: [], userAgent: () => userAgent };
      const person = { ...createPerson(random, AMERICA), agent, screenWidth: 800, skew: 0 };
      look(person, somewhereIn(hour), random.whole(1, 3), null);
    },
    spam(hour: number): void {
      look(createPerson(random, random.pick(COUNTRIES)), somewhereIn(hour), 1, random.pick(SPAM_REFERRERS));
    },
    /** A bank transfer: nobody knows whose visit it came of. Some name an address that was never seen. */
    transfer(hour: number): void {
      const at = somewhereIn(hour);
      const number = random.digits(8);
      agenda.act({
        kind: 'payment',
        at: at + SECOND,
        repeat: false,
        payment: {
          amount: `${random.pick([120, 290, 348])}.00`,
          currency: random.pick(['EUR', 'EUR', 'USD', 'GBP']),
          product: 'Invoice by bank transfer',
          transaction_id: `inv_${number}`,
          ...(random.chance(0.3) ? { customer_email: `accounts.${number}@company.example` } : {}),
          timestamp: new Date(at).toISOString(),
        },
      });
    },
  };
}
