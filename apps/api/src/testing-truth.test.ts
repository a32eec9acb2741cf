import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { DomainError, type ErrorCode } from '@one-window/domain/errors';
import { route, type Env } from './http.ts';
import { testDeps, type TestDeps } from './testing.ts';
import { testApp } from './testing-truth.ts';

let deps: TestDeps;
beforeAll(async () => {
  deps = await testDeps();
});
afterAll(() => deps.close());

/** A route that says it answers `{ number: "A0001" }` or that there is none, and does what the test wants. */
const answering = (answer: object | ErrorCode) =>
  testApp(deps, 'portal', {
    ready: async () => undefined,
    api: new Hono<Env>().get(
      '/numbers/:id',
      route('x', { summary: 'x', tag: 'x', public: true, result: z.object({ number: z.string() }), errors: ['not_found'] }),
      (c) => {
        if (typeof answer === 'string') throw new DomainError(answer);
        return c.json(answer);
      },
    ),
  }).request('/api/numbers/1');

test('an answer that is as described is given', async () => {
  expect((await answering({ number: 'A0001' })).status).toBe(200);
  expect((await answering('not_found')).status).toBe(404);
  expect((await answering('unavailable')).status).toBe(503);
});

test.each([
  [{}, 'number: '],
  [{ number: 1 }, 'number: '],
  [{ number: 'A0001', name: '周小华' }, 'more than it describes'],
  ['conflict', 'a code that it does not describe: conflict'],
  ['pairing.wrong', 'a code that it does not describe: pairing.wrong'],
] as const)('an answer that is not as described fails the test that got it: %o', async (answer, why) => {
  await expect(answering(answer)).rejects.toThrow(why);
});

test('a file is of the type that is described, and is not read', async () => {
  const handing = (type: string) =>
    testApp(deps, 'portal', {
      ready: async () => undefined,
      api: new Hono<Env>().get('/table', route('x', { summary: 'x', tag: 'x', public: true, result: z.string(), media: 'text/csv' }), (c) =>
        c.body('number\nA0001\n', 200, { 'Content-Type': type }),
      ),
    }).request('/api/table');
  expect(await (await handing('text/csv; charset=utf-8')).text()).toBe('number\nA0001\n');
  await expect(handing('text/html')).rejects.toThrow('a media type that it does not describe: text/html');
});
