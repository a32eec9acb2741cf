import { noGroup, type ReportGrouping } from '@one-window/domain/hall-report';
import { count, nameOf } from '@one-window/ui/format';
import { createI18n } from '@one-window/ui/i18n';
import * as report from '@one-window/ui/i18n/report';
import type { Group } from './api.ts';

/** Words of the report; they come with their own chunk. */
export const { t } = createI18n(report);

/** Below so many a percentage says more than is known: the count stands alone. */
export const leastShare = 30;

/** `66.7%`; a dash where nothing can be said, which is not zero. */
export const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)}%`);
/** Minutes with a tenth: figures of many, not the promise of one wait. */
export const minutes = (ms: number | null): string => (ms === null ? '–' : (ms / 60_000).toFixed(1));

/** A sum of minutes: `1,372`. */
export const minutesInAll = (ms: number): string => count(Math.round(ms / 60_000));

/** What a line of the report is called, without its prefix or number. */
export function groupName(by: ReportGrouping, { key, name }: Pick<Group, 'key' | 'name'>): string {
  if (key === noGroup) return t(by === 'item' ? 'report.none.item' : 'report.none.window');
  if (name) return nameOf(name);
  return by === 'hour' ? `${key.padStart(2, '0')}:00` : key;
}
