import { defaultLimits, eachLimit, limitKinds, orderCategories } from '@one-window/domain/order-words';
import { addMs } from '@one-window/domain/time';
import type { HotlineCall, HotlineDeskView } from '@one-window/domain/views';
import { caseFixture, casesFixture, fixtureCase } from '../cases/fixtures.ts';
import { fixtureNow } from '../fixtures.ts';
import type { CallersCase, CallView, Entry, OrderRow, OrdersPage, OrderView, Rules } from './api.ts';

const id = (n: number): string => `01a21439-0000-7000-8000-${String(n).padStart(12, '0')}`;
const hours = (n: number): string => addMs(fixtureNow, n * 3_600_000);
const seconds = (n: number): string => addMs(fixtureNow, n * 1_000);
export const fixtureCall = id(600);
export const fixtureOrder = id(700);

const call: HotlineCall = {
  id: fixtureCall,
  status: 'ANSWERED',
  number: '138****6207',
  byHand: false,
  cameAt: seconds(-95),
  answeredAt: seconds(-88),
  endedAt: null,
  made: 0,
};
const view: HotlineDeskView = {
  epoch: '1',
  asOf: fixtureNow,
  version: 0,
  line: { state: 'up', since: hours(-3) },
  ready: true,
  waiting: 0,
  calls: [],
};
export const quietDesk: HotlineDeskView = view;
export const busyDesk: HotlineDeskView = {
  ...view,
  waiting: 2,
  calls: [call, { ...call, id: id(601), status: 'RINGING', number: null, cameAt: seconds(-6), answeredAt: null }],
};
export const downDesk: HotlineDeskView = {
  ...view,
  line: { state: 'down', since: hours(-1) },
  calls: [{ ...call, byHand: true, status: 'ENDED', endedAt: seconds(-5) }],
};
export const fullDesk: HotlineDeskView = {
  ...view,
  waiting: 48,
  calls: Array.from({ length: 24 }, (_, i) => ({
    ...call,
    id: i === 0 ? fixtureCall : id(610 + i),
    status: i === 0 ? 'ANSWERED' : 'RINGING',
  })),
};

const unit = { id: id(62), name: '区公安分局' };
const row: OrderRow = {
  id: fixtureOrder,
  version: 3,
  orderNo: '2026112400017',
  type: 'complaint',
  category: 'noise',
  urgency: 'ordinary',
  secret: true,
  status: 'CALL_BACK',
  unit,
  autoSigned: true,
  escalated: false,
  returns: 0,
  reworks: 0,
  loggedAt: hours(-52),
  dueAt: hours(5),
  endedAt: null,
  timeZone: 'Asia/Shanghai',
};
const rows: readonly OrderRow[] = [
  {
    ...row,
    id: id(701),
    orderNo: '2026112400009',
    type: 'help',
    category: 'roads',
    status: 'IN_PROGRESS',
    secret: false,
    autoSigned: false,
    dueAt: hours(-3),
  },
  row,
  {
    ...row,
    id: id(702),
    orderNo: '2026112400021',
    type: 'consult',
    category: 'other',
    status: 'PENDING_DISPATCH',
    unit: null,
    secret: false,
    autoSigned: false,
    dueAt: null,
  },
];
export const ordersFixture: OrdersPage = {
  orders: [...rows],
  next: null,
  counts: { dispatch: 1, unit: 4, callback: 2, watch: 1, overdue: 1 },
};
export const noOrders: OrdersPage = { orders: [], next: null, counts: { dispatch: 0, unit: 0, callback: 0, watch: 0, overdue: 0 } };
const longUnit = { id: id(63), name: '区住房和城乡建设及城市管理综合行政执法局物业管理股' };
export const manyOrders: OrdersPage = {
  orders: Array.from({ length: 200 }, (_, i) => ({
    ...rows[i % rows.length]!,
    id: i === 0 ? fixtureOrder : id(1_700 + i),
    unit: longUnit,
    dueAt: hours(i * 3 - 200),
  })),
  next: 'more',
  counts: { dispatch: 1_204, unit: 20_883, callback: 3_310, watch: 41, overdue: 977 },
};

