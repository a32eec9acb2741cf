import { addMs, localTime, msBetween, type DateText, type Instant } from '@one-window/domain/time';
import type { Name } from '@one-window/domain/views';
import { clock } from './clock.ts';
import { lang } from './theme.ts';
import { t } from './words.ts';

export { clock };

const two = (n: number): string => String(n).padStart(2, '0');

/** A stopwatch: `06:12`, `1:06:12`; never negative. */
export function stopwatch(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const rest = `${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`;
  return s >= 3600 ? `${Math.floor(s / 3600)}:${rest}` : rest;
}

/** `18 分`, `1 小时 20 分`; whole minutes, because a wait is never known to the second. */
export function duration(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 60) return t('common.minutes', { m: whole });
  const [h, m] = [Math.floor(whole / 60), whole % 60];
  return m === 0 ? t('common.hours', { h }) : t('common.hours_minutes', { h, m });
}

/** A wait is always "about". */
export function wait(minutes: number): string {
  return t('common.about', { duration: duration(minutes) });
}

/** How old something is: `12 秒`, `3 分 12 秒`, `1 小时 20 分`, `2 天`. */
export function age(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return t('common.seconds', { s });
  if (s < 3600) return t('common.minutes_seconds', { m: Math.floor(s / 60), s: s % 60 });
  if (s < 86_400) return duration(Math.floor(s / 60));
  return t('common.days', { d: Math.floor(s / 86_400) });
}

const intl = new Map<string, Intl.DateTimeFormat>();

function part(date: DateText, name: 'weekday' | 'month'): string {
  const locale = lang() === 'en' ? 'en-GB' : 'zh-CN';
  const key = `${locale} ${name}`;
  let found = intl.get(key);
  if (!found) intl.set(key, (found = new Intl.DateTimeFormat(locale, { [name]: 'short', timeZone: 'UTC' })));
  return found.format(new Date(`${date}T00:00:00Z`));
}

const dateOf = (at: Instant, timeZone: string): DateText => localTime(at, timeZone).date;
const fields = (date: DateText): [string, number, number] => [date.slice(0, 4), Number(date.slice(5, 7)), Number(date.slice(8, 10))];

/** A day near now as a word, in this year as `11-18`, else with its year; English `18 Nov`, `18 Nov 2025`. */
export function day(at: Instant, now: Instant, timeZone: string): string {
  const [date, today] = [dateOf(at, timeZone), dateOf(now, timeZone)];
  if (date === today) return t('common.today');
  if (date === dateOf(addMs(now, -86_400_000), timeZone)) return t('common.yesterday');
  if (date === dateOf(addMs(now, 86_400_000), timeZone)) return t('common.tomorrow');
  const sameYear = date.slice(0, 4) === today.slice(0, 4);
  if (lang() !== 'en') return sameYear ? date.slice(5) : date;
  return sameYear ? `${fields(date)[2]} ${part(date, 'month')}` : `${fields(date)[2]} ${part(date, 'month')} ${date.slice(0, 4)}`;
}

/** A due date with its weekday: `11月20日（周五）`, `Fri 20 Nov`. */
export function dueDay(date: DateText): string {
  const [, month, dayOfMonth] = fields(date);
  if (lang() === 'en') return `${part(date, 'weekday')} ${dayOfMonth} ${part(date, 'month')}`;
  return `${month}月${dayOfMonth}日（${part(date, 'weekday')}）`;
}

/** Day and time: `今天 10:45`, `11-18 10:45`. */
export function moment(at: Instant, now: Instant, timeZone: string): string {
  return `${day(at, now, timeZone)} ${clock(at, timeZone)}`;
}

/** Whole minutes since; never negative, whatever a clock says. */
export function minutesSince(from: Instant, now: Instant): number {
  return Math.max(0, Math.floor(msBetween(from, now) / 60_000));
}

/** A name in the language of the screen; Chinese where it has no English. */
export function nameOf(name: Name): string {
  return lang() === 'en' ? (name.en ?? name.zh) : name.zh;
}

/** `zh-CN` where an English screen has to show a Chinese name, for the reader that speaks it. */
export function langOf(name: Name): 'zh-CN' | undefined {
  return lang() === 'en' && name.en === null ? 'zh-CN' : undefined;
}

/** `1,284` in both languages. */
export function count(n: number): string {
  return n.toLocaleString('en-US');
}
