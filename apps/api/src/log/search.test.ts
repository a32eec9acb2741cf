import { Hono } from 'hono';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCsv } from '@one-window/domain/csv';
import { can, type Actor, type Assignment } from '@one-window/domain/permissions';
import type { Env } from '../http.ts';
import { putPerson } from '../people/persons.ts';
import { personRoutes } from '../people/routes.ts';
import { areasAbove } from '../security/scope.ts';
import type { NewAssignment } from '../staff/accounts.ts';
import { staffRoutes } from '../staff/routes.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { newKey, testHall, type TestHall } from '../testing.ts';
import { takeTicket, windowAction, windowSession } from '../tickets/commands.ts';
import { untold } from '../tickets/queue.ts';
import { logRoutes } from './routes.ts';
import { sealLog } from './roots.ts';

const citizens = [
  { name: '司马𠮷祥', idNo: '51160219900101101X', phone: '13987654321' },
  { name: '䶹晓明', idNo: '511602199911302112', phone: '15808260033' },
] as const;
const system = { kind: 'system', id: 'test' } as const;
let t: TestPeople;
let app: TestPeople['desk'];
let realm: string;
let halls: TestHall[];
let district: string;
let clerk: { id: string; staffNo: string };
let persons: string[];

/** Two halls, one of them in an area; a clerk served two people in each and looked at one in the first. */
beforeAll(async () => {
  t = await testPeople();
  const api = new Hono<Env>()
    .route('/', staffRoutes(t.deps, t.people))
    .route('/', personRoutes(t.deps, t.people))
    .route('/', logRoutes(t.deps, t.people));
  app = testApp(t.deps, 'desk', { ready: async () => undefined, api });
  district = uuidv7();
  await t.deps.owner`insert into areas (id, code, name, level, valid_from) values (${district}, '520000000001', '区', 3, '2020-01-01')`;
  await t.deps
    .owner`insert into area_closure (ancestor_id, descendant_id, depth, valid_from) values (${district}, ${district}, 0, '2020-01-01')`;
  halls = [await testHall(t.deps.sql), await testHall(t.deps.sql, { name: '另一大厅' })];
  await t.deps.owner`update halls set area_id = ${district} where id = ${halls[1]!.id}`;
  realm = String((await t.deps.sql`select realm_id from halls where id = ${halls[0]!.id}`)[0]!['realm_id']);
  clerk = await testStaff(t, realm, { assignments: halls.map((hall) => ({ roleId: 'clerk', hallId: hall.id })) });
  persons = [];
  for (const citizen of citizens) persons.push(await putPerson(t.deps.sql, t.deps.keys, citizen));
  for (const [i, hall] of halls.entries()) await serve(hall, persons[i]!);
});
afterAll(() => t.close());

async function serve(hall: TestHall, personId: string): Promise<void> {
  const info = await t.deps.halls.hall(hall.id);
  const command = (name: string) => ({ name, key: newKey(), body: null });
  const actor = { kind: 'staff', id: clerk.id } as const;
  for (const person of [personId, null])
    await takeTicket(
      t.deps,
      info,
      system,
      { seriesId: hall.series[0]!, itemId: null, priority: null, personId: person },
      untold,
      command('take'),
    );
  await windowSession(t.deps, info, hall.windows[0]!, actor, { action: 'open', takeOver: true }, command('open'));
  await windowAction(t.deps, info, hall.windows[0]!, actor, { action: 'next' }, command('next'));
  const desk = await signedIn(clerk.staffNo);
  expect((await desk.post(`/persons/${personId}/reveal`, { purpose: 'fill_form' })).status).toBe(200);
  expect((await desk.post(`/persons/${uuidv7()}/reveal`, { purpose: 'fill_form' })).status).toBe(403);
}

async function signedIn(staffNo: string) {
  const desk = browser(app);
  await desk.signIn(staffNo);
  return desk;
}
async function auditor(...places: Partial<NewAssignment>[]) {
  const made = await testStaff(t, realm, { assignments: places.map((place) => ({ roleId: 'auditor' as const, ...place })) });
  return { ...(await signedIn(made.staffNo)), ...made };
}

