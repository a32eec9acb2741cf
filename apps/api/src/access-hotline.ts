import { v7 as uuidv7 } from 'uuid';
import { orderAllows } from '@one-window/domain/order-table';
import { orderRoles, type OrderAction, type OrderRole, type OrderStatus } from '@one-window/domain/order-words';
import { canSomewhere, type Action } from '@one-window/domain/permissions';
import type { Answer, Rule } from './access-rules.ts';
import type { Place } from './access-places.ts';
import type { AccessWorld, Holder } from './access-world.ts';

export const orderRight: Partial<Record<OrderRole, Action>> = {
  hotline_agent: 'hotline.take',
  hotline_dispatcher: 'hotline.dispatch',
  callback_agent: 'hotline.call_back',
  department_handler: 'hotline.handle',
  department_head: 'hotline.handle',
  supervisor: 'hotline.rule',
};

/** Orders are the city's, whose hotline sits in the first hall; a unit sees its own. */
export function orderRolesOf(w: AccessWorld, who: Holder, unitId: string | null): OrderRole[] {
  const subject = { ...w.inHall('own'), departmentId: unitId };
  return orderRoles.filter((role) => {
    const right = orderRight[role];
    return who.role === role && right !== undefined && w.may(who, right, subject);
  });
}

/** What each route of the hotline gives to whom. */
export function hotlineRules(w: AccessWorld): Record<string, Rule | readonly Rule[]> {
  const { cases, halls } = w;
  const nobody = uuidv7();
  const id = (set: Readonly<Partial<Record<Place, string>>>, at: Place | null): string => (at && set[at]) ?? nobody;
  const at = (path: string, body?: object): Pick<Rule, 'ask' | 'anywhere'> => ({
    ask: () => ({ path, ...(body ? { body } : {}) }),
    anywhere: true,
  });
  const everybody = (): Answer => 'yes';
  const rights = [...new Set(Object.values(orderRight))];
  const somewhere = (who: Holder): Answer => (rights.some((right) => canSomewhere(who.actor, right, w.now())) ? 'yes' : 'forbidden');
  const takes = inRealmOf(w, 'hotline.take');
  const ownCall = (path: string, body?: object, harmless?: Rule['harmless']): Rule => ({
    ask: (place) => ({ path: `/hotline/calls/${id(w.calls, place === 'far' ? null : place)}${path}`, ...(body ? { body } : {}) }),
    expect: (who, place) => (takes(who) === 'forbidden' ? 'forbidden' : isCallOf(w, who, place) ? 'yes' : 'hidden'),
    ...(harmless ? { harmless } : {}),
  });
  /** A case of the number that calls there. */
  const callersOnly = (of: Place) => (who: Holder, place: Place) =>
    place === of ? ownCall('').expect(who, place) : takes(who) === 'forbidden' ? 'forbidden' : 'hidden';
  const order = (path: string, body: object | undefined, allowed: (roles: readonly OrderRole[]) => boolean, harmless?: object): Rule => ({
    known: true,
    ask: (place) => ({ path: `/hotline/orders/${id(w.orders, place)}${path}`, ...(body ? { body } : {}) }),
    expect: (who, place) => {
      const held = orderRolesOf(w, who, w.units[place]);
      return held.length === 0 ? 'hidden' : allowed(held) ? 'yes' : 'forbidden';
    },
    ...(harmless ? { harmless: (place) => ({ path: `/hotline/orders/${w.orders[place]}${path}`, body: harmless }) } : {}),
  });
  const orderPress = (status: OrderStatus, action: OrderAction, rest: object = {}): Rule =>
    order('/press', { version: 2, press: { action, ...rest } }, (held) => held.some((role) => orderAllows(status, action, role)), {
      version: 99,
      press: { action, ...rest },
    });
  const holds = (who: Holder, unit: string, ...of: Action[]): boolean =>
    orderRolesOf(w, who, unit).some((role) => of.length === 0 || of.includes(orderRight[role]!));
  const writes = (who: Holder, unit: string): boolean => holds(who, unit, 'hotline.dispatch', 'hotline.handle');
  const entry = (unit: string | null) => ({ unitId: unit ?? nobody, title: 'x', keywords: '', answer: 'x', validUntil: '2027-06-30' });
  const ofEntry = (body: (place: Place | null) => object, harmless: object, path = ''): Rule => ({
    ask: (place) => ({ path: `/hotline/entries/${id(w.entries, place)}${path}`, body: body(place) }),
    harmless: (place) => ({ path: `/hotline/entries/${id(w.entries, place)}${path}`, body: harmless }),
    expect: (who, place) => (!holds(who, w.units[place]) ? 'hidden' : writes(who, w.units[place]) ? 'yes' : 'forbidden'),
    known: true,
  });
  return {
    'POST /api/hotline/ready': { ...at('/hotline/ready', { ready: false }), expect: takes },
    'POST /api/hotline/calls': {
      ...at('/hotline/calls', { number: '' }),
      harmless: () => ({ path: '/hotline/calls', body: { number: 'no number' } }),
      expect: takes,
    },
    // that a call rings is told to those at whose desk it rings, and to nobody whether there is one
    'POST /api/hotline/calls/:callId/answer': {
      ask: (place) => ({ path: `/hotline/calls/${id(w.calls, place === 'far' ? null : place)}/answer`, body: {} }),
      expect: takes,
    },
    'POST /api/hotline/calls/:callId/end': ownCall('/end', {}),
    'POST /api/hotline/calls/:callId/done': ownCall('/done', {}, () => ({ path: '/hotline/ready', body: { ready: false } })),
    'GET /api/hotline/calls/:callId': ownCall(''),
    'PUT /api/hotline/calls/:callId/draft': ownCall('/draft', { version: 0, text: 'x' }),
    'GET /api/hotline/calls/:callId/cases/:caseId': [
      { ...ownCall(`/cases/${cases.accepted.own.id}`), expect: callersOnly('own') },
      { ...ownCall(`/cases/${cases.accepted.near.id}`), expect: callersOnly('near') },
    ],
    'POST /api/hotline/calls/:callId/cases/:caseId/amend': {
      ...ownCall(`/cases/${cases.accepted.own.id}/amend`, { version: 99 }),
      expect: callersOnly('own'),
    },
    'POST /api/hotline/calls/:callId/orders': ownCall('/orders', { ...request, readBack: true }, (place) => ({
      path: `/hotline/calls/${w.calls[place as 'own']}/orders`,
      body: { ...request, readBack: false },
    })),
    'POST /api/hotline/calls/:callId/answers': ownCall(
      '/answers',
      { ...request, answer: 'x', source: 'guide', sourceId: w.item },
      (place) => ({
        path: `/hotline/calls/${w.calls[place as 'own']}/answers`,
        body: { ...request, answer: 'x', source: 'entry', sourceId: nobody },
      }),
    ),
    'POST /api/hotline/calls/:callId/refusals': ownCall('/refusals', { ...request, ground: 'emergency', direction: '110' }, (place) => ({
      path: `/hotline/calls/${w.calls[place as 'own']}/refusals`,
      body: { ...request, content: '', ground: 'emergency', direction: '110' },
    })),
    'POST /api/hotline/calls/:callId/cases': ownCall(
      '/cases',
      { hallId: halls.own, itemId: w.item, applicant: { name: '李', idNo: '511602195207150022' } },
      (place) => ({
        path: `/hotline/calls/${w.calls[place as 'own']}/cases`,
        body: { hallId: halls.own, itemId: w.item, applicant: { name: '李', idNo: '511602195207150023' } },
      }),
    ),
    'GET /api/hotline/orders': { ...at('/hotline/orders'), expect: somewhere },
    'GET /api/hotline/rules': { ...at('/hotline/rules'), expect: somewhere },
    'GET /api/hotline/units': { ...at('/hotline/units'), expect: everybody },
    'GET /api/hotline/orders/:orderId': order('', undefined, () => true),
    'POST /api/hotline/orders/:orderId/press': [
      orderPress('DISPATCHED', 'sign'),
      orderPress('DISPATCHED', 'request_return', { unitId: w.units.near, clause: '不归本部门' }),
    ],
    'POST /api/hotline/orders/:orderId/caller': order('/caller', {}, (held) =>
      held.some((role) => ['department_handler', 'department_head', 'hotline_dispatcher', 'callback_agent'].includes(role)),
    ),
    'GET /api/hotline/knowledge': { ...at('/hotline/knowledge?q=x'), expect: takes },
    'GET /api/hotline/entries': { ...at('/hotline/entries'), expect: somewhere },
    'POST /api/hotline/entries': {
      ask: (place) => ({ path: '/hotline/entries', body: entry(place && w.units[place]) }),
      harmless: (place) => ({ path: '/hotline/entries', body: { ...entry(place && w.units[place]), validUntil: '2020-01-01' } }),
      expect: (who, place) => (writes(who, w.units[place]) ? 'yes' : 'forbidden'),
      known: true,
    },
    'POST /api/hotline/entries/:entryId': ofEntry((place) => ({ ...entry(place && w.units[place]), version: 1 }), {
      ...entry(w.units.own),
      validUntil: '2020-01-01',
      version: 1,
    }),
    'POST /api/hotline/entries/:entryId/withdraw': ofEntry(() => ({ version: 1 }), { version: 99 }, '/withdraw'),
  };
}

const inRealmOf =
  (w: AccessWorld, action: Action) =>
  (who: Holder): Answer =>
    w.may(who, action, w.inHall('own')) ? 'yes' : 'forbidden';

const isCallOf = (w: AccessWorld, who: Holder, at: Place): boolean => at !== 'far' && w.operators[at] === who.actor.id;

const request = {
  name: null,
  personId: null,
  type: 'help',
  category: 'other',
  urgency: 'ordinary',
  secret: false,
  content: 'x',
  wish: '',
  address: '',
};
