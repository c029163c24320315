import { BACKUP_TYPE } from '../../../contract/account/export.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { requireScope } from '../../demands/permit.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';
import { sendAttachment } from './attachment.ts';

/** `GET /api/backup` */
export function downloadBackup({ copies }: Dependencies): Handler<typeof endpoints.downloadBackup> {
  return async ({ ctx, caller, received }) => {
    // The file holds more than any scope gives: whoever has it can make a collector of it.
    requireScope(caller, 'websites:write');
    const gone = new AbortController();
    ctx.res.once('close', () => gone.abort());
    const { stream, bytes } = await copies.backup(gone.signal);
    const day = new Date(received).toISOString().slice(0, 10);
    return sendAttachment(ctx, { stream, name: `bizness-${day}.db`, type: BACKUP_TYPE, length: bytes });
  };
}
