import { defaultBookingRules, type BookingRules } from './booking-rules.ts';
import { DomainError } from './errors.ts';
import type { NoticeState } from './notices.ts';
import type { TicketCase, TicketItem } from './ticket-items.ts';
import { addMs, localTime, msBetween, type Instant } from './time.ts';
import type { TurnReason, TurnRule, Waiting } from './turns.ts';

/** Transfer, recall, rejoin and undo are events, not states. */
export const ticketStates = ['WAITING', 'CALLED', 'SERVING', 'HELD', 'DONE', 'MISSED', 'CANCELLED', 'ABANDONED'] as const;
export type TicketState = (typeof ticketStates)[number];

/** Who may press: the clerk at the window that has the ticket, the hall's manager, a paired device, the holder of the slip, the system. */
export const ticketRoles = ['clerk', 'guide', 'manager', 'device', 'citizen', 'system'] as const;
export type TicketRole = (typeof ticketRoles)[number];

/** Recorded without proof; priority is a visible rule, see `turns.ts`. */
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
  'let_pass',
  'reroute',
  'prioritise',
  'cancel',
  'move',
  'abandon',
  'mark_inaccurate',
  'add_item',
  'remove_item',
  'mark_item',
  'name_case',
  'undo',
] as const;
export type TicketAction = (typeof ticketActions)[number];

interface Edge {
  readonly from: readonly TicketState[];
  /** `undo` goes back to where the ticket stood: see {@link undoTarget}. */
  readonly to: TicketState | 'BEFORE' | 'SAME';
  readonly roles: readonly TicketRole[];
}

/** The ticket machine. The desk draws its keys from it, the API enforces it, the tests walk every state × action × role. */
export const ticketMachine = {
  call: { from: ['WAITING'], to: 'CALLED', roles: ['clerk'] },
  recall: { from: ['CALLED'], to: 'CALLED', roles: ['clerk'] },
  start: { from: ['CALLED'], to: 'SERVING', roles: ['clerk'] },
  finish: { from: ['SERVING'], to: 'DONE', roles: ['clerk', 'system'] },
  miss: { from: ['CALLED'], to: 'MISSED', roles: ['clerk'] },
  rejoin: { from: ['MISSED'], to: 'WAITING', roles: ['clerk', 'guide', 'manager', 'device', 'citizen'] },
  hold: { from: ['CALLED', 'SERVING'], to: 'HELD', roles: ['clerk'] },
  resume: { from: ['HELD'], to: 'CALLED', roles: ['clerk'] },
  return: { from: ['HELD'], to: 'WAITING', roles: ['clerk', 'manager', 'system'] },
  transfer: { from: ['CALLED', 'SERVING'], to: 'WAITING', roles: ['clerk'] },
  let_pass: { from: ['WAITING'], to: 'WAITING', roles: ['citizen', 'device', 'guide', 'manager'] },
  // who stands in the wrong queue, or for whom priority was forgotten: seen in the hall, before the call
  reroute: { from: ['WAITING'], to: 'WAITING', roles: ['guide', 'manager'] },
  prioritise: { from: ['WAITING'], to: 'WAITING', roles: ['guide', 'manager'] },
  cancel: { from: ['WAITING', 'HELD', 'MISSED'], to: 'CANCELLED', roles: ['citizen', 'guide', 'manager'] },
  // to a number of another hall, which takes its place
  move: { from: ['WAITING'], to: 'CANCELLED', roles: ['citizen'] },
  abandon: { from: ['WAITING', 'CALLED', 'HELD'], to: 'ABANDONED', roles: ['manager', 'system'] },
  // a forgotten press falsifies the figures: the times stay as they are and no longer count
  mark_inaccurate: { from: ['CALLED', 'SERVING', 'HELD', 'DONE', 'MISSED'], to: 'SAME', roles: ['clerk', 'manager', 'system'] },
  // what somebody came for: named in the hall or at the window, ticked off at the window
  add_item: { from: ['WAITING', 'CALLED', 'SERVING', 'HELD'], to: 'SAME', roles: ['clerk', 'guide', 'manager'] },
  remove_item: { from: ['WAITING', 'CALLED', 'SERVING', 'HELD'], to: 'SAME', roles: ['clerk', 'guide', 'manager'] },
  mark_item: { from: ['CALLED', 'SERVING'], to: 'SAME', roles: ['clerk'] },
  name_case: { from: ['CALLED', 'SERVING'], to: 'SAME', roles: ['clerk'] },
  // waiting: sent there by mistake, and not called since
  undo: { from: ['WAITING', 'CALLED', 'SERVING', 'DONE', 'MISSED', 'HELD'], to: 'BEFORE', roles: ['clerk'] },
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
  /** From when its minutes count for {@link Waiting}; the arrival, unless it rejoined or let others pass. */
  readonly waitsFrom: Instant;
  readonly priority: PriorityReason | null;
  /** The time that was booked, where it was checked in for one. */
  readonly bookedAt: Instant | null;
  /** Came back from a hold and waits for that. */
  readonly returned: boolean;
  /** Waits for this window alone, after a transfer to it. */
  readonly forWindowId: string | null;
  /** Where somebody came from another hall or went to one: the number there. */
  readonly movedFrom: string | null;
  readonly movedTo: string | null;
  /** The first matter with which it was taken; reports count by it. */
  readonly itemId: string | null;
  readonly items: readonly TicketItem[];
  /** Cases of before for which somebody came again. */
  readonly cases: readonly TicketCase[];
  readonly personId: string | null;
  readonly state: TicketState;
  readonly windowId: string | null;
  readonly clerkId: string | null;
  /** Numbers the announcements of a hall-day: a screen speaks each once. */
  readonly callSeq: number | null;
  /** How often this call was announced: 1 after the call, 2 and 3 after recalls. */
  readonly calls: number;
  readonly misses: number;
  /** How often it let others pass. */
  readonly passes: number;
  /** Why it was called when it was; null until then. */
  readonly why: CallReason | null;
  readonly takenAt: Instant;
  readonly firstCalledAt: Instant | null;
  readonly calledAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly heldUntil: Instant | null;
  /** Since when it stands in its state; null once it has ended. */
  readonly since: Instant | null;
  /** Milliseconds spent so far in each state that lasts; `CALLED` is the walk to the window. */
  readonly spent: Readonly<Record<LastingState, number>>;
  /** Its times are known to be wrong, and count nowhere. */
  readonly inaccurate: boolean;
  /** What its phone was told; null = nobody asked for a message. */
  readonly notice: NoticeState | null;
  /** The last press and who made it, for undo. */
  readonly last: {
    readonly action: TicketAction;
    readonly before: TicketState;
    readonly actorId: string;
    readonly at: Instant;
    readonly callSeq: number | null;
    /** What a press that sent somebody back to a queue changed, and its undo gives back. */
    readonly was?: Pick<Ticket, 'seriesId' | 'forWindowId' | 'windowId' | 'clerkId' | 'calls' | 'startedAt' | 'heldUntil' | 'returned'>;
  } | null;
}

