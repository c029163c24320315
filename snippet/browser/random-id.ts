/** Some 53 random bits as digits: enough to tell visitors apart, and no secret. There in every context, unlike `randomUUID`. */
export const randomId = (): string => `${Math.random()}`.slice(2);
