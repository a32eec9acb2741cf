import { defaultPolicy, ORDER_STEP, ticketNumber } from '@one-window/domain/tickets';
import { addMs, type Instant } from '@one-window/domain/time';
import type { HallStaffView, PublicSeries, ScreenState, StaffHelp, StaffTicket, StaffWindow } from '@one-window/domain/views';
import type { Me, TicketCase } from './api.ts';

/** A hall in mid-morning for tests and screenshots. Names are invented; nothing of this is in a production bundle. */
export const fixtureNow: Instant = '2026-11-24T02:42:30.000Z';
export const fixtureStaff: Me['staff'] = { id: 'staff-5', staffNo: '1005', name: '陈雪梅', roles: ['clerk', 'hall_manager'] };
export const fixtureHall = { id: 'hall-1', name: { zh: '广安区政务服务大厅', en: 'Guangan District Service Hall' } };

const minutesAgo = (minutes: number): Instant => addMs(fixtureNow, -minutes * 60_000);

function series(prefix: string, zh: string, en: string, waiting: number): PublicSeries {
  return {
    id: `series-${prefix}`,
    prefix,
    name: { zh, en },
    hint: null,
    place: { zh: '东区 1–6 号窗口', en: 'East zone, windows 1–6' },
    waiting,
    waitMinutes: waiting * 4,
    openWindows: 2,
    issuing: true,
    full: null,
    bookable: false,
    results: false,
  };
}

const items: Readonly<Record<string, readonly string[]>> = {
  A: ['居住证申领', '异地就医备案', '灵活就业参保登记', '失业保险金申领', '居民身份证换领'],
  B: ['个体工商户设立', '劳务派遣经营许可', '公司设立登记'],
  C: ['不动产转移登记', '不动产查档'],
};

/** One ticket; `order` follows the sequence unless told otherwise. */
export function ticket(prefix: string, seq: number, patch: Partial<StaffTicket> = {}): StaffTicket {
  const names = items[prefix] ?? [];
  const itemName = patch.itemName === undefined ? (names[seq % names.length] ?? null) : patch.itemName;
  return {
    id: `ticket-${prefix}${seq}`,
    number: ticketNumber(prefix, seq),
    seriesId: `series-${prefix}`,
    itemName,
    items: itemName === null ? [] : [{ id: `item-${prefix}${seq}`, name: itemName, mark: 'open' }],
    priority: null,
    state: 'WAITING',
    order: seq * ORDER_STEP,
    waitsFrom: minutesAgo(24),
    bookedAt: null,
    returned: false,
    overtaken: 0,
    why: null,
    forWindowId: null,
    windowId: null,
    callSeq: null,
    calls: 0,
    misses: 0,
    passes: 0,
    inaccurate: false,
    takenAt: minutesAgo(24),
    calledAt: null,
    startedAt: null,
    endedAt: null,
    heldUntil: null,
    rejoinUntil: null,
    personId: null,
    personName: null,
    undoable: null,
    ...patch,
  };
}

function window(label: string, patch: Partial<StaffWindow> = {}): StaffWindow {
  return {
    id: `window-${label}`,
    label,
    name: { zh: '综合窗口', en: 'General window' },
    zone: { zh: '东区', en: 'East zone' },
    seriesIds: ['series-A', 'series-B'],
    fallbackIds: [],
    neverIds: [],
    offered: { seriesIds: ['series-A', 'series-B'], fallbackIds: [] },
    reskilled: false,
    staffId: null,
    staffName: null,
    openedAt: null,
    paused: null,
    ordinarySincePriority: 2,
    signing: null,
    ...patch,
  };
}

const staffed = (label: string, name: string, patch: Partial<StaffWindow> = {}): StaffWindow =>
  window(label, { staffId: `staff-${label}`, staffName: name, openedAt: minutesAgo(110), ...patch });

const screens: readonly ScreenState[] = [
  {
    deviceId: 'board-1',
    name: '东区大屏',
    kind: 'board',
    windowId: null,
    template: 'hall',
    zone: null,
    shownSeq: 87,
    spokenSeq: 87,
    sound: 'on',
    seenAt: addMs(fixtureNow, -1_000),
    awaited: true,
  },
  {
    deviceId: 'board-2',
    name: '西区大屏',
    kind: 'board',
    windowId: null,
    template: 'hall',
    zone: null,
    shownSeq: 87,
    spokenSeq: 85,
    sound: 'off',
    seenAt: addMs(fixtureNow, -2_000),
    awaited: true,
  },
];

