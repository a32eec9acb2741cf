import type { NoNumbers } from '@one-window/domain/opening';
import type { DateText } from '@one-window/domain/time';
import type { Name } from '@one-window/domain/views';
import type { OpeningKey } from './i18n/opening.ts';

/** `11 月 25 日`, `25 Nov`: by the language of the page, whichever surface it is. */
function dayText(date: DateText): string {
  const [m, d] = [Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  if (document.documentElement.lang !== 'en') return `${m} 月 ${d} 日`;
  return `${d} ${new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(new Date(date))}`;
}

/** Each surface has words and names of its own making. */
interface Saying {
  readonly t: (key: OpeningKey, figures?: Readonly<Record<string, string | number>>) => string;
  readonly name: (name: Name) => string;
}

/** Why no numbers are given. What was said of a closure is said as it was written. */
export function whyNone({ state, closure, reason }: NoNumbers, { t, name }: Saying): string {
  if (closure) return name(closure);
  return t(state === 'halted' ? `opening.halted.${reason ?? 'other'}` : `opening.none.${state}`);
}

/** When there are numbers again; empty where nobody knows. */
export function whenAgain({ at, date }: NoNumbers, { t }: Pick<Saying, 't'>): string {
  if (at === null) return '';
  if (date === null) return t('opening.again', { at });
  return t('opening.again_on', { at, day: dayText(date) });
}

/** Why, when again, and that who has a number is served: one line of a wall. */
export const noneLine = (none: NoNumbers, saying: Saying): string =>
  [whyNone(none, saying), whenAgain(none, saying), ...(none.state === 'shut' ? [] : [saying.t('opening.served')])]
    .filter((part) => part !== '')
    .join(' · ');

/** `09:00–12:00`, one for each stretch of the day. */
export const stretches = (periods: readonly { readonly from: number; readonly to: number }[]): string[] =>
  periods.map(({ from, to }) => `${hhmm(from)}–${hhmm(to)}`);

const hhmm = (minute: number): string => [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0')).join(':');
