import type { Case } from '@one-window/domain/case-events';
import { DomainError } from '@one-window/domain/errors';
import type { Deps } from '../deps.ts';
import type { CitizenSession } from '../citizens/sessions.ts';
import { papersOf } from '../papers/kinds.ts';
import { maskPerson, openPerson } from '../people/persons.ts';
import type { Limiter } from '../security/limiter.ts';
import { caseHead, contextOf, headOf, type CaseHead, type HeadRow } from './commands.ts';
import { pickupCode } from './collect.ts';
import { actionsOf } from './actions.ts';
import {
  answersOf,
  archivedOf,
  authoritiesOf,
  branchesOf,
  clocksOf,
  formOf,
  listed,
  materialsOf,
  resultOf,
  stepsOf,
  summaryOf,
  type ListedCase,
} from './queries.ts';
import { visitsOf } from './visits.ts';
import type { MyCaseRow, MyCaseView } from './schemas.ts';

/**
 * Whose cases are one's own: those that one began here, and those of a person who left this number at a window. Never by the
 * number of identity that somebody only claims.
 */
export const own = (deps: Deps, citizen: CitizenSession) =>
  deps.sql`(c.citizen_id = ${citizen.id} or (c.citizen_id is null and p.phone_index = ${citizen.phoneIndex}))`;

/** There is none of one's own: whoever tries the ids of others is slowed, and learns nothing about them. */
export async function noSuchCase(limits: Limiter, citizen: CitizenSession): Promise<never> {
  await limits.attempt('own_case', { subject: citizen.id });
  throw new DomainError('not_found');
}

/** The newest first; a citizen has few. */
export async function myCases(deps: Deps, citizen: CitizenSession): Promise<MyCaseRow[]> {
  const rows = await deps.sql<ListedCase[]>`${listed(deps)} where ${own(deps, citizen)} order by c.id desc limit 100`;
  return rows.map((row) => summaryOf(row));
}

/** What a press needs of one of the own cases, in one statement; null where there is none. */
export async function myCaseHead(deps: Deps, citizen: CitizenSession, id: string): Promise<{ head: CaseHead; file: Case } | null> {
  const [row] = await deps.sql<(HeadRow & { state: Case })[]>`
    select c.hall_id, c.item_version_id, c.answers, c.state from cases c join persons p on p.id = c.applicant_id
    where c.id = ${id} and ${own(deps, citizen)}`;
  return row ? { head: await headOf(deps, row), file: row.state } : null;
}

/** One of the own cases, or null: nothing is said about what exists. */
export async function readMyCase(deps: Deps, citizen: CitizenSession, id: string): Promise<MyCaseView | null> {
  const [row] = await deps.sql<ListedCase[]>`${listed(deps)} where c.id = ${id} and ${own(deps, citizen)}`;
  if (!row) return null;
  const head = await caseHead(deps, id);
  const { state: file, intake } = row;
  const now = new Date(deps.now()).toISOString();
  const [person, steps, context, branches, authorities, visits] = await Promise.all([
    openPerson(deps.sql, deps.keys, file.applicantId),
    stepsOf(deps, id, () => null),
    contextOf(deps.sql, { ...head, now, file, applicantId: file.applicantId, identityLevel: 1, unsigned: row.unsigned }),
    branchesOf(deps, file),
    authoritiesOf(deps, file),
    visitsOf(deps, id, intake.ticketId),
  ]);
  const roles = [{ role: 'applicant', unitId: null, authorityId: null }] as const;
  const masked = person ? maskPerson(person) : { name: null, idNo: null, phone: null };
  const { situation, guide } = head.item;
  return {
    ...summaryOf(row),
    applicant: masked,
    answers: answersOf(head),
    materials: materialsOf(file, situation.materials, intake.checks),
    ...formOf(file, head, intake.checks),
    missing: [...file.missing],
    branches,
    authorities,
    pickupCode: file.status === 'READY' ? pickupCode(deps.keys, id) : null,
    feeFen: situation.feeFen,
    paidFen: file.paidFen,
    result: resultOf(head),
    remedies: guide.remedies ?? null,
    clocks: clocksOf(file, head, now),
    actions: actionsOf(file, roles, citizen.id, context, head.item),
    archived: archivedOf(file),
    visits,
    // opinions inside the office are the office's; what was noticed, reasoned or decided is the citizen's
    // why it waits is the office's to mend
    papers: (await papersOf(deps.sql, id, steps)).map((paper) => ({ ...paper, held: null })),
    steps: steps.map((step) => ({ ...step, texts: step.texts.filter(({ field }) => field !== 'opinion' && field !== 'proof') })),
  };
}
