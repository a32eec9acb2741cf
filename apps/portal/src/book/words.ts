import { localTime, type Instant } from '@one-window/domain/time';
import { clock } from '@one-window/ui/clock';
import { dueDay } from '@one-window/ui/format';
import { en, zh, type BookKey } from '@one-window/ui/i18n/booking';
import { english, filled, type Figures } from '../home/words.ts';

export function t(key: BookKey, figures: Figures = {}): string {
  const words: Record<BookKey, string> = english() ? en : zh;
  return filled(words[key], figures);
}

/** Day and time of a slot on the hall's wall. */
export const slotWords = (at: Instant, timeZone: string): { date: string; time: string } => ({
  date: dueDay(localTime(at, timeZone).date),
  time: clock(at, timeZone),
});

/** `2 小时`, `90 分钟`. */
export const spanWords = (minutes: number): string =>
  minutes % 60 === 0 && minutes > 0 ? t('book.hours', { n: minutes / 60 }) : t('book.minutes', { n: minutes });
