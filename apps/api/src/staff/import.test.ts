import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '@one-window/domain/passwords';
import { deskApi } from '../listeners.ts';
import { verifyLog } from '../log/verify.ts';
import { testApp } from '../testing-truth.ts';
import { newKey, testHall } from '../testing.ts';
import type { NewAssignment } from './accounts.ts';
import { browser, testPassword, testPeople, testStaff, type TestPeople } from './testing.ts';

let t: TestPeople;
let app: ReturnType<typeof testApp>;
let realmId: string;

beforeAll(async () => {
  t = await testPeople();
  app = testApp(t.deps, 'desk', { ready: async () => undefined, api: deskApi(t.deps, t.people) });
  const hall = await testHall(t.deps.owner, { name: '中心大厅' });
  realmId = String((await t.deps.sql`select realm_id from halls where id = ${hall.id}`)[0]!['realm_id']);
});
afterAll(() => t.close());

const chief: readonly NewAssignment[] = [{ roleId: 'administrator' }, { roleId: 'security_admin' }];
async function admin(assignments = chief) {
  const { staffNo } = await testStaff(t, realmId, { assignments });
  const desk = browser(app);
  await desk.signIn(staffNo);
  return desk;
}
const staffCount = async (): Promise<number> => Number((await t.deps.sql`select count(*)::int as n from staff`)[0]!['n']);

describe('a list of staff', () => {
  test('of 500 is read, then everybody on it is made in one press, with roles, and the log holds', async () => {
    const desk = await admin();
    const lines = Array.from(
      { length: 500 },
      (_, i) => `L${i + 1000},${i % 50 === 0 ? '欧阳𠮷' : '张'}${i},1380000${i + 1000},窗口人员；导办,中心大厅,`,
    );
    const csv = ['工号,姓名,手机,角色,大厅,初始密码', ...lines, `L9999,王五,,大厅主管,中心大厅,${testPassword}`].join('\r\n');
    const preview = (await desk.post('/staff/import/preview', { csv })).body as unknown as { rows: { problems: unknown[] }[] };
    expect(preview.rows).toHaveLength(501);
    expect(preview.rows.flatMap((row) => row.problems)).toEqual([]);
    const before = await staffCount();
    const key = { 'idempotency-key': newKey() };
    expect(await desk.post('/staff/import', { csv }, key)).toMatchObject({ status: 200, body: { created: 501 } });
    expect(await staffCount()).toBe(before + 501);
    expect(await desk.post('/staff/import', { csv }, key)).toMatchObject({ status: 200, body: { created: 501 } });
    expect((await browser(app).signIn('l9999')).body).toMatchObject({ staff: { name: '王五', roles: ['hall_manager'] } });
    expect((await browser(app).signIn('L1000', 'anything-at-all-9')).body.error?.code).toBe('auth.wrong');
    expect((await verifyLog(t.deps.owner)).findings).toEqual([]);
    const text = JSON.stringify([
      await t.deps.sql`select body from events`,
      await t.deps.sql`select response from command_keys`,
      await t.deps.sql`select * from staff`,
    ]);
    for (const secret of ['王五', '欧阳', '13800001000', testPassword]) expect(text).not.toContain(secret);
  }, 30_000);

  test('is refused as a whole when one line is wrong, and each wrong line is named', async () => {
    const desk = await admin();
    const { staffNo } = await testStaff(t, realmId);
    const csv = [
      '工号,姓名,岗位,大厅,初始密码,证件号',
      'G1,好人,clerk,中心大厅,,',
      `${staffNo.toLowerCase()},已有,,,,`,
      'G1,重号,,,,',
      ',无号,,,,',
      'G2,,,,,',
      'G3,甲,船长,,,',
      'G4,乙,,月球大厅,,',
      `G5,丙,,,${DEMO_PASSWORD},`,
      'G6,丁,,,,511602198003041230',
    ].join('\n');
    const { rows } = (await desk.post('/staff/import/preview', { csv })).body as unknown as {
      rows: { line: number; problems: { field: string; code: string }[] }[];
    };
    expect(rows.map((row) => [row.line, ...row.problems.map((p) => `${p.field} ${p.code}`)])).toEqual([
      [2],
      [3, 'staffNo exists'],
      [4, 'staffNo twice'],
      [5, 'staffNo required'],
      [6, 'name required'],
      [7, 'roles unknown_role'],
      [8, 'hall unknown_hall'],
      [9, 'password password'],
      [10, 'idNo bad_form'],
    ]);
    const before = await staffCount();
    expect(await desk.post('/staff/import', { csv })).toMatchObject({
      status: 422,
      body: { error: { code: 'request.invalid', details: { fields: ['csv'], lines: ['4', '5', '6', '7', '8', '9', '10'] } } },
    });
    expect(await desk.post('/staff/import', { csv: `工号,姓名\n${staffNo},已有` })).toMatchObject({
      status: 422,
      body: { error: { details: { lines: ['2'] } } },
    });
    expect(await staffCount()).toBe(before);
  });

  test.each([
    ['without a column for names', '工号,岗位\n1,clerk', { line: 1, problems: [{ field: 'name', code: 'column_missing' }] }],
    ['with a column that is none', '工号,姓名,星座\n1,甲,狮子', { line: 1, problems: [{ field: null, code: 'column_unknown' }] }],
    [
      'with 2,001 lines',
      ['工号,姓名', ...Array.from({ length: 2_001 }, (_, i) => `T${i},甲`)].join('\n'),
      { problems: [{ field: null, code: 'too_many' }] },
    ],
  ])('%s is refused', async (_name, csv, row) => {
    const desk = await admin();
    expect((await desk.post('/staff/import/preview', { csv })).body).toMatchObject({ rows: [row] });
    expect((await desk.post('/staff/import', { csv })).status).toBe(422);
  });

  test('is for administrators of the realm; roles on it are for who may give roles', async () => {
    const csv = '工号,姓名,岗位\nR1,甲,clerk';
    const plain = await admin([{ roleId: 'administrator' }]);
    expect(await plain.post('/staff/import/preview', { csv })).toMatchObject({
      status: 403,
      body: { error: { details: { action: 'role.assign' } } },
    });
    expect((await plain.post('/staff/import/preview', { csv: '工号,姓名\nR1,甲' })).status).toBe(200);
    const manager = await admin([{ roleId: 'hall_manager' }]);
    expect((await manager.post('/staff/import', { csv })).status).toBe(403);
    expect((await browser(app).post('/staff/import', { csv })).status).toBe(401);
  });
});
