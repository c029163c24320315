import type { endpoints } from '../../../contract/endpoints/index.ts';
import type { Handler } from '../../serve.ts';
import { describeApi } from './openapi-document.ts';

/** `GET /api/openapi.json` */
export function getOpenapi(): Handler<typeof endpoints.getOpenapi> {
  let document: string | null = null;
  return ({ ctx }) => {
    document ??= JSON.stringify(describeApi());
    ctx.type = 'json';
    return document;
  };
}
