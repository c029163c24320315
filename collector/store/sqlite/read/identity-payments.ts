import { namesNobody } from '../../../model/identity.ts';
import type { Connection } from '../engine/connection.ts';
import { sessionOwner } from './session-owner.ts';

export interface IdentityPayment {
  seq: number;
  revenue_id: string;
  customer_id: string | null;
  email_hash: string | null;
}

/** @param user The user that these visitors are, if they were identified. */
export type FindIdentityPayments = (site: number, visitors: string[], user: string | null) => IdentityPayment[];

/**
 * The payments that can be told to be a person's: they name one of its visitors, a session of theirs or its user id; then those
 * that share a customer id or an e-mail address with these, unless they name somebody else's visitor or session. Each comes after
 * one that led to it.
 */
export function findIdentityPayments(db: Connection): FindIdentityPayments {
  const columns = 'p.seq, p.revenue_id, p.customer_id, p.email_hash';
  const owner = sessionOwner('p.site', 'p.session_id');
  const theirs = '(select value from json_each(@visitors))';
  const named = db.prepare<unknown[], IdentityPayment>(
    `select ${columns} from payments p where p.site = @site and p.visitor in ${theirs}
     union
     select ${columns} from payments p
     where p.site = @site and p.session_id is not null and (p.visitor is null or p.visitor in ${theirs})
       and ${owner} in ${theirs}
     union
     select ${columns} from payments p where p.site = @site and p.customer_id = @user`,
  );
  const alike = db.prepare<unknown[], IdentityPayment>(
    `select ${columns} from payments p
     where p.seq in (
       select seq from payments where site = @site and customer_id in (select value from json_each(@customers))
       union select seq from payments where site = @site and email_hash in (select value from json_each(@emails))
     )
     and (p.visitor is null or p.visitor in ${theirs})
     and (p.session_id is null or coalesce(${owner} in ${theirs}, true))`,
  );
  return (site, visitors, user) => {
    const who = { site, visitors: JSON.stringify(visitors) };
    const found = new Map<number, IdentityPayment>();
    const asked = new Set<string | null>([null]);
    const isNew = (id: string | null): id is string => !asked.has(id) && Boolean(asked.add(id));
    for (let fresh = named.all({ ...who, user }); fresh.length > 0; ) {
      for (const payment of fresh) found.set(payment.seq, payment);
      const customers = fresh.map(({ customer_id }) => customer_id).filter((id) => id === null || !namesNobody(id));
      const ids = {
        customers: JSON.stringify(customers.filter(isNew)),
        emails: JSON.stringify(fresh.map(({ email_hash }) => email_hash).filter(isNew)),
      };
      fresh = alike.all({ ...who, ...ids }).filter(({ seq }) => !found.has(seq));
    }
    return [...found.values()];
  };
}
