import type { HallDayEvent } from '@one-window/domain/hall-day';
import { msBetween, type Instant } from '@one-window/domain/time';
import { ticketStates, type Ticket, type TicketState } from '@one-window/domain/tickets';
import type { HallStaffView } from '@one-window/domain/views';
import { aggregates, type HallDayState } from '../db/aggregates.ts';
import type { Deps } from '../deps.ts';
import type { OpenTicket } from '../live/ticket-views.ts';
import type { ServedRow } from '../live/served.ts';
import { hallViews, keepEndedMinutes, type HallSnapshot, type StaffExtra } from '../live/views.ts';
import { businessDateOf, type HallInfo } from './directory.ts';
import { plannedOf } from './opening.ts';
import type { Limit } from './quotas.ts';

export interface Replay {
  readonly view: HallStaffView;
  /** The first and the last thing that was written of this day; null where there was none. */
  readonly first: Instant | null;
  readonly last: Instant | null;
}

/**
 * The hall as it stood at an instant, folded from the day's events up to then: the same view that its manager saw live, without
 * persons, and with names of halls, queues and windows as they are now. A hall's whole day of 2,000 numbers is some 10,000
 * events. A time that has not come is now, by the database's clock.
 */
export async function replayHall(
  deps: Deps,
  hall: HallInfo,
  wanted: Instant | null,
  staffName: (id: string) => string | null,
): Promise<Replay> {
  const [clock] = await deps.sql<{ at: Instant }[]>`select least(${wanted}::timestamptz, now()) as at`;
  const { at } = clock!;
  const date = businessDateOf(hall, at);
  const [day] = await deps.sql<{ id: string; first: Instant | null; last: Instant | null }[]>`
    select d.id, min(e.recorded_at) as first, max(e.recorded_at) as last from hall_days d join events e on e.stream = d.id
    where d.hall_id = ${hall.id} and d.business_date = ${date} group by d.id`;
  const state = day ? await foldUntil(deps, day.id, at) : null;
  const planned = await plannedOf(deps, hall, date);
  const snapshot = { ...(await snapshotOf(deps, state, date, at)), given: givenOf(state, planned.limits) };
  const view = hallViews(hall, date, snapshot, planned).staffView(await extraOf(deps, hall, state), staffName, () => null);
  return { view, first: day?.first ?? null, last: day?.last ?? null };
}

interface EventRow {
  readonly type: string;
  readonly subject: string;
  readonly body: string;
  readonly actor_id: string;
  readonly recorded_at: Instant;
}

async function foldUntil(deps: Deps, dayId: string, at: Instant): Promise<HallDayState | null> {
  const rows = await deps.sql<EventRow[]>`
    select type, subject, body, actor_id, recorded_at from events where stream = ${dayId} and recorded_at <= ${at} order by version`;
  if (rows.length === 0) return null;
  return rows.reduce<HallDayState>(
    (state, row) =>
      aggregates.hall_day.apply(state, { type: row.type, subject: row.subject, body: JSON.parse(row.body) as unknown } as HallDayEvent, {
        actorId: row.actor_id,
        at: row.recorded_at,
        streamId: dayId,
      }),
    aggregates.hall_day.empty(),
  );
}

/** As `countGiven` counts them in the tables. */
function givenOf(state: HallDayState | null, limits: readonly Limit[]): number[] {
  const walkedIn = [...(state?.tickets.values() ?? [])].filter((t) => t.bookedAt === null && t.state !== 'CANCELLED');
  return limits.map(
    ({ seriesId, span }) =>
      walkedIn.filter((t) => t.seriesId === seriesId && (!span || (span.fromAt <= t.takenAt && t.takenAt < span.toAt))).length,
  );
}

