import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { z } from 'zod';
import { createOnce, writeBeside } from './secret-file.ts';

const secret = z
  .string()
  .transform((text): Buffer => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'a key has 32 bytes');
const named = z.object({ id: z.string().regex(/^k\d+$/), key: secret });

const keyFile = z.object({
  version: z.literal(1),
  /** The last one encrypts; all of them decrypt. */
  encryption: z.array(named).min(1),
  blindIndex: secret,
  logRoot: named,
  link: secret,
  session: secret,
  rolePassword: secret,
});

type KeyFile = z.infer<typeof keyFile>;

/** The secrets of one installation. They live in a file beside the database, never in it nor in its backups. */
export interface Keys {
  /** The id of the key that encrypts now. */
  readonly currentId: string;
  /** The key behind an id; reads the file again for one that another process has added meanwhile. */
  encryption(id: string): Buffer | null;
  readonly encryptionIds: readonly string[];
  readonly blindIndex: Buffer;
  readonly logRoot: { readonly id: string; readonly key: Buffer };
  /** The key of a seal, by the name that stands in it. */
  readonly rootKey: (id: string) => { readonly id: string; readonly key: Buffer } | undefined;
  /** Proof inside the address of a slip. */
  readonly link: Buffer;
  /** Signs session cookies and wraps second-factor secrets. */
  readonly session: string;
  /** Password of a database role: derived, so that nobody has to store it. */
  readonly rolePassword: (role: string) => string;
}

/** Reads the key file; the first start makes it, readable by its owner only. */
export function loadKeys(path: string): Keys {
  if (!existsSync(path)) createOnce(path, freshFile());
  const mode = statSync(path).mode & 0o077;
  if (mode !== 0 && process.platform !== 'win32')
    throw new Error(`密钥文件 ${path} 可被他人读取，请 chmod 600。 / The key file ${path} can be read by others: chmod 600 it.`);
  return keysOf(readKeyFile(path), { read: () => readKeyFile(path), changedAt: () => statSync(path).mtimeMs });
}

/** Keys that live only as long as the process: for tests and tools. */
export function ephemeralKeys(): Keys {
  const file = keyFile.parse(JSON.parse(freshFile()));
  return keysOf(file, { read: () => file, changedAt: () => 0 });
}

/** Adds an encryption key that encrypts from now on. The old ones stay: rows still name them. */
export function addEncryptionKey(path: string): string {
  const file = readKeyFile(path);
  const id = `k${Math.max(...file.encryption.map((k) => Number(k.id.slice(1)))) + 1}`;
  replaceFile(path, { ...file, encryption: [...file.encryption, { id, key: randomBytes(32) }] });
  return id;
}

/** Drops encryption keys that nothing names any more. */
export function dropEncryptionKeys(path: string, ids: readonly string[]): void {
  const file = readKeyFile(path);
  const kept = file.encryption.filter((k, i) => i === file.encryption.length - 1 || !ids.includes(k.id));
  replaceFile(path, { ...file, encryption: kept });
}

interface KeySource {
  readonly read: () => KeyFile;
  readonly changedAt: () => number;
}

/** How soon a running service encrypts under a key that was added beside it. */
const noticeMs = 10_000;

function keysOf(first: KeyFile, source: KeySource): Keys {
  let ids = first.encryption.map((k) => k.id);
  let known = new Map(first.encryption.map((k) => [k.id, k.key]));
  let readAt = source.changedAt();
  let lookedAt = Date.now();
  const reread = (): void => {
    readAt = source.changedAt();
    const { encryption } = source.read();
    ids = encryption.map((k) => k.id);
    known = new Map(encryption.map((k) => [k.id, k.key]));
  };
  return {
    get currentId() {
      if (Date.now() - lookedAt > noticeMs) {
        lookedAt = Date.now();
        if (source.changedAt() !== readAt) reread();
      }
      return ids.at(-1)!;
    },
    get encryptionIds() {
      return ids;
    },
    encryption(id) {
      if (!known.has(id)) reread();
      return known.get(id) ?? null;
    },
    blindIndex: first.blindIndex,
    logRoot: first.logRoot,
    rootKey: (id) => (id === first.logRoot.id ? first.logRoot : undefined),
    link: first.link,
    session: first.session.toString('base64'),
    rolePassword: (role) => createHmac('sha256', first.rolePassword).update(`database-role:${role}`).digest('base64url'),
  };
}

/** Every running service has noticed the newest key by then. */
export function settledAt(path: string): number {
  return statSync(path).mtimeMs + 3 * noticeMs;
}

function freshFile(): string {
  const key = (): string => randomBytes(32).toString('base64');
  const content = {
    version: 1,
    encryption: [{ id: 'k1', key: key() }],
    blindIndex: key(),
    logRoot: { id: 'k1', key: key() },
    link: key(),
    session: key(),
    rolePassword: key(),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function readKeyFile(path: string): KeyFile {
  try {
    return keyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    // without the parser's words: they could quote a key
    const reason = (cause as NodeJS.ErrnoException).code ?? 'form';
    throw new Error(`密钥文件 ${path} 无法读取（${reason}）。 / The key file ${path} cannot be read (${reason}).`);
  }
}

function serialise(file: KeyFile): string {
  const text = (key: Buffer): string => key.toString('base64');
  const content = {
    ...file,
    encryption: file.encryption.map((k) => ({ id: k.id, key: text(k.key) })),
    blindIndex: text(file.blindIndex),
    logRoot: { id: file.logRoot.id, key: text(file.logRoot.key) },
    link: text(file.link),
    session: text(file.session),
    rolePassword: text(file.rolePassword),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function replaceFile(path: string, file: KeyFile): void {
  renameSync(writeBeside(path, serialise(file)), path);
}
