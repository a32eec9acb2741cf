import type { Sql } from 'postgres';
import { clock } from '@one-window/domain/config';
import type { HallDay, WindowDay } from '@one-window/domain/hall-day';
import type { HelpRequest } from '@one-window/domain/help';
import type { SeriesFull } from '@one-window/domain/quotas';
import { noNumbers, type DayPlan } from '@one-window/domain/opening';
import { estimateWaitMinutes, gapSeconds } from '@one-window/domain/wait';
import type { Ticket, TicketState } from '@one-window/domain/tickets';
import { couldHaveCalled } from '@one-window/domain/overtaking';
import { turnsOf, type Waiting } from '@one-window/domain/turns';
import type {
  HallOpening,
  HallPublicView,
  HallStaffView,
  PublicCall,
  PublicHall,
  PublicHelp,
  PublicSeries,
  PublicWindow,
  ScreenState,
  TicketView,
  Versioned,
} from '@one-window/domain/views';
import { ticketStates } from '@one-window/domain/tickets';
import { servedByWindow, type ServedRow } from './served.ts';
import { padView, staffSigning } from './pad-views.ts';
import { callsOf, iso, isoOrNull, oneTicket, type NumberCall, staffTicket, toldRule, type OpenTicket, type Queue } from './ticket-views.ts';
import { countGiven, fullAt, phaseAt, type Limit } from '../halls/quotas.ts';
import { demoSeed } from '../demo/names.ts';
import { momentOf, offersOf, prefixOf, type Waits } from '../tickets/queue.ts';
import { offeredAt, servedAt, windowsServing, type HallInfo, type SeriesInfo, type Sitting, type WindowInfo } from '../halls/directory.ts';

/** One statement is one consistent snapshot of a hall's day. */
export interface HallSnapshot {
  readonly epoch: string;
  readonly as_of: string;
  readonly day: {
    id: string;
    version: number;
    business_date: string;
    counters: HallDay['counters'];
    windows: HallDay['windows'];
    skills: HallDay['skills'];
    help: HallDay['help'];
    signing: HallDay['signing'];
    halt: HallDay['halt'];
    cleared: boolean;
  } | null;
  readonly tickets: readonly OpenTicket[];
  readonly durations: Readonly<Record<string, readonly number[]>>;
  /** How many numbers of each of the date's limits are gone, in their order. */
  readonly given: readonly number[];
}

/** Ended tickets stay in the views as long as a screen may still need them: the last calls, undo, rejoin. */
export const keepEndedMinutes = 45;
/** And no more than these, so that a read costs the same in the evening as in the morning. */
const keepEnded = 400;

/**
 * The public read of one hall-day, under role `screen`. `asOf` is the statement's start on the database's clock, in
 * microseconds, so that of two reads one after the other the second is always newer.
 */
