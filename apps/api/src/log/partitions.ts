import type { Sql } from 'postgres';

/** One month of the log: the streams that began in it, by UTC. */
export interface Month {
  readonly table: string;
  /** First stream id of the month, and of the next one. */
  readonly from: string;
  readonly to: string;
}

/** What fits no month: ids that are no UUIDv7, a clock that was wrong by years. Empty in a sound installation. */
export const restPartition = 'events_default';
/** Months that are made ahead, so that a service that runs for years is not restarted for the log's sake. */
export const monthsAhead = 24;
/** Fewer than this are left: somebody has to start the service anew, which makes the next ones. */
export const monthsLow = 3;

/** The month of an instant, or one that lies `ahead` of it. */
export function monthOf(ms: number, ahead = 0): Month {
  const at = new Date(ms);
  const begin = (n: number): number => Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + n);
  const name = new Date(begin(ahead)).toISOString().slice(0, 7).replace('-', '_');
  return { table: `events_${name}`, from: firstStream(begin(ahead)), to: firstStream(begin(ahead + 1)) };
}

/** The smallest UUIDv7 of a millisecond: 48 bits of time, then nothing. */
function firstStream(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/**
 * Makes the partitions of the month before, of this one and of those to come, and moves there what waited in the rest.
 * As owner; safe to repeat. The month before is for streams of a process whose clock is late.
 */
export async function makeMonths(sql: Sql, now: number): Promise<void> {
  const wanted = Array.from({ length: monthsAhead + 2 }, (_, i) => monthOf(now, i - 1));
  const last = wanted.at(-1)!;
  const waiting = await sql<{ ms: number }[]>`
    select distinct extract(epoch from date_trunc('month', uuid_extract_timestamp(stream), 'UTC'))::float8 * 1000 as ms from ${sql(restPartition)}
    where uuid_extract_version(stream) = 7 and stream < ${last.to}`;
  wanted.push(...waiting.map(({ ms }) => monthOf(ms)));
  const made = new Set(await partitions(sql));
  const missing = new Map(wanted.filter((month) => !made.has(month.table)).map((month) => [month.table, month]));
  if (missing.size === 0) return;
  await sql.begin(async (tx) => {
    // who appends waits here and then finds the new partition; on the way into the rest it would be refused
    await tx`lock table events in access exclusive mode`;
    for (const { table, from, to } of missing.values())
      await tx.unsafe(`
        create table ${table} (like events including defaults);
        with moved as (delete from ${restPartition} where stream >= '${from}' and stream < '${to}' returning *) insert into ${table} select * from moved;
        alter table events attach partition ${table} for values from ('${from}') to ('${to}')`);
  });
}

/** The names of all partitions of the log, the rest among them. */
export async function partitions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'events'::regclass order by c.relname`;
  return rows.map((row) => row.name);
}

export interface LogRoom {
  /** Whole months after this one that have a partition. */
  readonly monthsLeft: number;
  /** Events that lie in no month's partition. */
  readonly outside: number;
}

/** How far ahead the log has its partitions, and what did not fit. */
export async function logRoom(sql: Sql, now: number): Promise<LogRoom> {
  const made = new Set(await partitions(sql));
  let monthsLeft = 0;
  while (made.has(monthOf(now, monthsLeft + 1).table)) monthsLeft += 1;
  const [rest] = await sql<{ n: number }[]>`select count(*)::int as n from ${sql(restPartition)}`;
  return { monthsLeft, outside: rest!.n };
}
