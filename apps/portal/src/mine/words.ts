import { localTime } from '@one-window/domain/time';
import { dueDay } from '@one-window/ui/format';
import { en, zh, type PortalCaseKey } from '@one-window/ui/i18n/portal-cases';
import { english, filled, type Figures } from '../home/words.ts';

export function t(key: PortalCaseKey, figures: Figures = {}): string {
  const words: Record<PortalCaseKey, string> = english() ? en : zh;
  return filled(words[key], figures);
}

/** A case does not carry the zone of its hall; all halls of the mainland have this one. */
export const zone = 'Asia/Shanghai';

export const dueWords = (at: string): string => dueDay(localTime(at, zone).date);

/** A number of 26 digits is read aloud and typed off in fours. */
export const grouped = (caseNo: string): string => caseNo.replace(/(.{4})(?=.)/g, '$1 ');

/** As one says it: 20, 20.50. */
export const yuan = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2));
