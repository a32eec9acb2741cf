import type { PortalApi } from '@one-window/api/client';
import { Refusal, type Answers, type Fixture } from '@one-window/ui/fixture';
import type { ScreenEntry, StateEntry } from '@one-window/ui/screens';
import { bookings } from '../book/screens.ts';
import type { HallNow, ItemGuide } from '../home/data.ts';
import type { MyCase } from './data.ts';
import * as f from './fixtures.ts';

export type CaseRoute =
  | 'sign in'
  | 'outbox'
  | 'apply'
  | 'check'
  | 'change'
  | 'receipt'
  | 'my cases'
  | 'my reads'
  | 'my licences'
  | `my case${'' | ' asked' | ' turned down' | ' ready' | ' to pay' | ' to rate'}`;

const offline = new Refusal(503, 'unavailable');
const signedOut = new Refusal(401, 'auth.required');
const me = {
  'GET /api/me': { phone: '138****1111', lang: 'zh' },
  'PUT /api/me/language': { ok: true },
  'GET /api/bookings': { bookings },
} satisfies Answers<PortalApi>;
const answers =
  (api: Answers<PortalApi>): (() => Fixture<PortalApi>) =>
  () => ({ api: { ...me, ...api } });

const drawn = 'n/a: drawn with the case in review';
const readAnew = 'n/a: read anew each half minute and dated when that fails; a press on what has changed is told where it was pressed';

const ofCase = (view: MyCase): StateEntry<PortalApi> => answers({ 'GET /api/cases/:caseId': view });

/** Another standing of the same screen. */
const another = (id: string, view: MyCase): ScreenEntry<PortalApi> => ({
  path: `/my/${id}`,
  states: { empty: drawn, busy: ofCase(view), loading: drawn, error: drawn, denied: drawn, huge: drawn, stale: drawn },
});

const around = (empty: StateEntry<PortalApi>, busy: MyCase, huge: MyCase): ScreenEntry<PortalApi>['states'] => ({
  empty,
  busy: ofCase(busy),
  loading: answers({ 'GET /api/cases/:caseId': null }),
  error: answers({ 'GET /api/cases/:caseId': offline }),
  denied: answers({ 'GET /api/cases/:caseId': signedOut }),
  huge: ofCase(huge),
  stale: readAnew,
});

