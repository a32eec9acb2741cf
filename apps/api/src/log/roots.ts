import { createHmac } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { aggregateOf, aggregates, type AggregateKind } from '../db/aggregates.ts';
import type { Finding } from './verify.ts';

/** A seal over all heads of a day. The file leaves the database; the key was never in it. */
export interface LogRoot {
  readonly day: string;
  readonly previous: string;
  readonly keyId: string;
  /** `stream version hash`, sorted: what the seal is over. */
  readonly heads: readonly string[];
  readonly root: string;
}

export interface RootKey {
  readonly id: string;
  readonly key: Buffer;
}

const seal = (key: RootKey, day: string, previous: string, heads: readonly string[]): string =>
  createHmac('sha256', key.key)
    .update(`${day}\n${previous}\n${heads.join('\n')}`)
    .digest('hex');

/** Seals the heads of all streams for a day and exports them to `<folder>/<day>.json`; a day is sealed once. */
export async function sealLog(sql: Sql, key: RootKey, day: string, folder: string): Promise<LogRoot> {
  const heads: string[] = [];
  for (const kind of Object.keys(aggregates) as AggregateKind[])
    for (const row of await sql<
      { id: string; version: number; head_hash: Buffer }[]
    >`select id, version, head_hash from ${sql(aggregateOf(kind).table)} where version > 0`)
      heads.push(`${row.id} ${row.version} ${row.head_hash.toString('hex')}`);
  heads.sort();
  const [before] = await sql<{ root: string }[]>`select root from log_roots where day < ${day} order by day desc limit 1`;
  const previous = before?.root ?? '';
  const root: LogRoot = { day, previous, keyId: key.id, heads, root: seal(key, day, previous, heads) };
  const [stored] = await sql<{ root: string }[]>`
    insert into log_roots (day, heads, root, previous, key_id) values (${day}, ${heads.length}, ${root.root}, ${previous}, ${key.id})
    on conflict (day) do nothing returning root`;
  if (stored) await exportRoot(folder, root);
  return root;
}

async function exportRoot(folder: string, root: LogRoot): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${root.day}.json`);
  await writeFile(`${file}.part`, JSON.stringify(root, null, 1), { mode: 0o600 });
  await rename(`${file}.part`, file);
}

/** Every exported seal must be genuine, follow the one before, and every sealed head must still be in the log as it was. */
export async function verifyRoots(
  sql: Sql,
  keyOf: (id: string) => RootKey | undefined,
  folder: string,
): Promise<{ roots: number; findings: Finding[] }> {
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const findings: Finding[] = [];
  const found = (stream: string, version: number, detail: string): void =>
    void findings.push({ damage: 'rewritten', stream, kind: 'root', version, detail });
  const exported = new Map<string, string>();
  let previous: string | null = null;
  for (const file of files) {
    const root = JSON.parse(await readFile(join(folder, file), 'utf8')) as LogRoot;
    const key = keyOf(root.keyId);
    if (!key || seal(key, root.day, root.previous, root.heads) !== root.root) found('', 0, `the seal of ${root.day} is not ours`);
    if (previous !== null && root.previous !== previous) found('', 0, `the seal of ${root.day} does not follow the one before`);
    previous = root.root;
    exported.set(root.day, root.root);
    findings.push(...(await brokenHeads(sql, root)));
  }
  for (const { day, root } of await sql<{ day: string; root: string }[]>`select day, root from log_roots order by day`)
    if (exported.get(day) !== root) found('', 0, `the exported seal of ${day} is missing or another`);
  return { roots: files.length, findings };
}

async function brokenHeads(sql: Sql, root: LogRoot): Promise<Finding[]> {
  const heads = root.heads.map((line) => line.split(' ') as [string, string, string]);
  const rows = await sql<{ stream: string; version: number }[]>`
    select s.stream, s.version from unnest(${heads.map((h) => h[0])}::uuid[], ${heads.map((h) => Number(h[1]))}::int[], ${heads.map((h) => h[2])}::text[]) as s(stream, version, hash)
    left join events e on e.stream = s.stream and e.version = s.version
    where e.hash is null or encode(e.hash, 'hex') <> s.hash`;
  return rows.map((row) => ({
    damage: 'rewritten',
    stream: row.stream,
    kind: 'root',
    version: row.version,
    detail: `not what was sealed on ${root.day}`,
  }));
}
