import type { Answers, RememberedAnswer } from '../../registry/answers.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';
import { ANSWER_LIFE_MS } from '../write/commands/remember-answer.ts';

export function createAnswers(db: Connection, write: Write): Answers {
  const answer = db.prepare<[string, string, number], RememberedAnswer>(
    'select fingerprint, status, body from remembered_answers where scope = ? and key = ? and created_at >= ?',
  );
  return {
    rememberedAnswer: (scope, key, now) => answer.get(scope, key, now - ANSWER_LIFE_MS) ?? null,
    rememberAnswer: (scope, key, remembered, now) => write('rememberAnswer', { scope, key, answer: remembered, now }),
  };
}
