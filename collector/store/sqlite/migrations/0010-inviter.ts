/** Who made an invitation, so that it ends with the right to make it. Those from before have none, as the operator's. */
export const inviter = `
alter table invitations add column inviter text; -- id of a person
`;
