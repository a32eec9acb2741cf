import { describe, expect, test } from 'vitest';
import { callerNumber } from './caller-number.ts';
import { hallTime, samplePlace } from './case-samples.ts';
import { errorStatus } from './errors.ts';
import { orderClocks, orderDue } from './order-clocks.ts';
import { orderAllows, orderMachine } from './order-table.ts';
import {
  defaultLimits,
  orderActions,
  orderRoles,
  orderStatuses,
  secretByDefault,
  type OrderAction,
  type OrderEdge,
} from './order-words.ts';
import {
  applyOrder,
  decideOrder,
  orderRefusal,
  type OrderActor,
  type OrderCommand,
  type OrderInputs,
  type WorkOrder,
} from './work-orders.ts';
import { addMs, type Instant } from './time.ts';

/** Read from the rule book, §6 and §1, and written down here by hand: action, from → to, who. `unit` is handler and head, `callers` call-back agent and dispatcher. */
const ruleBook = `
answer_directly     DRAFT → DIRECT_ANSWERED : hotline_agent
log                 DRAFT → PENDING_DISPATCH : hotline_agent
decline             DRAFT → CANCELLED : hotline_agent
open_rectification  DRAFT → PENDING_DISPATCH : system
dispatch            PENDING_DISPATCH → DISPATCHED : hotline_dispatcher system
sign                DISPATCHED REWORK → SIGNED_IN : unit
auto_sign           DISPATCHED REWORK → SIGNED_IN : system
request_return      DISPATCHED SIGNED_IN → BY_RETURNS : unit
reassign            RETURN_REQUESTED → DISPATCHED : hotline_dispatcher
refuse_return       RETURN_REQUESTED → SIGNED_IN : hotline_dispatcher
to_panel            RETURN_REQUESTED → ARBITRATION : hotline_dispatcher
arbitrate           ARBITRATION → DISPATCHED : supervisor
begin               SIGNED_IN → IN_PROGRESS : unit
verify              SIGNED_IN → IN_PROGRESS : unit
request_extension   IN_PROGRESS → EXTENSION_REQUESTED : unit
approve_extension   EXTENSION_REQUESTED → IN_PROGRESS : hotline_dispatcher supervisor
refuse_extension    EXTENSION_REQUESTED → IN_PROGRESS : hotline_dispatcher supervisor
suspend             IN_PROGRESS → SUSPENDED : supervisor
resume              SUSPENDED → IN_PROGRESS : supervisor
reply               IN_PROGRESS → REPLIED : unit
review              REPLIED → REVIEW : callers
pass_review         REVIEW → CALL_BACK : callers
send_back           REVIEW → IN_PROGRESS : callers
miss_call           CALL_BACK → SAME : callers
call_back           CALL_BACK → SAME : callers
rework              CALL_BACK → REWORK : callers
close               CALL_BACK → CLOSED : callers
close_unreasonable  REVIEW → CLOSED : supervisor
cancel              PENDING_DISPATCH DISPATCHED SIGNED_IN IN_PROGRESS SUSPENDED → CANCELLED : hotline_agent hotline_dispatcher
merge               PENDING_DISPATCH DISPATCHED SIGNED_IN RETURN_REQUESTED ARBITRATION IN_PROGRESS EXTENSION_REQUESTED REPLIED REVIEW CALL_BACK REWORK SUSPENDED → MERGED : hotline_dispatcher
join                PENDING_DISPATCH DISPATCHED SIGNED_IN RETURN_REQUESTED ARBITRATION IN_PROGRESS EXTENSION_REQUESTED REPLIED REVIEW CALL_BACK REWORK SUSPENDED → SAME : hotline_dispatcher
escalate            PENDING_DISPATCH DISPATCHED SIGNED_IN RETURN_REQUESTED ARBITRATION IN_PROGRESS EXTENSION_REQUESTED REPLIED REVIEW CALL_BACK REWORK SUSPENDED → SAME : hotline_dispatcher supervisor system
`;
const groups: Record<string, string[]> = {
  unit: ['department_handler', 'department_head'],
  callers: ['callback_agent', 'hotline_dispatcher'],
};
const written = new Map(
  ruleBook
    .trim()
    .split('\n')
    .map((line) => {
      const [, action = '', from = '', to = '', who = ''] = /^(\w+)\s+(.+) → (\w+) : (.+)$/.exec(line) ?? [];
      return [action, { from: from.split(' '), to, roles: who.split(' ').flatMap((role) => groups[role] ?? [role]) }] as const;
    }),
);

