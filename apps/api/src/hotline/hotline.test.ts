import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedReference } from '../catalogue/seed.ts';
import { readsOf } from '../citizens/reads.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { openPerson, putPerson } from '../people/persons.ts';
import { blindIndex } from '../security/fields.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { newKey, testHall } from '../testing.ts';
import { onTelephony } from './calls.ts';
import { knowledgeRoutes } from './knowledge-routes.ts';
import { escalateLate, signLapsed } from './orders.ts';
import { hotlineRoutes } from './routes.ts';
import type { CallView, Found, OrderView } from './schemas.ts';

let t: TestPeople;
type Desk = ReturnType<typeof browser>;
const at: Record<string, Desk> = {};
const staffNos: Record<string, string> = {};
/** Orders whose rows a test has changed by hand: the log is right to say so. */
const tampered = new Set<string>();
let police = '';
let market = '';
let hallId = '';
const number = '13812346207';

beforeAll(async () => {
  t = await testPeople();
  await seedReference(t.deps.sql, { samples: true });
  hallId = (await testHall(t.deps.sql)).id;
  const [{ realm_id: realm }] = (await t.deps.sql`select realm_id from halls`) as unknown as [{ realm_id: string }];
  const unit = async (name: string) => String((await t.deps.sql`select id from departments where name = ${name}`)[0]!['id']);
  [police, market] = [await unit('区公安分局'), await unit('区市监局')];
  await t.deps.sql`insert into order_routes (category, unit_id) values ('noise', ${police})`;
  const people = {
    operator: [{ roleId: 'hotline_agent' }],
    colleague: [{ roleId: 'hotline_agent' }],
    dispatcher: [{ roleId: 'hotline_dispatcher' }],
    caller: [{ roleId: 'callback_agent' }],
    supervisor: [{ roleId: 'supervisor' }],
    handler: [{ roleId: 'department_handler', departmentId: police }],
    other: [{ roleId: 'department_handler', departmentId: market }],
    clerk: [{ roleId: 'clerk', hallId }],
  } as const;
  const ready = async (): Promise<void> => undefined;
  const api = new Hono<Env>()
    .route('/', t.staffApi)
    .route('/', hotlineRoutes({ ...t.deps, people: t.people }))
    .route('/', knowledgeRoutes({ ...t.deps, people: t.people }));
  const app = testApp(t.deps, 'desk', { ready, api });
  for (const [name, assignments] of Object.entries(people)) {
    const { staffNo } = await testStaff(t, realm, { assignments });
    staffNos[name] = staffNo;
    at[name] = browser(app);
    await at[name].signIn(staffNo);
  }
});
afterAll(() => t.close());

const typed = {
  name: '周丽华',
  personId: null,
  type: 'help',
  category: 'noise',
  urgency: 'ordinary',
  secret: false,
  content: '楼下烧烤摊半夜还在放音响',
  wish: '请去看一看',
  address: '浓洄街道建安中路 12 号',
  readBack: true,
};

async function callFrom(from = number, who = 'operator'): Promise<string> {
  const answer = await at[who]!.post('/hotline/calls', { number: from });
  expect(answer.body.error).toBeUndefined();
  return (answer.body as unknown as { id: string }).id;
}
const glance = async (id: string, who = 'operator') => (await at[who]!.get(`/hotline/calls/${id}`)).body as unknown as CallView;
async function logged(patch: Partial<typeof typed> = {}): Promise<string> {
  const answer = await at['operator']!.post(`/hotline/calls/${await callFrom()}/orders`, { ...typed, ...patch });
  expect(answer.body.error).toBeUndefined();
  return (answer.body as unknown as { id: string }).id;
}
const order = async (id: string, who = 'dispatcher') => (await at[who]!.get(`/hotline/orders/${id}`)).body as unknown as OrderView;
async function press(who: string, id: string, body: object): Promise<string | undefined> {
  const seen = await order(id, who);
  const answer = await at[who]!.post(`/hotline/orders/${id}/press`, { version: seen.version ?? 1, press: body });
  return answer.body.error?.code;
}
const reply = {
  action: 'reply',
  contactedBy: 'phone',
  facts: '到场查看，确有音响扰民',
  result: '已责令关停',
  basis: '噪声污染防治法第六十四条',
};

/** As if it had been dispatched two hours earlier: the machine asks the database's own clock. */
async function twoHoursAgo(id: string): Promise<void> {
  tampered.add(id);
  await t.deps.sql`
    update work_orders set due_at = due_at - interval '2 hours', state = state || jsonb_build_object(
      'unitFrom', to_char((state ->> 'unitFrom')::timestamptz at time zone 'utc' - interval '2 hours', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) where id = ${id}`;
}

