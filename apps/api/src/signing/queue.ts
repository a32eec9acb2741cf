import type { TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import type { CaseEvent } from '@one-window/domain/case-events';
import { signedDocumentOf } from '@one-window/domain/case-documents';
import type { Statement } from '../db/change.ts';
import type { Instant } from '@one-window/domain/time';

export interface Queueing {
  readonly caseId: string;
  /** The version of the case before these events. */
  readonly version: number;
  readonly now: Instant;
  readonly hallId: string;
}

/** How many documents these events make, and what queues them in the transaction of the events. */
export function queueDocuments(
  sql: TransactionSql,
  at: Queueing,
  events: readonly CaseEvent[],
): { readonly decided: number; readonly writes: readonly Statement[] } {
  // decided and made in one session: the citizen stands at the window and waits
  const readyAtHall = events.some(({ type }) => type === 'case.produced') ? at.hallId : null;
  const rows = events.flatMap(({ type }, i) => {
    const kind = signedDocumentOf(type);
    const head = { id: uuidv7(), case_id: at.caseId, version: at.version + 1 + i };
    return kind ? [{ ...head, kind, ready_at_hall: readyAtHall, next_at: at.now, queued_at: at.now }] : [];
  });
  return { decided: rows.length, writes: rows.length > 0 ? [sql`insert into documents ${sql(rows)}`] : [] };
}
