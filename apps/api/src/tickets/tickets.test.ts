import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newKey, post, testClerk, testDeps, testDevice, testHall, type TestDeps, type TestHall } from '../testing.ts';

let deps: TestDeps;
let clock = Date.now();
beforeAll(async () => {
  deps = await testDeps({ now: () => clock });
});
afterAll(() => deps.close());

let hall: TestHall;
let kiosk: { kind: string; id: string };
beforeEach(async () => {
  hall = await testHall(deps.owner, { series: 2, windows: 2 });
  deps.halls.clear();
  kiosk = testDevice(deps, hall.id);
});

const take = async (series = 0, extra: object = {}, key = newKey()) =>
  post(deps.apps.hall, '/api/tickets', kiosk, { seriesId: hall.series[series], ...extra }, key);
const press = (clerk: { kind: string; id: string }, body: object, window = 0, key = newKey()) =>
  post(deps.apps.desk, `/api/windows/${hall.windows[window]}/actions`, clerk, body, key);
const session = (clerk: { kind: string; id: string }, body: object, window = 0) =>
  post(deps.apps.desk, `/api/windows/${hall.windows[window]}/session`, clerk, body);
const events = async () =>
  deps.owner<
    { type: string; subject: string }[]
  >`select e.type, e.subject from events e join hall_days d on d.id = e.stream where d.hall_id = ${hall.id} order by e.version`;

const phoneOf = (taken: Awaited<ReturnType<typeof take>>): string => {
  const { ticket } = taken.body as unknown as { ticket: { url: string } };
  return `/api/tickets/${new URL(ticket.url).pathname.split('/').at(-1)}`;
};
const read = async (app: keyof TestDeps['apps'], path: string, headers: Record<string, string> = {}) =>
  (await deps.apps[app].request(path, { headers })).json() as Promise<Record<string, unknown>>;

async function clerkAt(window = 0) {
  const clerk = testClerk(deps);
  expect((await session(clerk, { action: 'open' }, window)).status).toBe(200);
  return clerk;
}

describe('a number', () => {
  test('is taken, called, served and finished, and every step is one event', async () => {
    expect((await take()).body).toMatchObject({ ticket: { number: 'A0001', ahead: 0 } });
    const clerk = await clerkAt();
    const called = await press(clerk, { action: 'next' });
    expect(called.body).toMatchObject({ ticket: { number: 'A0001', state: 'CALLED' } });
    const ticketId = (called.body['ticket'] as { id: string }).id;
    expect((await press(clerk, { action: 'recall', ticketId })).status).toBe(200);
    expect((await press(clerk, { action: 'start', ticketId })).body).toMatchObject({ ticket: { state: 'SERVING' } });
    expect((await press(clerk, { action: 'finish', ticketId })).body).toMatchObject({ ticket: { state: 'DONE' } });
    expect((await events()).map((e) => e.type)).toEqual([
      'hall_day.opened',
      'ticket.taken',
      'window.opened',
      'ticket.called',
      'ticket.recalled',
      'ticket.started',
      'ticket.finished',
    ]);
  });

  test('is taken once however often the kiosk repeats a lost request', async () => {
    const key = newKey();
    const first = await take(0, {}, key);
    expect((await take(0, {}, key)).body).toEqual(first.body);
    expect((await take()).body).toMatchObject({ ticket: { number: 'A0002' } });
  });

  test('is refused when the same key comes with another wish', async () => {
    const key = newKey();
    await take(0, {}, key);
    expect(await take(1, {}, key)).toMatchObject({ status: 409, body: { error: { code: 'request.key_reused' } } });
  });

  test('of another hall cannot be touched, and nothing is said about it', async () => {
    await take();
    const clerk = await clerkAt();
    const other = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string };
    hall = await testHall(deps.owner);
    deps.halls.clear();
    const stranger = await clerkAt();
    expect(await press(stranger, { action: 'start', ticketId: other.id })).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found', details: {} } },
    });
  });
});

