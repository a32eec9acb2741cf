import { localTime, type Instant } from '@one-window/domain/time';

const two = (n: number): string => String(n).padStart(2, '0');

/** `10:45` on the hall's wall, whatever the device's clock and zone say. Carries no dictionary: boards and phones use it. */
export function clock(at: Instant, timeZone: string): string {
  const { minute } = localTime(at, timeZone);
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
