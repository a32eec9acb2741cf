import { ratingFigures, type RatingLevel } from '@one-window/domain/ratings';
import type { Figures, RatingReport, Said } from './api.ts';

const told = (finished: number, ...[five, four, three, two, one]: readonly [number, number, number, number, number]): Figures => {
  const levels: Record<RatingLevel, number> = { 5: five, 4: four, 3: three, 2: two, 1: one };
  return { ...ratingFigures({ finished, levels }) };
};
const few = (finished: number, rated: number): Figures => ({
  ...told(finished, rated, 0, 0, 0, 0),
  levels: null,
  goodRate: null,
  average: null,
});
const place = (label: string, zh: string, en: string, of: Figures) => ({ id: `place-${label}`, label, name: { zh, en }, ...of });

export const ratingReport: RatingReport = {
  from: '2026-10-26',
  to: '2026-11-24',
  all: told(4_212, 812, 401, 96, 31, 12),
  stages: [
    { stage: 'VISIT', ...told(3_870, 770, 380, 90, 28, 10) },
    { stage: 'ACCEPTED', ...told(211, 30, 12, 3, 1, 1) },
    { stage: 'CONCLUDED', ...told(131, 12, 9, 3, 2, 1) },
  ],
  windows: [
    place('1', '综合窗口', 'Comprehensive window', told(802, 201, 80, 21, 6, 2)),
    place('2', '综合窗口', 'Comprehensive window', told(644, 150, 71, 12, 9, 4)),
    place('3', '出件窗口', 'Delivery window', few(91, 3)),
    place('4', '综合窗口', 'Comprehensive window', few(101, 7)),
    place('5', '办不成事窗口', 'Could-not-get-done window', few(0, 0)),
  ],
  series: [
    place('A', '个人综合', 'Personal', told(2_104, 402, 211, 51, 14, 6)),
    place('B', '企业开办', 'Business', told(1_201, 301, 120, 30, 11, 3)),
    place('C', '不动产', 'Property', told(565, 67, 49, 9, 3, 1)),
  ],
  rectified: { bad: 43, closed: 38 },
  anomalies: { crowded: 0, sameSource: 12, quickBest: 7, beyondFinished: 0 },
};

export const emptyReport: RatingReport = {
  ...ratingReport,
  all: few(0, 0),
  stages: ratingReport.stages.map(({ stage }) => ({ stage, ...few(0, 0) })),
  windows: [],
  series: [],
  rectified: null,
  anomalies: { crowded: 0, sameSource: 0, quickBest: 0, beyondFinished: 0 },
};

const longName = '不动产登记、房屋交易备案、土地使用权转让与抵押、水电气网联动过户及历史档案查询综合服务';

/** A quarter that is too good to be true, at 120 windows. */
export const hugeReport: RatingReport = {
  ...ratingReport,
  all: told(274_000, 274_000, 0, 0, 0, 0),
  windows: Array.from({ length: 120 }, (_, i) => ({
    ...place(`B12${String(i).padStart(2, '0')}`, longName, longName, i % 5 === 0 ? few(20 + i, 4) : told(2_283 + i, 2_000, 200, 40, 3, 1)),
    id: `window-${i}`,
  })),
  series: Array.from({ length: 30 }, (_, i) => ({
    ...place(String.fromCharCode(65 + (i % 26)), longName, longName, told(9_133, 9_133, 0, 0, 0, 0)),
    id: `series-${i}`,
  })),
  anomalies: { crowded: 201_334, sameSource: 88_120, quickBest: 254_001, beyondFinished: 262_008 },
};

const said: Said = {
  id: '01a21439-0000-7000-8000-000000000950',
  on: '2026-11-23',
  stage: 'CONCLUDED',
  about: '食品经营许可（新办）',
  unit: '区市监局',
  level: 1,
  tags: ['passed_on', 'impatient'],
  text: '推三阻四，说好回话没有回，打 ******** 也没人接。',
  order: { id: '01a21439-0000-7000-8000-000000000700', orderNo: '2026112400017', status: 'IN_PROGRESS' },
};
export const saidFixture: { readonly rows: Said[]; readonly next: string | null } = {
  rows: [
    said,
    {
      ...said,
      id: `${said.id.slice(0, -1)}1`,
      stage: 'VISIT',
      about: '个人综合',
      unit: null,
      level: 5,
      tags: ['kind'],
      text: '小姑娘很耐心，教我妈填表。',
      order: null,
    },
    { ...said, id: `${said.id.slice(0, -1)}2`, level: 2, tags: [], text: null },
  ],
  next: said.id,
};
