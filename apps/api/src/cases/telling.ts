import type { Sql, TransactionSql } from 'postgres';
import { caseClocks } from '@one-window/domain/case-clocks';
import type { Case, CaseEvent } from '@one-window/domain/case-events';
import { applyCase } from '@one-window/domain/case-fold';
import { caseMachine } from '@one-window/domain/case-table';
import type { ClockPlace } from '@one-window/domain/clock';
import type { MessageLanguage } from '@one-window/domain/languages';
import { localTime, type Instant } from '@one-window/domain/time';
import type { Statement } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { insertMessages } from '../messages/messages.ts';
import { isMessage, messageText } from '../messages/words.ts';
import { ratingLink } from '../ratings/link.ts';
import { decryptField } from '../security/fields.ts';
import { pickupCode } from './collect.ts';
import type { CaseItem } from './item.ts';

/** What is asked about the applicant on the way to the lock: where to tell them, and whether the credit guard is clean. */
export interface KnownApplicant {
  readonly phone: string | null;
  readonly lang: MessageLanguage;
  readonly creditClean: boolean;
}

export async function knownApplicant(deps: Deps, sql: TransactionSql, caseId: string): Promise<KnownApplicant> {
  const [row] = await sql<{ id: string; phone_enc: string | null; lang: MessageLanguage | null; clean: boolean }[]>`
    select c.applicant_id as id, p.phone_enc, z.lang, case when c.status = 'RECEIVED' then ${isClean(sql, sql`c.applicant_id`)} else true end as clean
    from cases c left join persons p on p.id = c.applicant_id and p.purged_at is null left join citizens z on z.phone_index = p.phone_index where c.id = ${caseId}`;
  const phone = row?.phone_enc ? decryptField(deps.keys, { table: 'persons', column: 'phone_enc', row: row.id }, row.phone_enc) : null;
  return { phone, lang: row?.lang ?? 'zh', creditClean: row?.clean ?? true };
}

/** Nobody whose deficit ran out is let begin with one again; a case that a supervisor voided says nothing of the applicant. */
export const isClean = (sql: Sql | TransactionSql, applicant: Statement | string) =>
  sql`not exists (select 1 from cases t where t.applicant_id = ${applicant} and t.status = 'TERMINATED' and (t.state ->> 'deficit')::boolean
    and exists (select 1 from events e where e.stream = t.id and e.type = 'case.terminated'))`;

interface Telling {
  readonly item: CaseItem;
  readonly place: ClockPlace;
  readonly version: number;
  readonly file: Case;
  /** What stands in a message where there is no case number yet. */
  readonly ref: string;
  readonly now: Instant;
  readonly phone: string | null;
  readonly lang: MessageLanguage;
}

const noticeOf = new Map<string, boolean>(Object.values(caseMachine).map((edge) => [edge.event, edge.notice]));

/** A procedure whose days count is not told as one that stops the clock. */
const wordsOf = (event: CaseEvent): string =>
  event.type === 'case.procedure_started' && !event.body.stops ? 'message.case.procedure_counted' : `message.${event.type}`;

/** One message for each event of which the machine says that the citizen is told; to whoever left a number. */
export function tellApplicant(deps: Deps, sql: TransactionSql, events: readonly CaseEvent[], telling: Telling): Statement[] {
  const told = events.filter((event) => noticeOf.get(event.type));
  const { phone } = telling;
  if (told.length === 0 || phone === null) return [];
  let file = telling.file;
  const messages = events.flatMap((event, i) => {
    file = applyCase(file, event);
    const key = wordsOf(event);
    if (!told.includes(event) || !isMessage(key)) return [];
    const due = nextDue(file, telling.item, telling.place);
    const date = due ? localTime(due, telling.place.timeZone).date : '';
    const text = messageText(
      key,
      {
        item: telling.item.name,
        caseNo: file.caseNo ?? telling.ref,
        due: date,
        code: pickupCode(deps.keys, file.id),
        rate: `${deps.urls.portal}/r/${ratingLink(deps.keys.link, { stage: 'CONCLUDED', id: file.id })}`,
      },
      telling.lang,
    );
    return [{ to: phone, text, about: event.type, of: { caseId: file.id, version: telling.version + 1 + i } }];
  });
  return messages.length > 0 ? [insertMessages(sql, deps.keys, telling.now, messages)] : [];
}

/** What is due next: the index by which lists are ordered. Null for a draft and for what has ended. */
export function nextDue(file: Case, item: CaseItem, place: ClockPlace): Instant | null {
  if (file.endedAt !== null) return null;
  const clocks = caseClocks(file, item.version, place);
  const running = file.decision ? clocks.delivery : file.acceptedAt ? clocks.promise : file.intakeUntil ? clocks.applicant : clocks.intake;
  return running?.due.state === 'running' ? running.due.at : null;
}
