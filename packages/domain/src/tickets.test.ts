import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import { applyHallDay, applyTicket, type TicketEvent } from './hall-day.ts';
import {
  assertTicketAction,
  availableTicketActions,
  defaultPolicy,
  ORDER_STEP,
  pickNext,
  placeOfNewcomer,
  queueOrder,
  rejoinOrder,
  rejoinUntil,
  ticketActions,
  ticketAllows,
  ticketMachine,
  ticketNumber,
  ticketRoles,
  ticketStates,
  type Ticket,
  type Waiting,
} from './tickets.ts';

const zone = 'Asia/Shanghai';
const at = '2026-11-24T02:00:00.000Z';
const after = (seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString();
const context = { actorId: 'clerk', at, streamId: 'day' };

function taken(id = 't'): Ticket {
  const body = { seriesId: 's', seq: 1, number: 'A0001', order: 1000, priority: null, itemId: null, personId: null };
  return applyTicket(null, { type: 'ticket.taken', subject: id, body }, context);
}
const next = (ticket: Ticket, event: TicketEvent, time = at): Ticket => applyTicket(ticket, event, { ...context, at: time });
const called = (time = at): Ticket =>
  next(taken(), { type: 'ticket.called', subject: 't', body: { windowId: 'w', clerkId: 'clerk', callSeq: 1 } }, time);

describe('the ticket machine', () => {
  const everything = ticketStates.flatMap((state) =>
    ticketActions.flatMap((action) => ticketRoles.map((role) => [state, action, role] as const)),
  );

  test.each(everything)('%s: %s by %s is allowed exactly where the table says so', (state, action, role) => {
    const edge: { from: readonly string[]; roles: readonly string[] } = ticketMachine[action];
    expect(ticketAllows(state, action, role)).toBe(edge.from.includes(state) && edge.roles.includes(role));
    expect(availableTicketActions(state, role).includes(action)).toBe(ticketAllows(state, action, role));
  });

  test.each(['DONE', 'CANCELLED', 'ABANDONED'] as const)('%s is an end: only a wrong finish can be undone', (state) => {
    for (const role of ticketRoles) expect(availableTicketActions(state, role).filter((a) => a !== 'undo')).toEqual([]);
  });

  test('nobody but the clerk at the window calls, starts or finishes', () => {
    for (const action of ['call', 'recall', 'start', 'finish', 'miss', 'hold', 'resume', 'transfer', 'undo'] as const)
      expect(ticketMachine[action].roles).toEqual(['clerk']);
  });
});

describe('a call', () => {
  const refusal = (ticket: Ticket, action: 'recall' | 'miss' | 'rejoin' | 'undo', now: string): unknown => {
    try {
      assertTicketAction(ticket, action, 'clerk', defaultPolicy, now, zone);
      return null;
    } catch (error) {
      return error instanceof DomainError ? [error.code, error.details] : error;
    }
  };
  const recalled = (ticket: Ticket, time: string): Ticket =>
    next(ticket, { type: 'ticket.recalled', subject: 't', body: { callSeq: ticket.callSeq! + 1 } }, time);

  test('is repeated twice, 20 seconds apart, before the citizen is missed', () => {
    const first = called();
    expect(refusal(first, 'recall', after(5))).toEqual(['ticket.recall_too_soon', { seconds: 15 }]);
    expect(refusal(first, 'miss', after(60))).toEqual(['ticket.miss_too_soon', { recalls: 2 }]);
    const third = recalled(recalled(first, after(20)), after(40));
    expect(refusal(third, 'recall', after(90))).toEqual(['ticket.recall_limit', { max: 2 }]);
    expect(refusal(third, 'miss', after(50))).toEqual(['ticket.recall_too_soon', { seconds: 10 }]);
    expect(refusal(third, 'miss', after(60))).toBeNull();
  });

  test('that was missed can be queued again once, for 30 minutes, in the same half-day', () => {
    const missed = next(called(), { type: 'ticket.missed', subject: 't', body: {} });
    expect(rejoinUntil(missed, defaultPolicy, zone)).toBe(after(30 * 60));
    expect(refusal(missed, 'rejoin', after(30 * 60))).toBeNull();
    expect(refusal(missed, 'rejoin', after(30 * 60 + 1))).toEqual(['ticket.rejoin_expired', { minutes: 30 }]);
    // 11:50 in Shanghai: noon ends the half-day ten minutes later
    expect(rejoinUntil({ ...missed, endedAt: '2026-11-24T03:50:00.000Z' }, defaultPolicy, zone)).toBe('2026-11-24T04:00:00.000Z');
    expect(refusal({ ...missed, misses: 2 }, 'rejoin', after(1))).toEqual(['ticket.rejoin_used', { number: 'A0001' }]);
  });

  test('pressed by mistake is undone within a minute, once', () => {
    expect(refusal(called(), 'undo', after(60))).toBeNull();
    expect(refusal(called(), 'undo', after(61))).toEqual(['ticket.undo_expired', { seconds: 60 }]);
    const undone = next(called(), { type: 'ticket.undone', subject: 't', body: { action: 'call', to: 'WAITING' } });
    expect(undone).toMatchObject({ state: 'WAITING', windowId: null, last: null, order: 1000 });
  });
});

const waitingList: fc.Arbitrary<Waiting[]> = fc
  .array(fc.boolean(), { maxLength: 40 })
  .map((list) =>
    list.map((priority, i) => ({ id: String(i), order: (i + 1) * ORDER_STEP, priority: priority ? ('elderly' as const) : null })),
  );

describe('who is next', () => {
  test('is always the first of a class, and somebody whenever anybody waits', () => {
    fc.assert(
      fc.property(waitingList, fc.nat(5), fc.nat(4), (waiting, since, ordinaryPerPriority) => {
        const picked = pickNext(waiting, since, { ordinaryPerPriority });
        expect(picked === null).toBe(waiting.length === 0);
        if (picked)
          expect(waiting.filter((t) => (t.priority === null) === (picked.priority === null) && t.order < picked.order)).toEqual([]);
      }),
    );
  });

  test('overtakes an ordinary citizen at most once per two calls, and keeps a priority one waiting for at most two', () => {
    fc.assert(
      fc.property(waitingList, (waiting) => {
        const order = queueOrder(waiting, 2, { ordinaryPerPriority: 2 });
        expect(new Set(order)).toEqual(new Set(waiting));
        order.forEach((ticket, place) => {
          const overtaking = order.slice(0, place).filter((other) => other.order > ticket.order).length;
          if (ticket.priority === null) expect(overtaking).toBeLessThanOrEqual(1 + Math.floor(place / 3) + 1);
          else expect(overtaking).toBeLessThanOrEqual(2 * (1 + order.slice(0, place).filter((o) => o.priority !== null).length));
        });
      }),
    );
  });

  test('is the same whether the queue is walked or counted', () => {
    fc.assert(
      fc.property(waitingList, fc.boolean(), fc.nat(5), fc.nat(3), (waiting, priority, since, ordinaryPerPriority) => {
        const newcomer: Waiting = { id: 'new', order: 1_000_000, priority: priority ? 'ill' : null };
        const counts = {
          ordinary: waiting.filter((t) => t.priority === null).length,
          priority: waiting.filter((t) => t.priority !== null).length,
        };
        const walked = queueOrder([...waiting, newcomer], since, { ordinaryPerPriority }).indexOf(newcomer);
        expect(placeOfNewcomer(counts, priority, since, { ordinaryPerPriority })).toBe(walked);
      }),
    );
  });

  test('lets a returned citizen in behind three others, or last', () => {
    expect(rejoinOrder([1000, 2000, 3000, 4000], 3)).toBe(3001);
    expect(rejoinOrder([1000], 3)).toBe(1001);
    expect(rejoinOrder([1000, 2000, 3000, 3001], 3)).toBe(3002);
  });
});

test('a number is its prefix and four digits, more when the day is long', () => {
  expect([ticketNumber('A', 86), ticketNumber('VB', 10_000)]).toEqual(['A0086', 'VB10000']);
});

test('a window starts each day closed and remembers the fairness rule over a change of clerk', () => {
  let day = applyHallDay(null, { type: 'hall_day.opened', subject: 'day', body: { hallId: 'h', businessDate: '2026-11-24' } }, context);
  day = applyHallDay(day, { type: 'window.opened', subject: 'w', body: { staffId: 'a', tookOverFrom: null } }, context);
  day = { ...day, windows: { w: { ...day.windows['w']!, ordinarySincePriority: 1 } } };
  day = applyHallDay(day, { type: 'window.opened', subject: 'w', body: { staffId: 'b', tookOverFrom: 'a' } }, context);
  expect(day.windows['w']).toMatchObject({ staffId: 'b', ordinarySincePriority: 1 });
});
