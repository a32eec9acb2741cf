import type { ConfigRow } from '@one-window/domain/config';
import type { Deed, Deeds, HistoryEntry, VersionedConfig } from './config-api.ts';
import { roles, type Assignment } from '@one-window/domain/permissions';
import type { DeviceRow, StaffRow } from './staff-api.ts';

const hall = (id: string, name: string, nameEn: string): ConfigRow<'halls'> => ({
  id,
  name,
  nameEn,
  areaId: 'area-1',
  opensMinutes: 540,
  closesMinutes: 1_050,
  dayStartMinutes: 0,
  notice: null,
  noticeEn: null,
  guideDesk: null,
  guideDeskEn: null,
  phone: null,
  silent: false,
  policy: { recallGapSeconds: 15 },
  active: true,
});
const series = (prefix: string, name: string, nameEn: string, sort: number): ConfigRow<'series'> => ({
  id: `series-${prefix}`,
  hallId: 'hall-1',
  prefix,
  name,
  nameEn,
  hint: null,
  hintEn: null,
  place: '东区 1–6 号窗口',
  placeEn: null,
  dailyMax: null,
  targetMinutes: prefix === 'C' ? 45 : null,
  warnPerWindow: null,
  bookingQuota: null,
  bookingMinutes: null,
  bookingFromMinutes: null,
  bookingToMinutes: null,
  bookingBreakFromMinutes: null,
  bookingBreakToMinutes: null,
  departmentIds: [],
  results: false,
  sort,
  active: true,
});
const window = (label: string, seriesIds: readonly string[]): ConfigRow<'windows'> => ({
  id: `window-${label}`,
  hallId: 'hall-1',
  label,
  name: '综合窗口',
  nameEn: 'General window',
  zone: '东区',
  zoneEn: 'East zone',
  direction: 'left',
  seriesIds,
  fallbackIds: null,
  sort: Number(label),
  active: true,
});

const hours = (
  id: string,
  days: ConfigRow<'hours'>['days'],
  fromMinutes: number,
  toMinutes: number,
  more: Partial<ConfigRow<'hours'>>,
): ConfigRow<'hours'> => ({
  id: `hours-${id}`,
  hallId: 'hall-1',
  days,
  fromMinutes,
  toMinutes,
  lastNumberMinutes: 0,
  clearAfterMinutes: null,
  extended: false,
  ...more,
});

/** A configured realm for screenshots and tests. Names are invented. */
export const configFixture: VersionedConfig = {
  version: 12,
  realm: [{ id: 'realm-1', name: '广安区', nameEn: 'Guangan District', timeZone: 'Asia/Shanghai', secondFactorRequired: false }],
  areas: [{ id: 'area-1', name: '广安区', code: '511602000000', level: 3, parentId: null }],
  departments: [{ id: 'department-1', name: '广安区市场监督管理局', nameEn: null, areaId: 'area-1', active: true }],
  halls: [
    hall('hall-1', '广安区政务服务大厅', 'Guangan District Service Hall'),
    hall('hall-2', '浓洄街道便民服务中心', 'Nonghui Service Centre'),
  ],
  series: [series('A', '个人综合', 'Personal', 1), series('B', '企业开办', 'Business', 2), series('C', '不动产', 'Real estate', 3)],
  windows: ['1', '2', '5', '9', '11'].map((label) => window(label, ['series-A', 'series-B'])),
  hours: [
    hours('1', 'workdays', 540, 720, { clearAfterMinutes: 30 }),
    hours('2', 'workdays', 810, 1_050, { lastNumberMinutes: 15 }),
    hours('3', 'saturday', 540, 720, { extended: true }),
  ],
  closures: [
    {
      id: 'closure-1',
      hallId: 'hall-1',
      fromDate: '2026-12-05',
      toDate: '2026-12-06',
      reason: '停电检修',
      reasonEn: 'Closed for electrical works',
    },
  ],
  shifts: [{ id: 'shift-1', hallId: 'hall-1', days: 'workdays', fromMinutes: 720, toMinutes: 810, windowIds: ['window-1', 'window-5'] }],
  quotas: [{ id: 'quota-1', hallId: 'hall-1', seriesId: 'series-C', days: 'workdays', fromMinutes: 540, toMinutes: 720, maxNumbers: 60 }],
  skills: [{ id: 'skill-1', hallId: 'hall-1', staffNo: '1005', neverIds: ['series-C'], helpsIds: ['series-B'] }],
  voices: [{ id: 'voice-1', hallId: 'hall-1', speaks: 'builtin', languages: 'zh_en', speed: 90, yao: false, pack: null }],
  orderRoutes: [
    { id: 'route-1', category: 'market', unitId: 'department-1' },
    { id: 'route-2', category: 'noise', unitId: 'department-1' },
  ],
  orderLimits: [{ id: 'limit-1', limit: 'consult', amount: 2, unit: 'working_day' }],
};

