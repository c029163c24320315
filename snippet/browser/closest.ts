/** The innermost element on the event's way that matches, looking through shadow roots. */
export function closest<E extends Element>(event: Event, selector: string): E | undefined {
  return event.composedPath().find((node) => (node as Element).matches?.(selector)) as E | undefined;
}
