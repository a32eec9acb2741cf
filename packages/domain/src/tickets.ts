import { DomainError } from './errors.ts';
import { addMs, localTime, msBetween, type Instant } from './time.ts';

/** Transfer, recall, rejoin and undo are events, not states. */
export const ticketStates = ['WAITING', 'CALLED', 'SERVING', 'HELD', 'DONE', 'MISSED', 'CANCELLED', 'ABANDONED'] as const;
export type TicketState = (typeof ticketStates)[number];

/** Who may press: the clerk at the window that has the ticket, the hall's manager, a paired device, the holder of the slip, the system. */
export const ticketRoles = ['clerk', 'manager', 'device', 'citizen', 'system'] as const;
export type TicketRole = (typeof ticketRoles)[number];

/** Recorded without proof; priority is a visible rule, see {@link pickNext}. */
export const priorityReasons = [
  'military',
  'martyr_family',
  'fire_rescue',
  'disabled',
  'elderly',
  'pregnant_or_infant',
  'ill',
  'urgent',
] as const;
export type PriorityReason = (typeof priorityReasons)[number];

export const ticketActions = [
  'call',
  'recall',
  'start',
  'finish',
  'miss',
  'rejoin',
  'hold',
  'resume',
  'return',
  'transfer',
  'cancel',
  'abandon',
  'undo',
] as const;
export type TicketAction = (typeof ticketActions)[number];

interface Edge {
  readonly from: readonly TicketState[];
  /** `undo` goes back to where the ticket stood: see {@link undoTarget}. */
  readonly to: TicketState | 'BEFORE';
  readonly roles: readonly TicketRole[];
}

/** The ticket machine. The desk draws its keys from it, the API enforces it, the tests walk every state × action × role. */
export const ticketMachine = {
  call: { from: ['WAITING'], to: 'CALLED', roles: ['clerk'] },
  recall: { from: ['CALLED'], to: 'CALLED', roles: ['clerk'] },
  start: { from: ['CALLED'], to: 'SERVING', roles: ['clerk'] },
  finish: { from: ['SERVING'], to: 'DONE', roles: ['clerk'] },
  miss: { from: ['CALLED'], to: 'MISSED', roles: ['clerk'] },
  rejoin: { from: ['MISSED'], to: 'WAITING', roles: ['clerk', 'manager', 'device', 'citizen'] },
  hold: { from: ['CALLED', 'SERVING'], to: 'HELD', roles: ['clerk'] },
  resume: { from: ['HELD'], to: 'CALLED', roles: ['clerk'] },
  return: { from: ['HELD'], to: 'WAITING', roles: ['clerk', 'manager', 'system'] },
  transfer: { from: ['CALLED', 'SERVING'], to: 'WAITING', roles: ['clerk'] },
  cancel: { from: ['WAITING', 'HELD', 'MISSED'], to: 'CANCELLED', roles: ['citizen', 'manager'] },
  abandon: { from: ['WAITING', 'CALLED', 'HELD'], to: 'ABANDONED', roles: ['manager', 'system'] },
  undo: { from: ['CALLED', 'SERVING', 'DONE', 'MISSED', 'HELD'], to: 'BEFORE', roles: ['clerk'] },
} as const satisfies Record<TicketAction, Edge>;

/** May this role press this action on a ticket in this state? */
export function ticketAllows(state: TicketState, action: TicketAction, role: TicketRole): boolean {
  const edge: Edge = ticketMachine[action];
  return edge.from.includes(state) && edge.roles.includes(role);
}

/** What a role may press now, in the machine's order. */
export function availableTicketActions(state: TicketState, role: TicketRole): TicketAction[] {
  return ticketActions.filter((action) => ticketAllows(state, action, role));
}

