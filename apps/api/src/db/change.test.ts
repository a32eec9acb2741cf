import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DomainError } from '@one-window/domain/errors';
import { verifyLog } from '../log/verify.ts';
import { newKey, post, testClerk, testDeps, testDevice, testHall, type TestDeps, type TestHall } from '../testing.ts';
import { takeTicket } from '../tickets/commands.ts';
import { untold } from '../tickets/queue.ts';
import { change } from './change.ts';

let deps: TestDeps;
let hall: TestHall;
let info: Awaited<ReturnType<TestDeps['halls']['hall']>>;
let kiosk: { kind: 'device'; id: string };
beforeAll(async () => {
  deps = await testDeps({ pool: 6 });
  hall = await testHall(deps.owner, { windows: 2 });
  deps.halls.clear();
  info = await deps.halls.hall(hall.id);
  kiosk = testDevice(deps, hall.id);
});
afterAll(() => deps.close());

const input = () => ({ seriesId: hall.series[0]!, itemId: null, priority: null, personId: null });
const take = (key: string | null = newKey()) => takeTicket(deps, info, kiosk, input(), untold, { name: 'ticket.take', key, body: input() });
const rows = async () =>
  (
    await deps.owner<{ tickets: number; events: number; keys: number }[]>`
  select (select count(*)::int from tickets) as tickets, (select count(*)::int from events) as events, (select count(*)::int from command_keys) as keys`
  )[0]!;

describe('a change', () => {
  test('that is refused by its rule writes nothing, not even its key', async () => {
    await take();
    const before = await rows();
    const [day] = await deps.owner<{ id: string }[]>`select id from hall_days`;
    const refused = change(deps, kiosk, { name: 'x', key: newKey(), body: null }, { day: { kind: 'hall_day', id: day!.id } }, () => {
      throw new DomainError('hall.closed');
    });
    await expect(refused).rejects.toMatchObject({ code: 'hall.closed' });
    expect(await rows()).toEqual(before);
  });

  test('whose last write fails is undone whole', async () => {
    const before = await rows();
    const [day] = await deps.owner<{ id: string }[]>`select id from hall_days`;
    const twice = change(deps, kiosk, { name: 'x', key: newKey(), body: null }, { day: { kind: 'hall_day', id: day!.id } }, () => ({
      // the number is taken already: the unique index refuses the ticket after the event was sent
      events: {
        day: [
          {
            type: 'ticket.taken',
            subject: '01990000-0000-7000-8000-000000000001',
            body: { ...input(), seq: 1, number: 'A0001', order: 1 },
          },
        ],
      },
      result: null,
    }));
    await expect(twice).rejects.toMatchObject({ code: 'conflict' });
    expect(await rows()).toEqual(before);
    await expect(take()).resolves.toMatchObject({ state: 'WAITING' });
  });

  test('whose writes fail beside others is refused each time, and the pool is whole', async () => {
    const [day] = await deps.owner<{ hall_id: string; business_date: string }[]>`select hall_id, business_date from hall_days`;
    const again = (): Promise<unknown> => {
      const id = uuidv7();
      const body = { hallId: day!.hall_id, businessDate: day!.business_date };
      return change(deps, kiosk, { name: 'x', key: null, body: null }, { day: { kind: 'hall_day', id, create: true } }, () => ({
        events: { day: [{ type: 'hall_day.opened', subject: id, body }] },
        result: null,
      }));
    };
    const before = await rows();
    const answers = await Promise.allSettled(Array.from({ length: 40 }, again));
    expect(answers.map((a) => (a.status === 'rejected' ? (a.reason as DomainError).code : null))).toEqual(Array(40).fill('conflict'));
    expect(await rows()).toEqual(before);
    await expect(Promise.all(Array.from({ length: 12 }, () => take()))).resolves.toHaveLength(12);
  });

  test('with a write that cannot even be sent writes nothing, and the connection serves on', async () => {
    const before = await rows();
    const [day] = await deps.owner<{ id: string }[]>`select id from hall_days`;
    const halfWritten = change(deps, kiosk, { name: 'x', key: newKey(), body: null }, { day: { kind: 'hall_day', id: day!.id } }, () => ({
      events: {
        day: [
          {
            type: 'ticket.taken',
            subject: '01990000-0000-7000-8000-000000000002',
            // no such value goes over the wire; day, event and key alone could
            body: { ...input(), seq: undefined as never, number: 'A9999', order: 9 },
          },
        ],
      },
      result: null,
    }));
    await expect(halfWritten).rejects.toMatchObject({ code: 'UNDEFINED_VALUE' });
    expect(await rows()).toEqual(before);
    await expect(Promise.all(Array.from({ length: 12 }, () => take()))).resolves.toHaveLength(12);
  });

  test('is answered once for all of its twins, also when they come at once', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 12 }, () => take(key)));
    expect(new Set(answers.map((a) => a.number)).size).toBe(1);
  });

  test('of an unknown aggregate is not found', async () => {
    const lost = change(
      deps,
      kiosk,
      { name: 'x', key: null, body: null },
      { day: { kind: 'hall_day', id: '01990000-0000-7000-8000-000000000000' } },
      () => ({ events: {}, result: null }),
    );
    await expect(lost).rejects.toMatchObject({ code: 'not_found' });
  });

  test(
    'survives the killing of its connections: what was answered is there, what was not can be sent again, and the pool is whole',
    { timeout: 60_000 },
    async () => {
      const until = Date.now() + 4_000;
      const given = new Map<string, string>();
      const open = new Set<string>();
      const loops = Array.from({ length: 8 }, async () => {
        while (Date.now() < until) {
          const key = newKey();
          open.add(key);
          const answer = await take(key).catch(() => null);
          if (answer) {
            given.set(key, answer.number);
            open.delete(key);
          }
        }
      });
      const killer = (async () => {
        while (Date.now() < until) {
          await deps.owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'ow_app' and random() < 0.4`;
          await new Promise((done) => setTimeout(done, 60));
        }
      })();
      await Promise.all([...loops, killer]);
      for (const key of open) given.set(key, (await take(key)).number);
      expect(new Set(given.values()).size).toBe(given.size);
      // more at once than the pool has connections: none was leaked
      await Promise.all(Array.from({ length: 24 }, () => take()));
      expect((await verifyLog(deps.owner)).findings).toEqual([]);
    },
  );

  test('of a window leaves the log and the tables in step', async () => {
    const clerk = testClerk(deps);
    await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/session`, clerk, { action: 'open' });
    const { body } = await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, { action: 'next' });
    expect(body).toMatchObject({ ticket: { state: 'CALLED' } });
    expect((await verifyLog(deps.owner)).findings).toEqual([]);
  });

  test('whose connection is ended under it is made on another, and nobody hears of that', { timeout: 60_000 }, async () => {
    const endAll = () =>
      deps.owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'ow_app'`;
    const numbers = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const [, ...taken] = await Promise.all([endAll(), take(), take(), take()]);
      for (const { number } of taken) numbers.add(number);
    }
    expect(numbers.size).toBe(36);
    expect((await verifyLog(deps.owner)).findings).toEqual([]);
  });
});