/** The citizen's online door. The guide with a version and the halls are those of the other screens. */
export function caseScreens(guide: ItemGuide, hugeGuide: ItemGuide, halls: readonly HallNow[]): Record<CaseRoute, ScreenEntry<PortalApi>> {
  const item = (of: ItemGuide, visits = { least: 0, most: 1 }): ItemGuide => ({
    ...of,
    version: of.version && { ...of.version, scope: 'city', visits },
  });
  const forForm = { 'GET /api/items/:id': item(guide), 'GET /api/halls': { halls } };
  const notice = { version: '2026-11', demo: true };
  return {
    'sign in': {
      path: '/sign-in?to=/apply/i3',
      states: {
        empty: answers({ 'GET /api/notice': notice }),
        busy: 'n/a: nothing is on its way before it is pressed',
        loading: answers({ 'GET /api/notice': null }),
        error: answers({ 'GET /api/notice': offline }),
        denied: 'n/a: everybody may sign in; what was wrong is told where it was pressed',
        huge: 'n/a: nothing here grows',
        stale: 'n/a: a new notice is shown when the server says that it is new',
      },
    },
    outbox: {
      path: '/outbox',
      states: {
        empty: answers({ 'GET /api/demo/outbox': { messages: [] } }),
        busy: answers({ 'GET /api/demo/outbox': { messages: f.messages } }),
        loading: answers({ 'GET /api/demo/outbox': null }),
        error: answers({ 'GET /api/demo/outbox': offline }),
        denied: answers({ 'GET /api/demo/outbox': new Refusal(404, 'not_found') }),
        huge: answers({ 'GET /api/demo/outbox': { messages: f.manyMessages } }),
        stale: 'n/a: read anew every 5 seconds; when that fails the error stands in its place',
      },
    },
    apply: {
      path: '/apply/i3?reason=renew',
      states: {
        empty: answers({ 'GET /api/items/:id': item(guide), 'GET /api/halls': { halls }, 'GET /api/me': signedOut }),
        busy: answers({ 'GET /api/items/:id': item(guide), 'GET /api/halls': { halls: halls.slice(0, 1) } }),
        loading: answers({ 'GET /api/items/:id': null }),
        error: answers({ 'GET /api/items/:id': offline }),
        // what cannot be done online
        denied: answers({ 'GET /api/items/:id': item(guide, { least: 1, most: 1 }), 'GET /api/halls': { halls } }),
        huge: answers({
          'GET /api/items/:id': item(hugeGuide),
          'GET /api/halls': {
            halls: Array.from({ length: 20 }, (_, i) => ({ ...halls[0]!, id: `h${i}`, name: { zh: f.huge.item.name, en: null } })),
          },
        }),
        stale: 'n/a: a guide does not age while one reads',
      },
    },
    check: { path: '/my/c1/check', states: around(ofCase(f.submitted), f.draft, f.hugeDraft) },
    change: {
      path: '/my/c1/change',
      states: {
        empty: answers({ ...forForm, 'GET /api/cases/:caseId': f.submitted }),
        busy: answers({ ...forForm, 'GET /api/cases/:caseId': f.draft }),
        loading: answers({ 'GET /api/cases/:caseId': null }),
        error: answers({ 'GET /api/cases/:caseId': offline }),
        denied: answers({ 'GET /api/cases/:caseId': signedOut }),
        huge: answers({ ...forForm, 'GET /api/cases/:caseId': f.hugeDraft }),
        stale: readAnew,
      },
    },
    receipt: { path: '/my/c1/receipt', states: around('n/a: there is a receipt or there is none', f.submitted, f.huge) },
    'my reads': {
      path: '/my/reads',
      states: {
        empty: answers({ 'GET /api/reads': { reads: [] } }),
        busy: answers({ 'GET /api/reads': { reads: f.reads } }),
        loading: answers({ 'GET /api/reads': null }),
        error: answers({ 'GET /api/reads': offline }),
        denied: answers({ 'GET /api/reads': signedOut }),
        huge: answers({ 'GET /api/reads': { reads: f.manyReads } }),
        stale: 'n/a: what was looked at does not change; read anew when it is opened',
      },
    },
    'my licences': {
      path: '/my/licences',
      states: {
        empty: answers({ 'GET /api/licences': { licences: [] } }),
        busy: answers({ 'GET /api/licences': { licences: f.licences } }),
        loading: answers({ 'GET /api/licences': null }),
        error: answers({ 'GET /api/licences': offline }),
        denied: answers({ 'GET /api/licences': signedOut }),
        huge: answers({ 'GET /api/licences': { licences: f.manyLicences } }),
        stale: 'n/a: read when it is opened; the page behind each code is always of now',
      },
    },
    'my cases': {
      path: '/my',
      states: {
        empty: answers({ 'GET /api/cases': { cases: [] } }),
        busy: answers({ 'GET /api/cases': { cases: f.rows } }),
        loading: answers({ 'GET /api/cases': null }),
        error: answers({ 'GET /api/cases': offline }),
        denied: answers({ 'GET /api/cases': signedOut }),
        huge: answers({ 'GET /api/cases': { cases: f.manyRows } }),
        stale: 'n/a: read when it is opened; one case is read anew each half minute',
      },
    },
    'my case': { path: '/my/c1', states: around(answers({ 'GET /api/cases/:caseId': new Refusal(404, 'not_found') }), f.reviewed, f.huge) },
    'my case asked': another('c2', f.asked),
    'my case turned down': another('c3', f.turnedDown),
    'my case ready': another('c4', f.ready),
    'my case to pay': another('c6', f.toPay),
    'my case to rate': {
      path: '/my/c7',
      states: {
        ...another('c7', f.ready).states,
        busy: answers({
          'GET /api/cases/:caseId': { ...f.ready, id: 'c7' },
          'GET /api/cases/:caseId/ratings': {
            steps: [{ stage: 'ACCEPTED', about: f.ready.item.name, state: 'open', until: '2026-12-24T02:00:00.000Z' }],
          },
        }),
      },
    },
  };
}
