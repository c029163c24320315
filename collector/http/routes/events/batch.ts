import type { endpoints } from '../../../contract/endpoints/index.ts';
import type { Envelope } from '../../../contract/envelope.ts';
import {
  BATCH_BODY_FIELDS,
  BATCH_EVENT_FIELDS,
  type BatchAnswer,
  type BatchEvent,
  batchEvent,
} from '../../../contract/event.ts';
import type { Warning } from '../../../contract/fields.ts';
import { formatPath, type Path, type Problem, presentProblem, problemAt } from '../../../contract/problem.ts';
import { problemFromZod } from '../../../contract/problem-schema.ts';
import type { Receipt } from '../../../ingest/ingest.ts';
import type { Dependencies } from '../../dependencies.ts';
import { RefusalWithMore } from '../../middleware/errors.ts';
import type { Call, Handler } from '../../serve.ts';
import { noteProblems, noteReceipts } from '../quality/note-arrivals.ts';
import { deliveryOf, sizeProblem, websiteOf } from './delivery.ts';
import { unknownEventFields, withWarnings } from './warnings.ts';

type TrackBatch = typeof endpoints.trackBatch;
interface EventError {
  index: number;
  error: Problem;
}

/** `POST /api/events/batch` */
export function trackBatch(d: Dependencies): Handler<TrackBatch> {
  return async (call) => {
    const website = websiteOf(call, d.registry, call.body.website_id);
    const { good, errors } = judge(call.body.events, call.bodyBytes);
    const receipts = good.length === 0 ? [] : await d.ingest(deliveryOf(call, website, call.body, good));
    const problems = [...errors, ...lateProblems(receipts)].sort((a, b) => a.index - b.index);
    noteReceipts(d, call, website, receipts);
    noteProblems(d, call, website, problems);
    return present(call, receipts, problems);
  };
}

/** Each event on its own, so that one bad event spoils no other. */
function judge(events: unknown[], bodyBytes: number): { good: Judged[]; errors: EventError[] } {
  const good: Judged[] = [];
  const errors: EventError[] = [];
  events.forEach((input, index) => {
    const tooLarge = sizeProblem(input, bodyBytes, pathOf(index));
    const result = batchEvent.safeParse(input);
    if (tooLarge !== null) errors.push({ index, error: tooLarge });
    else if (result.success) good.push({ index, event: result.data });
    else errors.push({ index, error: problemAt(problemFromZod(result.error, input), pathOf(index)) });
  });
  return { good, errors };
}

interface Judged {
  index: number;
  event: BatchEvent;
}

/** Problems are found in one event; its sender counts from the top of the body. */
const pathOf = (index: number): Path => ['events', index];

/** A browser is told nothing of drops and warnings: its answer must not teach how to pass as a person. */
function present({ caller, sent }: Call<TrackBatch>, receipts: Receipt[], errors: EventError[]): BatchAnswer {
  const accepted = receipts.filter(({ problem }) => problem === null);
  const counts = { processed: accepted.length, failed: errors.length };
  if (accepted.length === 0) throw allFailed(errors, counts);
  const dropped =
    caller === null
      ? []
      : accepted.flatMap(({ index, dropped: reason }) =>
          reason === null ? [] : [{ index, event_id: null, dropped: reason }],
        );
  const answered = accepted.filter((receipt) => caller === null || receipt.dropped === null);
  return {
    success: true,
    ...counts,
    event_ids: answered.map(({ event_id }) => event_id),
    ...(errors.length === 0 ? {} : { errors: errors.map(presentError) }),
    ...(dropped.length === 0 ? {} : { dropped }),
    ...(caller === null ? {} : withWarnings([...unknownInBatch(sent), ...accepted.flatMap(warningsOf)])),
  };
}

/** Flaws that only the write house finds. */
function lateProblems(receipts: Receipt[]): EventError[] {
  return receipts.flatMap(({ index, problem }) =>
    problem === null ? [] : [{ index, error: problemAt(problem, pathOf(index)) }],
  );
}

const warningsOf = ({ index, warnings }: Receipt): Warning[] =>
  warnings.map((warning) => ({ ...warning, field: formatPath([...pathOf(index), warning.field]) }));

function unknownInBatch({ body, events }: Envelope): Warning[] {
  return [
    ...unknownEventFields(body, BATCH_BODY_FIELDS),
    ...events.flatMap((event, index) => unknownEventFields(event, BATCH_EVENT_FIELDS, pathOf(index))),
  ];
}

function allFailed(errors: EventError[], counts: { processed: number; failed: number }): RefusalWithMore {
  const shown = errors.map(presentError);
  const first = (shown[0] as (typeof shown)[0]).error;
  return new RefusalWithMore(
    { ...first, message: `No event of the batch is valid. ${first.message}` },
    { ...counts, event_ids: [], errors: shown },
  );
}

const presentError = ({ index, error }: EventError) => ({ index, error: presentProblem(error) });
