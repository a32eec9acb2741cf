/** What the estimate for one series stands on. */
export interface WaitInput {
  /** People who will be called before. */
  readonly ahead: number;
  /** Windows that serve the series now: open and not paused. */
  readonly openWindows: number;
  /** Service times of the last tickets, newest first or last, in seconds. */
  readonly recentServiceSeconds: readonly number[];
}

/** Fewer than these say nothing about the next one. */
export const MIN_SAMPLES = 5;
/** Share cut off at either end: a forgotten "finish" of two hours must not move the hall's estimate. */
const TRIM = 0.1;

/** Mean without the shortest and longest tenth (at least one each from five samples on); null below {@link MIN_SAMPLES}. */
export function trimmedMeanSeconds(samples: readonly number[]): number | null {
  const usable = samples.filter((s) => Number.isFinite(s) && s >= 0).toSorted((a, b) => a - b);
  if (usable.length < MIN_SAMPLES) return null;
  const cut = Math.max(1, Math.floor(usable.length * TRIM));
  const kept = usable.slice(cut, usable.length - cut);
  return kept.reduce((sum, s) => sum + s, 0) / kept.length;
}

/** Seconds from one call of a queue to the next, as far as is known: {@link trimmedMeanSeconds} over the open windows; else a guess. */
export function gapSeconds(openWindows: number, recentServiceSeconds: readonly number[]): number {
  return (trimmedMeanSeconds(recentServiceSeconds) ?? GUESSED_SERVICE_SECONDS) / Math.max(1, openWindows);
}
/** Ten minutes [R] before five are done: only the order of those who wait depends on it, never a number that is told. */
const GUESSED_SERVICE_SECONDS = 600;

/**
 * Whole minutes until the call: trimmed mean service time × people ahead ÷ open windows, rounded up, because a citizen
 * forgives a wait that was shorter than told. Null when it cannot be said.
 */
export function estimateWaitMinutes({ ahead, openWindows, recentServiceSeconds }: WaitInput): number | null {
  if (openWindows < 1 || !Number.isFinite(ahead) || ahead < 0) return null;
  const mean = trimmedMeanSeconds(recentServiceSeconds);
  return mean === null ? null : Math.ceil((mean * ahead) / openWindows / 60);
}
