import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedReference } from '../catalogue/seed.ts';
import { apiFolder } from '../db/migrate.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { ratingTargetOf } from '../ratings/link.ts';
import { decryptField } from '../security/fields.ts';
import { signDue } from '../signing/documents.ts';
import { readyWhatIsSigned } from '../signing/ready.ts';
import { browser, testPassword, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { testHall, type TestHall } from '../testing.ts';
import { pressLapsed, recomputeDue } from './clocks.ts';
import { caseRoutes } from './routes.ts';
import type { CaseView } from './schemas.ts';

let t: TestPeople;
let hall: TestHall;
let realm: string;
type Desk = ReturnType<typeof browser>;
let ahead = 0;
/** Cases whose rows a test has changed by hand: the log is right to say so. */
const tampered = new Set<string>();
const at: Record<string, Desk> = {};
const staffNos: Record<string, string> = {};
let departments: Record<string, string> = {};

const mother = { name: '欧阳𠮷', idNo: '511602195207150022', phone: '13987650011' };

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  await seedReference(t.deps.sql, { samples: true });
  hall = await testHall(t.deps.sql);
  realm = String((await t.deps.sql`select realm_id from halls where id = ${hall.id}`)[0]!['realm_id']);
  departments = Object.fromEntries(
    (await t.deps.sql<{ id: string; name: string }[]>`select id, name from departments`).map((d) => [d.name, d.id]),
  );
  const police = departments['区公安分局']!;
  const people = {
    clerk: [{ roleId: 'clerk', hallId: hall.id }],
    colleague: [{ roleId: 'clerk', hallId: hall.id }],
    delivery: [{ roleId: 'delivery_clerk', hallId: hall.id }],
    handler: [{ roleId: 'department_handler', departmentId: police }],
    checker: [{ roleId: 'department_checker', departmentId: police }],
    decider: [{ roleId: 'department_decider', departmentId: police }],
    guide: [{ roleId: 'guide', hallId: hall.id }],
    stranger: [{ roleId: 'department_handler', departmentId: Object.values(departments).find((id) => id !== police)! }],
  } as const;
  for (const [name, assignments] of Object.entries(people)) {
    const { staffNo } = await testStaff(t, realm, { assignments });
    staffNos[name] = staffNo;
    at[name] = browser(desk());
    await at[name].signIn(staffNo);
  }
});
afterAll(() => t.close());

let app: TestPeople['desk'] | null = null;
function desk(): TestPeople['desk'] {
  const ready = async (): Promise<void> => undefined;
  return (app ??= testApp(t.deps, 'desk', {
    ready,
    api: new Hono<Env>().route('/', t.staffApi).route('/', caseRoutes({ ...t.deps, people: t.people })),
  }));
}

/** The entry to which a worked sample of this name is attached: it keeps its published name. */
async function itemId(name: string): Promise<string> {
  const samples = JSON.parse(await readFile(join(apiFolder('data'), 'items/worked-samples.json'), 'utf8')) as {
    items: { no: number; name: string; entry: string | null }[];
  };
  const { no, entry } = samples.items.find((item) => item.name === name)!;
  const code = entry ?? `SAMPLE-${String(no).padStart(2, '0')}`;
  const [row] = await t.deps.sql<{ id: string }[]>`select id from service_items where external_code = ${code} and valid_to is null`;
  return row!.id;
}

async function drafted(name: string, answers: Record<string, string> = {}): Promise<string> {
  const answer = await at['clerk']!.post('/cases', { hallId: hall.id, itemId: await itemId(name), applicant: mother, answers });
  expect(answer.body.error).toBeUndefined();
  return (answer.body as unknown as { id: string }).id;
}

const look = async (who: string, id: string): Promise<CaseView> => (await at[who]!.get(`/cases/${id}`)).body as unknown as CaseView;

async function press(who: string, id: string, body: object) {
  const { version } = await look('clerk', id);
  return at[who]!.post(`/cases/${id}/press`, { version, press: body }).finally(() => signDue(t.deps));
}
const ok = async (who: string, id: string, body: object): Promise<void> => {
  const { status, body: answer } = await press(who, id, body);
  expect(answer.error ?? status, JSON.stringify(body)).toBe(200);
};
const refusedWith = async (who: string, id: string, body: object): Promise<string | undefined> =>
  (await press(who, id, body)).body.error?.code;

