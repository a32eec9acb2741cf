import type { DeskApi } from '@one-window/api/client';
import { defaultPolicy } from '@one-window/domain/tickets';
import { Refusal, type Answers, type Fixture, type LiveFixture } from '@one-window/ui/fixture';
import { defineScreens } from '@one-window/ui/screens';
import type { HallStaffView } from '@one-window/domain/views';
import {
  busyPerson,
  configFixture,
  deviceFixture,
  emptyConfig,
  heldDecisions,
  hugeConfig,
  manyStaff,
  staffFixture,
} from './admin/fixtures.ts';
import { historyScreens } from './admin/screens.ts';
import { emptyReport, hugeReport, ratingReport, saidFixture } from './ratings/fixtures.ts';
import type { Entrance, Me } from './api.ts';
import { foundFixture, guideFixture } from './cases/fixtures.ts';
import { caseScreens } from './cases/screens.ts';
import { visitApi, windowScreens } from './window/screens.ts';
import { licenceScreens } from './licences/screens.ts';
import { hotlineScreens } from './hotline/screens.ts';
import { placesFixture } from './log/fixtures.ts';
import { logScreens } from './log/screens.ts';
import { bookingScreens } from './hall/screens.ts';
import { reportScreens } from './report/screens.ts';
import {
  calledTicket,
  fixtureHall,
  fixtureStaff,
  helpAsked,
  helpComing,
  hugeView,
  manyCalls,
  manyWindows,
  servingTicket,
  staffView,
} from './fixtures.ts';

export type Route =
  | 'sign-in'
  | 'windows'
  | 'window'
  | 'window visit'
  | 'cases'
  | 'case'
  | 'hand-over'
  | 'intake'
  | 'new-case'
  | 'licences'
  | 'licence'
  | 'calls'
  | 'call'
  | 'knowledge'
  | 'rules'
  | 'orders'
  | 'order'
  | 'guide desk'
  | 'bookings'
  | 'hall'
  | 'replay'
  | 'report'
  | 'report-rows'
  | 'ratings'
  | 'admin'
  | 'voices'
  | 'hours'
  | 'staff'
  | 'person'
  | 'devices'
  | 'history'
  | 'history devices'
  | 'history staff'
  | 'setup'
  | 'password'
  | 'first-password'
  | 'log'
  | 'log-event'
  | 'log-reads'
  | 'log-seals';

const me: Me = {
  staff: fixtureStaff,
  halls: [{ id: fixtureHall.id, name: fixtureHall.name }],
  demo: true,
  oneTimePassword: false,
  secondFactor: { enrolled: true, required: false },
};
const entrance: Entrance = {
  demo: true,
  logins: [
    { staffNo: '1005', password: 'demo', name: '陈雪梅', roles: ['clerk'] },
    { staffNo: '1001', password: 'demo', name: '何建国', roles: ['hall_manager'] },
    { staffNo: '9001', password: 'demo', name: '罗敏', roles: ['administrator'] },
  ],
};

const signedIn =
  (live: NonNullable<Fixture['live']>['hall.staff']): (() => Fixture<DeskApi>) =>
  () => ({
    api: { 'GET /api/me': me, ...visitApi },
    live: live ? { 'hall.staff': live } : {},
  });
const shows = (view: HallStaffView): (() => Fixture<DeskApi>) => signedIn({ view });
const signedOut =
  (api: Answers<DeskApi>): (() => Fixture<DeskApi>) =>
  () => ({ api: { 'GET /api/me': new Refusal(401, 'auth.required'), ...api } });

const live = {
  loading: signedIn({}),
  error: signedIn({ error: 'unavailable' }),
  denied: signedIn({ error: 'auth.forbidden' }),
} as const;
const nobody = staffView({
  tickets: [],
  series: staffView().series.map((s) => ({ ...s, waiting: 0, waitMinutes: 0 })),
  counts: { ...staffView().counts, WAITING: 0, SERVING: 0, HELD: 0, MISSED: 0 },
  longestWaitSeconds: null,
  windows: staffView().windows.map((w) => (w.id === 'window-5' ? w : { ...w, staffId: null, staffName: null, paused: null })),
  policy: defaultPolicy,
});

