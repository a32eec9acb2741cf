import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres';
import { DomainError } from '@one-window/domain/errors';
import type { EventContext } from '@one-window/domain/hall-day';
import type { Instant } from '@one-window/domain/time';
import { aggregateOf, type AggregateKind, type EventOf, type StateOf } from './aggregates.ts';
import { pipelined, type Pipeline } from './pipeline.ts';
import { chain, canonical, type ChainedEvent, type Head } from '../log/chain.ts';

/** Who changes something. `id` is an identifier, never a name. */
export interface ChangeActor {
  readonly kind: 'staff' | 'citizen' | 'agent' | 'device' | 'partner' | 'system';
  readonly id: string;
}

export interface Ref<K extends AggregateKind = AggregateKind> {
  readonly kind: K;
  readonly id: string;
  /** Nothing to lock: the row is inserted, and a unique constraint decides a race. */
  readonly create?: boolean;
}

export interface Command {
  readonly name: string;
  /** Made by the client; absent only for the system's own jobs, which are idempotent by their guard. */
  readonly key: string | null;
  /** What the key stands for: the same key with another body is refused. */
  readonly body: unknown;
}

/** A statement of the rule's transaction that is not sent yet. */
export type Statement = PendingQuery<Row[]>;

type States<R extends Record<string, Ref>> = { [N in keyof R]: StateOf<R[N]['kind']> };
type Events<R extends Record<string, Ref>> = { [N in keyof R]?: readonly EventOf<R[N]['kind']>[] };

export interface Outcome<R extends Record<string, Ref>, T> {
  readonly events: Events<R>;
  readonly result: T;
  /** What becomes true with the events: sent in their packet, so that nothing is waited for under the lock. */
  readonly writes?: readonly Statement[];
  /** The lawful time where it differs from the time of recording. */
  readonly effectiveAt?: Instant;
}

/** What the rule gets beside the states: the transaction for its reads, and the time taken after the lock. */
export interface ChangeContext {
  readonly sql: TransactionSql;
  readonly now: Instant;
}

export type Rule<R extends Record<string, Ref>, T, L = undefined> = (
  tx: ChangeContext,
  states: States<R>,
  loaded: L,
) => Promise<Outcome<R, T>> | Outcome<R, T>;

/** What a rule reads in any case: it travels with the lock, and is read after the lock is held. */
export type Load<L> = (sql: TransactionSql) => Promise<L>;

export interface ChangeDeps {
  readonly sql: Sql;
  /** Told after commit which aggregates moved. */
  readonly touched: (refs: readonly Ref[]) => void;
}

const retries = 3;
/**
 * A connection that was lost under way (57P01: ended by an administrator). Where its commit was done and only the answer
 * got lost, the key finds it. A server that is away altogether is not waited for: connecting to it fails with other codes.
 */
const lost = new Set(['57P01', 'CONNECTION_CLOSED', 'ECONNRESET', 'EPIPE']);
/** deadlock_detected, serialization_failure */
const retryable = new Set(['40P01', '40001', ...lost]);

/**
 * The one way to change anything: locks `refs` in one order, asks the rule, appends its events, writes what `apply`
 * makes of them; all of it or nothing. The same key gives the first answer again; the same key with another body is
 * `request.key_reused`. Results must survive JSON.
 */
export async function change<const R extends Record<string, Ref>, T, L = undefined>(
  deps: ChangeDeps,
  actor: ChangeActor,
  command: Command,
  refs: R,
  rule: Rule<R, T, L>,
  load?: Load<L>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const done = await pipelined(deps.sql, (pipeline) => attemptChange({ ...pipeline, actor, command, refs }, rule, load));
      // one that is answered by its key only now was committed before, and nobody was told
      if (done.fresh || attempt > 1) deps.touched(Object.values(refs));
      return done.result;
    } catch (error) {
      if (error instanceof DomainError) throw error;
      const code = (error as { code?: string }).code;
      const twin = code === '23505' && (error as { constraint_name?: string }).constraint_name === 'command_keys_actor_key_pk';
      if (attempt > retries || !(twin || (code !== undefined && retryable.has(code)))) throw constraintError(error);
      // the connections of a pool die together: the next one must not be a dead one that nobody has noticed yet
      if (lost.has(code ?? '')) await pause(20 * attempt);
    }
  }
}

interface Attempt<R> extends Pipeline {
  readonly actor: ChangeActor;
  readonly command: Command;
  readonly refs: R;
}

