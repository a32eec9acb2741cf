import type { HallApi } from '@one-window/api/client';
import { Refusal, type Fixture } from '@one-window/ui/fixture';
import { busyHall, hugeHall } from '../fixtures.ts';
import { home, type Choice, type FoundItem, type NumberPlace, type Step, type TakenTicket } from './model.ts';

/** Steps of the kiosk for pictures and tests. */
const personal = busyHall.series[0]!;
export const idCard: Choice = { seriesId: personal.id, items: [{ id: '00000000-0000-7000-8000-0000000000aa', name: '居民身份证换领' }] };
const twoMatters: Choice = {
  seriesId: personal.id,
  items: [...idCard.items, { id: '00000000-0000-7000-8000-0000000000ab', name: '居住证签注' }],
};

export const takenTicket: TakenTicket = {
  number: 'A0093',
  seriesId: personal.id,
  seriesName: personal.name,
  itemName: '居民身份证换领',
  itemNames: ['居民身份证换领'],
  place: { zh: '一楼东区 1–6 号窗口前', en: 'East, windows 1–6' },
  ahead: 7,
  waitMinutes: 20,
  takenAt: busyHall.asOf,
  url: 'http://192.168.1.20:8080/t/AZlUO2p8fKq0mJ0b4nqJxQ9f3k2s1w0v',
};

/** A0086 was missed and came back behind the next three. */
export const backInQueue: NumberPlace = { ...takenTicket, number: 'A0086', itemName: null, itemNames: [], ahead: 3, waitMinutes: 9 };

const steps: Readonly<Record<string, Step>> = {
  home,
  series: { at: 'series' },
  search: { at: 'search' },
  bring: { at: 'bring', choice: idCard },
  'bring-two': { at: 'bring', choice: twoMatters },
  'search-more': { at: 'search', to: idCard },
  priority: { at: 'priority', choice: idCard },
  'priority-two': { at: 'priority', choice: twoMatters },
  collect: { at: 'collect', seriesId: personal.id },
  taking: { at: 'taking', choice: idCard },
  ticket: { at: 'ticket', ticket: takenTicket, priority: null, choice: idCard },
  'ticket-two': {
    at: 'ticket',
    ticket: { ...takenTicket, itemNames: [...twoMatters.items.map(({ name }) => name), '居住地址变更登记'] },
    priority: null,
    choice: twoMatters,
  },
  'ticket-huge': {
    at: 'ticket',
    ticket: {
      ...takenTicket,
      number: 'AB12345',
      seriesName: hugeHall.series[0]!.name,
      itemName: hugeHall.series[3]!.name.zh,
      itemNames: Array.from({ length: 5 }, () => hugeHall.series[3]!.name.zh),
      ahead: 320,
      waitMinutes: null,
      place: { zh: '二楼北辰湾新区综合服务专区 21–26 号窗口前', en: null },
    },
    priority: 'elderly',
    choice: { ...idCard, seriesId: hugeHall.series[0]!.id },
  },
  'check-in': { at: 'check-in' },
  readers: { at: 'readers' },
  'problem-full': {
    at: 'problem',
    problem: {
      code: 'series.full',
      details: { max: 300, seriesId: personal.id, slots: ['2026-11-30 09:00', '2026-11-30 09:30', '2026-12-01 14:00'] },
      requestId: null,
    },
    back: home,
    again: null,
  },
  'problem-late': {
    at: 'problem',
    problem: { code: 'booking.late', details: { until: '10:15', seriesId: personal.id }, requestId: null },
    back: { at: 'priority', choice: { seriesId: personal.id, items: [] } },
    again: null,
  },
  'problem-card': {
    at: 'problem',
    problem: { code: 'scan.card', details: {}, requestId: null },
    back: { at: 'check-in' },
    again: null,
  },
  'problem-collect': {
    at: 'problem',
    problem: { code: 'ticket.case_unknown', details: {}, requestId: null },
    back: home,
    again: null,
  },
  rejoin: { at: 'rejoin' },
  rejoined: { at: 'rejoined', ticket: backInQueue },
  problem: { at: 'problem', problem: { code: 'offline', details: {}, requestId: null }, back: home, again: () => {} },
  'problem-used': {
    at: 'problem',
    problem: { code: 'ticket.rejoin_used', details: {}, requestId: null },
    back: { at: 'rejoin' },
    again: null,
  },
};