const ticked = async (id: string, missing: string[] = []): Promise<object> => {
  const { materials } = await look('clerk', id);
  return {
    action: 'receive',
    checks: Object.fromEntries(materials.map((m) => [m.code, missing.includes(m.code) ? 'missing' : 'present'])),
  };
};

describe('a residence permit, from the window to the hand-over', () => {
  test('is received, accepted, signed, checked, decided by three people, made, handed over and delivered, and each step is one event', async () => {
    const id = await drafted('居住证申领');
    await ok('clerk', id, await ticked(id));
    const received = await look('clerk', id);
    expect(received).toMatchObject({ status: 'RECEIVED', unit: { id: hall.id }, applicant: { name: '欧阳*' } });
    expect(received.caseNo).toMatch(/^51160200000007\d{8}\d{4}$/);
    await ok('clerk', id, { action: 'accept' });
    const accepted = await look('handler', id);
    expect(accepted.clocks.find((c) => c.clock === 'promise')).toMatchObject({ state: 'running', amount: 5, unit: 'working_day' });
    await ok('handler', id, { action: 'sign' });
    await ok('handler', id, { action: 'forward', opinion: '材料齐全，情况属实' });
    await ok('checker', id, { action: 'forward', opinion: '同意' });
    await ok('decider', id, { action: 'grant', opinion: '准予' });
    await ok('handler', id, { action: 'produce' });
    const taken = { staffNo: staffNos['delivery'], password: testPassword };
    await ok('handler', id, { action: 'make_ready', paper: { sent: 1, counted: 1, taken } });
    expect(await look('delivery', id)).toMatchObject({ status: 'READY', unit: { id: hall.id } });
    const by = { recipient: { by: 'identity', idNo: mother.idNo }, signed: { by: 'paper', why: 'unwilling' } };
    await ok('delivery', id, { action: 'deliver', way: 'counter', ...by, proof: '本人签收' });
    const done = await look('clerk', id);
    expect(done).toMatchObject({ status: 'CONCLUDED', decision: 'granted', dueAt: null });
    expect(done.steps.map((s) => s.type)).toEqual([
      'case.drafted',
      'case.received',
      'case.accepted',
      'case.signed',
      'case.forwarded',
      'case.forwarded',
      'case.granted',
      'case.produced',
      'case.ready',
      'case.delivered',
    ]);
    const [told] = await t.deps.sql<{ id: string; text_enc: string }[]>`
      select id, text_enc from messages where case_id = ${id} and about = 'case.delivered'`;
    const message = decryptField(t.deps.keys, { table: 'messages', column: 'text_enc', row: told!.id }, told!.text_enc);
    expect(ratingTargetOf(t.deps.keys.link, /\/r\/([\w-]+)$/.exec(message)![1]!)).toEqual({ stage: 'CONCLUDED', id });
    expect(done.steps[4]!.texts).toEqual([{ field: 'opinion', text: '材料齐全，情况属实' }]);
  });

  test('is not seen by another department, nor pressed', async () => {
    const id = await drafted('居住证申领');
    expect((await at['stranger']!.get(`/cases/${id}`)).status).toBe(404);
    expect((await at['stranger']!.post(`/cases/${id}/press`, { version: 1, press: { action: 'sign' } })).status).toBe(404);
    expect((await at['stranger']!.get('/cases')).body).toMatchObject({ cases: [] });
  });

  test('is given to nobody whose card is another’s', async () => {
    const id = await ready();
    const by = { by: 'identity', idNo: '511602198003041231' };
    expect(await refusedWith('delivery', id, { action: 'deliver', way: 'counter', recipient: by, proof: '签收' })).toBe(
      'case.not_the_applicant',
    );
    expect(await refusedWith('delivery', id, { action: 'deliver', way: 'counter', proof: '签收' })).toBe('case.recipient_unproved');
  });
});

async function ready(): Promise<string> {
  const id = await drafted('居住证申领');
  await ok('clerk', id, await ticked(id));
  await ok('clerk', id, { action: 'accept' });
  await ok('handler', id, { action: 'sign' });
  await ok('handler', id, { action: 'forward', opinion: '属实' });
  await ok('checker', id, { action: 'forward', opinion: '同意' });
  await ok('decider', id, { action: 'grant', opinion: '准予' });
  await ok('handler', id, { action: 'produce' });
  await ok('handler', id, { action: 'make_ready', paper: null });
  return id;
}

