import { createHmac, randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { aggregateOf, aggregates, type AggregateKind } from '../db/aggregates.ts';
import type { Finding } from './verify.ts';

/** A seal over the heads that moved since the one before. The file leaves the database; the key was never in it. */
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
export type KeyOf = (id: string) => RootKey | undefined;

function isGenuine(root: LogRoot, keyOf: KeyOf): boolean {
  const key = keyOf(root.keyId);
  return key !== undefined && seal(key, root.day, root.previous, root.heads) === root.root;
}

/** Who seals waits for who is sealing: `pg_advisory_xact_lock`. */
const sealLock = 778_002;
const kinds = Object.keys(aggregates) as AggregateKind[];

/**
 * Seals a day, once per database however many processes try: the row of `log_roots` holds all that the seal is over, so
 * each of them can export it. Sealed are the heads that no seal has yet, so a file is as long as its day was busy.
 */
export async function sealLog(sql: Sql, key: RootKey, day: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${sealLock})`;
    if ((await tx`select 1 from log_roots where day = ${day}`).length > 0) return;
    const rows = await tx<{ head: string }[]>`
      with sealed as (select split_part(line, ' ', 1)::uuid as id, max(split_part(line, ' ', 2)::int) as version
        from log_roots, string_to_table(nullif(content, ''), chr(10)) as line group by 1),
      heads as (${kinds.map((kind, i) => tx`${i > 0 ? tx`union all` : tx``} select id, version, head_hash from ${tx(aggregateOf(kind).table)}`)})
      select h.id || ' ' || h.version || ' ' || encode(h.head_hash, 'hex') as head
      from heads h left join sealed s on s.id = h.id where h.version > coalesce(s.version, 0)`;
    const heads = rows.map((row) => row.head).sort();
    const [before] = await tx<{ root: string }[]>`select root from log_roots where day < ${day} order by day desc limit 1`;
    const previous = before?.root ?? '';
    const root = seal(key, day, previous, heads);
    await tx`insert into log_roots (day, heads, root, previous, key_id, content)
      values (${day}, ${heads.length}, ${root}, ${previous}, ${key.id}, ${heads.join('\n')})`;
  });
}

/**
 * Brings a folder up to date with the seals of the database. Safe to repeat, and for
 * several processes on one folder or on one each. The name holds the seal, so another seal of the same day, which a
 * failover or a forger would leave, is never written over: it is evidence, and `log:verify` names the pair.
 */
export async function exportSeals(sql: Sql, keyOf: KeyOf, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const there = new Set(await readdir(folder));
  for (const { day, root } of await sql<
    { day: string; root: string }[]
  >`select day, root from log_roots where content is not null order by day`) {
    const name = fileOf(day, root);
    if (there.has(name)) continue;
    const stored = await storedSeal(sql, day);
    if (!isGenuine(stored, keyOf)) throw new Error(`the seal of ${day} in the database is not ours: not exported`);
    const part = join(folder, `.${randomUUID()}.part`);
    await writeFile(part, JSON.stringify(stored, null, 1), { mode: 0o600 });
    await rename(part, join(folder, name));
  }
}

/** The newest day whose seal stands in the database and lies in this folder. */
export async function lastExported(sql: Sql, folder: string): Promise<string | null> {
  const there = new Set(await readdir(folder).catch(() => []));
  const seals = await sql<{ day: string; root: string }[]>`select day, root from log_roots order by day desc`;
  return seals.find(({ day, root }) => there.has(fileOf(day, root)))?.day ?? null;
}

const fileOf = (day: string, root: string): string => `${day}.${root.slice(0, 12)}.json`;

async function storedSeal(sql: Sql, day: string): Promise<LogRoot> {
  const [row] = await sql<(Omit<LogRoot, 'heads'> & { content: string })[]>`
    select day, previous, key_id as "keyId", root, content from log_roots where day = ${day}`;
  const { content, ...seal } = row!;
  return { ...seal, heads: content === '' ? [] : content.split('\n') };
}

/** A seal as it lies in the database, and what it proves. */
export interface CheckedSeal {
  readonly day: string;
  readonly heads: number;
  readonly root: string;
  readonly keyId: string;
  readonly createdAt: string;
  readonly verdict: SealVerdict;
  /** The first of its heads that is not in the log as it was sealed. */
  readonly finding: Finding | null;
}
/** `file_only` = from before seals held what they are over: only its file can be checked. */
export const sealVerdicts = ['fits', 'not_ours', 'not_following', 'broken', 'file_only'] as const;
export type SealVerdict = (typeof sealVerdicts)[number];

/** Seals of the database, newest first: genuine, following the one before, over heads that still stand in the log. */
export async function checkSeals(
  sql: Sql,
  keyOf: KeyOf,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ seals: CheckedSeal[]; next: string | null }> {
  const rows = await sql<(Omit<LogRoot, 'heads'> & { count: number; content: string | null; createdAt: string; earlier: string })[]>`
    select day, previous, key_id as "keyId", root, heads as count, content, created_at as "createdAt",
      coalesce((select root from log_roots b where b.day < r.day order by b.day desc limit 1), '') as earlier
    from log_roots r where day < ${page.before ?? '9999'} order by day desc limit ${page.limit + 1}`;
  const seals: CheckedSeal[] = [];
  for (const { count, content, createdAt, earlier, ...row } of rows.slice(0, page.limit)) {
    const seal: LogRoot = { ...row, heads: content ? content.split('\n') : [] };
    const [finding = null] = content === null ? [] : await brokenHeads(sql, seal);
    const genuine = isGenuine(seal, keyOf);
    const verdict =
      content === null ? 'file_only' : !genuine ? 'not_ours' : row.previous !== earlier ? 'not_following' : finding ? 'broken' : 'fits';
    seals.push({ day: row.day, heads: count, root: row.root, keyId: row.keyId, createdAt, verdict, finding });
  }
  return { seals, next: rows.length > page.limit ? seals.at(-1)!.day : null };
}

interface Exported extends LogRoot {
  readonly file: string;
}

/** The seals of one folder, in the order of their days. */
async function readFolder(folder: string): Promise<Exported[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      try {
        return { ...(JSON.parse(await readFile(file, 'utf8')) as LogRoot), file };
      } catch (cause) {
        throw new Error(`封签文件 ${file} 无法读取。 / The seal ${file} cannot be read.`, { cause });
      }
    }),
  );
}

/**
 * Every exported seal must be genuine, follow the one before and be the only one of its day; every seal of the database
 * must have been exported and the other way round; every sealed head must still be in the log as it was. Folders may
 * hold some of the days each, or the same.
 */
export async function verifyRoots(sql: Sql, keyOf: KeyOf, folders: readonly string[]): Promise<{ roots: number; findings: Finding[] }> {
  const seals = new Map<string, Exported>();
  for (const folder of folders) for (const seal of await readFolder(folder)) seals.set(`${seal.day} ${seal.root}`, seal);
  const stored = new Map(
    (await sql<{ day: string; root: string }[]>`select day, root from log_roots order by day`).map(({ day, root }) => [day, root]),
  );
  const findings: Finding[] = [];
  const found = (detail: string): void => void findings.push({ damage: 'rewritten', stream: '', kind: 'root', version: 0, detail });
  const days = [...new Set([...stored.keys(), ...[...seals.values()].map((seal) => seal.day)])].sort();
  let before = [''];
  for (const day of days) {
    const own = [...seals.values()].filter((seal) => seal.day === day);
    const root = stored.get(day);
    if (own.length > 1) found(`${day} was sealed ${own.length} times: ${own.map((seal) => seal.file).join(', ')}`);
    if (root === undefined) found(`the database does not know the seal of ${day}: it is from before that day, or lost what came then`);
    else if (!own.some((seal) => seal.root === root)) found(`the exported seal of ${day} is missing or another`);
    for (const seal of own) {
      if (!isGenuine(seal, keyOf)) found(`the seal of ${day} is not ours: ${seal.file}`);
      if (!before.includes(seal.previous)) found(`the seal of ${day} does not follow the one before: ${seal.file}`);
      findings.push(...(await brokenHeads(sql, seal)));
    }
    before = [...own.map((seal) => seal.root), ...(root === undefined ? [] : [root])];
  }
  return { roots: seals.size, findings };
}

async function brokenHeads(sql: Sql, root: LogRoot): Promise<Finding[]> {
  const heads = root.heads.map((line) => line.split(' ') as [string, string, string]);
  const rows = await sql<{ stream: string; version: number; last: number | null }[]>`
    select s.stream, s.version, case when e.hash is null then (select coalesce(max(version), 0) from events l where l.stream = s.stream) end as last
    from unnest(${heads.map((h) => h[0])}::uuid[], ${heads.map((h) => Number(h[1]))}::int[], ${heads.map((h) => h[2])}::text[]) as s(stream, version, hash)
    left join events e on e.stream = s.stream and e.version = s.version
    where e.hash is null or encode(e.hash, 'hex') <> s.hash`;
  return rows.map(({ stream, version, last }) => {
    const at = { stream, kind: 'root', version };
    if (last === null) return { ...at, damage: 'rewritten', detail: `not what was sealed on ${root.day}` };
    if (last > version) return { ...at, damage: 'deletion', detail: `sealed on ${root.day}` };
    return { ...at, damage: 'cut tail', version: last + 1, detail: `sealed up to version ${version} on ${root.day}, ends at ${last}` };
  });
}
