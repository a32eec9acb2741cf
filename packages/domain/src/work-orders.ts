import type { Allowance, ClockPlace } from './clock.ts';
import { DomainError } from './errors.ts';
import { orderGuards, type OrderRefusal } from './order-guards.ts';
import { orderAllows, orderMachine } from './order-table.ts';
import type {
  AnswerSource,
  DeclineGround,
  OrderAction,
  OrderCategory,
  OrderEdge,
  OrderLimits,
  OrderRole,
  OrderStatus,
  OrderType,
  RatingFinding,
  Urgency,
} from './order-words.ts';
import type { RatingLevel, RatingStage, RatingTag } from './ratings.ts';
import type { DateText, Instant } from './time.ts';

/** A keyed digest of words that stand outside the log; empty where there are none. */
type Digest = string;
type Nothing = Record<never, never>;
interface Reason {
  readonly reason: Digest;
}
interface ToUnit {
  /** Leads (主办); the others assist. */
  readonly unitId: string;
  readonly assistIds?: readonly string[];
}

/** What every order begins with, whether it is logged, answered at once or declined. */
interface Begun {
  readonly orderNo: string;
  readonly callId: string | null;
  readonly callerId: string;
  readonly type: OrderType;
  readonly category: OrderCategory;
  readonly urgency: Urgency;
  readonly secret: boolean;
  readonly content: Digest;
}

/** What each action is given by the one who presses. Identifiers and digests, never personal data in clear. */
export interface OrderInputs {
  answer_directly: Begun & {
    readonly answer: Digest;
    readonly source: AnswerSource;
    readonly sourceId: string;
    readonly sourceVersion: string;
  };
  log: Begun & {
    readonly wish: Digest;
    readonly address: Digest;
    /** Read out to the caller, who said that it is so. */
    readonly readBack: boolean;
  };
  decline: Begun & { readonly ground: DeclineGround; readonly direction: Digest };
  open_rectification: Begun & {
    readonly ratingId: string;
    readonly stage: RatingStage;
    readonly level: RatingLevel;
    readonly tags: readonly RatingTag[];
    /** What it was about: the item, or the queue. */
    readonly about: Digest;
    /** False for whoever left no number: nobody can be called back. */
    readonly reachable: boolean;
  };
  dispatch: ToUnit & { readonly how: 'rule' | 'dispatcher' };
  sign: Nothing;
  auto_sign: Nothing;
  request_return: { readonly clause: Digest; readonly unitId: string };
  reassign: ToUnit;
  refuse_return: Reason;
  to_panel: Reason;
  arbitrate: ToUnit & Reason;
  begin: Nothing;
  verify: { readonly finding: RatingFinding; readonly facts: Digest; readonly evidence: Digest };
  request_extension: Reason & { readonly amount: number };
  approve_extension: Nothing;
  refuse_extension: Reason;
  /** 挂账: on what it waits, what is done meanwhile, and when it is looked at again. */
  suspend: Reason & { readonly plan: Digest; readonly reviewOn: DateText };
  resume: Nothing;
  reply: {
    readonly contactedBy: 'phone' | 'visit' | 'message' | null;
    readonly facts: Digest;
    readonly result: Digest;
    readonly basis: Digest;
  };
  review: Nothing;
  pass_review: Nothing;
  send_back: Reason;
  miss_call: Nothing;
  call_back: CallBack;
  rework: Reason;
  close: { readonly explanation: Digest };
  close_unreasonable: Reason & { readonly basis: Digest };
  cancel: Reason;
  merge: Reason & { readonly intoId: string };
  join: { readonly fromId: string };
  escalate: Reason;
}

/** What the caller said when called back. */
export interface CallBack {
  readonly contacted: boolean;
  readonly solved: boolean;
  readonly satisfied: boolean;
  /** Something that the unit did not know or did not do: then it is done again. */
  readonly newGrounds: boolean;
}

export type OrderCommand = { [A in OrderAction]: { readonly action: A } & OrderInputs[A] }[OrderAction];

export interface OrderActor {
  readonly id: string;
  readonly role: OrderRole;
  /** The department for which a unit's people act. */
  readonly unitId: string | null;
}