describe('an immediate item', () => {
  test('is done in one session by two people, goes to the counter once it is signed, and still writes each of its events', async () => {
    const id = await drafted('社会保障卡申领');
    await ok('clerk', id, await ticked(id));
    const confirm = { staffNo: staffNos['colleague'], password: testPassword };
    await ok('clerk', id, { action: 'do_at_once', opinion: '当场办结', confirm });
    expect((await look('clerk', id)).status).toBe('PRODUCING');
    expect([await readyWhatIsSigned(t.deps), await readyWhatIsSigned(t.deps)]).toEqual([1, 0]);
    const view = await look('clerk', id);
    expect(view.steps.map((s) => s.type).slice(2)).toEqual(['case.accepted', 'case.signed', 'case.granted', 'case.produced', 'case.ready']);
    expect(view.status).toBe('READY');
  });

  test('is not decided by one person alone, nor by a colleague with a wrong password, nor by oneself twice', async () => {
    const id = await drafted('社会保障卡申领');
    await ok('clerk', id, await ticked(id));
    expect(await refusedWith('clerk', id, { action: 'do_at_once', opinion: '办' })).toBe('case.second_person_missing');
    for (const confirm of [
      { staffNo: staffNos['colleague'], password: 'wrong' },
      { staffNo: staffNos['clerk'], password: testPassword },
      { staffNo: staffNos['handler'], password: testPassword },
    ])
      expect(await refusedWith('clerk', id, { action: 'do_at_once', opinion: '办', confirm })).toBe('case.second_person_wrong');
    expect((await look('clerk', id)).status).toBe('RECEIVED');
  });
});

describe('the window', () => {
  test('names all that is missing at once, and a second notice needs a supervisor', async () => {
    const id = await drafted('居住证申领');
    await ok('clerk', id, await ticked(id, ['photo']));
    expect(await refusedWith('clerk', id, { action: 'accept' })).toBe('case.materials_missing');
    await ok('clerk', id, { action: 'give_notice', defects: ['photo'] });
    const waiting = await look('clerk', id);
    expect(waiting.status).toBe('SUPPLEMENT');
    expect(waiting.clocks.find((c) => c.clock === 'applicant')).toMatchObject({ amount: 15, unit: 'working_day' });
    await ok('clerk', id, { action: 'supplement', materials: ['photo'] });
    await ok('clerk', id, { action: 'accept' });
  });

  test('takes in nothing for an entry that nobody has completed', async () => {
    const [row] = await t.deps.sql<{ id: string }[]>`
      select i.id from service_items i where not exists (select 1 from item_versions v where v.item_id = i.id) limit 1`;
    const answer = await at['clerk']!.post('/cases', { hallId: hall.id, itemId: row!.id, applicant: mother });
    expect(answer.body.error?.code).toBe('item.incomplete');
  });

  test('takes in nothing with a wrong check digit or an open question', async () => {
    const wrong = { ...mother, idNo: '511602195207150023' };
    const item = await itemId('居住证申领');
    expect((await at['clerk']!.post('/cases', { hallId: hall.id, itemId: item, applicant: wrong })).body.error?.code).toBe(
      'person.id_invalid',
    );
    const id = await drafted('居民身份证换领');
    expect(await refusedWith('clerk', id, await ticked(id))).toBe('case.form_incomplete');
  });

  test('that saw an older state is told so, and nothing is done', async () => {
    const id = await drafted('居住证申领');
    const { version } = await look('clerk', id);
    const body = { version, press: await ticked(id) };
    const both = await Promise.all([at['clerk']!.post(`/cases/${id}/press`, body), at['colleague']!.post(`/cases/${id}/press`, body)]);
    expect(new Set(both.map((a) => a.status))).toEqual(new Set([200, 409]));
    expect(both.find((a) => a.status === 409)!.body.error?.code).toBe('case.stale');
  });

  test('that sends a press again gets the first answer', async () => {
    const id = await drafted('居住证申领');
    const body = { version: 1, press: await ticked(id) };
    const key = { 'idempotency-key': 'the-same-key-of-a-press' };
    const answers = await Promise.all([1, 2, 3].map(() => at['clerk']!.post(`/cases/${id}/press`, body, key)));
    expect(answers.map((a) => a.body)).toEqual([1, 2, 3].map(() => ({ id, version: 2 })));
  });
});

