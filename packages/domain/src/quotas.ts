/** So many numbers of a queue between two minutes of a date. */
export interface QuotaSpan {
  readonly from: number;
  readonly to: number;
  readonly max: number;
  /** How many of them are gone. */
  readonly given: number;
}

/** Why a queue gives no number for now though the hall does. */
export interface SeriesFull {
  readonly of: 'day' | 'period';
  readonly max: number;
  /** Minute of the date at which the next stretch with places begins; null = none today. */
  readonly next: number | null;
}

/**
 * Is there a number left? The day's contingent comes first, then the stretch of now; between two stretches only the day counts.
 * Who was booked has a place beside these; a number that was given up before it was called gives its place back.
 */
export function seriesFull(day: Pick<QuotaSpan, 'max' | 'given'> | null, spans: readonly QuotaSpan[], minute: number): SeriesFull | null {
  if (day && day.given >= day.max) return { of: 'day', max: day.max, next: null };
  const now = spans.find(({ from, to }) => from <= minute && minute < to);
  if (!now || now.given < now.max) return null;
  const later = spans.filter(({ from, max, given }) => from >= now.to && given < max).map(({ from }) => from);
  return { of: 'period', max: now.max, next: later.length > 0 ? Math.min(...later) : null };
}