interface Page {
  events: { stream: string; version: number; kind: string; type: string; subject: string; actorId: string; recordedAt: string }[];
  labels: Record<string, { kind: string; name: { zh: string } }>;
  next: string | null;
}
type Desk = Awaited<ReturnType<typeof auditor>>;
async function all(desk: Desk, query = '', limit = 200): Promise<Page['events']> {
  const found: Page['events'] = [];
  for (let before: string | null = ''; before !== null;) {
    const answer = await desk.get(`/log/events?limit=${limit}${query}${before === '' ? '' : `&before=${encodeURIComponent(before)}`}`);
    expect(answer.status).toBe(200);
    const page = answer.body as unknown as Page;
    found.push(...page.events);
    before = page.next;
  }
  return found;
}
/** A table is no JSON. */
function exported(desk: Desk, query: string): Response | Promise<Response> {
  const cookie = [...desk.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return app.request(`/api/log/export?${query}`, { headers: { cookie } });
}
const key = (e: { stream: string; version: number }): string => `${e.stream} ${e.version}`;

/** Where everything in the log happened, told without the search. */
async function whereabouts(): Promise<{ key: string; hallId: string | null; areaIds: string[] }[]> {
  const events = await t.deps.sql<{ stream: string; version: number; kind: string; type: string; body: string }[]>`
    select stream, version, kind, type, body from events`;
  const hallOf = new Map<string, string>();
  for (const row of await t.deps.sql`select id, hall_id from hall_days`) hallOf.set(String(row['id']), String(row['hall_id']));
  const ticketHall = new Map<string, string>();
  for (const row of await t.deps.sql`select id, hall_day_id from tickets`)
    ticketHall.set(String(row['id']), hallOf.get(String(row['hall_day_id']))!);
  const above = await areasAbove(t.deps.sql, district, '2026-11-25');
  return events.map((e) => {
    const ticketId = e.type === 'person.read' ? (JSON.parse(e.body) as { ticketId: string }).ticketId : null;
    const hallId = ticketId === null ? (hallOf.get(e.stream) ?? null) : ticketHall.get(ticketId)!;
    return { key: key(e), hallId, areaIds: hallId === halls[1]!.id ? above : [] };
  });
}

describe('what an auditor sees', () => {
  test('the rows of the list are the rows that can() lets through, whatever the role is bound to', async () => {
    const place = fc.record({
      hallId: fc.constantFrom(null, halls[0]!.id, halls[1]!.id),
      areaId: fc.constantFrom(null, null, district, uuidv7()),
      departmentId: fc.constantFrom(null, null, null, uuidv7()),
      validTo: fc.constantFrom(null, null, '2026-01-01T00:00:00.000Z'),
    });
    const anywhere = { hallId: null, areaId: null, departmentId: null, validTo: null };
    const some = [anywhere, { ...anywhere, hallId: halls[0]!.id }, { ...anywhere, areaId: district }];
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 2 }), async (places) => {
        const own = places.map(({ validTo, ...rest }) => ({
          ...rest,
          ...(validTo ? { validFrom: '2025-01-01T00:00:00.000Z', validTo } : {}),
        }));
        const desk = await auditor(...own);
        const before = await whereabouts();
        const assignments = own.map((p): Assignment => ({
          id: '',
          roleId: 'auditor',
          itemGroup: null,
          validFrom: '2025-01-01T00:00:00.000Z',
          validTo: null,
          ...p,
        }));
        const actor: Actor = { kind: 'staff', id: desk.id, staffNo: desk.staffNo, sessionId: '', assignments };
        const now = new Date().toISOString();
        const allowed = before.filter((e) => can(actor, 'log.read', e, now)).map((e) => e.key);
        const open = (await desk.get('/log/places')).status === 200;
        if (!open) expect(allowed).toEqual([]);
        if (!open) return;
        const rows = (await all(desk, '&looks=yes')).map(key);
        // its own look was written down in between
        const known = new Set(before.map((e) => e.key));
        expect(rows.filter((row) => known.has(row)).toSorted()).toEqual(allowed.toSorted());
        shown += allowed.length;
      }),
      { numRuns: 25, examples: some.map((one): [(typeof some)[number][]] => [[one]]) },
    );
    // a test in which nobody may see anything would prove nothing
    expect(shown).toBeGreaterThan(30);
  });

  test('who may not read the log is refused on every one of its paths, and nothing is written', async () => {
    const desk = await signedIn(clerk.staffNo);
    const count = async () => Number((await t.deps.sql`select count(*) from events where type like 'log.%'`)[0]!['count']);
    const [event] = await t.deps.sql`select stream, version from events limit 1`;
    const before = await count();
    for (const path of [
      'places',
      'events',
      `events/${event!['stream']}/${event!['version']}`,
      `streams/${event!['stream']}/check`,
      'reads',
      'seals',
      'export',
    ])
      expect((await desk.get(`/log/${path}`)).body.error, path).toMatchObject({ code: 'auth.forbidden', details: { reason: 'no_role' } });
    expect(await count()).toBe(before);
  });

  test('what lies elsewhere is not there: neither the event, nor its chain, nor the seals of everything', async () => {
    const bound = await auditor({ hallId: halls[0]!.id });
    const [other] = await t.deps
      .sql`select e.stream, e.version from events e join hall_days d on d.id = e.stream where d.hall_id = ${halls[1]!.id} limit 1`;
    const [staff] = await t.deps.sql`select stream, version from events where kind = 'staff' limit 1`;
    for (const { stream, version } of [other, staff, { stream: uuidv7(), version: 1 }] as { stream: string; version: number }[]) {
      expect((await bound.get(`/log/events/${stream}/${version}`)).body.error?.code).toBe('not_found');
      expect((await bound.get(`/log/streams/${stream}/check`)).body.error?.code).toBe('not_found');
    }
    expect((await bound.get('/log/seals')).body.error?.code).toBe('auth.forbidden');
    expect((await bound.get('/log/places')).body).toMatchObject({ halls: [{ id: halls[0]!.id }] });
  });
});