const queue: readonly StaffTicket[] = [
  ticket('A', 87, { takenAt: minutesAgo(24) }),
  ticket('B', 32, { takenAt: minutesAgo(19), order: 87_500, overtaken: 1 }),
  ticket('A', 88, { takenAt: minutesAgo(17), misses: 1, personName: '林*' }),
  ticket('A', 89, { takenAt: minutesAgo(15), priority: 'elderly', itemName: '社会保障卡申领' }),
  ticket('A', 90, { takenAt: minutesAgo(9) }),
  ticket('B', 33, { takenAt: minutesAgo(5), order: 90_500 }),
  ticket('A', 91, { takenAt: minutesAgo(3), personName: '欧阳*娜' }),
  ticket('C', 12, { takenAt: minutesAgo(31) }),
  ticket('A', 81, {
    state: 'HELD',
    windowId: 'window-5',
    takenAt: minutesAgo(52),
    calledAt: minutesAgo(20),
    calls: 1,
    heldUntil: addMs(fixtureNow, 8 * 60_000),
    itemName: '生育津贴支付',
  }),
  ticket('A', 84, {
    state: 'MISSED',
    windowId: 'window-5',
    misses: 1,
    calls: 3,
    takenAt: minutesAgo(40),
    endedAt: minutesAgo(11),
    rejoinUntil: addMs(fixtureNow, 19 * 60_000),
  }),
  ticket('B', 31, {
    state: 'SERVING',
    windowId: 'window-9',
    takenAt: minutesAgo(29),
    calledAt: minutesAgo(7),
    startedAt: minutesAgo(6),
    callSeq: 86,
    calls: 1,
    order: 95_000,
    why: { rule: 'accumulating', because: 'priority', overtook: 1, policy: 'policy-1', queues: 'B', sent: null },
  }),
];

const base: HallStaffView = {
  epoch: 'fixture',
  asOf: fixtureNow,
  version: 1,
  hall: { ...fixtureHall, timeZone: 'Asia/Shanghai', notice: null, guideDesk: null, phone: null, silent: false },
  hallDayId: 'day-1',
  businessDate: '2026-11-24',
  opening: {
    plan: {
      periods: [
        { from: 540, to: 720, lastNumber: 720, clearAt: 750, extended: false },
        { from: 810, to: 1050, lastNumber: 1035, clearAt: null, extended: false },
      ],
    },
    none: null,
  },
  shifts: [{ from: 540, to: 1_050, windowIds: ['window-1', 'window-5', 'window-11'] }],
  policy: defaultPolicy,
  series: [series('A', '个人综合', 'Personal', 5), series('B', '企业开办', 'Business', 2), series('C', '不动产', 'Real estate', 1)],
  targets: { 'series-C': { targetMinutes: 45, warnPerWindow: 10 } },
  windows: [
    staffed('1', '苏琴', { paused: 'meal' }),
    window('2'),
    staffed('5', '陈雪梅'),
    staffed('9', '游静', {
      name: { zh: '企业窗口', en: 'Business window' },
      seriesIds: ['series-B'],
      neverIds: ['series-C'],
      offered: { seriesIds: ['series-B', 'series-C'], fallbackIds: ['series-C'] },
      reskilled: true,
    }),
    window('11', { name: { zh: '不动产窗口', en: 'Real estate window' }, seriesIds: ['series-C'], zone: { zh: '西区', en: 'West zone' } }),
  ],
  tickets: queue,
  counts: { WAITING: 8, CALLED: 0, SERVING: 1, HELD: 1, DONE: 187, MISSED: 1, CANCELLED: 4, ABANDONED: 0 },
  servedByWindow: {
    'window-5': { done: 23, timed: 22, averageSeconds: 460, clerks: { 'staff-5': { done: 23, timed: 22, averageSeconds: 460 } } },
    'window-9': { done: 18, timed: 18, averageSeconds: 610, clerks: { 'staff-9': { done: 18, timed: 18, averageSeconds: 610 } } },
  },
  longestWaitSeconds: 31 * 60,
  screens,
  help: [],
};

/** Somebody asked for a person at a kiosk 40 seconds ago. */
export function helpAsked(patch: Partial<StaffHelp> = {}): StaffHelp {
  return {
    id: 'help-1',
    deviceId: 'kiosk-2',
    device: '2 号取号机',
    place: '一楼东门内',
    askedAt: addMs(fixtureNow, -40_000),
    coming: null,
    staffId: null,
    staffName: null,
    ...patch,
  };
}

