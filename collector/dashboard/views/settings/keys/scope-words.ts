import type { Scope } from '../../../../contract/vocabulary.ts';

/** What each scope lets a key do, in one sentence. */
export const SCOPE_WORDS: Record<Scope, string> = {
  'events:write': 'Send events from your server.',
  'revenue:write': 'Record payments, renewals and refunds.',
  'analytics:read': 'Read every report, payments included.',
  'websites:read': 'See the websites and their settings.',
  'websites:write': 'Add and change websites, share links and notes.',
  'conversions:read': 'See the conversion events.',
  'conversions:write': 'Define and change conversion events.',
  'export:read': 'Take events and payments away row by row.',
  'keys:write': 'Make and revoke keys, with no more power than its own.',
};

/** What most keys are for. */
export const PRESETS: readonly { name: string; scopes: readonly Scope[] }[] = [
  { name: 'Send events', scopes: ['events:write'] },
  { name: 'Record revenue', scopes: ['revenue:write'] },
  { name: 'Read numbers', scopes: ['analytics:read', 'websites:read', 'conversions:read'] },
];
