/** The order of events in SQL, as `compareInOrder` has it. `of` is the alias of a table with its columns, and a dot. */
export const eventOrder = (of = ''): string =>
  `${of}time, coalesce(${of}follows, ${of}event_id), ${of}place, ${of}event_id`;

/** The latest event first. */
export const latestFirst = (of = ''): string =>
  `${of}time desc, coalesce(${of}follows, ${of}event_id) desc, ${of}place desc, ${of}event_id desc`;
