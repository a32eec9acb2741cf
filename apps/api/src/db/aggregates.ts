import type { TransactionSql } from 'postgres';
import {
  applyHallDay,
  applyTicket,
  countCall,
  isFavoured,
  isTicketEvent,
  type EventContext,
  type HallDay,
  type HallDayEvent,
} from '@one-window/domain/hall-day';
import type { EventType } from '@one-window/domain/log';
import type { Ticket } from '@one-window/domain/tickets';
import type { DateText, Instant } from '@one-window/domain/time';
import { bookingDayAggregate } from '../bookings/aggregate.ts';
import { caseAggregate } from '../cases/aggregate.ts';
import { callAggregate, orderAggregate } from '../hotline/aggregate.ts';
import { knowledgeAggregate } from '../hotline/knowledge-aggregate.ts';
import { licenceAggregate } from '../licences/aggregate.ts';
import { realmAggregate } from '../configuration/aggregate.ts';
import { deviceAggregate } from '../devices/aggregate.ts';
import { ratingAggregate } from '../ratings/aggregate.ts';
import { staffAggregate, staffDayAggregate } from '../staff/aggregate.ts';

/** A row of an aggregate as `lock` reads it: its state's columns, the head of its chain and the time after the lock. */
export interface LockedRow {
  readonly version: number;
  readonly head_hash: Buffer;
  readonly head_at: Instant;
  readonly now: Instant;
  readonly [column: string]: unknown;
}

export interface NewHead {
  readonly version: number;
  readonly hash: Buffer;
  readonly at: Instant;
}

/**
 * How one kind of aggregate is locked, folded and stored. `write` stores exactly what `apply` returned, so the fold and
 * the table are one program; `log:verify` checks it with `stored`.
 */
export interface Aggregate<State, Event> {
  /** Locks are taken in this order, then by id. */
  readonly rank: number;
  readonly table: string;
  empty(): State;
  /** `FOR NO KEY UPDATE` inside a materialised CTE: the clock is read after the lock is held, not before the wait. */
  lock(sql: TransactionSql, id: string): Promise<LockedRow | undefined>;
  read(row: LockedRow): State;
  apply(state: State, event: Event, at: EventContext): State;
  write(sql: TransactionSql, id: string, state: State, head: NewHead, create: boolean): Promise<unknown>[];
  /** The stored rows of a stream as comparable text, keyed by row; and the same of a folded state. */
  stored(sql: TransactionSql, id: string): Promise<Map<string, unknown>>;
  folded(state: State): Map<string, unknown>;
}

/** A hall-day and those of its tickets that the rule has loaded. */
export interface HallDayState {
  readonly day: HallDay;
  readonly tickets: Map<string, Ticket>;
  readonly dirty: Map<string, 'insert' | 'update'>;
}

const NOT_OPENED = {
  id: '',
  hallId: '',
  businessDate: '',
  counters: {},
  taken: 0,
  callSeq: 0,
  windows: {},
  skills: {},
  help: {},
  signing: {},
  halt: null,
  sweptTo: null,
  clearedAt: null,
} satisfies HallDay;

