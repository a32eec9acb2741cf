import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '@one-window/domain/permissions';
import { seedReference } from '../catalogue/seed.ts';
import type { Env } from '../http.ts';
import { expireLicences } from '../licences/commands.ts';
import { myLicences } from '../licences/queries.ts';
import { licenceRoutes } from '../licences/routes.ts';
import type { LicenceView, MyLicence } from '../licences/schemas.ts';
import { verifyLog } from '../log/verify.ts';
import { blindIndex, decryptField } from '../security/fields.ts';
import { signDue } from '../signing/documents.ts';
import { browser, testPassword, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { testHall, type TestHall } from '../testing.ts';
import { paperLink } from '../papers/link.ts';
import { portalPages } from '../portal/pages.ts';
import { paperFacts } from '../papers/facts.ts';
import { archiveResting } from './archive.ts';
import { remindUncollected } from './clocks.ts';
import { pickupCode } from './collect.ts';
import { archiveEntries, indexDigest } from './package.ts';
import { caseRoutes } from './routes.ts';
import { isClean } from './telling.ts';
import type { CaseView } from './schemas.ts';

type Screen = ReturnType<typeof browser>;
const roleIds = [
  'clerk',
  'delivery_clerk',
  'department_handler',
  'department_checker',
  'department_decider',
  'department_head',
  'supervisor',
] as const;
type At = (typeof roleIds)[number];

let t: TestPeople;
let hall: TestHall;
let portal: TestPeople['desk'];
let ahead = 0;
/** The log is right to say that somebody changed their rows by hand. */
const moved = new Set<string>();
let item: { id: string; department_id: string };
const at = {} as Record<At, Screen>;
const staffNo = {} as Record<At, string>;
const applicant = { name: '欧阳𠮷', idNo: '511602195207150022', phone: '13987650011' };
const agent = { name: '欧阳小满', idNo: '511602199003071216' };
const days = (n: number): number => n * 86_400_000;

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  const { sql } = t.deps;
  await seedReference(sql, { samples: true });
  hall = await testHall(sql);
  [item] = (await sql`
    select i.id, i.department_id from item_versions v join service_items i on i.id = v.item_id
    where v.guide -> 'result' ->> 'name' = '居住证' and v.guide -> 'questions' = '[]'`) as unknown as [typeof item];
  const [row] = await sql<{ realm_id: string }[]>`select realm_id from halls where id = ${hall.id}`;
  const api = new Hono<Env>()
    .route('/', t.staffApi)
    .route('/', caseRoutes({ ...t.deps, people: t.people }))
    .route('/', licenceRoutes({ ...t.deps, people: t.people }));
  const desk = testApp(t.deps, 'desk', { ready: async () => undefined, api });
  const placeOf = (role: Role) =>
    role === 'clerk' || role === 'delivery_clerk' ? { hallId: hall.id } : { departmentId: item.department_id };
  portal = testApp(t.deps, 'portal', { ready: async () => undefined, api: new Hono<Env>(), pages: portalPages(t.deps, 'nowhere') });
  for (const roleId of roleIds) {
    const place = roleId === 'supervisor' ? {} : placeOf(roleId);
    ({ staffNo: staffNo[roleId] } = await testStaff(t, row!.realm_id, { assignments: [{ roleId, ...place }] }));
    at[roleId] = browser(desk);
    await at[roleId].signIn(staffNo[roleId]);
  }
});
beforeEach(() => {
  ahead = 0;
});
afterAll(() => t.close());

const look = async (who: At, id: string): Promise<CaseView> => (await at[who].get(`/cases/${id}`)).body as unknown as CaseView;
async function press(who: At, id: string, body: object): Promise<string | number> {
  const answer = await at[who].post(`/cases/${id}/press`, { version: (await look('clerk', id)).version, press: body });
  await signDue(t.deps);
  return answer.body.error?.code ?? answer.status;
}