export interface Ticket {
  readonly id: string;
  readonly hallDayId: string;
  /** The queue it stands in now; a transfer changes it, never `number`. */
  readonly seriesId: string;
  readonly number: string;
  readonly seq: number;
  /** Place by arrival over the whole hall-day, in steps of {@link ORDER_STEP}; kept on transfer, set between others on rejoin. */
  readonly order: number;
  readonly priority: PriorityReason | null;
  readonly itemId: string | null;
  readonly personId: string | null;
  readonly state: TicketState;
  readonly windowId: string | null;
  readonly clerkId: string | null;
  /** Numbers the announcements of a hall-day: a screen speaks each once. */
  readonly callSeq: number | null;
  /** How often this call was announced: 1 after the call, 2 and 3 after recalls. */
  readonly calls: number;
  readonly misses: number;
  readonly takenAt: Instant;
  readonly firstCalledAt: Instant | null;
  readonly calledAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly heldUntil: Instant | null;
  /** The last press and who made it, for undo. */
  readonly last: {
    readonly action: TicketAction;
    readonly before: TicketState;
    readonly actorId: string;
    readonly at: Instant;
    readonly callSeq: number | null;
  } | null;
}

/** Room for 999 returns between two arrivals. */
export const ORDER_STEP = 1000;

/** How a hall calls. Every value is the hall's own data; the defaults are common practice. */
export interface QueuePolicy {
  /** After a priority ticket at least so many ordinary ones are called first, if any waits. 0 = priority always first. */
  readonly ordinaryPerPriority: number;
  readonly recallMax: number;
  readonly recallGapSeconds: number;
  readonly recallsBeforeMiss: number;
  readonly rejoinMinutes: number;
  readonly rejoinPlaces: number;
  readonly undoSeconds: number;
  readonly takesPerDevicePerMinute: number;
}

export const defaultPolicy: QueuePolicy = {
  ordinaryPerPriority: 2,
  recallMax: 2,
  recallGapSeconds: 20,
  recallsBeforeMiss: 2,
  rejoinMinutes: 30,
  rejoinPlaces: 3,
  undoSeconds: 60,
  takesPerDevicePerMinute: 30,
};

/** `A` and 86 make `A0086`. */
export function ticketNumber(prefix: string, seq: number): string {
  return prefix + String(seq).padStart(4, '0');
}

export type Waiting = Pick<Ticket, 'id' | 'order' | 'priority'>;

/**
 * Who is called next from the tickets that this window may serve: first come first served in two classes. A priority
 * ticket goes first unless fewer than `ordinaryPerPriority` ordinary ones were called since the last priority one.
 * Bounded both ways: an ordinary citizen is overtaken at most once per `ordinaryPerPriority` calls, a priority citizen
 * waits for at most that many.
 */
export function pickNext<T extends Waiting>(
  waiting: readonly T[],
  ordinarySincePriority: number,
  policy: Pick<QueuePolicy, 'ordinaryPerPriority'>,
): T | null {
  const first = (list: readonly T[]): T | null =>
    list.reduce<T | null>((best, t) => (best === null || t.order < best.order ? t : best), null);
  const priority = first(waiting.filter((t) => t.priority !== null));
  const ordinary = first(waiting.filter((t) => t.priority === null));
  if (priority && (!ordinary || ordinarySincePriority >= policy.ordinaryPerPriority)) return priority;
  return ordinary ?? priority;
}

/** The order in which one window would call them all: what "ahead of you" counts. */
export function queueOrder<T extends Waiting>(
  waiting: readonly T[],
  ordinarySincePriority: number,
  policy: Pick<QueuePolicy, 'ordinaryPerPriority'>,
): T[] {
  const byOrder = (a: T, b: T): number => a.order - b.order;
  const priority = waiting.filter((t) => t.priority !== null).sort(byOrder);
  const ordinary = waiting.filter((t) => t.priority === null).sort(byOrder);
  const result: T[] = [];
  let since = ordinarySincePriority;
  while (priority.length + ordinary.length > 0) {
    const fromPriority = priority.length > 0 && (ordinary.length === 0 || since >= policy.ordinaryPerPriority);
    result.push((fromPriority ? priority.shift() : ordinary.shift()) as T);
    since = fromPriority ? 0 : since + 1;
  }
  return result;
}

