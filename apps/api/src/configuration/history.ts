import type { ConfigDiff, ConfigEntity } from '@one-window/domain/config';
import { configDiff, type ConfigChange } from '@one-window/domain/config-plan';
import { DomainError } from '@one-window/domain/errors';
import type { Instant } from '@one-window/domain/time';
import type { ConfigEvent } from './aggregate.ts';
import type { Connection } from './store.ts';

/** Who changed a thing after somebody had looked at it. */
export interface Newer {
  readonly version: number;
  /** Staff number, or the kind of actor where it was no member of staff. */
  readonly by: string;
  readonly at: Instant;
  readonly entity: ConfigEntity;
  readonly id: string;
}

/** One press of "apply": the versions that it wrote. */
export interface HistoryEntry {
  /** The last of its versions, by which it is undone. */
  readonly version: number;
  readonly at: Instant;
  readonly by: string;
  readonly undoes: number | null;
  /** Nothing newer stands on it. */
  readonly undoable: boolean;
  readonly diff: readonly ConfigDiff[];
}

interface EventRow {
  readonly version: number;
  readonly subject: string;
  readonly recorded_at: Instant;
  readonly actor_id: string;
  readonly command_key: string | null;
  readonly by: string;
  readonly body: string;
  readonly newest: number;
}

const bodyOf = (row: Pick<EventRow, 'body'>): ConfigEvent['body'] => JSON.parse(row.body) as ConfigEvent['body'];

/** The newest change after `version` of one of these things, or null. */
export async function newerThan(sql: Connection, realmId: string, version: number, ids: readonly string[]): Promise<Newer | null> {
  const [row] = await sql<EventRow[]>`
    select e.version, e.subject, e.recorded_at, e.body, coalesce(s.staff_no, e.actor_kind) as by
    from events e left join staff s on e.actor_kind = 'staff' and s.id::text = e.actor_id
    where e.stream = ${realmId} and e.version > ${version} and e.subject = any(${[...ids]}::uuid[]) order by e.version desc limit 1`;
  return row ? { version: row.version, by: row.by, at: row.recorded_at, entity: bodyOf(row).entity, id: row.subject } : null;
}

/** All events of the press that wrote `version`. */
export async function readEntry(sql: Connection, realmId: string, version: number): Promise<EventRow[]> {
  const rows = await sql<EventRow[]>`
    select e.version, e.subject, e.body from events one join events e
      on e.stream = one.stream and e.recorded_at = one.recorded_at and e.actor_id = one.actor_id and e.command_key is not distinct from one.command_key
    where one.stream = ${realmId} and one.version = ${version} order by e.version`;
  if (rows.length === 0) throw new DomainError('not_found');
  return rows;
}

export function changesOf(rows: readonly Pick<EventRow, 'subject' | 'body'>[]): ConfigChange[] {
  return rows.map((row) => {
    const { entity, before, set } = bodyOf(row);
    return { entity, id: row.subject, before, set };
  });
}

/** A page of presses, newest first; `visible` keeps what the one who asks may see. `next` is where the following page begins. */
export async function readHistory(
  sql: Connection,
  realmId: string,
  page: { readonly before: number | null; readonly limit: number },
  visible: (change: ConfigChange) => boolean,
): Promise<{ entries: HistoryEntry[]; next: number | null }> {
  const rows = await sql<EventRow[]>`
    with presses as (
      select max(version) as last, min(version) as first from events where stream = ${realmId} and version < ${page.before ?? 2_147_483_647}
      group by recorded_at, actor_id, command_key order by 1 desc limit ${page.limit})
    select e.version, e.subject, e.recorded_at, e.actor_id, e.command_key, e.body, coalesce(s.staff_no, e.actor_kind) as by,
      (select max(n.version) from events n where n.stream = e.stream and n.subject = e.subject) as newest
    from events e left join staff s on e.actor_kind = 'staff' and s.id::text = e.actor_id
    where e.stream = ${realmId} and e.version between (select min(first) from presses) and (select max(last) from presses)
    order by e.version`;
  const presses = pressesOf(rows);
  const entries = presses.map((press) => entryOf(press, visible)).filter((entry) => entry.diff.length > 0);
  const oldest = rows[0]?.version ?? 1;
  return { entries: entries.reverse(), next: presses.length < page.limit || oldest === 1 ? null : oldest };
}

function pressesOf(rows: readonly EventRow[]): EventRow[][] {
  const presses = new Map<string, EventRow[]>();
  for (const row of rows) {
    const press = `${row.recorded_at} ${row.actor_id} ${row.command_key}`;
    presses.set(press, [...(presses.get(press) ?? []), row]);
  }
  return [...presses.values()];
}

function entryOf(press: readonly EventRow[], visible: (change: ConfigChange) => boolean): HistoryEntry {
  const last = press.at(-1)!;
  const changes = changesOf(press);
  const made = changes.some((change) => change.entity === 'realm' && change.before === null);
  return {
    version: last.version,
    at: last.recorded_at,
    by: last.by,
    undoes: bodyOf(last).undoes,
    undoable: !made && press.every((row) => row.newest <= last.version) && changes.every(visible),
    diff: changes.filter(visible).flatMap(configDiff),
  };
}
