import type { Sql, TransactionSql } from 'postgres';
import { aggregateOf, aggregates, type AggregateKind } from '../db/aggregates.ts';
import type { EventContext } from '@one-window/domain/hall-day';
import type { Damage } from '@one-window/domain/log';
import { chain, canonical, contentHash, linkHash, type ChainedEvent } from './chain.ts';

export interface Finding {
  readonly damage: Damage;
  readonly stream: string;
  readonly kind: string;
  readonly version: number;
  readonly detail: string;
}

export interface Report {
  readonly streams: number;
  readonly events: number;
  readonly findings: readonly Finding[];
}

interface HeadRow {
  id: string;
  version: number;
  head_hash: Buffer;
}

type StoredEvent = ChainedEvent;

/** Walks every chain and every fold. Reads some streams at a time, in one snapshot: a busy hall can go on. */
export async function verifyLog(sql: Sql, progress: (streams: number) => void = () => undefined): Promise<Report> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const findings: Finding[] = [];
    let streams = 0;
    let events = 0;
    const known = new Set<string>();
    for (const kind of Object.keys(aggregates) as AggregateKind[]) {
      const heads = await tx<HeadRow[]>`select id, version, head_hash from ${tx(aggregateOf(kind).table)} order by id`;
      for (const batch of batches(heads)) {
        const read = await readStreams(tx, batch);
        for (const head of batch) {
          known.add(head.id);
          const rows = read.get(head.id) ?? [];
          const finding = walkChain(kind, head, rows) ?? (await compareFold(tx, kind, head.id, rows));
          if (finding) findings.push(finding);
          streams += 1;
          events += rows.length;
          if (streams % 100 === 0) progress(streams);
        }
      }
    }
    for (const { stream, kind, n } of await tx<
      { stream: string; kind: string; n: number }[]
    >`select stream, min(kind) as kind, count(*)::int as n from events group by stream`)
      if (!known.has(stream))
        findings.push({ damage: 'row differs', stream, kind, version: n, detail: 'the aggregate of this stream is gone' });
    return { streams, events, findings };
  });
}

/** One stream, for somebody who looks at it now. Null where there is none. */
export async function verifyStream(sql: Sql, stream: string): Promise<{ kind: string; events: number; finding: Finding | null } | null> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [first] = await tx<{ kind: AggregateKind }[]>`select kind from events where stream = ${stream} order by version limit 1`;
    if (!first) return null;
    const { kind } = first;
    const [head] = await tx<HeadRow[]>`select id, version, head_hash from ${tx(aggregateOf(kind).table)} where id = ${stream}`;
    const rows = (await readStreams(tx, [{ id: stream }])).get(stream) ?? [];
    const gone: Finding = { damage: 'row differs', stream, kind, version: rows.length, detail: 'the aggregate of this stream is gone' };
    const finding = head ? (walkChain(kind, head, rows) ?? (await compareFold(tx, kind, stream, rows))) : gone;
    return { kind, events: rows.length, finding };
  });
}

const batchEvents = 2_000;

/** Streams that are read together: a day of one clerk is three events, of a hall thousands, and a statement costs a millisecond. */
function* batches(heads: readonly HeadRow[]): Generator<HeadRow[]> {
  let batch: HeadRow[] = [];
  let events = 0;
  for (const head of heads) {
    batch.push(head);
    events += head.version + 1;
    if (events < batchEvents) continue;
    yield batch;
    batch = [];
    events = 0;
  }
  if (batch.length > 0) yield batch;
}

async function readStreams(tx: TransactionSql, heads: readonly { readonly id: string }[]): Promise<Map<string, StoredEvent[]>> {
  const rows = await tx<StoredEvent[]>`
    select stream, version, kind, type, subject, actor_kind as "actorKind", actor_id as "actorId", command_key as "commandKey", recorded_at as "recordedAt",
      effective_at as "effectiveAt", body, alg, content_hash as "contentHash", prev_hash as "prevHash", hash
    from events where stream = any(${heads.map((head) => head.id)}::uuid[]) order by stream, version`;
  const streams = new Map<string, StoredEvent[]>();
  for (const row of rows) {
    const stream = streams.get(row.stream);
    if (stream) stream.push(row);
    else streams.set(row.stream, [row]);
  }
  return streams;
}

