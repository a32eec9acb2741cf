import { Hono } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { canSomewhere, type Action } from '@one-window/domain/permissions';
import { heldReasons } from '../db/schema/documents.ts';
import type { Deps } from '../deps.ts';
import { route, type Env } from '../http.ts';
import type { People } from '../staff/identity.ts';
import { publicKeys, signingState } from './documents.ts';

/** The keys by which anybody verifies a decision elsewhere, with nothing of ours. */
export function signingKeyRoutes(deps: Deps) {
  const key = z.object({ id: z.string(), alg: z.string(), publicKey: z.string().meta({ description: 'SPKI in DER, base64' }) });
  return new Hono<Env>().get(
    '/signing-keys',
    route('listSigningKeys', {
      summary: 'The public halves of all keys that ever signed a decision here',
      tag: 'papers',
      public: true,
      result: z.object({ keys: z.array(key) }),
    }),
    async (c) => c.json({ keys: await publicKeys(deps.sql) }),
  );
}

/** Whoever runs the hall or its system is told when decisions wait; none of them sees whose. */
const mayAct: readonly Action[] = ['hall.manage', 'config.change'];

export function signingRoutes(deps: Deps, people: People) {
  const state = z.object({
    waiting: z.int(),
    held: z.int().meta({ description: 'Of them those that cannot be signed now' }),
    why: z.enum(heldReasons).nullable(),
    since: z.string().nullable(),
  });
  return new Hono<Env>().get(
    '/signing',
    route('readSigning', {
      summary: 'How many decisions wait for their signature, and why',
      tag: 'papers',
      result: state,
      errors: ['auth.forbidden'],
    }),
    async (c) => {
      const { actor } = await people.requireStaff((name) => c.req.header(name));
      const now = new Date(deps.now()).toISOString();
      if (!mayAct.some((action) => canSomewhere(actor, action, now))) throw new DomainError('auth.forbidden', { reason: 'no_role' });
      return c.json({ ...(await signingState(deps.sql)) });
    },
  );
}
