import writeXlsxFile from 'write-excel-file/node';
import { csvLine, plainCell } from '@one-window/domain/csv';
import { noGroup, type ReportGrouping } from '@one-window/domain/hall-report';
import { localTime, type Instant } from '@one-window/domain/time';
import type { Name } from '@one-window/domain/views';
import * as common from '@one-window/ui/i18n/common';
import { en, zh, type ReportKey } from '@one-window/ui/i18n/report';
import type { HallInfo } from '../halls/directory.ts';
import type { HallReport, ReportRow } from './schemas.ts';

type Cell = string | number | null;
/** A head and lines: what both kinds of file hold. */
export interface Table {
  readonly head: readonly string[];
  readonly lines: readonly (readonly Cell[])[];
}
type Lang = 'zh' | 'en';

const words = (lang: Lang): Record<ReportKey, string> => (lang === 'en' ? en : zh);
const nameIn = (lang: Lang, of: Name): string => (lang === 'en' ? of.en : null) ?? of.zh;
const round = (n: number | null, digits: number): number | null => (n === null ? null : Math.round(n * 10 ** digits) / 10 ** digits);
/** To the second; an empty cell where nothing is known. */
const minutes = (ms: number | null): number | null => round(ms === null ? null : ms / 60_000, 2);
const percent = (share: number | null): number | null => round(share === null ? null : share * 100, 1);

type Line = HallReport['all'];
const columns: readonly (readonly [ReportKey, 'min' | '%' | null, (line: Line) => number | null])[] = [
  ['report.figure.taken', null, (of) => of.taken],
  ['report.figure.done', null, (of) => of.done],
  ['report.figure.open', null, (of) => of.open],
  ['report.figure.wait', 'min', (of) => minutes(of.wait)],
  ['report.figure.waitP90', 'min', (of) => minutes(of.waitP90)],
  ['report.figure.late', '%', (of) => percent(of.lateShare)],
  ['report.figure.walk', 'min', (of) => minutes(of.walk)],
  ['report.figure.service', 'min', (of) => minutes(of.service)],
  ['report.figure.missed', null, (of) => of.missed],
  ['report.figure.abandoned', null, (of) => of.abandoned],
  ['report.figure.abandoned', '%', (of) => percent(of.abandonedShare)],
  ['report.figure.cancelled', null, (of) => of.cancelled],
  ['report.figure.priority', '%', (of) => percent(of.priorityShare)],
  ['report.figure.booked', '%', (of) => percent(of.bookedShare)],
  ['report.figure.inaccurate', null, (of) => of.inaccurate],
  ['report.served', 'min', (of) => minutes(of.served)],
  ['report.opened', 'min', (of) => minutes(of.opened)],
  ['report.figure.saturation', '%', (of) => percent(of.saturation)],
];

export function reportTable(hall: HallInfo, report: HallReport, lang: Lang): Table {
  const w = words(lang);
  const unit = { min: ` ${w['report.minutes']}`, '%': ' %' };
  const figures = (line: Line): Cell[] => columns.map(([, , of]) => of(line));
  return {
    head: [w['report.from'], w['report.to'], w[`report.col.${report.by}`], ...columns.map(([key, in_]) => w[key] + (in_ ? unit[in_] : ''))],
    lines: [
      [report.from, report.to, nameIn(lang, hall.name), ...figures(report.all)],
      ...report.groups.map((of) => [report.from, report.to, groupName(report.by, of, lang), ...figures(of)]),
    ],
  };
}

function groupName(by: ReportGrouping, { key, label, name }: HallReport['groups'][number], lang: Lang): string {
  if (key === noGroup) return words(lang)[by === 'item' ? 'report.none.item' : 'report.none.window'];
  if (by === 'hour') return `${key.padStart(2, '0')}:00`;
  return name === null ? key : `${label} ${nameIn(lang, name)}`.trim();
}

export function rowsTable(hall: HallInfo, rows: readonly ReportRow[], lang: Lang): Table {
  const w = words(lang);
  const clock = (at: Instant | null): string | null => {
    if (at === null) return null;
    const { date } = localTime(at, hall.timeZone);
    const midnight = Date.parse(`${date}T00:00:00.000Z`) + localTime(at, hall.timeZone).minute * 60_000;
    return `${new Date(midnight).toISOString().slice(0, 16).replace('T', ' ')}:${at.slice(17, 19)}`;
  };
  const mark = (is: boolean, word: ReportKey): string | null => (is ? w[word] : null);
  const min = ` ${w['report.minutes']}`;
  return {
    head: [
      ...(
        ['report.row.number', 'report.col.day', 'report.col.series', 'report.col.item', 'report.col.window', 'report.row.state'] as const
      ).map((key) => w[key]),
      ...(['report.figure.priority', 'report.figure.booked', 'report.figure.inaccurate'] as const).map((key) => w[key]),
      ...(['report.row.taken', 'report.row.called', 'report.row.started', 'report.row.ended'] as const).map((key) => w[key]),
      ...(['report.row.wait', 'report.row.walk', 'report.row.service'] as const).map((key) => w[key] + min),
    ],
    lines: rows.map((row) => [
      row.number,
      row.day,
      `${row.series.label} ${nameIn(lang, row.series.name)}`,
      row.item,
      row.window,
      (lang === 'en' ? common.en : common.zh)[`common.state.${row.state}`],
      mark(row.priority, 'report.figure.priority'),
      mark(row.booked, 'report.figure.booked'),
      mark(row.inaccurate, 'report.figure.inaccurate'),
      ...[row.takenAt, row.firstCalledAt, row.startedAt, row.endedAt].map(clock),
      ...[row.wait, row.walk, row.service].map(minutes),
    ]),
  };
}

/** With the mark by which spreadsheets know the letters. */
export function asCsv({ head, lines }: Table): string {
  const text = (cell: Cell): string => (typeof cell === 'string' ? plainCell(cell) : cell === null ? '' : String(cell));
  return `\uFEFF${[head, ...lines].map((line) => `${csvLine(line.map(text))}\r\n`).join('')}`;
}

/** Numbers as numbers, so that a spreadsheet goes on counting; text stays text there, whatever it begins with. */
export async function asXlsx({ head, lines }: Table): Promise<Uint8Array<ArrayBuffer>> {
  const cells = (line: readonly Cell[]) =>
    line.map((value) => (value === null ? null : typeof value === 'number' ? { type: Number, value } : { type: String, value }));
  const sheet = [head.map((value) => ({ type: String, value, fontWeight: 'bold' as const })), ...lines.map(cells)];
  const columns_ = head.map((word) => ({ width: Math.max(10, word.length * 2) }));
  return new Uint8Array(await writeXlsxFile(sheet, { stickyRowsCount: 1, columns: columns_ }).toBuffer());
}