export interface WorkOrder {
  readonly id: string;
  readonly orderNo: string;
  readonly callId: string | null;
  readonly callerId: string;
  readonly type: OrderType;
  readonly category: OrderCategory;
  readonly urgency: Urgency;
  /** 保密: the unit learns what happened and not who says so. */
  readonly secret: boolean;
  readonly status: OrderStatus;
  readonly unitId: string | null;
  readonly assistIds: readonly string[];
  readonly handlerId: string | null;
  readonly loggedAt: Instant;
  /** The caller's time runs from here. */
  readonly dispatchedAt: Instant | null;
  /** The unit's own time runs from here: a unit to which it was moved does not answer for the former one's days. */
  readonly unitFrom: Instant | null;
  readonly answerLimit: Allowance | null;
  readonly signInLimit: Allowance | null;
  readonly signedAt: Instant | null;
  /** Nobody signed in time: marked, and no excuse. */
  readonly autoSigned: boolean;
  readonly returns: number;
  readonly returnAsked: { readonly unitId: string } | null;
  readonly ruled: boolean;
  readonly extension: number;
  readonly extensionAsked: number | null;
  readonly repliedAt: Instant | null;
  readonly tries: readonly Instant[];
  readonly calledBack: (CallBack & { readonly at: Instant }) | null;
  readonly reworks: number;
  readonly escalated: boolean;
  readonly mergedInto: string | null;
  /** Orders that were merged into this one; each caller gets an answer. Not there while there are none, as in rows of before. */
  readonly joined?: readonly string[];
  /** The bad rating that made it. */
  readonly ratingId?: string;
  /** Of a bad rating: what the unit found. */
  readonly verified?: { readonly at: Instant; readonly finding: RatingFinding };
  /** Not there: there is a number, or nobody knows otherwise. */
  readonly reachable?: false;
  /** The local day on which a suspended order is looked at again. */
  readonly reviewOn?: DateText;
  /** Counts for the three rates; an unreasonable request that was closed lawfully does not. */
  readonly counts: boolean;
  readonly suspendedFrom: Instant | null;
  readonly pauses: readonly { readonly from: Instant; readonly until: Instant }[];
  readonly endedAt: Instant | null;
}

export interface OrderContext {
  readonly now: Instant;
  readonly place: ClockPlace;
  readonly limits: OrderLimits;
  /** Into which order one is to be merged. */
  readonly lead?: WorkOrder | null;
}

type EventOf<A extends OrderAction> = {
  readonly type: (typeof orderMachine)[A]['event'];
  readonly orderId: string;
  readonly at: Instant;
  readonly actor: OrderActor;
  readonly body: OrderInputs[A] & OrderFacts;
};
/** What the fold must know and cannot ask: it has neither limits nor calendar. */
interface OrderFacts {
  readonly answerLimit?: Allowance;
  readonly signInLimit?: Allowance;
}
export type OrderEvent = { [A in OrderAction]: EventOf<A> }[OrderAction];

export interface OrderPress {
  readonly state: WorkOrder | null;
  readonly command: OrderCommand;
  readonly actor: OrderActor;
  readonly context: OrderContext;
}

/** The one event that a press makes, or a refusal (thrown) with the code of what refused. Pure: time and limits are arguments. */
export function decideOrder(press: OrderPress, orderId = press.state?.id ?? ''): OrderEvent {
  const refusal = orderRefusal(press);
  if (refusal) throw refusal;
  const { action, ...input } = press.command;
  const { now: at } = press.context;
  const body = { ...input, ...factsOf(press) };
  // each action's event and body belong together by its row; the compiler does not follow a union through a lookup
  return { type: orderMachine[action].event, orderId, at, actor: press.actor, body } as OrderEvent;
}

/** Why this press is refused, or null: what a screen asks before it draws a key. */
export function orderRefusal(press: OrderPress): DomainError | null {
  const { state, command, actor } = press;
  const { action } = command;
  const status = state?.status ?? 'DRAFT';
  if (!orderAllows(status, action, actor.role)) return new DomainError('order.not_allowed', { action, status });
  if (state && isUnit(actor.role) && actor.unitId !== state.unitId) return new DomainError('order.wrong_unit');
  for (const code of orderMachine[action].refusedWhen as readonly OrderRefusal[])
    if (orderGuards[code](press)) return new DomainError(code);
  return null;
}

const isUnit = (role: OrderRole): boolean => role === 'department_handler' || role === 'department_head';

/** The limits are those of the day of dispatch: a table that is changed later moves no order that runs. */
function factsOf({ state, command, context }: OrderPress): OrderFacts {
  const { limits } = context;
  if (command.action !== 'dispatch' || !state) return {};
  const answerLimit = state.urgency === 'urgent' ? limits.urgentAnswer : limits.answer[state.type];
  return { answerLimit, signInLimit: limits.signIn[state.urgency] };
}

