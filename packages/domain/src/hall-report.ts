import { applyTicket, type EventContext, type HallDayEvent, type TicketEvent } from './hall-day.ts';
import type { Ticket, TicketState } from './tickets.ts';
import { addMs, localTime, msBetween, type DateText, type Instant } from './time.ts';

/** By what a report is told: the queue a number stands in last, the window it came to last, what it is for, when it was taken. */
export const reportGroupings = ['series', 'window', 'item', 'hour', 'day'] as const;
export type ReportGrouping = (typeof reportGroupings)[number];

/** Everything in a report that can be opened down to its numbers. */
export const reportFigures = [
  'taken',
  'done',
  'open',
  'missed',
  'abandoned',
  'cancelled',
  'priority',
  'booked',
  'inaccurate',
  'wait',
  'late',
  'walk',
  'service',
  'saturation',
] as const;
export type ReportFigure = (typeof reportFigures)[number];

/** Nine of ten were called within it. */
const percentile = 0.9;

/** A number as a report counts it. Nothing in it leads to a person. */
export interface ReportTicket extends Pick<
  Ticket,
  'id' | 'seriesId' | 'itemId' | 'windowId' | 'state' | 'misses' | 'inaccurate' | 'takenAt' | 'firstCalledAt' | 'spent'
> {
  readonly day: DateText;
  /** Of taking, by the hall's clock: 0–23. */
  readonly hour: number;
  readonly priority: boolean;
  readonly booked: boolean;
  /** Longer waits are over the target of its queue, as it is set now. */
  readonly targetMs: number;
  /** When it was served and at which windows, see {@link servedAt}; in pieces of one hour each. */
  readonly served: readonly InHour<WindowSpan>[];
}

