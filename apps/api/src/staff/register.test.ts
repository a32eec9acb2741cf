import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConfigWish } from '@one-window/domain/config';
import { applyConfig, draftConfig } from '../configuration/commands.ts';
import { verifyLog } from '../log/verify.ts';
import { testHall, type TestHall } from '../testing.ts';
import { browser, testPassword, testPeople, testStaff, type TestPeople } from './testing.ts';

let t: TestPeople;
let hall: TestHall;
let realm: string;

beforeAll(async () => {
  t = await testPeople();
  hall = await testHall(t.deps.sql);
  realm = String((await t.deps.sql`select realm_id from halls where id = ${hall.id}`)[0]!['realm_id']);
});
afterAll(() => t.close());

async function signedIn(...assignments: { roleId: 'administrator' | 'security_admin' | 'hall_manager' | 'clerk'; hallId?: string }[]) {
  const { id, staffNo } = await testStaff(t, realm, { assignments });
  const desk = browser(t.desk);
  await desk.signIn(staffNo);
  return { ...desk, id };
}

interface Shown {
  id: string;
  staffNo: string;
  name: string;
  active: boolean;
  assignments: { id: string; roleId: string; hallId: string | null; validTo: string | null }[];
}
const list = async (desk: { get: (path: string) => Promise<{ body: unknown }> }): Promise<Shown[]> =>
  ((await desk.get('/staff')).body as { staff: Shown[] }).staff;

describe('the register of staff', () => {
  test('an administrator makes a colleague, who signs in and gets a role from the security administrator', async () => {
    const admin = await signedIn({ roleId: 'administrator' });
    const security = await signedIn({ roleId: 'security_admin' });
    const made = await admin.post('/staff', { staffNo: 'N-100', name: '欧阳𠮷', phone: '13900001111', password: testPassword });
    expect(made.status).toBe(200);
    const { id } = made.body as unknown as { id: string };
    const desk = browser(t.desk);
    expect((await desk.signIn('n-100')).body).toMatchObject({ staff: { id, name: '欧阳𠮷', roles: [] } });
    expect((await security.post(`/staff/${id}/assignments`, { roleId: 'clerk', hallId: hall.id })).status).toBe(200);
    expect((await desk.get('/me')).body).toMatchObject({ staff: { roles: ['clerk'] }, halls: [{ id: hall.id }] });
    const [shown] = (await list(admin)).filter((s) => s.id === id);
    expect(shown).toMatchObject({
      staffNo: 'N-100',
      name: '欧阳𠮷',
      active: true,
      assignments: [{ roleId: 'clerk', hallId: hall.id, validTo: null }],
    });
    expect((await security.post(`/staff/${id}/assignments/${shown!.assignments[0]!.id}/end`)).status).toBe(200);
    expect((await desk.get('/me')).body).toMatchObject({ staff: { roles: [] }, halls: [] });
    const types = (await t.deps.sql`select type from events where stream = ${id} order by version`).map((row) => String(row['type']));
    expect(types).toEqual(['staff.created', 'staff.password_set', 'staff.assigned', 'staff.unassigned']);
  });

  test('a pressed key that is sent again makes one colleague, an altered one is refused', async () => {
    const admin = await signedIn({ roleId: 'administrator' });
    const key = { 'idempotency-key': 'one-colleague-please' };
    const input = { staffNo: 'N-200', name: '李四', password: testPassword };
    const [a, b] = await Promise.all([admin.post('/staff', input, key), admin.post('/staff', input, key)]);
    expect(a.body).toEqual(b.body);
    expect((await admin.post('/staff', { ...input, name: '李五' }, key)).body.error?.code).toBe('request.key_reused');
    expect((await admin.post('/staff', { ...input, staffNo: 'n-200' })).body.error?.code).toBe('conflict');
  });

  test('another name and number: the digest in the log changes, the name does not show in it, the old number is free', async () => {
    const admin = await signedIn({ roleId: 'administrator' });
    const { id, staffNo } = await testStaff(t, realm, { name: '旧名字', phone: '13812340000' });
    expect((await admin.post(`/staff/${id}`, { name: '新名字', staffNo: 'N-300' })).status).toBe(200);
    expect((await browser(t.desk).signIn('N-300')).body).toMatchObject({ staff: { id, name: '新名字' } });
    expect((await browser(t.desk).signIn(staffNo)).status).toBe(401);
    const events = await t.deps.sql<{ type: string; body: string }[]>`select type, body from events where stream = ${id} order by version`;
    const digests = events.map((e) => (JSON.parse(e.body) as { personal?: string }).personal).filter(Boolean);
    expect(new Set(digests).size).toBe(2);
    expect(JSON.stringify(events)).not.toMatch(/名字/);
  });

  test('a manager sees the colleagues of the own hall; a clerk sees nobody; neither may make one or give a role', async () => {
    const other = await testHall(t.deps.sql, { name: '另一大厅' });
    const manager = await signedIn({ roleId: 'hall_manager', hallId: other.id });
    const clerk = await signedIn({ roleId: 'clerk', hallId: other.id });
    expect((await list(manager)).map((s) => s.id).toSorted()).toEqual([manager.id, clerk.id].toSorted());
    expect(await list(clerk)).toEqual([]);
    for (const desk of [manager, clerk]) {
      expect((await desk.post('/staff', { staffNo: 'N-400', name: '王五' })).status).toBe(403);
      expect((await desk.post(`/staff/${desk.id}/assignments`, { roleId: 'administrator' })).status).toBe(403);
    }
    const admin = await signedIn({ roleId: 'administrator' });
    expect((await admin.post('/staff', { staffNo: 'N-400', name: '王五', assignments: [{ roleId: 'clerk' }] })).body.error).toMatchObject({
      code: 'auth.forbidden',
      details: { action: 'role.assign' },
    });
  });

  test.each([
    ['no number', { staffNo: '', name: '王' }, 'staffNo'],
    ['a number with a gap', { staffNo: 'a b', name: '王' }, 'staffNo'],
    ['no name', { staffNo: 'N-9', name: '' }, 'name'],
    ['a name of 10,000 characters', { staffNo: 'N-9', name: '王'.repeat(10_000) }, 'name'],
    ['a number of identity that cannot be', { staffNo: 'N-9', name: '王', idNo: '511602199001011234' }, 'idNo'],
    ['a short password', { staffNo: 'N-9', name: '王', password: 'short' }, 'password'],
    ['a role that there is not', { staffNo: 'N-9', name: '王', assignments: [{ roleId: 'emperor' }] }, 'assignments.0.roleId'],
    ['a hall that there is not', { staffNo: 'N-9', name: '王', assignments: [{ roleId: 'clerk', hallId: crypto.randomUUID() }] }, 'hallId'],
  ])('a wrong entry is refused by the name of its field: %s', async (_what, input, field) => {
    const admin = await signedIn({ roleId: 'administrator' }, { roleId: 'security_admin' });
    const answer = await admin.post('/staff', input);
    expect(answer.status).toBe(422);
    expect(answer.body.error?.details['fields']).toContain(field);
  });
});