/** The states in which somebody waits for something. */
export const lastingStates = ['WAITING', 'CALLED', 'SERVING', 'HELD'] as const satisfies readonly TicketState[];
export type LastingState = (typeof lastingStates)[number];
export const isLasting = (state: TicketState): state is LastingState => (lastingStates as readonly TicketState[]).includes(state);

/** With the policy by which it was decided: its name is a digest of all its values. */
export interface CallReason extends TurnReason {
  readonly policy: string;
  /** Letters of the queues that the window served just then, with this clerk: only who waits there was overtaken. */
  readonly queues?: string;
  /** Windows whose own ones it could have called too, because nobody sat there who serves them: only where such a one waited. */
  readonly sent?: string;
}

/** Room for 999 returns between two arrivals. */
export const ORDER_STEP = 1000;

/** How a hall calls. Every value is the hall's own data; the defaults are common practice. */
export interface QueuePolicy extends BookingRules {
  readonly rule: TurnRule;
  /** What a minute of a priority citizen's waiting counts for, in percent of anybody else's; of a booked one's from the booked time on. */
  readonly priorityRate: number;
  readonly bookedRate: number;
  /** Minutes that who comes back from a hold, and whose booked time has come, is given beside. */
  readonly returnedBonusMinutes: number;
  readonly bookedBonusMinutes: number;
  /** Nobody is overtaken more often than this, nor by who came so many minutes later; 0 = without such a cap. */
  readonly overtakeMax: number;
  readonly overtakeMinutes: number;
  /** How many a citizen who is not ready lets pass, and how often. */
  readonly passPlaces: number;
  readonly passMax: number;
  /** With so many matters one number can be taken. */
  readonly itemsMax: number;
  /** More people than this for each open window of a queue are too many: the manager is told to open another. */
  readonly warnPerWindow: number;
  /** Who waits longer than this waits too long. */
  readonly targetMinutes: number;
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
  rule: 'accumulating',
  priorityRate: 200,
  bookedRate: 150,
  returnedBonusMinutes: 10,
  bookedBonusMinutes: 10,
  overtakeMax: 6,
  overtakeMinutes: 30,
  passPlaces: 3,
  passMax: 2,
  itemsMax: 5,
  warnPerWindow: 10,
  targetMinutes: 30,
  ordinaryPerPriority: 2,
  recallMax: 2,
  recallGapSeconds: 20,
  recallsBeforeMiss: 2,
  rejoinMinutes: 30,
  rejoinPlaces: 3,
  undoSeconds: 60,
  takesPerDevicePerMinute: 30,
  ...defaultBookingRules,
};

/** `A` and 86 make `A0086`. */
export function ticketNumber(prefix: string, seq: number): string {
  return prefix + String(seq).padStart(4, '0');
}

/** Where a ticket goes that stands back behind the next `places` of its queue, or behind the last; null where nobody else waits. */
export function standBack(
  queue: readonly Pick<Waiting, 'order' | 'waitsFrom'>[],
  places: number,
): Pick<Waiting, 'order' | 'waitsFrom'> | null {
  const sorted = queue.toSorted((a, b) => a.order - b.order);
  const behind = sorted[Math.min(places, sorted.length) - 1];
  if (behind === undefined) return null;
  const taken = new Set(sorted.map((w) => w.order));
  let order = behind.order + 1;
  while (taken.has(order)) order += 1;
  return { order, waitsFrom: behind.waitsFrom };
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
  let_pass(ticket, policy) {
    if (ticket.passes >= policy.passMax) throw new DomainError('ticket.pass_limit', { max: policy.passMax });
  },
  // whoever goes to and fro would use up the numbers of two halls
  move(ticket) {
    if (ticket.movedFrom !== null) throw new DomainError('ticket.move_limit');
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
