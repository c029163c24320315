/** An attribute's text, undefined where it has none. Never by property: a field named "id" stands in for a form's own. */
export const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.getAttribute(name) || undefined;
