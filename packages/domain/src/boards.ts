import { localTime } from './time.ts';
import type { HallPublicView, HallStaffView, Name, PublicCall, ScreenState } from './views.ts';

/** What a board can be: the whole hall, one zone of it, one window. */
export const boardTemplates = ['hall', 'zone', 'window'] as const;
export type BoardTemplate = (typeof boardTemplates)[number];

/** As somebody set it up; what it shows is for `boardWindows` to say, because halls change and screens hang on. */
export interface BoardRow {
  readonly template: BoardTemplate;
  /** The zone's name in the hall's own language, as it stands at its windows. */
  readonly zone: string | null;
  readonly windowId: string | null;
}

export const boardProblems = ['zone_gone', 'window_gone'] as const;
/** Why a board shows the whole hall though it was set up for a part. */
export type BoardProblem = (typeof boardProblems)[number];

interface Place {
  readonly id: string;
  readonly zone: Name | null;
}

/**
 * The windows whose calls a board shows; null = those of the whole hall. A row that makes no sense any more (the last window
 * of a zone taken away, the window itself) darkens nothing: the board is a hall board until somebody sets it up anew.
 */
export function boardWindows<W extends Place>(row: BoardRow, windows: readonly W[]): readonly W[] | null {
  if (row.template === 'hall') return null;
  const own = windows.filter((w) => (row.template === 'zone' ? w.zone !== null && w.zone.zh === row.zone : w.id === row.windowId));
  return own.length > 0 ? own : null;
}

export function boardProblem(row: BoardRow, windows: readonly Place[]): BoardProblem | null {
  if (row.template === 'hall' || boardWindows(row, windows)) return null;
  return row.template === 'zone' ? 'zone_gone' : 'window_gone';
}

/** Does a call at this window appear on that board? */
export function boardCovers(row: BoardRow, windowId: string | null, windows: readonly Place[]): boolean {
  const own = boardWindows(row, windows);
  return own === null || own.some((w) => w.id === windowId);
}

/** The boards on which a call at this window is to appear: what another zone's board confirmed says nothing about it. */
export function boardsFor(view: Pick<HallStaffView, 'screens' | 'windows'>, windowId: string | null): ScreenState[] {
  return view.screens.filter((screen) => screen.kind === 'board' && screen.awaited && boardCovers(screen, windowId, view.windows));
}

/** Calls are counted anew each day: what a screen said of another day says nothing of this one. */
export function saidToday(view: Pick<HallStaffView, 'hall' | 'businessDate'>, { seenAt }: ScreenState): boolean {
  return seenAt !== null && localTime(seenAt, view.hall.timeZone).date === view.businessDate;
}

/** Has this screen said that it shows the call? */
export function hasShown(view: Pick<HallStaffView, 'hall' | 'businessDate'>, screen: ScreenState, callSeq: number): boolean {
  return saidToday(view, screen) && screen.shownSeq >= callSeq;
}

/** The part of the hall's view that a board shows and speaks: everything after it knows nothing of templates. */
export function boardView(row: BoardRow, view: HallPublicView): HallPublicView {
  const windows = boardWindows(row, view.windows);
  if (!windows) return view;
  const labels = new Set(windows.map((w) => w.label));
  const queues = new Set(windows.flatMap((w) => w.seriesIds));
  return {
    ...view,
    windows,
    calls: view.calls.filter((call) => labels.has(call.window)),
    series: view.series.filter((series) => queues.has(series.id)),
  };
}

/** The number that is called to a window or sits there now. */
export const openCall = (calls: readonly PublicCall[]): PublicCall | null =>
  calls.find((call) => call.state === 'CALLED' || call.state === 'SERVING') ?? null;
