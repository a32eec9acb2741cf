export interface WaitInput {
  /** Waiting people before this one. */
  readonly ahead: number;
  readonly openWindows: number;
  /** Service times of the last tickets of the queue, in seconds. */
  readonly recentServiceSeconds: readonly number[];
}

/** Fewer finished tickets than this say nothing. */
const minSamples = 5;
/** Cut from either end: a forgotten "finish" is not a service time. */
const trim = 0.1;

/**
 * Whole minutes until somebody with `ahead` people before is called: trimmed mean of the recent service times × ahead /
 * open windows (domain.md §5). Null where it cannot be said: nobody serves, or fewer than 5 finished tickets.
 */
export function estimateWaitMinutes({ ahead, openWindows, recentServiceSeconds }: WaitInput): number | null {
  if (ahead === 0 && openWindows > 0) return 0;
  if (openWindows <= 0 || recentServiceSeconds.length < minSamples) return null;
  const sorted = [...recentServiceSeconds].sort((a, b) => a - b);
  const cut = Math.floor(sorted.length * trim);
  const kept = sorted.slice(cut, sorted.length - cut);
  const mean = kept.reduce((sum, s) => sum + s, 0) / kept.length;
  return Math.ceil((mean * ahead) / openWindows / 60);
}
