import type { TransactionSql } from 'postgres';
import type { Case } from '@one-window/domain/case-events';
import { caseAllows } from '@one-window/domain/case-table';
import { normaliseName, normalisePhone } from '@one-window/domain/identity';
import { knownAnswers, type SituationAnswers } from '@one-window/domain/item-guide';
import type { Statement } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf } from '../halls/directory.ts';
import { findPerson, openPerson, personGiven, putPerson, type PersonClear } from '../people/persons.ts';
import { blindIndex, encryptField, personalDigest } from '../security/fields.ts';
import type { Channel } from './aggregate.ts';
import type { CaseHead, PressInput } from './commands.ts';

/** What is said otherwise of a draft; what is not named stays. */
export interface AmendGiven {
  /** Name and number together: half of a person is nobody. */
  readonly applicant?: { readonly name: string; readonly idNo: string; readonly phone: string | null } | undefined;
  /** The number alone, of the applicant who stays; null takes it away. */
  readonly phone?: string | null | undefined;
  readonly answers?: SituationAnswers | undefined;
  readonly hallId?: string | undefined;
}

type Amended = Pick<PressInput, 'presses' | 'answers' | 'also'>;
type Whom = { readonly applicantId: string | null } & Pick<Amended, 'also'>;

const nothing = { action: 'amend', applicantId: null, answers: null, hallId: null } as const;

/**
 * 改草稿: the same case, whichever door began it. Materials and fee follow from the answers by the version with which it began.
 * `proved`: a card lies at the window; elsewhere a number is only claimed.
 */
export async function amendPress(
  deps: Deps,
  { head, file }: { readonly head: CaseHead; readonly file: Case },
  roles: PressInput['roles'],
  given: AmendGiven,
  proved: boolean,
): Promise<Amended> {
  // nobody is stored for a press that the machine refuses
  const may = roles.some(({ role }) => caseAllows(file.status, 'amend', role, head.item.version.caseKind));
  if (!may) return { presses: () => [nothing] };
  const answers = given.answers && changed(head, given.answers);
  const { applicantId, also } = await whom(deps, head, file, given, proved);
  const { hallId } = given;
  const hall = hallId === undefined || hallId === head.hall.id ? null : (await deps.halls.hall(hallId)).id;
  const command = { ...nothing, applicantId, answers: answers ? personalDigest(deps.keys, answers) : null, hallId: hall };
  return { presses: () => [command], answers, ...(also ? { also } : {}) };
}

/** Only those that a question has; none where they are what they were. */
function changed({ item, answers }: CaseHead, given: SituationAnswers): SituationAnswers | undefined {
  const next = knownAnswers(item.guide, given);
  return JSON.stringify(next) === JSON.stringify(knownAnswers(item.guide, answers)) ? undefined : next;
}

async function whom(deps: Deps, { hall }: CaseHead, file: Case, { applicant, phone }: AmendGiven, proved: boolean): Promise<Whom> {
  const { sql, keys } = deps;
  if (!applicant) {
    if (phone === undefined) return { applicantId: null };
    return { applicantId: file.applicantId, also: (tx) => retyped(deps, tx, file.applicantId, { phone }) };
  }
  const typed = personGiven(applicant, businessDateOf(hall, new Date(deps.now()).toISOString()));
  const clear = { ...typed, phone: typed.phone ?? (await phoneThatStays(deps, file, typed)) };
  const known = proved && clear.idNo ? await findPerson(sql, keys, clear.idNo) : null;
  const before = known && (await openPerson(sql, keys, known));
  if (!before || before.name === clear.name) return { applicantId: await putPerson(sql, keys, clear, !proved) };
  // a name mistyped in this very draft is mended where it stands; what others read of that number is not this window's to rename
  if (await isOnlyHere(deps, known, file.id)) return { applicantId: known, also: (tx) => retyped(deps, tx, known, clear) };
  return { applicantId: await putPerson(sql, keys, clear, true) };
}

/** Left empty, the number is that of the same person as before, or of whoever began it online or by telephone: they go on being told. */
async function phoneThatStays({ sql, keys }: Deps, { id, applicantId }: Case, { idNo }: PersonClear): Promise<string | null> {
  const before = await openPerson(sql, keys, applicantId);
  const [row] = await sql<{ channel: Channel }[]>`select intake ->> 'channel' as channel from cases where id = ${id}`;
  return before && (before.idNo === idNo || row?.channel !== 'hall') ? before.phone : null;
}

async function isOnlyHere({ sql }: Deps, person: string, caseId: string): Promise<boolean> {
  const [row] = await sql<{ only: boolean }[]>`
    select not exists (select 1 from cases where applicant_id = ${person} and id <> ${caseId})
      and not exists (select 1 from licences where holder_id = ${person})
      and not exists (select 1 from work_orders where caller_id = ${person})
      and not exists (select 1 from tickets where person_id = ${person}) as only`;
  return row!.only;
}

/** With the event, in its transaction. */
function retyped({ keys }: Deps, sql: TransactionSql, id: string, given: Pick<PersonClear, 'phone'> & Partial<PersonClear>): Statement {
  const seal = (column: string, text: string): string => encryptField(keys, { table: 'persons', column, row: id }, text);
  const { name, phone } = given;
  const row = {
    ...(name ? { name_enc: seal('name_enc', normaliseName(name)) } : {}),
    phone_enc: phone && seal('phone_enc', normalisePhone(phone)),
    phone_index: phone && blindIndex(keys, 'phone', phone),
  };
  return sql`update persons set ${sql(row)} where id = ${id}`;
}