describe('looking for something', () => {
  test('pages follow each other without a gap or a double, newest first, also while new events come', async () => {
    const desk = await auditor({});
    const whole = (await all(desk)).map(key);
    const small = (await all(desk, '', 3)).map(key);
    expect(small.filter((k) => whole.includes(k))).toEqual(whole);
    expect(new Set(small).size).toBe(small.length);
    const times = (await all(desk)).map((e) => e.recordedAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  test.each<[string, () => string, (e: Page['events'][number]) => boolean]>([
    ['a kind', () => 'kind=staff', (e) => e.kind === 'staff'],
    ['a type', () => 'type=ticket.called', (e) => e.type === 'ticket.called'],
    ['a hall', () => `hall=${halls[0]!.id}`, () => true],
    ['a ticket by its number', () => 'about=a0001', (e) => e.type.startsWith('ticket.')],
    ['a colleague', () => `about=${clerk.staffNo.toUpperCase()}`, (e) => ['staff', 'staff_day'].includes(e.kind)],
    ['who did it', () => `by=${clerk.staffNo}`, (e) => e.actorId === clerk.id],
    ['a job', () => 'by=staff-day', (e) => e.actorId === 'staff-day'],
    ['an id', () => `about=${persons[0]}`, (e) => e.subject === persons[0]],
    ['a time', () => 'from=2020-01-01T00:00:00.000Z&to=2099-01-01T00:00:00.000Z', () => true],
  ])('%s finds that and nothing else', async (_what, query, fits) => {
    const desk = await auditor({});
    const found = await all(desk, `&${query()}`);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((e) => !fits(e))).toEqual([]);
    const hall = new URLSearchParams(query()).get('hall');
    if (hall) {
      const inHall = new Set((await whereabouts()).filter((e) => e.hallId === hall).map((e) => e.key));
      expect(found.map(key).toSorted()).toEqual([...inHall].toSorted());
    }
  });

  test.each([
    ['nobody is called so', 'about=A9999'],
    ['nothing happened then', 'from=2099-01-01T00:00:00.000Z'],
    ['nobody of that name did anything', 'by=nobody'],
  ])('%s: an empty page', async (_what, query) => {
    expect(await all(await auditor({}), `&${query}`)).toEqual([]);
  });

  test.each([
    'kind=ticket',
    'type=ticket.eaten',
    'hall=x',
    'from=yesterday',
    'before=1',
    'limit=0',
    'limit=100000',
    `about=${'x'.repeat(65)}`,
  ])('a question that is none is refused: %s', async (query) => {
    expect((await (await auditor({})).get(`/log/events?${query}`)).body.error?.code).toBe('request.invalid');
  });
});

describe('one event', () => {
  test('is shown with what was hashed, its place in the chain and the names of what it speaks of', async () => {
    const desk = await auditor({});
    const [called] = await all(desk, `&type=ticket.called&hall=${halls[0]!.id}`);
    const { body } = await desk.get(`/log/events/${called!.stream}/${called!.version}`);
    const shown = body as unknown as { event: Record<string, string>; last: number; labels: Page['labels'] };
    const [row] = await t.deps
      .sql`select body, encode(hash, 'hex') as hash from events where stream = ${called!.stream} and version = ${called!.version}`;
    expect(shown.event).toMatchObject({ body: row!['body'], hash: row!['hash'], alg: 'sha256' });
    expect(shown.last).toBeGreaterThanOrEqual(called!.version);
    expect(shown.labels[called!.subject]).toMatchObject({ kind: 'ticket', name: { zh: 'A0001' } });
    expect(shown.labels[halls[0]!.windows[0]!]).toMatchObject({ kind: 'window', name: { zh: '1' } });
    expect(shown.labels[clerk.id]).toMatchObject({ kind: 'staff', name: { zh: clerk.staffNo } });
  });

  test('its chain is checked on demand, and what was done to it is named', async () => {
    const desk = await auditor({});
    const hall = await testHall(t.deps.sql, { name: '第三大厅' });
    await t.deps.owner`update halls set realm_id = ${realm} where id = ${hall.id}`;
    t.deps.halls.clear();
    const info = await t.deps.halls.hall(hall.id);
    await takeTicket(t.deps, info, system, { seriesId: hall.series[0]!, itemId: null, priority: null, personId: null }, untold, {
      name: 'take',
      key: newKey(),
      body: null,
    });
    const [day] = await t.deps.sql`select id from hall_days where hall_id = ${hall.id}`;
    const check = async () => (await desk.get(`/log/streams/${day!['id']}/check`)).body;
    expect(await check()).toMatchObject({ kind: 'hall_day', events: 2, finding: null });
    await t.deps.owner`update tickets set priority = 'elderly' where hall_day_id = ${day!['id']}`;
    expect(await check()).toMatchObject({ finding: { damage: 'row differs' } });
    await t.deps.owner`update events set body = replace(body, 'A0001', 'A0009') where stream = ${day!['id']} and version = 2`;
    expect(await check()).toMatchObject({ finding: { damage: 'edit', version: 2 } });
  });
});

test('who looked at whom, for which purpose: each look with its ticket, none without', async () => {
  const desk = await auditor({});
  const { body } = await desk.get('/log/reads?limit=1');
  const first = body as unknown as { reads: Record<string, string>[]; next: string };
  expect(first.reads).toHaveLength(1);
  const second = (await desk.get(`/log/reads?limit=1&before=${encodeURIComponent(first.next)}`)).body as unknown as typeof first;
  expect(second.next).toBeNull();
  const looks = [...first.reads, ...second.reads];
  expect(looks.map((look) => look['hallId'])).toEqual([halls[1]!.id, halls[0]!.id]);
  for (const look of looks) expect(look).toMatchObject({ staffNo: clerk.staffNo, ticket: 'A0001', purpose: 'fill_form' });
  expect(looks.map((look) => look['personId'])).toEqual(persons.toReversed());
  const bound = await auditor({ hallId: halls[0]!.id });
  expect((await bound.get('/log/reads')).body).toMatchObject({ reads: [{ hallId: halls[0]!.id }] });
  expect((await desk.get('/log/reads?purpose=contact_applicant')).body).toMatchObject({ reads: [] });
  expect(((await desk.get(`/log/reads?person=${persons[0]}&by=${clerk.staffNo}`)).body as unknown as typeof first).reads).toHaveLength(1);
});

test('the export is what the search finds, with nothing personal in it and nothing that a spreadsheet would run', async () => {
  const desk = await auditor({});
  await t.deps.owner`insert into devices (id, hall_id, kind, name, token_hash, paired_by, paired_at, head_hash, head_at)
    values (${uuidv7()}, ${halls[0]!.id}, 'kiosk', '=1+1', ${newKey()}, 'x', now(), '', now())`;
  const response = await exported(desk, 'lang=zh&kind=staff_day');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const text = await response.text();
  const [head, ...rows] = parseCsv(text);
  expect(head).toContain('什么事');
  expect(rows).toHaveLength((await all(desk, '&kind=staff_day')).length);
  expect(rows.map((row) => row[2])).toContain('看个人信息');
  for (const secret of citizens.flatMap((citizen) => Object.values(citizen))) expect(text).not.toContain(secret);
  const english = await exported(desk, 'lang=en&type=person.refused');
  expect(parseCsv(await english.text())[1]?.slice(1, 3)).toEqual(['Day of a colleague', 'Personal data refused']);
});

test('each seal of a day is shown with its verdict; a head that was sealed and then changed is named', async () => {
  const desk = await auditor({});
  const seals = async () =>
    ((await desk.get('/log/seals')).body as unknown as { seals: { day: string; verdict: string; finding: unknown }[] }).seals;
  await sealLog(t.deps.sql, t.deps.keys.logRoot, '2026-11-20');
  await sealLog(t.deps.sql, t.deps.keys.logRoot, '2026-11-21');
  expect((await seals()).map((seal) => [seal.day, seal.verdict])).toEqual([
    ['2026-11-21', 'fits'],
    ['2026-11-20', 'fits'],
  ]);
  const [hit] = await t.deps.sql`select stream, version from events where kind = 'staff' order by stream, version desc limit 1`;
  await t.deps.owner`update events set hash = '\\x00' where stream = ${hit!['stream']} and version = ${hit!['version']}`;
  expect((await seals()).at(-1)).toMatchObject({ verdict: 'broken', finding: { damage: 'rewritten', stream: hit!['stream'] } });
  await t.deps.owner`update log_roots set previous = 'x' where day = '2026-11-21'`;
  expect((await seals())[0]).toMatchObject({ verdict: 'not_ours' });
});

test('every look at the log stands in it, under who looked: a search once, an opened event, a check, an export; no typed word', async () => {
  const desk = await auditor({});
  const [event] = await all(desk, `&about=${encodeURIComponent('司马相如')}&by=${encodeURIComponent('诸葛亮')}`).then(() =>
    all(desk, '&about=a0001', 1),
  );
  await desk.get(`/log/events/${event!.stream}/${event!.version}`);
  await desk.get(`/log/streams/${event!.stream}/check`);
  await exported(desk, 'type=ticket.called');
  await desk.get('/log/reads');
  const written = await t.deps.sql<{ type: string; body: string }[]>`
    select e.type, e.body from events e join staff_days d on d.id = e.stream where d.staff_id = ${desk.id} and e.type like 'log.%' order by e.version`;
  expect(written.map((e) => e.type)).toEqual(['log.searched', 'log.searched', 'log.opened', 'log.checked', 'log.exported', 'log.searched']);
  expect(written.map((e) => e.body).join()).not.toMatch(/司马|诸葛/);
  expect(JSON.parse(written[1]!.body)).toMatchObject({
    list: 'events',
    filter: { about: expect.arrayContaining([event!.subject]) as unknown },
  });
  // who wants to see the hall is not shown the looking, unless asked for
  expect((await all(desk)).some((e) => e.type.startsWith('log.'))).toBe(false);
  expect((await all(desk, '&looks=yes')).some((e) => e.type === 'log.opened')).toBe(true);
});
