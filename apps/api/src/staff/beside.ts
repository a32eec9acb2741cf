import { DomainError } from '@one-window/domain/errors';
import { can, type Action } from '@one-window/domain/permissions';
import type { Deps } from '../deps.ts';
import type { HallInfo } from '../halls/directory.ts';
import { assignmentOf, type AssignmentRow } from './aggregate.ts';
import { verifyPassword } from './auth.ts';
import type { People } from './identity.ts';

/**
 * A colleague who signs on somebody else's screen, by number and password: the second person of an immediate item, the one
 * who takes a paper over. Gives the id. `case.second_person_wrong` whatever is wrong: it tells nothing about who exists.
 */
export async function colleagueBeside(
  deps: Deps & { readonly people: People },
  actor: { readonly id: string },
  given: { readonly staffNo: string; readonly password: string },
  action: Action,
  hall: HallInfo,
): Promise<string> {
  const subject = given.staffNo.toLowerCase();
  await deps.people.limiter.attempt('beside', { subject: actor.id });
  const [row] = await deps.sql<{ id: string; staff_no: string; password: string | null; assignments: AssignmentRow[] | null }[]>`
    select s.id, s.staff_no, (select password from staff_accounts a where a.user_id = s.id and a.provider_id = 'credential') as password,
      (select jsonb_agg(to_jsonb(a)) from staff_assignments a where a.staff_id = s.id) as assignments
    from staff s where lower(s.staff_no) = ${subject} and s.active and (${deps.demo} or not s.demo)`;
  const right = row?.password ? await verifyPassword(row.password, given.password) : false;
  const now = new Date(deps.now()).toISOString();
  const colleague = row && {
    kind: 'staff' as const,
    id: row.id,
    staffNo: row.staff_no,
    sessionId: '',
    assignments: (row.assignments ?? []).map(assignmentOf),
  };
  const may = colleague && can(colleague, action, await deps.people.hallSubject(hall), now);
  if (!row || !right || !may || row.id === actor.id) throw new DomainError('case.second_person_wrong');
  await deps.people.limiter.succeeded('beside', { subject: actor.id });
  return row.id;
}
