import { dueOf, type ClockInput, type Due } from './clock.ts';
import { localInstant, type Instant } from './time.ts';
import type { OrderContext, WorkOrder } from './work-orders.ts';

export const orderClockNames = ['signIn', 'verify', 'answer', 'unit', 'callBack'] as const;
export type OrderClockName = (typeof orderClockNames)[number];

/** One limit of an order. `due.lines` explains it; `endedAt` is when it had done its work, in time or not. */
export interface OrderClock {
  readonly input: ClockInput;
  readonly due: Due;
  readonly endedAt: Instant | null;
}

type Place = Pick<OrderContext, 'place' | 'limits'>;

/** Every limit of an order as a pure function of the order, the limits and the calendar; null where one has not begun. */
export function orderClocks(order: WorkOrder, { place, limits }: Place): Record<OrderClockName, OrderClock | null> {
  const answered = order.repliedAt ?? order.endedAt;
  const open = order.suspendedFrom === null ? [] : [{ from: order.suspendedFrom, until: null }];
  const pauses = [...order.pauses, ...open];
  const extensions = order.extension > 0 ? [order.extension] : [];
  const clock = (start: Instant | null, input: Omit<ClockInput, 'start'> | null, endedAt: Instant | null): OrderClock | null =>
    start === null || input === null ? null : { input: { start, ...input }, due: dueOf({ start, ...input }, place), endedAt };
  const answer = order.answerLimit && { allowance: order.answerLimit, extensions, pauses };
  const moved = order.unitFrom !== order.dispatchedAt;
  return {
    signIn: clock(order.unitFrom, order.signInLimit && { allowance: order.signInLimit }, order.signedAt ?? order.endedAt),
    verify: clock(order.dispatchedAt, order.type === 'rectify' ? { allowance: limits.verify } : null, order.verified?.at ?? order.endedAt),
    answer: clock(order.dispatchedAt, answer, answered),
    unit: moved ? clock(order.unitFrom, answer, answered) : null,
    callBack: clock(order.repliedAt, { allowance: limits.callBack }, order.calledBack?.at ?? order.endedAt),
  };
}

/** Until when a unit may say that an order is not its own. */
export function giveBackDue(order: WorkOrder, { place, limits }: Place): Due | null {
  return order.unitFrom === null ? null : dueOf({ start: order.unitFrom, allowance: limits.giveBack }, place);
}

/** The limit ran out before it was ended. A limit that does not run, or does not exist, has not passed. */
export function passed(clock: OrderClock | null, now: Instant): boolean {
  if (clock?.due.state !== 'running') return false;
  return clock.due.at < (clock.endedAt ?? now);
}

/** What is due next: the index by which lists are ordered. Null before the dispatch and for what has ended. */
export function orderDue(order: WorkOrder, place: Place): Instant | null {
  if (order.endedAt !== null) return null;
  // a suspended one has no limit, and comes back to the top on the day that it was put off to
  if (order.status === 'SUSPENDED') return order.reviewOn ? localInstant(order.reviewOn, 0, place.place.timeZone) : null;
  const clocks = orderClocks(order, place);
  // who is late with the signature is late today, whatever the answer has left
  const next = order.repliedAt
    ? clocks.callBack
    : order.signedAt === null
      ? clocks.signIn
      : (unverified(order, clocks) ?? clocks.unit ?? clocks.answer);
  return next?.due.state === 'running' ? next.due.at : null;
}

const unverified = (order: WorkOrder, { verify }: Record<OrderClockName, OrderClock | null>): OrderClock | null =>
  order.verified ? null : verify;
