import type { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { amendPress } from '../cases/amend.ts';
import { draftCase, pressCase } from '../cases/commands.ts';
import { myCaseHead } from '../cases/mine.ts';
import type { CaseDeps } from '../cases/queries.ts';
import { refused } from '../cases/refusals.ts';
import type { callersAmend } from '../cases/schemas.ts';
import { change, type Command } from '../db/change.ts';
import { businessDateOf } from '../halls/directory.ts';
import { personGiven } from '../people/persons.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { callEvent, openNumber } from './calls.ts';
import { callerOf, ownCall, type CallRow } from './callers.ts';
import type { caseBody } from './schemas.ts';

const asOperator = { role: 'hotline_agent', unitId: null, authorityId: null } as const;

/** The same draft as by any other door, with the number that calls. */
export async function draftForCaller(
  deps: CaseDeps,
  actor: StaffMemberActor,
  id: string,
  body: z.infer<typeof caseBody>,
  command: Command,
) {
  const row = await ownCall(deps, actor, id);
  const hall = await deps.halls.hall(body.hallId);
  const today = businessDateOf(hall, new Date(deps.now()).toISOString());
  const input = {
    itemId: body.itemId,
    applicantType: 'person',
    applicant: personGiven({ ...body.applicant, phone: openNumber(deps, row) }, today),
    answers: body.answers ?? {},
    ticketId: null,
    citizenId: null,
    channel: 'hotline',
  } as const;
  const drafted = await draftCase(deps, hall, actor, asOperator, input, command).catch(refused(deps, actor, body.itemId, 'draft'));
  await linkCase(deps, actor, id, drafted.id);
  return drafted;
}

/** Only what the caller’s own number sees on the portal; a voice proves nobody. */
export async function amendForCaller(
  deps: CaseDeps,
  actor: StaffMemberActor,
  row: CallRow,
  caseId: string,
  { version, applicant, answers }: z.infer<typeof callersAmend>,
  command: Command,
) {
  const caller = await callerOf(deps, row);
  const found = caller && (await myCaseHead(deps, caller, caseId));
  if (!found) throw new DomainError('not_found');
  const roles = [asOperator] as const;
  const given = { applicant: applicant && { ...applicant, phone: openNumber(deps, row) }, answers };
  const made = await amendPress(deps, found, roles, given, false);
  return pressCase(deps, actor, { caseId, head: found.head, version, roles, ...made, identityLevel: 0 }, command);
}

/** The call keeps what it led to; a second press finds it linked. */
async function linkCase(deps: CaseDeps, actor: StaffMemberActor, id: string, caseId: string): Promise<void> {
  const command = { name: 'call.link', key: null, body: null };
  await change(deps, actor, command, { call: { kind: 'call', id } }, (_tx, { call: { call } }) => ({
    events: { call: call!.caseIds.includes(caseId) ? [] : [callEvent(id, 'call.linked', { kind: 'case', id: caseId })] },
    result: null,
  }));
}