describe('the machine of a work order', () => {
  test.each(orderStatuses)('%s: each action is pressed by exactly those whom the rule book names', (status) => {
    for (const action of orderActions)
      for (const role of orderRoles) {
        const row = written.get(action);
        const allowed = row?.from.includes(status) === true && row.roles.includes(role);
        expect(orderAllows(status, action, role), `${action} ${role}`).toBe(allowed);
      }
  });

  test('leads where the rule book says, writes an event of its own for each action, and has a status for every refusal', () => {
    for (const action of orderActions) {
      const edge: OrderEdge = orderMachine[action];
      expect(edge.to, action).toBe(written.get(action)?.to);
      for (const code of edge.refusedWhen) expect(errorStatus[code]).toBeGreaterThan(400);
    }
    expect(new Set(orderActions.map((action) => orderMachine[action].event)).size).toBe(orderActions.length);
  });
});

const monday = hallTime('2026-03-02', '10:00');
const hours = (n: number): Instant => addMs(monday, n * 3_600_000);
const begun = {
  orderNo: 'W1',
  callId: 'call',
  callerId: 'caller',
  type: 'help',
  category: 'roads',
  urgency: 'ordinary',
  secret: false,
  content: 'c',
} as const;
const given: OrderInputs = {
  answer_directly: { ...begun, answer: 'a', source: 'guide', sourceId: 'item-1', sourceVersion: '1' },
  log: { ...begun, wish: 'w', address: 'a', readBack: true },
  decline: { ...begun, ground: 'in_procedure', direction: 'd' },
  open_rectification: {
    ...begun,
    type: 'rectify',
    secret: true,
    callId: null,
    ratingId: 'rating',
    stage: 'VISIT',
    level: 1,
    tags: ['impatient'],
    about: 'a',
    reachable: false,
  },
  dispatch: { unitId: 'roads', how: 'dispatcher' },
  sign: {},
  auto_sign: {},
  request_return: { clause: '第 3 条', unitId: 'water' },
  reassign: { unitId: 'water' },
  refuse_return: { reason: 'r' },
  to_panel: { reason: 'r' },
  arbitrate: { unitId: 'roads', reason: 'r' },
  begin: {},
  verify: { finding: 'upheld', facts: 'f', evidence: '' },
  request_extension: { amount: 3, reason: 'r' },
  approve_extension: {},
  refuse_extension: { reason: 'r' },
  suspend: { reason: 'r', plan: 'p', reviewOn: '2030-01-01' },
  resume: {},
  reply: { contactedBy: 'phone', facts: 'f', result: 'r', basis: 'b' },
  review: {},
  pass_review: {},
  send_back: { reason: 'r' },
  miss_call: {},
  call_back: { contacted: true, solved: true, satisfied: true, newGrounds: false },
  rework: { reason: 'r' },
  close: { explanation: '' },
  close_unreasonable: { reason: 'r', basis: 'b' },
  cancel: { reason: 'r' },
  merge: { reason: 'r', intoId: 'lead' },
  join: { fromId: 'order-1' },
  escalate: { reason: 'r' },
};

interface Step<A extends OrderAction> {
  readonly with?: Partial<OrderInputs[A]>;
  readonly at?: Instant;
  readonly by?: Partial<OrderActor>;
  readonly lead?: WorkOrder;
}
function pressOf<A extends OrderAction>(state: WorkOrder | null, action: A, step: Step<A>) {
  const role = orderMachine[action].roles[0];
  const actor: OrderActor = { id: role, role, unitId: role.startsWith('department') ? (state?.unitId ?? null) : null, ...step.by };
  const command = { action, ...given[action], ...step.with } as OrderCommand;
  return { state, command, actor, context: { now: step.at ?? monday, place: samplePlace, limits: defaultLimits, lead: step.lead ?? null } };
}
const next = <A extends OrderAction>(state: WorkOrder | null, action: A, step: Step<A> = {}): WorkOrder =>
  applyOrder(state, decideOrder(pressOf(state, action, step), 'order-1'));
