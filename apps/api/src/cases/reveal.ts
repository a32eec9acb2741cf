import { v7 as uuidv7 } from 'uuid';
import { DomainError, type ErrorCode } from '@one-window/domain/errors';
import type { Purpose } from '@one-window/domain/permissions';
import type { Case, CaseActor } from '@one-window/domain/case-events';
import type { Instant } from '@one-window/domain/time';
import { change, type Command } from '../db/change.ts';
import { openPerson, type PersonClear } from '../people/persons.ts';
import { recordDeed, staffDayId } from '../staff/days.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { contextOf } from './commands.ts';
import { actionsOf, worksOn } from './actions.ts';
import { caseInReach, revealPurposes, rolesOn, type CaseDeps } from './queries.ts';

const refusals: ReadonlySet<ErrorCode> = new Set(['person.no_assignment', 'auth.forbidden']);

/** An applicant's data in clear, for a purpose. The event comes first, with the case locked: the reason cannot end meanwhile. */
export async function revealApplicant(
  deps: CaseDeps,
  actor: StaffMemberActor,
  caseId: string,
  purpose: Purpose,
  command: Command,
): Promise<{ readonly readAt: Instant; readonly person: PersonClear }> {
  const found = await caseInReach(deps, actor, caseId);
  if (!found) throw new DomainError('not_found');
  const { head, file } = found;
  const now = new Date(deps.now()).toISOString();
  const [roles, dayId] = [await rolesOn(deps, actor, head, file, now), await staffDayId(deps, actor.id)];
  const refs = { day: { kind: 'staff_day', id: dayId }, case: { kind: 'case', id: caseId } } as const;
  const { applicantId } = file;
  const read = await change(deps, actor, command, refs, async (tx, { case: state }) => {
    const locked = state.file!;
    const context = await contextOf(tx.sql, {
      ...head,
      now: tx.now,
      file: locked,
      applicantId,
      identityLevel: 2,
      unsigned: state.unsigned,
    });
    const acts = worksOn(actionsOf(locked, roles, actor.id, context, head.item));
    if (!acts) throw new DomainError('person.no_assignment');
    if (!(await revealPurposes(deps, actor, head, locked, acts)).includes(purpose))
      throw new DomainError('auth.forbidden', { reason: 'purpose' });
    const event = { type: 'person.read', subject: applicantId, body: { readId: uuidv7(), caseId, purpose } } as const;
    // the answer itself is not stored: a key's answer lies in clear
    return { events: { day: [event] }, result: { readAt: tx.now } };
  }).catch(async (error: unknown) => {
    if (error instanceof DomainError && refusals.has(error.code))
      await recordDeed(deps, actor, actor.id, { type: 'person.refused', subject: applicantId, body: { code: error.code, purpose } });
    throw error;
  });
  const person = await openPerson(deps.sql, deps.keys, applicantId);
  if (!person) throw new DomainError('person.no_assignment');
  return { readAt: read.readAt, person };
}

/**
 * A look at a file or a paper of a case is a look at the applicant, who reads it on the phone like any other: at the window
 * to see who it is, in a department to examine. Written before anything is shown.
 */
export async function recordLook(
  deps: CaseDeps,
  actor: StaffMemberActor,
  { file }: { readonly file: Case },
  roles: readonly Omit<CaseActor, 'id'>[],
  what: { readonly fileId: string } | { readonly paper: number },
): Promise<void> {
  const atWindow = roles.every(({ role }) => role === 'clerk' || role === 'delivery_clerk');
  const purpose: Purpose = atWindow ? 'identify_at_window' : 'examine_case';
  const body = { readId: uuidv7(), caseId: file.id, purpose, ...what };
  await recordDeed(deps, actor, actor.id, { type: 'person.read', subject: file.applicantId, body });
}