test('the receiver decides nothing, by the rule and by the table', async () => {
  const id = await drafted('居住证申领');
  await ok('clerk', id, await ticked(id));
  await ok('clerk', id, { action: 'accept' });
  const [row] = await t.deps.sql<{ intake_by: string[] }[]>`select intake_by from cases where id = ${id}`;
  await expect(t.deps.owner`update cases set decided_by = ${row!.intake_by[0]!}, decision = 'granted' where id = ${id}`).rejects.toThrow(
    /cases_receiver_decides/,
  );
  const draft = await drafted('居住证申领');
  await expect(t.deps.owner`update cases set decision = 'granted' where id = ${draft}`).rejects.toThrow(/cases_decided_after_intake/);
});

describe('a refusal', () => {
  test('says where to go instead, or by which law, beside its reason', async () => {
    const elsewhere = await drafted('居住证申领');
    await ok('clerk', elsewhere, await ticked(elsewhere));
    await ok('clerk', elsewhere, { action: 'refuse_acceptance', code: 'not_our_power', reason: '不归本机关管', direction: '区人社局' });
    const said = async (id: string) => (await look('clerk', id)).steps.at(-1)!.texts.toSorted((a, b) => a.field.localeCompare(b.field));
    expect(await said(elsewhere)).toEqual([
      { field: 'direction', text: '区人社局' },
      { field: 'reason', text: '不归本机关管' },
    ]);
    const id = await drafted('居住证申领');
    await ok('clerk', id, await ticked(id));
    await ok('clerk', id, { action: 'accept' });
    await ok('handler', id, { action: 'sign' });
    await ok('handler', id, { action: 'forward', opinion: '不符合' });
    await ok('checker', id, { action: 'forward', opinion: '同意' });
    await ok('decider', id, { action: 'refuse', basis: '《居住证暂行条例》第二条', reason: '居住未满半年' });
    expect(await said(id)).toEqual([
      { field: 'basis', text: '《居住证暂行条例》第二条' },
      { field: 'reason', text: '居住未满半年' },
    ]);
  });
});

describe('silence', () => {
  test('of five working days after a permit was received is acceptance, dated from the receipt, and is pressed once', async () => {
    const id = await drafted('食品经营许可');
    await ok('clerk', id, await ticked(id));
    const before = await look('clerk', id);
    expect(before.clocks[0]).toMatchObject({ clock: 'intake', amount: 5, unit: 'working_day' });
    await t.deps.owner`update cases set due_at = now() - interval '1 minute' where id = ${id}`;
    expect(await pressLapsed(t.deps)).toBe(0);
    ahead = 20 * 86_400_000;
    // the clock of the rule is the database's: what was received long ago
    const state = (await t.deps.sql`select state from cases where id = ${id}`)[0]!['state'] as { intakeFrom: string };
    const long = new Date(Date.parse(state.intakeFrom) - 30 * 86_400_000).toISOString();
    await t.deps
      .owner`update cases set state = jsonb_set(jsonb_set(state, '{intakeFrom}', to_jsonb(${long}::text)), '{receivedAt}', to_jsonb(${long}::text)) where id = ${id}`;
    expect(await pressLapsed(t.deps)).toBe(1);
    expect(await pressLapsed(t.deps)).toBe(0);
    const after = await look('clerk', id);
    expect(after).toMatchObject({ status: 'ACCEPTED', unit: { id: departments['区行政审批局'] } });
    expect(after.steps.at(-1)).toMatchObject({ type: 'case.deemed_accepted', role: 'system', effectiveAt: long });
    tampered.add(id);
  });
});

describe('a new notice of holidays', () => {
  test('moves what was due by a guess, and tells it once', async () => {
    ahead = 0;
    const id = await drafted('居住证申领');
    await ok('clerk', id, await ticked(id));
    await ok('clerk', id, { action: 'accept' });
    await recomputeDue(t.deps);
    expect(await recomputeDue(t.deps)).toBe(0);
    const due = (await look('clerk', id)).dueAt!;
    const day = due.slice(0, 10);
    await t.deps
      .owner`insert into calendar_days (date, kind, name, notice_year) values (${day}, 'rest', '放假', ${Number(day.slice(0, 4))}) on conflict (date) do update set kind = 'rest'`;
    await t.deps.owner`update calendar_years set loaded_at = now() where year = ${Number(day.slice(0, 4))}`;
    ahead = 2 * 60_000;
    expect(await recomputeDue(t.deps)).toBeGreaterThan(0);
    expect(await recomputeDue(t.deps)).toBe(0);
    expect((await look('clerk', id)).dueAt! > due).toBe(true);
    const told = await t.deps.sql`select 1 from messages where about = 'due_moved'`;
    expect(told.length).toBeGreaterThan(0);
  });
});

