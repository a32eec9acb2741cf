import { localTime, msBetween, type Instant } from '@one-window/domain/time';
import type { Name } from '@one-window/domain/views';

/** `10:45` on the hall's wall. */
export function clock(at: Instant, timeZone: string): string {
  const { minute } = localTime(at, timeZone);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** `06:12`, `1:06:12`; never negative, whatever a device's clock says. */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor((whole % 3600) / 60), whole % 60].map((n) => String(n).padStart(2, '0'));
  return whole >= 3600 ? [Math.floor(whole / 3600), ...parts].join(':') : parts.join(':');
}

/** `7:40` for an average. */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
}

export function secondsSince(from: Instant, now: Instant): number {
  return Math.max(0, msBetween(from, now) / 1000);
}

export function minutesSince(from: Instant, now: Instant): number {
  return Math.floor(secondsSince(from, now) / 60);
}

/** A name in the language of the screen; Chinese where it has no English. */
export function nameIn(name: Name, lang: string): string {
  return lang === 'en' ? (name.en ?? name.zh) : name.zh;
}
