import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyLog } from '../log/verify.ts';
import { newKey } from '../testing.ts';
import { authenticator, browser, testPassword, testPeople, testRealm, testStaff, type TestPeople } from './testing.ts';

const own = '一个 Better-Pass-42';
let t: TestPeople;
let realm: string;
let ahead = 0;

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  realm = await testRealm(t);
});
beforeEach(() => {
  ahead = 0;
});
afterAll(() => t.close());

async function signedIn(...roleIds: ('administrator' | 'clerk')[]) {
  const { id, staffNo } = await testStaff(t, realm, { assignments: roleIds.map((roleId) => ({ roleId })) });
  const desk = browser(t.desk);
  await desk.signIn(staffNo);
  return { ...desk, id, staffNo };
}
const events = async (id: string) =>
  (await t.deps.sql`select type, actor_id, body from events where stream = ${id} and type = 'staff.password_set' order by version`).map(
    (e) => [String(e['actor_id']), JSON.parse(String(e['body'])) as unknown],
  );

describe('a password that an administrator gives', () => {
  test('opens the choice of an own one and nothing else', async () => {
    const admin = await signedIn('administrator');
    const clerk = await testStaff(t, realm, { assignments: [{ roleId: 'administrator' }] });
    expect((await admin.post(`/staff/${clerk.id}/password`, { password: 'k7mq-2xpa-9dwe-h3tn' })).status).toBe(200);
    const desk = browser(t.desk);
    expect((await desk.signIn(clerk.staffNo)).body.error?.code).toBe('auth.wrong');
    expect((await desk.signIn(clerk.staffNo, 'k7mq-2xpa-9dwe-h3tn')).body).toMatchObject({ mustChangePassword: true });
    expect((await desk.get('/me')).body).toMatchObject({ oneTimePassword: true });
    for (const path of ['/staff', '/devices']) expect((await desk.get(path)).body.error?.code, path).toBe('auth.password_change');
    // or the administrator could bind a telephone to an account that is another's
    expect((await desk.post('/second-factor/enrol')).body.error?.code).toBe('auth.password_change');
    expect((await desk.post('/me/password', { old: 'k7mq-2xpa-9dwe-h3tn', password: own })).status).toBe(200);
    expect((await desk.get('/staff')).status).toBe(200);
    expect((await browser(t.desk).signIn(clerk.staffNo, own)).body).toMatchObject({ mustChangePassword: false });
    expect(await events(clerk.id)).toEqual([
      [admin.id, { oneTime: true }],
      [clerk.id, { oneTime: false }],
    ]);
  });

  test('with which somebody is made or imported is one of these too', async () => {
    const admin = await signedIn('administrator');
    await admin.post('/staff', { staffNo: 'P-1', name: '新人', password: 'k7mq-2xpa-9dwe-h3tn' });
    expect((await browser(t.desk).signIn('P-1', 'k7mq-2xpa-9dwe-h3tn')).body).toMatchObject({ mustChangePassword: true });
    const shown = (await admin.get('/staff')).body as unknown as { staff: { staffNo: string; oneTimePassword: boolean }[] };
    expect(shown.staff.find((s) => s.staffNo === 'P-1')?.oneTimePassword).toBe(true);
  });

  test('is none for oneself: that wants the old one', async () => {
    const admin = await signedIn('administrator');
    expect((await admin.post(`/staff/${admin.id}/password`, { password: own })).body.error?.code).toBe('staff.self');
  });
});