describe('a request by telephone', () => {
  test('goes where the rule knows the unit, is signed, answered, passed, called back and closed; the caller is told twice', async () => {
    const id = await logged();
    expect((await order(id)).steps.map((step) => step.type)).toEqual(['order.logged', 'order.dispatched']);
    expect(await press('handler', id, reply)).toBe('order.not_allowed');
    for (const [who, body] of [
      ['handler', { action: 'sign' }],
      ['handler', { action: 'begin' }],
      ['handler', reply],
      ['caller', { action: 'pass_review' }],
      ['caller', { action: 'call_back', contacted: true, solved: true, satisfied: true, newGrounds: false }],
      ['caller', { action: 'close', explanation: '' }],
    ] as const)
      expect(await press(who, id, body)).toBeUndefined();
    const view = await order(id);
    expect(view.status).toBe('CLOSED');
    expect(view.clocks.map((clock) => clock.clock)).toEqual(['signIn', 'answer', 'callBack']);
    const told = await t.deps.sql`select about from messages order by id`;
    expect(told.map((row) => row['about'])).toEqual(['order.logged', 'order.replied']);
  });

  test('which no rule knows, or which complains, waits for the dispatcher, who is told whose it may be', async () => {
    const id = await logged({ type: 'complaint', secret: true });
    expect(await order(id)).toMatchObject({ status: 'PENDING_DISPATCH', unit: null, suggested: { id: police } });
    expect(await press('operator', id, { action: 'dispatch', unitId: police })).toBe('order.not_allowed');
    expect(await press('dispatcher', id, { action: 'dispatch', unitId: hallId })).toBe('order.unit_missing');
    expect(await press('dispatcher', id, { action: 'dispatch', unitId: police })).toBeUndefined();
    // who complains in confidence: the unit learns what happened and not who says so
    expect((await order(id, 'handler')).caller).toBeNull();
    expect((await order(id, 'caller')).caller).toEqual({ name: '周*华', phone: '138****6207' });
    expect((await at['handler']!.post(`/hotline/orders/${id}/caller`)).body.error?.code).toBe('order.restricted');
  });

  test('is seen by its own unit and by the hotline, and by nobody else', async () => {
    const id = await logged();
    expect((await at['other']!.get(`/hotline/orders/${id}`)).status).toBe(404);
    expect((await at['other']!.post(`/hotline/orders/${id}/press`, { version: 2, press: { action: 'sign' } })).status).toBe(404);
    const seen = (await at['other']!.get('/hotline/orders')).body as unknown as { orders: unknown[]; counts: { unit: number } };
    expect([seen.orders.length, seen.counts.unit]).toEqual([0, 0]);
    expect((await at['clerk']!.get('/hotline/orders')).body.error?.code).toBe('auth.forbidden');
    expect((await at['handler']!.post('/hotline/calls', { number })).body.error?.code).toBe('auth.forbidden');
    const read = await at['handler']!.post(`/hotline/orders/${id}/caller`);
    expect(read.body).toEqual({ name: '周丽华', phone: number });
    expect(await t.deps.sql`select 1 from events where type = 'caller.read'`).toHaveLength(1);
    // and whoever called reads it on the phone
    const phoneIndex = blindIndex(t.deps.keys, 'phone', number);
    const { reads } = await readsOf(t.deps, { id: hallId, kind: 'citizen', phoneIndex, phone: '' });
    expect(reads.map(({ purpose, unit }) => [purpose, unit])).toEqual([['contact_applicant', '区公安分局']]);
  });

  test('which nobody signs in time is signed by the clock, with a mark; one handed back twice is ruled upon', async () => {
    // urgent, so that it does not matter at what hour this is tried
    const id = await logged({ urgency: 'urgent' });
    expect(await signLapsed(t.deps)).toBe(0);
    await twoHoursAgo(id);
    expect(await signLapsed(t.deps)).toBe(1);
    expect(await order(id)).toMatchObject({ status: 'SIGNED_IN', autoSigned: true });
    const back = { action: 'request_return', unitId: market, clause: '食品摊贩归市场监管' };
    expect(await press('handler', id, back)).toBeUndefined();
    expect((await order(id)).proposed).toMatchObject({ id: market });
    const clock = (await order(id)).clocks.find((one) => one.clock === 'answer')!;
    expect(await press('dispatcher', id, { action: 'reassign', unitId: market })).toBeUndefined();
    const moved = await order(id);
    // the caller's time goes on as if nothing had happened; the new unit answers for its own days
    expect(moved.clocks.find((one) => one.clock === 'answer')!.at).toBe(clock.at);
    expect(await press('other', id, { ...back, unitId: police })).toBeUndefined();
    expect(await order(id)).toMatchObject({ status: 'ARBITRATION' });
    expect(await press('supervisor', id, { action: 'arbitrate', unitId: police, reason: '夜间噪声归公安' })).toBeUndefined();
    expect(await press('handler', id, back)).toBe('order.ruling_binds');
  });

  test('which somebody made twice goes into the one that goes on: both callers are told, of the answer too', async () => {
    const before = (await t.deps.sql`select count(*)::int as n from messages`)[0]!['n'] as number;
    const [lead, twin] = [await logged(), await logged()];
    expect((await order(twin)).similar.map(({ id }) => id)).toContain(lead);
    expect((await order(twin, 'handler')).similar).toEqual([]);
    const { orderNo } = await order(lead);
    expect(await press('handler', twin, { action: 'merge', into: orderNo, reason: '同一件事' })).toBe('order.not_allowed');
    expect(await press('dispatcher', twin, { action: 'merge', into: (await order(twin)).orderNo, reason: 'x' })).toBe('order.no_lead');
    expect(await press('dispatcher', twin, { action: 'merge', into: orderNo, reason: '同一件事' })).toBeUndefined();
    expect(await order(twin)).toMatchObject({ status: 'MERGED', dueAt: null, mergedInto: { id: lead } });
    expect((await order(lead)).joined).toMatchObject([{ id: twin }]);
    for (const body of [{ action: 'sign' }, { action: 'begin' }, reply]) expect(await press('handler', lead, body)).toBeUndefined();
    const told = await t.deps.sql`select about from messages order by id offset ${before}`;
    expect(told.map((row) => row['about'])).toEqual(
      ['logged', 'logged', 'merged', 'joined', 'replied', 'replied'].map((what) => `order.${what}`),
    );
  });

  test('that cannot be done now waits with a plan, in sight of the supervisor, who takes it up again; what is late comes there by itself', async () => {
    const watched = async () =>
      ((await at['supervisor']!.get('/hotline/orders?box=watch')).body as unknown as { orders: { id: string }[] }).orders.map(
        ({ id }) => id,
      );
    const id = await logged();
    for (const action of ['sign', 'begin']) await press('handler', id, { action });
    const wait = { action: 'suspend', reason: '等经费', plan: '下月列入改造', reviewOn: '2099-01-04' };
    expect(await press('handler', id, wait)).toBe('order.not_allowed');
    expect(await press('supervisor', id, wait)).toBeUndefined();
    expect(await order(id)).toMatchObject({ status: 'SUSPENDED', reviewOn: '2099-01-04' });
    expect(await watched()).toContain(id);
    expect(await press('supervisor', id, { action: 'resume' })).toBeUndefined();
    expect(await watched()).not.toContain(id);
    tampered.add(id);
    await t.deps.sql`update work_orders set due_at = now() - interval '1 minute' where id = ${id}`;
    expect([await escalateLate(t.deps), await escalateLate(t.deps)]).toEqual([1, 0]);
    expect(await watched()).toContain(id);
    expect(await press('operator', id, { action: 'cancel', reason: '来电人说不用了' })).toBeUndefined();
    expect(await order(id)).toMatchObject({ status: 'CANCELLED', escalated: true });
  });

  test('sent twice is one order; an old screen is refused', async () => {
    const call = await callFrom();
    const key = { 'idempotency-key': newKey() };
    const [one, two] = [
      await at['operator']!.post(`/hotline/calls/${call}/orders`, typed, key),
      await at['operator']!.post(`/hotline/calls/${call}/orders`, typed, key),
    ];
    expect(two.body).toEqual(one.body);
    const { id } = one.body as unknown as { id: string };
    expect((await glance(call)).made.orderIds).toEqual([id]);
    const stale = await at['handler']!.post(`/hotline/orders/${id}/press`, { version: 1, press: { action: 'sign' } });
    expect(stale.body.error?.code).toBe('order.stale');
  });
});

