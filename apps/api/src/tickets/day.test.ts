import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clock } from '@one-window/domain/config';
import { localTime } from '@one-window/domain/time';
import { verifyLog } from '../log/verify.ts';
import { newKey, post, testClerk, testDeps, testDevice, testHall, type TestDeps, type TestHall } from '../testing.ts';
import { keepHours } from './day.ts';

const hour = 3_600_000;
let deps: TestDeps;
/** How far the service's clock is ahead of the database's. */
let ahead = 0;
beforeAll(async () => {
  deps = await testDeps({ now: () => Date.now() + ahead });
});
afterAll(() => deps.close());

let hall: TestHall;
let kiosk: { kind: string; id: string };
let minute: number;
const manager = () => testClerk(deps);
beforeEach(async () => {
  ahead = 0;
  hall = await testHall(deps.owner, { series: 2, windows: 2 });
  kiosk = testDevice(deps, hall.id);
  const now = localTime(new Date().toISOString(), 'Asia/Shanghai');
  // where midnight is near, the hall's date began at noon
  const late = now.minute >= 1_200;
  const early = now.minute < 60;
  await deps.owner`update halls set day_start_minutes = ${late || early ? 720 : 0} where id = ${hall.id}`;
  minute = early ? now.minute + 1_440 : now.minute;
  deps.halls.clear();
});

const take = async (series = 0) => post(deps.apps.hall, '/api/tickets', kiosk, { seriesId: hall.series[series] });
const press = (clerk: { kind: string; id: string }, body: object, window = 0) =>
  post(deps.apps.desk, `/api/windows/${hall.windows[window]}/actions`, clerk, body);
const session = (clerk: { kind: string; id: string }, body: object, window = 0) =>
  post(deps.apps.desk, `/api/windows/${hall.windows[window]}/session`, clerk, body);
const manage = (body: object) => post(deps.apps.desk, `/api/halls/${hall.id}/manage`, manager(), body);
const guide = (body: object) => post(deps.apps.desk, `/api/halls/${hall.id}/guide`, manager(), body);
const told = async () => {
  const { publicView } = await deps.publisher.fresh(hall.id);
  return publicView.opening;
};
const states = async () =>
  (
    await deps.owner<{ number: string; state: string; inaccurate: boolean }[]>`
    select t.number, t.state, t.inaccurate from tickets t join hall_days d on d.id = t.hall_day_id where d.hall_id = ${hall.id} order by t.number`
  ).map(({ number, state, inaccurate }) => `${number} ${state}${inaccurate ? ' ~' : ''}`);

async function open(from: number, to: number, clearAfter: number | null = null): Promise<void> {
  for (const days of ['workdays', 'restdays'])
    await deps.owner`insert into hall_hours (id, hall_id, days, from_minutes, to_minutes, clear_after_minutes)
      values (gen_random_uuid(), ${hall.id}, ${days}, ${from}, ${to}, ${clearAfter})`;
  deps.halls.clear();
}

