import type { ClockUnit, DueLine } from '@one-window/domain/clock';
import { localTime, type DateText, type Instant } from '@one-window/domain/time';
import { clock, dueDay, duration } from '../format.ts';
import { allowanceText, type CaseTranslate } from './words.ts';

/** A case names no zone; every hall of the mainland has this one. */
export const caseTimeZone = 'Asia/Shanghai';

/** The time at which a date ends: a limit that ends with its day ends at 24:00 of it, not at 00:00 of the next. */
export function endTime(date: DateText, at: Instant, timeZone: string): string {
  return localTime(at, timeZone).date > date ? '24:00' : clock(at, timeZone);
}

/**
 * Why a limit ends when it ends, a sentence for each line. A limit in hours or minutes runs from its minute on, so what is said
 * of its start differs; which it is stands in the line of the allowance. Says nothing of a calendar that has no year to name.
 */
export function dueLines(t: CaseTranslate, lines: readonly DueLine[], timeZone: string = caseTimeZone): string[] {
  return lines.flatMap((line, i) => lineText(t, line, unitAt(lines, i), timeZone) ?? []);
}

/** An extension in another unit begins a second count within the same lines: the unit is that of the count a line belongs to. */
function unitAt(lines: readonly DueLine[], i: number): ClockUnit {
  const near = lines[i]?.kind === 'start' ? lines.slice(i) : lines.slice(0, i + 1).reverse();
  return near.find((line) => line.kind === 'allowance')?.unit ?? 'working_day';
}

/** `540` → `09:00`. */
const dayTime = (minutes: number): string => [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');

function lineText(t: CaseTranslate, line: DueLine, unit: ClockUnit, timeZone: string): string | null {
  const when = (at: Instant): string => `${dueDay(localTime(at, timeZone).date)} ${clock(at, timeZone)}`;
  const span = (amount: number): string => allowanceText(t, { amount, unit });
  switch (line.kind) {
    case 'start':
      return unit === 'hour' || unit === 'minute' || unit === 'working_hour'
        ? t('case.line.start_time', { date: dueDay(line.date), time: clock(line.at, timeZone) })
        : t('case.line.start', { date: dueDay(line.date) });
    case 'allowance':
    case 'extension':
      return t(`case.line.${line.kind}`, { span: allowanceText(t, line) });
    case 'open_hours':
      return t('case.line.open_hours', { from: dayTime(line.fromMinutes), to: dayTime(line.toMinutes) });
    case 'off':
      return line.from === line.to
        ? t('case.line.off_day', { date: dueDay(line.from) })
        : t('case.line.off', { from: dueDay(line.from), to: dueDay(line.to) });
    case 'make_up':
      return t('case.line.make_up', { date: dueDay(line.date) });
    case 'paused':
      return line.from === line.to
        ? t('case.line.paused_day', { date: dueDay(line.from) })
        : t('case.line.paused', { from: dueDay(line.from), to: dueDay(line.to), span: span(line.days) });
    case 'paused_minutes':
      return t('case.line.paused_minutes', { from: when(line.from), to: when(line.to), span: duration(line.minutes) });
    case 'rolled':
      return t('case.line.rolled', { from: dueDay(line.from), to: dueDay(line.to) });
    case 'due':
      return t('case.line.due', { date: dueDay(line.date), time: endTime(line.date, line.at, timeZone) });
    case 'calendar':
      return line.years.length === 0 ? null : t('case.line.calendar', { years: line.years.map(String) });
    case 'provisional':
      return t('case.line.provisional', { years: line.missing.map(String) });
  }
}
