import type { EventContext, TicketEvent } from '@one-window/domain/hall-day';
import {
  behind,
  byHour,
  hallReport,
  movingEventTypes,
  noGroup,
  openSpans,
  serviceOf,
  servedAt,
  spansOf,
  waitOf,
  walkOf,
  windowEventTypes,
  type OpenSpan,
  type ReportFigure,
  type ReportGroup,
  type ReportGrouping,
  type ReportTicket,
  type WindowEvent,
  type WindowSpan,
} from '@one-window/domain/hall-report';
import { addMs, localInstant, localTime, type DateText, type Instant } from '@one-window/domain/time';
import type { Name } from '@one-window/domain/views';
import type { Deps } from '../deps.ts';
import type { HallInfo } from '../halls/directory.ts';
import type { HallReport, ReportRow, ToldGroup } from './schemas.ts';

export interface Period {
  readonly from: DateText;
  readonly to: DateText;
}

interface Taken extends ReportTicket {
  readonly number: string;
  readonly item: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
}

interface Place {
  readonly label: string;
  readonly name: Name;
  readonly rank: number;
}

/** All that a report of these days is made of. */
export interface Days {
  readonly tickets: readonly Taken[];
  readonly spans: readonly OpenSpan[];
  /** Queues and windows of the hall, those that are closed for good too. */
  readonly places: ReadonlyMap<string, Place>;
}

/** The numbers of these days, what the log knows of their windows, and names: three statements, however many days. */
export async function readDays(deps: Deps, hall: HallInfo, period: Period): Promise<Days> {
  const [rows, log, places] = await Promise.all([readTickets(deps, hall, period), readLog(deps, hall, period), readPlaces(deps, hall)]);
  const served = servedElsewhere(log);
  const tickets = rows.map((row): Taken => {
    const hour = Math.floor(localTime(row.takenAt, hall.timeZone).minute / 60);
    return { ...row, hour, served: byHour(served.get(row.id) ?? servedOnce(row), hall.timeZone) };
  });
  return { tickets, spans: spansOfDays(log, hall, new Date(deps.now()).toISOString()), places };
}

/** Who was served at one window alone was served from the start on. */
const servedOnce = ({ windowId, startedAt, spent }: TicketRow): WindowSpan[] =>
  windowId && startedAt ? [{ windowId, from: startedAt, to: addMs(startedAt, spent.SERVING) }] : [];

type TicketRow = Omit<Taken, 'hour' | 'served'>;
async function readTickets({ sql }: Deps, hall: HallInfo, { from, to }: Period): Promise<TicketRow[]> {
  return sql<TicketRow[]>`
    select t.id, t.number, d.business_date as day, t.series_id as "seriesId", t.item_id as "itemId", i.name as item, t.window_id as "windowId",
      t.state, t.misses, t.inaccurate, t.priority is not null as priority, t.booked_at is not null as booked, t.taken_at as "takenAt",
      t.first_called_at as "firstCalledAt", t.started_at as "startedAt", t.ended_at as "endedAt", t.spent,
      coalesce(s.target_minutes, ${hall.policy.targetMinutes}::int) * 60000 as "targetMs"
    from hall_days d join tickets t on t.hall_day_id = d.id join series s on s.id = t.series_id left join service_items i on i.id = t.item_id
    where d.hall_id = ${hall.id} and d.business_date between ${from} and ${to} order by t.id`;
}

interface LogRow {
  readonly day: DateText;
  readonly stream: string;
  readonly type: string;
  readonly subject: string;
  readonly body: string;
  readonly actorId: string;
  readonly at: Instant;
}

/** What happened to the windows, and the whole history of each number that may have been served at more than one. */
async function readLog({ sql }: Deps, hall: HallInfo, { from, to }: Period): Promise<LogRow[]> {
  return sql<LogRow[]>`
    with log as (
      select d.business_date as day, e.stream, e.version, e.type, e.subject, e.body, e.actor_id, e.recorded_at
      from hall_days d join events e on e.stream = d.id
      where d.hall_id = ${hall.id} and d.business_date between ${from} and ${to} and e.type ~ '^(window|ticket)[.]')
    select day, stream, type, subject, body, actor_id as "actorId", recorded_at as at from log
    where type in ${sql(windowEventTypes)} or subject in (select subject from log where type in ${sql(movingEventTypes)})
    order by day, version`;
}

