import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Sql } from 'postgres';
import { decryptField } from './fields.ts';
import { loadKeys, type Keys } from './keys.ts';

/** What the database remembers of the file that it was used with: enough to know it again, and nothing of any key. */
interface Remembered {
  readonly file: string;
  /** One proof for each encryption key that was ever used and not retired. */
  readonly encryption: Readonly<Record<string, string>>;
}

/** The keys of this installation, which its database knows from now on. */
export async function installedKeys(sql: Sql, path: string): Promise<Keys> {
  const keys = await fittingKeys(sql, path);
  await rememberKeys(sql, keys);
  return keys;
}

/**
 * The keys of this file, if they are those of this database. A database that is new gets a key file if there is none; one that was used wants the file that
 * it was used with: with a fresh one nobody could sign in and no name could be read, and what is written meanwhile would be lost
 * as soon as the right file is back. Throws one sentence, before any file is made.
 */
export async function fittingKeys(sql: Sql, path: string): Promise<Keys> {
  const known = await remembered(sql);
  const sealed = known ? null : await someSealed(sql);
  if ((known || sealed) && !existsSync(path))
    throw new Error(
      `密钥文件 ${path} 不在，而数据库里的内容由它加密：请先放回原来的密钥文件（备份里没有它）。 / The key file ${path} is missing, and what the database holds is encrypted under it: put the former file back first (a backup does not contain it).`,
    );
  const keys = loadKeys(path);
  if (!(known ? fits(known, keys) : opens(sealed, keys)))
    throw new Error(
      `密钥文件 ${path} 不是这个数据库用过的那一个，请放回原来的文件。 / The key file ${path} is not the one that this database was used with: put the former file back.`,
    );
  return keys;
}

/** Written at each start, and where keys are added or retired. */
export async function rememberKeys(sql: Sql, keys: Keys): Promise<void> {
  await sql`
    insert into meta (key, value) values ('keys', ${sql.json({ ...proofOf(keys) })})
    on conflict (key) do update set value = excluded.value where meta.value is distinct from excluded.value`;
}

async function remembered(sql: Sql): Promise<Remembered | null> {
  const [row] = await sql<{ value: Remembered }[]>`select value from meta where key = 'keys'`;
  return row?.value ?? null;
}

const proof = (key: Buffer, of: string): string => createHmac('sha256', key).update(`one-window:${of}`).digest('base64url');

function proofOf(keys: Keys): Remembered {
  const parts = [keys.logRoot.key.toString('base64'), keys.link.toString('base64'), keys.rolePassword('proof')];
  return {
    file: proof(keys.blindIndex, `key-file:${parts.join('.')}`),
    encryption: Object.fromEntries(keys.encryptionIds.map((id) => [id, proof(keys.encryption(id)!, 'encryption-key')])),
  };
}

function fits(known: Remembered, keys: Keys): boolean {
  const now = proofOf(keys);
  return now.file === known.file && Object.entries(known.encryption).every(([id, shown]) => now.encryption[id] === shown);
}

/** A name of somebody, from a version that remembered no keys. */
async function someSealed(sql: Sql): Promise<{ readonly id: string; readonly text: string } | null> {
  const [row] = await sql<{ id: string; text: string }[]>`select id, name_enc as text from staff order by id limit 1`;
  return row ?? null;
}

function opens(sealed: { readonly id: string; readonly text: string } | null, keys: Keys): boolean {
  if (!sealed) return true;
  try {
    decryptField(keys, { table: 'staff', column: 'name_enc', row: sealed.id }, sealed.text);
    return true;
  } catch {
    return false;
  }
}
