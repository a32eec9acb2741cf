import type { Sql, TransactionSql } from 'postgres';

/** The next number of a series on a day, taken with the transaction that needs it: who fails gives it back, the next one waits. */
export async function nextSerial(sql: TransactionSql, series: string, day: string): Promise<number> {
  const [row] = await sql<{ last: number }[]>`
    insert into case_serials (series, day, last) values (${series}, ${day}, 1)
    on conflict (series, day) do update set last = case_serials.last + 1 returning last`;
  return row!.last;
}

/**
 * The same here and now: it may stay unused. Nobody waits for the disk: what is written under the number is committed later, and
 * its commit brings the number's along (12 clerks at once waited 10–14 ms for each other's commits).
 */
export async function reserveSerial(sql: Sql, series: string, day: string): Promise<number> {
  const [row] = await sql<{ last: number }[]>`
    with quick as (select set_config('synchronous_commit', 'off', true))
    insert into case_serials (series, day, last) select ${series}, ${day}::date, 1 from quick
    on conflict (series, day) do update set last = case_serials.last + 1 returning last`;
  return row!.last;
}
