import { dayNumber } from '@one-window/domain/calendar';
import { localTime } from '@one-window/domain/time';
import type { MyCase } from './data.ts';
import { t, zone } from './words.ts';

export type CaseClock = MyCase['clocks'][number];

/** The limit that counts now: the one whose day the lists show, else one that runs, else one that stands still. */
export function leadingClock({ clocks, dueAt }: Pick<MyCase, 'clocks' | 'dueAt'>): CaseClock | null {
  const running = clocks.filter((clock) => clock.state === 'running');
  const same = running.find((clock) => clock.at !== null && dueAt !== null && Date.parse(clock.at) === Date.parse(dueAt));
  return same ?? running[0] ?? clocks.find((clock) => clock.state === 'stopped') ?? null;
}

/** Days by the wall calendar: how many of them are worked is in the explanation. */
export function leftWords(at: string, passed: boolean): string {
  if (passed) return t('mine.case.passed');
  const days = dayNumber(localTime(at, zone).date) - dayNumber(localTime(new Date().toISOString(), zone).date);
  if (days <= 0) return t('mine.case.leftToday');
  return days === 1 ? t('mine.case.leftOne') : t('mine.case.left', { n: days });
}
