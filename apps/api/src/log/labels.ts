import type { Sql } from 'postgres';
import type { Name } from '@one-window/domain/views';

/** What an id is called: a number, a window, a colleague's staff number. Persons have none here. */
export interface Label {
  readonly kind:
    | 'ticket'
    | 'window'
    | 'series'
    | 'hall'
    | 'hall_day'
    | 'booking_day'
    | 'staff'
    | 'staff_day'
    | 'device'
    | 'department'
    | 'area'
    | 'item'
    | 'case'
    | 'realm';
  readonly name: Name;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** All ids that stand in these texts. */
export function idsIn(...texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(uuid) ?? []))];
}

/** The names of whatever is still there; what was taken away keeps its id alone. */
export async function labelsOf(sql: Sql, ids: readonly string[]): Promise<Record<string, Label>> {
  if (ids.length === 0) return {};
  const wanted = sql`any(${[...ids]}::uuid[])`;
  const rows = await sql<{ id: string; kind: Label['kind']; zh: string; en: string | null }[]>`
    select id, 'ticket' as kind, number as zh, null as en from tickets where id = ${wanted}
    union all select id, 'window', label, null from windows where id = ${wanted}
    union all select id, 'series', prefix || ' ' || name, prefix || ' ' || name_en from series where id = ${wanted}
    union all select id, 'hall', name, name_en from halls where id = ${wanted}
    union all select d.id, 'hall_day', h.name || ' ' || d.business_date, h.name_en || ' ' || d.business_date
      from hall_days d join halls h on h.id = d.hall_id where d.id = ${wanted}
    union all select d.id, 'booking_day', h.name || ' ' || d.business_date, h.name_en || ' ' || d.business_date
      from booking_days d join halls h on h.id = d.hall_id where d.id = ${wanted}
    union all select id, 'staff', staff_no, null from staff where id = ${wanted}
    union all select d.id, 'staff_day', s.staff_no || ' ' || d.business_date, null
      from staff_days d join staff s on s.id = d.staff_id where d.id = ${wanted}
    union all select id, 'device', name, null from devices where id = ${wanted}
    union all select id, 'department', name, null from departments where id = ${wanted}
    union all select id, 'area', name, null from areas where id = ${wanted}
    union all select id, 'item', name, null from service_items where id = ${wanted}
    union all select id, 'case', coalesce(case_no, left(id::text, 8)), null from cases where id = ${wanted}
    union all select id, 'realm', name, name_en from realms where id = ${wanted}`;
  return Object.fromEntries(rows.map(({ id, kind, zh, en }) => [id, { kind, name: { zh, en } }]));
}