export async function readHall(screen: Sql, hallId: string, date: string, limits: readonly Limit[]): Promise<HallSnapshot> {
  // named one by one: role `screen` has no right on the columns about persons
  const columns = screen`t.id, t.number, t.series_id, t."order", t.waits_from, t.priority, t.booked_at, t.returned, t.for_window_id, t.why, t.items, t.state, t.window_id, t.call_seq, t.calls, t.misses, t.passes, t.inaccurate, t.notice,
    t.taken_at, t.called_at, t.started_at, t.ended_at, t.held_until`;
  const [row] = await screen<HallSnapshot[]>`
    with d as (select id, version, business_date, counters, windows, skills, help, signing, halt, cleared_at from hall_days where hall_id = ${hallId} and business_date = ${date}),
    open as (select ${columns} from d join tickets t on t.hall_day_id = d.id where t.state in ('WAITING', 'CALLED', 'SERVING', 'HELD')),
    ended as (select t.* from d, lateral (select ${columns} from tickets t where t.hall_day_id = d.id and t.ended_at is not null order by t.ended_at desc limit ${keepEnded}) t),
    t as (select t.id, t.number, t.series_id, t."order", t.waits_from, t.priority, t.booked_at, t.returned, t.for_window_id, t.why, case when t.items = '[]' then null else (select json_agg(json_build_object('id', n.id, 'name', n.name, 'mark', x.one ->> 'mark') order by x.at) from jsonb_array_elements(t.items) with ordinality x(one, at) join service_items n on n.id = (x.one ->> 'itemId')::uuid) end as items, t.state, t.window_id, t.call_seq, t.calls, t.misses, t.passes, t.inaccurate, t.notice,
            t.taken_at, t.called_at, t.started_at, t.ended_at, t.held_until
          from (select * from open union all select * from ended) t),
    last_done as (select series_id, extract(epoch from ended_at - started_at)::int as seconds,
            row_number() over (partition by series_id order by ended_at desc) as n
          from ended where state = 'DONE' and started_at is not null and not inaccurate),
    recent as (select id from t where call_seq is not null order by call_seq desc limit 12)
    -- json, not jsonb, for the long list: 3.7 ms instead of 9 at 420 people
    select
      (select c.timeline_id from pg_control_checkpoint() c) || '.' || (extract(epoch from pg_postmaster_start_time()) * 1000)::bigint
        || '.' || coalesce((select value #>> '{}' from meta where key = 'epoch'), '0') as epoch,
      to_char(statement_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as as_of,
      (select jsonb_build_object('id', id, 'version', version, 'business_date', business_date, 'counters', counters, 'windows', windows, 'skills', skills, 'help', help, 'signing', signing, 'halt', halt, 'cleared', cleared_at is not null) from d) as day,
      coalesce((select json_agg(t order by t."order") from t
        where state in ('WAITING', 'CALLED', 'SERVING', 'HELD') or id in (select id from recent)
          or ended_at > statement_timestamp() - make_interval(mins => ${keepEndedMinutes})), '[]'::json) as tickets,
      coalesce((select jsonb_object_agg(series_id, list) from
        (select series_id, jsonb_agg(seconds) as list from last_done where n <= 20 group by series_id) x), '{}') as durations,
      ${limits.length === 0 ? screen`'[]'::jsonb` : screen`coalesce((select jsonb_agg(n) from (${countGiven(screen, screen`(select id from d)`, limits)}) g), '[]')`} as given`;
  return row!;
}

export interface StaffExtra {
  readonly counts: Partial<Record<TicketState, number>>;
  readonly served: readonly ServedRow[];
  readonly screens: readonly ScreenState[];
  readonly last: readonly { id: string; last: Ticket['last']; person_id: string | null }[];
  readonly kiosks: Readonly<Record<string, { name: string; place: string | null }>>;
}

/** What only staff see of the same day, under role `app`. */
export async function readStaffExtra(sql: Sql, hallId: string, dayId: string | null): Promise<StaffExtra> {
  const [row] = await sql<StaffExtra[]>`
    select
      coalesce((select jsonb_object_agg(state, n) from (select state, count(*)::int as n from tickets where hall_day_id = ${dayId} group by state) c), '{}') as counts,
      coalesce((select jsonb_agg(s) from (select window_id, clerk_id, count(*)::int as done, (count(*) filter (where started_at is not null and not inaccurate))::int as timed,
          coalesce(sum(extract(epoch from ended_at - started_at)) filter (where not inaccurate), 0)::int as seconds
        from tickets where hall_day_id = ${dayId} and state = 'DONE' group by window_id, clerk_id) s), '[]') as served,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'last', last, 'person_id', person_id)) from tickets
        where hall_day_id = ${dayId} and (last is not null or person_id is not null) and (state in ('WAITING', 'CALLED', 'SERVING', 'HELD') or ended_at > now() - interval '45 minutes')), '[]') as last,
      coalesce((select jsonb_object_agg(id, jsonb_build_object('name', name, 'place', place)) from devices where hall_id = ${hallId} and kind = 'kiosk'), '{}') as kiosks,
      coalesce((select jsonb_agg(jsonb_build_object('deviceId', v.id, 'name', v.name, 'kind', v.kind, 'windowId', v.window_id, 'template', v.template, 'zone', v.zone, 'shownSeq', coalesce(s.shown_seq, 0), 'spokenSeq', coalesce(s.spoken_seq, 0),
          'sound', coalesce(s.sound, 'off'), 'seenAt', to_char(s.seen_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          -- who pairs one reads the code that it shows; the demo's are put there by the seed, and stand in browsers that are closed again
          'awaited', v.paired_by <> ${demoSeed} or coalesce(s.seen_at > now() - interval '12 hours', false)) order by v.name)
        from devices v left join screens s on s.device_id = v.id where v.hall_id = ${hallId} and v.revoked_at is null), '[]') as screens`;
  return row!;
}