const asClerk =
  (api: Answers<DeskApi>): (() => Fixture<DeskApi>) =>
  () => ({ api: { 'GET /api/me': me, ...api } });
const asManager =
  (api: Answers<DeskApi>): (() => Fixture<DeskApi>) =>
  () => ({ api: { 'GET /api/me': { ...me, staff: { ...fixtureStaff, roles: ['hall_manager'] } }, ...api } });
const asGuide =
  (live: LiveFixture<'hall.staff'>): (() => Fixture<DeskApi>) =>
  () => ({
    api: {
      'GET /api/me': { ...me, staff: { ...fixtureStaff, roles: ['guide'] } },
      'GET /api/items': foundFixture,
      'GET /api/items/:id': guideFixture,
      'POST /api/halls/:hallId/guide': { slip: slipFixture },
    },
    live: { 'hall.staff': live },
  });
const slipFixture = {
  number: 'A0092',
  seriesId: 'series-A',
  seriesName: { zh: '个人综合', en: 'Personal' },
  itemName: null,
  itemNames: [],
  place: null,
  ahead: 5,
  waitMinutes: 20,
  takenAt: '2026-11-24T02:42:00.000Z',
  url: 'http://192.168.1.20:8080/t/fixture',
};
const asSupervisor =
  (api: Answers<DeskApi>): (() => Fixture<DeskApi>) =>
  () => ({ api: { 'GET /api/me': { ...me, staff: { ...fixtureStaff, roles: ['supervisor'] } }, ...api } });
const unready =
  (api: Answers<DeskApi>): (() => Fixture<DeskApi>) =>
  () => ({ api: { 'GET /api/me': { ...me, oneTimePassword: true }, 'GET /api/entrance': entrance, ...api } });
const likeAdmin = 'n/a: as administration';
/** A section whose rows are a handful. */
const asAdministration = {
  loading: likeAdmin,
  error: likeAdmin,
  denied: likeAdmin,
  huge: 'n/a: a hall has a handful',
  stale: likeAdmin,
} as const;

const crowded = { state: 'halted', at: '15:20', date: null, closure: null, reason: 'crowded' } as const;
const administrator: Me = {
  ...me,
  staff: { ...fixtureStaff, id: 'staff-90', staffNo: '9001', name: '罗敏', roles: ['administrator', 'security_admin'] },
};
const asAdmin =
  (api: Answers<DeskApi>): (() => Fixture<DeskApi>) =>
  () => ({ api: { 'GET /api/me': administrator, ...api } });
const configStates = {
  loading: asAdmin({ 'GET /api/config': null }),
  error: asAdmin({ 'GET /api/config': new Refusal(503, 'unavailable') }),
  denied: asAdmin({ 'GET /api/config': new Refusal(403, 'auth.forbidden') }),
  stale: 'n/a: nothing on it is live',
} as const;

const auditor: Me = { ...me, halls: [], staff: { ...fixtureStaff, id: 'staff-99', staffNo: '9009', name: '吴静', roles: ['auditor'] } };
const moment = (view: HallStaffView) => ({ view, first: '2026-11-24T00:31:00.000Z', last: '2026-11-24T08:55:00.000Z' });
const asAuditor =
  (api: Answers<DeskApi>): (() => Fixture<DeskApi>) =>
  () => ({ api: { 'GET /api/me': auditor, 'GET /api/log/places': placesFixture, ...api } });
const operator: Me = {
  ...me,
  staff: { ...fixtureStaff, id: 'staff-60', staffNo: '6001', name: '谢小雨', roles: ['hotline_agent', 'hotline_dispatcher'] },
};