describe('a window', () => {
  test('belongs to one clerk; another takes it over only on purpose, with its open call', async () => {
    await take();
    const first = await clerkAt();
    await press(first, { action: 'next' });
    const second = testClerk(deps);
    expect(await session(second, { action: 'open' })).toMatchObject({ status: 409, body: { error: { code: 'window.taken' } } });
    expect((await session(second, { action: 'open', takeOver: true })).status).toBe(200);
    expect(await press(first, { action: 'next' })).toMatchObject({ status: 403, body: { error: { code: 'window.not_yours' } } });
    expect(await press(second, { action: 'next' })).toMatchObject({ status: 409, body: { error: { code: 'window.busy' } } });
  });

  test('finishes and calls the next with one key', async () => {
    await take();
    await take();
    const clerk = await clerkAt();
    const { id } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string };
    await press(clerk, { action: 'start', ticketId: id });
    expect((await press(clerk, { action: 'next', finish: id })).body).toMatchObject({ ticket: { number: 'A0002', state: 'CALLED' } });
  });
});

describe('the queue', () => {
  const rule = async (policy: object): Promise<void> => {
    await deps.owner`update halls set policy = policy || ${deps.owner.json(policy as never)} where id = ${hall.id}`;
    deps.halls.clear();
  };

  test('by turns calls one priority number after two ordinary ones', async () => {
    await rule({ rule: 'ratio' });
    for (const priority of [null, null, null, null, 'elderly', 'disabled']) await take(0, { priority });
    const clerk = await clerkAt();
    const order: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      const { id, number } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string; number: string };
      order.push(number);
      await press(clerk, { action: 'miss', ticketId: id });
    }
    expect(order).toEqual(['A0005', 'A0001', 'A0002', 'A0006', 'A0003', 'A0004']);
  });

  test('says why somebody who came later was called before: to the clerk, in the log and on the phone of who was overtaken', async () => {
    await rule({ overtakeMax: 1 });
    const first = phoneOf(await take());
    for (const priority of [null, 'elderly', 'ill']) await take(0, { priority });
    const ago = (number: string, minutes: number) =>
      deps.owner`update tickets set waits_from = now() - make_interval(mins => ${minutes}) where number = ${number} and hall_day_id in (select id from hall_days where hall_id = ${hall.id})`;
    await Promise.all([ago('A0001', 9), ago('A0002', 8), ago('A0003', 6), ago('A0004', 5)]);
    const clerk = await clerkAt();
    const called: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      const { id, number } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string; number: string };
      called.push(number);
      if (i === 0) expect(await read('portal', first)).toMatchObject({ before: [{ number: 'A0003', because: 'priority' }], passesLeft: 2 });
      await press(clerk, { action: 'miss', ticketId: id });
    }
    // the second priority number would have gathered more too, but nobody here is overtaken twice
    expect(called).toEqual(['A0003', 'A0001', 'A0002', 'A0004']);
    const told = await deps.owner<{ why: { because: string; overtook: number; policy: string } }[]>`
      select body::jsonb -> 'why' as why from events e join hall_days d on d.id = e.stream where d.hall_id = ${hall.id} and e.type = 'ticket.called' order by e.version`;
    expect(told.map(({ why }) => [why.because, why.overtook])).toEqual([
      ['priority', 2],
      ['overtaken_often', 0],
      ['overtaken_often', 0],
      ['first', 0],
    ]);
    expect(new Set(told.map(({ why }) => why.policy)).size).toBe(1);
  });

  test('lets who is not ready stand back behind the next three, twice, and not where nobody is behind', async () => {
    const phone = phoneOf(await take());
    const pass = () => post(deps.apps.portal, `${phone}/let-pass`, null, {});
    expect(await pass()).toMatchObject({ status: 409, body: { error: { code: 'ticket.nobody_behind' } } });
    for (let i = 0; i < 8; i += 1) await take();
    expect((await pass()).status).toBe(200);
    expect(await read('portal', phone)).toMatchObject({ ahead: 3, passesLeft: 1 });
    expect((await pass()).status).toBe(200);
    expect(await pass()).toMatchObject({ status: 409, body: { error: { code: 'ticket.pass_limit', details: { max: 2 } } } });
    expect(await read('portal', phone)).toMatchObject({ ahead: 6, passesLeft: 0, number: 'A0001' });
  });

  test('helps another queue only while nobody waits for its own', async () => {
    await deps.owner`delete from window_series where window_id = ${hall.windows[0]!} and series_id = ${hall.series[1]!}`;
    await deps.owner`update windows set fallback_ids = array[${hall.series[1]!}]::uuid[] where id = ${hall.windows[0]!}`;
    deps.halls.clear();
    await take(1);
    await take(0);
    const clerk = await clerkAt();
    const numbers: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const { id, number } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string; number: string };
      numbers.push(number);
      await press(clerk, { action: 'miss', ticketId: id });
    }
    expect(numbers).toEqual(['A0001', 'B0001']);
  });

  test('sends a citizen to one window, which alone may call, unless it closes; nobody is sent to a closed one', async () => {
    const clerk = await clerkAt();
    await take();
    const { id } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string };
    const send = (to: number) =>
      press(clerk, { action: 'transfer', ticketId: id, toSeriesId: hall.series[0], toWindowId: hall.windows[to] });
    expect(await send(1)).toMatchObject({ status: 409, body: { error: { code: 'ticket.window_unfit', details: { window: '2' } } } });
    const colleague = await clerkAt(1);
    expect((await send(1)).body).toMatchObject({ ticket: { state: 'WAITING' } });
    expect((await press(clerk, { action: 'next' })).body).toEqual({ ticket: null });
    // whom this window calls meanwhile overtakes nobody who may not be called here, and the phone tells of nobody
    await take();
    const later = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string; number: string };
    expect(later.number).toBe('A0002');
    await press(clerk, { action: 'miss', ticketId: later.id });
    const waits = async () => (await deps.publisher.fresh(hall.id, true)).staffView!.tickets.find((t) => t.id === id);
    expect([(await waits())?.overtaken, (await deps.publisher.fresh(hall.id)).ticketView(id)?.before]).toEqual([0, []]);
    await take();
    const there = (await press(colleague, { action: 'next' }, 1)).body['ticket'] as { id: string; number: string };
    expect(there.number).toBe('A0001');
    await press(colleague, { action: 'transfer', ticketId: id, toSeriesId: hall.series[0] }, 1);
    expect((await waits())?.overtaken).toBe(1);
    await press(colleague, { action: 'next' }, 1);
    await press(colleague, { action: 'hold', ticketId: id }, 1);
    await press(colleague, { action: 'resume', ticketId: id }, 1);
    // a call too: with the policy and the reason
    expect(await waits()).toMatchObject({ why: { because: 'returned', overtook: 0, policy: expect.any(String), queues: 'A B' } });
    await press(colleague, { action: 'transfer', ticketId: id, toSeriesId: hall.series[0], toWindowId: hall.windows[0] }, 1);
    await press(clerk, { action: 'next' });
    await send(1);
    await session(colleague, { action: 'close' }, 1);
    expect((await press(clerk, { action: 'next' })).body).toMatchObject({ ticket: { number: 'A0001' } });
  });

  test('takes a missed citizen back once, behind the next three, with the same number', async () => {
    for (let i = 0; i < 6; i += 1) await take();
    const clerk = await clerkAt();
    const { id } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string };
    await press(clerk, { action: 'miss', ticketId: id });
    expect((await post(deps.apps.hall, '/api/tickets/rejoin', kiosk, { number: 'A0001' })).status).toBe(200);
    const order: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const called = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string; number: string };
      order.push(called.number);
      await press(clerk, { action: 'miss', ticketId: called.id });
    }
    expect(order).toEqual(['A0002', 'A0003', 'A0004', 'A0001', 'A0005']);
    expect(await post(deps.apps.hall, '/api/tickets/rejoin', kiosk, { number: 'A0001' })).toMatchObject({
      status: 409,
      body: { error: { code: 'ticket.rejoin_used' } },
    });
  });

  test('tells who took a number, and who came back to it at the kiosk, the place and the wait of the phone page', async () => {
    await rule({ rule: 'ratio' });
    const clerk = await clerkAt();
    // five that were served say how long one takes
    for (let i = 0; i < 5; i += 1) {
      await take();
      const { id } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string };
      await press(clerk, { action: 'start', ticketId: id });
      await press(clerk, { action: 'finish', ticketId: id });
    }
    await deps.owner`update tickets set started_at = ended_at - interval '4 minutes' where hall_day_id in (select id from hall_days where hall_id = ${hall.id})`;
    for (const priority of [null, null, null, null, 'elderly', null, 'disabled']) await take(0, { priority });
    const { id, number } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string; number: string };
    await press(clerk, { action: 'miss', ticketId: id });
    const key = newKey();
    const rejoin = () => post(deps.apps.hall, '/api/tickets/rejoin', kiosk, { number }, key);
    const back = (await rejoin()).body['ticket'] as Record<string, unknown>;
    const phone = (await deps.publisher.fresh(hall.id)).ticketView(id)!;
    expect(back).toMatchObject({
      number,
      ahead: phone.ahead,
      waitMinutes: phone.waitMinutes,
      takenAt: phone.takenAt,
      seriesName: phone.series.name,
    });
    expect(phone.ahead).toBeGreaterThan(0);
    expect(phone.waitMinutes).toBe(phone.ahead! * 4);
    // whoever types a number has not shown the slip
    expect(back['url']).toBeUndefined();
    expect((await rejoin()).body['ticket']).toEqual(back);

    for (const priority of [null, 'ill']) {
      const slip = (await take(0, { priority })).body['ticket'] as { ahead: number; waitMinutes: number; number: string };
      const [row] = await deps.owner<{ id: string }[]>`
        select t.id from tickets t join hall_days d on d.id = t.hall_day_id where d.hall_id = ${hall.id} and t.number = ${slip.number}`;
      const view = (await deps.publisher.fresh(hall.id)).ticketView(row!.id)!;
      expect([slip.ahead, slip.waitMinutes], String(priority)).toEqual([view.ahead, view.waitMinutes]);
    }
  });

  test('keeps number and arrival of a transferred citizen', async () => {
    await take(1);
    await take(0);
    await take(0);
    const clerk = await clerkAt();
    await press(clerk, { action: 'next' }).then(async ({ body }) => {
      const { id, number } = body['ticket'] as { id: string; number: string };
      expect(number).toBe('B0001');
      await press(clerk, { action: 'transfer', ticketId: id, toSeriesId: hall.series[0] });
    });
    expect((await press(clerk, { action: 'next' })).body).toMatchObject({ ticket: { number: 'B0001', seriesId: hall.series[0] } });
  });

  test('undoes a wrong press by the clerk who made it, for a minute', async () => {
    await take();
    const clerk = await clerkAt();
    const { id } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string };
    await press(clerk, { action: 'miss', ticketId: id });
    expect((await press(clerk, { action: 'undo', ticketId: id })).body).toMatchObject({ ticket: { state: 'CALLED' } });
    expect(await press(clerk, { action: 'undo', ticketId: id })).toMatchObject({
      status: 409,
      body: { error: { code: 'ticket.undo_nothing' } },
    });
  });

  test('takes back a transfer and a return while nobody called since', async () => {
    for (let i = 0; i < 2; i += 1) await take();
    const clerk = await clerkAt();
    const { id, seriesId } = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string; seriesId: string };
    const other = hall.series.find((one) => one !== seriesId);
    const send = { action: 'transfer', ticketId: id, toSeriesId: other };
    expect((await press(clerk, send)).body).toMatchObject({ ticket: { state: 'WAITING', seriesId: other } });
    expect((await press(clerk, { action: 'undo', ticketId: id })).body).toMatchObject({ ticket: { state: 'CALLED', seriesId } });
    await press(clerk, send);
    expect((await press(clerk, { action: 'next' })).body).toMatchObject({ ticket: { id } });
    expect((await press(clerk, { action: 'undo', ticketId: id })).body).toMatchObject({ ticket: { state: 'WAITING', seriesId: other } });
    expect((await press(clerk, { action: 'undo', ticketId: id })).body).toMatchObject({ error: { code: 'ticket.undo_nothing' } });
  });
});

