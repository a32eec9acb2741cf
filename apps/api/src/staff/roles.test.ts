import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { newKey, testHall, type TestHall } from '../testing.ts';
import { browser, testPeople, testRealm, testStaff, type TestPeople } from './testing.ts';

type Roles = 'administrator' | 'security_admin' | 'clerk';
const open: TestPeople[] = [];
let t: TestPeople;
let hall: TestHall;
let realm: string;

/** A realm of its own for each: who is the last one depends on everybody. */
beforeEach(async () => {
  t = await testPeople();
  open.push(t);
  hall = await testHall(t.deps.sql);
  realm = String((await t.deps.sql`select realm_id from halls where id = ${hall.id}`)[0]!['realm_id']);
});
afterAll(() => Promise.all(open.map((each) => each.close())));

async function signedIn(...roleIds: Roles[]) {
  const { id, staffNo } = await testStaff(t, realm, { assignments: roleIds.map((roleId) => ({ roleId })) });
  const desk = browser(t.desk);
  await desk.signIn(staffNo);
  const assignmentOf = async (roleId: Roles): Promise<string> =>
    String((await t.deps.sql`select id from staff_assignments where staff_id = ${id} and role_id = ${roleId}`)[0]!['id']);
  return { ...desk, id, assignmentOf };
}
const typesOf = async (id: string): Promise<string[]> =>
  (await t.deps.sql`select type from events where stream = ${id} order by version`).map((row) => String(row['type']));

describe('roles of somebody who is there', () => {
  test('are given and withdrawn, each by an event, and count at once for who is signed in', async () => {
    const admin = await signedIn('administrator', 'security_admin');
    const clerk = await signedIn();
    const given = await admin.post(`/staff/${clerk.id}/assignments`, { roleId: 'clerk', hallId: hall.id });
    const { id } = given.body as unknown as { id: string };
    expect((await clerk.get('/me')).body).toMatchObject({ staff: { roles: ['clerk'] } });
    // what an undo does: the very one that was given ends
    expect((await admin.post(`/staff/${clerk.id}/assignments/${id}/end`)).status).toBe(200);
    expect((await clerk.get('/me')).body).toMatchObject({ staff: { roles: [] } });
    expect((await admin.post(`/staff/${clerk.id}/assignments/${id}/end`)).status).toBe(200);
    expect(await typesOf(clerk.id)).toEqual(['staff.created', 'staff.assigned', 'staff.unassigned']);
  });

  test('are not given twice at one place; a press that is sent again is one role', async () => {
    const admin = await signedIn('administrator', 'security_admin');
    const clerk = await signedIn();
    const key = { 'idempotency-key': newKey() };
    const wish = { roleId: 'clerk', hallId: hall.id };
    const [a, b] = await Promise.all([1, 2].map(() => admin.post(`/staff/${clerk.id}/assignments`, wish, key)));
    expect(a!.body).toEqual(b!.body);
    expect((await admin.post(`/staff/${clerk.id}/assignments`, wish)).body.error?.code).toBe('role.held');
    expect((await admin.post(`/staff/${clerk.id}/assignments`, { roleId: 'clerk' })).status).toBe(200);
  });
});

describe('the last administrator', () => {
  test('keeps the role, also against the own wish; a second one makes the first one free', async () => {
    const admin = await signedIn('administrator', 'security_admin');
    const withdraw = async (roleId: Roles) => admin.post(`/staff/${admin.id}/assignments/${await admin.assignmentOf(roleId)}/end`);
    expect((await withdraw('administrator')).body.error).toMatchObject({
      code: 'staff.last_of_role',
      details: { role: 'administrator' },
    });
    expect((await withdraw('security_admin')).body.error).toMatchObject({ details: { role: 'security_admin' } });
    const second = await signedIn('administrator');
    expect((await withdraw('administrator')).status).toBe(200);
    expect((await second.get('/staff')).status).toBe(200);
  });

  test('is not barred, and nobody bars oneself', async () => {
    const admin = await signedIn('administrator');
    const security = await signedIn('security_admin');
    expect((await admin.post(`/staff/${security.id}/suspend`)).body.error?.code).toBe('staff.last_of_role');
    expect((await admin.post(`/staff/${admin.id}/suspend`)).body.error?.code).toBe('staff.self');
    const other = await signedIn('administrator', 'security_admin');
    expect((await admin.post(`/staff/${security.id}/suspend`)).status).toBe(200);
    // who is barred holds nothing together any more
    const left = await other.post(`/staff/${other.id}/assignments/${await other.assignmentOf('security_admin')}/end`);
    expect(left.body.error?.code).toBe('staff.last_of_role');
    expect((await admin.post(`/staff/${security.id}/restore`)).status).toBe(200);
    expect((await other.post(`/staff/${other.id}/assignments/${await other.assignmentOf('security_admin')}/end`)).status).toBe(200);
  });

  test('stays when two of them take each other’s role in the same instant', async () => {
    for (let round = 0; round < 5; round += 1) {
      const own = await testRealm(t);
      const two = await Promise.all(
        [1, 2].map(() => testStaff(t, own, { assignments: [{ roleId: 'administrator' }, { roleId: 'security_admin' }] })),
      );
      const desks = await Promise.all(
        two.map(async ({ staffNo }) => {
          const desk = browser(t.desk);
          await desk.signIn(staffNo);
          return desk;
        }),
      );
      const target = await Promise.all(
        [two[1]!, two[0]!].map(async ({ id }) => ({
          id,
          assignment: (await t.deps.sql`select id from staff_assignments where staff_id = ${id} and role_id = 'administrator'`)[0]![
            'id'
          ] as string,
        })),
      );
      const answers = await Promise.all(
        desks.map((desk, i) => desk.post(`/staff/${target[i]!.id}/assignments/${target[i]!.assignment}/end`)),
      );
      expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200, 409]));
    }
  });
});
