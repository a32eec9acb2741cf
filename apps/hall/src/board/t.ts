import { localTime, type Instant } from '@one-window/domain/time';
import { createI18n, fill, type Translate } from '@one-window/ui/i18n';
import * as board from '@one-window/ui/i18n/board';
import { lang } from '@one-window/ui/theme';

export type BoardWords = Translate<board.BoardKey>;

export const { t } = createI18n(board);

/** The English line under a Chinese one, on boards that show both. */
export const english: BoardWords = (key, params) => fill(board.en[key], params);

/** Today on the hall's wall: `11月24日 星期二`, `Tue 24 Nov`. */
export function wallDate(at: Instant, timeZone: string): string {
  const day = new Date(`${localTime(at, timeZone).date}T00:00:00Z`);
  const part = (locale: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(day);
  if (lang() === 'en')
    return `${part('en-GB', { weekday: 'short' })} ${part('en-GB', { day: 'numeric' })} ${part('en-GB', { month: 'short' })}`;
  return `${part('zh-CN', { month: 'long', day: 'numeric' })}　${part('zh-CN', { weekday: 'long' })}`;
}
