import { DomainError, type ErrorDetails } from '@one-window/domain/errors';
import { msBetween, type Instant } from '@one-window/domain/time';
import { calledBefore } from '@one-window/domain/overtaking';
import { assertTicketAction, availableTicketActions, type Ticket, type TicketAction } from '@one-window/domain/tickets';
import { nextTurn, turnsOf, type TurnMoment, type TurnReason } from '@one-window/domain/turns';
import type { HallStaffView, Name, StaffTicket, StaffWindow } from '@one-window/domain/views';

/** What a clerk can press. `next` is the machine's `call`, with the finish of the ticket at hand before it. */
export const commands = ['next', 'recall', 'start', 'hold', 'transfer', 'miss', 'finish', 'pause', 'undo', 'mark_inaccurate'] as const;
export type Command = (typeof commands)[number];

/** What stands in the bar at the foot; what is pressed once in a while is found under all keys. */
export const barCommands = commands.filter((command) => command !== 'mark_inaccurate');

/** One key each; hands learn them, so they stay. */
export const commandKeys: Readonly<Record<Command, string>> = {
  next: 'F2',
  recall: 'F3',
  start: 'F4',
  hold: 'F6',
  transfer: 'F7',
  miss: 'F8',
  finish: 'F9',
  pause: 'F10',
  undo: 'Ctrl Z',
  mark_inaccurate: 'Shift F9',
};

/** Why a key is dim: an error code of the house, or a reason that only this screen knows. */
export interface Reason {
  readonly code: string;
  readonly details: ErrorDetails;
}
export type KeyState = { readonly allowed: true } | { readonly allowed: false; readonly reason: Reason };

const yes: KeyState = { allowed: true };
const no = (code: string, details: ErrorDetails = {}): KeyState => ({ allowed: false, reason: { code, details } });

/** Everything the keys depend on. `now` is the server's clock as this screen knows it: the device's own plays no part. */
export interface Moment {
  readonly view: HallStaffView;
  readonly windowId: string;
  readonly staffId: string;
  readonly now: Instant;
}

export function windowOf(view: HallStaffView, windowId: string): StaffWindow | null {
  return view.windows.find((w) => w.id === windowId) ?? null;
}

/** The ticket in this window's hands, if any: the database allows at most one. */
export function currentTicket(view: HallStaffView, windowId: string): StaffTicket | null {
  return view.tickets.find((t) => t.windowId === windowId && (t.state === 'CALLED' || t.state === 'SERVING')) ?? null;
}

/** Whom this window may call: who was sent to another one that is open waits for that. */
function waiting(view: HallStaffView, window: StaffWindow): StaffTicket[] {
  const elsewhere = (id: string | null): boolean =>
    id !== null && id !== window.id && view.windows.some((w) => w.id === id && w.staffId !== null);
  return view.tickets.filter((t) => t.state === 'WAITING' && window.seriesIds.includes(t.seriesId) && !elsewhere(t.forWindowId));
}

const momentOf = ({ policy, asOf }: HallStaffView, { ordinarySincePriority, fallbackIds }: StaffWindow): TurnMoment => ({
  policy,
  now: asOf,
  ordinarySincePriority,
  fallback: new Set(fallbackIds),
});

/** Everybody whom this window may call, in the order in which it would call them. */
export function queueOf(view: HallStaffView, window: StaffWindow): StaffTicket[] {
  return turnsOf(waiting(view, window), momentOf(view, window));
}

/** Why the first of the queue is the first, in the rule's own terms. */
export function nextReason(view: HallStaffView, window: StaffWindow): TurnReason | null {
  return nextTurn(waiting(view, window), momentOf(view, window))?.why ?? null;
}

