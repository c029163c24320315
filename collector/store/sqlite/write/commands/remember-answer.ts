import { DAY_MS } from '../../../../model/time.ts';
import type { RememberedAnswer } from '../../../registry/answers.ts';
import type { Connection } from '../../engine/connection.ts';

/** An answer is replayed for a day. */
export const ANSWER_LIFE_MS = DAY_MS;

export interface RememberAnswer {
  scope: string;
  key: string;
  answer: RememberedAnswer;
  now: number;
}

/** Remembers the first answer under an Idempotency-Key and forgets those that are over a day old. */
export function rememberAnswer(db: Connection): (request: RememberAnswer) => void {
  const forget = db.prepare('delete from remembered_answers where created_at < ?');
  const insert = db.prepare(
    `insert into remembered_answers (scope, key, fingerprint, status, body, created_at) values (?, ?, ?, ?, ?, ?)
     on conflict do nothing`,
  );
  return ({ scope, key, answer, now }) => {
    forget.run(now - ANSWER_LIFE_MS);
    insert.run(scope, key, answer.fingerprint, answer.status, answer.body, now);
  };
}
