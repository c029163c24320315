/**
 * Parameters by which advertising platforms tell one click from another. That there was one says "this was an advert";
 * the value would single out a person, so it is never kept. Beside each: the source it speaks for when nothing else does.
 */
export const CLICK_IDS: Record<string, string | null> = {
  gclid: 'google', // Google Ads, auto-tagging
  gbraid: 'google', // Google Ads, iOS app to web
  wbraid: 'google', // Google Ads, iOS web to app
  gclsrc: 'google', // Google Ads, beside gclid: which of its products made it
  gad_source: 'google', // Google Ads, added since 2023 beside or instead of gclid
  gad_campaignid: 'google', // Google Ads, added since 2025 beside gad_source
  srsltid: 'google', // Google Merchant Center, free listings too
  dclid: null, // Google Display & Video 360: banners on other people's sites
  msclkid: 'bing', // Microsoft Advertising
  fbclid: 'facebook', // Facebook, on every outgoing link, adverts or not
  igshid: 'instagram', // Instagram, on shared links
  igsh: 'instagram', // Instagram, its newer spelling
  ttclid: 'tiktok', // TikTok adverts
  twclid: 'twitter', // X adverts
  li_fat_id: 'linkedin', // LinkedIn adverts
  rdt_cid: 'reddit', // Reddit adverts
  epik: 'pinterest', // Pinterest adverts
  sccid: 'snapchat', // Snapchat adverts
  qclid: 'quora', // Quora adverts
  yclid: 'yandex', // Yandex Direct
  ysclid: 'yandex', // Yandex search results
  mc_eid: null, // Mailchimp: the recipient
  mc_cid: null, // Mailchimp: the campaign, sent beside the recipient
  mkt_tok: null, // Marketo: the recipient, encrypted
  tblci: 'taboola', // Taboola adverts
  dicbo: 'outbrain', // Outbrain adverts
  irclickid: null, // Impact, affiliate network
  cjevent: null, // CJ, affiliate network
  awc: null, // Awin, affiliate network
  _kx: null, // Klaviyo: the recipient
  vero_id: null, // Vero: the recipient
  wickedid: null, // Wicked Reports
  _hsenc: null, // HubSpot: the recipient, encrypted
};

/** Click ids that are made by paid adverts alone, by the source on which they make a visit paid search. */
export const PAID_SEARCH_CLICK_IDS: Record<string, string> = {
  gclid: 'Google',
  gbraid: 'Google',
  wbraid: 'Google',
  msclkid: 'Bing',
};
