/** The views of a website in the order of the header, each with its part of the address. */
export const SITE_VIEWS = [
  ['', 'Overview'],
  ['/money', 'Money'],
  ['/funnels', 'Funnels'],
  ['/retention', 'Retention'],
  ['/journeys', 'Journeys'],
  ['/live', 'Live'],
  ['/quality', 'Data quality'],
  ['/settings', 'Settings'],
] as const;
