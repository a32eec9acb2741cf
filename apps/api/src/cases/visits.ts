import type { Sql } from 'postgres';
import type { Case } from '@one-window/domain/case-events';
import { DomainError } from '@one-window/domain/errors';
import { aimOf, type TicketCase } from '@one-window/domain/ticket-items';
import type { TicketState } from '@one-window/domain/tickets';
import type { Instant } from '@one-window/domain/time';
import type { Deps } from '../deps.ts';
import { normaliseCode } from '../devices/tokens.ts';
import type { HallInfo } from '../halls/directory.ts';
import { paperOfLink } from '../papers/link.ts';
import type { CaseView } from './schemas.ts';

/** A case for which somebody comes to this hall, and the matter that it is about. */
export interface ComeFor extends TicketCase {
  readonly itemId: string;
}

/**
 * The case behind what somebody holds: the address under the code of a receipt or of a notice, the number on it, or the
 * reference. Null for what leads nowhere, to another hall, or to a case for which nobody has to come any more: whoever asks is
 * told the same of all three.
 */
export async function comeFor({ sql, keys }: Deps, hall: HallInfo, code: string): Promise<ComeFor | null> {
  const text = code.trim();
  const link = /\/verify\/([\w-]{40})$/.exec(text)?.[1];
  const paper = link === undefined ? null : paperOfLink(keys.link, link);
  if (link !== undefined && !paper) return null;
  const [row] = await sql<{ id: string; state: Case; item_id: string }[]>`
    select c.id, c.state, v.item_id from cases c join item_versions v on v.id = c.item_version_id
    where c.hall_id = ${hall.id} and ${paper ? sql`c.id = ${paper.caseId}` : sql`(c.ref = ${normaliseCode(text)} or c.case_no = ${text})`}`;
  const aim = row ? aimOf(row.state) : null;
  return row && aim ? { caseId: row.id, aim, itemId: row.item_id } : null;
}

/** A case that names a visit names one of the hall in which it is begun. */
export async function assertOfHall({ sql }: Deps, hall: HallInfo, ticketId: string): Promise<void> {
  const [row] =
    await sql`select 1 from tickets t join hall_days d on d.id = t.hall_day_id where t.id = ${ticketId} and d.hall_id = ${hall.id}`;
  if (!row) throw new DomainError('not_found');
}

/** Whenever somebody came for a case, the first time first: one lineage of matter, numbers and results. */
export async function visitsOf({ sql }: { readonly sql: Sql }, caseId: string, begunFrom: string | null): Promise<CaseView['visits']> {
  const rows = await sql<
    { number: string; state: TicketState; at: Instant; hall: string; window: string | null; aim: TicketCase['aim'] | null }[]
  >`
    select t.number, t.state, t.taken_at as at, h.name as hall, w.label as window,
      (select x ->> 'aim' from jsonb_array_elements(t.cases) x where x ->> 'caseId' = ${caseId}) as aim
    from (
      select * from tickets where id = ${begunFrom}
      union
      select * from tickets where cases <> '[]' and cases @> ${sql.json([{ caseId }])}) t
    join hall_days d on d.id = t.hall_day_id join halls h on h.id = d.hall_id left join windows w on w.id = t.window_id
    order by t.taken_at, t.id`;
  return rows.map(({ aim, ...visit }) => ({ ...visit, aim: aim ?? 'first' }));
}
