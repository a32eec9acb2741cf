import { describe, expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import { applyHallDay, applyTicket, type TicketEvent } from './hall-day.ts';
import {
  assertTicketAction,
  availableTicketActions,
  defaultPolicy,
  rejoinUntil,
  standBack,
  ticketActions,
  ticketAllows,
  ticketMachine,
  ticketNumber,
  ticketRoles,
  ticketStates,
  type Ticket,
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

  test.each(['DONE', 'CANCELLED', 'ABANDONED'] as const)(
    '%s is an end: only a wrong finish can be undone, and wrong times be marked',
    (state) => {
      const after = (a: string): boolean => a === 'undo' || a === 'mark_inaccurate';
      for (const role of ticketRoles) expect(availableTicketActions(state, role).filter((a) => !after(a))).toEqual([]);
    },
  );

  test('nobody but the clerk at the window calls, starts or finishes; who was forgotten there is finished when the date ends', () => {
    for (const action of ['call', 'recall', 'start', 'miss', 'hold', 'resume', 'transfer', 'undo'] as const)
      expect(ticketMachine[action].roles).toEqual(['clerk']);
    expect(ticketMachine.finish.roles).toEqual(['clerk', 'system']);
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

test('who was sent to another queue, or back to their own, stands again as before, until called there', () => {
  const serving = next(called(), { type: 'ticket.started', subject: 't', body: {} }, after(5));
  const sent = { type: 'ticket.transferred', subject: 't', body: { toSeriesId: 'other', toWindowId: 'v', undoable: true } } as const;
  const away = next(serving, sent, after(9));
  expect(away).toMatchObject({ state: 'WAITING', seriesId: 'other', forWindowId: 'v', windowId: null, calls: 0 });
  const undone = next(away, { type: 'ticket.undone', subject: 't', body: { action: 'transfer', to: 'SERVING' } }, after(12));
  expect({ ...undone, spent: null, since: null, last: null }).toEqual({ ...serving, spent: null, since: null, last: null });
  const held = next(called(), { type: 'ticket.held', subject: 't', body: { until: after(900) } });
  const back = next(held, { type: 'ticket.returned', subject: 't', body: { favoured: true, undoable: true } });
  expect(next(back, { type: 'ticket.undone', subject: 't', body: { action: 'return', to: 'HELD' } })).toMatchObject({
    state: 'HELD',
    heldUntil: after(900),
    windowId: 'w',
    returned: false,
    last: null,
  });
  // another press since is what an undo would reach; a hand of before, and whoever is no clerk, left nothing to take back
  const elsewhere = next(away, { type: 'ticket.called', subject: 't', body: { windowId: 'v', clerkId: 'b', callSeq: 2 } });
  expect(elsewhere.last).toMatchObject({ action: 'call', actorId: expect.any(String) });
  expect(next(serving, { type: 'ticket.transferred', subject: 't', body: { toSeriesId: 'other' } }).last).toBeNull();
});

describe('who stands back', () => {
  const queue = (...orders: number[]) => orders.map((order) => ({ order, waitsFrom: after(order) }));

  test('goes in behind three others, or last, and counts as having come with the last of them', () => {
    expect(standBack(queue(1000, 2000, 3000, 4000), 3)).toEqual({ order: 3001, waitsFrom: after(3000) });
    expect(standBack(queue(1000), 3)).toEqual({ order: 1001, waitsFrom: after(1000) });
    expect(standBack(queue(1000, 2000, 3000, 3001), 3)).toEqual({ order: 3002, waitsFrom: after(3000) });
    expect(standBack([], 3)).toBeNull();
  });

  test('lets others pass twice and no more', () => {
    const passed = next(taken(), { type: 'ticket.let_pass', subject: 't', body: { order: 3001, waitsFrom: after(90) } });
    expect(passed).toMatchObject({ state: 'WAITING', order: 3001, waitsFrom: after(90), takenAt: at, passes: 1 });
    assertTicketAction(passed, 'let_pass', 'citizen', defaultPolicy, at, zone);
    const refused = (): void => assertTicketAction({ ...passed, passes: 2 }, 'let_pass', 'citizen', defaultPolicy, at, zone);
    expect(refused).toThrow(expect.objectContaining({ code: 'ticket.pass_limit', details: { max: 2 } }));
  });
});

describe('the times of a ticket', () => {
  test('are kept for each state, over holds, transfers and a second call, and the first call stays', () => {
    const lived = [
      [60, { type: 'ticket.called', body: { windowId: 'w', clerkId: 'clerk', callSeq: 1 } }],
      [80, { type: 'ticket.recalled', body: { callSeq: 2 } }],
      [90, { type: 'ticket.started', body: {} }],
      [190, { type: 'ticket.held', body: { until: null } }],
      [250, { type: 'ticket.returned', body: { favoured: true } }],
      [280, { type: 'ticket.called', body: { windowId: 'w', clerkId: 'clerk', callSeq: 3 } }],
      [290, { type: 'ticket.started', body: {} }],
      [300, { type: 'ticket.transferred', body: { toSeriesId: 'other', toWindowId: 'x' } }],
      [310, { type: 'ticket.called', body: { windowId: 'x', clerkId: 'clerk', callSeq: 4 } }],
      [311, { type: 'ticket.started', body: {} }],
      [400, { type: 'ticket.finished', body: {} }],
      [500, { type: 'ticket.marked_inaccurate', body: {} }],
    ] as const;
    const ticket = lived.reduce((t, [second, event]) => next(t, { ...event, subject: 't' }, after(second)), taken());
    expect(ticket).toMatchObject({
      state: 'DONE',
      spent: { WAITING: 100_000, CALLED: 41_000, SERVING: 199_000, HELD: 60_000 },
      firstCalledAt: after(60),
      since: null,
      forWindowId: 'x',
      returned: false,
      inaccurate: true,
    });
    expect(Object.values(ticket.spent).reduce((a, b) => a + b)).toBe(400_000);
  });

  test('of a call that was taken back go on where they stood, with what a return had given', () => {
    const back = next(next(called(), { type: 'ticket.held', subject: 't', body: { until: null } }, after(10)), {
      type: 'ticket.returned',
      subject: 't',
      body: { favoured: true },
    });
    const again = next(back, { type: 'ticket.called', subject: 't', body: { windowId: 'w', clerkId: 'clerk', callSeq: 2 } });
    expect(next(again, { type: 'ticket.undone', subject: 't', body: { action: 'call', to: 'WAITING' } })).toMatchObject({
      returned: true,
      why: null,
      state: 'WAITING',
    });
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
