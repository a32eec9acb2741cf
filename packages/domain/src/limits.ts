import { addMs, msBetween, type Instant } from './time.ts';

/** What is remembered of one bucket: a staff number, an address, a device. */
export interface Attempts {
  readonly count: number;
  readonly lastAt: Instant;
  readonly lockedUntil: Instant | null;
}

/** How patient a page is. */
export interface LimitPolicy {
  /** Attempts without any delay. */
  readonly free: number;
  readonly baseSeconds: number;
  readonly maxSeconds: number;
  /** After this long without an attempt the count begins anew. */
  readonly forgetMinutes: number;
}

/**
 * Counts one attempt. Up to `free` nothing happens; each further one doubles the delay, up to `maxSeconds`. An attempt
 * during a delay is not counted: otherwise anybody could lock a colleague out for ever. The attempt itself goes through
 * when `lockedUntil` was not in the future before.
 */
export function attempt(
  seen: Attempts | null,
  now: Instant,
  policy: LimitPolicy,
): { allowed: boolean; retryAfterSeconds: number; next: Attempts } {
  const wait = seen?.lockedUntil ? msBetween(now, seen.lockedUntil) : 0;
  // a longer one than there is was set by a clock that ran ahead
  if (seen && wait > 0 && wait <= policy.maxSeconds * 1000)
    return { allowed: false, retryAfterSeconds: Math.ceil(wait / 1000), next: seen };
  const forgotten = seen === null || msBetween(seen.lastAt, now) >= policy.forgetMinutes * 60_000;
  const count = forgotten ? 1 : seen.count + 1;
  return {
    allowed: true,
    retryAfterSeconds: 0,
    next: { count, lastAt: now, lockedUntil: count < policy.free ? null : addMs(now, delaySeconds(count, policy) * 1000) },
  };
}

/** Seconds that have to pass after the `count`-th attempt. */
export function delaySeconds(count: number, policy: LimitPolicy): number {
  if (count < policy.free) return 0;
  return Math.min(policy.maxSeconds, policy.baseSeconds * 2 ** Math.min(count - policy.free, 30));
}
