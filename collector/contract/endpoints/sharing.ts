import { shareAnswer, shareLinkAnswer, shareLinkBody, shareLinksAnswer } from '../account/share-link.ts';
import { type Endpoint, WEBSITE } from '../endpoint.ts';

const SHARE_LINKS = `${WEBSITE}/share-links`;

/** Share links, and what one shows. */
export const sharingEndpoints = {
  listShareLinks: {
    method: 'GET',
    path: SHARE_LINKS,
    summary: 'List the share links of a website',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    answer: shareLinksAnswer,
    statuses: [200, 404],
  },
  createShareLink: {
    method: 'POST',
    path: SHARE_LINKS,
    summary: 'Make a link that shows reports to whoever has it',
    description: 'Its filters hold for every question asked with it. Money is told only with `revenue: true`.',
    scope: 'websites:write',
    secret: true,
    rateBucket: 'ordinary',
    body: shareLinkBody,
    answer: shareLinkAnswer,
    statuses: [200, 400, 404, 413, 415, 503],
  },
  deleteShareLink: {
    method: 'DELETE',
    path: `${SHARE_LINKS}/{share_link_id}`,
    summary: 'End a share link at once',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    answer: shareLinkAnswer,
    statuses: [200, 404, 503],
  },
  getShare: {
    method: 'GET',
    path: '/api/share',
    summary: 'What a share link shows',
    description: 'With `Bearer shl_…`, or `Bearer pub_<website id>` where the website’s dashboard is public.',
    scope: null,
    shared: true,
    rateBucket: null,
    answer: shareAnswer,
    statuses: [200],
  },
} as const satisfies Record<string, Endpoint>;
