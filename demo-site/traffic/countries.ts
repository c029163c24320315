/** Where visitors are. */
export interface Country {
  code: string;
  zone: string;
  /** Of all visitors, in percent. */
  share: number;
  /** Languages of its browsers, the most common first. */
  languages: readonly string[];
  /** What its people pay in. */
  currency: string;
  /**
   * Beginnings of addresses that the bundled database places there: two numbers of an IPv4 address, or 32 bits of an
   * IPv6 address. Given to the collector, which looks up the country and forgets them.
   */
  networks: readonly string[];
}

const country = (
  code: string,
  zone: string,
  share: number,
  languages: string,
  currency: string,
  networks: string,
): Country => ({ code, zone, share, languages: languages.split(' '), currency, networks: networks.split(' ') });

export const COUNTRIES: readonly Country[] = [
  country('US', 'America/New_York', 15, 'en-US en-US en-US es-US', 'USD', '73.20 98.100 2600:1700'),
  country('US', 'America/Chicago', 6, 'en-US en-US en-US es-US', 'USD', '24.5 73.20'),
  country('US', 'America/Los_Angeles', 9, 'en-US en-US en-US zh-CN', 'USD', '98.100 2601:100'),
  country('FR', 'Europe/Paris', 15, 'fr-FR fr-FR fr-FR en-US', 'EUR', '90.1 86.200 82.64 2a01:cb00'),
  country('DE', 'Europe/Berlin', 10, 'de-DE de-DE de-DE en-US', 'EUR', '84.130 91.10 79.200 2003:c0'),
  country('GB', 'Europe/London', 8, 'en-GB en-GB en-GB pl-PL', 'GBP', '86.130 81.100 2a00:23c4'),
  country('NL', 'Europe/Amsterdam', 4, 'nl-NL nl-NL en-GB', 'EUR', '84.80 77.160'),
  country('CA', 'America/Toronto', 4, 'en-CA en-CA fr-CA', 'USD', '70.24 99.224'),
  country('IN', 'Asia/Kolkata', 4, 'en-IN en-IN hi-IN', 'USD', '49.32 117.192'),
  country('ES', 'Europe/Madrid', 3, 'es-ES es-ES ca-ES', 'EUR', '88.0 83.40'),
  country('IT', 'Europe/Rome', 3, 'it-IT', 'EUR', '87.1 79.20'),
  country('AU', 'Australia/Sydney', 3, 'en-AU', 'USD', '1.120 58.160'),
  country('BR', 'America/Sao_Paulo', 3, 'pt-BR', 'USD', '177.32 189.0'),
  country('CH', 'Europe/Zurich', 2.5, 'de-CH de-CH fr-CH', 'CHF', '85.0 178.192'),
  country('BE', 'Europe/Brussels', 2, 'nl-BE fr-BE', 'EUR', '81.240 109.130'),
  country('SE', 'Europe/Stockholm', 2, 'sv-SE sv-SE en-US', 'SEK', '78.64 90.224'),
  country('PL', 'Europe/Warsaw', 2, 'pl-PL', 'EUR', '83.0 79.184'),
  country('JP', 'Asia/Tokyo', 1.5, 'ja-JP', 'JPY', '60.32 126.0'),
  country('PT', 'Europe/Lisbon', 1, 'pt-PT', 'EUR', '85.240 2.80'),
  country('IE', 'Europe/Dublin', 1, 'en-IE', 'EUR', '86.40 83.70'),
  country('AT', 'Europe/Vienna', 1, 'de-AT', 'EUR', '62.46 80.108'),
  country('DK', 'Europe/Copenhagen', 1, 'da-DK', 'EUR', '87.48 80.160'),
  country('NO', 'Europe/Oslo', 1, 'nb-NO', 'EUR', '84.208 88.88'),
  country('SG', 'Asia/Singapore', 1, 'en-SG zh-SG', 'USD', '116.86 119.74'),
  country('MX', 'America/Mexico_City', 1, 'es-MX', 'USD', '187.128 189.128'),
];
