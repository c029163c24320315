/** Pages in their normal form: the same page stored under several spellings was several labels. */
export const normalPaths = `
update events set page = normal_path(page) where page <> normal_path(page);
update excluded_events set page = normal_path(page) where page <> normal_path(page);
update sessions set entry_page = normal_path(entry_page) where entry_page <> normal_path(entry_page);
update sessions set exit_page = normal_path(exit_page) where exit_page <> normal_path(exit_page);
`;
