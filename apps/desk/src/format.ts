import { msBetween, type Instant } from '@one-window/domain/time';

/** `7:40` for an average. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Never negative, whatever a clock says. */
export function secondsSince(from: Instant, now: Instant): number {
  return Math.max(0, msBetween(from, now) / 1000);
}