/** From when until when something was so at a window. */
export interface WindowSpan {
  readonly windowId: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** When a window was open and not paused. */
export interface OpenSpan extends WindowSpan {
  readonly day: DateText;
}

/** A span that lies within one hour of the hall's clock: 0–23. */
export type InHour<T extends WindowSpan> = T & { readonly hour: number };

const hourMs = 3_600_000;

/** Spans cut where the hall's clock begins another hour. */
export function byHour<T extends WindowSpan>(spans: readonly T[], timeZone: string): InHour<T>[] {
  return spans.flatMap((span) => {
    const pieces: InHour<T>[] = [];
    for (let { from } = span; from < span.to;) {
      const { minute } = localTime(from, timeZone);
      const next = addMs(from, hourMs - (minute % 60) * 60_000 - (Date.parse(from) % 60_000));
      const to = next < span.to ? next : span.to;
      pieces.push({ ...span, from, to, hour: Math.floor(minute / 60) });
      from = to;
    }
    return pieces;
  });
}

const lengthOf = (spans: readonly WindowSpan[]): number => sumOf(spans.map(({ from, to }) => msBetween(from, to)));

/** Which lines a report has; a part of the hall, or all of it. */
export interface ReportGroup {
  readonly by: ReportGrouping;
  /** What the numbers of the group share; `none` for those that came to no window, or said no matter. Null is the whole hall. */
  readonly key: string | null;
}
export const noGroup = 'none';

export function groupOf(ticket: ReportTicket, by: ReportGrouping): string {
  switch (by) {
    case 'series':
      return ticket.seriesId;
    case 'window':
      return ticket.windowId ?? noGroup;
    case 'item':
      return ticket.itemId ?? noGroup;
    case 'hour':
      return String(ticket.hour);
    case 'day':
      return ticket.day;
  }
}

const ended: readonly TicketState[] = ['DONE', 'MISSED', 'ABANDONED', 'CANCELLED'];
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const one = (counts: boolean): 1 | null => (counts ? 1 : null);
/** A time that is known to be wrong counts nowhere; the number itself still counts. */
const timed = (ticket: ReportTicket, counts: boolean, ms: () => number): number | null => (counts && !ticket.inaccurate ? ms() : null);

/**
 * 等候 = 叫号 − 取号: from taking the number to its first call. Later waiting, after a miss, a hold or a transfer, is none of it.
 */
export const waitOf = (t: ReportTicket): number | null =>
  timed(t, t.firstCalledAt !== null, () => msBetween(t.takenAt, t.firstCalledAt ?? t.takenAt));
/** Walk: from a call to the start at the window, of who was served; a call that nobody came to is no walk. */
export const walkOf = (t: ReportTicket): number | null => timed(t, t.state === 'DONE' && t.misses === 0, () => t.spent.CALLED);
/** 办理 = 结束 − 开始 of what is done: without the time in which it was held, and with what a window before a transfer served. */
export const serviceOf = (t: ReportTicket): number | null => timed(t, t.state === 'DONE', () => t.spent.SERVING);

/** Service belongs to the window and to the hour in which it was given, not to those where the number ended or was taken. */
const isGivenIn = (by: ReportGrouping): by is 'window' | 'hour' => by === 'window' || by === 'hour';
const givenIn = (by: 'window' | 'hour', piece: InHour<WindowSpan>): string => (by === 'window' ? piece.windowId : String(piece.hour));

function servedIn(ticket: ReportTicket, { by, key }: ReportGroup): number | null {
  const ms = lengthOf(key === null || !isGivenIn(by) ? ticket.served : ticket.served.filter((piece) => givenIn(by, piece) === key));
  return timed(ticket, ms > 0, () => ms);
}

/** What a number adds to a figure: 1 where numbers are counted, milliseconds where times are; null = it has no part in it. */
const parts = {
  taken: () => 1,
  done: (t) => one(t.state === 'DONE'),
  open: (t) => one(!ended.includes(t.state)),
  missed: (t) => one(t.state === 'MISSED'),
  abandoned: (t) => one(t.state === 'ABANDONED'),
  cancelled: (t) => one(t.state === 'CANCELLED'),
  priority: (t) => one(t.priority),
  booked: (t) => one(t.booked),
  inaccurate: (t) => one(t.inaccurate),
  wait: waitOf,
  late: (t) => {
    const wait = waitOf(t);
    return wait !== null && wait > t.targetMs ? wait : null;
  },
  walk: walkOf,
  service: serviceOf,
  saturation: servedIn,
} as const satisfies Record<ReportFigure, (ticket: ReportTicket, group: ReportGroup) => number | null>;

/** What a number adds to a figure of a group. */
function valueIn(ticket: ReportTicket, figure: ReportFigure, group: ReportGroup): number | null {
  const { by, key } = group;
  const here = key === null || (figure === 'saturation' && isGivenIn(by)) || groupOf(ticket, by) === key;
  return here ? parts[figure](ticket, group) : null;
}

/** The numbers behind a figure of a group, with what each adds: the figure is nothing but these. */
export function behind<T extends ReportTicket>(
  tickets: readonly T[],
  figure: ReportFigure,
  group: ReportGroup,
): { ticket: T; value: number }[] {
  return tickets.flatMap((ticket) => {
    const value = valueIn(ticket, figure, group);
    return value === null ? [] : [{ ticket, value }];
  });
}

/** Counts are counts; a time or a share of nothing is null and never 0. Times are milliseconds. */
export interface ReportLine {
  readonly taken: number;
  readonly done: number;
  readonly open: number;
  readonly missed: number;
  readonly abandoned: number;
  readonly cancelled: number;
  readonly priority: number;
  readonly booked: number;
  readonly inaccurate: number;
  /** How many were called, with times that count. */
  readonly called: number;
  readonly late: number;
  readonly wait: number | null;
  readonly waitP90: number | null;
  readonly walk: number | null;
  readonly service: number | null;
  readonly missedShare: number | null;
  readonly abandonedShare: number | null;
  readonly lateShare: number | null;
  readonly priorityShare: number | null;
  readonly bookedShare: number | null;
  readonly served: number | null;
  readonly opened: number | null;
  readonly saturation: number | null;
}

const meanOf = (values: readonly number[]): number | null => shareOf(sumOf(values), values.length);
const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The least value that nine of ten do not exceed (nearest rank): always a wait that somebody had. */
export function p90(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * percentile) - 1] ?? null;
}

