import {
  invitationAnswer,
  invitationBody,
  invitationCancelAnswer,
  peopleAnswer,
  personAnswer,
  personPutBody,
} from '../account/people.ts';
import { type Endpoint, WRITE } from '../endpoint.ts';

const PERSON = '/api/people/{person_id}';
const INVITATIONS = '/api/invitations';

/** The people of the dashboard and their invitations. */
export const peopleEndpoints = {
  listPeople: {
    method: 'GET',
    path: '/api/people',
    summary: 'List the people of the dashboard and the invitations not yet accepted',
    scope: null,
    owner: true,
    rateBucket: null,
    answer: peopleAnswer,
    statuses: [200],
  },
  changePerson: {
    method: 'PUT',
    path: PERSON,
    summary: 'Change a person’s name, role or websites',
    description:
      'A merge: absent keeps. `websites: null` is all of them. The last owner of the whole account stays one.',
    scope: null,
    owner: true,
    rateBucket: null,
    body: personPutBody,
    answeredAs: 'person',
    answer: personAnswer,
    statuses: WRITE,
  },
  removePerson: {
    method: 'DELETE',
    path: PERSON,
    summary: 'Remove a person and end their sessions',
    scope: null,
    owner: true,
    rateBucket: null,
    answer: personAnswer,
    statuses: [200, 404, 409, 503],
  },
  createInvitation: {
    method: 'POST',
    path: INVITATIONS,
    summary: 'Make a link for a new person, or for one who forgot the password',
    description: 'A new link ends an earlier one to the same address. Nothing is mailed: hand the link over yourself.',
    scope: null,
    owner: true,
    secret: true,
    rateBucket: null,
    body: invitationBody,
    answer: invitationAnswer,
    statuses: WRITE,
  },
  cancelInvitation: {
    method: 'DELETE',
    path: `${INVITATIONS}/{invitation_id}`,
    summary: 'End a link that was not used yet',
    scope: null,
    owner: true,
    rateBucket: null,
    answer: invitationCancelAnswer,
    statuses: [200, 404, 503],
  },
} as const satisfies Record<string, Endpoint>;