export const emptyConfig: VersionedConfig = {
  ...configFixture,
  departments: [],
  halls: [],
  series: [],
  windows: [],
  hours: [],
  closures: [],
  shifts: [],
  quotas: [],
  skills: [],
  voices: [],
  orderRoutes: [],
  orderLimits: [],
};

export const hugeConfig: VersionedConfig = {
  ...configFixture,
  windows: Array.from({ length: 1_200 }, (_, i) => ({
    ...window(String(i + 1), ['series-A', 'series-B', 'series-C']),
    name: '𠮷野家餐饮管理有限公司广安分公司食品经营许可专窗（含变更、延续和注销等全部事项）',
  })),
};

const held = (id: string, roleId: Assignment['roleId'], patch: Partial<Assignment> = {}): Assignment => ({
  id,
  roleId,
  areaId: null,
  departmentId: null,
  hallId: null,
  itemGroup: null,
  validFrom: '2026-09-01T01:00:00.000Z',
  validTo: null,
  ...patch,
});

export const staffFixture: readonly StaffRow[] = [
  {
    id: 'staff-5',
    staffNo: '1005',
    name: '陈雪梅',
    active: true,
    secondFactor: false,
    oneTimePassword: true,
    assignments: [
      held('a1', 'clerk', { hallId: 'hall-1' }),
      held('a3', 'guide', { areaId: 'area-1' }),
      held('a0', 'hall_manager', { hallId: 'hall-2', validTo: '2026-10-31T10:00:00.000Z' }),
    ],
  },
  {
    id: 'staff-1',
    staffNo: '1001',
    name: '何建国',
    active: true,
    secondFactor: true,
    oneTimePassword: false,
    assignments: [held('a2', 'hall_manager', { hallId: 'hall-1' })],
  },
  { id: 'staff-9', staffNo: '1009', name: '欧阳𠮷', active: false, secondFactor: false, oneTimePassword: false, assignments: [] },
];

const hallBoard = {
  id: 'board-1',
  hallId: 'hall-1',
  kind: 'board',
  place: null,
  template: 'hall',
  zone: null,
  windowId: null,
  problem: null,
  sound: 'on',
  page: { current: true, loadedAt: '2026-11-23T19:00:00.000Z' },
  seenAt: '2026-11-24T02:30:00.000Z',
  pairedAt: '2026-11-20T01:00:00.000Z',
  revokedAt: null,
} as const;

export const deviceFixture: readonly DeviceRow[] = [
  { ...hallBoard, name: '东区大屏', template: 'zone', zone: '东区' },
  { ...hallBoard, id: 'board-2', name: '二楼大屏', template: 'zone', zone: '二楼', problem: 'zone_gone' },
  { ...hallBoard, id: 'board-5', name: '5 号窗口屏', template: 'window', windowId: 'window-5' },
  {
    ...hallBoard,
    id: 'kiosk-1',
    hallId: 'hall-1',
    kind: 'kiosk',
    name: '1 号取号机',
    page: { current: false, loadedAt: '2026-11-22T23:10:00.000Z' },
    place: '一楼东门内',
    sound: 'off',
    pairedAt: '2026-11-20T01:10:00.000Z',
    revokedAt: null,
  },
  {
    ...hallBoard,
    id: 'kiosk-0',
    hallId: 'hall-1',
    kind: 'kiosk',
    name: '旧取号机',
    place: null,
    sound: null,
    pairedAt: '2026-10-01T01:10:00.000Z',
    revokedAt: '2026-11-20T01:00:00.000Z',
  },
];