async function attemptChange<R extends Record<string, Ref>, T, L>(
  { sql, together, commit, actor, command, refs }: Attempt<R>,
  rule: Rule<R, T, L>,
  load: Load<L> | undefined,
): Promise<{ fresh: boolean; result: T }> {
  const requestHash = createHash('sha256')
    .update(canonical([command.name, command.body]))
    .digest();
  const owner = `${actor.kind}:${actor.id}`;
  const names = Object.keys(refs).sort(
    (a, b) => aggregateOf(refs[a]!.kind).rank - aggregateOf(refs[b]!.kind).rank || (refs[a]!.id < refs[b]!.id ? -1 : 1),
  );
  // one round trip: each statement gets its own snapshot, so what stands behind the locks is read after they are held
  const [, locked, stored, loaded] = await together([
    // nothing is locked for what is only made: its twin waits here, or it would meet the first one's unique name
    command.key !== null && names.some((name) => refs[name]!.create)
      ? sql`select pg_advisory_xact_lock(hashtextextended(${`${owner} ${command.key}`}, 0))`.execute()
      : null,
    Promise.all(names.map((name) => lock(sql, refs[name]!))),
    command.key === null ? null : findKey(sql, owner, command.key),
    load?.(sql),
  ]);
  if (stored) {
    if (!stored.request_hash.equals(requestHash)) throw new DomainError('request.key_reused');
    return { fresh: false, result: JSON.parse(stored.response) as T };
  }
  const now = locked.map((l) => l.now).reduce((a, b) => (a > b ? a : b));
  const states = Object.fromEntries(names.map((name, i) => [name, locked[i]!.state])) as States<R>;
  const { events, result, writes: beside = [], effectiveAt } = await rule({ sql, now }, states, loaded as L);

  const writes: Promise<unknown>[] = [];
  names.forEach((name, i) => {
    const added = events[name] as readonly LooseEvent[] | undefined;
    if (added && added.length > 0)
      writes.push(...append(sql, refs[name]!, locked[i]!, added, { actor, key: command.key, now, effectiveAt: effectiveAt ?? null }));
  });
  writes.push(...beside.map((statement) => statement.execute()));
  if (command.key !== null) {
    const response = JSON.stringify(result ?? null);
    writes.push(
      sql`insert into command_keys (actor, key, request_hash, response) values (${owner}, ${command.key}, ${requestHash}, ${response})`.execute(),
    );
  }
  await commit(writes);
  return { fresh: writes.length > 1, result };
}

interface Locked {
  readonly state: unknown;
  readonly head: Head;
  readonly now: Instant;
}

async function lock(sql: TransactionSql, ref: Ref): Promise<Locked> {
  const aggregate = aggregateOf(ref.kind);
  if (ref.create) {
    const [row] = await sql<{ now: Instant }[]>`select clock_timestamp() as now`;
    return { state: aggregate.empty(), head: chain.genesis(ref.id), now: row!.now };
  }
  const row = await aggregate.lock(sql, ref.id);
  if (!row) throw new DomainError('not_found');
  const head: Head = { version: row.version, hash: row.head_hash };
  // never backwards within a stream, whatever the machine's clock did
  const now = row.now > row.head_at ? row.now : row.head_at;
  return { state: aggregate.read(row), head, now };
}

async function findKey(sql: TransactionSql, actor: string, key: string) {
  const [row] = await sql<
    { request_hash: Buffer; response: string }[]
  >`select request_hash, response from command_keys where actor = ${actor} and key = ${key}`;
  return row ?? null;
}

interface LooseEvent {
  readonly type: string;
  readonly subject: string;
  readonly body: unknown;
}

interface Stamp {
  readonly actor: ChangeActor;
  readonly key: string | null;
  readonly now: Instant;
  readonly effectiveAt: Instant | null;
}

function append(sql: TransactionSql, ref: Ref, locked: Locked, events: readonly LooseEvent[], stamp: Stamp): Promise<unknown>[] {
  const aggregate = aggregateOf(ref.kind);
  const at: EventContext = { actorId: stamp.actor.id, at: stamp.now, streamId: ref.id };
  let { state, head } = locked;
  const rows: ChainedEvent[] = [];
  for (const event of events) {
    state = aggregate.apply(state, event, at);
    const row = chain.link(head, {
      stream: ref.id,
      kind: ref.kind,
      type: event.type,
      subject: event.subject,
      actorKind: stamp.actor.kind,
      actorId: stamp.actor.id,
      commandKey: stamp.key,
      recordedAt: stamp.now,
      effectiveAt: stamp.effectiveAt,
      body: canonical(event.body),
    });
    head = { version: row.version, hash: row.hash };
    rows.push(row);
  }
  return [...aggregate.write(sql, ref.id, state, { ...head, at: stamp.now }, ref.create ?? false), chain.insert(sql, rows)];
}

/** Constraints are the last line of defence; here they get the words of a rule. */
function constraintError(error: unknown): unknown {
  const { code, constraint_name: name } = error as { code?: string; constraint_name?: string };
  if (code === '23505' && name === 'tickets_one_open_call') return new DomainError('window.busy');
  if (code === '23505' && name === 'tickets_one_per_person') return new DomainError('ticket.already_open');
  if (code === '23505' && name === 'ratings_once') return new DomainError('rating.given');
  if (code === '23505' && name === 'bookings_place') return new DomainError('booking.full');
  if (code === '23505' && (name === 'bookings_one_a_day' || name === 'bookings_one_a_day_phone'))
    return new DomainError('booking.one_a_day');
  if (code === '23505') return new DomainError('conflict');
  if (name === 'cases_item_in_force') return new DomainError('case.item_not_in_force');
  return error;
}