const refused = <A extends OrderAction>(state: WorkOrder | null, action: A, step: Step<A> = {}): string | null =>
  orderRefusal(pressOf(state, action, step))?.code ?? null;
const walk = (actions: readonly OrderAction[], from: WorkOrder | null = null): WorkOrder =>
  actions.reduce<WorkOrder | null>((state, action) => next(state, action), from)!;

const dispatched = walk(['log', 'dispatch']);
const replied = walk(['sign', 'begin', 'reply'], dispatched);
const calling = walk(['review', 'pass_review'], replied);
const place = { place: samplePlace, limits: defaultLimits };

describe('time', () => {
  test('runs from the dispatch and not from the signature: a unit gains nothing by not signing', () => {
    const late = next(dispatched, 'sign', { at: hours(20) });
    expect(orderClocks(late, place).answer?.due).toEqual(orderClocks(next(dispatched, 'sign'), place).answer?.due);
    expect(orderClocks(dispatched, place).answer?.input).toMatchObject({ start: monday, allowance: { amount: 5, unit: 'working_day' } });
  });

  test('to sign lapses into a signature with a mark, and never before', () => {
    expect(refused(dispatched, 'auto_sign', { at: hours(1) })).toBe('order.sign_in_running');
    const signed = next(dispatched, 'auto_sign', { at: addMs(hours(1), 1) });
    expect(signed).toMatchObject({ status: 'SIGNED_IN', autoSigned: true, handlerId: null });
  });

  test('to sign is business time, unless the order is urgent: then it runs through the night', () => {
    const evening = hallTime('2026-03-06', '17:00');
    const at = (urgency: 'ordinary' | 'urgent'): WorkOrder => next(next(null, 'log', { with: { urgency } }), 'dispatch', { at: evening });
    expect(orderDue(at('ordinary'), place)).toBe(hallTime('2026-03-09', '09:30'));
    expect(orderDue(at('urgent'), place)).toBe(hallTime('2026-03-06', '17:15'));
  });

  test('of the caller is not begun anew by a return, that of the new unit is', () => {
    const moved = next(next(dispatched, 'request_return'), 'reassign', { at: hours(4) });
    const clocks = orderClocks(moved, place);
    expect([clocks.answer?.input.start, clocks.unit?.input.start]).toEqual([monday, hours(4)]);
    expect(orderDue(moved, place)).toBe(clocks.signIn?.due.state === 'running' ? clocks.signIn.due.at : null);
  });

  test('of an urgent order is two hours, to sign a quarter of one', () => {
    const urgent = next(next(null, 'log', { with: { urgency: 'urgent' } }), 'dispatch');
    expect([urgent.answerLimit, urgent.signInLimit]).toEqual([
      { amount: 2, unit: 'hour' },
      { amount: 15, unit: 'minute' },
    ]);
  });

  test('is extended once, before it ran out, by no more than the table allows', () => {
    const begun = walk(['sign', 'begin'], dispatched);
    expect(refused(begun, 'request_extension', { with: { amount: 11 } })).toBe('order.extension_too_long');
    expect(refused(begun, 'request_extension', { at: hours(24 * 20) })).toBe('order.extension_late');
    const longer = walk(['request_extension', 'approve_extension'], begun);
    expect(refused(longer, 'request_extension')).toBe('order.extension_used');
  });
});

