import type { DeskApi } from '@one-window/api/client';
import type { HotlineDeskView } from '@one-window/domain/views';
import { Refusal, type Answers, type Fixture } from '@one-window/ui/fixture';
import type { ScreenEntry } from '@one-window/ui/screens';
import type { Me } from '../api.ts';
import {
  busyDesk,
  callFixture,
  callersCase,
  downDesk,
  entriesFixture,
  fixtureCall,
  fixtureEntry,
  fixtureOrder,
  fullDesk,
  longCall,
  longOrder,
  longRules,
  manyEntries,
  manyOrders,
  newOrder,
  noOrders,
  noRules,
  orderFixture,
  ordersFixture,
  quietDesk,
  rectifyOrder,
  rulesFixture,
  strangersCall,
} from './fixtures.ts';

type Route = 'calls' | 'call' | 'orders' | 'order' | 'knowledge' | 'rules';
type As = (api: Answers<DeskApi>) => () => Fixture<DeskApi>;

const unavailable = new Refusal(503, 'unavailable');
const units = { units: [{ id: '01a21439-0000-7000-8000-000000000062', name: '区公安分局' }] };

/** The hotline's screens in every state, for an operator who dispatches too, and for somebody whose they are not. */
export function hotlineScreens(operator: Me, asOther: As): Record<Route, ScreenEntry<DeskApi>> {
  const shows =
    (view: HotlineDeskView | null, api: Answers<DeskApi> = {}, more: { ageMs?: number; error?: string } = {}) =>
    (): Fixture<DeskApi> => ({
      api: { 'GET /api/me': operator, ...api },
      live: { 'hotline.desk': { ...(view ? { view } : {}), ...more } },
    });
  const orders = (api: Answers<DeskApi>) => shows(null, { 'GET /api/hotline/units': units, ...api });
  return {
    calls: {
      path: '/hotline',
      states: {
        empty: shows(quietDesk),
        busy: shows(busyDesk),
        loading: shows(null),
        error: shows(downDesk),
        denied: asOther({}),
        huge: shows(fullDesk),
        stale: shows(busyDesk, {}, { ageMs: 40_000 }),
      },
    },
    call: {
      path: `/hotline/${fixtureCall}`,
      states: {
        empty: shows(busyDesk, { 'GET /api/hotline/calls/:callId': strangersCall }),
        busy: shows(busyDesk, {
          'GET /api/hotline/calls/:callId': callFixture,
          'GET /api/hotline/calls/:callId/cases/:caseId': callersCase,
        }),
        loading: shows(busyDesk, { 'GET /api/hotline/calls/:callId': null }),
        error: shows(busyDesk, { 'GET /api/hotline/calls/:callId': unavailable }),
        denied: shows(quietDesk, { 'GET /api/hotline/calls/:callId': new Refusal(404, 'not_found') }),
        huge: shows(fullDesk, { 'GET /api/hotline/calls/:callId': longCall }),
        // the line is cut in mid-call: what is typed stays, and goes on being kept
        stale: shows(
          downDesk,
          { 'GET /api/hotline/calls/:callId': { ...callFixture, status: 'ENDED', endedAt: busyDesk.asOf } },
          { ageMs: 40_000 },
        ),
      },
    },
    orders: {
      path: '/orders/all',
      states: {
        empty: orders({ 'GET /api/hotline/orders': noOrders }),
        busy: orders({ 'GET /api/hotline/orders': ordersFixture }),
        loading: orders({ 'GET /api/hotline/orders': null }),
        error: orders({ 'GET /api/hotline/orders': unavailable }),
        denied: asOther({}),
        huge: orders({ 'GET /api/hotline/orders': manyOrders }),
        stale: 'n/a: it is asked for, and a press on an old state is refused',
      },
    },
    rules: {
      path: '/rules',
      states: {
        empty: orders({ 'GET /api/hotline/rules': noRules }),
        busy: orders({ 'GET /api/hotline/rules': rulesFixture }),
        loading: orders({ 'GET /api/hotline/rules': null }),
        error: orders({ 'GET /api/hotline/rules': unavailable }),
        denied: asOther({}),
        huge: orders({ 'GET /api/hotline/rules': longRules }),
        stale: 'n/a: it is read, not pressed',
      },
    },
    knowledge: {
      path: `/knowledge/${fixtureEntry}`,
      states: {
        empty: orders({ 'GET /api/hotline/entries': { entries: [] } }),
        busy: orders({ 'GET /api/hotline/entries': entriesFixture }),
        loading: orders({ 'GET /api/hotline/entries': null }),
        error: orders({ 'GET /api/hotline/entries': unavailable }),
        denied: asOther({}),
        huge: orders({ 'GET /api/hotline/entries': manyEntries }),
        stale: orders({
          'GET /api/hotline/entries': entriesFixture,
          'POST /api/hotline/entries/:entryId': new Refusal(409, 'stale'),
        }),
      },
    },
    order: {
      path: `/orders/all/${fixtureOrder}`,
      states: {
        empty: orders({ 'GET /api/hotline/orders': ordersFixture, 'GET /api/hotline/orders/:orderId': newOrder }),
        busy: orders({ 'GET /api/hotline/orders': ordersFixture, 'GET /api/hotline/orders/:orderId': orderFixture }),
        loading: orders({ 'GET /api/hotline/orders': ordersFixture, 'GET /api/hotline/orders/:orderId': null }),
        error: orders({ 'GET /api/hotline/orders': ordersFixture, 'GET /api/hotline/orders/:orderId': unavailable }),
        denied: orders({ 'GET /api/hotline/orders': ordersFixture, 'GET /api/hotline/orders/:orderId': new Refusal(404, 'not_found') }),
        huge: orders({ 'GET /api/hotline/orders': manyOrders, 'GET /api/hotline/orders/:orderId': longOrder }),
        stale: orders({
          'GET /api/hotline/orders': ordersFixture,
          'GET /api/hotline/orders/:orderId': rectifyOrder,
          'POST /api/hotline/orders/:orderId/press': new Refusal(409, 'order.stale'),
        }),
      },
    },
  };
}
