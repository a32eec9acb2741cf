import { Hono } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import type { CaseDeps } from '../cases/queries.ts';
import { route, valid, type Env } from '../http.ts';
import { done } from '../schemas.ts';

/** Dials the hotline as a citizen would, so that it can be tried without a telephone. In the demo only: anywhere else it does not exist. */
export function demoCallRoutes(deps: CaseDeps) {
  return new Hono<Env>().post(
    '/demo/calls',
    route('dialHotline', { summary: 'Let the demo’s telephone ring', tag: 'demo', result: done, errors: ['not_found', 'telephony.down'] }),
    valid('json', z.object({ number: z.string().max(40) })),
    async (c) => {
      await deps.people.requireStaff((name) => c.req.header(name));
      if (!deps.demo) throw new DomainError('not_found');
      if (deps.telephony?.line().state !== 'up') throw new DomainError('telephony.down');
      await deps.telephony.dial(c.req.valid('json').number);
      return c.json({ ok: true as const });
    },
  );
}
