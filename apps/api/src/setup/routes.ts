import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { PASSWORD_MAX } from '@one-window/domain/passwords';
import type { Deps } from '../deps.ts';
import { route, valid, type Env } from '../http.ts';
import { done } from '../schemas.ts';
import type { Limiter } from '../security/limiter.ts';
import { assertSetupCode, completeSetup, setupNeeded } from './setup.ts';

const code = z.string().min(1).max(64);
const setup = z.object({
  code,
  realm: z.object({ name: z.string().max(200), nameEn: z.string().max(200).nullable().default(null), timeZone: z.string().max(60) }),
  administrator: z.object({
    staffNo: z
      .string()
      .trim()
      .regex(/^[\w.-]{1,32}$/),
    name: z.string().trim().min(1).max(100),
    password: z.string().min(1).max(PASSWORD_MAX),
  }),
});

/** First run: whoever reads the server's console makes the first administrator. Public, as nobody can sign in yet. */
export function setupRoutes(deps: Deps, people: { readonly limiter: Limiter; clear(): void }) {
  // per address: a stranger who guesses slows himself down, not the one with the code
  const assertCode = async (c: Context<Env>, given: string): Promise<void> => {
    const who = { subject: `setup ${c.get('address')}` };
    if (await setupNeeded(deps.sql)) await people.limiter.attempt('setup', who);
    await assertSetupCode(deps, given);
    await people.limiter.succeeded('setup', who);
  };
  return new Hono<Env>()
    .get(
      '/setup',
      route('readSetup', {
        summary: 'Does this installation wait for its first administrator?',
        tag: 'setup',
        public: true,
        result: z.object({ needed: z.boolean() }),
      }),
      async (c) => c.json({ needed: !deps.demo && (await setupNeeded(deps.sql)) }),
    )
    .post(
      '/setup/check',
      route('checkSetupCode', {
        summary: 'Is this the code that the server printed?',
        tag: 'setup',
        public: true,
        result: done,
        errors: ['setup.wrong_code', 'setup.done', 'limit.too_many'],
      }),
      valid('json', z.object({ code })),
      async (c) => {
        await assertCode(c, c.req.valid('json').code);
        return c.json({ ok: true as const });
      },
    )
    .post(
      '/setup',
      route('completeSetup', {
        summary: 'Make the realm and its first administrator; works once',
        tag: 'setup',
        public: true,
        result: done,
        errors: ['setup.wrong_code', 'setup.done', 'limit.too_many', 'config.invalid', 'auth.demo_refused'],
      }),
      valid('json', setup),
      async (c) => {
        const { code: given, ...wanted } = c.req.valid('json');
        await assertCode(c, given);
        await completeSetup(deps, wanted);
        people.clear();
        return c.json({ ok: true as const });
      },
    );
}
