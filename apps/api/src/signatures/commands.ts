import type { TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import type { Case } from '@one-window/domain/case-events';
import { DomainError } from '@one-window/domain/errors';
import {
  assertSignature,
  signatureOpen,
  signatureUntil,
  strokesProblem,
  type SignatureRequest,
  type SignedAction,
  type Strokes,
} from '@one-window/domain/signatures';
import type { Instant } from '@one-window/domain/time';
import { recipientOf, type Recipient } from '../cases/collect.ts';
import type { CaseDeps } from '../cases/queries.ts';
import type { ChangeActor, Command, Statement } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import type { HallInfo } from '../halls/directory.ts';
import type { DeviceActor } from '../identity.ts';
import { encryptField, personalDigest } from '../security/fields.ts';
import { placeOf } from './drawn.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { onHallDay, type Rule } from '../tickets/hall-days.ts';

export interface Asked {
  readonly id: string;
  readonly until: Instant;
}

export interface SignatureAsked {
  readonly windowId: string;
  readonly action: SignedAction;
  readonly recipient: Recipient;
}

/** The clearing ends the queueing, not the hand-over: whoever still stands at the counter signs. */
const atCounter = <T>(deps: Deps, hall: HallInfo, actor: ChangeActor, command: Command, rule: Rule<T, undefined>): Promise<T> =>
  onHallDay(deps, hall, actor, command, rule, undefined, { afterClearing: true });

/**
 * Puts a question for a signature on the pad of a window. Who stands there is proved first: nobody signs for another. A clerk
 * may ask again, and the new question takes the place of the old one; a colleague's is left standing.
 */
export async function askSignature(
  deps: CaseDeps,
  hall: HallInfo,
  actor: StaffMemberActor,
  file: Case,
  { windowId, action, recipient }: SignatureAsked,
  command: Command,
): Promise<Asked> {
  if (!hall.windows.has(windowId)) throw new DomainError('not_found');
  const [pad] = await deps.sql`
    select 1 from devices where hall_id = ${hall.id} and window_id = ${windowId} and kind = 'pad' and revoked_at is null limit 1`;
  if (!pad) throw new DomainError('signature.no_pad');
  const { recipientBy, authorityId = null } = await recipientOf(deps, file, recipient);
  if (!recipientBy) throw new DomainError('case.recipient_unproved');
  const id = uuidv7();
  return atCounter<Asked>(deps, hall, actor, command, (tx, { day }) => {
    const sits = day.windows[windowId]?.staffId;
    if (sits !== undefined && sits !== actor.id) throw new DomainError('window.not_yours');
    const standing = day.signing[windowId];
    if (signatureOpen(standing, tx.now) && standing.staffId !== actor.id) throw new DomainError('signature.busy');
    const body = { windowId, caseId: file.id, action, recipientBy, authorityId };
    return { events: [{ type: 'signature.asked', subject: id, body }], result: { id, until: signatureUntil({ askedAt: tx.now }) } };
  });
}

/** Takes the question off the pad again. */
export function cancelSignature(
  deps: Deps,
  hall: HallInfo,
  actor: StaffMemberActor,
  { windowId, requestId, caseId }: { readonly windowId: string; readonly requestId: string; readonly caseId: string },
  command: Command,
): Promise<{ ok: true }> {
  return atCounter(deps, hall, actor, command, (tx, { day }) => {
    const request = day.signing[windowId];
    if (request?.id !== requestId || request.caseId !== caseId) throw new DomainError('not_found');
    assertSignature(request, 'cancel', { role: 'staff', id: actor.id }, tx.now);
    return { events: [{ type: 'signature.cancelled', subject: requestId, body: { windowId } }], result: { ok: true as const } };
  });
}

export type PadAnswer =
  | { readonly answer: 'sign'; readonly requestId: string; readonly strokes: Strokes }
  | { readonly answer: 'decline'; readonly requestId: string };

/** The same drawing, the same text: what is encrypted, and of what the digest is. */
const textOf = (strokes: Strokes): string => JSON.stringify(strokes);
export const strokesDigest = (deps: Deps, strokes: Strokes): string => personalDigest(deps.keys, { signature: textOf(strokes) });

/** What was drawn on the pad of this window, or that somebody would rather not. The drawing is kept in the transaction of its event. */
export function answerSignature(
  deps: Deps,
  hall: HallInfo,
  pad: DeviceActor,
  given: PadAnswer,
  command: Command,
): Promise<{ state: 'SIGNED' | 'DECLINED' }> {
  const windowId = pad.windowId!;
  const { requestId } = given;
  const problem = given.answer === 'sign' ? strokesProblem(given.strokes) : null;
  if (problem) throw new DomainError(`signature.${problem}`);
  return atCounter<{ state: 'SIGNED' | 'DECLINED' }>(deps, hall, pad, command, (tx, { day }) => {
    const request = day.signing[windowId];
    // of another window, or one that another took the place of: nothing is said about what exists
    if (request?.id !== requestId) throw new DomainError('not_found');
    assertSignature(request, given.answer, { role: 'pad' }, tx.now);
    if (given.answer === 'decline')
      return { events: [{ type: 'signature.declined', subject: requestId, body: { windowId } }], result: { state: 'DECLINED' } };
    const digest = strokesDigest(deps, given.strokes);
    return {
      events: [{ type: 'signature.signed', subject: requestId, body: { windowId, digest } }],
      result: { state: 'SIGNED' },
      writes: [keep(deps, tx.sql, request, given.strokes, digest, tx.now)],
    };
  });
}

function keep(deps: Deps, sql: TransactionSql, request: SignatureRequest, strokes: Strokes, digest: string, now: Instant): Statement {
  const { id, caseId, action, staffId, recipientBy, authorityId } = request;
  const strokesEnc = encryptField(deps.keys, placeOf(id), textOf(strokes));
  return sql`insert into signatures ${sql({
    id,
    case_id: caseId,
    action,
    staff_id: staffId,
    recipient_by: recipientBy,
    authority_id: authorityId,
    signed_at: now,
    strokes_enc: strokesEnc,
    digest,
  })}`;
}
