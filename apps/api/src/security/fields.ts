import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import { normaliseIdNo, normaliseName, normalisePhone } from '@one-window/domain/identity';
import type { Keys } from './keys.ts';

/** Where a value stands. Bound into the ciphertext: a name copied to another row or column does not decrypt. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

const ivBytes = 12;
const tagBytes = 16;

/** Text → `v1.<key id>.<iv, ciphertext and tag>` by AES-256-GCM. */
export function encryptField(keys: Keys, place: Place, text: string): string {
  const keyId = keys.currentId;
  const key = keys.encryption(keyId)!;
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aadOf(place, keyId));
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1.${keyId}.${sealed.toString('base64url')}`;
}

/** The text behind an encrypted field. Throws where it was altered, moved, or its key is gone. */
export function decryptField(keys: Keys, place: Place, sealed: string): string {
  const [version, keyId, data] = sealed.split('.');
  const key = version === 'v1' && keyId ? keys.encryption(keyId) : null;
  if (!key || !keyId || !data) throw new FieldProblem(place, key ? 'form' : 'key');
  const bytes = Buffer.from(data, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes }).setAAD(
      aadOf(place, keyId),
    );
    decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    return decipher.update(bytes.subarray(ivBytes, bytes.length - tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new FieldProblem(place, 'tag');
  }
}

/** A field that does not decrypt: tells where, never what. */
export class FieldProblem extends Error {
  constructor(place: Place, problem: 'form' | 'key' | 'tag') {
    super(`field ${place.table}.${place.column} of ${place.row}: ${problem}`);
    this.name = 'FieldProblem';
  }
}

const aadOf = (place: Place, keyId: string): Buffer =>
  Buffer.from(JSON.stringify(['one-window', place.table, place.column, place.row, keyId]));

const normalise = { id_no: normaliseIdNo, phone: normalisePhone, name: normaliseName } as const;

/** A keyed fingerprint by which the same value is found again; full values only, nothing can be browsed by prefix. */
export function blindIndex(keys: Keys, kind: keyof typeof normalise, text: string): string {
  return createHmac('sha256', keys.blindIndex)
    .update(`${kind}\0${normalise[kind](text)}`)
    .digest('base64url');
}

/** A keyed digest of several fields for the log: proves what was entered, tells nothing. */
export function personalDigest(keys: Keys, fields: Readonly<Record<string, string | null>>): string {
  const entries = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', keys.blindIndex)
    .update(`personal\0${JSON.stringify(entries)}`)
    .digest('base64url');
}

/** Every encrypted column there is. A new one is one entry here, or rotation leaves it behind and the scan test fails. */
export const encryptedColumns: Readonly<Record<string, readonly string[]>> = {
  staff: ['name_enc', 'phone_enc', 'id_no_enc'],
  persons: ['name_enc', 'phone_enc', 'id_no_enc'],
  case_texts: ['text_enc'],
  signatures: ['strokes_enc'],
  licence_texts: ['text_enc'],
  files: ['key_enc'],
  citizens: ['phone_enc'],
  messages: ['to_enc', 'text_enc'],
  ticket_notices: ['phone_enc'],
  ratings: ['text_enc'],
  calls: ['number_enc', 'draft_enc'],
  order_texts: ['text_enc'],
};

/**
 * Encrypts everything anew that is not under the current key, in small transactions beside the running service. Can be
 * stopped and started again at any time. Gives the number of rows written.
 */
export async function rotate(sql: Sql, keys: Keys, batch = 200): Promise<number> {
  let rows = 0;
  for (const [table, columns] of Object.entries(encryptedColumns)) {
    for (let n = batch; n === batch; rows += n) n = await rotateBatch(sql, keys, table, columns, batch);
  }
  return rows;
}

async function rotateBatch(sql: Sql, keys: Keys, table: string, columns: readonly string[], batch: number): Promise<number> {
  return sql.begin(async (tx) => {
    const old = columns.map((column) => tx`${tx(column)} not like ${`v1.${keys.currentId}.%`}`).reduce((a, b) => tx`${a} or ${b}`);
    const rows = await tx<{ id: string; [column: string]: string | null }[]>`
      select id, ${tx([...columns])} from ${tx(table)} where ${old} order by id limit ${batch} for no key update`;
    for (const row of rows) {
      const next = Object.fromEntries(columns.map((column) => [column, again(keys, { table, column, row: row.id }, row[column] ?? null)]));
      await tx`update ${tx(table)} set ${tx(next)} where id = ${row.id}`;
    }
    return rows.length;
  });
}

const again = (keys: Keys, place: Place, sealed: string | null): string | null =>
  sealed === null ? null : encryptField(keys, place, decryptField(keys, place, sealed));

/** Rows per key id: what still needs an old key. */
export async function keyUse(sql: Sql): Promise<Map<string, number>> {
  const use = new Map<string, number>();
  for (const [table, columns] of Object.entries(encryptedColumns)) {
    for (const column of columns) {
      const rows = await sql<{ id: string; n: number }[]>`
        select split_part(${sql(column)}, '.', 2) as id, count(*)::int as n from ${sql(table)} where ${sql(column)} is not null group by 1`;
      for (const row of rows) use.set(row.id, (use.get(row.id) ?? 0) + row.n);
    }
  }
  return use;
}
