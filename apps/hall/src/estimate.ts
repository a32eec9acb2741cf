import type { PublicSeries } from '@one-window/domain/views';

/** What a screen may say about the wait of a series: minutes, or why there are none. */
export type Estimate = { readonly minutes: number } | { readonly word: 'noWait' | 'noEstimate' | 'noWindow' | 'notIssuing' };

/** Who still waits is told how long; who would come is told first that nothing is issued. */
export function estimateOf(series: Pick<PublicSeries, 'waiting' | 'waitMinutes' | 'openWindows' | 'issuing'>): Estimate {
  if (!series.issuing && series.waiting === 0) return { word: 'notIssuing' };
  if (series.openWindows === 0) return { word: 'noWindow' };
  if (series.waitMinutes === null) return { word: 'noEstimate' };
  if (series.waiting === 0 && series.waitMinutes === 0) return { word: 'noWait' };
  return { minutes: Math.max(1, series.waitMinutes) };
}