async function snapshotOf(deps: Deps, state: HallDayState | null, date: string, at: Instant): Promise<Omit<HallSnapshot, 'given'>> {
  const all = [...(state?.tickets.values() ?? [])];
  const calls = all.filter((t) => t.callSeq !== null).toSorted((a, b) => b.callSeq! - a.callSeq!);
  const recent = new Set(calls.slice(0, 12).map((t) => t.id));
  const shown = all.filter((t) => t.endedAt === null || recent.has(t.id) || msBetween(t.endedAt, at) < keepEndedMinutes * 60_000);
  const names = await itemNames(
    deps,
    shown.flatMap((t) => t.items.map(({ itemId }) => itemId)),
  );
  const day = state?.day;
  return {
    epoch: 'replay',
    as_of: at,
    day: day
      ? {
          id: day.id,
          version: 0,
          business_date: date,
          counters: day.counters,
          windows: day.windows,
          skills: day.skills,
          halt: day.halt,
          help: day.help,
          signing: day.signing,
          cleared: day.clearedAt !== null,
        }
      : null,
    tickets: shown.toSorted((a, b) => a.order - b.order).map((t) => openTicket(t, names)),
    durations: durationsOf(all),
  };
}

async function itemNames(deps: Deps, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await deps.sql<{ id: string; name: string }[]>`select id, name from service_items where id = any(${[...new Set(ids)]})`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const openTicket = (t: Ticket, items: ReadonlyMap<string, string>): OpenTicket => ({
  id: t.id,
  number: t.number,
  series_id: t.seriesId,
  order: t.order,
  waits_from: t.waitsFrom,
  priority: t.priority,
  booked_at: t.bookedAt,
  returned: t.returned,
  for_window_id: t.forWindowId,
  why: t.why,
  items: t.items.map(({ itemId, mark }) => ({ id: itemId, name: items.get(itemId) ?? '', mark })),
  state: t.state,
  window_id: t.windowId,
  call_seq: t.callSeq,
  calls: t.calls,
  misses: t.misses,
  passes: t.passes,
  inaccurate: t.inaccurate,
  notice: t.notice,
  taken_at: t.takenAt,
  called_at: t.calledAt,
  started_at: t.startedAt,
  ended_at: t.endedAt,
  held_until: t.heldUntil,
});

const serviceSeconds = (t: Ticket): number => Math.round(msBetween(t.startedAt!, t.endedAt!) / 1000);
const isServed = (t: Ticket): boolean => t.state === 'DONE' && t.startedAt !== null && !t.inaccurate;

/** The last twenty of each queue, as the live view counts them. */
function durationsOf(all: readonly Ticket[]): HallSnapshot['durations'] {
  const lists: Record<string, number[]> = {};
  for (const t of all.filter(isServed).toSorted((a, b) => (a.endedAt! < b.endedAt! ? 1 : -1))) {
    const list = (lists[t.seriesId] ??= []);
    if (list.length < 20) list.push(serviceSeconds(t));
  }
  return lists;
}

async function extraOf(deps: Deps, hall: HallInfo, state: HallDayState | null): Promise<StaffExtra> {
  const all = [...(state?.tickets.values() ?? [])];
  const kiosks = await deps.sql<{ id: string; name: string; place: string | null }[]>`
    select id, name, place from devices where hall_id = ${hall.id} and kind = 'kiosk'`;
  const count = (of: TicketState): number => all.filter((t) => t.state === of).length;
  const done = all.filter((t) => t.state === 'DONE' && t.windowId !== null && t.clerkId !== null);
  const served = [...new Set(done.map((t) => `${t.windowId} ${t.clerkId}`))].map((place): ServedRow => {
    const own = done.filter((t) => `${t.windowId} ${t.clerkId}` === place);
    const timed = own.filter(isServed).map(serviceSeconds);
    const seconds = timed.reduce((a, b) => a + b, 0);
    return { window_id: own[0]!.windowId!, clerk_id: own[0]!.clerkId!, done: own.length, timed: timed.length, seconds };
  });
  return {
    counts: Object.fromEntries(ticketStates.map((of) => [of, count(of)])),
    served,
    // what a screen showed is no event
    screens: [],
    last: [],
    kiosks: Object.fromEntries(kiosks.map(({ id, ...kiosk }) => [id, kiosk])),
  };
}