/** Every screen of the desk in every state, for pictures, axe and overflow checks. */
export const screens = defineScreens<Route, DeskApi>({
  'sign-in': {
    path: '/sign-in',
    states: {
      empty: signedOut({ 'GET /api/entrance': { demo: false, logins: [] } }),
      busy: signedOut({ 'GET /api/entrance': entrance }),
      loading: signedOut({ 'GET /api/entrance': entrance, 'POST /api/sign-in': null }),
      error: signedOut({ 'GET /api/entrance': entrance, 'POST /api/sign-in': new Refusal(401, 'auth.wrong') }),
      denied: signedOut({ 'GET /api/entrance': entrance, 'POST /api/sign-in': new Refusal(429, 'auth.locked', { seconds: 840 }) }),
      huge: signedOut({
        'GET /api/entrance': {
          demo: true,
          logins: Array.from({ length: 12 }, (_, i) => ({
            staffNo: `10${i + 10}`,
            password: 'demo',
            name: '买买提·吐尔逊·艾合买提',
            roles: ['clerk', 'hall_manager'],
          })),
        },
      }),
      stale: 'n/a: nothing on it is live',
    },
  },
  'first-password': {
    path: '/sign-in/password',
    states: {
      empty: 'n/a: it is a form, and busy is how it stands',
      busy: unready({}),
      loading: unready({ 'POST /api/me/password': null }),
      error: unready({ 'POST /api/me/password': new Refusal(422, 'request.invalid', { problem: 'too_simple' }) }),
      denied: unready({ 'POST /api/me/password': new Refusal(429, 'auth.locked', { seconds: 840 }) }),
      huge: 'n/a: it has three fields',
      stale: 'n/a: nothing on it is live',
    },
  },
  password: {
    path: '/password',
    states: {
      empty: 'n/a: it is a form, and busy is how it stands',
      busy: asClerk({}),
      loading: asClerk({ 'POST /api/me/password': null }),
      error: asClerk({ 'POST /api/me/password': new Refusal(401, 'auth.wrong') }),
      denied: asClerk({ 'POST /api/me/password': new Refusal(429, 'auth.locked', { seconds: 840 }) }),
      huge: 'n/a: it has three fields',
      stale: 'n/a: nothing on it is live',
    },
  },
  windows: {
    path: '/windows/hall-1',
    states: {
      ...live,
      empty: shows(staffView({ windows: [], tickets: [] })),
      busy: shows(staffView({}, [calledTicket()])),
      huge: shows(manyWindows()),
      stale: signedIn({ view: staffView({}, [calledTicket()]), ageMs: 192_000 }),
    },
  },
  ...windowScreens(signedIn, live, nobody),
  ...caseScreens(asClerk, asAuditor),
  ...licenceScreens(asClerk, asAuditor),
  ...hotlineScreens(operator, asAuditor),
  'guide desk': {
    path: '/guide/hall-1',
    size: [1180, 820],
    states: {
      empty: asGuide({ view: nobody }),
      busy: asGuide({ view: staffView() }),
      loading: asGuide({}),
      error: asGuide({ error: 'unavailable' }),
      denied: asGuide({ error: 'auth.forbidden' }),
      huge: asGuide({ view: hugeView() }),
      stale: asGuide({ view: staffView(), ageMs: 192_000 }),
    },
  },
  hall: {
    path: '/hall/hall-1',
    states: {
      ...live,
      empty: shows({ ...nobody, screens: [] }),
      busy: shows(staffView({ help: [helpAsked(), helpComing({ id: 'help-2', device: '1 号取号机', place: null })] }, [calledTicket()])),
      huge: shows({ ...hugeView(), windows: manyWindows().windows, help: manyCalls(), opening: { plan: null, none: crowded } }),
      stale: signedIn({ view: staffView({}, [servingTicket()]), ageMs: 192_000 }),
    },
  },
  replay: {
    path: '/hall/hall-1/replay?at=2026-11-24T02:42:00.000Z',
    states: {
      empty: asManager({
        'GET /api/halls/:hallId/replay': { ...moment(nobody), view: { ...nobody, hallDayId: null }, first: null, last: null },
      }),
      busy: asManager({ 'GET /api/halls/:hallId/replay': moment(staffView({}, [calledTicket()])) }),
      loading: asManager({ 'GET /api/halls/:hallId/replay': null }),
      error: asManager({ 'GET /api/halls/:hallId/replay': new Refusal(503, 'unavailable') }),
      denied: asClerk({ 'GET /api/halls/:hallId/replay': new Refusal(403, 'auth.forbidden') }),
      huge: asManager({ 'GET /api/halls/:hallId/replay': moment({ ...hugeView(), windows: manyWindows().windows }) }),
      stale: 'n/a: what is over does not grow old',
    },
  },
  ...bookingScreens(asManager, asClerk),
  ...reportScreens(asManager, asClerk),
  ratings: {
    path: '/ratings/hall-1',
    states: {
      empty: asManager({ 'GET /api/halls/:hallId/ratings': emptyReport }),
      busy: asSupervisor({ 'GET /api/halls/:hallId/ratings': ratingReport, 'GET /api/halls/:hallId/ratings/said': saidFixture }),
      loading: asManager({ 'GET /api/halls/:hallId/ratings': null }),
      error: asManager({ 'GET /api/halls/:hallId/ratings': new Refusal(503, 'unavailable') }),
      denied: asClerk({ 'GET /api/halls/:hallId/ratings': new Refusal(403, 'auth.forbidden') }),
      huge: asManager({ 'GET /api/halls/:hallId/ratings': hugeReport }),
      stale: 'n/a: a report of days that are over is read when it is opened',
    },
  },
  admin: {
    path: '/admin/windows',
    states: {
      empty: asAdmin({ 'GET /api/config': emptyConfig }),
      busy: asAdmin({ 'GET /api/config': configFixture }),
      huge: asAdmin({ 'GET /api/config': hugeConfig, 'GET /api/signing': heldDecisions }),
      ...configStates,
    },
  },
  voices: {
    path: '/admin/voices',
    states: {
      empty: asAdmin({ 'GET /api/config': { ...configFixture, voices: [] } }),
      busy: asAdmin({ 'GET /api/config': configFixture }),
      ...asAdministration,
    },
  },
  hours: {
    path: '/admin/hours',
    states: {
      empty: asAdmin({ 'GET /api/config': { ...configFixture, hours: [] } }),
      busy: asAdmin({ 'GET /api/config': configFixture }),
      ...asAdministration,
    },
  },
  staff: {
    path: '/admin/staff',
    states: {
      empty: asAdmin({ 'GET /api/config': configFixture, 'GET /api/staff': { staff: [], areas: [] } }),
      busy: asAdmin({ 'GET /api/config': configFixture, 'GET /api/staff': { staff: staffFixture, areas: [] } }),
      huge: asAdmin({
        'GET /api/config': configFixture,
        'GET /api/staff': { staff: manyStaff(), areas: [] },
      }),
      ...configStates,
    },
  },
  person: {
    path: '/admin/staff/staff-5',
    states: {
      empty: asAdmin({
        'GET /api/config': configFixture,
        'GET /api/staff': { staff: staffFixture.map((row) => ({ ...row, oneTimePassword: false, assignments: [] })), areas: [] },
      }),
      busy: asAdmin({ 'GET /api/config': configFixture, 'GET /api/staff': { staff: staffFixture, areas: [] } }),
      huge: asAdmin({
        'GET /api/config': configFixture,
        'GET /api/staff': { staff: [...staffFixture.map(busyPerson), ...manyStaff()], areas: [] },
      }),
      ...configStates,
      error: asAdmin({ 'GET /api/config': configFixture, 'GET /api/staff': new Refusal(503, 'unavailable') }),
    },
  },
  devices: {
    path: '/admin/devices',
    states: {
      empty: asAdmin({ 'GET /api/config': configFixture, 'GET /api/devices': { devices: [] } }),
      busy: asAdmin({ 'GET /api/config': configFixture, 'GET /api/devices': { devices: deviceFixture } }),
      huge: asAdmin({
        'GET /api/config': configFixture,
        'GET /api/devices': { devices: Array.from({ length: 300 }, (_, i) => ({ ...deviceFixture[i % 3]!, id: `d${i}` })) },
      }),
      ...configStates,
    },
  },
  ...historyScreens(asAdmin, configStates),
  ...logScreens(asAuditor),
  setup: {
    path: '/setup',
    states: {
      empty: signedOut({ 'GET /api/setup': { needed: true }, 'GET /api/entrance': { demo: false, logins: [] } }),
      busy: asAdmin({ 'GET /api/setup': { needed: false }, 'GET /api/config': configFixture }),
      loading: signedOut({ 'GET /api/setup': null }),
      error: signedOut({ 'GET /api/setup': new Refusal(503, 'unavailable') }),
      denied: signedOut({ 'GET /api/setup': { needed: false }, 'GET /api/entrance': entrance }),
      huge: 'n/a: its lists are those of administration',
      stale: 'n/a: nothing on it is live',
    },
  },
});
