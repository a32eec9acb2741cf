import { csvLine, plainCell } from '@one-window/domain/csv';
import { ratingLevels } from '@one-window/domain/ratings';
import { en, zh, type RatingKey } from '@one-window/ui/i18n/rating';
import type { HallInfo } from '../halls/directory.ts';
import type { RatingReport, ToldFigures } from './schemas.ts';

const anomalies = ['crowded', 'sameSource', 'quickBest', 'beyondFinished'] as const;

/** One line for each group with what its rates are made of; a cell stays empty where there are too few to be told. */
export function exportReport(hall: HallInfo, report: RatingReport, lang: 'zh' | 'en'): string {
  const words: Record<RatingKey, string> = lang === 'en' ? en : zh;
  const name = (of: { zh: string; en: string | null }): string => (lang === 'en' ? of.en : null) ?? of.zh;
  const percent = (rate: number | null): string => (rate === null ? '' : (rate * 100).toFixed(1));
  const line = (group: string, label: string, figures: ToldFigures): string[] => [
    group,
    label,
    String(figures.finished),
    String(figures.rated),
    percent(figures.activeRate),
    ...ratingLevels.map((level) => (figures.levels === null ? '' : String(figures.levels[level]))),
    percent(figures.goodRate),
    figures.average === null ? '' : figures.average.toFixed(1),
  ];
  const head = [
    words['rating.col.group'],
    words['rating.col.place'],
    words['rating.col.finished'],
    words['rating.col.rated'],
    `${words['rating.col.active']} %`,
    ...ratingLevels.map((level) => words[`rating.level.${level}`]),
    `${words['rating.col.good']} %`,
    words['rating.col.average'],
  ];
  const rows = [
    [`${report.from} – ${report.to}`],
    head,
    line(words['rating.group.hall'], name(hall.name), report.all),
    ...report.stages.map((of) => line(words['rating.group.stage'], words[`rating.stage.${of.stage}`], of)),
    ...report.windows.map((of) => line(words['rating.group.window'], `${of.label} ${name(of.name)}`, of)),
    ...report.series.map((of) => line(words['rating.group.series'], `${of.label} ${name(of.name)}`, of)),
    ...(report.rectified
      ? (['bad', 'closed'] as const).map((what) => [
          words['rating.group.rectified'],
          words[`rating.rectified.${what}`],
          String(report.rectified![what]),
        ])
      : []),
    ...anomalies.map((what) => [words['rating.group.odd'], words[`rating.odd.${what}`], String(report.anomalies[what])]),
  ];
  // the mark by which spreadsheets know the letters
  return `\uFEFF${rows.map((row) => `${csvLine(row.map(plainCell))}\r\n`).join('')}`;
}
