import type { Hono } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canSomewhere, type Action, type Assignment, type Subject } from '@one-window/domain/permissions';
import type { ViewName } from '@one-window/domain/views';
import { bookingAsks } from './access-bookings.ts';
import { orderRolesOf } from './access-hotline.ts';
import { openToAll, ownOnly, portalRules } from './access-open.ts';
import { deskRules, type Answer, type Ask, type Rule } from './access-rules.ts';
import { accessWorld, seesCase, tokenFor, unheld, type AccessWorld, type Holder, type KnownCase } from './access-world.ts';
import { places, type Place } from './access-places.ts';
import { jpeg } from './files/samples.ts';
import type { Env } from './http.ts';
import { newKey } from './testing.ts';

/**
 * Who gets what (F27–F31): every route of desk and portal for every role, held in the unit, in the area and in the city, on
 * a thing of one's own unit, of another one of the area and of another area. What is expected comes out of `can()` and the
 * tables of the machines. A route that nobody has thought of here fails.
 */
let w: AccessWorld;
beforeAll(async () => {
  w = await accessWorld();
}, 60_000);
afterAll(() => w.close());

type Browser = { jar: ReadonlyMap<string, string> };
interface Got {
  readonly answer: Answer | 'unknown';
  /** What can be told of it from outside: two things that are not for the asker must not differ in it. */
  readonly told: string;
}

async function ask(app: Hono<Env>, who: Browser, method: string, { path, body }: Ask): Promise<Got> {
  const file = body instanceof Uint8Array;
  const response = await app.request(`/api${path}`, {
    method,
    headers: {
      'idempotency-key': newKey(),
      cookie: [...who.jar].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(body ? { 'content-type': file ? 'application/octet-stream' : 'application/json' } : {}),
    },
    ...(body ? { body: file ? new Uint8Array(body) : JSON.stringify(body) } : {}),
  });
  if (response.ok) return { answer: 'yes', told: '200' };
  const { error } = (await response.json()) as { error: { code: string; details: object } };
  const told = `${response.status} ${error.code} ${JSON.stringify(error.details)}`;
  return { answer: answerOf(error.code), told };
}

const refusals = [
  'auth.forbidden',
  'person.no_assignment',
  'case.not_allowed',
  'case.wrong_unit',
  'case.no_branch',
  'order.not_allowed',
  'order.restricted',
];
function answerOf(code: string): Got['answer'] {
  if (code === 'auth.required') return 'unknown';
  if (code === 'not_found') return 'hidden';
  return refusals.includes(code) ? 'forbidden' : 'yes';
}

const routesOf = (app: Hono<Env>): string[] => [
  ...new Set(app.routes.filter((r) => r.method !== 'ALL' && !r.path.includes('*')).map((r) => `${r.method} ${r.path}`)),
];
const listed = (rules: object, open: readonly RegExp[], route: string): boolean => route in rules || open.some((one) => one.test(route));

interface Asked {
  readonly route: string;
  readonly rule: Rule;
  readonly who: Holder;
  readonly place: Place;
  readonly expected: Answer;
}

/** Who gets the thing at no place is asked at one, and for a thing that there is not: a third of the time. */
function everything(rules: Record<string, Rule | readonly Rule[]>): Asked[] {
  const asked = Object.entries(rules).flatMap(([route, of]) =>
    [of]
      .flat()
      .flatMap((rule) =>
        w.holders.map((who) =>
          (rule.anywhere ? (['own'] as const) : places).map((place) => ({ route, rule, who, place, expected: rule.expect(who, place) })),
        ),
      ),
  );
  return asked.flatMap((all) => (all.every(({ expected }) => expected !== 'yes') ? all.slice(0, 1) : all));
}

/** What moves when somebody does something: the heads of all streams but those that remember who tried. */
const heads = () => w.deps.sql`
  select id, version from cases union all select id, version from work_orders union all select id, version from calls
  union all select id, version from devices union all select id, version from staff union all select id, version from realms
  union all select id, version from hall_days union all select id, version from ratings union all select id, version from booking_days order by id`;

/** A few at a time: two cores carry the database too. */
async function eachOf<T>(all: readonly T[], run: (one: T) => Promise<string | null>): Promise<string[]> {
  const wrong: string[] = [];
  const queue = [...all];
  const work = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      const found = await run(one);
      if (found !== null) wrong.push(found);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return wrong;
}

