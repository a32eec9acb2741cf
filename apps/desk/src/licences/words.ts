import { createI18n } from '@one-window/ui/i18n';
import { count, moment } from '@one-window/ui/format';
import * as desk from '@one-window/ui/i18n/desk-licences';
import * as licences from '@one-window/ui/i18n/licences';
import * as log from '@one-window/ui/i18n/log';
import type { ChipLook } from '@one-window/ui/parts/Chip';
import type { LicenceRow, LicenceView } from './api.ts';

const dictionary = createI18n(desk, licences, log);
/** Words of licences; they come with their own chunk. */
export const { t } = dictionary;

export const statusWord = (status: LicenceRow['status']): string => t(`licence.status.${status}`);
export const statusLook: Readonly<Record<LicenceRow['status'], ChipLook>> = {
  VALID: 'ok',
  CORRECTED: 'ok',
  EXPIRED: 'outline',
  WITHDRAWN_BY_ORGAN: 'missed',
  REVOKED: 'red',
  CANCELLED: 'outline',
  FORFEITED: 'red',
};
export const untilWord = (validTo: string | null): string =>
  validTo === null ? t('licence.no_end') : t('desk.licence.until', { date: validTo });
export const stepWord = (type: LicenceView['steps'][number]['type']): string => t(`log.type.${type}`);
export const momentOf = (at: string): string => moment(at, new Date().toISOString(), 'Asia/Shanghai');
export const howMany = (n: number): string => t('desk.licence.end', { n: count(n) });
