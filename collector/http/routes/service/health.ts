import type { endpoints } from '../../../contract/endpoints/index.ts';
import type { HealthAnswer } from '../../../contract/operation.ts';
import type { Dependencies } from '../../dependencies.ts';
import { unavailable } from '../../middleware/errors.ts';
import type { Handler } from '../../serve.ts';

/** `GET /api/health` */
export function getHealth(): Handler<typeof endpoints.getHealth> {
  return (): HealthAnswer => ({ success: true, status: 'ok' });
}

/** `GET /api/health/ready` */
export function getReadiness({ ready }: Dependencies): Handler<typeof endpoints.getReadiness> {
  return (): HealthAnswer => {
    if (!ready()) throw unavailable();
    return { success: true, status: 'ready' };
  };
}