const said = '楼下烧烤摊每天半夜两点还在放音响，小区里有老人和要高考的孩子，跟老板说过三次都没有用。';
export const orderFixture: OrderView = {
  ...row,
  callId: fixtureCall,
  caller: { name: '周*华', phone: '138****6207' },
  clocks: [
    {
      clock: 'answer',
      state: 'ended',
      amount: 5,
      unit: 'working_day',
      at: hours(70),
      endedAt: hours(-2),
      passed: false,
      provisional: false,
      lines: [
        { kind: 'start', at: hours(-50), date: '2026-11-22' },
        { kind: 'allowance', amount: 5, unit: 'working_day' },
        { kind: 'due', at: hours(70), date: '2026-11-27' },
        { kind: 'calendar', years: [2026] },
      ],
    },
  ],
  suggested: null,
  proposed: null,
  calledBack: null,
  tries: 0,
  reviewOn: null,
  mergedInto: null,
  joined: [],
  similar: [],
  answered: null,
  rating: null,
  finding: null,
  ground: null,
  steps: [
    {
      version: 1,
      type: 'order.logged',
      at: hours(-52),
      role: 'hotline_agent',
      by: '谢小雨',
      texts: [
        { field: 'content', text: said },
        { field: 'wish', text: '请晚上去看一看' },
        { field: 'address', text: '浓洄街道建安中路 12 号' },
      ],
    },
    { version: 2, type: 'order.dispatched', at: hours(-50), role: 'hotline_dispatcher', by: '邓伟', texts: [] },
    {
      version: 3,
      type: 'order.replied',
      at: hours(-2),
      role: 'department_handler',
      by: '郑敏',
      texts: [
        { field: 'facts', text: '到场查看，确有音响扰民' },
        { field: 'result', text: '已责令关停，周末再查' },
        { field: 'basis', text: '噪声污染防治法第六十四条' },
      ],
    },
  ],
  actions: [
    { action: 'call_back', refusal: null },
    { action: 'miss_call', refusal: null },
    { action: 'close', refusal: 'order.call_back_missing' },
  ],
};
export const newOrder: OrderView = {
  ...orderFixture,
  ...rows[2]!,
  id: fixtureOrder,
  caller: { name: null, phone: null },
  clocks: [],
  steps: orderFixture.steps.slice(0, 1),
  similar: [{ id: id(701), orderNo: '2026112400009', status: 'IN_PROGRESS' }],
  actions: [
    { action: 'dispatch', refusal: null },
    { action: 'cancel', refusal: null },
    { action: 'merge', refusal: null },
    { action: 'escalate', refusal: null },
  ],
};
/** 差评整改, as the unit sees it. */
export const rectifyOrder: OrderView = {
  ...orderFixture,
  type: 'rectify',
  category: 'other',
  status: 'SIGNED_IN',
  caller: null,
  callId: null,
  rating: { stage: 'CONCLUDED', level: 1, tags: ['passed_on', 'impatient'] },
  steps: [
    {
      ...orderFixture.steps[0]!,
      type: 'order.rectification_opened',
      role: 'system',
      by: null,
      texts: [
        { field: 'content', text: '推三阻四，说好回话没有回，打 ******** 也没人接。' },
        { field: 'about', text: '食品经营许可（新办）' },
      ],
    },
  ],
  actions: [
    { action: 'verify', refusal: null },
    { action: 'request_return', refusal: null },
  ],
};
export const longOrder: OrderView = {
  ...orderFixture,
  escalated: true,
  joined: Array.from({ length: 12 }, (_, i) => ({ id: id(4_000 + i), orderNo: `20261124${10_000 + i}`, status: 'MERGED' as const })),
  unit: longUnit,
  steps: Array.from({ length: 40 }, (_, i) => ({
    ...orderFixture.steps[i === 0 ? 0 : 2]!,
    version: i + 1,
    texts: [{ field: i === 0 ? 'content' : 'facts', text: said.repeat(i === 0 ? 20 : 1) }],
  })),
};

