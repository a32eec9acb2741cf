import type { Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import type { Case, CaseEvent } from '@one-window/domain/case-events';
import { decideLicence, licenceAllows, validUntil, type Licence } from '@one-window/domain/licences';
import { localTime, type Instant } from '@one-window/domain/time';
import type { CaseItem } from '../cases/item.ts';
import type { Ref } from '../db/change.ts';
import { nextSerial } from '../db/serials.ts';
import type { StoredLicenceEvent } from './aggregate.ts';

/** What a press on a case does to a licence, in the same change: making the result issues it, a revocation takes it along. */
export type LicenceMove = 'issue' | 'revoke';

export function licenceMove(events: readonly CaseEvent[], file: Case, item: CaseItem): LicenceMove | null {
  if (!mayHaveLicence(file, item)) return null;
  if (events.some(({ type }) => type === 'case.revoked')) return 'revoke';
  return events.some(({ type }) => type === 'case.produced') ? 'issue' : null;
}

/** What is refused is a paper too, and no licence. */
const mayHaveLicence = (file: Case, item: CaseItem): boolean =>
  item.version.resultType === 'certificate' && (file.decision === 'granted' || file.decision === 'granted_with_deficit');

/** What is decided is made next: a guess before the lock, so that most licences are issued at the first try. */
export const likelyMove = (seen: Case, item: CaseItem): LicenceMove | null =>
  seen.status === 'DECIDED' && mayHaveLicence(seen, item) ? 'issue' : null;

/** Thrown where a press turns out to move a licence that it has not locked: it is pressed again with it. */
export class MovesLicence extends Error {
  constructor(readonly move: LicenceMove) {
    super('a licence moves with this press');
  }
}

/** The licence to lock beside its case; null where there is none to move. */
export async function licenceRef(sql: Sql, caseId: string, move: LicenceMove): Promise<Ref<'licence'> | null> {
  const [row] = await sql<{ id: string }[]>`select id from licences where case_id = ${caseId}`;
  if (row) return { kind: 'licence', id: row.id };
  return move === 'issue' ? { kind: 'licence', id: uuidv7(), create: true } : null;
}

export interface Moving {
  readonly caseId: string;
  readonly file: Case;
  readonly item: CaseItem;
  readonly timeZone: string;
  readonly now: Instant;
}

/** The event of the licence that belongs to these events of its case. */
export async function licenceEvents(
  sql: TransactionSql,
  move: LicenceMove,
  state: Licence | null,
  events: readonly CaseEvent[],
  { caseId, file, item, timeZone, now }: Moving,
): Promise<StoredLicenceEvent[]> {
  const today = localTime(now, timeZone).date;
  if (move === 'revoke') {
    const revoked = events.find((event) => event.type === 'case.revoked');
    // withdrawn or forfeited before: it keeps that word
    if (!state || !revoked || !licenceAllows(state.status, 'revoke', 'case')) return [];
    return [{ ...decideLicence(state, { action: 'revoke', basis: revoked.body.basis }, 'case', today), subject: caseId }];
  }
  // it counts from the decision, whenever it is made
  const validFrom = localTime(file.decidedAt ?? now, timeZone).date;
  const validity = item.guide.result?.validity;
  const issue = {
    action: 'issue',
    caseId,
    deptId: file.deptId,
    itemVersionId: file.itemVersionId,
    holderId: file.applicantId,
    number: await reserveNumber(sql, item.areaCode, today),
    validFrom,
    validTo: validity ? validUntil(validFrom, validity) : null,
  } as const;
  return [{ ...decideLicence(state, issue, 'case', today), subject: caseId }];
}

/** The area, the year and a serial of six digits. A change that fails gives its number back: they have no gaps. */
async function reserveNumber(sql: TransactionSql, areaCode: string, today: string): Promise<string> {
  const [area, year] = [areaCode.slice(0, 6), today.slice(0, 4)];
  const serial = await nextSerial(sql, `licence.${area}`, `${year}-01-01`);
  return `${area}${year}${String(serial).padStart(6, '0')}`;
}
