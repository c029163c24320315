import type { Endpoint } from '../endpoint.ts';
import { annotationEndpoints } from './annotations.ts';
import { conversionEventEndpoints, conversionPreviewEndpoints } from './conversion-events.ts';
import { dataEndpoints } from './data.ts';
import { eventEndpoints } from './events.ts';
import { keyEndpoints } from './keys.ts';
import { peopleEndpoints } from './people.ts';
import { qualityEndpoints } from './quality.ts';
import { reportEndpoints } from './reports.ts';
import { revenueEndpoints } from './revenue.ts';
import { serviceEndpoints } from './service.ts';
import { sharingEndpoints } from './sharing.ts';
import { signInEndpoints } from './sign-in.ts';
import { websiteEndpoints } from './websites.ts';

/** Every operation of the API by its name, in the order in which the document tells of them. */
export const endpoints = {
  ...eventEndpoints,
  ...revenueEndpoints,
  ...reportEndpoints,
  ...websiteEndpoints,
  ...qualityEndpoints,
  ...conversionEventEndpoints,
  ...signInEndpoints,
  ...peopleEndpoints,
  ...keyEndpoints,
  ...sharingEndpoints,
  ...annotationEndpoints,
  ...conversionPreviewEndpoints,
  ...dataEndpoints,
  ...serviceEndpoints,
} as const satisfies Record<string, Endpoint>;

export type NamedEndpoint = Endpoint & { operation: keyof typeof endpoints };

/** The same as a list. */
export const ENDPOINTS: readonly NamedEndpoint[] = Object.entries(endpoints).map(([operation, endpoint]) => ({
  operation: operation as keyof typeof endpoints,
  ...endpoint,
}));
