import { maskName } from '@one-window/domain/masking';
import type { Case } from '@one-window/domain/case-events';
import { signatureOpen, signatureUntil, type SignatureRequest, type SignedAction } from '@one-window/domain/signatures';
import { localTime, type Instant } from '@one-window/domain/time';
import { caseHead } from '../cases/commands.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf } from '../halls/directory.ts';
import type { DeviceActor } from '../identity.ts';
import { openPerson } from '../people/persons.ts';
import { documentName } from '../papers/compose.ts';

export interface SignatureWords {
  readonly id: string;
  readonly action: SignedAction;
  readonly caseNo: string;
  readonly itemName: string;
  readonly document: string;
  readonly recipient: string | null;
  readonly agent: boolean;
  readonly date: string;
  readonly until: Instant;
}

/** What stands on the pad of this window now: of its own window in its own hall alone, and only as long as the question stands. */
export async function signatureWords(deps: Deps, { hallId, windowId }: DeviceActor): Promise<SignatureWords | null> {
  const hall = await deps.halls.hall(hallId);
  const now = new Date(deps.now()).toISOString();
  const [row] = await deps.sql<{ request: SignatureRequest; state: Case; case_no: string | null; ref: string }[]>`
    select d.signing -> ${windowId} as request, c.state, c.case_no, c.ref
    from hall_days d join cases c on c.id = (d.signing -> ${windowId} ->> 'caseId')::uuid and c.hall_id = d.hall_id
    where d.hall_id = ${hallId} and d.business_date = ${businessDateOf(hall, now)}`;
  if (!row || !signatureOpen(row.request, now)) return null;
  const { id, caseId, action, authorityId } = row.request;
  const { item } = await caseHead(deps, caseId);
  const agent = row.state.authorities.find((one) => one.id === authorityId)?.agentId;
  const person = await openPerson(deps.sql, deps.keys, agent ?? row.state.applicantId);
  return {
    id,
    action,
    caseNo: row.case_no ?? row.ref,
    itemName: item.name,
    document: documentName(row.state.status, row.state.decision, item.guide.result?.name ?? null),
    recipient: person?.name ? maskName(person.name) : null,
    agent: agent !== undefined,
    date: localTime(now, hall.timeZone).date,
    until: signatureUntil(row.request),
  };
}
