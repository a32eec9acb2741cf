import { inflateRawSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Env } from '../http.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { post, testClerk, testDevice, testHall, type TestHall } from '../testing.ts';
import { reportRoutes } from './routes.ts';
import type { HallReport, ReportRow } from './schemas.ts';

let t: TestPeople;
let hall: TestHall;
let desk: ReturnType<typeof testApp>;
let manager: ReturnType<typeof browser>;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** A manager of this hall, signed in. */
async function managerOf(of: TestHall, roleId: 'hall_manager' | 'clerk' = 'hall_manager') {
  const [realm] = await t.deps.owner<{ id: string }[]>`select realm_id as id from halls where id = ${of.id}`;
  const { staffNo } = await testStaff(t, realm!.id, { assignments: [{ roleId, hallId: of.id }] });
  const own = browser(desk);
  expect((await own.signIn(staffNo)).status).toBe(200);
  return own;
}

/** Two windows serve nine numbers: one goes on to the other window, one is missed, two are left; the times are then spread over a morning. */
async function morning(): Promise<void> {
  const { apps, owner } = t.deps;
  const clerks = hall.windows.map(() => testClerk(t.deps));
  const press = (w: number, body: object) => post(apps.desk, `/api/windows/${hall.windows[w]}/actions`, clerks[w]!, body);
  for (const [w, window] of hall.windows.entries()) await post(apps.desk, `/api/windows/${window}/session`, clerks[w]!, { action: 'open' });
  for (let i = 0; i < 9; i++)
    await post(apps.hall, '/api/tickets', testDevice(t.deps, hall.id), {
      seriesId: hall.series[i % 2],
      ...(i === 4 ? { priority: 'elderly' } : {}),
    });
  const next = async (w: number): Promise<string> => {
    const { id } = (await press(w, { action: 'next' })).body['ticket'] as { id: string };
    await press(w, { action: 'start', ticketId: id });
    return id;
  };
  const moved = await next(0);
  expect((await press(0, { action: 'transfer', ticketId: moved, toSeriesId: hall.series[0], toWindowId: hall.windows[1] })).status).toBe(
    200,
  );
  for (const w of [1, 0, 0, 1, 0, 1, 1]) await press(w, { action: 'finish', ticketId: await next(w) });
  await post(apps.desk, `/api/windows/${hall.windows[0]}/session`, clerks[0]!, { action: 'pause', reason: 'meal' });
  // a morning of presses cannot be waited for: its rows are set as if it had passed
  await owner`
    with n as (select id, row_number() over (order by id)::int as i from tickets)
    update tickets t set taken_at = t.taken_at - make_interval(mins => n.i * 7), spent = jsonb_set(t.spent, '{SERVING}', to_jsonb(n.i * 60000)),
      inaccurate = n.i = 3, state = case when n.i = 6 then 'MISSED' else t.state end, misses = case when n.i = 6 then 1 else 0 end
    from n where n.id = t.id`;
}

beforeAll(async () => {
  t = await testPeople();
  hall = await testHall(t.deps.owner, { windows: 2, series: 2 });
  desk = testApp(t.deps, 'desk', {
    ready: async () => undefined,
    api: new Hono<Env>().route('/', t.staffApi).route('/', reportRoutes({ ...t.deps, identity: t.people })),
  });
  await morning();
  manager = await managerOf(hall);
}, 60_000);
afterAll(() => t.close());

const read = async <T>(path: string): Promise<T> => (await manager.get(`/halls/${hall.id}/report${path}`)).body as unknown as T;
type Rows = { total: number; sum: number; rows: ReportRow[]; next: string | null; open: { from: string; to: string }[] };

test('the figures are what a plain count over the rows of the database gives, and each opens to its numbers', async () => {
  const [counted] = await t.deps.owner`
    select count(*)::int as taken, count(*) filter (where state = 'DONE')::int as done, count(*) filter (where state = 'MISSED')::int as missed,
      count(*) filter (where priority is not null)::int as priority,
      avg(extract(epoch from first_called_at - taken_at) * 1000) filter (where not inaccurate)::float8 as wait,
      (percentile_disc(0.9) within group (order by extract(epoch from first_called_at - taken_at) * 1000) filter (where first_called_at is not null and not inaccurate))::float8 as "waitP90",
      count(*) filter (where first_called_at - taken_at > interval '30 minutes' and not inaccurate)::int as late,
      (avg((spent->>'SERVING')::int) filter (where state = 'DONE' and not inaccurate))::float8 as service
    from tickets`;
  const { all, groups } = await read<HallReport>('?by=series');
  const { wait, ...rest } = counted as Record<string, number> & { wait: number };
  expect(all).toMatchObject(rest);
  expect(all.wait).toBeCloseTo(wait, 3);
  expect(groups.map(({ label, taken }) => `${label} ${taken}`)).toEqual(['A 5', 'B 4']);

  for (const figure of ['taken', 'wait', 'late', 'service', 'missed', 'priority'] as const) {
    const whole = await read<Rows>(`/rows?figure=${figure}`);
    const parts = await Promise.all(groups.map(({ key }) => read<Rows>(`/rows?figure=${figure}&by=series&group=${key}`)));
    expect(parts.flatMap(({ rows }) => rows.map(({ id }) => id)).toSorted()).toEqual(whole.rows.map(({ id }) => id));
    const told = { wait: all.wait! * all.called, service: all.service! * (all.done - 1) }[figure as string] ?? whole.sum;
    expect(whole.sum).toBeCloseTo(told, 3);
    expect(whole.total).toBe(figure === 'wait' ? all.called : figure === 'service' ? all.done - 1 : all[figure]);
  }
  // a queue with a target of its own is measured by it, the other by the hall's
  await t.deps.owner`update series set target_minutes = 5 where id = ${hall.series[0]!}`;
  t.deps.halls.clear();
  const byQueue = await t.deps.owner<{ late: number }[]>`
    select count(*) filter (where first_called_at - taken_at > make_interval(mins => coalesce(s.target_minutes, 30)) and not inaccurate)::int as late
    from series s join tickets k on k.series_id = s.id where s.hall_id = ${hall.id} group by s.id order by s.prefix`;
  const measured = await read<HallReport>('?by=series');
  expect(measured.groups.map(({ late }) => late)).toEqual(byQueue.map(({ late }) => late));
  expect(measured.all.late).toBeGreaterThan(all.late);
  const { rows } = await read<Rows>('/rows?figure=taken');
  expect(JSON.stringify(rows)).not.toMatch(/person|clerk|elderly/i);
});

