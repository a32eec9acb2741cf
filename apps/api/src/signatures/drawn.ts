import type { TransactionSql } from 'postgres';
import { DomainError } from '@one-window/domain/errors';
import { signatureHoldsMs, type SignedAction, type Strokes } from '@one-window/domain/signatures';
import type { Statement } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { decryptField } from '../security/fields.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';

/** Where a drawing stands: bound into its ciphertext. */
export const placeOf = (id: string) => ({ table: 'signatures', column: 'strokes_enc', row: id });

interface HandedOver {
  readonly action: SignedAction;
  readonly recipientBy: string | null;
  readonly authorityId?: string;
}

/** The digest of what was drawn for this hand-over: of this case, asked by this clerk, by whoever takes it now, and not long ago. */
export async function drawnFor(
  deps: Deps,
  actor: StaffMemberActor,
  caseId: string,
  requestId: string,
  { action, recipientBy, authorityId }: HandedOver,
): Promise<string> {
  const since = new Date(deps.now() - signatureHoldsMs);
  const [row] = await deps.sql<{ digest: string }[]>`
    select digest from signatures where id = ${requestId} and case_id = ${caseId} and action = ${action} and staff_id = ${actor.id}
      and recipient_by = ${recipientBy} and authority_id is not distinct from ${authorityId ?? null} and version is null and signed_at > ${since}`;
  if (!row) throw new DomainError('signature.unknown');
  return row.digest;
}

/** From now on it belongs to this event of the case. */
export const bindSignature =
  (requestId: string, version: number) =>
  (sql: TransactionSql): Statement =>
    sql`update signatures set version = ${version} where id = ${requestId}`;

/** As it was drawn, for the paper that tells this event. */
export async function strokesOf(deps: Deps, caseId: string, version: number): Promise<Strokes | null> {
  const [row] = await deps.sql<{ id: string; strokes_enc: string }[]>`
    select id, strokes_enc from signatures where case_id = ${caseId} and version = ${version}`;
  return row ? (JSON.parse(decryptField(deps.keys, placeOf(row.id), row.strokes_enc)) as Strokes) : null;
}
