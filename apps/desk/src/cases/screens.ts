import type { DeskApi } from '@one-window/api/client';
import { Refusal, type Answers, type Fixture } from '@one-window/ui/fixture';
import type { ScreenEntry } from '@one-window/ui/screens';
import {
  caseFixture,
  casesFixture,
  draftFixture,
  fixtureCase,
  fixtureItem,
  foundFixture,
  guideFixture,
  longCase,
  longGuide,
  manyCases,
  manyFound,
  noCases,
  unwrittenGuide,
} from './fixtures.ts';
import { handOver, handOverIn, longHandOver } from './hand-over-fixtures.ts';

type Route = 'cases' | 'case' | 'hand-over' | 'intake' | 'new-case';
type As = (api: Answers<DeskApi>) => () => Fixture<DeskApi>;

const unavailable = new Refusal(503, 'unavailable');
const notLive = 'n/a: nothing on it is live';

/** The screens for cases in every state, for somebody who may take them in, and for somebody who may not. */
export const caseScreens = (asClerk: As, asAuditor: As): Record<Route, ScreenEntry<DeskApi>> => ({
  cases: {
    path: '/cases/intake',
    states: {
      empty: asClerk({ 'GET /api/cases': noCases }),
      busy: asClerk({ 'GET /api/cases': casesFixture }),
      loading: asClerk({ 'GET /api/cases': null }),
      error: asClerk({ 'GET /api/cases': unavailable }),
      denied: asAuditor({}),
      huge: asClerk({ 'GET /api/cases': manyCases }),
      stale: 'n/a: it is asked for, with its age on the key that asks anew',
    },
  },
  case: {
    path: `/cases/intake/${fixtureCase}`,
    states: {
      empty: asClerk({ 'GET /api/cases': casesFixture, 'GET /api/cases/:caseId': draftFixture }),
      busy: asClerk({ 'GET /api/cases': casesFixture, 'GET /api/cases/:caseId': caseFixture }),
      loading: asClerk({ 'GET /api/cases': casesFixture, 'GET /api/cases/:caseId': null }),
      error: asClerk({ 'GET /api/cases': casesFixture, 'GET /api/cases/:caseId': unavailable }),
      denied: asClerk({ 'GET /api/cases': casesFixture, 'GET /api/cases/:caseId': new Refusal(404, 'not_found') }),
      huge: asClerk({ 'GET /api/cases': manyCases, 'GET /api/cases/:caseId': longCase }),
      // whatever is pressed, somebody was first
      stale: asClerk({
        'GET /api/cases': casesFixture,
        'GET /api/cases/:caseId': caseFixture,
        'POST /api/cases/:caseId/press': new Refusal(409, 'case.stale'),
      }),
    },
  },
  // who takes the result signs on the pad: no pad, asked, signed, declined, refused, too late
  'hand-over': {
    path: `/cases/delivery/${fixtureCase}`,
    states: {
      empty: handOverIn(asClerk(handOver)(), null),
      busy: handOverIn(asClerk(handOver)(), 'ASKED'),
      loading: 'n/a: as the case',
      error: handOverIn(asClerk({ ...handOver, 'POST /api/cases/:caseId/signature': new Refusal(409, 'signature.busy') })(), 'ASKED'),
      denied: handOverIn(asClerk(handOver)(), 'DECLINED'),
      huge: handOverIn(asClerk(longHandOver)(), 'SIGNED'),
      stale: handOverIn(asClerk(handOver)(), 'gone'),
    },
  },
  intake: {
    path: '/intake/hall-1?q=食品',
    states: {
      empty: asClerk({ 'GET /api/items': { items: [] } }),
      busy: asClerk({ 'GET /api/items': foundFixture }),
      loading: asClerk({ 'GET /api/items': null }),
      error: asClerk({ 'GET /api/items': unavailable }),
      denied: asAuditor({}),
      huge: asClerk({ 'GET /api/items': manyFound }),
      stale: notLive,
    },
  },
  'new-case': {
    path: `/intake/hall-1/${fixtureItem}?number=A0086`,
    states: {
      empty: asClerk({ 'GET /api/items/:id': unwrittenGuide }),
      busy: asClerk({ 'GET /api/items/:id': guideFixture, 'POST /api/cases': new Refusal(409, 'case.item_not_in_force') }),
      loading: asClerk({ 'GET /api/items/:id': null }),
      error: asClerk({ 'GET /api/items/:id': unavailable }),
      denied: asAuditor({}),
      huge: asClerk({ 'GET /api/items/:id': longGuide }),
      stale: notLive,
    },
  },
});
