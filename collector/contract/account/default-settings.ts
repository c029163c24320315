/* What each setting of a website is until its owner chooses; what a setting may be is said in `website.ts`. */

const NONE: string[] = [];

export const DEFAULT_SETTINGS = {
  tracking_enabled: true,
  visitor_mode: 'persistent',
  session_timeout_minutes: 30,
  excluded_ips: NONE,
  excluded_paths: NONE,
  excluded_countries: NONE,
  excluded_referrers: NONE,
  query_params: NONE,
  hash_routing: false,
  bot_filtering: true,
  gpc: 'cookieless',
  data_retention_days: 0,
  attribution_model: 'last_non_direct',
  attribution_lookback_days: 30,
  public_dashboard: false,
} as const;
