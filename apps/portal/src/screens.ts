import type { TicketView } from '@one-window/domain/views';
import type { PortalApi } from '@one-window/api/client';
import { Refusal, type Answers, type Fixture } from '@one-window/ui/fixture';
import { defineScreens, type ScreenEntry } from '@one-window/ui/screens';
import { ticketsByState, waitingTicket } from '@one-window/ui/ticket/fixtures';
import type { HallNow, ItemEntry, ItemGuide } from './home/data.ts';
import { bookable, bookScreens, type BookRoute } from './book/screens.ts';
import { caseScreens, type CaseRoute } from './mine/screens.ts';

type Route =
  | 'home'
  | 'search'
  | 'halls'
  | 'guide'
  | 'guide worked'
  | 'guide online'
  | BookRoute
  | CaseRoute
  | 'ticket'
  | `ticket ${'called' | 'serving' | 'held' | 'missed' | 'done' | 'cancelled' | 'abandoned'}`;

const long = '因重大自然灾害、突发公共卫生事件等不可抗力造成损失的个体工商户及农村承包经营户减免申请（含𠮷姓）';
const open = {
  prefix: 'A',
  hint: null,
  place: { zh: '一楼东区，1 至 6 号窗口', en: 'Ground floor east, windows 1 to 6' },
  waiting: 7,
  waitMinutes: 18,
  openWindows: 6,
  issuing: true,
  full: null,
  bookable: false,
  results: false,
};
const series = [
  { ...open, id: 's1', name: { zh: '个人综合', en: 'Personal services' } },
  { ...open, id: 's2', prefix: 'B', name: { zh: '企业综合', en: 'Business services' }, waiting: 0, waitMinutes: 0, openWindows: 3 },
  { ...open, id: 's3', prefix: 'C', name: { zh: '不动产', en: null }, waiting: 12, waitMinutes: 85, openWindows: 2 },
  { ...open, id: 's4', prefix: 'E', name: { zh: '税务', en: 'Tax' }, waiting: 0, waitMinutes: null, openWindows: 0, issuing: false },
];
const hall: HallNow = {
  id: 'h1',
  name: { zh: '广安区政务服务中心', en: "Guang'an District Service Centre" },
  timeZone: 'Asia/Shanghai',
  asOf: '2026-11-24T02:42:00.000Z',
  opening: {
    plan: {
      periods: [
        { from: 540, to: 720, lastNumber: 720, clearAt: 750, extended: false },
        { from: 810, to: 1050, lastNumber: 1035, clearAt: null, extended: false },
      ],
    },
    none: null,
  },
  series,
};
const small: HallNow = {
  ...hall,
  id: 'h2',
  name: { zh: '浓洄街道便民中心', en: null },
  opening: {
    plan: { periods: [] },
    none: { state: 'shut', at: '09:00', date: '2026-11-26', closure: { zh: '停电检修', en: 'Closed for electrical works' }, reason: null },
  },
  series: [
    { ...open, id: 's9', name: { zh: '便民综合', en: 'All services' }, waiting: 0, waitMinutes: null, openWindows: 0, issuing: false },
  ],
};
const item: ItemEntry = { id: 'i1', name: '居民身份证办理（包括临时）', department: '区公安分局', seriesId: 's1', state: 'incomplete' };
const guide: ItemGuide = {
  ...item,
  code: '511A01001000-511602000000-000-11511602008778999X-1-00',
  catalogCode: null,
  type: '行政确认',
  typeCode: '07',
  theme: null,
  area: '广安区',
  missing: ['materials', 'time', 'fee', 'visits', 'law'],
  version: null,
  places: [{ hallId: 'h', seriesId: 's1' }],
};
const worked: ItemGuide = {
  ...guide,
  missing: ['law'],
  version: {
    id: 'v1',
    version: 1,
    sample: true,
    publishedAt: '2026-11-01T00:00:00.000Z',
    caseKind: 'PROMISE',
    taskType: '07',
    legal: { amount: 60, unit: 'natural_day' },
    promise: { amount: 20, unit: 'working_day' },
    visits: { least: 1, most: 1 },
    fees: [
      { fen: 2000, when: { reason: ['renew'] } },
      { fen: 4000, when: { reason: ['lost'] } },
    ],
    result: { name: '居民身份证', kind: 'certificate' },
    scope: 'national',
    procedures: [],
    questions: [
      {
        id: 'reason',
        text: '为什么要办？',
        options: [
          { id: 'renew', text: '到期、损坏或内容变了（换领）' },
          { id: 'lost', text: '丢了（补领）' },
        ],
      },
    ],
    materials: [
      { code: 'old_card', name: '原居民身份证', need: 'required', from: 'self', when: { reason: ['renew'] } },
      { code: 'guardian_proof', name: '监护关系证明', need: 'deferrable', from: 'self' },
      { code: 'portrait', name: '人像和指纹采集', need: 'required', from: 'here' },
      { code: 'household_data', name: '户口信息', need: 'required', from: 'shared' },
    ],
  },
};
const asking: ItemGuide = {
  ...worked,
  version: {
    ...worked.version!,
    questions: worked.version!.questions.map((q) => ({ ...q, id: 'other' })),
    fees: [{ fen: 2000, when: { other: ['renew'] } }],
  },
};
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

