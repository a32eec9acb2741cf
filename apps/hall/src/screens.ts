import type { HallApi } from '@one-window/api/client';
import { Refusal, type Answers, type Fixture, type LiveFixture } from '@one-window/ui/fixture';
import type { BoardRow } from '@one-window/domain/boards';
import { defineScreens } from '@one-window/ui/screens';
import { busyHall, emptyHall, hugeHall } from './fixtures.ts';
import type { NoNumbers } from '@one-window/domain/opening';
import { askingPad, hugePad, hugeSignPad, hugeSignWords, restingPad, signWords, signingPad } from './pad/fixtures.ts';
import type { SignWords } from './pad/signing.ts';
import { cardGuide, foundItems, hugeGuide, hugeItems } from './kiosk/fixtures.ts';

export type Route =
  | 'pairing'
  | 'pairing upright'
  | 'board'
  | 'board zone'
  | 'board window'
  | 'board strip'
  | 'kiosk'
  | 'kiosk closed'
  | 'pad'
  | 'pad signing';

type HallLive = LiveFixture<'hall.public'>;

const wholeHall: BoardRow = { template: 'hall', zone: null, windowId: null };

function paired(kind: 'board' | 'kiosk', live: HallLive, api: Answers<HallApi> = {}, row = wholeHall): () => Fixture<HallApi> {
  const device = {
    id: 'fixture',
    kind,
    hallId: busyHall.hall.id,
    name: kind === 'kiosk' ? '2 号取号机' : '一楼大屏',
    ...row,
    demo: true,
    portalUrl: 'http://192.168.1.20:8080',
  };
  return () => ({
    api: { 'GET /api/device': device, 'POST /api/screen': { ok: true, board: row, reloadAt: null }, ...api },
    live: { 'hall.public': live },
  });
}

function atWindow(live: LiveFixture<'window.pad'>, words?: SignWords): () => Fixture<HallApi> {
  const device = {
    id: 'fixture',
    kind: 'pad',
    hallId: busyHall.hall.id,
    name: '评价器 5',
    ...wholeHall,
    windowId: 'w5',
    demo: true,
    portalUrl: '',
  } as const;
  return () => ({
    api: {
      'GET /api/device': device,
      'POST /api/screen': { ok: true, board: wholeHall, reloadAt: null },
      ...(words ? { 'GET /api/signature': { signature: words } } : {}),
    },
    live: { 'window.pad': live },
  });
}

const asHall = 'n/a: as on the board of the hall';
const saying = (none: NoNumbers): typeof busyHall => ({ ...busyHall, opening: { ...busyHall.opening, none } });
const shut = (none: NoNumbers): typeof busyHall => ({ ...busyHall, opening: { plan: { periods: [] }, none } });
const noon = saying({ state: 'break', at: '13:30', date: null, closure: null, reason: null });
const over = saying({ state: 'over', at: '09:00', date: '2026-11-25', closure: null, reason: null });
const power = saying({ state: 'halted', at: '10:50', date: null, closure: null, reason: 'power' });
const works = shut({
  state: 'shut',
  at: '09:00',
  date: '2026-12-07',
  closure: {
    zh: '大厅供电线路和空调系统整体检修，闭厅两天',
    en: 'The hall is closed for two days: works on its power lines and air conditioning',
  },
  reason: null,
});
/** Called without a voice: by the number, the window and, where the number is somebody's, the masked name. */
const silentHall = {
  ...power,
  hall: { ...busyHall.hall, silent: true },
  calls: power.calls.map((call) => ({ ...call, name: '欧阳*华' })),
};
const east: BoardRow = { template: 'zone', zone: '东区', windowId: null };
const upstairs: BoardRow = { template: 'zone', zone: '东区二楼综合服务专区', windowId: null };
const window = (label: string): BoardRow => ({ template: 'window', zone: null, windowId: `w${label}` });

function pairing(api: Answers<HallApi>): () => Fixture<HallApi> {
  return () => ({
    api: { 'GET /api/device': new Refusal(401, 'auth.required'), 'GET /api/pairing/:pollToken': { state: 'waiting' }, ...api },
  });
}

const code = { code: '739 042', pollToken: 'fixture', expiresAt: '2099-01-01T00:00:00.000Z', demo: true };
const stale: HallLive = { view: busyHall, ageMs: 192_000 };
const unpaired = 'n/a: a device that is not paired any more goes to the pairing page';
const found = { 'GET /api/items': { items: foundItems }, 'GET /api/items/:id': cardGuide };

