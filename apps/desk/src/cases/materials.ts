import { list } from '../i18n.ts';
import type { CaseMaterial } from './api.ts';
import { t } from './words.ts';

/** From where it comes, and whether it may follow. */
export function materialNote({ from, need }: Pick<CaseMaterial, 'from' | 'need'>): string {
  return list([t(`desk.case.from.${from}`), need === 'deferrable' ? t('desk.case.later') : '']);
}
