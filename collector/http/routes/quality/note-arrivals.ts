import { type Envelope, openEnvelope, sentName } from '../../../contract/envelope.ts';
import { ID_MAX_BYTES } from '../../../contract/limits.ts';
import { type Problem, Refusal } from '../../../contract/problem.ts';
import type { Receipt } from '../../../ingest/ingest.ts';
import type { Arrival } from '../../../model/arrival.ts';
import type { Caller } from '../../../model/caller.ts';
import { hostOfOrigin } from '../../../model/match/host-name.ts';
import { refusalReason } from '../../../model/refusal.ts';
import { siteOf } from '../../../model/site.ts';
import type { Website } from '../../../model/website.ts';
import { StoreUnavailable } from '../../../store/event-store.ts';
import { originOf } from '../../demands/origin.ts';
import type { Dependencies } from '../../dependencies.ts';
import { RefusalWithMore, unavailable } from '../../middleware/errors.ts';
import type { Call } from '../../serve.ts';
import type { Context, Middleware } from '../../state.ts';

type Sent = Pick<Call, 'ctx' | 'received' | 'sent'> & { caller: Caller | null };

/** Notes what became of the events that the write house took. Those it found a flaw in are noted as refused. */
export function noteReceipts({ arrivals }: Dependencies, call: Sent, website: Website, receipts: Receipt[]): void {
  const taken = receipts.filter(({ problem }) => problem === null);
  const by = senderOf(call);
  arrivals.note(
    website.number,
    taken.map(({ event_name: name, page, ...receipt }) => ({ ...by, fate: fateOf(receipt), name, page })),
  );
}

function fateOf({ dropped, repeated }: Pick<Receipt, 'dropped' | 'repeated'>): Arrival['fate'] {
  if (repeated) return { outcome: 'duplicate' };
  return dropped === null ? { outcome: 'accepted' } : { outcome: 'dropped', reason: dropped };
}

/** Notes and counts events of a batch that were refused while others may have been taken. */
export function noteProblems(
  d: Pick<Dependencies, 'arrivals' | 'refusals'>,
  call: Sent,
  website: Website,
  problems: { index: number; error: Problem }[],
): void {
  const by = senderOf(call);
  const refused = problems.map(({ index, error }): Arrival => {
    const reason = refusalReason(error);
    d.refusals.count(siteOf(website, by.test), reason, by.host, 1, call.received);
    return { ...by, fate: { outcome: 'refused', reason }, name: sentName(call.sent.events[index]), page: null };
  });
  if (refused.length > 0) d.arrivals.note(website.number, refused);
}

/** Notes and counts what was refused as a whole, wherever on its way: the refusal itself goes on. */
export function noteRefusals({ registry, arrivals, refusals, now }: Dependencies): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null) throw error;
      const { caller = null, sent = openEnvelope(undefined) } = ctx.state;
      const by = senderOf({ ctx, caller, received: now() });
      const id = websiteIdOf(sent, caller);
      const website = id === null ? null : registry.website(id);
      if (website !== null) {
        const reason = refusalReason(problem);
        refusals.count(siteOf(website, by.test), reason, by.host, Math.max(1, sent.events.length), by.at);
        const name = sent.events.length === 1 ? sentName(sent.events[0]) : null;
        arrivals.note(website.number, [{ ...by, fate: { outcome: 'refused', reason }, name, page: null }]);
      } else if (id !== null && problem.code === 'NOT_FOUND') arrivals.noteUnknown(id, by.host, by.at);
      throw error;
    }
  };
}

/** Null for what was noted event by event, and for failures, which are in the log. */
function problemOf(error: unknown): Problem | null {
  if (error instanceof StoreUnavailable) return unavailable().problem;
  return error instanceof Refusal && !(error instanceof RefusalWithMore) ? error.problem : null;
}

function senderOf({ ctx, caller, received }: Omit<Sent, 'sent'>): Pick<Arrival, 'at' | 'test' | 'host'> {
  return { at: received, test: caller?.test ?? false, host: caller === null ? hostOf(ctx) : null };
}

function hostOf(ctx: Context): string | null {
  const origin = originOf(ctx.headers);
  return origin === null ? null : hostOfOrigin(origin);
}

/** The website a request names; before its body is read, the one its caller is bound to. */
function websiteIdOf({ websiteId }: Envelope, caller: Caller | null): string | null {
  if (websiteId !== null) return websiteId.length > 0 && websiteId.length <= ID_MAX_BYTES ? websiteId : null;
  return caller?.websites?.length === 1 ? (caller.websites[0] ?? null) : null;
}
