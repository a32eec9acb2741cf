import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '@one-window/domain/permissions';
import { seedReference } from '../catalogue/seed.ts';
import { caseRoutes } from '../cases/routes.ts';
import type { CaseView } from '../cases/schemas.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { paperLink } from '../papers/link.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { newKey, post, testDevice, testHall, type TestHall } from '../testing.ts';
import { guideRoutes } from './guide.ts';
import { deskQueueRoutes } from './routes.ts';
import { deskVisitRoutes } from './visit-routes.ts';

type Screen = ReturnType<typeof browser>;
interface Staff {
  tickets: { id: string; number: string; seriesId: string; itemName: string; items: { id: string; name: string; mark: string }[] }[];
}

let t: TestPeople;
let hall: TestHall;
let clerk: Screen;
let colleague: Screen;
let kiosk: ReturnType<typeof testDevice>;
/** Two of queue A, of different departments; one of queue B; one that no queue takes. */
let items: string[];
let signedIn: (roleId: Role, hallId?: string, realmId?: string) => Promise<Screen>;
let ahead = 0;
const applicant = { name: '欧阳𠮷', idNo: '511602195207150022', phone: '13987650011' };

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  const { sql } = t.deps;
  await seedReference(sql, { samples: true });
  hall = await testHall(sql, { series: 3, windows: 2 });
  await sql`update series set results = true where id = ${hall.series[2]!}`;
  // the second is a delivery window
  await t.deps.owner`delete from window_series where window_id = ${hall.windows[1]!} and series_id <> ${hall.series[2]!}`;
  const rows = await sql<{ id: string }[]>`
    select distinct on (i.department_id) i.id from service_items i join item_versions v on v.item_id = i.id
    where v.guide -> 'questions' = '[]' and v.guide -> 'result' ->> 'kind' is not null order by i.department_id, i.id limit 4`;
  items = rows.map(({ id }) => id);
  expect(items).toHaveLength(4);
  for (const [item, series] of [
    [0, 0],
    [1, 0],
    [2, 1],
  ] as const)
    await sql`insert into series_items (series_id, item_id) values (${hall.series[series]!}, ${items[item]!})`;
  t.deps.halls.clear();
  kiosk = testDevice(t.deps, hall.id);
  const deps = { ...t.deps, identity: t.people };
  const api = new Hono<Env>()
    .route('/', t.staffApi)
    .route('/', deskQueueRoutes(deps))
    .route('/', guideRoutes(deps))
    .route('/', caseRoutes({ ...deps, people: t.people }))
    .route('/', deskVisitRoutes({ ...deps, people: t.people }));
  const desk = testApp(t.deps, 'desk', { ready: async () => undefined, api });
  const [row] = await sql<{ realm_id: string }[]>`select realm_id from halls where id = ${hall.id}`;
  signedIn = async (roleId, hallId = hall.id, realmId = row!.realm_id): Promise<Screen> => {
    const { staffNo } = await testStaff(t, realmId, { assignments: [{ roleId, hallId }] });
    const screen = browser(desk);
    await screen.signIn(staffNo);
    return screen;
  };
  clerk = await signedIn('clerk', hall.id);
  colleague = await signedIn('guide', hall.id);
  await clerk.post(`/windows/${hall.windows[0]}/session`, { action: 'open' });
});
afterAll(() => t.close());

const kioskTakes = (body: object, path = '/api/tickets') => post(t.deps.apps.hall, path, kiosk, body, newKey());
const code = (answer: { body: Record<string, unknown> }): unknown => (answer.body['error'] as { code: string } | undefined)?.code ?? 'none';
const press = (body: object) => clerk.post(`/windows/${hall.windows[0]}/actions`, body);
const shown = async (number: string) =>
  ((await clerk.get(`/halls/${hall.id}/staff-view`)).body as unknown as Staff).tickets.find((one) => one.number === number)!;
const casesOf = async (ticketId: string) => (await clerk.get(`/halls/${hall.id}/tickets/${ticketId}/cases`)).body['cases'] as unknown;
/** Calls until this one sits at the window. */
async function served(number: string): Promise<string> {
  const { ticket } = (await press({ action: 'next' })).body as unknown as { ticket: { id: string; number: string } };
  await press({ action: 'start', ticketId: ticket.id });
  if (ticket.number === number) return ticket.id;
  await press({ action: 'finish', ticketId: ticket.id });
  return served(number);
}

