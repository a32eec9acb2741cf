import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import fc from 'fast-check';
import postgres, { type Sql } from 'postgres';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { apiFolder, migrate } from '../db/migrate.ts';
import { createRoles, databaseRoles, rewritable } from '../db/roles.ts';
import { openSql } from '../db/sql.ts';
import { watchLog } from '../jobs/jobs.ts';
import { registry } from '../metrics.ts';
import { newKey, testDeps, testDevice, testHall, type TestDeps } from '../testing.ts';
import { takeTicket } from '../tickets/commands.ts';
import { untold } from '../tickets/queue.ts';
import { chain } from './chain.ts';
import { logRoom, makeMonths, monthOf, monthsAhead, partitions } from './partitions.ts';
import { verifyLog } from './verify.ts';

const at = (text: string): number => Date.parse(text);

describe('a month of the log', () => {
  test.each([
    ['2026-11-30T23:59:59.999Z', 'events_2026_11'],
    ['2026-12-01T00:00:00.000Z', 'events_2026_12'],
    ['2026-12-31T23:59:59.999Z', 'events_2026_12'],
    ['2027-01-01T00:00:00.000Z', 'events_2027_01'],
    ['2028-02-29T12:00:00.000Z', 'events_2028_02'],
    ['2028-03-01T00:00:00.000Z', 'events_2028_03'],
  ])('%s is in %s', (instant, table) => {
    expect(monthOf(at(instant)).table).toBe(table);
  });

  test('ahead of the last day of January lies February, and of November the next year', () => {
    expect(monthOf(at('2027-01-31T23:00:00Z'), 1).table).toBe('events_2027_02');
    expect(monthOf(at('2026-11-30T23:00:00Z'), 2).table).toBe('events_2027_01');
    expect(monthOf(at('2027-01-01T00:00:00Z'), -1).table).toBe('events_2026_12');
  });

  test('takes in every stream that begins in it, from the first to the last millisecond, and no other', () => {
    const within = (stream: string, ms: number): boolean => monthOf(ms).from <= stream && stream < monthOf(ms).to;
    const time = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') });
    fc.assert(fc.property(time, (ms) => within(uuidv7({ msecs: ms }), ms) && monthOf(ms).to === monthOf(ms, 1).from));
    for (const first of ['2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z']) {
      expect(within(uuidv7({ msecs: at(first) }), at(first))).toBe(true);
      expect(within(uuidv7({ msecs: at(first) - 1 }), at(first))).toBe(false);
    }
  });
});

let deps: TestDeps;
let hall: Awaited<ReturnType<typeof testHall>>;
beforeAll(async () => {
  deps = await testDeps({ pool: 6 });
  hall = await testHall(deps.owner);
  deps.halls.clear();
});
afterAll(() => deps.close());

const take = async () => {
  const input = { seriesId: hall.series[0]!, itemId: null, priority: null, personId: null };
  const command = { name: 'ticket.take', key: newKey(), body: input };
  return takeTicket(deps, await deps.halls.hall(hall.id), testDevice(deps, hall.id), input, untold, command);
};
const month = monthOf(Date.now()).table;

test('a number that is taken lies in the month in which its hall-day began', async () => {
  await take();
  const rows = await deps.owner<{ at: string }[]>`select distinct tableoid::regclass::text as at from events`;
  expect(rows.map((row) => row.at)).toEqual([month]);
});

test('partitions are there for two years, and it is told when they run short', async () => {
  expect(await logRoom(deps.sql, Date.now())).toEqual({ monthsLeft: monthsAhead, outside: 0 });
  const told: string[] = [];
  const log = { warn: (_: unknown, text: string) => told.push(text) } as unknown as TestDeps['log'];
  await watchLog({ ...deps, log });
  expect(told).toEqual([]);
  const late = new Date();
  late.setUTCDate(1);
  late.setUTCMonth(late.getUTCMonth() + monthsAhead - 2);
  await watchLog({ ...deps, log, now: () => late.getTime() });
  expect(told).toEqual([expect.stringContaining('start the service anew')]);
  expect(await registry.metrics()).toMatch(/^log_months_left 2$/m);
});