/** A residence permit, as far as the word says. */
async function begun(until: 'accepted' | 'ready'): Promise<string> {
  const made = await at.clerk.post('/cases', { hallId: hall.id, itemId: item.id, applicant });
  const { id } = made.body as unknown as { id: string };
  const { materials } = await look('clerk', id);
  const taken = { staffNo: staffNo.delivery_clerk, password: testPassword };
  const way: [At, object][] = [
    ['clerk', { action: 'receive', checks: Object.fromEntries(materials.map(({ code }) => [code, 'present'])) }],
    ['clerk', { action: 'accept' }],
    ['department_handler', { action: 'sign' }],
    ['department_handler', { action: 'forward', opinion: '属实' }],
    ['department_checker', { action: 'forward', opinion: '同意' }],
    ['department_decider', { action: 'grant', opinion: '准予' }],
    ['department_handler', { action: 'produce' }],
    ['department_handler', { action: 'make_ready', paper: { sent: 1, counted: 1, taken } }],
  ];
  for (const [who, body] of way.slice(0, until === 'accepted' ? 2 : way.length)) expect(await press(who, id, body)).toBe(200);
  return id;
}

const onPaper = { by: 'paper', why: 'unwilling' };
const deliver = (recipient?: object) => ({
  action: 'deliver',
  way: 'counter',
  proof: '签收',
  signed: onPaper,
  ...(recipient ? { recipient } : {}),
});

async function messages(about = '%'): Promise<string[]> {
  const rows = await t.deps.sql<
    { id: string; text_enc: string }[]
  >`select id, text_enc from messages where about like ${about} order by id`;
  return rows.map((row) => decryptField(t.deps.keys, { table: 'messages', column: 'text_enc', row: row.id }, row.text_enc));
}
const lastMessage = async (): Promise<string> => (await messages()).at(-1)!;

const read = async (path: string): Promise<string> => (await portal.request(path)).text();

/** The licence of a case as its holder sees it. */
async function mineOf(caseId: string): Promise<MyLicence> {
  const citizen = { id: caseId, phoneIndex: blindIndex(t.deps.keys, 'phone', applicant.phone) } as Parameters<typeof myLicences>[1];
  return (await myLicences(t.deps, citizen)).find((one) => one.caseId === caseId)!;
}

describe('a result waits at the delivery counter', () => {
  test('and is told with a code that collects it; guesses at the code are slowed, and it opens no other', async () => {
    const [id, other] = [await begun('ready'), await begun('ready')];
    const code = pickupCode(t.deps.keys, other);
    expect(await lastMessage()).toContain(code);
    expect(code).not.toBe(pickupCode(t.deps.keys, id));
    const wrong = { by: 'code', code: code === '000000' ? '000001' : '000000' };
    for (let i = 0; i < 5; i += 1) expect(await press('delivery_clerk', other, deliver(wrong))).toBe('case.code_wrong');
    expect(await press('delivery_clerk', other, deliver({ by: 'code', code }))).toBe('limit.too_many');
    ahead = days(1);
    expect(await press('delivery_clerk', id, deliver({ by: 'code', code }))).toBe('case.code_wrong');
    expect(await press('delivery_clerk', other, deliver({ by: 'code', code }))).toBe(200);
    expect((await look('delivery_clerk', other)).status).toBe('CONCLUDED');
  });

  test('and goes to somebody else only by a paper on record, which the applicant is told of at once', async () => {
    const id = await begun('ready');
    const byAgent = deliver({ by: 'authority', idNo: agent.idNo });
    expect(await press('delivery_clerk', id, byAgent)).toBe('case.authority_unknown');
    const paper = { action: 'record_authority', agent, until: null, proof: '委托书一份' };
    expect(await press('delivery_clerk', id, { ...paper, scope: 'collect', agent: { ...agent, idNo: '511602199003071217' } })).toBe(
      'person.id_invalid',
    );
    expect(await press('delivery_clerk', id, { ...paper, scope: 'handle' })).toBe(200);
    expect(await lastMessage()).toContain('登记了代办人');
    expect(await press('delivery_clerk', id, byAgent)).toBe('case.authority_unknown');
    expect(await press('delivery_clerk', id, { ...paper, scope: 'collect' })).toBe(200);
    const known = (await look('delivery_clerk', id)).authorities;
    expect(known.map(({ name, scope, ended }) => [name, scope, ended])).toEqual([
      ['欧阳*满', 'handle', false],
      ['欧阳*满', 'collect', false],
    ]);
    expect(await press('delivery_clerk', id, byAgent)).toBe(200);
  });

  test('and is told again after a week, once, whoever runs the job', async () => {
    const id = await begun('ready');
    // the clock is the database's: the day on which it came to the shelf is moved instead
    const weekAgo = new Date(Date.now() - days(8)).toISOString();
    await t.deps.owner`update cases set state = jsonb_set(state, '{readyAt}', to_jsonb(${weekAgo}::text)) where id = ${id}`;
    moved.add(id);
    await Promise.all([remindUncollected(t.deps), remindUncollected(t.deps)]);
    const reminded = await t.deps.sql`select 1 from events where stream = ${id} and type = 'case.reminded'`;
    expect(reminded).toHaveLength(1);
    expect(await t.deps.sql`select 1 from messages where case_id = ${id} and about = 'case.reminded'`).toHaveLength(1);
  });
});