const { steps, actions, clocks, ...mine } = caseFixture;
export const callersCase: CallersCase = { ...mine, steps, actions, clocks, remedies: null };
export const callFixture: CallView = {
  id: fixtureCall,
  status: 'ANSWERED',
  byHand: false,
  number: '138****6207',
  cameAt: call.cameAt,
  answeredAt: call.answeredAt,
  endedAt: null,
  draft: { version: 4, text: JSON.stringify({ type: 'help', category: 'noise', content: '楼下烧烤摊半夜还在放音响' }) },
  people: [
    { id: id(80), name: '周*华', idNo: '511***********1231' },
    { id: id(81), name: '欧*𠮷', idNo: null },
  ],
  cases: casesFixture.cases.slice(0, 3).map(({ handler: _, ...one }) => one),
  orders: rows.slice(0, 2),
  made: { orderIds: [], caseIds: [] },
  earlierCalls: 3,
  halls: [{ id: id(50), name: '广安区政务服务中心' }],
};
export const strangersCall: CallView = {
  ...callFixture,
  number: null,
  draft: { version: 0, text: '' },
  people: [],
  cases: [],
  orders: [],
  earlierCalls: 0,
};
export const longCall: CallView = {
  ...callFixture,
  draft: { version: 9, text: JSON.stringify({ content: said.repeat(30), wish: said, address: said }) },
  cases: Array.from({ length: 40 }, (_, i) => ({
    ...callFixture.cases[0]!,
    id: i === 0 ? fixtureCase : id(2_000 + i),
    item: { ...callFixture.cases[0]!.item, name: '𠮷野家餐饮管理有限公司广安分公司食品经营许可证延续及经营场所地址变更事项合并办理' },
  })),
  orders: Array.from({ length: 30 }, (_, i) => ({ ...rows[0]!, id: id(3_000 + i), unit: longUnit })),
};

const entry: Entry = {
  id: id(900),
  version: 2,
  edition: 2,
  title: '夜里施工扰民找谁',
  keywords: '噪音 晚上 工地',
  answer: '夜间施工归区住建局管，晚上十点以后没有许可不能施工。可以登记成工单，住建局当晚去看。',
  unit,
  validUntil: '2027-06-30',
  withdrawn: false,
  expired: false,
  mine: true,
};
export const fixtureEntry = entry.id;
export const entriesFixture: { readonly entries: Entry[] } = {
  entries: [
    entry,
    { ...entry, id: id(901), title: '居住证到期了怎么续', expired: true, validUntil: '2026-10-31', mine: false },
    { ...entry, id: id(902), title: '烟花爆竹哪里不能放', withdrawn: true },
  ],
};
export const manyEntries: { readonly entries: Entry[] } = {
  entries: Array.from({ length: 200 }, (_, i) => ({
    ...entry,
    id: i === 0 ? fixtureEntry : id(5_000 + i),
    title: '𠮷野家餐饮管理有限公司广安分公司食品经营许可证延续及经营场所地址变更怎么办要带什么',
    answer: entry.answer.repeat(20),
    unit: longUnit,
  })),
};

const usual = eachLimit(defaultLimits);
const { extensionMax, reworksMax, callBackTries, triesApart } = defaultLimits;
export const noRules: Rules = {
  routes: orderCategories.map((category) => ({ category, unit: null })),
  limits: limitKinds.map((limit) => ({ limit, ...usual[limit], usual: usual[limit] })),
  counts: { extensionMax, reworksMax, callBackTries, triesApart },
};
export const rulesFixture: Rules = {
  ...noRules,
  routes: noRules.routes.map(({ category }) => ({ category, unit: category === 'other' ? null : unit })),
  limits: noRules.limits.map((one) => (one.limit === 'consult' ? { ...one, amount: 1 } : one)),
};
export const longRules: Rules = { ...rulesFixture, routes: noRules.routes.map(({ category }) => ({ category, unit: longUnit })) };