describe('a question', () => {
  const { wish: _w, address: _a, readBack: _r, ...asked } = typed;

  test('is answered at once by a guide or an entry, in the version that was read out; one that ran out or was withdrawn is not offered', async () => {
    const search = async (q: string) =>
      ((await at['operator']!.get(`/hotline/knowledge?q=${encodeURIComponent(q)}`)).body as unknown as { found: Found[] }).found;
    const words = { title: '夜里施工扰民找谁', keywords: '噪音 晚上', answer: '夜间施工归住建部门管', validUntil: '2027-06-30' };
    const write = (who: string, body: object, path = '') => at[who]!.post(`/hotline/entries${path}`, body);
    expect((await write('other', { ...words, unitId: police })).body.error?.code).toBe('auth.forbidden');
    expect((await write('handler', { ...words, unitId: police, validUntil: '2020-01-01' })).body.error?.code).toBe('knowledge.term_wrong');
    const { id } = (await write('handler', { ...words, unitId: police })).body as unknown as { id: string };
    const [entry] = await search('夜里施工扰民');
    expect(entry).toMatchObject({ source: 'entry', id, version: '1', answer: words.answer, unit: '区公安分局' });
    expect(await search('居住证')).toContainEqual(expect.objectContaining({ source: 'guide', title: '居住证办理', version: '1' }));

    const answer = { ...asked, type: 'consult', answer: words.answer, source: 'entry', sourceId: id };
    const call = await callFrom();
    const answered = await at['operator']!.post(`/hotline/calls/${call}/answers`, answer);
    const { id: orderId } = answered.body as unknown as { id: string };
    expect(await order(orderId)).toMatchObject({
      status: 'DIRECT_ANSWERED',
      unit: null,
      answered: { source: 'entry', id, version: '1' },
      steps: [{ type: 'order.answered_directly' }],
    });
    expect((await glance(call)).made.orderIds).toEqual([orderId]);

    expect((await write('handler', { ...words, answer: '打 12345', unitId: police, version: 1 }, `/${id}`)).body).toMatchObject({
      version: 2,
    });
    expect((await write('handler', { version: 1 }, `/${id}/withdraw`)).body.error?.code).toBe('stale');
    expect((await search('夜里施工扰民'))[0]).toMatchObject({ version: '2', answer: '打 12345' });
    await write('dispatcher', { version: 2 }, `/${id}/withdraw`);
    expect((await search('夜里施工扰民')).filter(({ source }) => source === 'entry')).toEqual([]);
    expect((await at['operator']!.post(`/hotline/calls/${call}/answers`, answer)).body.error?.code).toBe('order.source_missing');
    expect(await t.deps.sql`select version, answer from knowledge_versions where entry_id = ${id} order by version`).toEqual([
      { version: 1, answer: words.answer },
      { version: 2, answer: '打 12345' },
    ]);
  });

  test('that is not the hotline’s is declined with a ground and a way to go, and is on record all the same', async () => {
    const call = await callFrom();
    const declined = await at['operator']!.post(`/hotline/calls/${call}/refusals`, {
      ...asked,
      ground: 'in_procedure',
      direction: '向原审理法院申诉',
    });
    const { id } = declined.body as unknown as { id: string };
    const view = await order(id);
    expect(view).toMatchObject({ status: 'CANCELLED', ground: 'in_procedure' });
    expect(view.steps[0]!.texts.map(({ text }) => text)).toContain('向原审理法院申诉');
  });
});

