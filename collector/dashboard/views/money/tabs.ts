/** The parts of the money view, by what the address calls them; the first is shown where it names none. */
export const MONEY_TABS = {
  sources: 'Sources',
  payments: 'Payments',
  unattributed: 'Unattributed',
  customers: 'Customers',
} as const;
export type MoneyTab = keyof typeof MONEY_TABS;