const publicHall = ({ id, name, timeZone, notice, guideDesk, phone, silent }: HallInfo): PublicHall => ({
  id,
  name,
  timeZone,
  notice,
  guideDesk,
  phone,
  silent,
});

/** When numbers are given; said of the moment of the snapshot, so a screen that is pushed to needs no clock for it. */
function openingOf(hall: HallInfo, snapshot: HallSnapshot, { plan }: Planned): HallOpening {
  const none = noNumbers(plan, snapshot.day?.halt ?? null, iso(snapshot.as_of), hall.timeZone);
  return { plan: plan && { periods: plan.periods }, none };
}

const sitting = ({ day }: HallSnapshot): Sitting => day ?? { windows: {}, skills: {} };

const versioned = (snapshot: HallSnapshot): Versioned => ({
  epoch: snapshot.epoch,
  asOf: snapshot.as_of,
  version: snapshot.day?.version ?? 0,
});

/** What the hall's configuration says of the date. */
export interface Planned {
  readonly plan: DayPlan | null;
  readonly shifts: HallStaffView['shifts'];
  readonly limits: readonly Limit[];
}

/** Everything that is derived from one snapshot, each part made once. */
export function hallViews(
  hall: HallInfo,
  date: string,
  snapshot: HallSnapshot,
  planned: Planned,
  shown: ReadonlyMap<string, string> = new Map(),
) {
  const windows = snapshot.day?.windows ?? {};
  const opening = openingOf(hall, snapshot, planned);
  const queues = new Map([...hall.series.keys()].map((id) => [id, seriesQueue(hall, id, snapshot)]));
  const series = [...hall.series.values()].map((s) =>
    publicSeries(hall, s, snapshot, queues.get(s.id)!, {
      giving: opening.none === null,
      full: fullAt(hall, date, planned.limits, snapshot.given, s.id, iso(snapshot.as_of)),
    }),
  );
  const calls = publicCalls(hall, snapshot, shown);
  const help = Object.values(snapshot.day?.help ?? {}).sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
  const base = {
    ...versioned(snapshot),
    hall: publicHall(hall),
    businessDate: date,
    opening,
  };

  /** Minutes for somebody with so many people before. */
  const waitFor = (seriesId: string, ahead: number): number | null =>
    estimateWaitMinutes({
      ahead,
      openWindows: openWindows(hall, seriesId, snapshot),
      recentServiceSeconds: snapshot.durations[seriesId] ?? [],
    });

  const publicView = (): HallPublicView => {
    const { rejoinMinutes, recallMax, itemsMax } = hall.policy;
    return {
      ...base,
      policy: { ...toldRule(hall), rejoinMinutes, recallMax, itemsMax },
      calls,
      series,
      windows: [...hall.windows.values()].map((w) => publicWindow(w, servedAt(hall, sitting(snapshot), w.id).seriesIds, windows[w.id])),
      help: help.map((h) => publicHelp(hall, h)),
      voice: hall.voice,
    };
  };

  const staffView = (
    extra: StaffExtra,
    nameOf: (staffId: string) => string | null,
    personOf: (ticketId: string) => { id: string; name: string | null } | null,
  ): HallStaffView => {
    const last = new Map(extra.last.map((row) => [row.id, row.last]));
    const waiting = snapshot.tickets.filter((t) => t.state === 'WAITING').map((t) => t.taken_at);
    const overtaken = new Map([...queues.values()].flat().map((t) => [t.id, t.overtaken]));
    const oldest = waiting.length > 0 ? waiting.reduce((a, b) => (a < b ? a : b)) : null;
    return {
      ...base,
      hallDayId: snapshot.day?.id ?? null,
      shifts: planned.shifts,
      policy: hall.policy,
      series,
      targets: Object.fromEntries([...hall.series.values()].map(({ id, targets }) => [id, targets])),
      windows: [...hall.windows.values()].map((w) => {
        const today = windows[w.id];
        const served = servedAt(hall, sitting(snapshot), w.id);
        const offered = offeredAt(hall, sitting(snapshot), w.id);
        return {
          id: w.id,
          label: w.label,
          name: w.name,
          zone: w.zone,
          ...served,
          neverIds: offered.seriesIds.filter((id) => !served.seriesIds.includes(id)),
          offered,
          reskilled: sitting(snapshot).skills[w.id] !== undefined,
          staffId: today?.staffId ?? null,
          staffName: today ? nameOf(today.staffId) : null,
          openedAt: today?.openedAt ?? null,
          paused: today?.paused ?? null,
          ordinarySincePriority: today?.ordinarySincePriority ?? 0,
          signing: staffSigning(snapshot.day?.signing[w.id]),
        };
      }),
      tickets: snapshot.tickets.map((t) => staffTicket(hall, t, overtaken.get(t.id) ?? 0, last.get(t.id) ?? null, personOf(t.id))),
      counts: Object.fromEntries(ticketStates.map((state) => [state, extra.counts[state] ?? 0])) as Record<TicketState, number>,
      servedByWindow: servedByWindow(extra.served),
      longestWaitSeconds: oldest ? Math.max(0, Math.round((Date.parse(snapshot.as_of) - Date.parse(oldest)) / 1000)) : null,
      screens: extra.screens,
      help: help.map((h) => ({
        ...publicHelp(hall, h),
        device: extra.kiosks[h.deviceId]?.name ?? '',
        place: extra.kiosks[h.deviceId]?.place ?? null,
        staffId: h.answer?.staffId ?? null,
        staffName: h.answer ? nameOf(h.answer.staffId) : null,
      })),
    };
  };

  let made: NumberCall[] | null = null;
  const ticketView = (id: string): TicketView | null => {
    const ticket = snapshot.tickets.find((t) => t.id === id);
    return ticket
      ? oneTicket(
          hall,
          base,
          ticket,
          queues.get(ticket.series_id) ?? [],
          series.find((s) => s.id === ticket.series_id),
          calls,
          waitFor,
          (made ??= callsOf(snapshot.tickets)),
        )
      : null;
  };

  const waits: Waits = { waitFor, gapSeconds: (seriesId) => gapOf(hall, seriesId, snapshot) };
  return {
    none: opening.none,
    phase: phaseAt(planned.limits, iso(snapshot.as_of)),
    publicView,
    staffView,
    ticketView,
    padView: (windowId: string, nameOf: (staffId: string) => string | null) => padView(hall, base, windowId, snapshot, nameOf),
    waits,
  };
}