test('a window’s saturation is its service, also of what it passed on, by the time it was open and not paused', async () => {
  const { groups, all } = await read<HallReport>('?by=window');
  const opened = await t.deps.owner<{ id: string; ms: number }[]>`
    select e.subject as id, (extract(epoch from coalesce(p.recorded_at, now()) - e.recorded_at) * 1000)::float8 as ms from events e
    left join events p on p.subject = e.subject and p.type = 'window.paused' where e.type = 'window.opened'`;
  const [first, second] = hall.windows.map((id) => groups.find(({ key }) => key === id)!);
  expect(first!.opened).toBeCloseTo(opened.find(({ id }) => id === hall.windows[0])!.ms, 0);
  expect(second!.opened).toBeLessThanOrEqual(opened.find(({ id }) => id === hall.windows[1])!.ms);
  expect(first!.saturation).toBe(first!.served! / first!.opened!);
  // the number that was passed on stands at the second window, and what the first served of it stays there
  const rows = await read<Rows>(`/rows?by=window&figure=saturation&group=${hall.windows[0]}`);
  expect(rows.rows.some(({ window }) => window === '2')).toBe(true);
  expect(rows.sum).toBe(first!.served);
  expect(rows.open.reduce((ms, { from, to }) => ms + Date.parse(to) - Date.parse(from), 0)).toBe(first!.opened);
  expect(groups.reduce((sum, { taken }) => sum + taken, 0)).toBe(all.taken);
  expect(groups.at(-1)).toMatchObject({ key: 'none', taken: 2, served: null });
});

test('it leaves as CSV and as a workbook with the same numbers', async () => {
  const cookie = [...manager.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const file = async (query: string): Promise<Buffer> => {
    const answer = await desk.request(`/api/halls/${hall.id}/report/export?${query}`, { headers: { cookie } });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  const csv = (await file('by=day')).toString();
  expect(csv.startsWith('\uFEFF"从","到","日子","取号"')).toBe(true);
  expect(csv.split('\r\n')[2]).toContain(`"${today}","9",`);
  const rows = (await file('figure=taken&lang=en')).toString().trim().split('\r\n');
  expect(rows).toHaveLength(10);
  const sheet = textOf(await file('by=day&format=xlsx'), 'xl/worksheets/sheet1.xml');
  expect(sheet.match(/<row /g)).toHaveLength(3);
  expect(sheet).toContain('<v>9</v>');
});

test('nobody else sees it: not the clerk, not the manager of another hall; and nobody asks for more than a month', async () => {
  const strangers = [await managerOf(hall, 'clerk'), await managerOf(await testHall(t.deps.owner))];
  for (const path of ['', '/rows', '/export'])
    for (const who of strangers) expect((await who.get(`/halls/${hall.id}/report${path}`)).body.error?.code).toBe('auth.forbidden');
  for (const query of ['from=2026-10-01&to=2026-11-01', 'from=2026-10-02&to=2026-10-01'])
    expect((await manager.get(`/halls/${hall.id}/report?${query}`)).body.error?.code).toBe('request.invalid');
  expect(await read<HallReport>('?from=2026-10-01&to=2026-10-31')).toMatchObject({ all: { taken: 0, wait: null }, groups: [] });
});

/** One file of a zip, by the directory at its end. */
function textOf(zip: Buffer, name: string): string {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extra, comment] = [28, 30, 32].map((of) => zip.readUInt16LE(at + of)) as [number, number, number];
    const local = zip.readUInt32LE(at + 42);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const bytes = zip.subarray(from, from + zip.readUInt32LE(at + 20));
      return (zip.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString();
    }
    at += 46 + nameLength + extra + comment;
  }
  throw new Error(`${name} is not in the zip`);
}
