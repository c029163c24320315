import { z } from 'zod';

/** Answer of `GET /api/health` and `/api/health/ready`. */
export const healthAnswer = z.object({ success: z.literal(true), status: z.enum(['ok', 'ready']) });
export type HealthAnswer = z.infer<typeof healthAnswer>;

/** Answer of `GET /api/snippet`. */
export const snippetAnswer = z.object({
  success: z.literal(true),
  version: z.string(),
  /** Follows new versions. */
  url: z.string(),
  /** Never changes its content: may be cached for ever and pinned by `integrity`. */
  immutable_url: z.string(),
  /** Subresource integrity, `sha384-…`. */
  integrity: z.string(),
});
export type SnippetAnswer = z.infer<typeof snippetAnswer>;

/** Answer of `GET /api/openapi.json`. */
export const openapiAnswer = z.looseObject({ openapi: z.string() });