function publicHelp(hall: HallInfo, { id, deviceId, askedAt, answer }: HelpRequest): PublicHelp {
  const window = answer?.windowId ? (hall.windows.get(answer.windowId)?.label ?? null) : null;
  return { id, deviceId, askedAt, coming: answer && { at: answer.at, window, role: answer.role } };
}

/** Who waits for a series, in the order in which the hall's rule would call them. */
function seriesQueue(hall: HallInfo, seriesId: string, snapshot: HallSnapshot): Queue {
  const prefix = prefixOf(hall, seriesId);
  const offers = offersOf(hall, seriesId);
  const couldBe = ({ window_id, why }: OpenTicket, forWindowId: string | null): boolean =>
    window_id !== null && couldHaveCalled({ windowId: window_id, ...why }, { prefix, forWindowId }, offers);
  const called = snapshot.tickets.filter((t) => t.call_seq !== null && couldBe(t, null));
  // who was sent to one window: few, so asked for each of them
  const sent = ({ order, for_window_id: at }: OpenTicket): number =>
    snapshot.tickets.filter((c) => c.call_seq !== null && c.order > order && couldBe(c, at)).length;
  const waiting = snapshot.tickets.filter((t) => t.state === 'WAITING' && t.series_id === seriesId);
  return turnsOf(
    waiting.map((t) => ({
      ...waitingOf(t),
      overtaken: t.for_window_id === null ? called.filter((c) => c.order > t.order).length : sent(t),
      ticket: t,
    })),
    momentOf(hall, sitting(snapshot), seriesId, snapshot.as_of),
    gapOf(hall, seriesId, snapshot),
  ).map(({ ticket, overtaken }) => ({ ...ticket, overtaken }));
}