describe('bad input', () => {
  test.each([
    ['malformed JSON', '{"seriesId":', 400, 'request.malformed'],
    ['an unknown series', JSON.stringify({ seriesId: '00000000-0000-7000-8000-000000000000' }), 404, 'not_found'],
    ['something that is no id', JSON.stringify({ seriesId: '𠮷😀'.repeat(2500) }), 422, 'request.invalid'],
    ['a body over the limit', JSON.stringify({ seriesId: 'x'.repeat(600_000) }), 413, 'request.too_large'],
  ])('%s gets a typed error and writes nothing', async (_name, body, status, code) => {
    const response = await deps.apps.hall.request('/api/tickets', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'idempotency-key': newKey(),
        'x-test-device': kiosk.id,
      },
      body,
    });
    const answer = (await response.json()) as { error: { code: string } };
    expect({ status: response.status, code: answer.error.code }).toEqual({ status, code });
    expect(JSON.stringify(answer)).not.toMatch(/at .*\.ts|select |postgres/i);
    expect(await events()).toEqual([]);
  });

  test('a command without a key, from another site, or by nobody is refused', async () => {
    const ask = (headers: Record<string, string>) =>
      deps.apps.hall.request('/api/tickets', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ seriesId: hall.series[0] }),
      });
    expect((await ask({ 'x-test-device': kiosk.id })).status).toBe(400);
    expect((await ask({ 'x-test-device': kiosk.id, 'idempotency-key': newKey(), origin: 'https://evil.test' })).status).toBe(403);
    expect((await ask({ 'idempotency-key': newKey() })).status).toBe(401);
  });

  test('a server clock wrong by hours books to its own day and never runs a stream backwards', async () => {
    await take();
    const real = clock;
    clock = real + 3 * 3_600_000;
    await take();
    clock = real;
    const written = await deps.owner<{ stream: string; recorded_at: string }[]>`
      select e.stream, e.recorded_at from events e join hall_days d on d.id = e.stream where d.hall_id = ${hall.id} order by e.stream, e.version`;
    // three hours on may be another day, which is another stream
    for (const stream of new Set(written.map((e) => e.stream))) {
      const times = written.filter((e) => e.stream === stream).map((e) => e.recorded_at);
      expect(times).toEqual(times.toSorted());
    }
  });
});