describe('a number for several matters', () => {
  test('is one number, of several departments, and slip and window know them all in their order', async () => {
    const taken = await kioskTakes({ seriesId: hall.series[0], itemIds: [items[1], items[0]] });
    const { ticket } = taken.body as unknown as { ticket: { number: string; itemName: string; itemNames: string[] } };
    expect(ticket.itemNames).toHaveLength(2);
    const at = await shown(ticket.number);
    expect(at.items.map(({ id, mark }) => [id, mark])).toEqual([
      [items[1], 'open'],
      [items[0], 'open'],
    ]);
    expect([at.itemName, at.items.map(({ name }) => name)]).toEqual([ticket.itemName, ticket.itemNames]);
  });

  test('is refused where another queue does one of them, where one is named twice, and where they are too many', async () => {
    const take = (itemIds: (string | undefined)[]) => kioskTakes({ seriesId: hall.series[0], itemIds });
    expect(code(await take([items[0], items[2]]))).toBe('ticket.item_elsewhere');
    expect(code(await take([items[0], items[0]]))).toBe('ticket.item_there');
    expect(code(await take(Array.from({ length: 6 }, () => newId())))).toBe('ticket.items_full');
    expect(code(await take([newId()]))).toBe('not_found');
  });

  test('grows and shrinks by whoever sees the citizen: the guide while they wait, the clerk at the window, where each is ticked', async () => {
    const taken = await kioskTakes({ seriesId: hall.series[0], itemId: items[0] });
    const { number } = (taken.body as unknown as { ticket: { number: string } }).ticket;
    const { id } = await shown(number);
    const guide = (body: object) => colleague.post(`/halls/${hall.id}/guide`, { ticketId: id, ...body });
    expect((await guide({ action: 'add_item', itemId: items[1] })).status).toBe(200);
    expect(code(await guide({ action: 'add_item', itemId: items[1] }))).toBe('ticket.item_there');
    // the guide's queue is the one in which they stand
    expect(code(await guide({ action: 'add_item', itemId: items[2] }))).toBe('ticket.item_elsewhere');
    expect((await guide({ action: 'remove_item', itemId: items[1] })).status).toBe(200);
    expect(code(await guide({ action: 'remove_item', itemId: items[1] }))).toBe('not_found');

    expect(code(await press({ action: 'mark_item', ticketId: id, itemId: items[0], mark: 'done' }))).toBe('ticket.not_allowed');
    await served(number);
    // the window does queue B, too; and what no queue takes, the clerk decides
    for (const itemId of [items[2], items[3]]) expect((await press({ action: 'add_item', ticketId: id, itemId })).status).toBe(200);
    await press({ action: 'mark_item', ticketId: id, itemId: items[0], mark: 'done' });
    await press({ action: 'mark_item', ticketId: id, itemId: items[2], mark: 'not_today' });
    expect((await shown(number)).items.map(({ id: item, mark }) => [item, mark])).toEqual([
      [items[0], 'done'],
      [items[2], 'not_today'],
      [items[3], 'open'],
    ]);
    // what was ticked in between does not stand in the way of taking the press back
    expect((await press({ action: 'undo', ticketId: id })).status).toBe(200);
    await press({ action: 'start', ticketId: id });
    expect((await press({ action: 'finish', ticketId: id })).status).toBe(200);
  });
});