test('what costs something is paid by its list, once, before the result is made', async () => {
  const id = await drafted('居民身份证换领', { reason: 'lost' });
  await ok('clerk', id, await ticked(id));
  await ok('clerk', id, { action: 'accept' });
  expect(await refusedWith('clerk', id, { action: 'take_fee', fen: 2_000, receiptNo: 'R1' })).toBe('case.fee_differs');
  await ok('handler', id, { action: 'sign' });
  await ok('handler', id, { action: 'forward', opinion: '属实' });
  await ok('checker', id, { action: 'forward', opinion: '同意' });
  await ok('decider', id, { action: 'grant', opinion: '准予' });
  expect(await refusedWith('handler', id, { action: 'produce' })).toBe('case.fee_unpaid');
  await ok('clerk', id, { action: 'take_fee', fen: 4_000, receiptNo: 'R2' });
  expect(await refusedWith('clerk', id, { action: 'take_fee', fen: 4_000, receiptNo: 'R3' })).toBe('case.fee_not_due');
  await ok('handler', id, { action: 'produce' });
  expect(await look('clerk', id)).toMatchObject({ feeFen: 4_000, paidFen: 4_000, status: 'PRODUCING' });
  // and by the table: no other sum, and none where nothing is asked for
  const free = await drafted('居住证申领');
  const paid = (file: string, fen: number) =>
    t.deps.owner`update cases set state = state || jsonb_build_object('paidFen', ${fen}::int) where id = ${file}`;
  await expect(paid(id, 4_001)).rejects.toMatchObject({ constraint_name: 'cases_fee_on_list' });
  await expect(paid(free, 1)).rejects.toMatchObject({ constraint_name: 'cases_fee_on_list' });
});

test('who leaves another number at the window is told by that one, and the old number is told nothing', async () => {
  const item = await itemId('居住证申领');
  const moved = { ...mother, phone: '13712345678' };
  const { body } = await at['clerk']!.post('/cases', { hallId: hall.id, itemId: item, applicant: moved });
  const { id } = body as unknown as { id: string };
  await ok('clerk', id, await ticked(id));
  const [row] = await t.deps.sql<{ id: string; to_enc: string }[]>`select id, to_enc from messages where case_id = ${id}`;
  expect(decryptField(t.deps.keys, { table: 'messages', column: 'to_enc', row: row!.id }, row!.to_enc)).toBe(moved.phone);
});

test('whoever has the code finds the draft at the window', async () => {
  const id = await drafted('居住证申领');
  const { ref } = await look('clerk', id);
  const found = (await at['colleague']!.get(`/cases?q=${ref.slice(0, 4).toLowerCase()}-${ref.slice(4)}`)).body as unknown as {
    cases: CaseView[];
  };
  expect(found.cases.map((c) => c.id)).toEqual([id]);
});

test('lists are by due order and by box, and a page follows a page', async () => {
  const first = (await at['clerk']!.get('/cases?box=intake&limit=2')).body as unknown as { cases: CaseView[]; next: string };
  expect(first.cases).toHaveLength(2);
  const second = (await at['clerk']!.get(`/cases?box=intake&limit=2&after=${first.next}`)).body as unknown as { cases: CaseView[] };
  expect(second.cases.map((c) => c.id)).not.toContain(first.cases[0]!.id);
  const due = [...first.cases, ...second.cases].map((c) => c.dueAt ?? '9');
  expect(due).toEqual([...due].sort());
});

test('whoever holds no view of cases is refused and sees no empty list; a row tells the zone of its hall', async () => {
  const { status, body } = await at['guide']!.get('/cases');
  expect([status, body.error]).toMatchObject([403, { code: 'auth.forbidden', details: { reason: 'no_role' } }]);
  const mine = (await at['clerk']!.get('/cases?limit=1')).body as unknown as { cases: CaseView[] };
  expect(mine.cases[0]!.timeZone).toBe('Asia/Shanghai');
});

test('the log holds, its fold is the table, and no word of an opinion stands in it', async () => {
  expect((await verifyLog(t.deps.sql)).findings.filter((finding) => !tampered.has(finding.stream))).toEqual([]);
  expect(await t.deps.owner`select 1 from events where body like '%材料齐全%' or body like '%51160219520715%'`).toEqual([]);
});