describe('a licence', () => {
  test('is born when the result is made, counts until its last day, runs out once, and its holder is told', async () => {
    const granted = await mineOf(await begun('ready'));
    const year = Number(granted.validFrom.slice(0, 4));
    expect(granted).toMatchObject({
      name: '居住证',
      status: 'VALID',
      number: expect.stringMatching(new RegExp(`^511602${year}\\d{6}$`)) as string,
    });
    expect(Date.parse(granted.validTo!) - Date.parse(granted.validFrom)).toBeGreaterThan(days(363));
    const found = (await at.department_handler.get(`/licences?q=${granted.number}`)).body as unknown as { licences: LicenceView[] };
    expect(found.licences.map(({ id, holder }) => [id, holder])).toEqual([[granted.id, '欧阳*']]);
    expect(await read(`/verify/${granted.code}`)).toContain('现在有效');
    expect(await expireLicences(t.deps)).toBe(0);
    ahead = days(366);
    // not in force from the first minute of the day after, whether or not the job came by
    expect([(await mineOf(granted.caseId)).status, (await read(`/verify/${granted.code}`)).includes('现在无效')]).toEqual([
      'EXPIRED',
      true,
    ]);
    await Promise.all([expireLicences(t.deps), expireLicences(t.deps)]);
    expect(await t.deps.sql`select 1 from events where stream = ${granted.id} and type = 'licence.expired'`).toHaveLength(1);
    expect((await messages('licence.expired')).filter((text) => text.includes(granted.number))).toHaveLength(1);
  });

  test('is withdrawn, cancelled, forfeited or corrected by its head of department alone, who says by what and why', async () => {
    const { id, caseId, number, validFrom } = await mineOf(await begun('ready'));
    const pressLicence = async (who: At, version: number, body: object): Promise<string | number> => {
      const answer = await at[who].post(`/licences/${id}/press`, { version, press: body });
      return answer.body.error?.code ?? answer.status;
    };
    const grounds = { basis: '行政许可法第八条', reason: '道路规划改变' };
    expect(await pressLicence('department_decider', 1, { action: 'withdraw', ...grounds })).toBe('auth.forbidden');
    expect(await pressLicence('department_head', 1, { action: 'withdraw', basis: '', reason: '' })).toBe('request.invalid');
    expect(await pressLicence('department_head', 1, { action: 'correct', ...grounds, validFrom, validTo: null })).toBe(200);
    expect(await pressLicence('department_head', 1, { action: 'withdraw', ...grounds })).toBe('licence.stale');
    expect(await pressLicence('department_head', 2, { action: 'withdraw', ...grounds })).toBe(200);
    expect(await pressLicence('department_head', 3, { action: 'forfeit', ...grounds })).toBe('licence.not_allowed');
    expect(await mineOf(caseId)).toMatchObject({ status: 'WITHDRAWN_BY_ORGAN', validTo: null, why: grounds });
    expect(await lastMessage()).toMatch(new RegExp(`${number}.*撤回`));
    const seen = (await at.department_head.get(`/licences/${id}`)).body as unknown as LicenceView;
    expect([seen.actions, seen.steps.map(({ type }) => type)]).toEqual([[], ['licence.issued', 'licence.corrected', 'licence.withdrawn']]);
    expect((await at.department_handler.get(`/licences/${id}`)).body).toMatchObject({ actions: [], holder: '欧阳*' });
  });
});

