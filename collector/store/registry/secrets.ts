/** What this installation alone knows. */
export interface Secrets {
  /** 32 random bytes of a calendar day (`2026-11-23`), made on first use. Those of days before `firstInUse` are erased. */
  salt(day: string, firstInUse: string): Buffer;
  /** A secret of this installation, made on first use; for keyed hashes of e-mail addresses and the tokens of share links. */
  secret(): Buffer;
}
