import type { HallPublicView, Name, PublicCall, PublicSeries, PublicWindow } from '@one-window/domain/views';

/** Halls as they can be met, for tests, for the register of screens and for building without a server. */
const name = (zh: string, en: string | null = null): Name => ({ zh, en });
const noon = Date.UTC(2026, 10, 24, 2, 42);
const ago = (seconds: number): string => new Date(noon - seconds * 1000).toISOString();

export const fixtureNow = noon;

function series(
  prefix: string,
  zh: string,
  en: string,
  hint: [string, string],
  waiting: number,
  waitMinutes: number | null,
  more: Partial<PublicSeries> = {},
): PublicSeries {
  return {
    id: `00000000-0000-7000-8000-0000000000${prefix.charCodeAt(0).toString(16)}`,
    prefix,
    name: name(zh, en),
    hint: name(...hint),
    place: name('一楼东区 1–6 号窗口', 'East, windows 1–6'),
    waiting,
    waitMinutes,
    openWindows: 4,
    issuing: true,
    full: null,
    bookable: false,
    results: false,
    ...more,
  };
}

const east = { zone: name('东区', 'East'), direction: 'left' } as const;
const west = { zone: name('西区', 'West'), direction: 'right' } as const;
const middle = { zone: name('正前', 'Centre'), direction: 'ahead' } as const;

function call(
  callSeq: number,
  number: string,
  window: string,
  place: Pick<PublicCall, 'zone' | 'direction'>,
  secondsAgo: number,
  more: Partial<PublicCall> = {},
): PublicCall {
  return { callSeq, number, window, ...place, calledAt: ago(secondsAgo), calls: 1, state: 'SERVING', name: null, ...more };
}

function window(label: string, place: Pick<PublicCall, 'zone'>, prefixes: string, more: Partial<PublicWindow> = {}): PublicWindow {
  const seriesIds = [...prefixes].map((prefix) => series(prefix, '', '', ['', ''], 0, null).id);
  return { id: `w${label}`, label, name: name('综合窗口', 'General'), zone: place.zone, seriesIds, open: true, paused: null, ...more };
}

export const busyHall: HallPublicView = {
  epoch: 'fixture',
  asOf: ago(0),
  version: 212,
  hall: {
    id: '00000000-0000-7000-8000-000000000001',
    name: name('广安区政务服务中心', "Guang'an District Service Centre"),
    timeZone: 'Asia/Shanghai',
    notice: null,
    guideDesk: name('一楼正门右侧', 'ground floor, right of the main door'),
    phone: null,
    silent: false,
  },
  help: [],
  voice: null,
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
  policy: { rule: 'accumulating', priorityRate: 200, ordinaryPerPriority: 2, overtakeMax: 6, rejoinMinutes: 30, recallMax: 2, itemsMax: 5 },
  calls: [
    call(86, 'A0086', '5', east, 75, { calls: 2, state: 'CALLED' }),
    call(85, 'B0031', '9', west, 140),
    call(84, 'C0112', '12', west, 200),
    call(83, 'V0007', '1', east, 260),
    call(82, 'D0068', '7', middle, 330, { state: 'DONE' }),
    call(81, 'A0085', '4', east, 400, { state: 'DONE' }),
  ],
  windows: [
    window('1', east, 'AB'),
    window('4', east, 'AB', { paused: 'meal' }),
    window('5', east, 'AB'),
    window('7', middle, 'D', { open: false }),
    window('9', west, 'BC'),
    window('12', west, 'C'),
  ],
  series: [
    series('A', '个人综合', 'Personal', ['身份证、居住证', 'ID, residence'], 9, 18),
    series('B', '企业开办', 'Business', ['营业执照、许可证', 'Licences, permits'], 3, 12),
    series('C', '不动产', 'Property', ['过户、抵押、查档', 'Transfer, mortgage'], 14, 34),
    series('D', '社保医保', 'Insurance', ['参保、退休、报销', 'Pension, medical'], 7, 15),
    series('E', '税务', 'Tax', ['发票、申报、完税', 'Invoices, filing'], 4, 9, {
      issuing: false,
      full: { max: 60, next: '14:00' },
      bookable: true,
      results: false,
    }),
    series('F', '公安户籍', 'Police', ['落户、迁移、护照', 'Passport, move'], 11, 26),
    series('G', '出件领证', 'Collect', ['凭取件码领结果', 'With your code'], 0, 0),
    series('H', '办不成的事', 'Not solved', ['别处没办成的', 'Turned away before'], 2, null),
  ],
};

export const emptyHall: HallPublicView = {
  ...busyHall,
  version: 1,
  calls: [],
  windows: busyHall.windows.map((w) => ({ ...w, open: false, paused: null })),
  series: busyHall.series.map((s) => ({ ...s, waiting: 0, waitMinutes: null, openWindows: 0, issuing: true, full: null })),
};

/** Several calls in one moment, the newest a recall. */
export const callingHall: HallPublicView = {
  ...busyHall,
  calls: busyHall.calls.map((c, i) => (i < 3 ? { ...c, state: 'CALLED', calledAt: ago(2) } : c)),
};

const longName = '广安市广安区人民政府政务服务和公共资源交易服务中心𠮷祥湾新区分中心一楼综合大厅';
const longSeries = '不动产登记、房屋交易备案、土地使用权转让与抵押、水电气网联动过户及历史档案查询综合服务';

const manySeries = Array.from({ length: 30 }, (_, i) => ({
  ...series(
    String.fromCharCode(65 + (i % 26)),
    i % 3 === 0 ? longSeries : '个人综合',
    'Personal services and residence permits',
    ['身份证、居住证、暂住登记、户口迁移和其他个人业务', 'ID cards, residence'],
    i * 37,
    i * 11,
  ),
  id: `00000000-0000-7000-8000-0000000001${String(i).padStart(2, '0')}`,
  prefix: i < 26 ? String.fromCharCode(65 + i) : `A${String.fromCharCode(65 + i - 26)}`,
}));

/** As much as a hall can hold: 30 series, names of 40 characters, six-figure labels, a long notice. */
export const hugeHall: HallPublicView = {
  ...busyHall,
  hall: {
    ...busyHall.hall,
    name: name(longName),
    notice: name('明天（11月25日）上午九点到十一点系统升级，期间只办理取件和咨询，其他业务请下午再来，给您添麻烦了，请互相转告。'),
  },
  calls: [
    call(9_999, 'AB12345', 'B1203', { zone: name('二楼北辰湾新区综合服务专区'), direction: 'up' }, 5, { state: 'CALLED', calls: 3 }),
    ...busyHall.calls.map((c) => ({
      ...c,
      number: c.number.replace(/^./, 'ZZ'),
      window: `1${c.window.padStart(2, '0')}`,
      zone: name('东区二楼综合服务专区'),
    })),
  ],
  windows: [window('B1203', east, '', { name: name(longSeries) }), ...busyHall.windows].map((w) => ({
    ...w,
    label: w.label === 'B1203' ? w.label : `1${w.label.padStart(2, '0')}`,
    zone: name('东区二楼综合服务专区'),
    seriesIds: manySeries.map(({ id }) => id),
  })),
  series: manySeries,
};
