import type { Sql } from 'postgres';
import type { DateText } from '@one-window/domain/time';

export interface Area {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly parentId: string | null;
}

/** The areas directly below one, or the provinces. */
export async function areaChildren(sql: Sql, parentId: string | null): Promise<Area[]> {
  return sql<Area[]>`
    select id, code, name, level, parent_id as "parentId" from areas
    where valid_to is null and parent_id is not distinct from ${parentId}::uuid order by code`;
}

/** From the province down to the area itself. With a date: as it was then, with the names of then. */
export async function areaPath(sql: Sql, id: string, on: DateText | null = null): Promise<Area[]> {
  return sql<Area[]>`
    select a.id, a.code, coalesce(n.name, a.name) as name, a.level, a.parent_id as "parentId"
    from area_closure c join areas a on a.id = c.ancestor_id
    left join area_names n on n.area_id = a.id and n.valid_from <= ${on}::date and n.valid_to > ${on}::date
    where c.descendant_id = ${id}
      and case when ${on}::date is null then c.valid_to is null
          else c.valid_from <= ${on}::date and (c.valid_to is null or c.valid_to > ${on}::date) end
    order by c.depth desc`;
}

/** The area and everything below it, nearest first. */
export async function areaSubtree(sql: Sql, id: string): Promise<(Area & { depth: number })[]> {
  return sql<(Area & { depth: number })[]>`
    select a.id, a.code, a.name, a.level, a.parent_id as "parentId", c.depth
    from area_closure c join areas a on a.id = c.descendant_id
    where c.ancestor_id = ${id} and c.valid_to is null order by c.depth, a.code`;
}

/** Areas whose name holds the text or whose code begins with it; higher levels and shorter names first. */
export async function searchAreas(sql: Sql, text: string, limit = 20): Promise<Area[]> {
  const q = [...text.replaceAll('\0', '').trim()].slice(0, 50).join('');
  if (q === '') return [];
  return sql<Area[]>`
    select id, code, name, level, parent_id as "parentId" from areas
    where valid_to is null and (strpos(name, ${q}) > 0 or starts_with(code, ${q}))
    order by starts_with(name, ${q}) desc, level, length(name), code limit ${Math.min(limit, 100)}`;
}
