import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sql } from 'postgres';
import { DomainError } from '@one-window/domain/errors';
import { storedBytes } from '../metrics.ts';
import { decryptField, encryptField } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';

export interface FileStore {
  /** Writes the bytes, then gives what its row must hold. Throws `file.store_full`. */
  put(id: string, bytes: Buffer): Promise<{ readonly keyEnc: string }>;
  get(id: string, keyEnc: string): Promise<Buffer>;
  drop(id: string): Promise<void>;
  /** Takes away what no row knows: an upload that was cut short, a file that was removed. Gives how many. */
  sweep(olderThanMs: number): Promise<number>;
}

export interface StoreOptions {
  readonly sql: Sql;
  readonly keys: Keys;
  readonly folder: string;
  readonly maxBytes: number;
}

const ivBytes = 12;
const tagBytes = 16;
const part = '.part';
/** How long the sum over all rows may be old: what this process wrote since is added. */
const sumMs = 10_000;

/**
 * Files lie encrypted on disk, each under a key of its own that stands in its row, itself encrypted under the key file: so
 * a new key of the key file needs no file rewritten, and a row that is gone leaves bytes that nobody can read.
 */
export function fileStore({ sql, keys, folder, maxBytes }: StoreOptions): FileStore {
  const pathOf = (id: string): string => join(folder, id.slice(-2), id);
  let known = { at: 0, bytes: 0 };
  const used = async (): Promise<number> => {
    if (performance.now() - known.at > sumMs || known.at === 0) {
      const [row] = await sql<{ bytes: string }[]>`select coalesce(sum(bytes), 0)::text as bytes from files`;
      known = { at: performance.now(), bytes: Number(row!.bytes) };
      storedBytes.set(known.bytes);
    }
    return known.bytes;
  };
  return {
    async put(id, bytes) {
      if ((await used()) + bytes.length > maxBytes) throw new DomainError('file.store_full');
      const key = randomBytes(32);
      await writeWhole(pathOf(id), sealed(key, id, bytes)).catch((error: unknown) => {
        if (full.has((error as NodeJS.ErrnoException).code ?? '')) throw new DomainError('file.store_full');
        throw error;
      });
      known.bytes += bytes.length;
      return { keyEnc: encryptField(keys, place(id), key.toString('base64')) };
    },
    async get(id, keyEnc) {
      const key = Buffer.from(decryptField(keys, place(id), keyEnc), 'base64');
      return opened(key, id, await readFile(pathOf(id)));
    },
    drop: (id) => rm(pathOf(id), { force: true }),
    async sweep(olderThanMs) {
      // a database without any is a wrong or a fresh one, and what lies here may be another's
      const [any] = await sql`select 1 from files limit 1`;
      if (!any) return 0;
      let dropped = 0;
      for (const shard of await readdir(folder).catch(() => [])) {
        const names = await readdir(join(folder, shard));
        const ids = names.filter((name) => !name.endsWith(part));
        const rows = await sql<{ id: string }[]>`select id from files where id = any(${ids}::uuid[])`;
        const live = new Set(rows.map((row) => row.id));
        for (const name of names.filter((one) => !live.has(one))) {
          const path = join(folder, shard, name);
          const age = await stat(path).then(
            ({ mtimeMs }) => Date.now() - mtimeMs,
            () => 0,
          );
          if (age < olderThanMs) continue;
          await rm(path, { force: true });
          dropped += 1;
        }
      }
      return dropped;
    },
  };
}

const place = (id: string) => ({ table: 'files', column: 'key_enc', row: id });
const full = new Set(['ENOSPC', 'EDQUOT']);

function sealed(key: Buffer, id: string, bytes: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
  return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function opened(key: Buffer, id: string, data: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, ivBytes), { authTagLength: tagBytes }).setAAD(Buffer.from(id));
  decipher.setAuthTag(data.subarray(data.length - tagBytes));
  return Buffer.concat([decipher.update(data.subarray(ivBytes, data.length - tagBytes)), decipher.final()]);
}

/** Whole or not at all, also when the power goes: the name appears only after the bytes are on the disk. */
async function writeWhole(path: string, data: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = await open(`${path}${part}`, 'w', 0o600);
  try {
    await draft.writeFile(data);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${path}${part}`, path);
  const shelf = await open(dirname(path), 'r');
  await shelf.sync().finally(() => shelf.close());
}
