import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { Instant } from '@one-window/domain/time';

/** End of a stream's chain. */
export interface Head {
  readonly version: number;
  readonly hash: Buffer;
}

export interface EventContent {
  readonly stream: string;
  readonly kind: string;
  readonly type: string;
  readonly subject: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly commandKey: string | null;
  readonly recordedAt: Instant;
  readonly effectiveAt: Instant | null;
  /** Canonical text. */
  readonly body: string;
}

export interface ChainedEvent extends EventContent {
  readonly version: number;
  readonly alg: string;
  readonly contentHash: Buffer;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

/** JSON with sorted keys and no `undefined`: the same value is always the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((v) => canonical(v ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}

const ALG = 'sha256';
const digest = (alg: string, text: string): Buffer => createHash(alg).update(text).digest();

/** What happened, without who: so that a changed actor can be told from a changed content. */
export function contentHash(e: EventContent, alg: string): Buffer {
  return digest(alg, canonical([e.stream, e.kind, e.type, e.subject, e.commandKey, e.recordedAt, e.effectiveAt, e.body]));
}

/** Content, place, actor and everything before. */
export function linkHash(
  e: Pick<ChainedEvent, 'stream' | 'version' | 'actorKind' | 'actorId' | 'alg' | 'contentHash' | 'prevHash'>,
): Buffer {
  return digest(
    e.alg,
    canonical([e.alg, e.stream, e.version, e.actorKind, e.actorId, e.contentHash.toString('hex'), e.prevHash.toString('hex')]),
  );
}

export const chain = {
  /** Before the first event: bound to the stream, so that two streams never share a beginning. */
  genesis: (stream: string): Head => ({ version: 0, hash: digest(ALG, `one-window:${stream}`) }),

  link(head: Head, content: EventContent): ChainedEvent {
    const place = { ...content, version: head.version + 1, alg: ALG, contentHash: contentHash(content, ALG), prevHash: head.hash };
    return { ...place, hash: linkHash(place) };
  },

  insert(sql: TransactionSql, rows: readonly ChainedEvent[]): Promise<unknown> {
    const values = rows.map((e) => ({
      stream: e.stream,
      version: e.version,
      kind: e.kind,
      type: e.type,
      subject: e.subject,
      actor_kind: e.actorKind,
      actor_id: e.actorId,
      command_key: e.commandKey,
      recorded_at: e.recordedAt,
      effective_at: e.effectiveAt,
      body: e.body,
      alg: e.alg,
      content_hash: e.contentHash,
      prev_hash: e.prevHash,
      hash: e.hash,
    }));
    return sql`insert into events ${sql(values)}`.execute();
  },
};