export const historyFixture: readonly HistoryEntry[] = [
  {
    version: 12,
    at: '2026-11-23T06:20:00.000Z',
    by: '9001',
    undoes: null,
    undoable: true,
    diff: [
      { entity: 'halls', id: 'hall-1', name: '广安区政务服务大厅', field: 'closesMinutes', before: 1_020, after: 1_050 },
      { entity: 'series', id: 'series-C', name: 'C 不动产', field: 'name', before: null, after: '不动产' },
    ],
  },
];

const deed: Deed = {
  stream: 'board-1',
  version: 3,
  type: 'device.configured',
  at: '2026-11-23T06:20:00.000Z',
  by: '9001',
  name: '一楼大屏',
  hallId: 'hall-1',
  shows: { before: { template: 'hall', zone: null, windowId: null }, after: { template: 'zone', zone: '东区', windowId: null } },
  role: null,
  made: [],
  undo: 'configure',
  why: null,
};
const cannot = { shows: null, undo: null } as const;
export const deviceDeeds: Deeds = {
  deeds: [
    deed,
    { ...deed, ...cannot, version: 2, type: 'device.reload_asked', why: 'reloaded' },
    { ...deed, ...cannot, stream: 'kiosk-0', name: '旧取号机', type: 'device.revoked', why: 'revoked' },
    { ...deed, ...cannot, version: 1, type: 'device.paired', why: 'paired' },
  ],
  areas: [],
  next: null,
};
const colleague: Deed = {
  ...deed,
  ...cannot,
  stream: 'staff-5',
  name: '1005 陈雪梅',
  hallId: null,
  type: 'staff.changed',
  why: 'personal',
};
const role = { id: 'r1', roleId: 'clerk', areaId: null, departmentId: null, hallId: 'hall-1', itemGroup: null, validTo: null } as const;
const listed = (n: number): Deed => ({
  ...colleague,
  type: 'staff.created',
  made: Array.from({ length: n }, (_, i) => ({ id: `m${i}`, name: `${3000 + i} 买买提·吐尔逊`, active: true })),
  undo: 'suspend',
  why: null,
});
export const staffDeeds: Deeds = {
  deeds: [
    listed(3),
    { ...colleague, type: 'staff.unassigned', role, undo: 'give', why: null },
    { ...colleague, type: 'staff.assigned', role, why: 'later' },
    { ...colleague, type: 'staff.suspended', undo: 'restore', why: null },
    colleague,
  ],
  areas: [],
  next: `2026-11-23T06:20:00.000Z_staff-5`,
};
/** Two thousand on one list. */
export const hugeDeeds: Deeds = { ...staffDeeds, deeds: [listed(2_000), ...staffDeeds.deeds] };

/** No key signs: whoever runs the system is told on every screen. */
export const heldDecisions = { waiting: 1_204, held: 1_204, why: 'key_missing', since: '2026-11-24T01:00:00.000Z' } as const;

/** More people than a page shows. */
export function manyStaff(): StaffRow[] {
  return Array.from({ length: 600 }, (_, i) => ({
    ...staffFixture[i % 3]!,
    id: `s${i}`,
    staffNo: String(2000 + i),
    name: '买买提·吐尔逊·艾合买提',
  }));
}

/** A name of forty characters and a dozen roles. */
export function busyPerson(row: StaffRow): StaffRow {
  const assignments = roles.flatMap((roleId, i) => row.assignments.slice(0, 1).map((a) => ({ ...a, id: `r${i}`, roleId })));
  return { ...row, name: '𠮷买买提·吐尔逊·艾合买提·阿卜杜拉·穆罕默德·依明·库尔班·热合曼·艾买尔', assignments };
}