async function readPlaces({ sql }: Deps, hall: HallInfo): Promise<Map<string, Place>> {
  const rows = await sql<{ id: string; label: string; zh: string; en: string | null }[]>`
    select id, prefix as label, name as zh, name_en as en, sort from series where hall_id = ${hall.id}
    union all select id, label, name, name_en, sort from windows where hall_id = ${hall.id} order by sort, label`;
  return new Map(rows.map(({ id, label, zh, en }, rank) => [id, { label, name: { zh, en }, rank }]));
}

const grouped = <T, K>(list: readonly T[], key: (of: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const of of list) groups.set(key(of), [...(groups.get(key(of)) ?? []), of]);
  return groups;
};

function servedElsewhere(log: readonly LogRow[]): Map<string, WindowSpan[]> {
  const ofTickets = grouped(
    log.filter(({ type }) => type.startsWith('ticket.')),
    ({ subject }) => subject,
  );
  const history = ({ type, subject, body, actorId, at, stream }: LogRow): { event: TicketEvent; at: EventContext } => ({
    event: { type, subject, body: JSON.parse(body) as object } as TicketEvent,
    at: { actorId, at, streamId: stream },
  });
  return new Map([...ofTickets].map(([id, rows]) => [id, servedAt(rows.map(history))]));
}

function spansOfDays(log: readonly LogRow[], hall: HallInfo, now: Instant): OpenSpan[] {
  const ofDays = grouped(
    log.filter(({ type }) => type.startsWith('window.')),
    ({ day }) => day,
  );
  return [...ofDays].flatMap(([day, events]) => {
    const over = localInstant(addMs(`${day}T00:00:00.000Z`, 86_400_000).slice(0, 10), hall.dayStartMinutes, hall.timeZone);
    return openSpans(day, events as readonly WindowEvent[], now < over ? now : over);
  });
}

export function reportOf(hall: HallInfo, { from, to }: Period, by: ReportGrouping, days: Days): HallReport {
  const { all, groups } = hallReport(days.tickets, byHour(days.spans, hall.timeZone), by);
  const items = new Map(days.tickets.map((t) => [t.itemId, t.item]));
  const told = groups.map(({ key, line }): ToldGroup => ({ key, ...called(days, items, by, key), ...line }));
  const rank = (key: string): number => days.places.get(key)?.rank ?? 0;
  const inOrder = told.toSorted(
    (a, b) =>
      Number(a.key === noGroup) - Number(b.key === noGroup) ||
      rank(a.key) - rank(b.key) ||
      (by === 'item' ? b.taken - a.taken : by === 'hour' ? Number(a.key) - Number(b.key) : a.key < b.key ? -1 : 1),
  );
  return { from, to, by, timeZone: hall.timeZone, all, groups: inOrder };
}

function called(
  days: Days,
  items: ReadonlyMap<string | null, string | null>,
  by: ReportGrouping,
  key: string,
): Pick<ToldGroup, 'label' | 'name'> {
  if (by === 'item') return { label: '', name: key === noGroup ? null : { zh: items.get(key) ?? key, en: null } };
  const place = days.places.get(key);
  return place ? { label: place.label, name: place.name } : { label: '', name: null };
}

const nameless: Place = { label: '', name: { zh: '', en: null }, rank: 0 };

/** The numbers behind a figure, in the order of taking. */
export function rowsOf(days: Days, figure: ReportFigure, group: ReportGroup): ReportRow[] {
  return behind(days.tickets, figure, group).map(({ ticket, value }) => {
    const {
      seriesId,
      windowId,
      itemId: _item,
      misses: _misses,
      spent: _spent,
      served: _served,
      hour: _hour,
      targetMs: _targetMs,
      ...told
    } = ticket;
    const { label, name } = days.places.get(seriesId) ?? nameless;
    return {
      ...told,
      series: { label, name },
      window: windowId && (days.places.get(windowId)?.label ?? null),
      wait: waitOf(ticket),
      walk: walkOf(ticket),
      service: serviceOf(ticket),
      value,
    };
  });
}

/** What saturation is divided by: when the windows were open. */
export function openOf(
  hall: HallInfo,
  days: Days,
  figure: ReportFigure,
  group: ReportGroup,
): { window: string; day: string; from: string; to: string }[] {
  // whole where the hour does not matter
  const all = group.by === 'hour' ? byHour(days.spans, hall.timeZone) : days.spans.map((span) => ({ ...span, hour: 0 }));
  const spans = figure === 'saturation' ? (spansOf(all, group) ?? []) : [];
  return spans.map(({ windowId, day, from, to }) => ({ window: days.places.get(windowId)?.label ?? '', day, from, to }));
}
