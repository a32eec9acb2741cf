import type { Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { idProblem, normaliseIdNo, normaliseName, normalisePhone } from '@one-window/domain/identity';
import { maskId, maskName, maskPhone } from '@one-window/domain/masking';
import type { DateText } from '@one-window/domain/time';
import { blindIndex, decryptField, encryptField } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';

/** A citizen's data in clear. It lives in memory only, for as long as one answer takes. */
export interface PersonClear {
  readonly name: string | null;
  readonly idNo: string | null;
  readonly phone: string | null;
}

/** Somebody as told or read from a card: in the one form in which people are stored, with a number whose check digit is right on `today`. */
export function personGiven(
  { name, idNo, phone }: PersonClear & { readonly name: string; readonly idNo: string },
  today: DateText,
): PersonClear {
  const problem = idProblem(idNo, today);
  if (problem) throw new DomainError('person.id_invalid', { problem });
  return { name: normaliseName(name), idNo, phone: phone && normalisePhone(phone) };
}

type Connection = Sql | TransactionSql;

/**
 * Stores a person, encrypted. Who is known by the number of identity is not stored twice: gives the id of the first. A number
 * that somebody only `claims`, on the portal, is not found by it: else a stranger's number would open what is known of a stranger.
 */
export async function putPerson(sql: Connection, keys: Keys, input: PersonClear, claimed = false): Promise<string> {
  const id = uuidv7();
  const seal = (column: string, text: string | null): string | null =>
    text ? encryptField(keys, { table: 'persons', column, row: id }, text) : null;
  const row = {
    id,
    name_enc: seal('name_enc', input.name && normaliseName(input.name)),
    id_no_enc: seal('id_no_enc', input.idNo && normaliseIdNo(input.idNo)),
    id_no_index: input.idNo && !claimed ? blindIndex(keys, 'id_no', input.idNo) : null,
    phone_enc: seal('phone_enc', input.phone && normalisePhone(input.phone)),
    phone_index: input.phone ? blindIndex(keys, 'phone', input.phone) : null,
  };
  const [added] = await sql<{ id: string }[]>`insert into persons ${sql(row)} on conflict (id_no_index) do nothing returning id`;
  return added?.id ?? refreshed(sql, keys, (await findPerson(sql, keys, input.idNo!))!, input);
}

/** Who is known and gives a number now is reached by that one from now on; an old number may be a stranger's by today. */
async function refreshed(sql: Connection, keys: Keys, id: string, { phone }: PersonClear): Promise<string> {
  if (!phone) return id;
  const sealed = encryptField(keys, { table: 'persons', column: 'phone_enc', row: id }, normalisePhone(phone));
  const index = blindIndex(keys, 'phone', phone);
  await sql`update persons set phone_enc = ${sealed}, phone_index = ${index} where id = ${id} and phone_index is distinct from ${index}`;
  return id;
}

/** By the full number of identity only: nothing can be browsed by prefix. */
export async function findPerson(sql: Connection, keys: Keys, idNo: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`select id from persons where id_no_index = ${blindIndex(keys, 'id_no', idNo)}`;
  return row?.id ?? null;
}

/** In clear. Call it only after the reading is an event: see routes.ts. */
export async function openPerson(sql: Connection, keys: Keys, id: string): Promise<PersonClear | null> {
  const [row] = await sql<{ name_enc: string | null; id_no_enc: string | null; phone_enc: string | null }[]>`
    select name_enc, id_no_enc, phone_enc from persons where id = ${id} and purged_at is null`;
  if (!row) return null;
  const unseal = (column: keyof typeof row): string | null => {
    const sealed = row[column];
    return sealed === null ? null : decryptField(keys, { table: 'persons', column, row: id }, sealed);
  };
  return { name: unseal('name_enc'), idNo: unseal('id_no_enc'), phone: unseal('phone_enc') };
}

/** The form in which people stand in lists and views. */
export function maskPerson(person: PersonClear): PersonClear {
  return {
    name: person.name && maskName(person.name),
    idNo: person.idNo && maskId(person.idNo),
    phone: person.phone && maskPhone(person.phone),
  };
}
