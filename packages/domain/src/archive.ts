import { localTime, addMs, type DateText, type Instant } from './time.ts';
import type { Case } from './case-events.ts';

/**
 * Natural days between the end of a case and its archive: long enough for a rating and for what is noticed at once. The
 * national measure (《政务服务电子文件归档和电子档案管理办法》, 国办发〔2023〕26号) leaves the day to the place: [R].
 */
export const archiveAfterDays = 30;

/** 保管期限: what archives of offices know (国家档案局令第8号): for ever, thirty years, ten years. */
export const retentionClasses = ['permanent', 'years_30', 'years_10'] as const;
export type RetentionClass = (typeof retentionClasses)[number];
const years: Readonly<Record<RetentionClass, number | null>> = { permanent: null, years_30: 30, years_10: 10 };

interface RetentionRow {
  readonly retention: RetentionClass;
  readonly when: (file: Case, result: 'certificate' | 'document' | 'none') => boolean;
}

/** The first row that fits. The classes are the law's; which case is of which is [R], and a place changes it here. */
export const retentionTable: readonly RetentionRow[] = [
  // a right that somebody holds is asked about for longer than anything else
  {
    retention: 'years_30',
    when: (file, result) => result === 'certificate' && (file.decision === 'granted' || file.decision === 'granted_with_deficit'),
  },
  { retention: 'years_10', when: () => true },
];

/** Since when nothing more happens in a case that has ended; null while something is still to come. */
export function restsSince({ endedAt, servedAt, revokedAt }: Pick<Case, 'endedAt' | 'servedAt' | 'revokedAt'>): Instant | null {
  if (endedAt === null) return null;
  return [endedAt, servedAt, revokedAt].reduce<Instant>((last, at) => (at !== null && at > last ? at : last), endedAt);
}

export const archiveDue = (file: Case, now: Instant): boolean => {
  const since = restsSince(file);
  return since !== null && now >= addMs(since, archiveAfterDays * 86_400_000);
};

/** How long a case is kept; counted from 1 January of the year after it ended. `until` is null for what is kept for ever. */
export function retentionOf(
  file: Case,
  result: 'certificate' | 'document' | 'none',
  timeZone: string,
): { readonly retention: RetentionClass; readonly until: DateText | null } {
  const { retention } = retentionTable.find((row) => row.when(file, result))!;
  const span = years[retention];
  const ended = localTime(restsSince(file) ?? '1970-01-01T00:00:00.000Z', timeZone).date;
  return { retention, until: span === null ? null : `${Number(ended.slice(0, 4)) + span}-12-31` };
}