test('a start that finds events without a month moves them while citizens take numbers, and none is refused or lost', async () => {
  await deps.owner.unsafe(
    `alter table events detach partition ${month}; insert into events_default select * from ${month}; drop table ${month}`,
  );
  let going = true;
  let taken = 0;
  const citizens = Array.from({ length: 5 }, async () => {
    while (going) {
      await take();
      taken += 1;
    }
  });
  await expect.poll(() => taken, { timeout: 15_000 }).toBeGreaterThan(20);
  expect((await logRoom(deps.sql, Date.now())).outside).toBeGreaterThan(20);
  await makeMonths(deps.owner, Date.now());
  const before = taken;
  await expect.poll(() => taken, { timeout: 15_000 }).toBeGreaterThan(before + 20);
  going = false;
  await Promise.all(citizens);
  expect((await logRoom(deps.sql, Date.now())).outside).toBe(0);
  expect((await verifyLog(deps.owner)).findings).toEqual([]);
});

test('what fits no month waits in the rest and is counted', async () => {
  const strange = [uuidv4(), uuidv7({ msecs: at('2120-01-01T00:00:00Z') })];
  await deps.owner.begin(async (tx) => {
    for (const stream of strange) await chain.insert(tx, [chain.link(chain.genesis(stream), content(stream))]);
  });
  await makeMonths(deps.owner, Date.now());
  expect(await logRoom(deps.sql, Date.now())).toEqual({ monthsLeft: monthsAhead, outside: 2 });
  await deps.owner`delete from events where stream = any(${strange})`;
});

test('who reads events by transaction, below the oldest one still open, meets each exactly once', { timeout: 90_000 }, async () => {
  const [begin] = await deps.owner<{ xid: string }[]>`select pg_snapshot_xmax(pg_current_snapshot())::text as xid`;
  const heard: string[] = [];
  let from = begin!.xid;
  const listen = async (): Promise<void> => {
    // a transaction that was open before the reader began, anywhere on the server, would set it back behind its beginning
    const [edge] = await deps.sql<{ xid: string }[]>`select greatest(pg_snapshot_xmin(pg_current_snapshot()), ${from}::xid8)::text as xid`;
    const rows = await deps.sql<{ id: string }[]>`
      select stream || ' ' || version as id from events where xid >= ${from}::xid8 and xid < ${edge!.xid}::xid8 order by xid, stream, version`;
    heard.push(...rows.map((row) => row.id));
    from = edge!.xid;
  };
  let going = true;
  const citizens = Array.from({ length: 4 }, async () => {
    for (let i = 0; i < 40; i += 1) await take();
  });
  const listener = (async () => {
    while (going) await listen();
  })();
  await Promise.all(citizens);
  going = false;
  await listener;
  const all = await deps.owner<{ id: string }[]>`select stream || ' ' || version as id from events where xid >= ${begin!.xid}::xid8`;
  // the edge is the whole server's: a transaction in another database holds it back, as long as the import of a province takes
  while (heard.length < all.length) await listen();
  expect(heard).toHaveLength(all.length);
  expect(new Set(heard)).toEqual(new Set(all.map((row) => row.id)));
});