test('what rests a month goes to the archive by itself, with an index of what lies in it, and is only read from then on', async () => {
  const id = await begun('ready');
  await press('delivery_clerk', id, deliver({ by: 'identity', idNo: applicant.idNo }));
  expect(await archiveResting(t.deps)).toBe(0);
  // the clock is the database's: the day on which it ended is moved instead
  const then = new Date(Date.now() - days(31)).toISOString();
  await t.deps.owner`
    update cases set ended_at = ${then}, served_at = ${then},
      state = state || jsonb_build_object('endedAt', ${then}::text, 'servedAt', ${then}::text) where id = ${id}`;
  moved.add(id);
  const { version } = await look('clerk', id);
  const entries = await archiveEntries(t.deps.sql, id, version);
  await Promise.all([archiveResting(t.deps), archiveResting(t.deps)]);
  const [event] = await t.deps.sql<{ body: string; n: number }[]>`
    select body, count(*) over ()::int as n from events where stream = ${id} and type = 'case.archived'`;
  expect([event!.n, (JSON.parse(event!.body) as { index: string }).index]).toEqual([1, indexDigest(entries)]);
  const { archived, papers, actions } = await look('supervisor', id);
  expect(archived).toMatchObject({ retention: 'years_30', until: `${Number(then.slice(0, 4)) + 30}-12-31` });
  expect([papers.at(-1)!.kind, actions]).toEqual(['archive_index', []]);
  expect(entries.map((one) => (one.what === 'paper' ? one.kind : one.material))).toEqual([
    'receipt',
    'acceptance_notice',
    'grant_decision',
    'proof_of_service',
  ]);
  const [decision] = await t.deps.sql<{ sha256: string }[]>`select sha256 from documents where case_id = ${id}`;
  expect(entries[2]!.digest).toBe(decision!.sha256);
  expect(await press('clerk', id, { action: 'supply_deficit', materials: [] })).toBe('case.archived');
  const index = await paperFacts(t.deps, id, version + 1);
  expect(index!.archive!.entries).toHaveLength(4);
});