/** The first event that does not fit its chain, or null. Pure. */
export function walkChain(
  kind: string,
  head: { id: string; version: number; head_hash: Buffer },
  rows: readonly StoredEvent[],
): Finding | null {
  const found = (damage: Damage, version: number, detail: string): Finding => ({ damage, stream: head.id, kind, version, detail });
  let previous = chain.genesis(head.id).hash;
  const written = new Set(rows.map((row) => row.hash.toString('hex')));
  for (const [i, row] of rows.entries()) {
    if (row.version !== i + 1) return found('deletion', i + 1, `version ${i + 1} is missing, ${row.version} follows`);
    const moved = !row.prevHash.equals(previous);
    if (!contentHash(row, row.alg).equals(row.contentHash))
      return found('edit', row.version, `${row.type}: content does not match its hash`);
    if (!linkHash(row).equals(row.hash)) {
      // the link is keyed by place and actor: with its place intact only the actor is left
      return moved || belongsElsewhere(row, rows.length)
        ? found('reorder', row.version, `${row.type} was written at another place`)
        : found('re-attribution', row.version, `${row.type}: the actor is not the one who was hashed`);
    }
    if (moved)
      return found(
        written.has(row.prevHash.toString('hex')) ? 'reorder' : 'insertion',
        row.version,
        `${row.type} does not follow the event before it`,
      );
    previous = row.hash;
  }
  if (rows.length < head.version) return found('cut tail', rows.length + 1, `${head.version - rows.length} newest events are missing`);
  if (rows.length > head.version || !previous.equals(head.head_hash))
    return found('insertion', rows.length, 'the head on the row is another');
  return null;
}

/** Does the hash fit this event at another version? Then it was moved, not re-attributed. */
function belongsElsewhere(row: StoredEvent, versions: number): boolean {
  for (let version = 1; version <= versions + 1; version += 1)
    if (version !== row.version && linkHash({ ...row, version }).equals(row.hash)) return true;
  return false;
}

/**
 * Rebuilds the state from the events and compares it with the stored rows. What is stored without any event was put in by hand; only a
 * realm may be older than its log, and leaves out of `stored` what no event has named.
 */
async function compareFold(tx: TransactionSql, kind: AggregateKind, stream: string, rows: readonly StoredEvent[]): Promise<Finding | null> {
  const aggregate = aggregateOf(kind);
  const differs = (detail: string): Finding => ({ damage: 'row differs', stream, kind, version: rows.length, detail });
  const stored = await aggregate.stored(tx, stream);
  if (rows.length === 0) return stored.size === 0 ? null : differs('row without events');
  let state = aggregate.empty();
  for (const row of rows) {
    const at: EventContext = { actorId: row.actorId, at: row.recordedAt, streamId: stream };
    state = aggregate.apply(state, { type: row.type, subject: row.subject, body: JSON.parse(row.body) as unknown }, at);
  }
  const folded = aggregate.folded(state);
  for (const name of new Set([...folded.keys(), ...stored.keys()])) {
    const [should, is] = [canonical(folded.get(name) ?? null), canonical(stored.get(name) ?? null)];
    if (should !== is) return differs(`${name}: ${difference(should, is)}`);
  }
  return null;
}

/** Where two canonical texts part, without quoting whole rows. */
function difference(should: string, is: string): string {
  let i = 0;
  while (i < should.length && should[i] === is[i]) i += 1;
  const from = Math.max(0, i - 24);
  return `events say …${should.slice(from, i + 40)}…, the table says …${is.slice(from, i + 40)}…`;
}