describe('the hours of a hall', () => {
  test('in the break no machine gives a number, every screen says until when, and a manager still can by hand', async () => {
    await open(0, minute - 5);
    await open(minute + 30, 2_879);
    expect(await take()).toMatchObject({ status: 409, body: { error: { code: 'hall.not_open' } } });
    expect(await told()).toMatchObject({ none: { state: 'break', date: null } });
    expect((await guide({ action: 'take', seriesId: hall.series[0], priority: 'elderly' })).body).toMatchObject({
      slip: { number: 'A0001', ahead: 0 },
    });
  });

  test('a closure shuts the hall with its own words', async () => {
    await open(0, 2_879);
    expect((await take()).status).toBe(200);
    await deps.owner`insert into hall_closures (id, hall_id, from_date, to_date, reason) values (gen_random_uuid(), ${hall.id}, current_date - 1, current_date + 1, '停电检修')`;
    deps.halls.clear();
    expect((await take()).status).toBe(409);
    expect(await told()).toMatchObject({ none: { state: 'shut', closure: { zh: '停电检修', en: null } } });
  });

  test('who waits at noon is cleared once; who is served, who comes after and who is missed stay as they are', async () => {
    await open(0, minute + 10, 0);
    for (let i = 0; i < 3; i += 1) await take();
    const clerk = testClerk(deps);
    await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/session`, clerk, { action: 'open' });
    await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, { action: 'next' });
    await keepHours(deps);
    expect(await states()).toEqual(['A0001 CALLED', 'A0002 WAITING', 'A0003 WAITING']);
    ahead = 0.25 * hour;
    await Promise.all([keepHours(deps), keepHours(deps)]);
    expect(await states()).toEqual(['A0001 CALLED', 'A0002 ABANDONED', 'A0003 ABANDONED']);
    await guide({ action: 'take', seriesId: hall.series[0] });
    await keepHours(deps);
    expect(await states()).toContain('A0004 WAITING');
    const sweeps =
      await deps.owner`select 1 from events e join hall_days d on d.id = e.stream where d.hall_id = ${hall.id} and e.type = 'hall_day.swept'`;
    expect(sweeps).toHaveLength(1);
  });
});

describe('the manager', () => {
  test('halts the giving of numbers with a reason, and resumes it; who waits is called meanwhile', async () => {
    await take();
    await manage({ action: 'halt', reason: 'power', minutes: null });
    expect(await take()).toMatchObject({ status: 409, body: { error: { code: 'hall.halted' } } });
    expect(await told()).toMatchObject({ none: { state: 'halted', reason: 'power', at: null } });
    const clerk = testClerk(deps);
    await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/session`, clerk, { action: 'open' });
    expect((await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, { action: 'next' })).body).toMatchObject({
      ticket: { number: 'A0001' },
    });
    await manage({ action: 'resume' });
    expect((await take()).status).toBe(200);
  });

  test('ends the day: every open number is abandoned by name, and none is given any more', async () => {
    for (let i = 0; i < 3; i += 1) await take();
    expect((await manage({ action: 'clear' })).body).toEqual({ abandoned: 3 });
    expect(await take()).toMatchObject({ status: 409, body: { error: { code: 'hall.closed' } } });
  });

  test('clears who waits, and the hall goes on', async () => {
    for (let i = 0; i < 2; i += 1) await take();
    expect((await manage({ action: 'sweep' })).body).toEqual({ abandoned: 2 });
    expect((await take()).body).toMatchObject({ ticket: { number: 'A0003' } });
  });
});

test('the guide sends who stands in the wrong queue to the right one with number and arrival kept, and marks a priority that was forgotten', async () => {
  const two = await testHall(deps.owner, { series: 2, windows: 1 });
  hall = two;
  kiosk = testDevice(deps, two.id);
  deps.halls.clear();
  for (let i = 0; i < 3; i += 1) await take();
  const [, second] = await deps.owner<{ id: string }[]>`select id from tickets where series_id = ${two.series[0]!} order by seq`;
  expect((await guide({ action: 'reroute', ticketId: second!.id, toSeriesId: two.series[1] })).body).toMatchObject({
    ticket: { number: 'A0002', state: 'WAITING' },
  });
  expect((await guide({ action: 'prioritise', ticketId: second!.id, priority: 'pregnant_or_infant' })).status).toBe(200);
  const [now] = await deps.owner`select series_id, priority, "order"::int as order, number from tickets where id = ${second!.id}`;
  expect(now).toMatchObject({ series_id: two.series[1], priority: 'pregnant_or_infant', order: 2_000, number: 'A0002' });
  expect((await guide({ action: 'reroute', ticketId: second!.id, toSeriesId: hall.id })).status).toBe(404);
});