const unpairedStates = {
  empty: 'n/a: there is always a code to show',
  busy: pairing({ 'POST /api/pairing': code }),
  loading: pairing({ 'POST /api/pairing': null }),
  error: pairing({ 'POST /api/pairing': new Refusal(503, 'unavailable') }),
  denied: pairing({ 'POST /api/pairing': new Refusal(429, 'limit.too_many', { seconds: 40 }) }),
  huge: 'n/a: a code has six signs',
  stale: 'n/a: an expired code is replaced by a new one',
} as const;

/** Every screen of the hall in every state. Steps of the kiosk open with `&step=`, its help key with `&help=`, a lit board with `&lit=1`. */
export const screens = defineScreens<Route, HallApi>({
  pairing: { path: '/', size: [1920, 1080], states: unpairedStates },
  'pairing upright': { path: '/', size: [1080, 1920], states: unpairedStates },
  board: {
    path: '/board.html',
    size: [1920, 1080],
    states: {
      empty: paired('board', { view: emptyHall }),
      busy: paired('board', { view: busyHall }),
      loading: paired('board', {}),
      error: paired('board', { error: 'unavailable' }),
      denied: unpaired,
      huge: paired('board', { view: hugeHall }),
      stale: paired('board', stale),
    },
  },
  // in a hall that calls without a voice
  'board zone': {
    path: '/board.html?for=zone',
    size: [1920, 1080],
    states: {
      empty: asHall,
      busy: paired('board', { view: silentHall }, {}, east),
      loading: asHall,
      error: asHall,
      denied: unpaired,
      huge: paired('board', { view: hugeHall }, {}, upstairs),
      stale: asHall,
    },
  },
  // closed, calling, cut off; on a strip it pauses
  'board window': {
    path: '/board.html?for=window',
    size: [800, 480],
    states: {
      empty: paired('board', { view: emptyHall }, {}, window('5')),
      busy: paired('board', { view: busyHall }, {}, window('5')),
      loading: asHall,
      error: asHall,
      denied: unpaired,
      huge: paired('board', { view: hugeHall }, {}, window('B1203')),
      stale: paired('board', stale, {}, window('5')),
    },
  },
  'board strip': {
    path: '/board.html?for=strip',
    size: [1920, 360],
    states: {
      empty: asHall,
      busy: paired('board', { view: busyHall }, {}, window('4')),
      loading: asHall,
      error: asHall,
      denied: unpaired,
      huge: paired('board', { view: hugeHall }, {}, window('B1203')),
      stale: asHall,
    },
  },
  pad: {
    path: '/pad.html',
    size: [1280, 800],
    states: {
      empty: atWindow({ view: restingPad }),
      busy: atWindow({ view: askingPad }),
      loading: atWindow({}),
      error: atWindow({ error: 'unavailable' }),
      denied: unpaired,
      huge: atWindow({ view: hugePad }),
      stale: atWindow({ view: askingPad, ageMs: 192_000 }),
    },
  },
  // the field empty, a name in it, too long a name, cut off
  'pad signing': {
    path: '/pad.html?for=signature',
    size: [1280, 800],
    states: {
      empty: atWindow({ view: signingPad }, signWords),
      busy: atWindow({ view: signingPad }, signWords),
      loading: 'n/a: one line, as on the pad',
      error: 'n/a: as on the pad; what is wrong with a drawing is a turn of `busy`',
      denied: unpaired,
      huge: atWindow({ view: hugeSignPad }, hugeSignWords),
      stale: atWindow({ view: signingPad, ageMs: 192_000 }, signWords),
    },
  },
  kiosk: {
    path: '/kiosk.html',
    size: [1080, 1920],
    states: {
      empty: paired('kiosk', { view: { ...emptyHall, series: [] } }),
      busy: paired('kiosk', { view: busyHall }, found),
      loading: paired('kiosk', {}),
      error: paired('kiosk', { error: 'unavailable' }),
      denied: unpaired,
      huge: paired('kiosk', { view: hugeHall }, { 'GET /api/items': { items: hugeItems }, 'GET /api/items/:id': hugeGuide }),
      stale: paired('kiosk', stale),
    },
  },
  'kiosk closed': {
    path: '/kiosk.html?for=closed',
    size: [1080, 1920],
    states: {
      empty: paired('kiosk', { view: { ...over, opening: { ...over.opening, plan: null } } }),
      busy: paired('kiosk', { view: noon }),
      loading: 'n/a: as the kiosk',
      error: 'n/a: as the kiosk',
      denied: unpaired,
      huge: paired('kiosk', { view: works }),
      stale: 'n/a: as the kiosk',
    },
  },
});