const hugeGuide: ItemGuide = {
  ...worked,
  name: long.repeat(3),
  version: {
    ...worked.version!,
    result: { name: long, kind: 'certificate' },
    procedures: ['site_visit', 'means_check', 'public_notice', 'file_check', 'appraisal', 'test', 'later_check'],
    materials: many(60, (i) => ({
      code: `m${i}`,
      name: `${long}${i}`,
      need: i % 3 ? 'required' : 'deferrable',
      from: i % 2 ? 'self' : 'shared',
    })),
  },
};

const halls = (list: readonly HallNow[]): Answers<PortalApi> => ({ ...bookable, 'GET /api/halls': { halls: list } });
const offline = new Refusal(503, 'unavailable');
const noSignIn = 'n/a: everybody may read it, there is no sign-in';
const readAnew = 'n/a: read anew every 20 seconds and dated; when that fails the error stands in its place';

const live =
  (view: TicketView, more: { ageMs?: number } = {}): (() => Fixture<PortalApi>) =>
  () => ({ live: { ticket: { view, ...more } }, api: { 'GET /api/tickets/:link': view } });

/** One state of the ticket machine; what else can happen to the page is drawn with the waiting ticket. */
function oneState(state: keyof typeof ticketsByState): ScreenEntry<PortalApi> {
  const drawn = 'n/a: drawn with the waiting ticket';
  return {
    path: `/ticket.html?ticket=${state}`,
    states: {
      empty: drawn,
      busy: live(ticketsByState[state]),
      loading: drawn,
      error: drawn,
      denied: drawn,
      huge: live({ ...ticketsByState[state], itemNames: [long.repeat(4), long] }),
      stale: live(ticketsByState[state], { ageMs: 192_000 }),
    },
  };
}

