/**
 * What was found out, and before it what the calling server says. `parts` go from the whole to its details: once a server
 * says otherwise of one, what was found of those after it is about something else.
 */
export function withStated<Part extends string>(
  found: Readonly<Record<Part, string | null>>,
  stated: Readonly<{ [P in Part]?: string | null | undefined }>,
  parts: readonly Part[],
): Record<Part, string | null> {
  let agrees = true;
  const merged = parts.map((part) => {
    const said = stated[part] ?? null;
    const value = said ?? (agrees ? found[part] : null);
    agrees &&= value === found[part];
    return [part, value];
  });
  return Object.fromEntries(merged) as Record<Part, string | null>;
}
