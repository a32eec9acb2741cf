import { dateOfDay, dayNumber, isWeekend } from '@one-window/domain/calendar';
import type { DueLine } from '@one-window/domain/clock';
import { localTime, type DateText } from '@one-window/domain/time';
import type { CaseClock } from './due.ts';
import { zone } from './words.ts';

export interface StripDay {
  readonly date: DateText;
  readonly kind: 'start' | 'used' | 'paused' | 'off' | 'due' | 'to_come';
  readonly today: boolean;
}

/** More of them say nothing at a glance. */
const most = 32;

type Range = { readonly from: DateText; readonly to: DateText };
const within = (date: DateText, ranges: readonly Range[]): boolean => ranges.some(({ from, to }) => from <= date && date <= to);

/** The days of a limit as its explanation tells them, from the start to the due day; `null` where they are too many or hours. */
export function stripOf({ lines: told, unit, at }: CaseClock, now: string): StripDay[] | null {
  // the contract says of a line only that it is one
  const lines = told as unknown as readonly DueLine[];
  const start = lines.find((line) => line.kind === 'start');
  if (!start || at === null || (unit !== 'working_day' && unit !== 'natural_day')) return null;
  const [first, last] = [dayNumber(start.date), dayNumber(localTime(at, zone).date)];
  if (last - first >= most || last <= first) return null;
  const today = localTime(now, zone).date;
  const paused = lines.filter((line) => line.kind === 'paused');
  const off = lines.filter((line) => line.kind === 'off');
  const worked = lines.flatMap((line) => (line.kind === 'make_up' ? [line.date] : []));
  const kindOf = (day: number): StripDay['kind'] => {
    const date = dateOfDay(day);
    if (day === last) return 'due';
    if (day === first) return 'start';
    if (within(date, paused)) return 'paused';
    if (unit === 'working_day' && (within(date, off) || (isWeekend(date) && !worked.includes(date)))) return 'off';
    return date <= today ? 'used' : 'to_come';
  };
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const date = dateOfDay(first + i);
    return { date, kind: kindOf(first + i), today: date === today };
  });
}