/**
 * A line of the report, by the formulas of a hall's dashboard: 平均等候 = Σ(叫号 − 取号) ÷ 已叫, 平均办理 = Σ(结束 − 开始) ÷ 完成,
 * 等候超时率 = 等候超过该队目标 ÷ 已叫, 弃号率 = 弃号 ÷ 取号 and so the shares of who missed the call, has priority, had booked;
 * 窗口饱和度 = Σ 办理时长 ÷ Σ 开窗时长. A window, a day and an hour have a time of being open; a queue and a matter have none of
 * their own: theirs is the share that they take of the whole hall's, and together they are the hall's saturation.
 */
export function reportLine(tickets: readonly ReportTicket[], spans: readonly InHour<OpenSpan>[], group: ReportGroup): ReportLine {
  const values = (figure: ReportFigure): number[] => tickets.map((t) => valueIn(t, figure, group)).filter((value) => value !== null);
  const n = (figure: ReportFigure): number => values(figure).length;
  const waits = values('wait');
  const taken = n('taken');
  const late = n('late');
  const [missed, abandoned, priority, booked] = [n('missed'), n('abandoned'), n('priority'), n('booked')];
  const open = spansOf(spans, group);
  const opened = open && lengthOf(open);
  const served = open && sumOf(values('saturation'));
  return {
    taken,
    done: n('done'),
    open: n('open'),
    missed,
    abandoned,
    cancelled: n('cancelled'),
    priority,
    booked,
    inaccurate: n('inaccurate'),
    called: waits.length,
    late,
    wait: meanOf(waits),
    waitP90: p90(waits),
    walk: meanOf(values('walk')),
    service: meanOf(values('service')),
    missedShare: shareOf(missed, taken),
    abandonedShare: shareOf(abandoned, taken),
    lateShare: shareOf(late, waits.length),
    priorityShare: shareOf(priority, taken),
    bookedShare: shareOf(booked, taken),
    served,
    opened,
    saturation: served === null || opened === null ? null : shareOf(served, opened),
  };
}

/** The time of being open by which a group's service is divided; null for the numbers that came to no window. */
export function spansOf(spans: readonly InHour<OpenSpan>[], { by, key }: ReportGroup): InHour<OpenSpan>[] | null {
  if (key === null) return [...spans];
  if (isGivenIn(by)) return key === noGroup ? null : spans.filter((span) => givenIn(by, span) === key);
  return by === 'day' ? spans.filter((span) => span.day === key) : [...spans];
}

/** The whole hall, and a line for each group that has anything; a window that was open and called nobody has. */
export function hallReport(
  tickets: readonly ReportTicket[],
  spans: readonly InHour<OpenSpan>[],
  by: ReportGrouping,
): { all: ReportLine; groups: { key: string; line: ReportLine }[] } {
  const groups = new Map<string, ReportTicket[]>();
  const add = (key: string, ticket?: ReportTicket): void => {
    const found = groups.get(key) ?? [];
    if (found.length === 0) groups.set(key, found);
    if (ticket && found.at(-1) !== ticket) found.push(ticket);
  };
  for (const ticket of tickets) {
    add(groupOf(ticket, by), ticket);
    if (isGivenIn(by)) for (const piece of ticket.served) if (givenIn(by, piece) !== groupOf(ticket, by)) add(givenIn(by, piece), ticket);
  }
  if (isGivenIn(by)) for (const span of spans) add(givenIn(by, span));
  if (by === 'day') for (const span of spans) add(span.day);
  return {
    all: reportLine(tickets, spans, { by, key: null }),
    groups: [...groups].map(([key, own]) => ({ key, line: reportLine(own, spans, { by, key }) })),
  };
}