/** And a colleague from window 9 goes. */
export const helpComing = (patch: Partial<StaffHelp> = {}): StaffHelp =>
  helpAsked({
    coming: { at: addMs(fixtureNow, -15_000), window: '9', role: 'clerk' },
    staffId: 'staff-9',
    staffName: '游静',
    ...patch,
  });

/** A view of the fixture hall with more tickets or other parts. */
export function staffView(patch: Partial<HallStaffView> = {}, extra: readonly StaffTicket[] = []): HallStaffView {
  return { ...base, ...patch, tickets: [...extra, ...(patch.tickets ?? base.tickets)] };
}

/** A0086, just called to window 5 by its clerk. */
export function calledTicket(patch: Partial<StaffTicket> = {}): StaffTicket {
  return ticket('A', 86, {
    state: 'CALLED',
    windowId: 'window-5',
    itemName: '食品经营许可（新办）',
    callSeq: 87,
    calls: 1,
    takenAt: minutesAgo(25),
    calledAt: addMs(fixtureNow, -18_000),
    personId: 'person-1',
    personName: '周*华',
    undoable: { actorId: fixtureStaff.id, at: addMs(fixtureNow, -18_000) },
    ...patch,
  });
}

/** Four matters of one visit: one begun, one done, the next, and one for another day. */
const visitItems: StaffTicket['items'] = [
  { id: 'item-1', name: '食品经营许可（新办）', mark: 'open' },
  { id: 'item-2', name: '公共场所卫生许可', mark: 'done' },
  { id: 'item-3', name: '户外广告设施设置审批', mark: 'open' },
  { id: 'item-4', name: '𠮷野家餐饮管理有限公司广安分公司食品经营许可证延续及经营场所地址变更事项合并办理', mark: 'not_today' },
];

/** What came of A0086 so far, and for which case of before it came. */
export const visitCases: readonly TicketCase[] = [
  {
    id: 'case-9',
    itemId: 'item-9',
    item: '营业执照变更',
    ref: 'K7M2P9QX',
    caseNo: '51160220261112000031',
    status: 'READY',
    aim: 'collect',
  },
  { id: 'case-1', itemId: 'item-1', item: '食品经营许可（新办）', ref: 'B3N8T4WZ', caseNo: null, status: 'DRAFT', aim: 'begun' },
];

/** A0086 at the window for six minutes, with several matters. */
export const visitTicket = (): StaffTicket => servingTicket({ items: visitItems });

/** A0086 at the window for six minutes. */
export function servingTicket(patch: Partial<StaffTicket> = {}): StaffTicket {
  return calledTicket({ state: 'SERVING', calledAt: minutesAgo(7), startedAt: addMs(fixtureNow, -372_000), undoable: null, ...patch });
}

/** A hall on the day everybody came: the list must not choke on it. */
export function hugeView(waiting = 10_000): HallStaffView {
  const tickets = Array.from({ length: waiting }, (_, i) =>
    ticket(i % 3 === 0 ? 'B' : 'A', i + 1, {
      order: (i + 1) * ORDER_STEP,
      priority: i % 40 === 7 ? 'elderly' : null,
      itemName: '𠮷野家餐饮管理有限公司广安分公司食品经营许可证延续及经营场所地址变更事项合并办理',
    }),
  );
  return staffView({ tickets, counts: { ...base.counts, WAITING: waiting } });
}

/** Forty windows. */
export function manyWindows(): HallStaffView {
  const base = staffView();
  const windows = Array.from({ length: 40 }, (_, i) => ({
    ...(base.windows[i % base.windows.length] ?? base.windows[0]!),
    id: `window-${i + 1}`,
    label: String(i + 1),
  }));
  return { ...base, windows };
}

/** More calls for a person than fit beside one another. */
export function manyCalls(): HallStaffView['help'] {
  return Array.from({ length: 5 }, (_, i) => {
    const long = { id: `help-${i}`, device: '二楼不动产登记综合大厅自助取号机', place: '二楼西侧电梯口对面，不动产登记区域入口处' };
    return i % 2 === 0 ? helpAsked(long) : helpComing({ ...long, staffName: '买买提·吐尔逊·艾合买提' });
  });
}
