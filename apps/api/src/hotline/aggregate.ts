import { applyCall, type Call, type CallEvent } from '@one-window/domain/calls';
import type { Instant } from '@one-window/domain/time';
import { applyOrder, type OrderActor, type OrderEvent, type WorkOrder } from '@one-window/domain/work-orders';
import type { Aggregate, LockedRow } from '../db/aggregates.ts';

/** `subject` is the call itself, or what it was linked to. */
export type StoredCallEvent = CallEvent extends infer E
  ? E extends CallEvent
    ? { readonly type: E['type']; readonly subject: string; readonly body: E['body'] }
    : never
  : never;

export interface CallState {
  readonly call: Call | null;
  readonly version: number;
  /** Beside the fold: set by the rule that makes the call. */
  number: { readonly number_enc: string | null; readonly number_index: string | null } | null;
}

export const callAggregate: Aggregate<CallState, StoredCallEvent> = {
  rank: 15,
  table: 'calls',
  empty: () => ({ call: null, version: 0, number: null }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select id, state, version, head_hash, head_at from calls where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => ({ call: row['state'] as Call, version: row.version, number: null }),
  apply: (state, event, at) => ({ ...state, call: applyCall(state.call, { ...event, callId: at.streamId, at: at.at }) }),
  write(sql, id, { call, number }, head, create) {
    if (!call) throw new Error('a call is written by a rule that lets it come');
    const columns = {
      exchange_id: call.exchangeId,
      status: call.status,
      operator_id: call.operatorId,
      came_at: call.cameAt,
      state: call as never,
      ...number,
      // what was typed is not kept longer than its call
      ...(call.status === 'DONE' ? { draft_enc: null } : {}),
      version: head.version,
      head_hash: head.hash,
      head_at: head.at,
    };
    return [
      (create ? sql`insert into calls ${sql({ id, ...columns })}` : sql`update calls set ${sql(columns)} where id = ${id}`).execute(),
    ];
  },
  async stored(sql, id) {
    const [row] = await sql<{ state: Call }[]>`select state from calls where id = ${id}`;
    return new Map<string, unknown>([['call', row?.state ?? null]]);
  },
  folded: ({ call }) => new Map<string, unknown>([['call', call]]),
};

/** In which role, for which unit: who pressed stands in a column of its own. */
type By = Omit<OrderActor, 'id'>;

export interface StoredOrderEvent {
  readonly type: OrderEvent['type'];
  readonly subject: string;
  readonly body: OrderEvent['body'] & { readonly by: By };
}

export interface OrderState {
  readonly order: WorkOrder | null;
  /** As the row had it: what a screen that presses must have seen. */
  readonly version: number;
  /** An index that can be worked out anew, set by the rule. */
  dueAt: Instant | null;
}

export const orderAggregate: Aggregate<OrderState, StoredOrderEvent> = {
  rank: 22,
  table: 'work_orders',
  empty: () => ({ order: null, version: 0, dueAt: null }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select id, state, due_at, version, head_hash, head_at from work_orders where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => ({ order: row['state'] as WorkOrder, version: row.version, dueAt: row['due_at'] as Instant | null }),
  apply: (state, event, at) => ({ ...state, order: applyOrder(state.order, orderEventOf(event, at.streamId, at.actorId, at.at)) }),
  write(sql, id, { order, dueAt }, head, create) {
    if (!order) throw new Error('an order is written by a rule that logs it');
    const columns = {
      order_no: order.orderNo,
      call_id: order.callId,
      caller_id: order.callerId,
      unit_id: order.unitId,
      status: order.status,
      due_at: dueAt,
      ...(order.ratingId ? { rating_id: order.ratingId } : {}),
      open: order.endedAt === null,
      state: order as never,
      version: head.version,
      head_hash: head.hash,
      head_at: head.at,
    };
    return [
      (create
        ? sql`insert into work_orders ${sql({ id, ...columns })}`
        : sql`update work_orders set ${sql(columns)} where id = ${id}`
      ).execute(),
    ];
  },
  async stored(sql, id) {
    const [row] = await sql<{ state: WorkOrder }[]>`select state from work_orders where id = ${id}`;
    return new Map<string, unknown>([['order', row?.state ?? null]]);
  },
  folded: ({ order }) => new Map<string, unknown>([['order', order]]),
};

/** The event as the machine knows it, out of what the log keeps of it. */
function orderEventOf({ type, body }: StoredOrderEvent, orderId: string, actorId: string, at: Instant): OrderEvent {
  const { by, ...own } = body;
  // type and body belong together by the row of the machine that made them
  return { type, orderId, at, actor: { id: actorId, ...by }, body: own } as unknown as OrderEvent;
}

export function orderToStore(event: OrderEvent): StoredOrderEvent {
  const { id: _, ...by } = event.actor;
  return { type: event.type, subject: event.orderId, body: { ...event.body, by } };
}
