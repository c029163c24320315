import { hashSecret } from '../../../account/key.ts';
import { callerOf } from '../../../account/person.ts';
import { mintToken } from '../../../account/token.ts';
import { SESSION_COOKIE } from '../../../contract/account/people.ts';
import type { PersonCaller } from '../../../model/caller.ts';
import type { Person } from '../../../model/person.ts';
import { DAY_MS } from '../../../model/time.ts';
import { createPublicOrigin } from '../../demands/public-origin.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Context } from '../../state.ts';

const LIFE_MS = 30 * DAY_MS;

/** The sessions of the dashboard, each known by a cookie. */
export interface SignIns {
  /** Who is signed in, else null. A session that is used lives 30 days more, written down once a day. */
  find(ctx: Context): Promise<PersonCaller | null>;
  /** Signs in under a new cookie; the session of the old one ends. */
  begin(ctx: Context, person: Person): Promise<void>;
  end(ctx: Context): Promise<void>;
}

export function createSignIns({ people, now, trustProxy }: Dependencies): SignIns {
  const originOf = createPublicOrigin(trustProxy);

  function setCookie(ctx: Context, token: string | null): void {
    const { secure } = originOf(ctx.req);
    // Koa sees neither our proxies nor TLS before them: it is told.
    ctx.cookies.secure = secure;
    ctx.cookies.set(SESSION_COOKIE, token, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure,
      overwrite: true,
      ...(token === null ? {} : { maxAge: LIFE_MS }),
    });
  }

  return {
    async find(ctx) {
      const token = ctx.cookies.get(SESSION_COOKIE);
      if (token === undefined) return null;
      const hash = hashSecret(token);
      const found = people.signedIn(hash, now());
      if (found === null) return null;
      people.personSeen(found.person.id, now());
      if (found.expiresAt < now() + LIFE_MS - DAY_MS) {
        // A disk that takes no writes must not hide the reports.
        await people.renewSignIn(hash, now() + LIFE_MS).then(
          () => setCookie(ctx, token),
          () => {},
        );
      }
      return callerOf(found.person, hash);
    },
    async begin(ctx, person) {
      const old = ctx.cookies.get(SESSION_COOKIE);
      if (old !== undefined) await people.endSignIn(hashSecret(old));
      const { token, hash } = mintToken();
      await people.createSignIn({ hash, person: person.id, createdAt: now(), expiresAt: now() + LIFE_MS });
      setCookie(ctx, token);
    },
    async end(ctx) {
      const token = ctx.cookies.get(SESSION_COOKIE);
      if (token === undefined) return;
      await people.endSignIn(hashSecret(token));
      setCookie(ctx, null);
    },
  };
}
