import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hono } from 'hono';
import { seedReference } from '../catalogue/seed.ts';
import type { Env } from '../http.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { testHall } from '../testing.ts';
import { caseLive } from './live.ts';
import { caseRoutes } from './routes.ts';
import type { CaseView } from './schemas.ts';

let t: TestPeople;
beforeAll(async () => {
  t = await testPeople();
});
afterAll(() => t.close());

test('whoever has a case open is told at once when it moved at another door, once each time, and of no other case', async () => {
  const { sql } = t.deps;
  await seedReference(sql, { samples: true });
  const hall = await testHall(sql);
  const [item] = await sql<{ id: string }[]>`
    select v.item_id as id from item_versions v where v.guide -> 'result' ->> 'name' = '居住证' and v.guide -> 'questions' = '[]'`;
  const [realm] = await sql<{ realm_id: string }[]>`select realm_id from halls where id = ${hall.id}`;
  const { staffNo } = await testStaff(t, realm!.realm_id, { assignments: [{ roleId: 'clerk', hallId: hall.id }] });
  const api = new Hono<Env>().route('/', t.staffApi).route('/', caseRoutes({ ...t.deps, people: t.people }));
  const clerk = browser(testApp(t.deps, 'desk', { ready: async () => undefined, api }));
  await clerk.signIn(staffNo);
  const drafted = async (): Promise<string> => {
    const applicant = { name: '欧阳𠮷', idNo: '511602195207150022', phone: null };
    return ((await clerk.post('/cases', { hallId: hall.id, itemId: item!.id, applicant })).body as unknown as { id: string }).id;
  };
  const [watched, other] = [await drafted(), await drafted()];
  const receive = async (id: string): Promise<number> => {
    const { materials } = (await clerk.get(`/cases/${id}`)).body as unknown as CaseView;
    const checks = Object.fromEntries(materials.map(({ code }) => [code, 'present']));
    return (await clerk.post(`/cases/${id}/press`, { version: 1, press: { action: 'receive', checks } })).status;
  };

  const live = caseLive(t.deps);
  const told: string[] = [];
  let heard = (): void => undefined;
  const push = (id: string, { version }: { version: number }): void => {
    told.push(`${id} ${version}`);
    heard();
  };
  live.start({ cases: () => [watched], push });
  t.deps.touchedHooks.add((ids) => ids.forEach((id) => live.dirty(id)));
  expect(await live.read(watched)).toMatchObject({ version: 1 });
  expect(await live.read('01900000-0000-7000-8000-000000000000')).toBeNull();
  const next = new Promise<void>((done) => (heard = done));
  expect(await receive(other)).toBe(200);
  expect(await receive(watched)).toBe(200);
  await next;
  await live.stop();
  expect(told).toEqual([`${watched} 2`]);
});