describe('a case and its visits', () => {
  const kioskComes = (given: string) => kioskTakes({ code: given }, '/api/tickets/case');
  let first: { id: string; number: string };
  let caseId: string;

  test('the window sees which case came of which matter; a number of another hall begins none', async () => {
    const taken = await kioskTakes({ seriesId: hall.series[0], itemIds: [items[0], items[1]] });
    const { number } = (taken.body as unknown as { ticket: { number: string } }).ticket;
    const id = await served(number);
    first = { id, number };
    expect(await casesOf(id)).toEqual([]);
    const draft = { hallId: hall.id, itemId: items[1], applicant };
    expect(code(await clerk.post('/cases', { ...draft, ticketId: newId() }))).toBe('not_found');
    caseId = ((await clerk.post('/cases', { ...draft, ticketId: id })).body as unknown as { id: string }).id;
    expect(await casesOf(id)).toMatchObject([{ id: caseId, itemId: items[1], status: 'DRAFT', aim: 'begun' }]);
    await press({ action: 'finish', ticketId: id });
  });

  test('who comes again with the reference or the paper gets a number that says nothing of the case, and the window knows for which', async () => {
    const { ref } = (await clerk.get(`/cases/${caseId}`)).body as unknown as CaseView;
    const given: string[] = [];
    for (const shownCode of [ref, ref.toLowerCase(), `http://portal.test/verify/${paperLink(t.deps.keys.link, caseId, 1)}`]) {
      const { body } = await kioskComes(shownCode);
      const { ticket } = body as unknown as { ticket: { number: string; itemName: null; itemNames: string[] } };
      expect([ticket.itemName, ticket.itemNames]).toEqual([null, []]);
      // it is not decided yet: the matter's own queue
      expect(ticket.number).toMatch(/^A/);
      given.push(ticket.number);
    }
    const again = await served(given[0]!);
    expect(await casesOf(again)).toMatchObject([{ id: caseId, itemId: items[1], aim: 'other' }]);
    await press({ action: 'finish', ticketId: again });
  });

  test('a result that waits is collected in the queue for results', async () => {
    // as if it were granted, made and ready
    await t.deps.owner`update cases set status = 'READY', state = state || '{"status": "READY"}' where id = ${caseId}`;
    const { ref } = (await clerk.get(`/cases/${caseId}`)).body as unknown as CaseView;
    const { ticket } = (await kioskComes(ref)).body as unknown as { ticket: { number: string } };
    expect(ticket.number).toBe('C0001');
    const collecting = await served(ticket.number);
    expect(await casesOf(collecting)).toMatchObject([{ id: caseId, status: 'READY', aim: 'collect' }]);
  });

  test('whoever only hands over calls at the delivery window, and at no other; given other queues it is no longer theirs, and they leave in order', async () => {
    const [ordinary, counter] = hall.windows as [string, string];
    const [delivery, manager] = [await signedIn('delivery_clerk'), await signedIn('hall_manager')];
    const opens = (windowId: string) => delivery.post(`/windows/${windowId}/session`, { action: 'open' });
    const presses = (body: object) => delivery.post(`/windows/${counter}/actions`, body);
    const reskill = (skills: object | null) => manager.post(`/halls/${hall.id}/manage`, { action: 'reskill', windowId: counter, skills });
    expect(code(await opens(ordinary))).toBe('auth.forbidden');
    expect((await opens(counter)).status).toBe(200);
    await kioskTakes({ seriesId: hall.series[0] });
    await kioskTakes({ seriesId: hall.series[2] });
    const called = (await presses({ action: 'next' })).body as unknown as { ticket: { id: string; number: string } };
    expect(called.ticket.number).toBe('C0002');
    await presses({ action: 'start', ticketId: called.ticket.id });
    expect((await reskill({ seriesIds: [hall.series[0], hall.series[2]], fallbackIds: [] })).status).toBe(200);
    expect(code(await presses({ action: 'next', finish: called.ticket.id }))).toBe('auth.forbidden');
    expect((await presses({ action: 'finish', ticketId: called.ticket.id })).status).toBe(200);
    expect((await delivery.post(`/windows/${counter}/session`, { action: 'close' })).status).toBe(200);
    expect(code(await opens(counter))).toBe('auth.forbidden');
    await reskill(null);
    expect((await opens(counter)).status).toBe(200);
  });

  test('who came without a code is found by the clerk, and the case tells all its visits in order', async () => {
    const { ref, visits } = (await clerk.get(`/cases/${caseId}`)).body as unknown as CaseView;
    expect(visits.map(({ number, aim }) => `${aim} ${number[0]!}`)).toEqual(['first A', 'other A', 'other A', 'other A', 'collect C']);
    expect(visits[0]).toMatchObject({ number: first.number, hall: '测试大厅', window: '1', state: 'DONE' });
    const [open] = await t.deps.sql<{ id: string }[]>`select id from tickets where state = 'SERVING'`;
    await press({ action: 'finish', ticketId: open!.id });
    const taken = await kioskTakes({ seriesId: hall.series[0] });
    const id = await served((taken.body as unknown as { ticket: { number: string } }).ticket.number);
    expect(code(await press({ action: 'name_case', ticketId: id, code: 'XXXXXXXX' }))).toBe('ticket.case_unknown');
    expect((await press({ action: 'name_case', ticketId: id, code: ref })).status).toBe(200);
    expect(await casesOf(id)).toMatchObject([{ id: caseId, aim: 'collect' }]);
    await press({ action: 'finish', ticketId: id });
  });

  test('a code that is none, one of another hall and one of a case that is over get the same answer, and whoever tries many waits', async () => {
    const { ref } = (await clerk.get(`/cases/${caseId}`)).body as unknown as CaseView;
    const other = await testHall(t.deps.sql);
    t.deps.halls.clear();
    const there = testDevice(t.deps, other.id);
    const answers = [await kioskComes('ZZZZZZZZ'), await post(t.deps.apps.hall, '/api/tickets/case', there, { code: ref }, newKey())];
    await t.deps
      .owner`update cases set state = state || '{"status": "CONCLUDED", "endedAt": "2026-11-24T02:00:00.000Z"}' where id = ${caseId}`;
    answers.push(await kioskComes(ref));
    await t.deps.owner`update cases set status = 'DRAFT', state = state || '{"status": "DRAFT", "endedAt": null}' where id = ${caseId}`;
    const [one] = answers;
    for (const { status, body } of answers) expect([status, code({ body })]).toEqual([one!.status, 'ticket.case_unknown']);
    const tries = await Promise.all(Array.from({ length: 12 }, (_, i) => kioskComes(`YYYYYY${10 + i}`)));
    expect(tries.map(code)).toContain('limit.too_many');
    // a right one now waits as long as a wrong one
    expect(code(await kioskComes(ref))).toBe('limit.too_many');
    ahead += 3_600_000;
  });

  test('the rows of every number are what its events make of them', async () => {
    const { findings } = await verifyLog(t.deps.owner);
    expect(findings).toEqual([]);
  });
});

const newId = (): string => crypto.randomUUID();