export const screens = defineScreens<Route, PortalApi>({
  home: {
    path: '/',
    states: {
      empty: () => ({ api: halls([]) }),
      busy: () => ({ api: { ...halls([hall, small]), 'GET /api/tickets/:link': waitingTicket } }),
      loading: () => ({ api: { 'GET /api/halls': null } }),
      error: () => ({ api: { 'GET /api/halls': offline } }),
      denied: noSignIn,
      huge: () => ({
        api: halls(
          many(12, (i) => ({
            ...hall,
            id: `h${i}`,
            name: { zh: long.slice(0, 40), en: null },
            series: many(12, (k) => ({ ...open, id: `${i}-${k}`, name: { zh: long.slice(0, 40), en: null } })),
          })),
        ),
      }),
      stale: readAnew,
    },
  },
  search: {
    path: '/search?q=身份证',
    states: {
      empty: () => ({ api: { 'GET /api/items': { items: [] } } }),
      busy: () => ({
        api: { 'GET /api/items': { items: many(7, (i) => ({ ...item, id: `i${i}`, seriesId: i % 3 === 0 ? 's1' : null })) } },
      }),
      loading: () => ({ api: { 'GET /api/items': null } }),
      error: () => ({ api: { 'GET /api/items': offline } }),
      denied: () => ({ api: { 'GET /api/items': new Refusal(429, 'limit.too_many', { seconds: 60 }) } }),
      huge: () => ({ api: { 'GET /api/items': { items: many(20, (i) => ({ ...item, id: `i${i}`, name: long, department: long })) } } }),
      stale: 'n/a: names of services do not age while one reads',
    },
  },
  halls: {
    path: '/halls',
    states: {
      empty: () => ({ api: halls([]) }),
      busy: () => ({ api: halls([hall, small]) }),
      loading: () => ({ api: { 'GET /api/halls': null } }),
      error: () => ({ api: { 'GET /api/halls': offline } }),
      denied: noSignIn,
      huge: () => ({ api: halls(many(30, (i) => ({ ...hall, id: `h${i}`, name: { zh: long, en: null } }))) }),
      stale: readAnew,
    },
  },
  guide: {
    path: '/items/i1',
    states: {
      empty: () => ({ api: halls([hall]) }),
      busy: () => ({ api: { ...halls([hall, small]), 'GET /api/items/:id': guide } }),
      loading: () => ({ api: { 'GET /api/items/:id': null } }),
      error: () => ({ api: { 'GET /api/items/:id': offline } }),
      denied: noSignIn,
      huge: () => ({ api: { ...halls([hall]), 'GET /api/items/:id': { ...guide, name: long.repeat(3), department: long } } }),
      stale: 'n/a: names of services do not age while one reads',
    },
  },
  'guide worked': {
    path: '/items/i2?reason=renew',
    states: {
      // a situation that nobody has chosen yet
      empty: () => ({ api: { ...halls([hall]), 'GET /api/items/:id': asking } }),
      busy: () => ({ api: { ...halls([hall, small]), 'GET /api/items/:id': worked } }),
      loading: 'n/a: drawn with the guide of an entry',
      error: 'n/a: drawn with the guide of an entry',
      denied: noSignIn,
      huge: () => ({ api: { ...halls([hall]), 'GET /api/items/:id': hugeGuide } }),
      stale: 'n/a: a guide does not age while one reads',
    },
  },
  'guide online': {
    path: '/items/i3?reason=renew',
    states: {
      empty: 'n/a: drawn with the guide of an entry',
      busy: () => ({
        api: { ...halls([hall]), 'GET /api/items/:id': { ...worked, version: { ...worked.version!, visits: { least: 0, most: 1 } } } },
      }),
      loading: 'n/a: drawn with the guide of an entry',
      error: 'n/a: drawn with the guide of an entry',
      denied: noSignIn,
      huge: 'n/a: drawn with the worked guide',
      stale: 'n/a: a guide does not age while one reads',
    },
  },
  ...caseScreens(worked, hugeGuide, [hall, small]),
  ...bookScreens,
  ticket: {
    path: '/ticket.html?ticket=WAITING',
    states: {
      empty: live({ ...waitingTicket, ahead: 0, aheadPriority: 0, waitMinutes: 0, recent: [] }),
      busy: live(waitingTicket),
      loading: 'n/a: the server prints the number before any script',
      error: () => ({ live: { ticket: { view: waitingTicket, ageMs: 12_000, error: 'unavailable' } } }),
      denied: 'n/a: an unknown link is a page of the server, without script',
      huge: live({
        ...waitingTicket,
        number: 'AB123456',
        itemNames: [long.repeat(20)],
        ahead: 480,
        aheadPriority: 31,
        waitMinutes: 610,
        priority: true,
        series: { ...waitingTicket.series, name: { zh: long, en: null }, place: { zh: long, en: null } },
      }),
      stale: live(waitingTicket, { ageMs: 192_000 }),
    },
  },
  'ticket called': oneState('CALLED'),
  'ticket serving': oneState('SERVING'),
  'ticket held': oneState('HELD'),
  'ticket missed': oneState('MISSED'),
  'ticket done': oneState('DONE'),
  'ticket cancelled': oneState('CANCELLED'),
  'ticket abandoned': oneState('ABANDONED'),
});
