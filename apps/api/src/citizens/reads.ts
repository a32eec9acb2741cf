import { z } from 'zod';
import { purposes } from '@one-window/domain/permissions';
import type { Instant } from '@one-window/domain/time';
import type { Deps } from '../deps.ts';
import type { CitizenSession } from './sessions.ts';

export const myReads = z.object({
  reads: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      purpose: z.enum(purposes),
      unit: z.string().meta({ description: 'The hall or the department of whoever looked' }),
      about: z.string().nullable().meta({ description: 'Number of the ticket or order, or name of the item' }),
    }),
  ),
});

/** How far back a page goes: nobody has looked at one person this often. */
const most = 200;

/**
 * 谁看过我的信息 (个人信息保护法 44): each time somebody opened one's data in clear, for what, in which unit, newest first. One's own
 * are the applicants of the cases that one began here, and whoever left this number at a window.
 */
export async function readsOf({ sql }: Deps, citizen: CitizenSession): Promise<z.infer<typeof myReads>> {
  const rows = await sql<{ id: string; at: Instant; purpose: (typeof purposes)[number]; unit: string; about: string | null }[]>`
    with mine as (
      select applicant_id as id from cases where citizen_id = ${citizen.id} union select id from persons where phone_index = ${citizen.phoneIndex})
    select r.id::text, r.read_at as at, r.purpose, coalesce(t.number, i.name) as about,
      coalesce((select d.name from staff_assignments a join departments d on d.id = a.department_id where a.staff_id = r.staff_id limit 1),
        (select h.name from halls h where h.id = coalesce(hd.hall_id, c.hall_id)), '') as unit
    from person_reads r left join tickets t on t.id = r.ticket_id left join hall_days hd on hd.id = t.hall_day_id
      left join cases c on c.id = r.case_id left join item_versions v on v.id = c.item_version_id left join service_items i on i.id = v.item_id
    where r.person_id in (select id from mine)
    union all
    select e.stream || '-' || e.version, e.recorded_at, e.body::json ->> 'purpose', o.order_no,
      coalesce((select d.name from staff_assignments a join departments d on d.id = a.department_id where a.staff_id::text = e.actor_id limit 1), '12345')
    from events e join work_orders o on o.id = (e.body::json ->> 'orderId')::uuid
    where e.type = 'caller.read' and e.subject in (select id from mine)
    order by at desc, id desc limit ${most}`;
  return { reads: [...rows] };
}