const hallDay: Aggregate<HallDayState, HallDayEvent> = {
  rank: 10,
  table: 'hall_days',
  empty: () => ({ day: NOT_OPENED, tickets: new Map(), dirty: new Map() }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select * from hall_days where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => ({ day: hallDayOf(row), tickets: new Map(), dirty: new Map() }),
  apply(state, event, at) {
    let day = applyHallDay(event.type === 'hall_day.opened' ? null : state.day, event, at);
    if (isTicketEvent(event)) {
      const ticket = applyTicket(state.tickets.get(event.subject) ?? null, event, at);
      state.tickets.set(ticket.id, ticket);
      if (event.type === 'ticket.taken') state.dirty.set(ticket.id, 'insert');
      else if (!state.dirty.has(ticket.id)) state.dirty.set(ticket.id, 'update');
      if (event.type === 'ticket.called') day = countCall(day, event.body.windowId, isFavoured(ticket, event, at.at));
    }
    return { ...state, day };
  },
  write(sql, id, state, head, create) {
    const { day } = state;
    const columns = {
      // jsonb takes the value itself; the driver serialises it once
      counters: day.counters as never,
      taken: day.taken,
      call_seq: day.callSeq,
      windows: day.windows as never,
      skills: day.skills as never,
      help: day.help as never,
      signing: day.signing as never,
      halt: day.halt as never,
      swept_to: day.sweptTo,
      cleared_at: day.clearedAt,
      version: head.version,
      head_hash: head.hash,
      head_at: head.at,
    };
    const tickets = [...state.dirty].map(([ticketId, how]) => {
      const row = ticketRow(state.tickets.get(ticketId)!);
      return (
        how === 'insert' ? sql`insert into tickets ${sql(row)}` : sql`update tickets set ${sql(row)} where id = ${ticketId}`
      ).execute();
    });
    const own = create
      ? sql`insert into hall_days ${sql({ id, hall_id: day.hallId, business_date: day.businessDate, ...columns })}`
      : sql`update hall_days set ${sql(columns)} where id = ${id}`;
    return [...tickets, own.execute()];
  },
  async stored(sql, id) {
    const [row] = await sql<LockedRow[]>`select * from hall_days where id = ${id}`;
    const tickets = await sql`select * from tickets where hall_day_id = ${id}`;
    return new Map<string, unknown>([
      ['hall_day', row ? hallDayOf(row) : null],
      ...tickets.map((t) => [`ticket ${String(t['number'])}`, ticketOf(t)] as const),
    ]);
  },
  folded: (state) =>
    new Map<string, unknown>([['hall_day', state.day], ...[...state.tickets.values()].map((t) => [`ticket ${t.number}`, t] as const)]),
};

function hallDayOf(row: LockedRow): HallDay {
  return {
    id: row['id'] as string,
    hallId: row['hall_id'] as string,
    businessDate: row['business_date'] as DateText,
    counters: row['counters'] as HallDay['counters'],
    taken: row['taken'] as number,
    callSeq: row['call_seq'] as number,
    windows: row['windows'] as HallDay['windows'],
    skills: row['skills'] as HallDay['skills'],
    help: row['help'] as HallDay['help'],
    signing: row['signing'] as HallDay['signing'],
    halt: row['halt'] as HallDay['halt'],
    sweptTo: row['swept_to'] as number | null,
    clearedAt: row['cleared_at'] as Instant | null,
  };
}

function ticketRow(t: Ticket) {
  return {
    id: t.id,
    hall_day_id: t.hallDayId,
    series_id: t.seriesId,
    number: t.number,
    seq: t.seq,
    order: t.order,
    waits_from: t.waitsFrom,
    priority: t.priority,
    booked_at: t.bookedAt,
    returned: t.returned,
    for_window_id: t.forWindowId,
    moved_from: t.movedFrom,
    moved_to: t.movedTo,
    item_id: t.itemId,
    items: t.items as never,
    cases: t.cases as never,
    person_id: t.personId,
    state: t.state,
    window_id: t.windowId,
    clerk_id: t.clerkId,
    call_seq: t.callSeq,
    calls: t.calls,
    misses: t.misses,
    passes: t.passes,
    why: t.why as never,
    taken_at: t.takenAt,
    first_called_at: t.firstCalledAt,
    called_at: t.calledAt,
    started_at: t.startedAt,
    ended_at: t.endedAt,
    held_until: t.heldUntil,
    since: t.since,
    spent: t.spent as never,
    inaccurate: t.inaccurate,
    notice: t.notice,
    last: t.last as never,
  };
}

/** A row of `tickets` as the domain knows it. */
export function ticketOf(row: Record<string, unknown>): Ticket {
  return {
    id: row['id'],
    hallDayId: row['hall_day_id'],
    seriesId: row['series_id'],
    number: row['number'],
    seq: row['seq'],
    order: Number(row['order']),
    waitsFrom: row['waits_from'],
    priority: row['priority'],
    bookedAt: row['booked_at'],
    returned: row['returned'],
    forWindowId: row['for_window_id'],
    movedFrom: row['moved_from'],
    movedTo: row['moved_to'],
    itemId: row['item_id'],
    items: row['items'],
    cases: row['cases'],
    personId: row['person_id'],
    state: row['state'],
    windowId: row['window_id'],
    clerkId: row['clerk_id'],
    callSeq: row['call_seq'],
    calls: row['calls'],
    misses: row['misses'],
    passes: row['passes'],
    why: row['why'],
    takenAt: row['taken_at'],
    firstCalledAt: row['first_called_at'],
    calledAt: row['called_at'],
    startedAt: row['started_at'],
    endedAt: row['ended_at'],
    heldUntil: row['held_until'],
    since: row['since'],
    spent: row['spent'],
    inaccurate: row['inaccurate'],
    notice: row['notice'],
    last: row['last'],
  } as Ticket;
}

/** Every kind of stream. A new kind is one entry here and one table. */
export const aggregates = {
  hall_day: hallDay,
  booking_day: bookingDayAggregate,
  case: caseAggregate,
  call: callAggregate,
  work_order: orderAggregate,
  knowledge: knowledgeAggregate,
  licence: licenceAggregate,
  realm: realmAggregate,
  staff: staffAggregate,
  staff_day: staffDayAggregate,
  device: deviceAggregate,
  rating: ratingAggregate,
};

// an event of any kind that the log could not be searched for does not compile
type TypeOf<K extends AggregateKind> = Extract<EventOf<K>, { type: string }>['type'];
type Unlisted = { [K in AggregateKind]: Exclude<TypeOf<K>, EventType<K>> | Exclude<EventType<K>, TypeOf<K>> }[AggregateKind];
true satisfies [Unlisted] extends [never] ? true : Unlisted;

export type AggregateKind = keyof typeof aggregates;
export type StateOf<K extends AggregateKind> = (typeof aggregates)[K] extends Aggregate<infer S, infer _E> ? S : never;
export type EventOf<K extends AggregateKind> = (typeof aggregates)[K] extends Aggregate<infer _S, infer E> ? E : never;

/** The registry behind one face, for code that handles every kind alike. */
export function aggregateOf(kind: AggregateKind): Aggregate<unknown, { type: string; subject: string; body: unknown }> {
  return aggregates[kind];
}
