/** Hosts in their one form: with a closing dot, or in the spelling of the wire, the same host was another one. */
export const hosts = `
update events set hostname = clean_host(hostname) where hostname <> clean_host(hostname);
update excluded_events set hostname = clean_host(hostname) where hostname <> clean_host(hostname);
`;
