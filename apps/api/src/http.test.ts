import { Hono } from 'hono';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { answerError, valid, type Env } from './http.ts';

const app = new Hono<Env>()
  .post(
    '/things/:name',
    valid('param', z.object({ name: z.string() })),
    valid('query', z.object({ q: z.string().optional() })),
    valid('json', z.object({ staffNo: z.string(), more: z.array(z.record(z.string(), z.string())).optional() })),
    (c) => c.json({ ok: true }),
  )
  .onError(answerError);

const send = async (path: string, body: unknown) => {
  const answer = await app.request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
};
const refused = (field: string) => ({ status: 422, body: { error: { code: 'request.invalid', details: { fields: [field] } } } });

test('a character that no keyboard makes and no table can keep is refused wherever it is sent', async () => {
  for (const odd of ['\0', 'a\0b', '\ud83d', '\ude00\ud83d']) {
    expect(await send('/things/a', { staffNo: odd })).toMatchObject(refused('staffNo'));
    expect(await send('/things/a', { staffNo: '1', more: [{ note: odd }] })).toMatchObject(refused('more.0.note'));
    expect(await send('/things/a', { staffNo: '1', more: [{ [odd]: 'x' }] })).toMatchObject(refused('more.0'));
  }
  expect(await send('/things/a%00', { staffNo: '1' })).toMatchObject(refused('name'));
  expect(await send('/things/a?q=%00', { staffNo: '1' })).toMatchObject(refused('q'));
  expect(await send('/things/𠮷', { staffNo: '一\n😀\t', more: [{ 名: '值' }] })).toMatchObject({ status: 200 });
});
