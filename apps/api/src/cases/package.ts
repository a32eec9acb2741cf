import { createHash } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import type { Case } from '@one-window/domain/case-events';
import { applyCase } from '@one-window/domain/case-fold';
import type { Instant } from '@one-window/domain/time';
import { canonical } from '../log/chain.ts';
import { paperOf, type PaperKind } from '../papers/kinds.ts';
import { eventOf, type StoredCaseEvent } from './aggregate.ts';

/** One line of 归档目录: a paper by the bytes that were signed or the event that it tells, a file by its keyed digest. */
export type ArchiveEntry =
  | { readonly what: 'paper'; readonly kind: PaperKind; readonly version: number; readonly at: Instant; readonly digest: string }
  | { readonly what: 'file'; readonly material: string; readonly id: string; readonly at: Instant; readonly digest: string };

/** What lies in the package of a case after so many of its events. The same whenever it is asked: nothing in it changes any more. */
export async function archiveEntries(sql: Sql | TransactionSql, caseId: string, version: number): Promise<ArchiveEntry[]> {
  const rows = await sql<{ version: number; type: string; actor_id: string; recorded_at: Instant; body: string; hash: Buffer }[]>`
    select version, type, actor_id, recorded_at, body, hash from events where stream = ${caseId} and version <= ${version} order by version`;
  const signed = await sql<{ version: number; sha256: string | null }[]>`select version, sha256 from documents where case_id = ${caseId}`;
  let file: Case | null = null;
  const papers: ArchiveEntry[] = [];
  for (const row of rows) {
    const stored = { type: row.type, subject: caseId, body: JSON.parse(row.body) as StoredCaseEvent['body'] } as StoredCaseEvent;
    file = applyCase(file, eventOf(stored, { at: row.recorded_at, actorId: row.actor_id, streamId: caseId }));
    const kind = paperOf(row.type);
    const digest = signed.find((one) => one.version === row.version)?.sha256 ?? row.hash.toString('hex');
    // an index that came before is no part of the package that it lists
    if (kind && kind !== 'archive_index') papers.push({ what: 'paper', kind, version: row.version, at: row.recorded_at, digest });
  }
  const files = (file?.files ?? []).map(
    ({ id, material, addedAt, digest }) => ({ what: 'file', material, id, at: addedAt, digest }) as const,
  );
  return [...papers, ...files];
}

/** What the event of the archive keeps of the index: whoever has the package can work it out again. */
export const indexDigest = (entries: readonly ArchiveEntry[]): string => createHash('sha256').update(canonical(entries)).digest('hex');

/** Every file that the case names lies in the store: asked only of what has ended. */
export async function filesThere(sql: Sql | TransactionSql, file: Case): Promise<boolean> {
  const ids = (file.files ?? []).map(({ id }) => id);
  if (ids.length === 0) return true;
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from files where id = any(${ids})`;
  return row!.n === ids.length;
}