/** A kiosk on which somebody pressed the help key, for pictures: `sending`, `failed`, `asked` or `coming`. */
export function withHelp(fixture: Fixture | null, name: string | null): Fixture | null {
  const view = fixture?.live?.['hall.public']?.view;
  if (!fixture || !view || !name) return fixture;
  const asked = { id: 'help', deviceId: 'fixture', askedAt: view.asOf, coming: null };
  const help = {
    sending: [],
    failed: [],
    asked: [asked],
    coming: [{ ...asked, coming: { at: view.asOf, window: '5', role: 'clerk' as const } }],
  }[name];
  const answer = name === 'failed' ? new Refusal(503, 'unavailable') : null;
  return {
    api: { ...fixture.api, 'POST /api/help': answer },
    live: { 'hall.public': { ...fixture.live?.['hall.public'], view: { ...view, help: help ?? [] } } },
  };
}

export function stepFixture(name: string | null): Step | undefined {
  return name ? steps[name] : undefined;
}

const items = [
  '居民身份证换领',
  '居民身份证补领',
  '居民身份证首次申领',
  '临时居民身份证申领',
  '身份证号码变更更正',
  '居住证签注',
  '居住证申领',
  '户口迁移',
  '出生登记',
];

export const foundItems: readonly FoundItem[] = items.map((name, i) => ({
  id: `00000000-0000-7000-8000-0000000002${String(i).padStart(2, '0')}`,
  name,
  department: '广安区公安局',
  seriesId: i === 4 ? null : i < 3 ? personal.id : busyHall.series[5]!.id,
  state: 'incomplete',
}));

type Guide = HallApi['GET /api/items/:id']['answer'];
type Materials = NonNullable<Guide['version']>['materials'];

const guideOf = (materials: Materials): Guide => ({
  ...foundItems[0]!,
  code: '511A00106000-511602000000-000-11511602008778999X-1-00',
  catalogCode: null,
  type: '行政确认',
  typeCode: '07',
  theme: null,
  area: '广安区',
  missing: ['law'],
  places: [],
  version: {
    id: '00000000-0000-7000-8000-000000000400',
    version: 1,
    sample: true,
    publishedAt: busyHall.asOf,
    caseKind: 'PROMISE',
    taskType: '07',
    legal: null,
    promise: null,
    visits: { least: 1, most: 1 },
    fees: [],
    result: null,
    scope: null,
    procedures: [],
    questions: [],
    materials,
  },
});

export const cardGuide = guideOf([
  { code: 'm1', name: '居民户口簿', need: 'required', from: 'self' },
  { code: 'm2', name: '交验居民身份证', need: 'required', from: 'self' },
  { code: 'm3', name: '居民身份证数码相片', need: 'deferrable', from: 'self' },
  { code: 'm4', name: '居住地证明', need: 'required', from: 'commitment' },
  { code: 'm5', name: '人口信息', need: 'required', from: 'shared' },
]);

export const hugeGuide = guideOf(
  Array.from({ length: 24 }, (_, i) => ({
    code: `m${i}`,
    name: '建设项目环境影响报告书（表）及其技术评估意见（含生产、销售、使用放射性同位素和射线装置单位的辐射安全许可证正副本复印件）',
    need: 'deferrable',
    from: i % 2 ? 'self' : 'commitment',
  })),
);

export const hugeItems: readonly FoundItem[] = Array.from({ length: 30 }, (_, i) => ({
  ...foundItems[0]!,
  id: `00000000-0000-7000-8000-0000000003${String(i).padStart(2, '0')}`,
  name: '建设项目环境影响评价文件审批（含生产、销售、使用放射性同位素和射线装置单位许可）',
  department: '广安市广安区住房和城乡建设局、自然资源和规划分局、生态环境分局联合办理窗口',
}));
