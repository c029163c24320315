/** First answers to requests that may be sent again. */
export interface Answers {
  /** The first answer to a request with an `Idempotency-Key`, within 24 h. */
  rememberedAnswer(scope: string, key: string, now: number): RememberedAnswer | null;
  rememberAnswer(scope: string, key: string, answer: RememberedAnswer, now: number): Promise<void>;
}

export interface RememberedAnswer {
  /** SHA-256 of the request's method, path and body. */
  fingerprint: string;
  status: number;
  body: string;
}
