import type { MessageLanguage } from './languages.ts';
import type { NoticeState } from './notices.ts';
import type { HelpRequest, HelpRequests } from './help.ts';
import type { Role } from './permissions.ts';
import { applySignature, withoutSigning, type SignatureBodies, type SignatureRequests } from './signatures.ts';
import type { WindowSkills } from './skills.ts';
import { carriedAfter, type TicketCase, type TicketItemBodies } from './ticket-items.ts';
import { takenTicket } from './ticket-taken.ts';
import { classOf } from './turns.ts';
import { msBetween, type DateText, type Instant } from './time.ts';
import {
  isLasting,
  ORDER_STEP,
  type CallReason,
  type PriorityReason,
  type Ticket,
  type TicketAction,
  type TicketState,
} from './tickets.ts';

export const pauseReasons = ['meal', 'internal', 'equipment', 'other'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Why a hall gives no numbers for now. */
export const haltReasons = ['crowded', 'power', 'network', 'safety', 'other'] as const;
export interface Halt {
  readonly reason: (typeof haltReasons)[number];
  /** When it is over by itself; null = until somebody says so. */
  readonly until: Instant | null;
}

/** What a window does today. It belongs to the hall-day: tomorrow every window starts closed. */
export interface WindowDay {
  readonly staffId: string;
  readonly openedAt: Instant;
  readonly paused: PauseReason | null;
  /** Ordinary tickets called since the last priority one: the whole memory of the fairness rule. */
  readonly ordinarySincePriority: number;
}

/** One hall on one business date: the aggregate that a call locks. */
export interface HallDay {
  readonly id: string;
  readonly hallId: string;
  readonly businessDate: DateText;
  /** Last sequence issued per series. */
  readonly counters: Readonly<Record<string, number>>;
  readonly taken: number;
  readonly callSeq: number;
  readonly windows: Readonly<Record<string, WindowDay>>;
  /** Windows that serve other queues today than the configuration says. */
  readonly skills: Readonly<Record<string, WindowSkills>>;
  readonly help: HelpRequests;
  /** Window → what is asked on its pad, or was answered there last. */
  readonly signing: SignatureRequests;
  readonly halt: Halt | null;
  /** Minute of the date up to which who waited was cleared by the clock: a clearing is done once. */
  readonly sweptTo: number | null;
  readonly clearedAt: Instant | null;
}

interface Bodies extends SignatureBodies, TicketItemBodies {
  'hall_day.opened': { hallId: string; businessDate: DateText };
  'hall_day.cleared': { abandoned: number };
  'hall_day.halted': Halt;
  'hall_day.resumed': Record<string, never>;
  /** Who waited at the beginning of a break, or at the end of the day, was cleared; `upTo` null = by hand. */
  'hall_day.swept': { upTo: number | null; abandoned: number };
  'window.opened': { staffId: string; tookOverFrom: string | null };
  'window.closed': { reason: 'signed_out' | 'taken_over' | 'cleared' | 'revoked' };
  'window.paused': { reason: PauseReason };
  'window.resumed': Record<string, never>;
  /** For today only; null = as configured again. */
  'window.reskilled': { skills: WindowSkills | null };
  'number.voided': { seriesId: string; from: number; to: number; reason: string };
  'ticket.taken': {
    seriesId: string;
    seq: number;
    number: string;
    order: number;
    priority: PriorityReason | null;
    itemId: string | null;
    /** All matters, since a number can be for several. */
    items?: readonly string[];
    cases?: readonly TicketCase[];
    personId: string | null;
    bookedAt?: Instant | null;
    /** The number in another hall that was given up for this one. */
    movedFrom?: string;
  };
  /** `why` since the queue explains itself. */
  'ticket.called': { windowId: string; clerkId: string; callSeq: number; why?: CallReason };
  'ticket.recalled': { callSeq: number };
  'ticket.started': Record<string, never>;
  'ticket.finished': Record<string, never>;
  'ticket.missed': Record<string, never>;
  'ticket.rejoined': { order: number; waitsFrom?: Instant };
  'ticket.let_pass': { order: number; waitsFrom: Instant };
  /** null = no priority after all. */
  'ticket.prioritised': { priority: PriorityReason | null };
  'ticket.marked_inaccurate': Record<string, never>;
  'ticket.held': { until: Instant | null };
  /** `why` since every call explains itself. */
  'ticket.resumed': { windowId: string; clerkId: string; callSeq: number; why?: CallReason };
  /** `favoured` since who comes back is given something for it; `undoable` where a clerk pressed, since that can be taken back. */
  'ticket.returned': { favoured?: true; undoable?: true };
  'ticket.transferred': { toSeriesId: string; toWindowId?: string | null; undoable?: true };
  'ticket.cancelled': Record<string, never>;
  'ticket.moved': { hallId: string; movedTo: string };
  /** The number of the phone stands beside, encrypted; here only where it came from. */
  'ticket.notice_asked': { lang: MessageLanguage; from: 'typed' | 'account' };
  'ticket.notice_ended': Record<string, never>;
  /** Put into the outbox with this event. */
  'ticket.noticed': { of: Exclude<NoticeState, 'asked'>; ahead: number | null };
  'ticket.abandoned': Record<string, never>;
  'ticket.undone': { action: TicketAction; to: TicketState };
  'help.asked': { deviceId: string };
  'help.answered': { windowId: string | null; role: Role };
  'help.released': Record<string, never>;
  'help.ended': { how: 'withdrawn' | 'helped' | 'cleared' };
}

export type HallDayEventType = keyof Bodies;

/** What a rule returns: one per transition. `subject` is the ticket, window or request for help that it is about, the hall-day's own id otherwise. */
export type HallDayEvent = {
  [T in HallDayEventType]: { readonly type: T; readonly subject: string; readonly body: Bodies[T] };
}[HallDayEventType];

/** Who and when: added by `change()`, the same for fold and row. */
export interface EventContext {
  readonly actorId: string;
  readonly at: Instant;
  readonly streamId: string;
}

export type TicketEvent = Extract<HallDayEvent, { type: `ticket.${string}` }>;

export function isTicketEvent(event: HallDayEvent): event is TicketEvent {
  return event.type.startsWith('ticket.');
}

/** Folds one event into the hall-day. `null` before `hall_day.opened`. */
export function applyHallDay(day: HallDay | null, event: HallDayEvent, at: EventContext): HallDay {
  if (event.type === 'hall_day.opened')
    return {
      id: at.streamId,
      ...event.body,
      counters: {},
      taken: 0,
      callSeq: 0,
      windows: {},
      skills: {},
      help: {},
      signing: {},
      halt: null,
      sweptTo: null,
      clearedAt: null,
    };
  if (!day) throw new Error(`${event.type} before hall_day.opened`);
  switch (event.type) {
    case 'hall_day.cleared':
      return { ...day, clearedAt: at.at };
    case 'hall_day.halted':
      return { ...day, halt: event.body };
    case 'hall_day.resumed':
      return { ...day, halt: null };
    case 'hall_day.swept':
      return { ...day, sweptTo: event.body.upTo ?? day.sweptTo };
    case 'window.opened':
      return withWindow(day, event.subject, {
        staffId: event.body.staffId,
        openedAt: at.at,
        paused: null,
        // the rule's memory survives a change of clerk
        ordinarySincePriority: day.windows[event.subject]?.ordinarySincePriority ?? Number.MAX_SAFE_INTEGER,
      });
    case 'window.closed': {
      const { [event.subject]: _closed, ...windows } = day.windows;
      // whoever sat there asks nobody any more
      return { ...day, windows, signing: withoutSigning(day.signing, event.subject) };
    }
    case 'window.paused':
      return patchWindow(day, event.subject, { paused: event.body.reason });
    case 'window.resumed':
      return patchWindow(day, event.subject, { paused: null });
    case 'window.reskilled': {
      const { [event.subject]: _before, ...skills } = day.skills;
      return { ...day, skills: event.body.skills ? { ...skills, [event.subject]: event.body.skills } : skills };
    }
    case 'number.voided':
      return {
        ...day,
        counters: { ...day.counters, [event.body.seriesId]: Math.max(day.counters[event.body.seriesId] ?? 0, event.body.to) },
      };
    case 'ticket.taken':
      return { ...day, taken: day.taken + 1, counters: { ...day.counters, [event.body.seriesId]: event.body.seq } };
    case 'ticket.called':
    case 'ticket.resumed':
    case 'ticket.recalled':
      return { ...day, callSeq: event.body.callSeq };
    case 'help.asked':
      return withHelp(day, { id: event.subject, deviceId: event.body.deviceId, askedAt: at.at, answer: null });
    case 'help.answered':
      return patchHelp(day, event.subject, { answer: { ...event.body, staffId: at.actorId, at: at.at } });
    case 'help.released':
      return patchHelp(day, event.subject, { answer: null });
    case 'help.ended': {
      const { [event.subject]: _ended, ...help } = day.help;
      return { ...day, help };
    }
    case 'signature.asked':
    case 'signature.signed':
    case 'signature.declined':
    case 'signature.cancelled':
      return { ...day, signing: applySignature(day.signing, event, at) };
    default:
      return day;
  }
}

function withWindow(day: HallDay, windowId: string, window: WindowDay): HallDay {
  return { ...day, windows: { ...day.windows, [windowId]: window } };
}

function patchWindow(day: HallDay, windowId: string, patch: Partial<WindowDay>): HallDay {
  const window = day.windows[windowId];
  return window ? withWindow(day, windowId, { ...window, ...patch }) : day;
}

function withHelp(day: HallDay, request: HelpRequest): HallDay {
  return { ...day, help: { ...day.help, [request.id]: request } };
}

function patchHelp(day: HallDay, id: string, patch: Partial<HelpRequest>): HallDay {
  const request = day.help[id];
  return request ? withHelp(day, { ...request, ...patch }) : day;
}

/** The fairness rule's memory of a queue: of the open windows that serve it, the one that owes a priority ticket the most. */
export function ordinarySince(windows: HallDay['windows'], serving: readonly string[], owed: number): number {
  const open = serving.flatMap((id) => windows[id]?.ordinarySincePriority ?? []);
  return open.length === 0 ? owed : Math.max(...open);
}

/** Does this call count as one out of turn for `ratio`? A call of before the rule knew more than priority counts by priority alone. */
export function isFavoured(ticket: Ticket, call: Extract<TicketEvent, { type: 'ticket.called' }>, at: Instant): boolean {
  return call.body.why ? classOf(ticket, at) !== 'ordinary' : ticket.priority !== null;
}

/** Counts a call for the fairness rule; part of the fold, because it needs the ticket's class beside the day. */
export function countCall(day: HallDay, windowId: string, favoured: boolean): HallDay {
  const since = day.windows[windowId]?.ordinarySincePriority ?? Number.MAX_SAFE_INTEGER;
  return patchWindow(day, windowId, { ordinarySincePriority: favoured ? 0 : Math.min(since + 1, Number.MAX_SAFE_INTEGER) });
}

/** Folds one ticket event into the ticket. `null` before `ticket.taken`. */
export function applyTicket(ticket: Ticket | null, event: TicketEvent, at: EventContext): Ticket {
  if (event.type === 'ticket.taken') return takenTicket(event.subject, event.body, at);
  if (!ticket) throw new Error(`${event.type} before ticket.taken`);
  return timed(ticket, moved(ticket, event, at), at.at);
}

/** Books the time since the last change to the state that it was spent in. */
function timed(before: Ticket, after: Ticket, at: Instant): Ticket {
  if (before.state === after.state) return after;
  const spent =
    isLasting(before.state) && before.since
      ? { ...after.spent, [before.state]: after.spent[before.state] + msBetween(before.since, at) }
      : after.spent;
  return { ...after, spent, since: isLasting(after.state) ? at : null };
}

function moved(ticket: Ticket, event: Exclude<TicketEvent, { type: 'ticket.taken' }>, at: EventContext): Ticket {
  const done = (action: TicketAction, patch: Partial<Ticket>): Ticket => ({
    ...ticket,
    last: { action, before: ticket.state, actorId: at.actorId, at: at.at, callSeq: ticket.callSeq },
    ...patch,
  });
  const sent = (action: TicketAction, { undoable }: { undoable?: true }, patch: Partial<Ticket>): Ticket => {
    const { last } = done(action, {});
    return { ...back(ticket), last: undoable && last ? { ...last, was: standing(ticket) } : null, ...patch };
  };
  switch (event.type) {
    case 'ticket.called':
      return done('call', {
        ...called(event.body, at),
        why: event.body.why ?? null,
        firstCalledAt: ticket.firstCalledAt ?? at.at,
      });
    case 'ticket.resumed':
      return done('resume', {
        ...called(event.body, at),
        why: event.body.why ?? ticket.why,
        heldUntil: null,
        notice: again(ticket.notice),
      });
    case 'ticket.recalled':
      return { ...ticket, calls: ticket.calls + 1, calledAt: at.at, callSeq: event.body.callSeq };
    case 'ticket.started':
      return done('start', { state: 'SERVING', startedAt: at.at, returned: false });
    case 'ticket.finished':
      return done('finish', { state: 'DONE', endedAt: at.at });
    case 'ticket.missed':
      return done('miss', { state: 'MISSED', endedAt: at.at, misses: ticket.misses + 1, returned: false });
    case 'ticket.rejoined':
      return { ...back(ticket), order: event.body.order, waitsFrom: event.body.waitsFrom ?? ticket.waitsFrom, endedAt: null };
    case 'ticket.prioritised':
      return { ...ticket, priority: event.body.priority };
    case 'ticket.let_pass':
      return { ...ticket, ...event.body, passes: ticket.passes + 1, last: null };
    case 'ticket.held':
      return done('hold', { state: 'HELD', heldUntil: event.body.until });
    case 'ticket.returned':
      return sent('return', event.body, { returned: event.body.favoured ?? false, heldUntil: null });
    case 'ticket.transferred':
      return sent('transfer', event.body, { seriesId: event.body.toSeriesId, forWindowId: event.body.toWindowId ?? null });
    case 'ticket.item_added':
    case 'ticket.item_removed':
    case 'ticket.item_marked':
    case 'ticket.case_named':
      return { ...ticket, ...carriedAfter(ticket, event) };
    case 'ticket.marked_inaccurate':
      return { ...ticket, inaccurate: true };
    case 'ticket.notice_asked':
      return { ...ticket, notice: 'asked' };
    case 'ticket.notice_ended':
      return { ...ticket, notice: null };
    case 'ticket.noticed':
      return { ...ticket, notice: event.body.of };
    case 'ticket.cancelled':
      return { ...ticket, state: 'CANCELLED', endedAt: at.at, last: null };
    case 'ticket.moved':
      return { ...ticket, state: 'CANCELLED', endedAt: at.at, last: null, movedTo: event.body.movedTo };
    case 'ticket.abandoned':
      return { ...ticket, state: 'ABANDONED', endedAt: at.at, last: null };
    case 'ticket.undone':
      return undone(ticket, event.body);
  }
}

const called = ({ windowId, clerkId, callSeq }: Bodies['ticket.called'], at: EventContext) => ({
  windowId,
  clerkId,
  callSeq,
  state: 'CALLED' as const,
  calls: 1,
  calledAt: at.at,
  startedAt: null,
});

/** Whoever is called another time is told another time, where calls are told. */
const again = (notice: NoticeState | null): NoticeState | null => (notice === 'called' ? 'near' : notice);

/** Back in the queue: no window, nothing to undo. The arrival order stays. */
function back(ticket: Ticket): Ticket {
  return {
    ...ticket,
    state: 'WAITING',
    windowId: null,
    clerkId: null,
    calls: 0,
    startedAt: null,
    last: null,
    notice: again(ticket.notice),
  };
}

/** What {@link back} and where it leads change. */
function standing(ticket: Ticket): NonNullable<NonNullable<Ticket['last']>['was']> {
  const { seriesId, forWindowId, windowId, clerkId, calls, startedAt, heldUntil, returned } = ticket;
  return { seriesId, forWindowId, windowId, clerkId, calls, startedAt, heldUntil, returned };
}

function undone(now: Ticket, body: Bodies['ticket.undone']): Ticket {
  if (body.to === 'WAITING') return { ...back(now), why: null };
  const ticket = { ...now, ...now.last?.was };
  return {
    ...ticket,
    state: body.to,
    endedAt: null,
    misses: body.action === 'miss' ? ticket.misses - 1 : ticket.misses,
    startedAt: body.to === 'CALLED' ? null : ticket.startedAt,
    heldUntil: body.to === 'HELD' ? ticket.heldUntil : null,
    last: null,
  };
}

/** The next place in line by arrival. */
export function nextOrder(day: HallDay): number {
  return (day.taken + 1) * ORDER_STEP;
}
