import { boardCovers, boardsFor, boardWindows, hasShown, saidToday } from '@one-window/domain/boards';
import { minutesSince } from '@one-window/ui/format';
import { isCrowded, isOverTarget, type QueueTargets } from '@one-window/domain/targets';
import { localTime, msBetween, type Instant } from '@one-window/domain/time';
import type { HallStaffView, PublicSeries, ScreenState, Served, StaffTicket, StaffWindow } from '@one-window/domain/views';
import { secondsSince } from '../format.ts';
import { currentTicket } from '../window/model.ts';

/** A service that takes this much longer than the mean is worth a look. */
const SLOW_FACTOR = 2;
/** Of fewer than these a mean says nothing: one press too many makes it 0. */
const SAMPLES = 5;
/** Below these minutes nobody can tell a matter that takes long from a finish that was forgotten. */
const SERVING_SECONDS = 10 * 60;
/** A walk through the largest hall, and so many times what all recalls together take. */
const CALLED_SECONDS = 3 * 60;
const CALLED_FACTOR = 3;
/** A screen that reported nothing for so long is gone: it reports every ten seconds, and a quiet hall is told of it every ten. */
const GONE_SECONDS = 30;

export interface WindowRow {
  readonly window: StaffWindow;
  readonly ticket: StaffTicket | null;
  readonly state: 'closed' | 'paused' | 'idle' | 'called' | 'serving';
  /** Since the call or the start of service. */
  readonly seconds: number | null;
  readonly slow: boolean;
}

export function windowRows(view: HallStaffView, now: Instant): WindowRow[] {
  return view.windows.map((window) => {
    const ticket = currentTicket(view, window.id);
    const since = ticket?.state === 'SERVING' ? ticket.startedAt : (ticket?.calledAt ?? null);
    const seconds = since ? secondsSince(since, now) : null;
    const slow = ticket !== null && seconds !== null && seconds > forgottenAfter(view, ticket);
    return { window, ticket, state: stateOf(window, ticket), seconds, slow };
  });
}

function stateOf(window: StaffWindow, ticket: StaffTicket | null): WindowRow['state'] {
  if (window.staffId === null) return 'closed';
  if (ticket) return ticket.state === 'SERVING' ? 'serving' : 'called';
  return window.paused === null ? 'idle' : 'paused';
}

/**
 * After how many seconds of being called (since the last recall) or served a press may have been forgotten: of a service by the
 * window's own mean, the hall's where that is of too few, the target of the queue where there is none at all.
 */
export function forgottenAfter(view: HallStaffView, { state, windowId, seriesId }: StaffTicket): number {
  const { policy } = view;
  if (state === 'CALLED') return Math.max(CALLED_SECONDS, CALLED_FACTOR * (policy.recallMax + 1) * policy.recallGapSeconds);
  const mean = meanOf([view.servedByWindow[windowId ?? '']]) ?? meanOf(Object.values(view.servedByWindow));
  const usual = mean === null ? (view.targets[seriesId] ?? policy).targetMinutes * 60 : mean * SLOW_FACTOR;
  return Math.max(SERVING_SECONDS, usual);
}

/** Seconds; null = of too few. */
function meanOf(list: readonly (Served | undefined)[]): number | null {
  const counted = list.flatMap((one) => (one ? [{ n: one.timed, seconds: one.averageSeconds ?? 0 }] : []));
  const n = counted.reduce((sum, one) => sum + one.n, 0);
  return n < SAMPLES ? null : counted.reduce((sum, one) => sum + one.n * one.seconds, 0) / n;
}

export interface SeriesRow {
  readonly series: PublicSeries;
  readonly longestMinutes: number | null;
  readonly targets: QueueTargets;
  readonly windows: readonly string[];
  /** Windows that are closed and could serve it: 机动窗口, to open when it is crowded. */
  readonly flex: readonly string[];
  readonly state: 'ok' | 'slow' | 'no_window' | 'stopped';
}

export function seriesRows(view: HallStaffView, now: Instant): SeriesRow[] {
  const oldest = new Map<string, Instant>();
  for (const t of view.tickets) if (t.state === 'WAITING' && t.takenAt < (oldest.get(t.seriesId) ?? '~')) oldest.set(t.seriesId, t.takenAt);
  return view.series.map((series) => {
    const taken = oldest.get(series.id);
    const longestMinutes = taken === undefined ? null : minutesSince(taken, now);
    const windows = view.windows.filter((w) => w.staffId !== null && w.seriesIds.includes(series.id)).map((w) => w.label);
    const flex = view.windows.filter((w) => w.staffId === null && w.offered.seriesIds.includes(series.id)).map((w) => w.label);
    const targets = view.targets[series.id] ?? view.policy;
    return { series, longestMinutes, targets, windows, flex, state: seriesState(series, longestMinutes, targets, windows.length) };
  });
}

function seriesState(series: PublicSeries, longestMinutes: number | null, targets: QueueTargets, windows: number): SeriesRow['state'] {
  if (windows === 0 && series.waiting > 0) return 'no_window';
  if (longestMinutes !== null && isOverTarget(longestMinutes, targets)) return 'slow';
  return series.issuing ? 'ok' : 'stopped';
}

