import { addMs } from '@one-window/domain/time';
import { availableTicketActions, ticketStates } from '@one-window/domain/tickets';
import type { TurnRule } from '@one-window/domain/turns';
import { describe, expect, test } from 'vitest';
import { calledTicket, fixtureNow, fixtureStaff, servingTicket, staffView, ticket } from '../fixtures.ts';
import {
  currentTicket,
  heldOf,
  inaccurateTicket,
  keyStates,
  mainCommand,
  missedOf,
  nextReason,
  queueOf,
  transferTargets,
  undoableTicket,
  windowOf,
  type Command,
  type Moment,
} from './model.ts';
import type { HallStaffView, StaffTicket, StaffWindow } from '@one-window/domain/views';

const windowId = 'window-5';
const at = (view: HallStaffView, now = fixtureNow): Moment => ({ view, windowId, staffId: fixtureStaff.id, now });
const five = (view: HallStaffView): StaffWindow => windowOf(view, windowId)!;
const withWindow = (patch: Partial<StaffWindow>, extra: readonly StaffTicket[] = []): HallStaffView => {
  const view = staffView({}, extra);
  return { ...view, windows: view.windows.map((w) => (w.id === windowId ? { ...w, ...patch } : w)) };
};
const refusal = (view: HallStaffView, command: Command, now = fixtureNow): string | null => {
  const state = keyStates(at(view, now))[command];
  return state.allowed ? null : state.reason.code;
};

test('the times of whoever is here, or left last, are marked as wrong, once', () => {
  const at = (...tickets: ReturnType<typeof ticket>[]) => ({
    view: staffView({ tickets }),
    windowId: 'window-5',
    staffId: fixtureStaff.id,
    now: fixtureNow,
  });
  const left = (n: number, inaccurate = false) =>
    ticket('A', n, { state: 'DONE', windowId: 'window-5', endedAt: addMs(fixtureNow, n * 1000), inaccurate });
  const state = (...tickets: ReturnType<typeof ticket>[]) => {
    const moment = at(...tickets);
    const key = keyStates(moment).mark_inaccurate;
    return [inaccurateTicket(moment)?.number, key.allowed || key.reason.code];
  };
  expect(state(left(1), left(2))).toEqual(['A0002', true]);
  expect(state(left(1), left(2, true))).toEqual(['A0002', 'desk.inaccurate_already']);
  expect(state(servingTicket(), left(2, true))).toEqual([servingTicket().number, true]);
  expect(state()).toEqual([undefined, 'desk.no_ticket']);
});

test('the queue shows only the series of this window, by the rule of the hall', () => {
  const view = staffView();
  const numbers = (rule: TurnRule): string[] => queueOf({ ...view, policy: { ...view.policy, rule } }, five(view)).map((t) => t.number);
  expect(numbers('ratio')).toEqual(['A0089', 'A0087', 'B0032', 'A0088', 'A0090', 'B0033', 'A0091']);
  expect(numbers('arrival')).toEqual(
    ['A0087', 'B0032', 'A0088', 'A0089', 'A0090', 'B0033', 'A0091'].sort((a, b) => orderOf(view, a) - orderOf(view, b)),
  );
});

const orderOf = (view: HallStaffView, number: string): number => view.tickets.find((t) => t.number === number)!.order;

test('who was sent to another window waits for that one, as long as somebody sits there', () => {
  const sent = (to: string) => staffView({ tickets: [ticket('A', 1, { forWindowId: to }), ticket('A', 2)] });
  const other = staffView().windows.find((w) => w.id !== windowId && w.staffId !== null)!;
  const closed = staffView().windows.find((w) => w.staffId === null)!;
  const numbers = (view: HallStaffView) => queueOf(view, five(view)).map((t) => t.number);
  expect([windowId, other.id, closed.id].map((to) => numbers(sent(to)))).toEqual([['A0001', 'A0002'], ['A0002'], ['A0001', 'A0002']]);
});

describe('why the next one is next', () => {
  const because = (view: HallStaffView) => nextReason(view, five(view))?.because;
  const ratio = (view: HallStaffView): HallStaffView => ({ ...view, policy: { ...view.policy, rule: 'ratio' } });

  test('a priority ticket after enough ordinary ones', () => expect(because(ratio(staffView()))).toBe('priority'));
  test('an ordinary ticket whose turn it is, though a priority one came before', () => {
    const view = withWindow({ ordinarySincePriority: 1 });
    const tickets = [ticket('A', 1, { priority: 'ill' }), ticket('A', 2)];
    expect(because(ratio({ ...view, tickets }))).toBe('turn');
  });
  test('the first by arrival where no priority ticket waits', () => {
    expect(because(staffView({ tickets: [ticket('A', 1), ticket('A', 2)] }))).toBe('first');
  });
  test('nobody where nobody waits', () => expect(because(staffView({ tickets: [] }))).toBeUndefined());
});