describe('a password of one’s own', () => {
  test('takes the old one’s place; other sessions end, this one stays, nothing tells it', async () => {
    const desk = await signedIn('clerk');
    const elsewhere = browser(t.desk);
    await elsewhere.signIn(desk.staffNo);
    expect((await desk.post('/me/password', { old: testPassword, password: own })).status).toBe(200);
    expect((await desk.get('/me')).status).toBe(200);
    expect((await elsewhere.get('/me')).body.error?.code).toBe('auth.required');
    expect((await browser(t.desk).signIn(desk.staffNo)).status).toBe(401);
    expect((await browser(t.desk).signIn(desk.staffNo, own)).status).toBe(200);
    const stored = JSON.stringify([
      await t.deps.sql`select body from events where stream = ${desk.id}`,
      await t.deps.sql`select request_hash, response from command_keys`,
      await t.deps.sql`select * from staff_accounts`,
    ]);
    expect(stored).not.toContain(own);
  });

  test('whose answer got lost is told again under its key, though the old one is gone by then', async () => {
    const desk = await signedIn('clerk');
    const key = { 'idempotency-key': newKey() };
    const body = { old: testPassword, password: own };
    expect((await desk.post('/me/password', body, key)).status).toBe(200);
    expect((await desk.post('/me/password', body, key)).status).toBe(200);
    expect(await events(desk.id)).toHaveLength(1);
    expect((await desk.post('/me/password', { old: own, password: testPassword }, key)).body.error?.code).toBe('request.key_reused');
  });

  test.each([
    ['too short', 'short-1A', 'too_short'],
    ['the old one', testPassword, 'same'],
  ])('is refused by what is wrong with it: %s', async (_what, password, problem) => {
    const desk = await signedIn('clerk');
    const answer = await desk.post('/me/password', { old: testPassword, password });
    expect(answer.body.error).toMatchObject({ code: 'request.invalid', details: { fields: ['password'], problem } });
    expect(await events(desk.id)).toEqual([]);
  });

  test('with a wrong old one is refused, written down, and slows down whoever found an open screen', async () => {
    const desk = await signedIn('clerk');
    const codes = [];
    for (let i = 0; i < 6; i += 1)
      codes.push((await desk.post('/me/password', { old: 'not the password', password: own })).body.error?.code);
    expect(codes).toEqual(['auth.wrong', 'auth.wrong', 'auth.wrong', 'auth.wrong', 'auth.wrong', 'auth.locked']);
    await expect
      .poll(async () => (await t.deps.sql`select refusals from staff_days where staff_id = ${desk.id}`)[0]?.['refusals'], {
        timeout: 5_000,
      })
      .toBe(5);
    ahead = 16_000;
    expect((await desk.post('/me/password', { old: testPassword, password: own })).status).toBe(200);
  });

  test('nobody without a session has one to change', async () => {
    expect((await browser(t.desk).post('/me/password', { old: testPassword, password: own })).status).toBe(401);
  });
});

test('who was given a password in a realm with second factors chooses an own one first and binds the telephone then', async () => {
  const strict = await testRealm(t, true);
  const clerk = await testStaff(t, strict, { assignments: [{ roleId: 'administrator' }] });
  const second = await testStaff(t, strict, { assignments: [{ roleId: 'administrator' }] });
  const admin = browser(t.desk);
  await admin.signIn(second.staffNo);
  const { secret } = (await admin.post('/second-factor/enrol')).body as unknown as { secret: string };
  await admin.post('/second-factor/confirm', { code: authenticator(secret) });
  await admin.post(`/staff/${clerk.id}/password`, { password: 'k7mq-2xpa-9dwe-h3tn' });
  const desk = browser(t.desk);
  expect((await desk.signIn(clerk.staffNo, 'k7mq-2xpa-9dwe-h3tn')).body).toMatchObject({
    mustChangePassword: true,
    mustEnrolSecondFactor: true,
  });
  await desk.post('/me/password', { old: 'k7mq-2xpa-9dwe-h3tn', password: own });
  expect((await desk.get('/staff')).body.error?.code).toBe('auth.second_factor_setup');
  const bound = (await desk.post('/second-factor/enrol')).body as unknown as { secret: string };
  expect((await desk.post('/second-factor/confirm', { code: authenticator(bound.secret) })).status).toBe(200);
  expect((await desk.get('/staff')).status).toBe(200);
});

test('the log tells the same as the tables', async () => {
  expect((await verifyLog(t.deps.sql)).findings).toEqual([]);
});
