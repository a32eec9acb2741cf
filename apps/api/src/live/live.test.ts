import { describe, expect, test, vi } from 'vitest';
import { ticketLink } from '../tickets/link.ts';
import { post, testClerk, testDevice } from '../testing.ts';
import { primaryAndStandby } from '../testing-server.ts';
import { alive, announce, board, deps, hall, liveHall, moveTo, shown, startNode, truth } from './testing.ts';

liveHall();

describe('a board', () => {
  test('gets the hall when it asks, and every change after that', async () => {
    const node = await startNode();
    announce(node);
    const screen = board(node);
    expect(await screen.asked).toMatchObject({ ok: true });
    await post(deps.apps.hall, '/api/tickets', testDevice(deps, hall.id), { seriesId: hall.series[0] });
    await vi.waitFor(() => expect(screen.view!.series[0]!.waiting).toBe(1), { interval: 5 });
  });

  test('sees a change whose hint was lost, by the sweep', async () => {
    const node = await startNode();
    const screen = board(node);
    await screen.asked;
    await post(deps.apps.hall, '/api/tickets', testDevice(deps, hall.id), { seriesId: hall.series[0] });
    await vi.waitFor(() => expect(screen.view!.series[0]!.waiting).toBe(1), { timeout: 3_000 });
  });

  test('takes an earlier view of another epoch: a restored database does not freeze it', async () => {
    const node = await startNode();
    announce(node);
    const screen = board(node);
    await screen.asked;
    screen.view = { ...screen.view!, asOf: '2999-01-01T00:00:00.000000Z' };
    await deps.owner`insert into meta (key, value) values ('epoch', '"restored"')`;
    await vi.waitFor(() => expect(screen.view!.epoch).toMatch(/restored$/), { timeout: 3_000 });
  });

  test('is cut within five seconds when its pairing is revoked', async () => {
    const node = await startNode();
    const screen = board(node);
    await screen.asked;
    const gone = new Promise((done) => screen.socket.once('disconnect', done));
    alive.value = false;
    const start = performance.now();
    await gone;
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('a screen of the hall', () => {
  const pair = async (name: string, more: { seen?: string; by?: string; revoked?: boolean } = {}): Promise<void> => {
    const { id } = testDevice(deps, hall.id, 'board');
    await deps.owner`insert into devices (id, hall_id, kind, name, token_hash, paired_by, paired_at, revoked_at, head_hash, head_at)
      values (${id}, ${hall.id}, 'board', ${name}, ${name}, ${more.by ?? 'staff-1'}, now(), ${more.revoked ? deps.owner`now()` : null}, '', now())`;
    if (more.seen)
      await deps.owner`insert into screens (device_id, shown_seq, spoken_seq, sound, seen_at) values (${id}, 7, 7, 'on', now() - ${more.seen}::interval)`;
  };

  test('is told to the manager as long as it is paired, though it never reported or fell silent yesterday; a screen of the demo that nobody opened is not missed', async () => {
    await pair('a never');
    await pair('b yesterday', { seen: '13 hours' });
    await pair('c alive', { seen: '1 second' });
    await pair('d taken out', { seen: '1 second', revoked: true });
    await pair('e demo', { by: 'demo-seed' });
    await pair('f demo, open', { by: 'demo-seed', seen: '1 second' });
    await pair('g demo, closed again', { by: 'demo-seed', seen: '13 hours' });
    const { staffView } = await (await startNode()).publisher.fresh(hall.id, true);
    expect(staffView!.screens.map((s) => [s.name, s.seenAt !== null, s.shownSeq, s.awaited])).toEqual([
      ['a never', false, 0, true],
      ['b yesterday', true, 7, true],
      ['c alive', true, 7, true],
      ['e demo', false, 0, false],
      ['f demo, open', true, 7, true],
      ['g demo, closed again', true, 7, false],
    ]);
  });

  test('that lives is known to live where nothing else happens', async () => {
    await pair('alive', { seen: '1 second' });
    let ahead = 0;
    const node = await startNode(() => Date.now() + ahead);
    const manager = board(node, { kind: 'staff', view: 'hall.staff' });
    await manager.asked;
    const { asOf } = manager.view!;
    ahead = 11_000;
    await vi.waitFor(() => expect(manager.view!.asOf > asOf).toBe(true), { timeout: 3_000, interval: 20 });
  });
});

describe('a room', () => {
  test('opens only to whom its listener allows', async () => {
    const node = await startNode();
    const { body } = await post(deps.apps.hall, '/api/tickets', testDevice(deps, hall.id), { seriesId: hall.series[0] });
    const link = (body['ticket'] as { url: string }).url.split('/t/')[1]!;
    const ask = async (kind: string, view: 'hall.public' | 'hall.staff' | 'ticket', id: string) =>
      (await board(node, { kind, view, id }).asked).ok;
    expect(await ask('board', 'hall.public', hall.id)).toBe(true);
    expect(await ask('board', 'hall.staff', hall.id)).toBe(false);
    expect(await ask('board', 'ticket', link)).toBe(false);
    expect(await ask('phone', 'ticket', link)).toBe(true);
    expect(await ask('phone', 'hall.public', hall.id)).toBe(false);
    expect(await ask('phone', 'ticket', ticketLink(Buffer.alloc(32, 9), hall.id))).toBe(false);
    expect(await ask('staff', 'hall.staff', hall.id)).toBe(true);
    expect(await ask('staff', 'hall.public', '00000000-0000-7000-8000-000000000000')).toBe(false);
  });

  test('does not exist for a socket that nobody knows', async () => {
    const node = await startNode();
    const stranger = board(node, { kind: 'nobody' });
    const error = await new Promise<Error>((done) => stranger.socket.once('connect_error', done));
    expect(error.message).toBe('auth.required');
  });

  test('for the public tells nothing of persons or clerks', async () => {
    const node = await startNode();
    const clerk = testClerk(deps);
    await post(deps.apps.hall, '/api/tickets', testDevice(deps, hall.id), { seriesId: hall.series[0], priority: 'ill' });
    await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/session`, clerk, { action: 'open' });
    await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, { action: 'next' });
    const screen = board(node);
    await screen.asked;
    const text = JSON.stringify(screen.view);
    expect(text).toContain('A0001');
    expect(text).not.toContain(clerk.id);
    expect(text).not.toMatch(/person|clerk|priority":"ill/);
  });
});

describe('a database that fails over to its standby', () => {
  test('freezes no screen: each shows what the standby knew, and then what happens there', { timeout: 60_000 }, async () => {
    const pair = await primaryAndStandby();
    try {
      await moveTo(pair.url);
      const node = await startNode();
      announce(node);
      const screen = board(node);
      await screen.asked;
      const kiosk = testDevice(deps, hall.id);
      const take = () => post(deps.apps.hall, '/api/tickets', kiosk, { seriesId: hall.series[0] });
      const waiting = () => screen.view!.series[0]!.waiting;
      for (let n = 0; n < 3; n += 1) expect((await take()).status).toBe(200);
      await expect.poll(waiting).toBe(3);
      await pair.detach();
      for (let n = 0; n < 4; n += 1) expect((await take()).status).toBe(200);
      await expect.poll(waiting).toBe(7);

      await pair.failOver();
      await expect.poll(waiting, { timeout: 5_000 }).toBe(3);
      await expect.poll(async () => (await take()).status, { timeout: 5_000 }).toBe(200);
      await expect.poll(waiting).toBe(4);
      expect(shown(screen.view!)).toEqual(await truth());
    } finally {
      await moveTo();
      await pair.stop();
    }
  });
});