test('the log tells the same as the tables, and a role that was slipped in past it is found', async () => {
  expect((await verifyLog(t.deps.sql)).findings).toEqual([]);
  const { id } = await testStaff(t, realm);
  await t.deps
    .owner`insert into staff_assignments (id, staff_id, role_id, valid_from) values (${crypto.randomUUID()}, ${id}, 'administrator', now())`;
  expect((await verifyLog(t.deps.sql)).findings).toMatchObject([{ damage: 'row differs', kind: 'staff', stream: id }]);
});

test('what a hall says of a clerk goes by staff number: one that nobody has is refused, one that binds stays', async () => {
  const admin = await signedIn({ roleId: 'administrator' });
  const clerk = await testStaff(t, realm, {});
  const skills = (staffNo: string): ConfigWish[] => [
    { entity: 'skills', id: null, set: { hallId: hall.id, staffNo, neverIds: [...hall.series] } },
  ];
  const { problems } = await draftConfig(t.deps.sql, realm, skills('nobody'), new Date().toISOString());
  expect(problems).toMatchObject([{ field: 'staffNo', code: 'unknown_ref' }]);
  const system = { kind: 'system', id: 'test' } as const;
  const command = { name: 'config.apply', key: null, body: null };
  await applyConfig(t.deps, system, realm, { changes: skills(clerk.staffNo), expectedVersion: 0 }, () => undefined, command);
  t.deps.halls.clear();
  expect((await t.deps.halls.hall(hall.id)).clerks.get(clerk.id)).toEqual({ neverIds: hall.series, fallbackIds: [] });
  expect(await admin.post(`/staff/${clerk.id}`, { staffNo: 'another' })).toMatchObject({
    status: 409,
    body: { error: { code: 'staff.number_binds', details: { number: clerk.staffNo } } },
  });
  expect((await admin.post(`/staff/${clerk.id}`, { name: '苏琴' })).status).toBe(200);
});
