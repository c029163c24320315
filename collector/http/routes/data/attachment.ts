import { Readable } from 'node:stream';
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

/** A stream over pieces, of which the first is there: what goes wrong before it is still an answer of its own. */
export async function streamOf(pieces: AsyncGenerator<string, void, void>): Promise<Readable> {
  let next: ReturnType<typeof pieces.next> | null = Promise.resolve(await pieces.next());
  return new Readable({
    read() {
      const piece = next ?? pieces.next();
      next = null;
      piece.then(
        ({ done, value }) => this.push(done === true ? null : value),
        (error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      pieces.return().then(
        () => done(error),
        () => done(error),
      );
    },
  });
}
