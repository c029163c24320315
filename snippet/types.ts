/** Custom data of an event: anything JSON can carry, within the collector's limits. */
export type Properties = Record<string, unknown>;

/** Records that something happened. Never throws, never blocks, returns nothing. */
export type Track = (name: string, properties?: Properties) => void;

/** An event, before it is kept and sent. */
export interface QueuedEvent {
  event_id: string;
  event_name: string;
  properties: Properties;
  /** By the visitor's clock. Kept and sent as ISO 8601 UTC. */
  timestamp: Date;
  /** Absent where the visitor is counted without an id. */
  visitor_id?: string;
}

/** What can be asked of one website on the page. */
export interface Website {
  track: Track;
  /**
   * Says that this visitor is a user of yours: the event `identify` with `user_id` and what else you tell of them.
   * It does not make a visit an engaged one.
   */
  identify(user_id: string, properties?: Properties): void;
  /** Forgets the visitor, as when a user signs out: what follows is somebody else's. */
  reset(): void;
  /**
   * The event `revenue` with `value` in major units and `currency` as ISO 4217. An ordinary event, for conversions and
   * funnels: a browser can claim anything, so money is counted from your server's `POST /api/revenue` alone.
   */
  revenue(value: number, currency: string, properties?: Properties): void;
  /**
   * `true`: events may be kept and sent, those that waited for it too. `false`: those that wait, and the visitor's id,
   * are erased; nothing is recorded until `true`. Not remembered: say it on every page.
   */
  consent(given: boolean): void;
  /** As `consent(false)`, and remembered in this browser until `optOut(false)`. */
  optOut(out?: boolean): void;
  /** Sends now what waits, rather than in a moment. */
  flush(): void;
}

/** A call made before the script had loaded: the method's name and its arguments. */
export type QueuedCall = { [M in keyof Website]: [method: M, args: Parameters<Website[M]>] }[keyof Website];

/** `window.bizness`: calls go to every website on the page. */
export interface Bizness extends Website {
  /** One website alone, by its id. */
  websites: Record<string, Website>;
  /**
   * Looks at every event before it is kept or sent. What it returns is kept in the event's stead, under the same id and
   * time; `true` leaves it as it was. Nothing is kept where it returns nothing or throws, nor where it returns a promise or
   * anything else that is no event, which the console tells. Set it before the script loads to see the first page view too.
   */
  before_send?: ((event: QueuedEvent) => QueuedEvent | true | null | undefined) | undefined;
  /** Calls the stub has kept; once the script has loaded, whatever is pushed here is made at once. */
  q: { push(call: QueuedCall): void };
}

declare global {
  interface Window {
    bizness?: Bizness;
  }
}
