import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { createOnce, writeBeside } from '../security/secret-file.ts';
import type { KeyProblem, PublicKey, SignatureProvider } from './provider.ts';

const algorithm = 'Ed25519';
/** PKCS#8 in DER, base64. */
const keyFile = z.object({ version: z.literal(1), privateKey: z.string() });

interface Loaded {
  readonly readAt: number;
  readonly key: { readonly own: KeyObject; readonly public: PublicKey } | KeyProblem;
}

/** Ed25519 of Node itself, its key in a file of its own: what a hall begins with until it has a certified module. */
export function softSigner(path: string): SignatureProvider {
  let loaded: Loaded | null = null;
  const now = (): Loaded['key'] => {
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changed === undefined) loaded = { readAt: 0, key: 'key_missing' };
    // what could not be read is tried again: a right that was given does not change the file's time
    else if (loaded?.readAt !== changed || typeof loaded.key === 'string') loaded = { readAt: changed, key: readKey(path) };
    return loaded.key;
  };
  return {
    async current() {
      const key = now();
      return typeof key === 'string' ? key : key.public;
    },
    async sign(bytes) {
      const key = now();
      if (typeof key === 'string') throw new Error(`nothing can be signed: ${key}`);
      return { keyId: key.public.id, alg: algorithm, signature: sign(null, bytes, key.own).toString('base64url') };
    },
    async verify(bytes, signed, key) {
      if (key.id !== signed.keyId || key.alg !== signed.alg || signed.alg !== algorithm) return false;
      const spki = Buffer.from(key.publicKey, 'base64');
      // an id is the fingerprint of its key: another key put under a known id is none
      if (idOf(spki) !== key.id) return false;
      return verify(null, bytes, createPublicKey({ key: spki, format: 'der', type: 'spki' }), Buffer.from(signed.signature, 'base64url'));
    },
  };
}

const idOf = (spki: Buffer): string => `ed25519-${createHash('sha256').update(spki).digest('hex').slice(0, 16)}`;

function readKey(path: string): Loaded['key'] {
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) return 'key_unreadable';
    const { privateKey } = keyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
    const own = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(own).export({ format: 'der', type: 'spki' });
    return { own, public: { id: idOf(spki), alg: algorithm, publicKey: spki.toString('base64') } };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'key_missing' : 'key_unreadable';
  }
}

function freshFile(): string {
  const pkcs8 = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  return `${JSON.stringify({ version: 1, privateKey: pkcs8.toString('base64') }, null, 2)}\n`;
}

/** Makes the key file, readable by its owner only; two starts at once agree on one. */
export function makeSigningKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) createOnce(path, freshFile());
}

/** A new key in place of the one that signs: from then on the old one only verifies, by its public half in the database. */
export function replaceSigningKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  renameSync(writeBeside(path, freshFile()), path);
}