describe('a supervisor', () => {
  test('takes a wrong press back, gives a case to another handler, voids it; a reason is asked and nobody else may', async () => {
    const id = await begun('accepted');
    expect(await press('department_handler', id, { action: 'void', reason: '按错' })).toBe('case.not_allowed');
    expect(await press('supervisor', id, { action: 'correct', reason: '受理按错了' })).toBe(200);
    expect((await look('supervisor', id)).status).toBe('RECEIVED');
    expect(await press('clerk', id, { action: 'accept' })).toBe(200);
    expect(await press('supervisor', id, { action: 'reassign', reason: '休假', staffNo: 'nobody' })).toBe('case.handler_wrong');
    expect(await press('supervisor', id, { action: 'reassign', reason: '休假', staffNo: staffNo.department_handler })).toBe(200);
    expect(await press('supervisor', id, { action: 'supervise' })).toBe(200);
    expect((await look('supervisor', id)).flags.supervised).toBe(true);
    expect(await press('supervisor', id, { action: 'void', reason: '重复收件' })).toBe(200);
    expect((await look('supervisor', id)).status).toBe('TERMINATED');
    // the hall's own mistake is held against nobody, whatever was still owed
    await t.deps.owner`update cases set state = jsonb_set(state, '{deficit}', 'true') where id = ${id}`;
    const [row] = await t.deps.owner<{ clean: boolean }[]>`
      select ${isClean(t.deps.owner, t.deps.owner`c.applicant_id`)} as clean from cases c where c.id = ${id}`;
    expect(row!.clean).toBe(true);
    await t.deps.owner`update cases set state = jsonb_set(state, '{deficit}', 'false') where id = ${id}`;
  });

  test('replaces an applicant whom the window had mistaken', async () => {
    const id = await begun('accepted');
    const right = { ...agent, phone: null };
    expect(await press('supervisor', id, { action: 'correct', reason: '录错人', applicant: right })).toBe(200);
    expect((await look('supervisor', id)).applicant.name).toBe('欧阳*满');
  });
});

test('a head of department suspends with basis and a day to look again, resumes, and revokes what was granted', async () => {
  const id = await begun('accepted');
  await press('department_handler', id, { action: 'sign' });
  const suspension = { action: 'suspend', basis: '行政程序规定第 12 条', reason: '等法院判决' };
  expect(await press('department_head', id, { ...suspension, reviewOn: '2020-01-01' })).toBe('case.review_date_missing');
  expect(await press('department_head', id, { ...suspension, reviewOn: '2099-01-01' })).toBe(200);
  expect((await look('department_head', id)).stopKind).toBe('suspended');
  expect(await press('department_head', id, { action: 'resume' })).toBe(200);
  const granted = await begun('ready');
  const paper = (await look('department_head', granted)).papers.find(({ kind }) => kind === 'grant_decision')!;
  const code = paperLink(t.deps.keys.link, granted, paper.version);
  const first = await read(`/verify/${code}`);
  for (const word of ['这份文书是真的', '区公安分局', '欧阳*']) expect(first).toContain(word);
  expect(first).not.toContain('𠮷');
  // another sign in it, and nothing is said, not even that there is such a case
  const forged = await portal.request(`/verify/${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`);
  expect([forged.status, (await forged.text()).includes('区公安分局')]).toEqual([404, false]);
  const licence = await mineOf(granted);
  expect(await press('department_head', granted, { action: 'revoke', basis: '行政许可法第 69 条' })).toBe(200);
  // in the same change: the licence is revoked with the grant
  expect([(await mineOf(granted)).status, (await mineOf(granted)).why?.basis]).toEqual(['REVOKED', '行政许可法第 69 条']);
  expect(await read(`/verify/${licence.code}`)).toContain('撤销');
  expect(await read(`/verify/${code}`)).toContain('准予后来被撤销了');

  // an acceptance that was a wrong press is no true paper any more, and the one that follows it is
  const mistaken = await begun('accepted');
  const acceptance = async (): Promise<string> => {
    const { version } = (await look('supervisor', mistaken)).papers.findLast(({ kind }) => kind === 'acceptance_notice')!;
    return `/verify/${paperLink(t.deps.keys.link, mistaken, version)}`;
  };
  const wrong = await acceptance();
  expect(await press('supervisor', mistaken, { action: 'correct', reason: '按错' })).toBe(200);
  expect(await press('clerk', mistaken, { action: 'accept' })).toBe(200);
  expect([(await read(wrong)).includes('后来作废了'), (await read(await acceptance())).includes('这份文书是真的')]).toEqual([true, true]);
  expect(await press('delivery_clerk', granted, deliver({ by: 'identity', idNo: applicant.idNo }))).toBe('case.revoked');
  expect((await verifyLog(t.deps.owner)).findings.filter(({ stream }) => !moved.has(stream))).toEqual([]);
});