describe('a unit', () => {
  test('touches its own orders only, and replies after it spoke to the caller, with facts, result and basis', () => {
    const begun = walk(['sign', 'begin'], dispatched);
    expect(refused(dispatched, 'sign', { by: { unitId: 'water' } })).toBe('order.wrong_unit');
    expect(refused(begun, 'reply', { with: { contactedBy: null } })).toBe('order.not_contacted');
    expect(refused(begun, 'reply', { with: { result: '' } })).toBe('order.reply_missing');
    expect(refused(begun, 'reply', { with: { basis: '' } })).toBe('order.basis_missing');
  });

  test('gives back in time, with a clause and the unit whose it is; the second return goes to the panel, whose ruling binds', () => {
    expect(refused(dispatched, 'request_return', { with: { clause: '' } })).toBe('order.clause_missing');
    expect(refused(dispatched, 'request_return', { with: { unitId: 'roads' } })).toBe('order.same_unit');
    expect(refused(dispatched, 'request_return', { at: hours(24 * 4) })).toBe('order.return_late');
    const again = next(walk(['request_return', 'reassign'], dispatched), 'request_return', { with: { unitId: 'roads' } });
    expect(again.status).toBe('ARBITRATION');
    const ruled = next(again, 'arbitrate');
    expect(ruled).toMatchObject({ status: 'DISPATCHED', unitId: 'roads', ruled: true });
    expect(refused(ruled, 'request_return')).toBe('order.ruling_binds');
  });
});

describe('a call-back', () => {
  test('closes what is solved; what is not is explained, or done again on new grounds, twice at most', () => {
    const solved = next(calling, 'call_back');
    expect(next(solved, 'close').status).toBe('CLOSED');
    const unhappy = { contacted: true, solved: false, satisfied: false, newGrounds: false };
    expect(refused(next(calling, 'call_back', { with: unhappy }), 'close')).toBe('order.explanation_missing');
    expect(refused(next(calling, 'call_back', { with: unhappy }), 'rework')).toBe('order.no_grounds');
    const again = (state: WorkOrder): WorkOrder => next(state, 'call_back', { with: { ...unhappy, newGrounds: true } });
    const explained = { with: { explanation: 'e' } };
    expect(refused(again(calling), 'close', explained)).toBe('order.rework_due');
    const redone = (state: WorkOrder): WorkOrder => walk(['rework', 'sign', 'begin', 'reply', 'review', 'pass_review'], again(state));
    const twice = redone(redone(calling));
    expect(refused(again(twice), 'rework')).toBe('order.rework_used');
    expect(refused(again(twice), 'close', explained)).toBeNull();
  });

  test('is tried three times at different times before an order is closed without it', () => {
    expect(refused(calling, 'close')).toBe('order.call_back_missing');
    const once = next(calling, 'miss_call');
    expect(refused(once, 'miss_call', { at: hours(0.5) })).toBe('order.tried_just_now');
    const thrice = next(next(once, 'miss_call', { at: hours(2) }), 'miss_call', { at: hours(4) });
    expect(refused(thrice, 'close', { at: hours(5) })).toBeNull();
  });

  test('of a complaint in confidence is made by those alone who do nothing else', () => {
    expect([secretByDefault('complaint'), secretByDefault('report'), secretByDefault('consult')]).toEqual([true, true, false]);
    const secret = { ...calling, secret: true };
    expect(refused(secret, 'call_back', { by: { role: 'hotline_dispatcher' } })).toBe('order.restricted');
    expect(refused(secret, 'call_back')).toBeNull();
  });
});

const withNumber = ({ reachable: _, ...order }: WorkOrder): WorkOrder => order;

describe('a bad rating', () => {
  const opened = walk(['open_rectification', 'dispatch']);
  const signed = next(opened, 'sign');

  test('is verified within a working day, set right within five, and answered only after it was verified', () => {
    expect(
      [orderClocks(signed, place).verify?.due, orderClocks(signed, place).answer?.due].map((due) => due?.state === 'running' && due.date),
    ).toEqual(['2026-03-03', '2026-03-09']);
    expect(orderDue(signed, place)).toBe(hallTime('2026-03-03', '17:30'));
    expect(refused(signed, 'begin')).toBe('order.not_verified');
    const verified = next(signed, 'verify');
    expect(orderDue(verified, place)).toBe(hallTime('2026-03-09', '17:30'));
    expect(refused(verified, 'reply', { with: { contactedBy: null } })).toBeNull();
    expect(refused(next(dispatched, 'sign'), 'verify')).toBe('order.no_rating');
  });

  test('is called malicious only with evidence; of whoever left no number nobody is called back', () => {
    expect(refused(signed, 'verify', { with: { finding: 'malicious' } })).toBe('order.evidence_missing');
    const done = walk(['verify', 'reply', 'review', 'pass_review'], signed);
    expect(refused(done, 'close')).toBeNull();
    expect(refused(withNumber(done), 'close')).toBe('order.call_back_missing');
  });
});

