import { maskWords } from '@one-window/domain/masking';
import { scopeOf } from '@one-window/domain/permissions';
import type { DateText, Instant } from '@one-window/domain/time';
import type { Deps } from '../deps.ts';
import type { HallInfo } from '../halls/directory.ts';
import { decryptField } from '../security/fields.ts';
import { scopeSql } from '../security/scope.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import type { SaidRow } from './schemas.ts';

interface Stored extends Omit<SaidRow, 'text'> {
  readonly text_enc: string | null;
}

export interface SaidInput {
  readonly from: DateText;
  readonly to: DateText;
  /** Only 差评. */
  readonly bad: boolean;
  readonly after: string | undefined;
}

const page = 50;

/**
 * What citizens wrote, and every bad rating, newest first: for whoever supervises, as far as the reach goes, by unit, hall and area.
 * Neither who rated nor who was rated is in it, and numbers in the words are starred.
 */
export async function readSaid(deps: Deps, actor: StaffMemberActor, hall: HallInfo, { from, to, bad, after }: SaidInput) {
  const { sql, keys } = deps;
  const now: Instant = new Date(deps.now()).toISOString();
  const columns = { department: sql`coalesce(c.unit_id, i.department_id)`, area: sql`${hall.areaId}::uuid`, hall: sql`r.hall_id` };
  const rows = await sql<Stored[]>`
    select r.id, r.step_on as on, r.stage, coalesce(ci.name, i.name, s.name) as about, d.name as unit, r.level, r.tags, r.text_enc,
      case when o.id is not null then jsonb_build_object('id', o.id, 'orderNo', o.order_no, 'status', o.status) end as "order"
    from ratings r
      left join cases c on r.stage <> 'VISIT' and c.id = r.target_id
      left join item_versions v on v.id = c.item_version_id left join service_items ci on ci.id = v.item_id
      left join tickets t on r.stage = 'VISIT' and t.id = r.target_id
      left join service_items i on i.id = t.item_id left join series s on s.id = t.series_id
      left join departments d on d.id = coalesce(c.unit_id, i.department_id)
      left join work_orders o on o.rating_id = r.id
    where r.hall_id = ${hall.id} and r.step_on between ${from} and ${to} and ${scopeSql(sql, scopeOf(actor, 'rating.read', now), columns, now.slice(0, 10))}
      and ${bad ? sql`r.level <= 2` : sql`(r.text_enc is not null or r.level <= 2)`} ${after ? sql`and r.id < ${after}` : sql``}
    order by r.id desc limit ${page + 1}`;
  const shown = rows.slice(0, page);
  const words = (id: string, sealed: string): string =>
    maskWords(decryptField(keys, { table: 'ratings', column: 'text_enc', row: id }, sealed));
  return {
    rows: shown.map(({ text_enc: sealed, ...row }): SaidRow => ({ ...row, text: sealed === null ? null : words(row.id, sealed) })),
    next: rows.length > page ? shown.at(-1)!.id : null,
  };
}