describe('keys and the machine agree', () => {
  const pressable = { recall: 'recall', start: 'start', hold: 'hold', transfer: 'transfer', miss: 'miss', finish: 'finish' } as const;
  for (const state of ticketStates)
    test.each(Object.entries(pressable))(
      `on a ticket that is ${state}, %s is lit only where the machine has that edge`,
      (command, action) => {
        const held = calledTicket({ state, calls: 3, calledAt: addMs(fixtureNow, -60_000), startedAt: fixtureNow });
        const view = { ...staffView({ tickets: [held] }), policy: { ...staffView().policy, recallMax: 9 } };
        const open = state === 'CALLED' || state === 'SERVING';
        expect(refusal(view, command as Command) === null).toBe(open && availableTicketActions(state, 'clerk').includes(action));
      },
    );
});

test('a recall a moment after the call says how many seconds are left, counted by the server clock', () => {
  const view = staffView({}, [calledTicket()]);
  expect(keyStates(at(view)).recall).toEqual({ allowed: false, reason: { code: 'ticket.recall_too_soon', details: { seconds: 2 } } });
  expect(keyStates(at(view, addMs(fixtureNow, 2_000))).recall).toEqual({ allowed: true });
});

test('nobody is marked missed before the recalls that the hall promises', () => {
  const view = staffView({}, [calledTicket({ calledAt: addMs(fixtureNow, -60_000) })]);
  expect(keyStates(at(view)).miss).toEqual({ allowed: false, reason: { code: 'ticket.miss_too_soon', details: { recalls: 2 } } });
});

test('next waits for the open call, finishes the served one, and says when nobody waits or the window is paused', () => {
  expect(refusal(staffView({}, [calledTicket()]), 'next')).toBe('desk.call_open');
  expect(refusal(staffView({}, [servingTicket()]), 'next')).toBeNull();
  expect(refusal(staffView({ tickets: [] }), 'next')).toBe('desk.nobody_waits');
  expect(refusal(withWindow({ paused: 'meal' }), 'next')).toBe('desk.paused');
});

test('every key is dim in a window that somebody else took over', () => {
  const view = withWindow({ staffId: 'staff-9' }, [servingTicket()]);
  expect(Object.values(keyStates(at(view))).every((k) => !k.allowed && k.reason.code === 'window.not_open')).toBe(true);
});

test('undo reaches for the newest press of this clerk within the minute', () => {
  const done = ticket('A', 80, { state: 'DONE', windowId, undoable: { actorId: fixtureStaff.id, at: addMs(fixtureNow, -30_000) } });
  const foreign = ticket('A', 79, { state: 'DONE', windowId, undoable: { actorId: 'staff-9', at: fixtureNow } });
  const view = staffView({}, [done, foreign, calledTicket()]);
  expect(undoableTicket(at(view))?.number).toBe('A0086');
  expect(undoableTicket(at(staffView({}, [done, foreign])))?.number).toBe('A0080');
  expect(undoableTicket(at(view, addMs(fixtureNow, 120_000)))).toBeNull();
  expect(refusal(view, 'undo', addMs(fixtureNow, 120_000))).toBe('ticket.undo_nothing');
});

test('after finish-and-next the call is taken back before the finish of the same moment', () => {
  const moment = addMs(fixtureNow, -5_000);
  const done = ticket('A', 80, { state: 'DONE', windowId, undoable: { actorId: fixtureStaff.id, at: moment } });
  const view = staffView({}, [done, calledTicket({ undoable: { actorId: fixtureStaff.id, at: moment } })]);
  expect(undoableTicket(at(view))?.number).toBe('A0086');
});

test('held tickets of this window come first, by return time; missed ones newest first', () => {
  const view = staffView({}, [
    ticket('A', 70, { state: 'HELD', windowId: 'window-9', heldUntil: fixtureNow }),
    ticket('A', 71, { state: 'HELD', windowId, heldUntil: null }),
    ticket('A', 72, { state: 'MISSED', endedAt: fixtureNow, misses: 1 }),
  ]);
  expect(heldOf(view, five(view)).map((t) => t.number)).toEqual(['A0081', 'A0071', 'A0070']);
  expect(missedOf(view, five(view)).map((t) => t.number)).toEqual(['A0072', 'A0084']);
});

test('the main key follows the work: next, start, next', () => {
  expect(mainCommand(staffView(), windowId)).toBe('next');
  expect(mainCommand(staffView({}, [calledTicket()]), windowId)).toBe('start');
  expect(mainCommand(staffView({}, [servingTicket()]), windowId)).toBe('next');
  expect(mainCommand(withWindow({ paused: 'meal' }), windowId)).toBe('pause');
});

test('a transfer offers every other queue of the hall, and the other open windows of the same', () => {
  const view = staffView({}, [servingTicket()]);
  expect(transferTargets(view, five(view)).series.map((s) => s.prefix)).toEqual(['B', 'C']);
  expect(transferTargets(view, five(view)).windows.map((w) => w.label)).toEqual(['1']);
  expect(currentTicket(view, windowId)?.number).toBe('A0086');
});