const blank = {
  status: 'DRAFT',
  unitId: null,
  assistIds: [],
  handlerId: null,
  dispatchedAt: null,
  unitFrom: null,
  answerLimit: null,
  signInLimit: null,
  signedAt: null,
  autoSigned: false,
  returns: 0,
  returnAsked: null,
  ruled: false,
  extension: 0,
  extensionAsked: null,
  repliedAt: null,
  tries: [],
  calledBack: null,
  reworks: 0,
  escalated: false,
  mergedInto: null,
  counts: true,
  suspendedFrom: null,
  pauses: [],
  endedAt: null,
} satisfies Partial<WorkOrder>;

const actionOf = new Map<string, OrderAction>(
  (Object.entries(orderMachine) as [OrderAction, OrderEdge][]).map(([action, edge]) => [edge.event, action]),
);
const ends: readonly OrderStatus[] = ['DIRECT_ANSWERED', 'CLOSED', 'CANCELLED', 'MERGED'];

/** What an event makes of an order. The row in the table is this fold's result. */
export function applyOrder(state: WorkOrder | null, event: OrderEvent): WorkOrder {
  const before: WorkOrder = state ?? ({ ...blank, id: event.orderId, loggedAt: event.at, ...first(event) } as WorkOrder);
  const { to }: OrderEdge = orderMachine[actionOf.get(event.type)!];
  const status = to === 'SAME' ? before.status : to === 'BY_RETURNS' ? (before.returns > 0 ? 'ARBITRATION' : 'RETURN_REQUESTED') : to;
  return { ...before, status, ...changes(before, event), endedAt: ends.includes(status) ? event.at : null };
}

function first({ body }: OrderEvent): Partial<WorkOrder> {
  if (!('orderNo' in body)) throw new Error('an order begins by being logged, answered or declined');
  const { orderNo, callId, callerId, type, category, urgency, secret } = body;
  const begun = { orderNo, callId, callerId, type, category, urgency, secret };
  if (!('ratingId' in body)) return begun;
  return { ...begun, ratingId: body.ratingId, ...(body.reachable ? {} : { reachable: false as const }) };
}

/** To another unit, or to the same one again: its own time begins, and nobody there has signed yet. */
const arrives = ({ unitId, assistIds = [] }: ToUnit, at: Instant): Partial<WorkOrder> => ({
  unitId,
  assistIds,
  handlerId: null,
  unitFrom: at,
  signedAt: null,
  autoSigned: false,
  returnAsked: null,
});

function changes(before: WorkOrder, event: OrderEvent): Partial<WorkOrder> {
  const { at } = event;
  switch (event.type) {
    case 'order.dispatched': {
      const { answerLimit = null, signInLimit = null } = event.body;
      return { ...arrives(event.body, at), dispatchedAt: at, answerLimit, signInLimit };
    }
    case 'order.reassigned':
      return arrives(event.body, at);
    case 'order.ruled':
      return { ...arrives(event.body, at), ruled: true };
    case 'order.signed':
      return { signedAt: at, handlerId: event.actor.id };
    case 'order.auto_signed':
      return { signedAt: at, autoSigned: true };
    case 'order.return_requested':
      return { returns: before.returns + 1, returnAsked: { unitId: event.body.unitId }, signedAt: before.signedAt ?? at };
    case 'order.return_refused':
      return { returnAsked: null };
    case 'order.begun':
      return { handlerId: event.actor.id };
    case 'order.verified':
      return { verified: { at, finding: event.body.finding }, handlerId: event.actor.id };
    case 'order.extension_requested':
      return { extensionAsked: event.body.amount };
    case 'order.extended':
      return { extension: before.extensionAsked ?? 0, extensionAsked: null };
    case 'order.extension_refused':
      return { extensionAsked: null };
    case 'order.suspended':
      return { suspendedFrom: at, reviewOn: event.body.reviewOn };
    case 'order.resumed':
      return { suspendedFrom: null, pauses: [...before.pauses, { from: before.suspendedFrom ?? at, until: at }] };
    case 'order.replied':
      return { repliedAt: at, tries: [], calledBack: null };
    case 'order.sent_back':
      return { unitFrom: at, repliedAt: null };
    case 'order.call_missed':
      return { tries: [...before.tries, at] };
    case 'order.called_back': {
      const { contacted, solved, satisfied, newGrounds } = event.body;
      return { tries: [...before.tries, at], calledBack: { contacted, solved, satisfied, newGrounds, at } };
    }
    case 'order.rework_ordered':
      return { reworks: before.reworks + 1, unitFrom: at, signedAt: null, autoSigned: false, repliedAt: null };
    case 'order.closed_unreasonable':
      return { counts: false };
    case 'order.merged':
      return { mergedInto: event.body.intoId };
    case 'order.joined':
      return { joined: [...(before.joined ?? []), event.body.fromId] };
    case 'order.escalated':
      return { escalated: true };
    default:
      return {};
  }
}