type WindowEventType = 'window.opened' | 'window.closed' | 'window.paused' | 'window.resumed';
export type WindowEvent = Pick<Extract<HallDayEvent, { type: WindowEventType }>, 'type' | 'subject'> & { readonly at: Instant };
export const windowEventTypes = ['window.opened', 'window.closed', 'window.paused', 'window.resumed'] as const satisfies WindowEventType[];

/**
 * When the windows of one hall-day were open and not paused, out of the log. Taking a window over goes on with its time. A
 * window that nobody closed was open until the end of its day, or until now: tomorrow every window starts closed.
 */
export function openSpans(day: DateText, events: readonly WindowEvent[], until: Instant): OpenSpan[] {
  const spans: OpenSpan[] = [];
  /** Since when; null while it is paused. */
  const open = new Map<string, Instant | null>();
  const end = (windowId: string, at: Instant): void => {
    const from = open.get(windowId);
    const to = at < until ? at : until;
    if (from && from < to) spans.push({ windowId, day, from, to });
  };
  for (const { type, subject, at } of events) {
    if (type === 'window.opened') open.set(subject, open.get(subject) ?? at);
    else if (type === 'window.resumed' && open.has(subject)) open.set(subject, open.get(subject) ?? at);
    else if (type === 'window.paused' && open.has(subject)) {
      end(subject, at);
      open.set(subject, null);
    } else if (type === 'window.closed') {
      end(subject, at);
      open.delete(subject);
    }
  }
  for (const windowId of open.keys()) end(windowId, until);
  return spans;
}

/** Presses after which a number may be served elsewhere: only such a number needs {@link servedAt}. */
export const movingEventTypes = [
  'ticket.transferred',
  'ticket.returned',
  'ticket.resumed',
  'ticket.rejoined',
  'ticket.undone',
] as const satisfies TicketEvent['type'][];

/** When one number was served at which window, out of its whole history: what `spent` knows only as a sum. */
export function servedAt(history: readonly { event: TicketEvent; at: EventContext }[]): WindowSpan[] {
  const served: WindowSpan[] = [];
  let ticket: Ticket | null = null;
  for (const { event, at } of history) {
    const before: Ticket | null = ticket;
    ticket = applyTicket(before, event, at);
    if (before?.state !== 'SERVING' || before.windowId === null) continue;
    const ms: number = ticket.spent.SERVING - before.spent.SERVING;
    if (ms > 0) served.push({ windowId: before.windowId, from: addMs(at.at, -ms), to: at.at });
  }
  return served;
}

export const reportSpans = ['day', 'week', 'month'] as const;
export type ReportSpan = (typeof reportSpans)[number];
const dayMs = 86_400_000;
/** A month is the longest that a report is asked for. */
export const reportDays = 31;
/** A workbook of 10,000 rows takes the service a second; more than these leave as CSV. */
export const workbookRows = 3_000;

const dateAt = (year: number, month: number, day: number): DateText => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
const plusDays = (day: DateText, n: number): DateText => addMs(`${day}T00:00:00.000Z`, n * dayMs).slice(0, 10);
const monthOf = (day: DateText, by: number): { from: DateText; to: DateText } => {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + by];
  return { from: dateAt(year, month, 1), to: dateAt(year, month + 1, 0) };
};

/** The day, the week from Monday or the month that a day lies in; `by` further on or back. Both ends belong to it. */
export function reportPeriod(span: ReportSpan, day: DateText, by = 0): { from: DateText; to: DateText } {
  if (span === 'month') return monthOf(day, by);
  if (span === 'day') return { from: plusDays(day, by), to: plusDays(day, by) };
  const monday = plusDays(day, -((new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7) + 7 * by);
  return { from: monday, to: plusDays(monday, 6) };
}
