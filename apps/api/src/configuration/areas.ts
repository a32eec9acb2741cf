import type { TransactionSql } from 'postgres';
import { textOf, type AnyRow } from '@one-window/domain/config';
import type { DateText } from '@one-window/domain/time';

/**
 * Areas that somebody enters, changes or closes by hand. They live in the same tables as the imported ones, and an import
 * that knows the code has the last word on name and place: the log says what was entered, it does not vouch for the row.
 */
export function writeArea(sql: TransactionSql, { id, ...set }: AnyRow, day: DateText): Promise<unknown>[] {
  const parent = textOf(set['parentId']) || null;
  const name = textOf(set['name']);
  return [
    // the old name stays, so that an old paper can be read
    sql`
      insert into area_names (area_id, name, valid_from, valid_to)
      select a.id, a.name, f.since, ${day}::date
      from areas a, lateral (select coalesce(max(n.valid_to), a.valid_from) as since from area_names n where n.area_id = a.id) f
      where a.id = ${id} and a.name <> ${name} and f.since < ${day}::date`.execute(),
    sql`
      insert into areas (id, code, name, level, parent_id, valid_from)
      values (${id}, ${textOf(set['code'])}, ${name}, ${Number(set['level'])}, ${parent}, ${day})
      on conflict (id) do update set name = excluded.name, valid_to = null`.execute(),
    sql`
      insert into area_closure (ancestor_id, descendant_id, depth, valid_from)
      select above.id, ${id}, above.depth, ${day}::date from (
        select ${id}::uuid as id, 0 as depth
        union all select ancestor_id, depth + 1 from area_closure where descendant_id = ${parent} and valid_to is null) above
      where not exists (select from area_closure c where c.descendant_id = ${id} and c.ancestor_id = above.id and c.valid_to is null)
      on conflict (descendant_id, ancestor_id, valid_from) do update set valid_to = null, depth = excluded.depth`.execute(),
  ];
}

/** An area ends; it is never deleted. */
export function closeArea(sql: TransactionSql, id: string, day: DateText): Promise<unknown>[] {
  return [
    sql`update area_closure set valid_to = greatest(${day}::date, valid_from) where descendant_id = ${id} and valid_to is null`.execute(),
    sql`update areas set valid_to = greatest(${day}::date, valid_from) where id = ${id}`.execute(),
  ];
}