const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).toSorted();
const got = async <T>(who: Holder, path: string): Promise<T> => (await who.desk.get(path)).body as unknown as T;
const holdersOf = (...actions: Action[]): Holder[] =>
  w.holders.filter(({ actor }) => actions.some((action) => canSomewhere(actor, action, w.now())));

/** Closed: a view that is not here does not compile. */
const views = Object.keys({
  'hall.public': 1,
  'hall.staff': 1,
  ticket: 1,
  'window.pad': 1,
  'hotline.desk': 1,
  case: 1,
} satisfies Record<ViewName, 1>) as ViewName[];

test('a room is watched by whoever may see the hall or the case, a desk of the hotline by its operator, a pad’s by its own window', async () => {
  const nobody = uuidv7();
  type Door = 'desk' | 'hall' | 'portal';
  const cookieOf = ({ jar }: Browser) => ({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') });
  const watcher = (door: Door, headers: Record<string, string>) => w.parts[door].authenticate((name) => headers[name]);
  const things = [
    ...places.flatMap((place) => [w.halls[place], w.windows[place], w.persons[place].ticketId]),
    ...Object.values(w.operators),
    ...ids(w.cases.all),
    nobody,
  ];
  const watched = async (door: Door, headers: Record<string, string>): Promise<string[]> => {
    const one = (await watcher(door, headers))!;
    const rooms = views.flatMap((view) => things.map((id) => [view, id] as const));
    const seen = await Promise.all(rooms.map(async ([view, id]) => ((await one.resolve(view, id)) ? `${view} ${id}` : null)));
    return seen.filter((room) => room !== null).toSorted();
  };
  const casesOf = (mine: (one: KnownCase) => boolean) => w.cases.all.filter(mine).map(({ id }) => `case ${id}`);
  for (const who of w.holders) {
    const halls = places.filter((place) => w.may(who, 'hall.view', w.inHall(place))).map((place) => w.halls[place]);
    const own = holdersOf('hotline.take').includes(who) ? [`hotline.desk ${who.actor.id}`] : [];
    const expected = [
      ...halls.flatMap((id) => [`hall.public ${id}`, `hall.staff ${id}`]),
      ...own,
      ...casesOf((one) => seesCase(w, who, one)),
    ];
    expect([who.name, await watched('desk', cookieOf(who.desk))]).toEqual([who.name, expected.toSorted()]);
  }
  for (const place of places) {
    const token = (kind: 'kiosk' | 'pad') => ({ authorization: `Bearer ${tokenFor(kind, w.halls[place])}` });
    expect(await watched('hall', token('kiosk'))).toEqual([`hall.public ${w.halls[place]}`]);
    expect(await watched('hall', token('pad'))).toEqual([`hall.public ${w.halls[place]}`, `window.pad ${w.windows[place]}`]);
  }
  const { owner, other } = w.citizens;
  expect(await watched('portal', cookieOf(owner))).toEqual(casesOf(({ hall }) => hall === 'own').toSorted());
  expect(await watched('portal', cookieOf(other))).toEqual(casesOf(({ hall }) => hall !== 'own').toSorted());
  expect(await watched('portal', cookieOf(w.holder('clerk of hallId').desk))).toEqual([]);
  expect([await watcher('desk', {}), await watcher('hall', {})]).toEqual([null, null]);
});

describe('the desk', () => {
  test('has no route and no door of the portal that this matrix does not know, and the matrix none that is gone', () => {
    const rules = { desk: deskRules(w), portal: { ...portalRules, ...ownOnly } };
    for (const door of ['desk', 'portal'] as const) {
      const routes = routesOf(w.apps[door]);
      expect(routes.filter((route) => !listed(rules[door], openToAll[door], route))).toEqual([]);
      expect(Object.keys(rules[door]).filter((route) => !routes.includes(route))).toEqual([]);
    }
  });

  test('refuses whoever may not, changes nothing by it, and tells nobody what exists', { timeout: 90_000 }, async () => {
    const before = await heads();
    const refused = everything(deskRules(w)).filter(({ expected }) => expected !== 'yes');
    const wrong = await eachOf(refused, async ({ route, rule, who, place, expected }) => {
      const [method] = route.split(' ') as [string];
      const got = await ask(w.apps.desk, who.desk, method, rule.ask(place));
      if (got.answer !== expected) return `${who.name} ${route} ${place}: ${got.told}, not ${expected}`;
      if (rule.anywhere || (rule.known && expected === 'forbidden')) return null;
      const none = await ask(w.apps.desk, who.desk, method, rule.ask(null));
      return none.told === got.told ? null : `${who.name} ${route} ${place}: ${got.told}, and of what does not exist ${none.told}`;
    });
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(await heads()).toEqual(before);
    expect(refused.length).toBeGreaterThan(2_000);
  });

  test('lets through whoever may', { timeout: 60_000 }, async () => {
    const allowed = everything(deskRules(w)).filter(({ expected }) => expected === 'yes');
    const wrong = await eachOf(allowed, async ({ route, rule, who, place }) => {
      const [method] = route.split(' ') as [string];
      const got = await ask(w.apps.desk, who.desk, method, rule.harmless?.(place) ?? rule.ask(place));
      const through = got.answer === 'yes' || (rule.empty && got.answer === 'hidden');
      return through ? null : `${who.name} ${route} ${place}: ${got.told}`;
    });
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(allowed.length).toBeGreaterThan(500);
  });
});

describe('a list', () => {
  const boxOf = { RECEIVED: 'intake', ACCEPTED: 'review', IN_REVIEW: 'review', NOT_ACCEPTED: 'delivery' } as const;
  const countOf = (rows: readonly KnownCase[], box: string): number => rows.filter(({ status }) => boxOf[status] === box).length;

  test('of cases has the rows that can() lets through, by every filter, and counts no other', async () => {
    interface List {
      readonly cases: { id: string }[];
      readonly counts: Record<string, number>;
    }
    for (const who of holdersOf('case.view')) {
      const mine = w.cases.all.filter((one) => seesCase(w, who, one));
      const counts = (rows: readonly KnownCase[]) => ({
        intake: countOf(rows, 'intake'),
        review: countOf(rows, 'review'),
        delivery: countOf(rows, 'delivery'),
        overdue: 0,
      });
      const all = await got<List>(who, '/cases?limit=100');
      expect([who.name, ids(all.cases), all.counts]).toEqual([who.name, ids(mine), counts(mine)]);
      for (const box of ['intake', 'review', 'delivery'])
        expect(ids((await got<List>(who, `/cases?box=${box}`)).cases)).toEqual(ids(mine.filter(({ status }) => boxOf[status] === box)));
      for (const place of places) {
        const here = mine.filter(({ hall }) => hall === place);
        const list = await got<List>(who, `/cases?hall=${w.halls[place]}`);
        expect([ids(list.cases), list.counts]).toEqual([ids(here), counts(here)]);
        const { id, caseNo } = w.cases.accepted[place];
        const found = await got<List>(who, `/cases?q=${caseNo}`);
        expect([ids(found.cases), found.counts]).toEqual([mine.some((one) => one.id === id) ? [id] : [], counts(mine)]);
      }
    }
  });

  test('of work orders is the hotline’s, or one’s unit’s', async () => {
    interface List {
      readonly orders: { id: string; orderNo: string }[];
      readonly counts: Record<string, number>;
    }
    const known = [
      ...places.map((place) => ({ id: w.orders[place], unit: w.units[place] as string | null })),
      { id: w.undispatched, unit: null },
    ];
    const numbers = (await got<List>(w.holder('hotline_dispatcher of the city'), '/hotline/orders')).orders;
    expect(numbers).toHaveLength(known.length);
    for (const who of holdersOf('hotline.take', 'hotline.dispatch', 'hotline.handle', 'hotline.call_back', 'hotline.rule')) {
      const mine = known.filter(({ unit }) => orderRolesOf(w, who, unit).length > 0);
      const dispatched = mine.filter(({ unit }) => unit !== null);
      const list = await got<List>(who, '/hotline/orders');
      expect([who.name, ids(list.orders)]).toEqual([who.name, ids(mine)]);
      const none = { callback: 0, watch: 0, overdue: 0 };
      expect(list.counts).toEqual({ ...none, dispatch: mine.length - dispatched.length, unit: dispatched.length });
      expect(ids((await got<List>(who, '/hotline/orders?box=unit')).orders)).toEqual(ids(dispatched));
      for (const { id, orderNo } of numbers)
        expect(ids((await got<List>(who, `/hotline/orders?q=${orderNo}`)).orders)).toEqual(mine.some((one) => one.id === id) ? [id] : []);
    }
  });

  test('of halls, screens, colleagues and settings ends where the right ends', async () => {
    const where = (who: Holder, action: Action): Place[] => places.filter((place) => w.may(who, action, w.inHall(place)));
    const hallsOf = (who: Holder, action: Action): string[] =>
      where(who, action)
        .map((place) => w.halls[place])
        .toSorted();
    const colleagues = [
      ...w.holders.map(({ actor }) => actor),
      ...places.map((place) => ({
        id: w.colleagues[place],
        assignments: [{ ...unheld, roleId: 'clerk' as const, hallId: w.halls[place] }],
      })),
    ];
    for (const who of w.holders) {
      // whoever reads ratings may name any hall, and reads of it as far as the reach goes
      const named = canSomewhere(who.actor, 'rating.read', w.now()) ? Object.values(w.halls).toSorted() : hallsOf(who, 'hall.view');
      expect(ids((await got<{ halls: { id: string }[] }>(who, '/me')).halls)).toEqual(named);
      const { devices } = await got<{ devices: { id: string }[] }>(who, '/devices');
      expect(ids(devices)).toEqual(
        where(who, 'device.view')
          .flatMap((place) => [w.device[place], w.pad[place], w.board[place]])
          .toSorted(),
      );
      const { staff } = await got<{ staff: { id: string }[] }>(who, '/staff');
      const seen = colleagues.filter(
        ({ assignments }) => w.may(who, 'staff.view', {}) || assignments.some((a) => w.may(who, 'staff.view', placeOf(a))),
      );
      expect([who.name, ids(staff)]).toEqual([who.name, ids(seen)]);
    }
    for (const who of holdersOf('config.view')) {
      const config = await got<Record<'halls' | 'windows' | 'series', { id: string; hallId: string }[]>>(who, '/config');
      expect(ids(config.halls)).toEqual(hallsOf(who, 'config.view'));
      for (const entity of ['windows', 'series'] as const)
        expect([...new Set(config[entity].map(({ hallId }) => hallId))].toSorted()).toEqual(hallsOf(who, 'config.view'));
      expect(ids((await got<{ rows: { id: string }[] }>(who, '/config/halls')).rows)).toEqual(hallsOf(who, 'config.view'));
      const { entries } = await got<{ entries: { diff: { id: string }[] }[] }>(who, '/config/history');
      expect([...new Set(entries.flatMap(({ diff }) => diff.map(({ id }) => id)))].toSorted()).toEqual(hallsOf(who, 'config.view'));
    }
  });

  test('of what happened shows, counts and exports nothing from another area', async () => {
    for (const who of holdersOf('log.read')) {
      const mine = places.filter((place) => w.may(who, 'log.read', w.inHall(place)));
      const days = mine.map((place) => w.hallDays[place]).toSorted();
      type Events = { events: { stream: string }[] };
      const { events } = await got<Events>(who, '/log/events?kind=hall_day&limit=200');
      expect([...new Set(events.map(({ stream }) => stream))].toSorted()).toEqual(days);
      for (const place of places)
        expect((await got<Events>(who, `/log/events?hall=${w.halls[place]}`)).events.length > 0).toBe(mine.includes(place));
      // what happened to a case, a call, a colleague belongs to no hall of the log
      for (const kind of ['case', 'call', 'work_order', 'staff', 'realm'])
        expect((await got<Events>(who, `/log/events?kind=${kind}`)).events.length > 0).toBe(w.may(who, 'log.read', {}));
      const csv = await (await who.desk.raw('/log/export?kind=hall_day')).text();
      expect(csv.trimEnd().split('\n')).toHaveLength(events.length + 1);
      const { reads } = await got<{ reads: { hallId: string }[] }>(who, '/log/reads?limit=200');
      expect([...new Set(reads.map(({ hallId }) => hallId))].toSorted()).toEqual(mine.map((place) => w.halls[place]).toSorted());
      expect(ids((await got<{ halls: { id: string }[] }>(who, '/log/places')).halls)).toEqual(
        mine.map((place) => w.halls[place]).toSorted(),
      );
    }
  });

  function placeOf(a: Assignment): Subject {
    const hall = places.find((place) => w.halls[place] === a.hallId);
    if (hall) return w.inHall(hall);
    return a.areaId ? { areaIds: w.inHall('own').areaIds! } : { departmentId: a.departmentId };
  }
});

describe('the portal', () => {
  /** A case belongs to whoever left this phone at the window: the own one to the owner, the others to another citizen. */
  const of =
    (set: 'accepted' | 'received', path: string, body?: (one: KnownCase) => object): Rule['ask'] =>
    (place) => {
      const one = place ? w.cases[set][place] : null;
      const filled = path
        .replace(':case', one?.id ?? uuidv7())
        .replace(':file', one?.fileId ?? uuidv7())
        .replace(':material', one?.material ?? 'x');
      return { path: filled, ...(body ? { body: body(one ?? w.cases[set].own) } : {}) };
    };
  const asks = (): Record<keyof typeof portalRules, Rule['ask']> => ({
    ...bookingAsks(w.bookings),
    'GET /api/cases/:caseId': of('accepted', '/cases/:case'),
    'GET /api/cases/:caseId/ratings': of('accepted', '/cases/:case/ratings'),
    'POST /api/cases/:caseId/ratings': of('accepted', '/cases/:case/ratings', () => ({ stage: 'ACCEPTED', level: 5 })),
    'POST /api/cases/:caseId/materials/:material/files': of('received', '/cases/:case/materials/:material/files', () => jpeg()),
    'GET /api/cases/:caseId/files/:fileId': of('accepted', '/cases/:case/files/:file'),
    'GET /api/cases/:caseId/papers/:version': of('accepted', '/cases/:case/papers/4'),
    // the last: with it nothing more is asked for
    'POST /api/cases/:caseId/press': of('received', '/cases/:case/press', () => ({
      version: 3,
      press: { action: 'withdraw', signature: '李' },
    })),
  });

  test('shows each citizen the own cases and none besides, and says of others what it says of none', async () => {
    const before = await heads();
    const { owner, other } = w.citizens;
    for (const [route, toAsk] of Object.entries(asks())) {
      const [method] = route.split(' ') as [string];
      const stranger = await Promise.all([
        ask(w.apps.portal, other, method, toAsk('own')),
        ask(w.apps.portal, owner, method, toAsk('near')),
        ask(w.apps.portal, owner, method, toAsk('far')),
        ask(w.apps.portal, owner, method, toAsk(null)),
      ]);
      expect([route, new Set(stranger.map(({ told }) => told))]).toEqual([route, new Set(['404 not_found {}'])]);
    }
    expect(await heads()).toEqual(before);
    // that a paper is drawn is proved elsewhere, and takes two seconds
    for (const [route, toAsk] of Object.entries(asks()).filter(([one]) => !one.includes('papers')))
      expect([route, (await ask(w.apps.portal, owner, route.split(' ')[0]!, toAsk('own'))).answer]).toEqual([route, 'yes']);
    const list = async (who: typeof owner) => ids(((await who.get('/cases')).body as unknown as { cases: { id: string }[] }).cases);
    const ofHalls = (mine: (hall: Place) => boolean) => ids(w.cases.all.filter(({ hall }) => mine(hall)));
    expect(await list(owner)).toEqual(ofHalls((hall) => hall === 'own'));
    expect(await list(other)).toEqual(ofHalls((hall) => hall !== 'own'));
  });

  test('does not know staff, nor the desk citizens, whatever they ask', async () => {
    for (const [route, rule] of Object.entries(deskRules(w)))
      expect([route, (await ask(w.apps.desk, w.citizens.owner, route.split(' ')[0]!, [rule].flat()[0]!.ask('own'))).answer]).toEqual([
        route,
        'unknown',
      ]);
    const clerk = w.holder('clerk of hallId').desk;
    for (const [route, toAsk] of Object.entries(asks()))
      expect([route, (await ask(w.apps.portal, clerk, route.split(' ')[0]!, toAsk('own'))).answer]).toEqual([route, 'unknown']);
    for (const path of ['/me', '/reads', '/cases']) expect((await ask(w.apps.portal, clerk, 'GET', { path })).answer).toBe('unknown');
  });
});
