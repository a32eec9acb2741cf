import {
  behind,
  byHour,
  hallReport,
  noGroup,
  serviceOf,
  waitOf,
  walkOf,
  type OpenSpan,
  type ReportFigure,
  type ReportGroup,
  type ReportTicket,
} from '@one-window/domain/hall-report';
import { addMs } from '@one-window/domain/time';
import type { HallReport, RowPage } from './api.ts';

const queues = [
  { key: 'series-a', label: 'A', name: { zh: '个人综合', en: 'Personal' } },
  { key: 'series-b', label: 'B', name: { zh: '企业开办', en: 'Business' } },
  { key: 'series-c', label: 'C', name: { zh: '不动产', en: 'Property' } },
  { key: 'series-g', label: 'G', name: { zh: '出件', en: 'Results' } },
];
const day = '2026-11-24';
const states = ['DONE', 'DONE', 'DONE', 'DONE', 'DONE', 'DONE', 'DONE', 'MISSED', 'ABANDONED', 'CANCELLED'] as const;

/** A made-up day, the same each time: what stands on the screen is counted from it by the formulas. */
const tickets = Array.from({ length: 168 }, (_, i): ReportTicket => {
  const takenAt = addMs(`${day}T01:00:00.000Z`, i * 150_000);
  const state = states[(i * 7) % 10]!;
  const came = state === 'DONE' || state === 'MISSED';
  const windowId = came ? `window-${(i % 5) + 1}` : null;
  const queue = queues[[0, 0, 1, 0, 2, 1, 0, 3, 1, 0, 2][i % 11]!]!;
  const slow = queues.indexOf(queue) % 3;
  const serving = state === 'DONE' ? (4 + slow * 5 + ((i * 13) % 11)) * 60_000 : 0;
  return {
    id: `ticket-${String(i).padStart(3, '0')}`,
    day,
    hour: 9 + Math.floor((i * 2.5) / 60),
    seriesId: queue.key,
    targetMs: 30 * 60_000,
    itemId: null,
    windowId,
    state,
    misses: state === 'MISSED' ? 1 : 0,
    inaccurate: i % 53 === 5,
    priority: i % 9 === 0,
    booked: i % 7 === 0,
    takenAt,
    firstCalledAt: came ? addMs(takenAt, (2 + ((i * 17) % (18 + slow * 12))) * 60_000) : null,
    spent: { WAITING: 0, CALLED: state === 'DONE' ? 40_000 + ((i * 31) % 60) * 1000 : 0, SERVING: serving, HELD: 0 },
    served: windowId && serving > 0 ? byHour([{ windowId, from: takenAt, to: addMs(takenAt, serving) }], 'Asia/Shanghai') : [],
  };
});
const opened = Array.from({ length: 5 }, (_, i): OpenSpan => {
  const from = `${day}T01:0${i}:00.000Z`;
  return { windowId: `window-${i + 1}`, day, from, to: addMs(from, (440 - i * 22) * 60_000) };
});

const spans = byHour(opened, 'Asia/Shanghai');

const head = { from: day, to: day, by: 'series', timeZone: 'Asia/Shanghai' } as const;
const counted = hallReport(tickets, spans, 'series');
export const reportFixture: HallReport = {
  ...head,
  all: counted.all,
  groups: queues.flatMap((queue) => counted.groups.filter(({ key }) => key === queue.key).map(({ line }) => ({ ...queue, ...line }))),
};

export const noReport: HallReport = { ...head, all: hallReport([], [], 'series').all, groups: [] };

const longName = '不动产登记、房屋交易备案、土地使用权转让与抵押、水电气网联动过户及历史档案查询综合服务';
/** A month of the greatest hall, by window: 120 of them, half a million numbers. */
export const hugeReport: HallReport = {
  ...head,
  from: '2026-10-01',
  to: '2026-10-31',
  by: 'window',
  all: { ...counted.all, taken: 512_403, done: 480_112, missed: 20_118, priority: 102_231, booked: 98_004, late: 31_118, called: 500_230 },
  groups: [
    ...Array.from({ length: 120 }, (_, i) => ({
      key: `window-${i}`,
      label: String(1200 + i),
      name: { zh: longName, en: longName },
      ...counted.all,
      taken: 4_270 - i,
      wait: 540_000 + i * 9_000,
      service: 6_400_000,
      saturation: 1.034,
    })),
    {
      key: noGroup,
      label: '',
      name: null,
      ...noReport.all,
      taken: 11_412,
      abandoned: 9_018,
      abandonedShare: 9_018 / 11_412,
      cancelled: 2_394,
    },
  ],
};

function page(figure: ReportFigure, group: ReportGroup): RowPage {
  const found = behind(tickets, figure, group);
  const rows = found.slice(0, 100).map(({ ticket: t, value }, i) => {
    const { label, name } = queues.find(({ key }) => key === t.seriesId)!;
    const startedAt = t.firstCalledAt && t.state === 'DONE' ? addMs(t.firstCalledAt, t.spent.CALLED) : null;
    return {
      id: t.id,
      number: `${label}${String(i + 1).padStart(4, '0')}`,
      day: t.day,
      series: { label, name },
      item: i % 3 === 0 ? '居民身份证换领' : null,
      window: t.windowId && t.windowId.replace('window-', ''),
      state: t.state,
      priority: t.priority,
      booked: t.booked,
      inaccurate: t.inaccurate,
      takenAt: t.takenAt,
      firstCalledAt: t.firstCalledAt,
      startedAt,
      endedAt: startedAt && addMs(startedAt, t.spent.SERVING),
      wait: waitOf(t),
      walk: walkOf(t),
      service: serviceOf(t),
      value,
    };
  });
  return { total: found.length, sum: found.reduce((sum, { value }) => sum + value, 0), rows, next: null, open: [] };
}

export const rowsFixture = page('wait', { by: 'series', key: 'series-a' });
export const noRows: RowPage = { total: 0, sum: 0, rows: [], next: null, open: [] };
/** Names as long as they come, numbers of five digits, and more below. */
export const hugeRows: RowPage = {
  ...rowsFixture,
  total: 21_403,
  sum: 21_403 * 900_000,
  rows: rowsFixture.rows.map((row, i) => ({
    ...row,
    number: `AA${10_000 + i}`,
    series: { label: 'AA', name: { zh: longName, en: longName } },
    item: longName,
    priority: true,
    booked: true,
    inaccurate: true,
  })),
  next: 'ticket-099',
};
