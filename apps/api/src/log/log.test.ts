import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { post, testClerk, testDeps, testDevice, testHall, type TestDeps } from '../testing.ts';
import { aggregateOf, aggregates, type AggregateKind } from '../db/aggregates.ts';
import { rewritable } from '../db/roles.ts';
import { chain, contentHash, linkHash } from './chain.ts';
import { exportSeals, sealLog, verifyRoots } from './roots.ts';
import { verifyLog } from './verify.ts';

let deps: TestDeps;
let folder: string;
let stream: string;
const key = { id: 'k1', key: Buffer.alloc(32, 1) };
const keyOf = () => key;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'one-window-roots-'));
  deps = await testDeps();
});
afterAll(async () => {
  await deps.close();
  await rm(folder, { recursive: true, force: true });
});

/** A hall on its first morning: six numbers, two calls, one of them served. What was done to the halls before it stays done. */
beforeEach(async () => {
  const hall = await testHall(deps.owner);
  deps.halls.clear();
  const kiosk = testDevice(deps, hall.id);
  const clerk = testClerk(deps);
  for (let i = 0; i < 6; i += 1) await post(deps.apps.hall, '/api/tickets', kiosk, { seriesId: hall.series[0] });
  await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/session`, clerk, { action: 'open' });
  const { body } = await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, { action: 'next' });
  const { id } = body['ticket'] as { id: string };
  await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, { action: 'start', ticketId: id });
  await post(deps.apps.desk, `/api/windows/${hall.windows[0]}/actions`, clerk, { action: 'next', finish: id });
  const [day] = await deps.owner<{ id: string }[]>`select id from hall_days where hall_id = ${hall.id}`;
  stream = day!.id;
});

const first = async () => (await verifyLog(deps.owner)).findings.find((finding) => finding.stream === stream);

describe('the log of a hall', () => {
  test('is whole, and the table is what its events say', async () => {
    expect(await verifyLog(deps.owner)).toMatchObject({ streams: 2, events: 12, findings: [] });
  });

  test('names even a chain that was rewritten whole, by the seal that left the database', async () => {
    await sealLog(deps.owner, key, '2026-11-24');
    await exportSeals(deps.owner, keyOf, folder);
    expect((await verifyRoots(deps.owner, keyOf, [folder])).findings).toEqual([]);
    expect((await verifyRoots(deps.owner, keyOf, [])).findings[0]?.detail).toContain('2026-11-24 is missing');
    await rewriteFrom(2);
    expect((await verifyLog(deps.owner)).findings.every((f) => f.damage === 'row differs' || f.damage === 'edit')).toBe(true);
    expect((await verifyRoots(deps.owner, keyOf, [folder])).findings[0]).toMatchObject({ damage: 'rewritten', stream });
  });

  test('names an edited event', async () => {
    await deps.owner`update events set body = replace(body, 'A0003', 'A0009') where stream = ${stream} and version = 4`;
    expect(await first()).toMatchObject({ damage: 'edit', version: 4 });
  });

  test('names an event that was pinned on somebody else', async () => {
    await deps.owner`update events set actor_id = 'innocent' where stream = ${stream} and version = 9`;
    expect(await first()).toMatchObject({ damage: 're-attribution', version: 9 });
  });

  test('names a deleted event', async () => {
    await deps.owner`delete from events where stream = ${stream} and version = 5`;
    expect(await first()).toMatchObject({ damage: 'deletion', version: 5 });
  });

  test('names a cut tail', async () => {
    await deps.owner`delete from events where stream = ${stream} and version > 10`;
    expect(await first()).toMatchObject({ damage: 'cut tail', version: 11 });
  });

  test('names events that changed places', async () => {
    await deps.owner`update events set version = case version when 3 then 1003 else 1004 end where stream = ${stream} and version in (3, 4)`;
    await deps.owner`update events set version = case version when 1003 then 4 else 3 end where stream = ${stream} and version in (1003, 1004)`;
    expect(await first()).toMatchObject({ damage: 'reorder', version: 3 });
  });

  test('names a row that nobody changed through an event', async () => {
    await deps.owner`update tickets set state = 'CANCELLED' where number = 'A0006' and hall_day_id = ${stream}`;
    expect(await first()).toMatchObject({ damage: 'row differs', detail: expect.stringContaining('A0006') });
  });
});

/** Only a realm may be older than its log. */
const kinds = (Object.keys(aggregates) as AggregateKind[]).filter((kind) => kind !== 'realm');

test('a row that was put in by hand is named, whatever it is', async () => {
  const put = kinds.map((kind) => ({ kind, id: uuidv7() }));
  for (const { kind, id } of put) await bareRow(aggregateOf(kind).table, id);
  const { findings } = await verifyLog(deps.owner);
  for (const { kind, id } of put.toReversed()) await deps.owner`delete from ${deps.owner(aggregateOf(kind).table)} where id = ${id}`;
  for (const { kind, id } of put)
    expect(findings.filter((finding) => finding.stream === id)).toMatchObject([
      { damage: 'row differs', kind, detail: 'row without events' },
    ]);
});

/** With whatever each column takes, at the beginning of a chain that has no event; nothing that it refers to or has to keep is asked for. */
async function bareRow(table: string, id: string): Promise<void> {
  const columns = await deps.owner<{ name: string; type: string }[]>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a
    where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef`;
  const values = columns.map(({ name, type }) => {
    if (name === 'id') return `'${id}'`;
    if (name === 'version') return '0';
    if (name === 'head_hash') return `'\\x${chain.genesis(id).hash.toString('hex')}'`;
    if (type === 'uuid') return 'gen_random_uuid()';
    if (type.startsWith('timestamp') || type === 'date') return 'now()';
    if (type.endsWith('[]') || type === 'jsonb') return `'{}'`;
    if (type === 'boolean') return 'false';
    return /int|numeric/.test(type) ? '1' : `'x'`;
  });
  const checks = await deps.owner<{ name: string }[]>`
    select conname as name from pg_constraint where conrelid = ${table}::regclass and contype = 'c'`;
  await deps.owner.begin(async (tx) => {
    for (const { name } of checks) await tx`alter table ${tx(table)} drop constraint ${tx(name)}`;
    await tx.unsafe("set local session_replication_role = 'replica'");
    await tx.unsafe(`insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')}) values (${values.join(', ')})`);
  });
}

/** What an attacker with the owner's rights would do: change an actor and compute every hash anew. */
async function rewriteFrom(version: number): Promise<void> {
  const rows =
    await deps.owner`select stream, version, kind, type, subject, actor_kind as "actorKind", actor_id as "actorId", command_key as "commandKey",
    recorded_at as "recordedAt", effective_at as "effectiveAt", body, alg, hash from events where stream = ${stream} order by version`;
  let previous = chain.genesis(stream).hash;
  for (const raw of rows) {
    const row = raw as unknown as Parameters<typeof linkHash>[0] & Parameters<typeof contentHash>[0] & { hash: Buffer };
    const changed = { ...row, actorId: row.version === version ? 'innocent' : row.actorId, prevHash: previous };
    const content = contentHash(changed, changed.alg);
    const hash = linkHash({ ...changed, contentHash: content });
    await deps.owner`update events set actor_id = ${changed.actorId}, content_hash = ${content}, prev_hash = ${previous}, hash = ${hash} where stream = ${stream} and version = ${row.version}`;
    previous = hash;
  }
  await deps.owner`update hall_days set head_hash = ${previous} where id = ${stream}`;
}

describe('as role app', () => {
  test.each([
    'update events set actor_id = actor_id',
    'delete from events',
    'truncate events',
    'alter table events add x int',
    'drop table events',
  ])('%s fails', async (statement) => {
    await expect(deps.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('granting itself the right fails: nothing is granted, and the start would refuse a role that could', async () => {
    await deps.sql.unsafe('grant update on events to ow_app');
    await expect(deps.sql.unsafe('update events set actor_id = actor_id')).rejects.toMatchObject({ code: '42501' });
    expect(await rewritable(deps.sql)).toEqual([]);
    expect(await rewritable(deps.owner)).toContain('superuser');
  });
});
