import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { addMs, type Instant } from '@one-window/domain/time';
import type { HeldReason } from '../db/schema/documents.ts';
import type { Deps } from '../deps.ts';
import { safeError } from '../http.ts';
import { paperFacts } from '../papers/facts.ts';
import type { KeyProblem, PublicKey, Signature, SignatureProvider } from './provider.ts';
import { makeSigningKey } from './soft.ts';

/** Where no key ever signed here, this is the first run, and it makes one. A key that was lost is not replaced by another unasked. */
export async function firstSigningKey(sql: Sql, signer: SignatureProvider, path: string): Promise<void> {
  const [known] = await sql`select 1 from signing_keys limit 1`;
  if (!known && (await signer.current()) === 'key_missing') makeSigningKey(path);
  const key = await signer.current();
  if (typeof key !== 'string') await rememberKey(sql, key);
}

/** What was signed outlives its key: the public half stands in the database before the first signature does. */
async function rememberKey(sql: Sql, { id, alg, publicKey }: PublicKey): Promise<void> {
  await sql`insert into signing_keys (id, alg, public_key) values (${id}, ${alg}, ${publicKey}) on conflict do nothing`;
}

export async function publicKeys(sql: Sql): Promise<PublicKey[]> {
  const rows = await sql<{ id: string; alg: string; public_key: string }[]>`
    select id, alg, public_key from signing_keys order by created_at, id`;
  return rows.map(({ id, alg, public_key: publicKey }) => ({ id, alg, publicKey }));
}

/** So long a document belongs to the process that took it; one that dies with it is taken by another after that. */
const leaseMs = 30_000;
const firstWaitMs = 10_000;
const longestWaitMs = 600_000;

interface Due {
  readonly id: string;
  readonly case_id: string;
  readonly version: number;
  readonly tries: number;
}

/**
 * Draws and signs what is due, at least once each and kept once. Without a key everything stays as it is, is marked as held,
 * and goes on by itself when the key is back. Gives how many were signed.
 */
export async function signDue(deps: Deps, limit = 10): Promise<number> {
  const { sql, signer, log } = deps;
  const key = await signer.current();
  if (typeof key === 'string') return hold(deps, key);
  const now = new Date(deps.now()).toISOString();
  const taken = await sql<Due[]>`
    update documents set next_at = ${addMs(now, leaseMs)}, tries = tries + 1 where id in (
      select id from documents where state = 'queued' and next_at <= ${now} order by next_at, id limit ${limit} for update skip locked)
    returning id, case_id, version, tries`;
  if (taken.length > 0) await rememberKey(sql, key);
  let signed = 0;
  for (const due of taken.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    try {
      if (await signOne(deps, due)) signed += 1;
    } catch (error) {
      const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (due.tries - 1));
      log.error({ err: safeError(error), caseId: due.case_id, version: due.version }, 'decision not signed');
      await sql`update documents set held = 'failed', next_at = ${addMs(now, wait)} where id = ${due.id} and state = 'queued'`;
    }
  }
  return signed;
}

async function hold({ sql, log }: Deps, why: KeyProblem): Promise<0> {
  const held = await sql`update documents set held = ${why} where state = 'queued' and held is distinct from ${why}`;
  if (held.count > 0) log.error({ count: held.count, why }, 'decisions are held: no key signs them');
  return 0;
}

/** Bytes first, then the row that says they are signed, in one with the case that waits for it. False where another was quicker. */
async function signOne(deps: Deps, { id, case_id: caseId, version }: Due): Promise<boolean> {
  const { sql, log } = deps;
  const facts = await paperFacts(deps, caseId, version);
  if (!facts) throw new Error('the log has no such decision');
  const { bytes, undrawn } = await deps.papers.draw(facts, 'a4');
  if (undrawn.length > 0) log.warn({ count: undrawn.length, caseId, version }, 'a paper has characters that no font draws');
  const signed = await deps.signer.sign(bytes);
  const fileId = uuidv7();
  const { keyEnc } = await deps.files.put(fileId, bytes);
  const now = new Date(deps.now()).toISOString();
  const kept = await sql.begin(async (tx) => {
    // the case before its documents, as every press does
    await tx`select 1 from cases where id = ${caseId} for no key update`;
    const [queued] = await tx`select 1 from documents where id = ${id} and state = 'queued' for update`;
    if (!queued) return false;
    await tx`insert into files (id, case_id, bytes, key_enc, created_at) values (${fileId}, ${caseId}, ${bytes.length}, ${keyEnc}, now())`;
    await tx`
      update documents set state = 'signed', held = null, file_id = ${fileId}, sha256 = ${sha256(bytes)}, key_id = ${signed.keyId},
        alg = ${signed.alg}, signature = ${signed.signature}, signed_at = ${now} where id = ${id}`;
    await tx`update cases set unsigned = greatest(unsigned - 1, 0) where id = ${caseId}`;
    return true;
  });
  if (!kept) await deps.files.drop(fileId);
  return kept;
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export interface SignedDocument extends Signature {
  readonly sha256: string;
  readonly signedAt: Instant;
  readonly fileId: string;
  readonly fileKeyEnc: string;
}

/** A decision as it was signed; null where it waits. Throws `not_found` where the event makes none. */
export async function signedDocument(sql: Sql, caseId: string, version: number): Promise<SignedDocument | null> {
  const [row] = await sql<({ [K in keyof SignedDocument]: SignedDocument[K] } & { state: string })[]>`
    select d.state, d.key_id as "keyId", d.alg, d.signature, d.sha256, d.signed_at as "signedAt", d.file_id as "fileId", f.key_enc as "fileKeyEnc"
    from documents d left join files f on f.id = d.file_id where d.case_id = ${caseId} and d.version = ${version}`;
  if (!row) throw new DomainError('not_found');
  const { state, ...document } = row;
  return state === 'signed' ? document : null;
}

/** Byte for byte what was signed. */
export const bytesOf = ({ files }: Deps, { fileId, fileKeyEnc }: SignedDocument): Promise<Buffer> => files.get(fileId, fileKeyEnc);

/** Are these the bytes that were signed, by a key that is known here? */
export async function isSigned(deps: Deps, bytes: Buffer, document: SignedDocument): Promise<boolean> {
  const key = (await publicKeys(deps.sql)).find(({ id }) => id === document.keyId);
  return key !== undefined && sha256(bytes) === document.sha256 && deps.signer.verify(bytes, document, key);
}

/** What waits for its signature, for whoever must act. */
export interface SigningState {
  readonly waiting: number;
  readonly held: number;
  readonly why: HeldReason | null;
  readonly since: Instant | null;
}

export async function signingState(sql: Sql): Promise<SigningState> {
  const [row] = await sql<SigningState[]>`
    select count(*)::int as waiting, count(held)::int as held, min(held) filter (where held <> 'failed') as why, min(queued_at) filter (where held is not null) as since
    from documents where state = 'queued'`;
  const state = row!;
  return state.held > 0 && state.why === null ? { ...state, why: 'failed' } : state;
}
