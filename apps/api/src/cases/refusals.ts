import type { CaseAction } from '@one-window/domain/case-words';
import { DomainError, type ErrorCode } from '@one-window/domain/errors';
import type { Instant } from '@one-window/domain/time';
import type { CitizenSession } from '../citizens/sessions.ts';
import type { Deps } from '../deps.ts';
import { recordDeed } from '../staff/days.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import type { CaseDeps } from './queries.ts';
import type { CaseView } from './schemas.ts';

/** What somebody may not do is written down where they tried it; a slip of the hand or an old screen is not. */
const recorded: ReadonlySet<ErrorCode> = new Set([
  'auth.forbidden',
  'item.incomplete',
  'case.item_not_in_force',
  'case.applicant_unfit',
  'case.not_allowed',
  'case.wrong_unit',
  'case.no_branch',
  'case.wrong_acceptor',
  'case.receiver_decides',
  'case.same_person',
  'case.second_person_missing',
  'case.second_person_wrong',
  'case.material_unlisted',
  'case.fee_differs',
  'case.fee_not_due',
  'case.not_the_applicant',
  'case.recipient_unproved',
  'case.authority_unknown',
  'case.code_wrong',
]);

type Action = CaseAction | 'do_at_once';
const isRecorded = (error: unknown): error is DomainError => error instanceof DomainError && recorded.has(error.code);

/** After the transaction that refused: a deed of the day of whoever tried. `subject` is the case, or the item of one that never was. */
export const refused =
  (deps: CaseDeps, actor: StaffMemberActor, subject: string, action: Action) =>
  async (error: unknown): Promise<never> => {
    if (isRecorded(error))
      await recordDeed(deps, actor, actor.id, { type: 'case.press_refused', subject, body: { code: error.code, action } });
    throw error;
  };

/** Citizens have no such day: a row counts how often the same was refused, so that nobody fills the table by drumming. */
export const refusedToCitizen =
  (deps: Deps, citizen: CitizenSession, subject: string, action: Action) =>
  async (error: unknown): Promise<never> => {
    if (isRecorded(error))
      await deps.sql`
        insert into citizen_refusals (citizen_id, subject, action, code, times, at)
        values (${citizen.id}, ${subject}, ${action}, ${error.code}, 1, ${new Date(deps.now()).toISOString()})
        on conflict (citizen_id, subject, action, code) do update set times = citizen_refusals.times + 1, at = excluded.at`;
    throw error;
  };

/** Who tried what on a case and was refused, the latest first: for whoever supervises it. */
export async function refusalsOn({ sql, people }: CaseDeps, caseId: string): Promise<CaseView['refusals']> {
  const rows = await sql<{ staffId: string | null; at: Instant; action: Action; code: string; times: number }[]>`
    select actor_id as "staffId", recorded_at as at, body::json ->> 'action' as action, body::json ->> 'code' as code, 1 as times
      from events where type = 'case.press_refused' and subject = ${caseId}
    union all select null, at, action, code, times from citizen_refusals where subject = ${caseId}
    order by at desc limit 100`;
  return rows.map(({ staffId, ...row }) => ({ ...row, by: staffId && people.staffName(staffId) }));
}
