/** Something the operator can put right. Told in one line on stderr, exit code 1. */
export class Mistake extends Error {}
