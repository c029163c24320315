import type { Connection } from '../../engine/connection.ts';
import { appendEvents } from './append-events.ts';
import { countRefused } from './count-refused.ts';
import { deletePayment } from './delete-payment.ts';
import { deleteWebsite, emptyWebsite } from './delete-website.ts';
import { eraseVisitor } from './erase-visitor.ts';
import { excludeEvents, readmitEvents } from './move-events.ts';
import { prune } from './prune.ts';
import { recordPayment } from './record-payment.ts';
import { rememberAnswer } from './remember-answer.ts';
import { saveAllowances } from './save-allowances.ts';
import { deleteAnnotation, saveAnnotation } from './save-annotation.ts';
import { createConversionEvent, updateConversionEvent } from './save-conversion-event.ts';
import { saveCurrencyRates } from './save-currency-rates.ts';
import { acceptInvitation, cancelInvitation, createInvitation } from './save-invitation.ts';
import { createKey, endKey, markKeysUsed } from './save-key.ts';
import { changePassword, changePerson, markPeopleSeen, removePerson } from './save-person.ts';
import { createShareLink, deleteShareLink } from './save-share-link.ts';
import { createSignIn, endSignIn, forgetExpired, renewSignIn } from './save-sign-in.ts';
import { createWebsite, updateWebsite } from './save-website.ts';

/** Everything that can be written. A command runs inside its caller's transaction and never opens one. */
const COMMANDS = {
  appendEvents,
  recordPayment,
  deletePayment,
  countRefused,
  prune,
  eraseVisitor,
  readmitEvents,
  excludeEvents,
  createWebsite,
  updateWebsite,
  deleteWebsite,
  emptyWebsite,
  createKey,
  endKey,
  markKeysUsed,
  createConversionEvent,
  updateConversionEvent,
  saveAnnotation,
  deleteAnnotation,
  saveCurrencyRates,
  rememberAnswer,
  saveAllowances,
  changePerson,
  removePerson,
  changePassword,
  markPeopleSeen,
  createSignIn,
  renewSignIn,
  endSignIn,
  forgetExpired,
  createInvitation,
  cancelInvitation,
  acceptInvitation,
  createShareLink,
  deleteShareLink,
};

export type CommandName = keyof typeof COMMANDS;
export type Payload<K extends CommandName> = Parameters<ReturnType<(typeof COMMANDS)[K]>>[0];
export type Result<K extends CommandName> = ReturnType<ReturnType<(typeof COMMANDS)[K]>>;

/** Hands a command to the one who writes; resolves once it is committed and synced. */
export type Write = <K extends CommandName>(command: K, payload: Payload<K>) => Promise<Result<K>>;

/** The commands, prepared over a connection. */
export function prepareCommands(db: Connection): (command: CommandName, payload: never) => unknown {
  const prepared = new Map<string, (payload: never) => unknown>();
  for (const [name, prepare] of Object.entries(COMMANDS)) prepared.set(name, prepare(db));
  return (command, payload) => prepared.get(command)?.(payload);
}
