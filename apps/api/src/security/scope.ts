import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres';
import type { Clause, Purpose, Scope } from '@one-window/domain/permissions';
import type { DateText } from '@one-window/domain/time';

type Connection = Sql | TransactionSql;
type Fragment = PendingQuery<Row[]>;

/** Where a list keeps each axis. A list without a column for an axis shows nothing to a scope that asks for it. */
export interface ScopeColumns {
  readonly area?: Fragment;
  readonly hall?: Fragment;
  readonly department?: Fragment;
  /** An array of departments that see the row too. */
  readonly departments?: Fragment;
  readonly itemGroup?: Fragment;
  readonly assignee?: Fragment;
  /** Why this list is read: a constant of the request. */
  readonly purpose?: Purpose;
}

/** The condition of a list, from the same structure that `can` asks: its rows are the rows that `can` lets through. */
export function scopeSql(sql: Connection, scope: Scope, columns: ScopeColumns, today: DateText): Fragment {
  const ways = scopeWays(sql, scope, columns, today);
  if (ways.length === 0) return sql`false`;
  return sql`(${ways.reduce((a, b) => sql`${a} or ${b}`)})`;
}

/**
 * The same condition in its parts, each of which an index can answer in order: a list over many rows asks each way for a page
 * and merges them, where an `or` would read all that is in reach. A row may be found by several ways.
 */
export function scopeWays(sql: Connection, scope: Scope, columns: ScopeColumns, today: DateText): Fragment[] {
  const { departments, ...own } = columns;
  return scope.anyOf.flatMap((clause) => {
    const beside = departments && clause.departmentId !== null ? sql`${departments} @> array[${clause.departmentId}]::uuid[]` : null;
    const way = clauseSql(sql, clause, own, today);
    return beside ? [way, sql`(${beside} and ${clauseSql(sql, { ...clause, departmentId: null }, own, today)})`] : [way];
  });
}

function clauseSql(sql: Connection, clause: Clause, columns: ScopeColumns, today: DateText): Fragment {
  const equal = (column: Fragment | undefined, value: string): Fragment => (column ? sql`${column} = ${value}` : sql`false`);
  const parts: Fragment[] = [];
  if (clause.areaId !== null) parts.push(columns.area ? below(sql, columns.area, clause.areaId, today) : sql`false`);
  if (clause.hallId !== null) parts.push(equal(columns.hall, clause.hallId));
  if (clause.departmentId !== null) parts.push(equal(columns.department, clause.departmentId));
  if (clause.itemGroup !== null) parts.push(equal(columns.itemGroup, clause.itemGroup));
  if (clause.assigneeId !== null) parts.push(equal(columns.assignee, clause.assigneeId));
  if (clause.purposes !== null && (columns.purpose === undefined || !clause.purposes.includes(columns.purpose))) parts.push(sql`false`);
  return parts.length === 0 ? sql`true` : sql`(${parts.reduce((a, b) => sql`${a} and ${b}`)})`;
}

const below = (sql: Connection, area: Fragment, areaId: string, today: DateText): Fragment => sql`exists (
  select 1 from area_closure ac where ac.descendant_id = ${area} and ac.ancestor_id = ${areaId}
    and ac.valid_from <= ${today} and (ac.valid_to is null or ac.valid_to > ${today}))`;

/** An area and all above it on a day: the "where" of a subject for `can`. */
export async function areasAbove(sql: Connection, areaId: string, today: DateText): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select ancestor_id as id from area_closure where descendant_id = ${areaId} and valid_from <= ${today} and (valid_to is null or valid_to > ${today})`;
  return rows.map((row) => row.id);
}
