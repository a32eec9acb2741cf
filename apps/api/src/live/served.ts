import type { HallStaffView, Served } from '@one-window/domain/views';

/** What one clerk finished at one window; `seconds` is the sum over those whose times count. */
export interface ServedRow {
  readonly window_id: string;
  readonly clerk_id: string;
  readonly done: number;
  readonly timed: number;
  readonly seconds: number;
}

const servedOf = (rows: readonly ServedRow[]): Served => {
  const sum = (of: 'done' | 'timed' | 'seconds'): number => rows.reduce((all, row) => all + row[of], 0);
  const timed = sum('timed');
  return { done: sum('done'), timed, averageSeconds: timed === 0 ? null : Math.round(sum('seconds') / timed) };
};

/** By window, and there by clerk: whoever takes a window over begins at nothing. */
export function servedByWindow(rows: readonly ServedRow[]): HallStaffView['servedByWindow'] {
  const windows = [...new Set(rows.map((row) => row.window_id))];
  return Object.fromEntries(
    windows.map((id) => {
      const own = rows.filter((row) => row.window_id === id);
      return [id, { ...servedOf(own), clerks: Object.fromEntries(own.map((row) => [row.clerk_id, servedOf([row])])) }];
    }),
  );
}