describe('a call', () => {
  test('shows everything of its number, masked, to its operator alone; the look is written down once', async () => {
    const item = String((await t.deps.sql`select i.id from service_items i where i.name = '居住证办理'`)[0]!['id']);
    const id = await callFrom('+86 138-1234-6207');
    const drafted = await at['operator']!.post(`/hotline/calls/${id}/cases`, {
      hallId,
      itemId: item,
      applicant: { name: '周丽华', idNo: '511602198003041231' },
    });
    expect(drafted.body.error).toBeUndefined();
    const view = await glance(id);
    expect(view.number).toBe('138****6207');
    expect(view.cases).toMatchObject([{ status: 'DRAFT', channel: 'hotline', applicant: { name: '周*华' } }]);
    expect(view.orders.length).toBeGreaterThan(0);
    expect(JSON.stringify(view)).not.toContain('周丽华');
    await glance(id);
    expect(await t.deps.sql`select 1 from events where type = 'caller.looked_up' and subject = ${id}`).toHaveLength(1);
    const one = await at['operator']!.get(`/hotline/calls/${id}/cases/${view.cases[0]!.id}`);
    expect(one.body).toMatchObject({ status: 'DRAFT' });
    expect(await t.deps.sql`select body::json ->> 'purpose' as purpose from events where type = 'case.read'`).toMatchObject([
      { purpose: 'answer_caller' },
    ]);
    expect((await at['colleague']!.get(`/hotline/calls/${id}`)).status).toBe(404);
    // a number typed by whoever calls proves nobody
    await putPerson(t.deps.sql, t.deps.keys, { name: '何明', idNo: null, phone: '13900000001' });
    expect((await at['operator']!.get(`/hotline/calls/${await callFrom('13900000001')}/cases/${view.cases[0]!.id}`)).status).toBe(404);
  });

  test('lets its operator change a draft of its number, as the same case; nobody else, and not over a change that the screen has not seen', async () => {
    const from = '13812346208';
    const item = String((await t.deps.sql`select i.id from service_items i where i.name = '居住证办理'`)[0]!['id']);
    const id = await callFrom(from);
    const begun = await at['operator']!.post(`/hotline/calls/${id}/cases`, {
      hallId,
      itemId: item,
      applicant: { name: '周立华', idNo: '511602198003041231' },
    });
    const { id: caseId, version } = begun.body as unknown as { id: string; version: number };
    const amend = (body: object, call = id, who = 'operator') => at[who]!.post(`/hotline/calls/${call}/cases/${caseId}/amend`, body);
    const mended = { version, applicant: { name: '周丽华', idNo: '511602198003041231' } };
    expect((await amend(mended, await callFrom('13900000001'))).body.error?.code).toBe('not_found');
    expect((await amend(mended, id, 'colleague')).body.error?.code).toBe('not_found');
    expect((await amend(mended)).body).toMatchObject({ id: caseId });
    expect((await glance(id)).cases).toMatchObject([{ id: caseId, status: 'DRAFT', applicant: { name: '周*华' } }]);
    const [row] = await t.deps.sql<{ id: string }[]>`select applicant_id as id from cases where id = ${caseId}`;
    // the number is the one that calls: nobody gives another by telephone
    expect(await openPerson(t.deps.sql, t.deps.keys, row!.id)).toMatchObject({ name: '周丽华', phone: from });
    expect((await amend(mended)).body.error?.code).toBe('case.stale');
  });

  test('keeps every keystroke: through a reload, a dropped line and an old tab, encrypted, until it is put away', async () => {
    const id = await callFrom();
    const save = (version: number, text: string, who = 'operator') => at[who]!.put(`/hotline/calls/${id}/draft`, { version, text });
    expect((await save(0, '楼下')).body).toEqual({ version: 1 });
    expect((await save(1, '楼下烧烤摊')).body).toEqual({ version: 2 });
    expect((await save(1, '从前的窗口')).body.error?.code).toBe('stale');
    expect((await save(2, '别人', 'colleague')).body.error?.code).toBe('not_found');
    expect((await at['operator']!.post(`/hotline/calls/${id}/done`)).body.error?.code).toBe('call.not_over');
    await at['operator']!.post(`/hotline/calls/${id}/end`);
    expect((await glance(id)).draft).toEqual({ version: 2, text: '楼下烧烤摊' });
    const [row] = await t.deps.sql`select draft_enc from calls where id = ${id}`;
    expect(String(row!['draft_enc'])).toMatch(/^v1\./);
    await at['operator']!.post(`/hotline/calls/${id}/done`);
    expect(await t.deps.sql`select draft_enc from calls where id = ${id}`).toMatchObject([{ draft_enc: null }]);
    expect((await save(2, '太晚')).body.error?.code).toBe('call.over');
  });

  test('of the exchange comes once however often it is told, and ends while the line was cut', async () => {
    const tell = onTelephony(t.deps, () => undefined);
    await Promise.all([tell.came('17.1', number), tell.came('17.1', number)]);
    await tell.offered('17.1', staffNos['operator']!, true);
    await tell.answered('17.1', staffNos['operator']!);
    await tell.answered('17.1', staffNos['colleague']!);
    await tell.came('17.2', 'anonymous');
    await tell.present(new Set());
    const calls = await t.deps
      .sql`select state ->> 'status' as status, number_enc is null as withheld from calls where exchange_id like '17.%' order by exchange_id`;
    expect(calls).toMatchObject([
      { status: 'ENDED', withheld: false },
      { status: 'ABANDONED', withheld: true },
    ]);
  });
});

test('the orders of the units and those that have none yet are the orders of the city, each once', async () => {
  const listed = async (who: string) =>
    ((await at[who]!.get('/hotline/orders?limit=100')).body as unknown as { orders: { id: string; unit: unknown }[] }).orders;
  const city = await listed('dispatcher');
  const units = [...(await listed('handler')), ...(await listed('other')), ...city.filter(({ unit }) => unit === null)];
  expect(units.map(({ id }) => id).toSorted()).toEqual(city.map(({ id }) => id).toSorted());
  expect((await t.deps.sql`select count(*)::int as n from work_orders`)[0]!['n']).toBe(city.length);
});

test('the log explains every row of calls and orders', async () => {
  expect((await verifyLog(t.deps.sql)).findings.filter((finding) => !tampered.has(finding.stream))).toEqual([]);
});