const waitingOf = (t: OpenTicket): Omit<Waiting, 'overtaken'> => ({
  id: t.id,
  seriesId: t.series_id,
  order: t.order,
  waitsFrom: iso(t.waits_from),
  priority: t.priority,
  bookedAt: isoOrNull(t.booked_at),
  returned: t.returned,
});

/** Seconds between two calls of a queue. */
function gapOf(hall: HallInfo, seriesId: string, snapshot: HallSnapshot): number {
  return gapSeconds(openWindows(hall, seriesId, snapshot), snapshot.durations[seriesId] ?? []);
}

function openWindows(hall: HallInfo, seriesId: string, snapshot: HallSnapshot): number {
  const day = sitting(snapshot);
  const open = windowsServing(hall, day, seriesId).filter((id) => day.windows[id]?.paused === null);
  // who only helps counts where nobody else is
  return open.filter((id) => !servedAt(hall, day, id).fallbackIds.includes(seriesId)).length || open.length;
}

function publicSeries(
  hall: HallInfo,
  s: SeriesInfo,
  snapshot: HallSnapshot,
  queue: Queue,
  { giving, full }: { giving: boolean; full: SeriesFull | null },
): PublicSeries {
  const open = openWindows(hall, s.id, snapshot);
  return {
    id: s.id,
    prefix: s.prefix,
    name: s.name,
    hint: s.hint,
    place: s.place,
    waiting: queue.length,
    waitMinutes: estimateWaitMinutes({ ahead: queue.length, openWindows: open, recentServiceSeconds: snapshot.durations[s.id] ?? [] }),
    openWindows: open,
    issuing: giving && !snapshot.day?.cleared && full === null,
    full: full && { max: full.max, next: full.next === null ? null : clock(full.next) },
    bookable: s.booking !== null,
    results: s.results,
  };
}

function publicWindow({ id, label, name, zone }: WindowInfo, seriesIds: readonly string[], today: WindowDay | undefined): PublicWindow {
  return { id, label, name, zone, seriesIds, open: today !== undefined, paused: today?.paused ?? null };
}

function publicCalls(hall: HallInfo, snapshot: HallSnapshot, shown: ReadonlyMap<string, string>): PublicCall[] {
  return (
    snapshot.tickets
      .filter((t) => t.call_seq !== null && t.called_at !== null && t.window_id !== null && t.state !== 'WAITING')
      .sort((a, b) => b.call_seq! - a.call_seq!)
      // a board of one zone or window needs the call that is open there, however many the others made since
      .filter((t, i) => i < 12 || t.state === 'CALLED' || t.state === 'SERVING')
      .map((t) => {
        const window = hall.windows.get(t.window_id!);
        return {
          callSeq: t.call_seq!,
          number: t.number,
          window: window?.label ?? '',
          zone: window?.zone ?? null,
          direction: window?.direction ?? null,
          calledAt: iso(t.called_at!),
          calls: t.calls,
          state: t.state,
          name: shown.get(t.id) ?? null,
        };
      })
  );
}
