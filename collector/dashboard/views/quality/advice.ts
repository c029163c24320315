/** What an owner can do about a reason; reasons that want nothing done have none. */
const TO_DO: Record<string, string> = {
  origin_not_allowed: 'See the hostnames below: allow what is yours.',
  rate_limited: 'Raise the limits of the key, or send batches. Browsers try again by themselves.',
  malformed_json: 'Look at what your server sends.',
  too_large: 'Send smaller batches or fewer properties.',
  unsupported_type: 'Send application/json.',
  scope_missing: 'Give the key events:write: Settings, API Keys.',
  out_of_reach: 'Use a key of this website: Settings, API Keys.',
  idempotency_conflict: 'Use a fresh Idempotency-Key for each request.',
  unavailable: 'Is the disk of the collector full? Browsers keep their events and try again.',
  bot: 'People among them? `bizness excluded list` shows them, `bizness excluded readmit` counts them after all.',
  tracking_disabled: 'Settings, Privacy and exclusions turns it on.',
  excluded_ip: 'Settings, Privacy and exclusions.',
  excluded_path: 'Settings, Privacy and exclusions.',
  excluded_country: 'Settings, Privacy and exclusions.',
  gpc: 'Settings, Privacy and exclusions can count them without an id.',
  owner: '`bizness excluded readmit` counts them after all.',
  lost: 'They were offline for long, or the collector was.',
};

export function toDo(reason: string): string | null {
  if (Object.hasOwn(TO_DO, reason)) return TO_DO[reason] as string;
  return reason.includes(':') ? 'Look at what your server sends; pages with the tag do not send it wrong.' : null;
}