/** Held tickets that this window may take back: its own first, then by return time, the open-ended last. */
export function heldOf(view: HallStaffView, window: StaffWindow): StaffTicket[] {
  const own = (t: StaffTicket): number => (t.windowId === window.id ? 0 : 1);
  const until = (t: StaffTicket): string => t.heldUntil ?? '~';
  return view.tickets
    .filter((t) => t.state === 'HELD' && (t.windowId === window.id || window.seriesIds.includes(t.seriesId)))
    .sort((a, b) => own(a) - own(b) || compare(until(a), until(b)) || a.order - b.order);
}

/** Missed tickets of this window's queues, newest first. */
export function missedOf(view: HallStaffView, window: StaffWindow): StaffTicket[] {
  return view.tickets
    .filter((t) => t.state === 'MISSED' && window.seriesIds.includes(t.seriesId))
    .sort((a, b) => compare(b.endedAt ?? '', a.endedAt ?? ''));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The ticket of this person's last press that can still be taken back: the newest press goes first. */
export function undoableTicket(moment: Moment): StaffTicket | null {
  const { view, staffId, windowId, now } = moment;
  const fresh = view.tickets.filter(
    (t) =>
      t.undoable?.actorId === staffId &&
      // sent away from here: it is at no window now
      (t.windowId === windowId || t.state === 'WAITING') &&
      msBetween(t.undoable.at, now) <= view.policy.undoSeconds * 1000,
  );
  // finish-and-next writes two presses in one moment: the call is taken back before the finish
  const inHand = (t: StaffTicket): number => (t.state === 'CALLED' || t.state === 'SERVING' ? 0 : 1);
  return fresh.sort((a, b) => compare(b.undoable?.at ?? '', a.undoable?.at ?? '') || inHand(a) - inHand(b))[0] ?? null;
}

/** The machine's guards want the whole ticket; the view carries what they look at. */
function asTicket(t: StaffTicket, hallDayId: string): Ticket {
  return {
    ...t,
    hallDayId,
    seq: 0,
    why: null,
    notice: null,
    movedFrom: null,
    movedTo: null,
    itemId: t.items[0]?.id ?? null,
    items: t.items.map(({ id, mark }) => ({ itemId: id, mark })),
    cases: [],
    clerkId: null,
    firstCalledAt: t.calledAt,
    since: null,
    spent: { WAITING: 0, CALLED: 0, SERVING: 0, HELD: 0 },
    last: t.undoable ? { action: 'call', before: 'WAITING', actorId: t.undoable.actorId, at: t.undoable.at, callSeq: t.callSeq } : null,
  };
}

/** May this clerk press this on this ticket now, and if not, which sentence says why? One call decides here and in the API. */
export function ticketKey(ticket: StaffTicket, action: TicketAction, view: HallStaffView, now: Instant): KeyState {
  try {
    assertTicketAction(asTicket(ticket, view.hallDayId ?? ''), action, 'clerk', view.policy, now, view.hall.timeZone);
    return yes;
  } catch (error) {
    if (error instanceof DomainError) return no(error.code, error.details);
    throw error;
  }
}

function currentKey(moment: Moment, action: TicketAction): KeyState {
  const ticket = currentTicket(moment.view, moment.windowId);
  return ticket ? ticketKey(ticket, action, moment.view, moment.now) : no('desk.no_ticket');
}

function nextKey(moment: Moment, window: StaffWindow): KeyState {
  const current = currentTicket(moment.view, moment.windowId);
  if (current && !availableTicketActions(current.state, 'clerk').includes('finish'))
    return no('desk.call_open', { number: current.number });
  if (window.paused !== null) return no('desk.paused');
  if (waiting(moment.view, window).length === 0) return no('desk.nobody_waits');
  return yes;
}

function transferKey(moment: Moment, window: StaffWindow): KeyState {
  const others = transferTargets(moment.view, window);
  return others.series.length + others.windows.length === 0 ? no('desk.no_target') : currentKey(moment, 'transfer');
}

/** Whose times this clerk may know to be wrong: who is here, else who left this window last. */
export function inaccurateTicket({ view, windowId }: Moment): StaffTicket | null {
  const left = view.tickets.filter((t) => t.windowId === windowId && (t.state === 'DONE' || t.state === 'MISSED'));
  return currentTicket(view, windowId) ?? left.sort((a, b) => compare(b.endedAt ?? '', a.endedAt ?? ''))[0] ?? null;
}

function inaccurateKey(moment: Moment): KeyState {
  const ticket = inaccurateTicket(moment);
  if (!ticket) return no('desk.no_ticket');
  return ticket.inaccurate
    ? no('desk.inaccurate_already', { number: ticket.number })
    : ticketKey(ticket, 'mark_inaccurate', moment.view, moment.now);
}

/** Each key of the bar, lit or dim with its reason. */
export function keyStates(moment: Moment): Record<Command, KeyState> {
  const window = windowOf(moment.view, moment.windowId);
  if (!window || window.staffId !== moment.staffId) {
    const shut = no('window.not_open');
    return {
      next: shut,
      recall: shut,
      start: shut,
      hold: shut,
      transfer: shut,
      miss: shut,
      finish: shut,
      pause: shut,
      undo: shut,
      mark_inaccurate: shut,
    };
  }
  const undoable = undoableTicket(moment);
  return {
    next: nextKey(moment, window),
    recall: currentKey(moment, 'recall'),
    start: currentKey(moment, 'start'),
    hold: currentKey(moment, 'hold'),
    transfer: transferKey(moment, window),
    miss: currentKey(moment, 'miss'),
    finish: currentKey(moment, 'finish'),
    pause: yes,
    undo: undoable ? ticketKey(undoable, 'undo', moment.view, moment.now) : no('ticket.undo_nothing'),
    mark_inaccurate: inaccurateKey(moment),
  };
}

export interface TransferTargets {
  readonly series: HallStaffView['series'];
  readonly windows: readonly StaffWindow[];
}

/** Where the ticket at hand can go: every other queue, or another window that is open and serves its own. */
export function transferTargets(view: HallStaffView, window: StaffWindow): TransferTargets {
  const current = currentTicket(view, window.id);
  const fit = (w: StaffWindow): boolean => w.id !== window.id && w.staffId !== null && w.seriesIds.includes(current?.seriesId ?? '');
  return { series: view.series.filter((s) => s.id !== current?.seriesId), windows: view.windows.filter(fit) };
}

/** Who came later and was called before this one, where it could have been called; the newest first. */
export function before(view: HallStaffView, one: StaffTicket): (StaffTicket & { readonly why: NonNullable<StaffTicket['why']> })[] {
  const prefix = view.series.find((s) => s.id === one.seriesId)?.prefix ?? '-';
  const calls = view.tickets.flatMap((t) => {
    const { callSeq, calledAt, windowId, why } = t;
    return callSeq === null || calledAt === null || windowId === null || why === null ? [] : [{ ...t, callSeq, calledAt, windowId, why }];
  });
  const offers = (windowId: string): boolean => windowOf(view, windowId)?.offered.seriesIds.includes(one.seriesId) ?? false;
  return calledBefore({ order: one.order, prefix, forWindowId: one.forWindowId }, calls, offers);
}

/** The press that carries the work on: what the focus and the yellow key stand on. */
export function mainCommand(view: HallStaffView, windowId: string): Command {
  const current = currentTicket(view, windowId);
  if (current?.state === 'CALLED') return 'start';
  return windowOf(view, windowId)?.paused ? 'pause' : 'next';
}

/** What a ticket is about: its item where one was chosen, else the queue it stands in. */
export function matterOf(view: HallStaffView, ticket: StaffTicket): Name {
  if (ticket.itemName !== null) return { zh: ticket.itemName, en: null };
  return view.series.find((s) => s.id === ticket.seriesId)?.name ?? { zh: '', en: null };
}
