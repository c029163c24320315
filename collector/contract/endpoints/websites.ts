import { excludedReferrersPreviewAnswer, excludedReferrersPreviewBody } from '../account/excluded-referrers.ts';
import {
  websiteAnswer,
  websiteCreateBody,
  websiteDeleteAnswer,
  websiteDeleteQuery,
  websitePutBody,
  websitesAnswer,
  websiteWriteAnswer,
} from '../account/website.ts';
import { type Endpoint, WEBSITE, WRITE } from '../endpoint.ts';
import { listQuery } from '../lists.ts';

/** Websites and their settings. */
export const websiteEndpoints = {
  listWebsites: {
    method: 'GET',
    path: '/api/websites',
    summary: 'List the websites within reach',
    scope: 'websites:read',
    rateBucket: 'ordinary',
    query: listQuery,
    answer: websitesAnswer,
    statuses: [200, 400],
  },
  createWebsite: {
    method: 'POST',
    path: '/api/websites',
    summary: 'Create a website',
    description:
      'Needs a caller of the whole account. Where another website has the same domain, `warnings` says so: ' +
      'in any case, with or without `www.`, in either spelling of an international name.',
    scope: 'websites:write',
    accountWide: true,
    rateBucket: 'ordinary',
    body: websiteCreateBody,
    answer: websiteWriteAnswer,
    statuses: [200, 400, 409, 413, 415, 503],
  },
  getWebsite: {
    method: 'GET',
    path: WEBSITE,
    summary: 'Read a website and its settings',
    ifNoneMatch: true,
    scope: 'websites:read',
    rateBucket: 'ordinary',
    answer: websiteAnswer,
    statuses: [200, 404],
  },
  updateWebsite: {
    method: 'PUT',
    path: WEBSITE,
    ifMatch: true,
    summary: 'Change a website',
    description:
      'A merge: absent keeps, null resets to the default, arrays are replaced whole. What `GET` answered may be sent back. Honours `If-Match`.',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    body: websitePutBody,
    answeredAs: 'website',
    answer: websiteWriteAnswer,
    statuses: WRITE,
  },
  deleteWebsite: {
    method: 'DELETE',
    path: WEBSITE,
    summary: 'Delete a website and all of its data, for good',
    description:
      'Needs a live key of the whole account, and `confirm` with the id: without it the 400 says how much would go. ' +
      'From then on the website is unknown; keys bound to it alone are revoked. Answered once all of its rows are gone.',
    scope: 'websites:write',
    accountWide: true,
    rateBucket: 'ordinary',
    query: websiteDeleteQuery,
    answer: websiteDeleteAnswer,
    statuses: [200, 400, 404, 503],
  },
  previewExcludedReferrers: {
    method: 'POST',
    path: `${WEBSITE}/excluded-referrers/preview`,
    summary: 'How much revenue another list of hosts that are no source would move, without saving it',
    description:
      'Of live data over the period, 30 days unless it says otherwise. `excluded_referrers` is the whole list as it would ' +
      'be saved; the built-in pages to pay and to sign in are no source under any.',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    body: excludedReferrersPreviewBody,
    answer: excludedReferrersPreviewAnswer,
    statuses: WRITE,
  },
} as const satisfies Record<string, Endpoint>;
