import { createEffect, createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BEAT_MS } from '@one-window/domain/views';
import { createLive, type Live } from './live.ts';
import { liveServer, publicView, type LiveServer } from './testing-live.ts';

const at = (second: number): string => `2026-11-24T02:00:${String(second).padStart(2, '0')}.000Z`;
let server: LiveServer;
let leave: (() => void)[] = [];
// the page, as far as a socket knows it
vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));

beforeEach(async () => {
  // only what measures age; the sockets keep their own time
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
  server = await liveServer();
  server.answer = () => ({ ok: true, data: publicView(at(10), 1) });
});
afterEach(async () => {
  for (const stop of leave) stop();
  leave = [];
  await server.stop();
  vi.useRealTimers();
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((next) => setImmediate(next));
}

function createWatch(
  options: Parameters<typeof createLive<'hall.public'>>[2] = {},
  id: Parameters<typeof createLive>[1] = 'h1',
): Live<'hall.public'> {
  return createRoot((dispose) => {
    leave.push(dispose);
    return createLive('hall.public', id, { url: server.url, ...options });
  });
}

const waiting = (live: Live<'hall.public'>): number | undefined => live.view()?.series[0]?.waiting;
/** Pushes arrive in order: once the last is here, the ones before were judged. */
async function pushed(live: Live<'hall.public'>, ...views: ReturnType<typeof publicView>[]): Promise<void> {
  const last = publicView(at(59), 99, views.at(-1)?.epoch ?? 'e1');
  for (const view of [...views, last]) server.push('hall.public', 'h1', view);
  await until(() => waiting(live) === 99);
}

test('a screen asks for its view when it connects and then takes pushes', async () => {
  const live = createWatch();
  expect(live.state()).toBe('loading');
  await until(() => live.state() === 'live');
  expect(waiting(live)).toBe(1);
  server.push('hall.public', 'h1', publicView(at(11), 2));
  await until(() => waiting(live) === 2);
  expect(server.watched).toEqual(['hall.public h1']);
});

test('an older view never replaces a newer one', async () => {
  const seen: number[] = [];
  const live = createWatch({ onView: (next) => seen.push(next.version) });
  await until(() => live.state() === 'live');
  await pushed(live, publicView(at(12), 3), publicView(at(11), 2), publicView(at(12), 3));
  expect(seen).toEqual([1, 3, 99]);
});

test('a view of another epoch is accepted though its time is earlier: a restored database does not freeze a screen', async () => {
  const seen: string[] = [];
  const live = createWatch({ onView: (next) => seen.push(`${next.epoch} ${next.version}`) });
  await until(() => live.state() === 'live');
  await pushed(live, publicView(at(1), 7, 'e2'));
  expect(seen).toEqual(['e1 1', 'e2 7', 'e2 99']);
});

test('pushes for another hall or another view are not taken', async () => {
  const live = createWatch();
  await until(() => live.state() === 'live');
  server.push('hall.public', 'h2', publicView(at(30), 50));
  await pushed(live);
  expect(server.watched).toHaveLength(1);
});

test('a screen that gets neither view nor beat says so after two beats, with its age', async () => {
  const live = createWatch();
  await until(() => live.state() === 'live');
  vi.advanceTimersByTime(BEAT_MS);
  expect(live.stale()).toBe(false);
  vi.advanceTimersByTime(BEAT_MS);
  expect(live.state()).toBe('stale');
  expect(live.age()).toBeGreaterThanOrEqual(2 * BEAT_MS);
  expect(live.asOf()).toBe(at(10));
  expect(waiting(live)).toBe(1);
});

test('a beat proves that the screen is current, one that stands still proves nothing', async () => {
  const live = createWatch();
  await until(() => live.state() === 'live');
  vi.advanceTimersByTime(2 * BEAT_MS);
  expect(live.stale()).toBe(true);
  server.beat({ epoch: 'e1', asOf: at(10) });
  await pushedBeat(live);
  expect(live.state()).toBe('live');
  expect(live.asOf()).toBe(at(16));

  async function pushedBeat(shown: Live<'hall.public'>): Promise<void> {
    server.beat({ epoch: 'e1', asOf: at(10) });
    server.push('hall.public', 'h2', publicView(at(30), 50));
    expect(shown.stale()).toBe(true);
    server.beat({ epoch: 'e1', asOf: at(16) });
    await until(() => !shown.stale());
  }
});

test('a beat of another epoch makes the screen ask again', async () => {
  const live = createWatch();
  await until(() => live.state() === 'live');
  server.answer = () => ({ ok: true, data: publicView(at(2), 5, 'e2') });
  server.beat({ epoch: 'e2', asOf: at(2) });
  await until(() => waiting(live) === 5);
  expect(server.watched).toHaveLength(2);
});

test('a screen that was cut off asks again and shows what happened meanwhile', async () => {
  const live = createWatch();
  await until(() => live.state() === 'live');
  server.answer = () => ({ ok: true, data: publicView(at(20), 8) });
  server.cut();
  await until(() => waiting(live) === 8);
  expect(server.watched).toHaveLength(2);
});

test('a line that is dead without saying so is hung up and dialled again', async () => {
  const live = createWatch();
  await until(() => live.state() === 'live');
  server.answer = () => ({ ok: true, data: publicView(at(20), 8) });
  vi.advanceTimersByTime(4 * BEAT_MS);
  await until(() => waiting(live) === 8);
  expect(live.state()).toBe('live');
});

test('durations follow the database, not the device whose clock is wrong by years', async () => {
  vi.setSystemTime(new Date('2001-01-01T00:00:00Z'));
  const live = createWatch();
  await until(() => live.state() === 'live');
  const start = Date.parse(live.serverNow());
  expect(Math.abs(start - Date.parse(at(10)))).toBeLessThan(1_000);
  vi.advanceTimersByTime(5_000);
  expect(Date.parse(live.serverNow()) - start).toBe(5_000);
  expect(live.age()).toBeGreaterThanOrEqual(5_000);
});

test('what a screen compares with the past does not change under its hands', async () => {
  const seen: { now: number; before: number | undefined }[] = [];
  const kept: { waiting: number }[] = [];
  const live = createWatch({
    onView(next, before) {
      seen.push({ now: next.series[0]?.waiting ?? -1, before: before?.series[0]?.waiting });
      if (next.series[0]) kept.push(next.series[0]);
    },
  });
  await until(() => live.state() === 'live');
  await pushed(live, publicView(at(11), 4));
  expect(seen).toEqual([
    { now: 1, before: undefined },
    { now: 4, before: 1 },
    { now: 99, before: 4 },
  ]);
  expect(kept.map((series) => series.waiting)).toEqual([1, 4, 99]);
});

test('a row that stays keeps its identity, so that nothing jumps on the screen', async () => {
  const live = createWatch();
  await until(() => live.state() === 'live');
  const row = live.view()?.series[0];
  await pushed(live, publicView(at(11), 4));
  expect(live.view()?.series[0]).toBe(row);
  expect(row?.waiting).toBe(99);
});

test('a phone that is looked at again asks at once', async () => {
  const live = createWatch();
  await until(() => live.state() === 'live');
  document.dispatchEvent(new Event('visibilitychange'));
  await until(() => server.watched.length === 2);
});

test('a revoked screen shows nothing any more and does not come back by itself', async () => {
  const live = createWatch();
  await until(() => live.state() === 'live');
  server.revoke();
  await until(() => live.state() === 'denied');
  expect(live.view()).toBeNull();
  expect(live.error()).toBe('auth.required');
  await until(() => server.connections() === 0);
  expect(server.watched).toHaveLength(1);
});

test('who is not let in is told so; a service that is away is asked again', async () => {
  let admissions = 0;
  server.admit = () => (++admissions === 1 ? 'unavailable' : null);
  const live = createWatch();
  await until(() => live.state() === 'live');
  expect(admissions).toBe(2);
  leave.pop()?.();
  server.admit = () => 'auth.required';
  const refused = createWatch();
  await until(() => refused.state() === 'denied');
  expect(refused.error()).toBe('auth.required');
});

test('a hall that is not theirs is denied and shows nothing', async () => {
  server.answer = () => ({ ok: false, code: 'not_found' });
  const live = createWatch();
  await until(() => live.state() === 'denied');
  expect(live.error()).toBe('not_found');
});

test('a database that is away leaves the view standing', async () => {
  const live = createWatch();
  await until(() => live.state() === 'live');
  server.answer = () => ({ ok: false, code: 'unavailable' });
  await live.refresh();
  expect(waiting(live)).toBe(1);
  expect(live.error()).toBe('unavailable');
  expect(live.state()).toBe('live');
});

test('all views of a page share one socket, and the last one out hangs up', async () => {
  const one = createWatch();
  const two = createWatch({}, 'h2');
  await until(() => one.state() === 'live' && two.state() === 'live');
  expect(server.connections()).toBe(1);
  leave.pop()?.();
  await until(() => server.unwatched.includes('hall.public h2'));
  expect(server.connections()).toBe(1);
  leave.pop()?.();
  await until(() => server.connections() === 0);
});

test('two parts of a page that watch the same hall both follow it', async () => {
  const one = createWatch();
  const two = createWatch();
  await until(() => one.state() === 'live' && two.state() === 'live');
  for (const n of [4, 5]) server.push('hall.public', 'h1', publicView(at(10 + n), n));
  const drawn: number[] = [];
  createRoot((dispose) => {
    leave.push(dispose);
    createEffect(() => void drawn.push(two.view()?.series[0]?.waiting ?? -1));
  });
  await until(() => waiting(one) === 5 && waiting(two) === 5);
  expect(drawn).toEqual([1, 4, 5]);
  expect(one.view()).not.toBe(two.view());
});

test('another hall on the same screen starts from nothing', async () => {
  const [id, setId] = createSignal<string | null>(null);
  const live = createWatch({}, id);
  expect(live.state()).toBe('loading');
  setId('h1');
  await until(() => live.state() === 'live');
  server.answer = () => null;
  setId('h2');
  expect(live.view()).toBeNull();
  await until(() => server.watched.includes('hall.public h2') && server.unwatched.includes('hall.public h1'));
});
