/** Custom data of an event: anything JSON can carry, within the collector's limits. */
export type Properties = Record<string, unknown>;

/** Records that something happened. Never throws, never blocks, returns nothing. */
export type Track = (name: string, properties?: Properties) => void;

/** Takes back what a function set up. */
export type Undo = () => void;

/** An event as it is kept and sent. */
export interface QueuedEvent {
  event_id: string;
  event_name: string;
  properties: Properties;
  /** ISO 8601 UTC, by the visitor's clock. */
  timestamp: string;
}

/** A call made before the script had loaded: the method's name and its arguments. */
export type QueuedCall = ['track', Parameters<Track>];

/** `window.bizness` */
export interface Bizness {
  track: Track;
  /** Calls the stub has kept; once the script has loaded, whatever is pushed here is made at once. */
  q: { push(call: QueuedCall): void };
}

declare global {
  interface Window {
    bizness?: Bizness;
  }
  interface DocumentEventMap {
    /** Dispatched on `document` with the events the collector has just confirmed. */
    'bizness:confirmed': CustomEvent<QueuedEvent[]>;
  }
}
