import type { endpoints } from '../../../contract/endpoints/index.ts';
import { EVENT_BODY_FIELDS, type EventAnswer } from '../../../contract/event.ts';
import { Refusal } from '../../../contract/problem.ts';
import { formatTimestamp } from '../../../contract/timestamp.ts';
import type { Receipt } from '../../../ingest/ingest.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Call, Handler } from '../../serve.ts';
import { noteReceipts } from '../quality/note-arrivals.ts';
import { deliveryOf, sizeProblem, websiteOf } from './delivery.ts';
import { unknownEventFields, withWarnings } from './warnings.ts';

type TrackEvent = typeof endpoints.trackEvent;

/** `POST /api/events` */
export function trackEvent(d: Dependencies): Handler<TrackEvent> {
  return async (call) => {
    const tooLarge = sizeProblem(call.sent.body, call.bodyBytes, ['body']);
    if (tooLarge !== null) throw new Refusal(tooLarge);
    const website = websiteOf(call, d.registry, call.body.website_id);
    const receipts = await d.ingest(deliveryOf(call, website, call.body, [{ index: 0, event: call.body }]));
    noteReceipts(d, call, website, receipts);
    return present(call, receipts[0] as Receipt);
  };
}

/** A browser is told nothing of drops and warnings: its answer must not teach how to pass as a person. */
function present({ caller, sent }: Call<TrackEvent>, receipt: Receipt): EventAnswer {
  if (receipt.problem !== null) throw new Refusal(receipt.problem);
  const timestamp = formatTimestamp(receipt.time);
  if (caller === null) return { success: true, event_id: receipt.event_id, timestamp };
  const warnings = withWarnings([...unknownEventFields(sent.body, EVENT_BODY_FIELDS), ...receipt.warnings]);
  if (receipt.dropped !== null)
    return { success: true, event_id: null, timestamp, dropped: receipt.dropped, ...warnings };
  return { success: true, event_id: receipt.event_id, timestamp, ...warnings };
}
