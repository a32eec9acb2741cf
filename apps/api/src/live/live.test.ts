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
