/** Where an event's rows live: a website's live data and its test data are two sites that never meet. */
export type Site = number;

export const siteOf = (website: { number: number }, test: boolean): Site => website.number * 2 + (test ? 1 : 0);

/** The number of the website that a site belongs to. */
export const websiteNumberOf = (site: Site): number => Math.floor(site / 2);