export type ScreenProblem =
  /** `seconds` null = nobody ever heard of it. */
  | { readonly kind: 'gone'; readonly seconds: number | null }
  /** It stands ready until somebody opens it: to be known, not to be mended. */
  | { readonly kind: 'unopened' }
  | { readonly kind: 'behind'; readonly calls: number }
  | { readonly kind: 'silent' };

/** What is wrong with a screen, the worst first; null = it shows and speaks what it should. */
export function screenProblem(screen: ScreenState, view: HallStaffView, now: Instant): ScreenProblem | null {
  if (!screen.awaited) return { kind: 'unopened' };
  const seconds = screen.seenAt === null ? null : msBetween(screen.seenAt, now) / 1000;
  if (seconds === null || seconds > GONE_SECONDS) return { kind: 'gone', seconds };
  if (screen.kind !== 'board') return null;
  const behind = newestCall(view, screen) - (saidToday(view, screen) ? screen.shownSeq : 0);
  if (behind > 0) return { kind: 'behind', calls: behind };
  return screen.sound === 'off' && !view.hall.silent ? { kind: 'silent' } : null;
}

/** The newest call that a board should show. A board of one part drops a call that is over, where the hall's keeps the last ones. */
function newestCall(view: HallStaffView, board: ScreenState): number {
  const whole = boardWindows(board, view.windows) === null;
  const due = whole ? view.tickets : view.tickets.filter((t) => isOpen(t) && boardCovers(board, t.windowId, view.windows));
  return due.reduce((newest, t) => Math.max(newest, t.callSeq ?? 0), 0);
}

const isOpen = (t: StaffTicket): boolean => t.state === 'CALLED' || t.state === 'SERVING';

/** So long a board has to say that it shows a call. */
const SHOWN_WITHIN_SECONDS = 5;

/** Calls that no board has confirmed, where there is one for them: whoever waits for them sees and hears nothing. */
function unshown(view: HallStaffView, now: Instant): StaffTicket[] {
  const late = (t: StaffTicket): boolean => t.calledAt !== null && msBetween(t.calledAt, now) > SHOWN_WITHIN_SECONDS * 1000;
  return view.tickets.filter((t) => {
    if (t.state !== 'CALLED' || !late(t)) return false;
    const boards = boardsFor(view, t.windowId);
    return boards.length > 0 && boards.every((board) => !hasShown(view, board, t.callSeq ?? 0));
  });
}

/** Screens that want mending. A hall that is shut may have switched them off. */
function broken(view: HallStaffView, now: Instant): Extract<Alert, { kind: 'screen' }>[] {
  const shut = view.opening.none !== null && view.windows.every((w) => w.staffId === null);
  return view.screens.flatMap((screen) => {
    const problem = screenProblem(screen, view, now);
    return problem && problem.kind !== 'unopened' && !(problem.kind === 'gone' && shut)
      ? [{ kind: 'screen', screen, problem } as const]
      : [];
  });
}

/** Windows that the table of shifts wants open now, and nobody sits at. */
function unstaffed(view: HallStaffView, now: Instant): Extract<Alert, { kind: 'unstaffed' }>[] {
  const { minute } = localTime(now, view.hall.timeZone);
  return view.shifts
    .filter(({ from, to }) => from <= minute && minute < to)
    .flatMap(({ windowIds, to }) => {
      const windows = view.windows.filter((w) => windowIds.includes(w.id) && w.staffId === null).map((w) => w.label);
      return windows.length > 0 ? [{ kind: 'unstaffed', windows, until: to } as const] : [];
    });
}

export type Alert =
  | { readonly kind: 'slow_series' | 'no_window' | 'crowded'; readonly row: SeriesRow }
  | { readonly kind: 'slow_window'; readonly row: WindowRow }
  | { readonly kind: 'unstaffed'; readonly windows: readonly string[]; readonly until: number }
  | { readonly kind: 'unshown'; readonly ticket: StaffTicket }
  | { readonly kind: 'held_due'; readonly ticket: StaffTicket }
  | { readonly kind: 'screen'; readonly screen: ScreenState; readonly problem: ScreenProblem };

/** What the manager should look at now: citizens first, then windows, then machines. */
export function alerts(view: HallStaffView, now: Instant): Alert[] {
  const series = seriesRows(view, now);
  return [
    ...series.filter((row) => row.state === 'no_window').map((row) => ({ kind: 'no_window', row }) as const),
    ...series.filter((row) => row.state === 'slow').map((row) => ({ kind: 'slow_series', row }) as const),
    ...series
      .filter((row) => isCrowded(row.series.waiting, row.series.openWindows, row.targets))
      .map((row) => ({ kind: 'crowded', row }) as const),
    ...unstaffed(view, now),
    ...unshown(view, now).map((ticket) => ({ kind: 'unshown', ticket }) as const),
    ...windowRows(view, now)
      .filter((row) => row.slow && !row.ticket?.inaccurate)
      .map((row) => ({ kind: 'slow_window', row }) as const),
    ...view.tickets
      .filter((t) => t.state === 'HELD' && t.heldUntil !== null && t.heldUntil <= now)
      .map((ticket) => ({ kind: 'held_due', ticket }) as const),
    ...broken(view, now),
  ];
}
