/** The pages of the settings, by their part of the address. */
export const TAB_NAMES = {
  general: 'General',
  install: 'Install',
  privacy: 'Privacy and exclusions',
  attribution: 'Attribution',
  conversions: 'Conversion events',
  sharing: 'Share links',
  data: 'Data',
  websites: 'Websites',
  keys: 'API Keys',
  people: 'People',
  you: 'You',
} as const;
export type Tab = keyof typeof TAB_NAMES;

const OF_WEBSITE: readonly Tab[] = ['general', 'install', 'privacy', 'attribution', 'conversions', 'sharing', 'data'];
const OF_ACCOUNT: readonly Tab[] = ['websites', 'keys', 'people', 'you'];

/** The pages that somebody may open. Who only looks has but themselves to change. */
export function tabsFor(owner: boolean): readonly (readonly [heading: string, tabs: readonly Tab[]])[] {
  return owner
    ? [
        ['This website', OF_WEBSITE],
        ['Account', OF_ACCOUNT],
      ]
    : [['Account', ['you']]];
}
