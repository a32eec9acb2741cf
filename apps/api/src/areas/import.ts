import type { Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import type { DateText } from '@one-window/domain/time';
import { csvRows, ImportProblem } from './files.ts';

export interface AreaImport {
  readonly path: string;
  /** The day for which the file is true: new areas and changes begin with it. */
  readonly asOf: DateText;
  /** The file lists everything below its roots: what it no longer names is closed. */
  readonly complete?: boolean;
}

export interface AreaReport {
  readonly read: number;
  readonly added: number;
  readonly renamed: readonly { code: string; from: string; to: string }[];
  readonly moved: readonly string[];
  /** Codes whose validity ended. */
  readonly closed: readonly string[];
  readonly closureOpened: number;
  readonly closureClosed: number;
}

interface AreaRow {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly parent: string | null;
}

interface Known {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly parent_id: string | null;
}

interface Progress {
  readonly seen: Set<string>;
  readonly roots: Set<string>;
  added: number;
  readonly renamed: { code: string; from: string; to: string }[];
  readonly moved: string[];
}

const batchSize = 2_000;

/** Loads a CSV `code,name,level,parent`. The same file again changes nothing; all of it is written or nothing. */
export async function importAreas(sql: Sql, input: AreaImport): Promise<AreaReport> {
  return sql.begin(async (tx) => {
    // two imports at once would both see an area as new
    await tx`select pg_advisory_xact_lock(778002)`;
    const progress: Progress = { seen: new Set(), roots: new Set(), added: 0, renamed: [], moved: [] };
    let late: AreaRow[] = [];
    for await (const batch of batches(input.path)) late.push(...(await loadBatch(tx, batch, input.asOf, progress)));
    while (late.length > 0) {
      const rest = await loadBatch(tx, late, input.asOf, progress);
      if (rest.length === late.length) throw new ImportProblem('unknown_parent', rest[0]!.line, rest[0]!.parent);
      late = rest;
    }
    if (progress.seen.size === 0) throw new ImportProblem('empty_file');
    const closed = input.complete ? await closeMissing(tx, progress, input.asOf) : [];
    const closure = await syncClosure(tx, input.asOf);
    return { read: progress.seen.size, added: progress.added, renamed: progress.renamed, moved: progress.moved, closed, ...closure };
  }) as Promise<AreaReport>;
}

async function* batches(path: string): AsyncGenerator<AreaRow[]> {
  let batch: AreaRow[] = [];
  for await (const { line, row } of csvRows(path)) {
    batch.push(checked(line, row));
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function checked(line: number, row: Record<string, string>): AreaRow {
  const { code = '', name = '', level = '', parent = '' } = row;
  if (!/^\d{12}$/.test(code)) throw new ImportProblem('bad_code', line, code);
  if (name === '' || name.length > 200) throw new ImportProblem('bad_name', line, name);
  if (!/^[1-5]$/.test(level)) throw new ImportProblem('bad_level', line, level);
  if (parent !== '' && (!/^\d{12}$/.test(parent) || parent === code)) throw new ImportProblem('bad_parent', line, parent);
  return { line, code, name, level: Number(level), parent: parent === '' ? null : parent };
}

interface Added {
  readonly id: string;
  readonly row: AreaRow;
  readonly parentId: string | null;
}

interface Changed {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly renamed: boolean;
}

/** Writes what it can of a batch; gives back the rows whose parent has not come yet. */
async function loadBatch(tx: TransactionSql, batch: readonly AreaRow[], asOf: DateText, progress: Progress): Promise<AreaRow[]> {
  const codes = [...new Set(batch.flatMap((row) => (row.parent ? [row.code, row.parent] : [row.code])))];
  const found = await tx<Known[]>`select id, code, name, parent_id from areas where valid_to is null and code = any(${codes}::text[])`;
  const { added, changed, late } = compare(batch, new Map(found.map((area) => [area.code, area])), progress);
  if (added.length > 0) await writeAdded(tx, added, asOf);
  if (changed.length > 0) await writeChanged(tx, changed, asOf);
  return late;
}

/** What the batch adds and changes against what is known; keeps the count of it in `progress`. */
function compare(
  batch: readonly AreaRow[],
  known: Map<string, Known>,
  progress: Progress,
): { added: Added[]; changed: Changed[]; late: AreaRow[] } {
  const result = { added: [] as Added[], changed: [] as Changed[], late: [] as AreaRow[] };
  for (const row of batch) {
    const parentId = row.parent === null ? null : known.get(row.parent)?.id;
    if (parentId === undefined) {
      result.late.push(row);
      continue;
    }
    if (progress.seen.has(row.code)) throw new ImportProblem('code_twice', row.line, row.code);
    progress.seen.add(row.code);
    if (row.parent === null) progress.roots.add(row.code);
    const before = known.get(row.code);
    if (before) {
      const change = changeOf(before, row, parentId, progress);
      if (change) result.changed.push(change);
    } else {
      const id = uuidv7();
      known.set(row.code, { id, code: row.code, name: row.name, parent_id: parentId });
      result.added.push({ id, row, parentId });
    }
  }
  progress.added += result.added.length;
  return result;
}

function changeOf(before: Known, row: AreaRow, parentId: string | null, progress: Progress): Changed | null {
  const renamed = before.name !== row.name;
  // the root of a district's file may hang on a city that another file brought
  const moved = row.parent !== null && before.parent_id !== parentId;
  if (renamed) progress.renamed.push({ code: row.code, from: before.name, to: row.name });
  if (moved) progress.moved.push(row.code);
  return renamed || moved ? { id: before.id, name: row.name, parentId: moved ? parentId : before.parent_id, renamed } : null;
}

async function writeAdded(tx: TransactionSql, added: readonly Added[], asOf: DateText): Promise<void> {
  await tx`
    insert into areas (id, code, name, level, parent_id, valid_from)
    select *, ${asOf}::date from unnest(
      ${added.map((a) => a.id)}::uuid[], ${added.map((a) => a.row.code)}::text[], ${added.map((a) => a.row.name)}::text[],
      ${added.map((a) => a.row.level)}::int[], ${added.map((a) => a.parentId)}::uuid[])`;
}

async function writeChanged(tx: TransactionSql, changed: readonly Changed[], asOf: DateText): Promise<void> {
  const renamed = changed.filter((area) => area.renamed).map((area) => area.id);
  await tx`
    insert into area_names (area_id, name, valid_from, valid_to)
    select a.id, a.name, f.since, ${asOf}::date
    from areas a, lateral (select coalesce(max(n.valid_to), a.valid_from) as since from area_names n where n.area_id = a.id) f
    where a.id = any(${renamed}::uuid[]) and f.since < ${asOf}::date`;
  await tx`
    update areas a set name = c.name, parent_id = c.parent_id
    from unnest(${changed.map((c) => c.id)}::uuid[], ${changed.map((c) => c.name)}::text[], ${changed.map((c) => c.parentId)}::uuid[]) as c(id, name, parent_id)
    where a.id = c.id`;
}

/** Ends the validity of what lies below the file's roots and is not in the file. */
async function closeMissing(tx: TransactionSql, progress: Progress, asOf: DateText): Promise<string[]> {
  const rows = await tx<{ code: string }[]>`
    update areas a set valid_to = greatest(${asOf}::date, a.valid_from)
    from area_closure c join areas root on root.id = c.ancestor_id and root.valid_to is null
    where c.descendant_id = a.id and c.valid_to is null and a.valid_to is null
      and root.code = any(${[...progress.roots]}::text[])
      and not exists (select from unnest(${[...progress.seen]}::text[]) as s(code) where s.code = a.code)
    returning a.code`;
  return rows.map((row) => row.code).toSorted();
}

/** Brings the closure to what the parents say now; what is no longer true is closed, and stays to be asked for its time. */
async function syncClosure(tx: TransactionSql, asOf: DateText): Promise<{ closureOpened: number; closureClosed: number }> {
  await tx`
    create temporary table area_tree on commit drop as
    with recursive tree as (
      select id as descendant_id, id as ancestor_id, parent_id as next_id, 0 as depth from areas where valid_to is null
      union all
      select t.descendant_id, a.id, a.parent_id, t.depth + 1 from tree t join areas a on a.id = t.next_id where t.depth < 16)
    select descendant_id, ancestor_id, depth from tree`;
  const [loop] = await tx<
    { code: string }[]
  >`select a.code from area_tree t join areas a on a.id = t.descendant_id where t.depth >= 16 limit 1`;
  if (loop) throw new ImportProblem('area_in_a_circle', null, loop.code);
  const closed = await tx`
    update area_closure c set valid_to = greatest(${asOf}::date, c.valid_from)
    where c.valid_to is null and not exists (
      select from area_tree t where t.descendant_id = c.descendant_id and t.ancestor_id = c.ancestor_id and t.depth = c.depth)`;
  const opened = await tx`
    insert into area_closure (ancestor_id, descendant_id, depth, valid_from)
    select t.ancestor_id, t.descendant_id, t.depth, ${asOf}::date from area_tree t
    where not exists (
      select from area_closure c where c.valid_to is null and c.descendant_id = t.descendant_id and c.ancestor_id = t.ancestor_id)
    on conflict (descendant_id, ancestor_id, valid_from) do update set valid_to = null, depth = excluded.depth`;
  return { closureOpened: opened.count, closureClosed: closed.count };
}