describe('beside the straight way', () => {
  const begun = walk(['sign', 'begin'], dispatched);

  test('a request was read back before it is logged; one that is answered at once rests on something, one that is declined has a way to go', () => {
    expect(refused(null, 'log', { with: { readBack: false } })).toBe('order.not_read_back');
    expect(refused(null, 'answer_directly', { with: { sourceVersion: '' } })).toBe('order.source_missing');
    expect(refused(null, 'answer_directly', { with: { answer: '' } })).toBe('order.answer_missing');
    expect(next(null, 'answer_directly')).toMatchObject({ status: 'DIRECT_ANSWERED', orderNo: 'W1', endedAt: monday });
    expect(refused(null, 'decline', { with: { direction: '' } })).toBe('order.direction_missing');
    expect(next(null, 'decline')).toMatchObject({ status: 'CANCELLED', callerId: 'caller', endedAt: monday });
  });

  test('a suspended order waits with a plan for a day that is still to come, costs no time, and comes back to the top on that day', () => {
    expect(refused(begun, 'suspend', { with: { plan: '' } })).toBe('order.plan_missing');
    expect(refused(begun, 'suspend', { with: { reviewOn: '2026-03-02' } })).toBe('order.review_date_missing');
    const waiting = next(begun, 'suspend', { with: { reviewOn: '2026-04-01' } });
    expect(orderClocks(waiting, place).answer?.due.state).toBe('stopped');
    expect(orderDue(waiting, place)).toBe(hallTime('2026-04-01', '00:00'));
    const before = orderClocks(begun, place).answer!.due;
    const after = orderClocks(next(waiting, 'resume', { at: hours(48) }), place).answer!.due;
    // Tuesday and Wednesday did not count
    expect([before, after].map((due) => due.state === 'running' && due.date)).toEqual(['2026-03-09', '2026-03-11']);
  });

  test('a duplicate goes into an order that goes on, and into no other; that one knows whom to answer as well', () => {
    const lead = { ...dispatched, id: 'lead' };
    for (const wrong of [undefined, dispatched, { ...lead, endedAt: monday }])
      expect(refused(dispatched, 'merge', wrong ? { lead: wrong } : {})).toBe('order.no_lead');
    expect(next(dispatched, 'merge', { lead })).toMatchObject({ status: 'MERGED', mergedInto: 'lead', endedAt: monday });
    expect(next(lead, 'join')).toMatchObject({ status: 'DISPATCHED', joined: ['order-1'] });
  });

  test('the supervisor is called once, with a reason; a limit that ran out needs none', () => {
    expect(refused(begun, 'escalate', { with: { reason: '' } })).toBe('order.reason_missing');
    const bySystem = { with: { reason: '' }, by: { role: 'system' } } as const;
    const flagged = next(begun, 'escalate', bySystem);
    expect(flagged).toMatchObject({ status: 'IN_PROGRESS', escalated: true });
    expect(refused(flagged, 'escalate')).toBe('order.escalated_already');
  });
});

test.each([
  ['13812346207', '13812346207'],
  ['+86 138-1234-6207', '13812346207'],
  ['013812346207', '13812346207'],
  ['"李" <13812346207>', '13812346207'],
  ['13812346207/02812345678', '13812346207'],
  ['028-12345678 转 8', '02812345678'],
  ['anonymous', null],
  ['', null],
  ['12', null],
])('the number of a caller %j is found again as %j', (said, number) => {
  expect(callerNumber(said)).toBe(number);
});