/** How many are called before somebody who joins the end: the index in {@link queueOrder}, from counts alone. */
export function placeOfNewcomer(
  waiting: { readonly ordinary: number; readonly priority: number },
  newcomerHasPriority: boolean,
  ordinarySincePriority: number,
  policy: Pick<QueuePolicy, 'ordinaryPerPriority'>,
): number {
  let ordinary = waiting.ordinary + (newcomerHasPriority ? 0 : 1);
  let priority = waiting.priority + (newcomerHasPriority ? 1 : 0);
  let since = ordinarySincePriority;
  for (let place = 0; ; place += 1) {
    const fromPriority = priority > 0 && (ordinary === 0 || since >= policy.ordinaryPerPriority);
    if (fromPriority) priority -= 1;
    else ordinary -= 1;
    since = fromPriority ? 0 : since + 1;
    if ((newcomerHasPriority ? priority : ordinary) === 0) return place;
  }
}

/** Where a returned ticket goes: behind the next `places` of its queue, or last. */
export function rejoinOrder(waitingOrders: readonly number[], places: number): number {
  const sorted = [...waitingOrders].sort((a, b) => a - b);
  const behind = sorted[Math.min(places, sorted.length) - 1];
  if (behind === undefined) return 0;
  const taken = new Set(sorted);
  let order = behind + 1;
  while (taken.has(order)) order += 1;
  return order;
}

/** Refuses an action with the sentence's figures. Pure: time is an argument. */
export function assertTicketAction(
  ticket: Ticket,
  action: TicketAction,
  role: TicketRole,
  policy: QueuePolicy,
  now: Instant,
  timeZone: string,
): void {
  if (!ticketAllows(ticket.state, action, role))
    throw new DomainError('ticket.not_allowed', { action, state: ticket.state, number: ticket.number });
  guards[action]?.(ticket, policy, now, timeZone);
}

type Guard = (ticket: Ticket, policy: QueuePolicy, now: Instant, timeZone: string) => void;

const guards: Partial<Record<TicketAction, Guard>> = {
  recall(ticket, policy, now) {
    if (ticket.calls > policy.recallMax) throw new DomainError('ticket.recall_limit', { max: policy.recallMax });
    const seconds = secondsLeft(ticket.calledAt, policy.recallGapSeconds, now);
    if (seconds > 0) throw new DomainError('ticket.recall_too_soon', { seconds });
  },
  miss(ticket, policy, now) {
    const recallsLeft = policy.recallsBeforeMiss - (ticket.calls - 1);
    if (recallsLeft > 0) throw new DomainError('ticket.miss_too_soon', { recalls: recallsLeft });
    const seconds = policy.recallsBeforeMiss > 0 ? secondsLeft(ticket.calledAt, policy.recallGapSeconds, now) : 0;
    if (seconds > 0) throw new DomainError('ticket.recall_too_soon', { seconds });
  },
  rejoin(ticket, policy, now, timeZone) {
    if (ticket.misses > 1) throw new DomainError('ticket.rejoin_used', { number: ticket.number });
    const until = rejoinUntil(ticket, policy, timeZone);
    if (!until || now > until) throw new DomainError('ticket.rejoin_expired', { minutes: policy.rejoinMinutes });
  },
  undo(ticket, policy, now) {
    if (!ticket.last || ticket.last.action === 'undo') throw new DomainError('ticket.undo_nothing');
    if (msBetween(ticket.last.at, now) > policy.undoSeconds * 1000)
      throw new DomainError('ticket.undo_expired', { seconds: policy.undoSeconds });
  },
};

function secondsLeft(since: Instant | null, gapSeconds: number, now: Instant): number {
  return since ? Math.ceil(gapSeconds - msBetween(since, now) / 1000) : 0;
}

/** Until when a missed ticket may be queued again: `rejoinMinutes` after the miss, in the same half-day, once; else null. */
export function rejoinUntil(
  ticket: Pick<Ticket, 'state' | 'misses' | 'endedAt'>,
  policy: Pick<QueuePolicy, 'rejoinMinutes'>,
  timeZone: string,
): Instant | null {
  if (ticket.state !== 'MISSED' || ticket.misses > 1 || !ticket.endedAt) return null;
  const { minute } = localTime(ticket.endedAt, timeZone);
  const halfDayLeft = (minute < 720 ? 720 : 1440) - minute;
  return addMs(ticket.endedAt, Math.min(policy.rejoinMinutes, halfDayLeft) * 60_000);
}

/** Where an undo leads, or null where there is nothing to undo. */
export function undoTarget(ticket: Ticket): TicketState | null {
  return ticket.last && ticket.last.action !== 'undo' ? ticket.last.before : null;
}