describe('as role app, a partition of the log is as closed as the whole:', () => {
  const tables = ['events', month, 'events_default'];
  const statements = (table: string) => [
    `update ${table} set actor_id = actor_id`,
    `delete from ${table}`,
    `truncate ${table}`,
    `alter table ${table} add x int`,
    `alter table ${table} disable trigger all`,
    `create trigger t before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
    `drop table ${table}`,
    ...(table === 'events'
      ? [`create table events_2000_01 partition of events for values from ('${uuidv4()}') to ('ffffffff-ffff-ffff-ffff-ffffffffffff')`]
      : [
          `alter table events detach partition ${table}`,
          `insert into ${table} select * from events limit 1`,
          `create table loose (like events); alter table events attach partition loose default`,
        ]),
  ];
  test.each(tables.flatMap(statements))('%s fails', async (statement) => {
    await expect(deps.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the start refuses a role', () => {
  const role = `t_${randomUUID().slice(0, 8)}`;
  beforeAll(() => deps.owner.unsafe(`create role ${role}; create role ${role}_group; grant select, insert on events to ${role}`));
  afterAll(() => deps.owner.unsafe(`drop owned by ${role}, ${role}_group; drop role ${role}, ${role}_group`));
  const asked = async (grant: string): Promise<string[]> => {
    const undone = new Error('undone');
    let found: string[] = [];
    await deps.owner
      .begin(async (tx) => {
        await tx.unsafe(`${grant}; set local role ${role}`);
        found = await rewritable(tx as unknown as Sql);
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
    return found;
  };

  test('that may append and read: not that one', async () => {
    expect(await asked('select 1')).toEqual([]);
  });
  test.each([
    ['may update one month', `grant update on ${month} to ${role}`, `UPDATE ${month}`],
    ['may update one column of one month', `grant update (actor_id) on ${month} to ${role}`, `UPDATE ${month}`],
    ['may delete from the rest', `grant delete on events_default to ${role}`, 'DELETE events_default'],
    [
      'may truncate a month to come',
      `grant truncate on ${monthOf(Date.now(), 2).table} to ${role}`,
      `TRUNCATE ${monthOf(Date.now(), 2).table}`,
    ],
    ['may put a trigger on a month', `grant trigger on ${month} to ${role}`, `TRIGGER ${month}`],
    ['owns a month', `alter table ${month} owner to ${role}`, `owner ${month}`],
    ['may update the whole', `grant update on events to ${role}`, 'UPDATE'],
    ['can become the owner, without inheriting', `grant ${databaseRoles.owner} to ${role} with inherit false`, 'owner'],
    [
      'can become one that may',
      `grant delete on ${month} to ${role}_group; grant ${role}_group to ${role} with inherit false`,
      `DELETE ${month}`,
    ],
    ['writes everything', `grant pg_write_all_data to ${role}`, 'UPDATE'],
    ['owns the schema and so may drop', `alter schema public owner to ${role}`, 'owner'],
    ['is a superuser', `alter role ${role} superuser`, 'superuser'],
  ])('that %s', async (_, grant, what) => {
    expect(await asked(grant)).toContain(what);
  });
});

test('a log from before the months survives to the letter, each stream in the month in which it began', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'one-window-migrations-'));
  const name = `t_${randomUUID().slice(0, 8)}`;
  const url = new URL(inject('adminUrl'));
  const admin = postgres(url.href, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  url.pathname = `/${name}`;
  try {
    const owner = postgres(url.href, { max: 1, onnotice: () => undefined });
    await cp(apiFolder('migrations'), folder, { recursive: true });
    const journal = join(folder, 'meta', '_journal.json');
    const whole = JSON.parse(await readFile(journal, 'utf8')) as { entries: unknown[] };
    await writeFile(journal, JSON.stringify({ ...whole, entries: whole.entries.slice(0, 1) }));
    await createRoles(owner);
    await owner.unsafe(`set role ${databaseRoles.owner}`);
    await runMigrations(drizzle(owner), { migrationsFolder: folder });
    await owner.end();

    const sql = openSql(url.href, 1);
    const began = ['2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z', '2026-11-05T08:00:00.000Z'].map((text) =>
      uuidv7({ msecs: at(text) }),
    );
    const streams = [...began, uuidv4()];
    await sql.begin(async (tx) => {
      for (const stream of streams) {
        let head = chain.genesis(stream);
        for (let i = 0; i < 30; i += 1) {
          const event = chain.link(head, content(stream));
          await chain.insert(tx, [event]);
          head = event;
        }
      }
    });
    const text = () => sql<{ row: string }[]>`select events::text as row from events order by stream, version`;
    const before = await text();
    await migrate(url.href);
    await migrate(url.href);
    expect(await text()).toEqual(before);
    const lies = await sql<{ stream: string; at: string }[]>`select distinct stream, tableoid::regclass::text as at from events`;
    expect(new Map(lies.map((row) => [row.stream, row.at]))).toEqual(
      new Map(
        [...['events_2025_12', 'events_2026_01', 'events_2026_11', 'events_default'].entries()].map(([i, table]) => [streams[i], table]),
      ),
    );
    expect(await partitions(sql)).toContain(monthOf(Date.now(), monthsAhead).table);
    await sql.end();
  } finally {
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
    await rm(folder, { recursive: true, force: true });
  }
});

const content = (stream: string) => ({
  stream,
  kind: 'hall_day',
  type: 'ticket.taken',
  subject: stream,
  actorKind: 'system',
  actorId: 'test',
  commandKey: null,
  recordedAt: '2026-11-05T08:00:00.123Z',
  effectiveAt: null,
  body: '{"number":"A0001","note":"号 𠮷"}',
});
