import type { Readable } from 'node:stream';
import type { Context } from '../../state.ts';

interface Attachment {
  stream: Readable;
  name: string;
  type: string;
  /** Bytes, where they are known. */
  length?: number;
}

/** Answers with a file to keep. When its source fails on the way Koa cuts the connection, so that nobody takes a part for the whole. */
export function sendAttachment(ctx: Context, { stream, name, type, length }: Attachment): Readable {
  // Koa lets go of a stream when the client leaves, not of one that comes after: it would hold its place for good.
  if (ctx.req.socket.destroyed) stream.destroy();
  ctx.attachment(name);
  ctx.type = type;
  if (length !== undefined) ctx.length = length;
  return stream;
}
