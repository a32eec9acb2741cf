import { afterAll, beforeAll, expect, test } from 'vitest';
import { testHall, type TestHall } from '../testing.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';

let t: TestPeople;
let hall: TestHall;
let realm: string;

beforeAll(async () => {
  t = await testPeople();
  hall = await testHall(t.deps.sql);
  realm = String((await t.deps.sql`select realm_id from halls where id = ${hall.id}`)[0]!['realm_id']);
});
afterAll(() => t.close());

interface Deed {
  stream: string;
  version: number;
  type: string;
  by: string;
  name: string;
  shows: { before: object; after: object } | null;
  role: { id: string; roleId: string; hallId: string | null; validTo: string | null } | null;
  made: { id: string; name: string; active: boolean }[];
  undo: string | null;
  why: string | null;
}

async function signedIn(roleId: 'administrator' | 'security_admin' | 'hall_manager' | 'clerk', hallId: string | null = null) {
  const { staffNo, id } = await testStaff(t, realm, { assignments: [{ roleId, hallId }] });
  const desk = browser(t.desk);
  await desk.signIn(staffNo);
  const deeds = async (kind: 'devices' | 'staff', limit = 50): Promise<Deed[]> =>
    ((await desk.get(`/deeds?kind=${kind}&limit=${limit}`)).body as unknown as { deeds: Deed[] }).deeds;
  return { ...desk, id, staffNo, deeds };
}

test('what was done to a board is listed with who did it, and set back with what it showed before', async () => {
  const manager = await signedIn('hall_manager', hall.id);
  const { code } = (await browser(t.hall).post('/pairing')).body as unknown as { code: string };
  const paired = await manager.post('/devices/pairings', { code, kind: 'board', hallId: hall.id, name: '东墙大屏' });
  const { id } = (paired.body as unknown as { device: { id: string } }).device;
  const window = { template: 'window', zone: null, windowId: hall.windows[0] };
  const whole = { template: 'hall', zone: null, windowId: null };
  expect((await manager.post(`/devices/${id}/configure`, window)).status).toBe(200);
  const own = async () => (await manager.deeds('devices')).filter((deed) => deed.stream === id);
  const [configured, first] = await own();
  expect(configured).toMatchObject({
    type: 'device.configured',
    by: manager.staffNo,
    name: '东墙大屏',
    shows: { before: whole, after: window },
    undo: 'configure',
  });
  expect(first).toMatchObject({ type: 'device.paired', undo: null, why: 'paired' });
  expect((await manager.post(`/devices/${id}/configure`, configured!.shows!.before)).status).toBe(200);
  expect((await own()).map(({ undo, why }) => undo ?? why)).toEqual(['configure', 'later', 'paired']);
  await manager.post(`/devices/${id}/revoke`);
  expect((await own()).map(({ undo, why }) => undo ?? why)).toEqual(['revoked', 'later', 'later', 'paired']);
});

test('a list of colleagues is one deed, and barring all whom it made takes it back, all or none', async () => {
  const admin = await signedIn('administrator');
  await admin.post('/staff/import', { csv: '工号,姓名\nL-1,甲\nL-2,乙\nL-3,丙' });
  const listed = async () => (await admin.deeds('staff')).find((deed) => deed.made.some(({ name }) => name === 'L-1 甲'))!;
  const { made, undo, by } = await listed();
  expect({ names: made.map(({ name }) => name).toSorted(), undo, by }).toEqual({
    names: ['L-1 甲', 'L-2 乙', 'L-3 丙'],
    undo: 'suspend',
    by: admin.staffNo,
  });
  const staffIds = made.map(({ id }) => id);
  expect((await admin.post('/staff/suspend-all', { staffIds: [...staffIds, admin.id] })).body.error?.code).toBe('staff.self');
  expect((await listed()).made.every(({ active }) => active)).toBe(true);
  expect((await admin.post('/staff/suspend-all', { staffIds })).status).toBe(200);
  expect(await listed()).toMatchObject({ undo: null, why: 'later' });
  // and who was barred by it is let in again, one by one
  const [barred] = await admin.deeds('staff');
  expect(barred).toMatchObject({ type: 'staff.suspended', undo: 'restore' });
});

test('a role that was withdrawn is given again as it was, and one that was given is ended, by who may give roles', async () => {
  const security = await signedIn('security_admin');
  const admin = await signedIn('administrator');
  const { id } = await testStaff(t, realm, {});
  const validTo = '2099-01-01T00:00:00.000Z';
  const wish = { roleId: 'clerk', hallId: hall.id, validTo };
  await security.post(`/staff/${id}/assignments`, wish);
  const own = async (who = security) => (await who.deeds('staff')).filter((deed) => deed.stream === id && deed.role !== null);
  const [given] = await own();
  expect(given).toMatchObject({ type: 'staff.assigned', by: security.staffNo, role: wish, undo: 'end' });
  expect((await own(admin))[0]).toMatchObject({ undo: null, why: 'denied' });
  await security.post(`/staff/${id}/assignments/${given!.role!.id}/end`);
  const [ended] = await own();
  expect(ended).toMatchObject({ type: 'staff.unassigned', role: wish, undo: 'give' });
  const { id: _id, ...again } = ended!.role!;
  expect((await security.post(`/staff/${id}/assignments`, again)).status).toBe(200);
  expect((await own()).map(({ type, undo, why }) => `${type} ${undo ?? why}`)).toEqual([
    'staff.assigned end',
    'staff.unassigned later',
    'staff.assigned later',
  ]);
});

test('nobody reads of another hall, and a page goes on where the last one ended', async () => {
  const other = await testHall(t.deps.sql);
  const stranger = await signedIn('hall_manager', other.id);
  expect(await stranger.deeds('devices')).toEqual([]);
  expect((await (await signedIn('clerk', hall.id)).get('/deeds?kind=staff')).body.error?.code).toBe('auth.forbidden');
  const admin = await signedIn('administrator');
  const all = (await admin.deeds('staff')).map(({ stream, version }) => `${stream} ${version}`);
  const paged: string[] = [];
  for (let next: string | null = ''; next !== null && paged.length <= all.length;) {
    const page = (await admin.get(`/deeds?kind=staff&limit=2${next && `&before=${next}`}`)).body as unknown as {
      deeds: Deed[];
      next: string | null;
    };
    paged.push(...page.deeds.map(({ stream, version }) => `${stream} ${version}`));
    next = page.next;
  }
  expect(paged.slice(0, 5)).toEqual(all.slice(0, 5));
  expect(new Set(paged).size).toBe(paged.length);
});
