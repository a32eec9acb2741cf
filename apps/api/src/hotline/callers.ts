import type { Call } from '@one-window/domain/calls';
import { DomainError } from '@one-window/domain/errors';
import { myCases } from '../cases/mine.ts';
import type { CaseDeps } from '../cases/queries.ts';
import type { CitizenSession } from '../citizens/sessions.ts';
import { maskPerson, openPerson } from '../people/persons.ts';
import { decryptField } from '../security/fields.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { openNumber } from './calls.ts';
import { orderPlace } from './orders.ts';
import { listed, rowOf, type StoredOrder } from './queries.ts';
import type { CallView } from './schemas.ts';

export interface CallRow {
  readonly id: string;
  readonly state: Call;
  readonly number_enc: string | null;
  readonly number_index: string | null;
  readonly draft_enc: string | null;
  readonly draft_version: number;
}

/** The call of this operator, or a refusal: what hangs on a number is shown to whoever speaks with it, and to nobody else. */
export async function ownCall(deps: CaseDeps, actor: StaffMemberActor, id: string): Promise<CallRow> {
  const [row] = await deps.sql<CallRow[]>`
    select id, state, number_enc, number_index, draft_enc, draft_version from calls where id = ${id} and operator_id = ${actor.id}`;
  if (!row || row.state.status === 'DONE') throw new DomainError('not_found');
  return row;
}

const nobody = '00000000-0000-0000-0000-000000000000';
/** Who calls sees by telephone what the same number sees on the portal. */
export async function callerOf({ sql }: CaseDeps, { number_index: index }: CallRow): Promise<CitizenSession | null> {
  if (index === null) return null;
  const [citizen] = await sql<{ id: string }[]>`select id from citizens where phone_index = ${index}`;
  return { id: citizen?.id ?? nobody, kind: 'citizen', phoneIndex: index, phone: '' };
}

/** Everything of a number in one glance, masked: people, cases and drafts, orders, earlier calls; and what was typed so far. */
export async function readCall(deps: CaseDeps, row: CallRow): Promise<CallView> {
  const { sql, keys } = deps;
  const about = await orderPlace(deps);
  const caller = await callerOf(deps, row);
  const index = row.number_index;
  const [cases, orders, people, [earlier], halls] = await Promise.all([
    caller ? myCases(deps, caller) : [],
    sql<StoredOrder[]>`${listed(deps)} join persons p on p.id = o.caller_id where p.phone_index = ${index} order by o.id desc limit 50`,
    peopleOf(deps, index),
    sql<{ n: number }[]>`select count(*)::int as n from calls where number_index = ${index} and id <> ${row.id}`,
    deps.halls.all(),
  ]);
  const names = await applicantsOf(
    deps,
    cases.map((one) => one.id),
  );
  const number = openNumber(deps, row);
  const draft = row.draft_enc === null ? '' : decryptField(keys, { table: 'calls', column: 'draft_enc', row: row.id }, row.draft_enc);
  const { status, exchangeId, cameAt, answeredAt, endedAt, orderIds, caseIds } = row.state;
  return {
    id: row.id,
    status,
    cameAt,
    answeredAt,
    endedAt,
    byHand: exchangeId === null,
    number: number && maskPerson({ name: null, idNo: null, phone: number }).phone,
    draft: { version: row.draft_version, text: draft },
    people,
    cases: cases.map((one) => ({ ...one, applicant: { name: names.get(one.id) ?? null } })),
    orders: orders.map((order) => rowOf(order, about.place.timeZone)),
    made: { orderIds: [...orderIds], caseIds: [...caseIds] },
    earlierCalls: earlier?.n ?? 0,
    halls: halls.map(({ id, name }) => ({ id, name: name.zh })),
  };
}

/** Whether somebody is one of the people of a call's number. */
export async function isOfNumber({ sql }: CaseDeps, { number_index: index }: CallRow, personId: string): Promise<boolean> {
  const [row] = await sql`select 1 from persons where id = ${personId} and phone_index = ${index} and purged_at is null`;
  return row !== undefined;
}

const mostPeople = 20;

/** A number may be a family's: each that is known, once. */
async function peopleOf(deps: CaseDeps, index: string | null): Promise<CallView['people']> {
  if (index === null) return [];
  const rows = await deps.sql<{ id: string }[]>`
    select id from persons where phone_index = ${index} and purged_at is null order by id desc limit ${mostPeople}`;
  const all = await Promise.all(rows.map(async ({ id }) => ({ id, person: await openPerson(deps.sql, deps.keys, id) })));
  const seen = new Set<string>();
  return all.flatMap(({ id, person }) => {
    const who = `${person?.name ?? ''} ${person?.idNo ?? ''}`;
    if (!person || who === ' ' || seen.has(who)) return [];
    seen.add(who);
    const masked = maskPerson(person);
    return [{ id, name: masked.name, idNo: masked.idNo }];
  });
}

async function applicantsOf(deps: CaseDeps, caseIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await deps.sql<
    { id: string; applicant_id: string }[]
  >`select id, applicant_id from cases where id = any(${[...caseIds]}::uuid[])`;
  const names = await deps.people.personNames(rows.map((row) => row.applicant_id));
  return new Map(rows.flatMap((row) => (names.has(row.applicant_id) ? [[row.id, names.get(row.applicant_id)!] as const] : [])));
}