describe('by HTTP, without a socket,', () => {
  test('staff read the hall: who is called and waits, what a board shows', async () => {
    await take(0, { priority: 'ill' });
    await take(1);
    const clerk = await clerkAt();
    await press(clerk, { action: 'next' });
    const board = testDevice(deps, hall.id, 'board');
    const row = { template: 'zone', zone: '东区', windowId: null } as const;
    deps.devices.set(board.id, { ...board, ...row });
    const report = await post(deps.apps.hall, '/api/screen', board, { shownSeq: 1, spokenSeq: 1, sound: 'on' });
    expect(report.body).toEqual({ ok: true, board: row, reloadAt: null });
    const view = await read('desk', `/api/halls/${hall.id}/staff-view`, { 'x-test-staff': clerk.id });
    expect(view).toMatchObject({ counts: { CALLED: 1, WAITING: 1, DONE: 0 } });
  });

  test('a phone follows its number, queues again after a miss, and gives it up', async () => {
    const phone = phoneOf(await take());
    expect(await read('portal', phone)).toMatchObject({ number: 'A0001', state: 'WAITING' });
    const clerk = await clerkAt();
    const called = (await press(clerk, { action: 'next' })).body['ticket'] as { id: string };
    expect(await read('portal', phone)).toMatchObject({ state: 'CALLED' });
    await press(clerk, { action: 'miss', ticketId: called.id });
    expect(await post(deps.apps.portal, `${phone}/rejoin`, null, {})).toMatchObject({ status: 200 });
    expect(await post(deps.apps.portal, `${phone}/cancel`, null, {})).toMatchObject({ status: 200 });
    expect(await read('portal', phone)).toMatchObject({ state: 'CANCELLED' });
  });
});