test('a date that is over ends with everybody who was forgotten in it, and its log fits', async () => {
  for (let i = 0; i < 2; i += 1) await take();
  const clerk = testClerk(deps);
  const press = (body: object) => post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, body, newKey());
  await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/session`, clerk, { action: 'open' });
  const called = (await press({ action: 'next' })).body['ticket'] as { id: string };
  await press({ action: 'start', ticketId: called.id });
  ahead = 25 * hour;
  await Promise.all([keepHours(deps), keepHours(deps)]);
  expect(await states()).toEqual(['A0001 DONE ~', 'A0002 ABANDONED']);
  expect((await verifyLog(deps.owner)).findings).toEqual([]);
});

/** A clerk of the register, with what the hall says that this one never serves. */
async function narrowed(never: readonly string[]) {
  const clerk = testClerk(deps);
  await deps.owner`insert into staff (id, realm_id, staff_no, name_enc, personal, active, demo, version, head_hash, head_at)
    select ${clerk.id}, realm_id, ${clerk.staffNo}, '', '', true, false, 0, '', now() from halls where id = ${hall.id}`;
  await deps.owner`insert into clerk_skills (id, hall_id, staff_no, never_ids) values (${randomUUID()}, ${hall.id}, ${clerk.staffNo.toUpperCase()}, ${[...never]})`;
  deps.halls.clear();
  return clerk;
}

describe('a number that waits', () => {
  test('is never called to a clerk who does not serve it, whatever the window says, and nobody is overtaken by that', async () => {
    const [clerk, colleague] = [await narrowed([hall.series[0]!]), testClerk(deps)];
    await take();
    await take(1);
    await session(clerk, { action: 'open' });
    const { ticket } = (await press(clerk, { action: 'next' })).body as { ticket: { id: string; number: string } };
    expect(ticket.number).toBe('B0001');
    const view = (await deps.publisher.fresh(hall.id, true)).staffView;
    expect(view).toMatchObject({
      windows: [{ seriesIds: [hall.series[1]], neverIds: [hall.series[0]], offered: { seriesIds: hall.series } }, {}],
      series: [{ openWindows: 0 }, { openWindows: 1 }],
      tickets: [{ number: 'A0001', overtaken: 0 }, { why: { because: 'first' } }],
    });
    // a colleague's held one is not this clerk's to take back, and nobody is sent here for it
    await press(clerk, { action: 'miss', ticketId: ticket.id });
    await session(colleague, { action: 'open' }, 1);
    const held = (await press(colleague, { action: 'next' }, 1)).body['ticket'] as { id: string };
    const send = { action: 'transfer', ticketId: held.id, toSeriesId: hall.series[0], toWindowId: hall.windows[0] };
    expect((await press(colleague, send, 1)).body).toMatchObject({ error: { code: 'ticket.window_unfit' } });
    await press(colleague, { action: 'hold', ticketId: held.id }, 1);
    expect((await press(clerk, { action: 'resume', ticketId: held.id })).body).toMatchObject({ error: { code: 'ticket.not_served' } });
  });

  test('finds other queues at a window that the manager set for today, and the usual ones when that is taken back', async () => {
    const [a, b] = hall.series as [string, string];
    await take();
    await take(1);
    await take();
    const clerk = testClerk(deps);
    await session(clerk, { action: 'open' });
    await session(testClerk(deps), { action: 'open' }, 1);
    const next = async () => ((await press(clerk, { action: 'next' })).body['ticket'] as { id: string; number: string } | null) ?? null;
    const skills = async (set: object | null) =>
      expect((await manage({ action: 'reskill', windowId: hall.windows[0], skills: set })).status).toBe(200);
    await skills({ seriesIds: [a, b], fallbackIds: [a] });
    const first = (await next())!;
    await press(clerk, { action: 'miss', ticketId: first.id });
    await skills({ seriesIds: [b], fallbackIds: [] });
    expect([first.number, await next()]).toEqual(['B0001', null]);
    await skills(null);
    expect((await next())?.number).toBe('A0001');
  });
});

describe('the numbers of a part of the day', () => {
  const quota = async (from: number, to: number, max: number) => {
    for (const days of ['workdays', 'restdays'])
      await deps.owner`insert into series_quotas (id, hall_id, series_id, days, from_minutes, to_minutes, max_numbers)
        values (gen_random_uuid(), ${hall.id}, ${hall.series[0]!}, ${days}, ${from}, ${to}, ${max})`;
    deps.halls.clear();
  };
  const first = async () => (await deps.publisher.fresh(hall.id)).publicView.series[0];

  test('are no more than they are, for whichever machine asks and whoever asks by hand, and a cancelled one gives its place back', async () => {
    await quota(0, minute + 30, 2);
    await quota(minute + 30, 2_879, 5);
    await take();
    const other = testDevice(deps, hall.id);
    const both = await Promise.all([take(), post(deps.apps.hall, '/api/tickets', other, { seriesId: hall.series[0] })]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
      error: { code: 'series.full_for_now', details: { max: 2, at: clock(minute + 30) } },
    });
    expect(await first()).toMatchObject({ issuing: false, full: { max: 2, next: clock(minute + 30) } });
    expect((await guide({ action: 'take', seriesId: hall.series[0] })).body).toMatchObject({ error: { code: 'series.full_for_now' } });
    const [{ id }] = await deps.owner<[{ id: string }]>`select t.id from tickets t join hall_days d on d.id = t.hall_day_id
      where d.hall_id = ${hall.id} and t.number = 'A0002'`;
    expect((await guide({ action: 'cancel', ticketId: id })).status).toBe(200);
    expect((await take()).body).toMatchObject({ ticket: { number: 'A0003' } });
    expect((await take()).status).toBe(409);
  });

  test('are given again when the next part of the day begins, and every screen says so without an event', async () => {
    await quota(0, minute + 2, 1);
    await quota(minute + 2, 2_879, 1);
    await take();
    expect(await first()).toMatchObject({ issuing: false, full: { next: clock(minute + 2) } });
    await deps.owner`update series_quotas set to_minutes = ${minute} where from_minutes = 0 and hall_id = ${hall.id}`;
    await deps.owner`update series_quotas set from_minutes = ${minute} where from_minutes <> 0 and hall_id = ${hall.id}`;
    await deps.owner`update tickets set taken_at = taken_at - interval '3 minutes' where series_id = ${hall.series[0]!}`;
    deps.halls.clear();
    expect(await first()).toMatchObject({ issuing: true, full: null });
    expect((await take()).body).toMatchObject({ ticket: { number: 'A0002' } });
  });
});

describe('what was finished', () => {
  test('at a window keeps its clerks apart, and what is marked as inaccurate counts in no mean and no estimate', async () => {
    const [first, second] = [testClerk(deps), testClerk(deps)];
    await session(first, { action: 'open' });
    const serve = async (clerk: { kind: string; id: string }, minutes: number, wrong = false) => {
      await take();
      const { id } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string };
      await press(clerk, { action: 'start', ticketId: id });
      await press(clerk, { action: 'finish', ticketId: id });
      await deps.owner`update tickets set started_at = ended_at - make_interval(mins => ${minutes}) where id = ${id}`;
      if (wrong) expect((await press(clerk, { action: 'mark_inaccurate', ticketId: id })).status).toBe(200);
    };
    for (const minutes of [4, 6]) await serve(first, minutes);
    await serve(first, 300, true);
    await session(second, { action: 'open', takeOver: true });
    await serve(second, 2);
    const { staffView, waits } = await deps.publisher.fresh(hall.id, true);
    const mean = (done: number, timed: number, averageSeconds: number) => ({ done, timed, averageSeconds });
    expect(staffView!.servedByWindow[hall.windows[0]!]).toEqual({
      ...mean(4, 3, 240),
      clerks: { [first.id]: mean(3, 2, 300), [second.id]: mean(1, 1, 120) },
    });
    // nobody waits five hours behind one number
    expect(waits.waitFor(hall.series[0]!, 1) ?? 0).toBeLessThan(60);
  });
});

describe('a window', () => {
  test('does not call while it is paused', async () => {
    await take();
    const clerk = testClerk(deps);
    await session(clerk, { action: 'open' });
    await session(clerk, { action: 'pause', reason: 'meal' });
    expect(await press(clerk, { action: 'next' })).toMatchObject({ status: 409, body: { error: { code: 'window.paused' } } });
    await session(clerk, { action: 'resume' });
    expect((await press(clerk, { action: 'next' })).body).toMatchObject({ ticket: { number: 'A0001' } });
  });

  test('cannot take back whom it sent on while it has another number; then nothing has moved', async () => {
    await take();
    await take();
    const clerk = testClerk(deps);
    await session(clerk, { action: 'open' });
    await session(testClerk(deps), { action: 'open' }, 1);
    const next = async () => (await press(clerk, { action: 'next' })).body['ticket'] as { id: string };
    const sent = await next();
    await press(clerk, { action: 'transfer', ticketId: sent.id, toSeriesId: hall.series[1], toWindowId: hall.windows[1] });
    await next();
    const undo = { action: 'undo', ticketId: sent.id };
    expect(await press(clerk, undo)).toMatchObject({ status: 409, body: { error: { code: 'window.busy' } } });
    expect(await states()).toEqual(['A0001 WAITING', 'A0002 CALLED']);
  });

  test('opened again in a second tab is the same window', async () => {
    const clerk = testClerk(deps);
    await session(clerk, { action: 'open' });
    expect((await session(clerk, { action: 'open' })).status).toBe(200);
    const opened =
      await deps.owner`select 1 from events e join hall_days d on d.id = e.stream where d.hall_id = ${hall.id} and e.type = 'window.opened'`;
    expect(opened).toHaveLength(1);
  });
});
