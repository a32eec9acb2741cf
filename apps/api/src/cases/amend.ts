import type { Sql, TransactionSql } from 'postgres';
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
 * `proved`: a card lies at the window; elsewhere a number is only claimed, and a draft that began elsewhere stays a claim.
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
  const [row] = await sql<{ channel: Channel }[]>`select intake ->> 'channel' as channel from cases where id = ${file.id}`;
  const atHall = row?.channel === 'hall';
  const clear = { ...typed, phone: typed.phone ?? (await phoneThatStays(deps, file, typed, atHall)) };
  // whose draft began elsewhere is told of by the phone that began it: that phone learns nothing of what else is known of a number
  const linked = proved && atHall;
  const known = linked && clear.idNo ? await findPerson(sql, keys, clear.idNo) : null;
  const before = known === null ? null : await openPerson(sql, keys, known);
  // a name mistyped in this very draft is mended where it stands; what others read of that number is not this window's to rename
  const renamed = known !== null && before !== null && before.name !== clear.name ? known : null;
  if (renamed && (await isOnlyHere(deps, renamed, file.id)))
    return { applicantId: renamed, also: (tx) => retyped(deps, tx, renamed, clear) };
  const applicantId = await putPerson(sql, keys, clear, !linked || renamed !== null);
  return { applicantId, also: (tx) => forgotten(deps, tx, file) };
}

/** Left empty, the number is that of the same person as before, or of whoever began it online or by telephone: they go on being told. */
async function phoneThatStays({ sql, keys }: Deps, file: Case, { idNo }: PersonClear, atHall: boolean): Promise<string | null> {
  const before = await openPerson(sql, keys, file.applicantId);
  return before && (before.idNo === idNo || !atHall) ? before.phone : null;
}

async function isOnlyHere({ sql }: Deps, person: string, caseId: string): Promise<boolean> {
  const [row] = await sql<{ only: boolean }[]>`select ${onlyHere(sql, person, caseId)} as only`;
  return row!.only;
}

const onlyHere = (sql: Sql | TransactionSql, person: string, caseId: string) => sql`
  not exists (select 1 from cases where applicant_id = ${person} and id <> ${caseId})
  and not exists (select 1 from licences where holder_id = ${person})
  and not exists (select 1 from work_orders where caller_id = ${person})
  and not exists (select 1 from tickets where person_id = ${person})`;

/**
 * What was only claimed, and in this draft alone, is kept of nobody any longer (个人信息保护法 47); a proved number stays known. By its index
 * whoever had the phone still reads who looked (个人信息保护法 44).
 */
const forgotten = (deps: Deps, sql: TransactionSql, { id, applicantId }: Case): Statement => sql`
  update persons set name_enc = null, id_no_enc = null, phone_enc = null, purged_at = ${new Date(deps.now()).toISOString()}
  where id = ${applicantId} and id_no_index is null and ${onlyHere(sql, applicantId, id)}`;

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
