import { presentInvitation } from '../../../account/invitation.ts';
import { presentPerson } from '../../../account/person.ts';
import { refuseReadOnly } from '../../../account/read-only.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { Refusal } from '../../../contract/problem.ts';
import type { Person } from '../../../model/person.ts';
import type { People, PersonChange } from '../../../store/people.ts';
import { requireWebsites } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';

/** `GET /api/people` */
export function listPeople({ people }: Dependencies): Handler<typeof endpoints.listPeople> {
  return ({ received }) => ({
    success: true,
    people: people.people().map(presentPerson),
    invitations: people.invitations(received).map(presentInvitation),
  });
}

/** `PUT /api/people/{person_id}` */
export function changePerson({ people, registry }: Dependencies): Handler<typeof endpoints.changePerson> {
  return async ({ ctx, caller, body }) => {
    const person = existing(people, ctx.params.person_id);
    refuseReadOnly(body, presentPerson(person), ['id', 'email', 'created_at']);
    const { name, role, websites } = body;
    requireWebsites(registry, caller, websites ?? []);
    const changed = await people.changePerson(person.id, { name, role, websites });
    if (typeof changed === 'string') throw impossible(changed);
    return { success: true, person: presentPerson(changed) };
  };
}

/** `DELETE /api/people/{person_id}` */
export function removePerson({ people }: Dependencies): Handler<typeof endpoints.removePerson> {
  return async ({ ctx }) => {
    const person = existing(people, ctx.params.person_id);
    const outcome = await people.removePerson(person.id);
    if (outcome !== 'done') throw impossible(outcome);
    return { success: true, person: presentPerson(person) };
  };
}

function existing(people: People, id: string): Person {
  const person = people.personById(id);
  if (person === null) throw notFound();
  return person;
}

function impossible(outcome: Exclude<PersonChange, 'done'>): Refusal {
  if (outcome === 'unknown') return notFound();
  return new Refusal({
    code: 'CONFLICT',
    message: 'This is the last owner of the whole account. Make another person one first',
    details: { field: 'person_id', expected: 'a person who is not the last owner' },
  });
}

function notFound(): Refusal {
  return new Refusal({
    code: 'NOT_FOUND',
    message: 'No such person',
    details: { field: 'person_id', expected: 'id of a person' },
  });
}
