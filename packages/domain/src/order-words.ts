import type { Allowance } from './clock.ts';
import type { ErrorCode } from './errors.ts';

/** One at a time (工单). `DRAFT` is what an operator types during a call: no event stands behind it yet. */
export const orderStatuses = [
  'DRAFT',
  'DIRECT_ANSWERED',
  'PENDING_DISPATCH',
  'DISPATCHED',
  'SIGNED_IN',
  'RETURN_REQUESTED',
  'ARBITRATION',
  'IN_PROGRESS',
  'EXTENSION_REQUESTED',
  'REPLIED',
  'REVIEW',
  'CALL_BACK',
  'REWORK',
  'SUSPENDED',
  'CLOSED',
  'CANCELLED',
  'MERGED',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** 咨询 求助 投诉 举报 建议 表扬 其他. */
export const callTypes = ['consult', 'help', 'complaint', 'report', 'suggestion', 'praise', 'other'] as const;
export type CallType = (typeof callTypes)[number];
/** And 差评整改: nobody logs one, a bad rating makes it. */
export const orderTypes = [...callTypes, 'rectify'] as const;
export type OrderType = (typeof orderTypes)[number];
export type Urgency = 'ordinary' | 'urgent';

/** The large classes by which requests are routed; a city's own six-digit codes hang below them. */
export const orderCategories = [
  'security',
  'noise',
  'household',
  'licences',
  'market',
  'labour',
  'housing',
  'roads',
  'environment',
  'education',
  'health',
  'social',
  'other',
] as const;
export type OrderCategory = (typeof orderCategories)[number];

/**
 * Why the hotline does not take a request up (不予受理): an emergency has numbers of its own; what a court, an arbitration, a
 * reconsideration, a petition or a disclosure procedure has before it goes on there; what is no government’s; the same facts, answered
 * before, without anything new. It is written down all the same, and the caller is told where to go.
 */
export const declineGrounds = ['emergency', 'in_procedure', 'not_government', 'answered_before'] as const;
export type DeclineGround = (typeof declineGrounds)[number];

/** On what a direct answer rests: the guide of an item, or an entry of the knowledge base; each in the version that was read out. */
export const answerSources = ['guide', 'entry'] as const;
export type AnswerSource = (typeof answerSources)[number];

/** What a unit finds of a bad rating: it is so; pressed by mistake; in bad faith, which it has to show; nobody can tell. */
export const ratingFindings = ['upheld', 'mistaken', 'malicious', 'unclear'] as const;
export type RatingFinding = (typeof ratingFindings)[number];

/** Who may complain of others wants to stay unnamed unless he says otherwise. */
export const secretByDefault = (type: OrderType): boolean => type === 'complaint' || type === 'report';

/** The names of staff roles are those of the permissions. The handling unit acts through its handlers and heads. */
export const orderRoles = [
  'hotline_agent',
  'hotline_dispatcher',
  'callback_agent',
  'department_handler',
  'department_head',
  'supervisor',
  'system',
] as const;
export type OrderRole = (typeof orderRoles)[number];

export const orderActions = [
  'answer_directly',
  'log',
  'decline',
  'open_rectification',
  'dispatch',
  'sign',
  'auto_sign',
  'request_return',
  'reassign',
  'refuse_return',
  'to_panel',
  'arbitrate',
  'begin',
  'verify',
  'request_extension',
  'approve_extension',
  'refuse_extension',
  'suspend',
  'resume',
  'reply',
  'review',
  'pass_review',
  'send_back',
  'miss_call',
  'call_back',
  'rework',
  'close',
  'close_unreasonable',
  'cancel',
  'merge',
  'join',
  'escalate',
] as const;
export type OrderAction = (typeof orderActions)[number];

/** `answer` is the caller's limit, `unit` that of the unit that has it now; only the second begins anew when the order moves. */
export type OrderClockEffect =
  | `${'sign_in' | 'answer' | 'unit' | 'verify' | 'call_back'}_${'starts' | 'ends'}`
  | 'answer_moves'
  | 'answer_stops'
  | 'answer_resumes'
  | 'all_end';

export interface OrderEdge {
  readonly from: readonly OrderStatus[];
  /** `BY_RETURNS`: the dispatcher's table the first time, the panel's the second. `SAME`: only dates and flags change. */
  readonly to: OrderStatus | 'SAME' | 'BY_RETURNS';
  readonly roles: readonly OrderRole[];
  /** Each is a named guard, tried in this order. */
  readonly refusedWhen: readonly ErrorCode[];
  readonly clock: readonly OrderClockEffect[];
  /** The caller is told, by message. */
  readonly notice: boolean;
  readonly event: `order.${string}`;
}

/** Limits that a city may set, by what they are for; see `limitsOf`. */
export const limitKinds = ['signIn', 'signInUrgent', 'answerUrgent', ...orderTypes, 'verify', 'giveBack', 'callBack'] as const;
export type LimitKind = (typeof limitKinds)[number];

/** Limits differ by place, so they are data: this is the profile where a city set none. */
export interface OrderLimits {
  readonly signIn: Readonly<Record<Urgency, Allowance>>;
  readonly answer: Readonly<Record<OrderType, Allowance>>;
  readonly urgentAnswer: Allowance;
  /** 核实: until when a unit says what it finds of a bad rating. */
  readonly verify: Allowance;
  readonly giveBack: Allowance;
  readonly callBack: Allowance;
  /** In the unit of the answer. */
  readonly extensionMax: number;
  readonly reworksMax: number;
  readonly callBackTries: number;
  /** Minutes between two tries, so that they are at different times. */
  readonly triesApart: number;
}

const days = (amount: number): Allowance => ({ amount, unit: 'working_day' });

/**
 * An ordinary order is signed within an hour of business time: nobody is marked for a night in which the unit is shut. An urgent one
 * within fifteen minutes round the clock, as its answer is due two hours after the dispatch, day and night.
 */
export const defaultLimits: OrderLimits = {
  signIn: { ordinary: { amount: 1, unit: 'working_hour' }, urgent: { amount: 15, unit: 'minute' } },
  answer: {
    consult: days(3),
    help: days(5),
    complaint: days(5),
    report: days(5),
    suggestion: days(10),
    praise: days(5),
    other: days(5),
    rectify: days(5),
  },
  verify: days(1),
  urgentAnswer: { amount: 2, unit: 'hour' },
  giveBack: days(1),
  callBack: days(1),
  extensionMax: 10,
  reworksMax: 2,
  callBackTries: 3,
  triesApart: 60,
};

export interface SetLimit extends Allowance {
  readonly limit: LimitKind;
}

/** The limits of a city: the usual ones, with what it has set in their place. */
export function limitsOf(set: readonly SetLimit[]): OrderLimits {
  const { signIn, answer, urgentAnswer, verify, giveBack, callBack } = defaultLimits;
  const by = new Map<LimitKind, Allowance>(set.map(({ limit, amount, unit }) => [limit, { amount, unit }]));
  const or = (limit: LimitKind, usual: Allowance): Allowance => by.get(limit) ?? usual;
  return {
    ...defaultLimits,
    signIn: { ordinary: or('signIn', signIn.ordinary), urgent: or('signInUrgent', signIn.urgent) },
    answer: Object.fromEntries(orderTypes.map((type) => [type, or(type, answer[type])])) as OrderLimits['answer'],
    urgentAnswer: or('answerUrgent', urgentAnswer),
    verify: or('verify', verify),
    giveBack: or('giveBack', giveBack),
    callBack: or('callBack', callBack),
  };
}

/** Each limit by its name, as it is shown. */
export function eachLimit(limits: OrderLimits): Readonly<Record<LimitKind, Allowance>> {
  const { signIn, answer, urgentAnswer, verify, giveBack, callBack } = limits;
  return { ...answer, signIn: signIn.ordinary, signInUrgent: signIn.urgent, answerUrgent: urgentAnswer, verify, giveBack, callBack };
}
