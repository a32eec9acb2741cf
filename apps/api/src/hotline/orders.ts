import type { PendingQuery, Row, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { assertWorking } from '@one-window/domain/calls';
import { DomainError } from '@one-window/domain/errors';
import { orderDue } from '@one-window/domain/order-clocks';
import { orderMachine } from '@one-window/domain/order-table';
import { limitsOf, type OrderAction, type OrderEdge, type OrderStatus, type SetLimit } from '@one-window/domain/order-words';
import { localTime } from '@one-window/domain/time';
import {
  applyOrder,
  decideOrder,
  orderRefusal,
  type OrderActor,
  type OrderCommand,
  type OrderContext,
  type OrderEvent,
  type OrderInputs,
  type WorkOrder,
} from '@one-window/domain/work-orders';
import { placeOf } from '../cases/commands.ts';
import { change, type ChangeActor, type ChangeContext, type Command } from '../db/change.ts';
import { reserveSerial } from '../db/serials.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';
import { languageOf } from '../messages/language.ts';
import { queueMessages } from '../messages/messages.ts';
import { isMessage, messageText } from '../messages/words.ts';
import { openPerson, putPerson } from '../people/persons.ts';
import { encryptField, personalDigest } from '../security/fields.ts';
import { orderToStore } from './aggregate.ts';
import { callEvent, openNumber } from './calls.ts';

type Fragment = PendingQuery<Row[]>;

export type Role = Omit<OrderActor, 'id'>;

export interface PressedOrder {
  readonly id: string;
  readonly version: number;
}

/** The hotline is the city's: its days and hours are those of the first hall, its limits the usual ones as far as it has set none. */
export async function orderPlace(deps: Deps): Promise<Omit<OrderContext, 'now'> & { readonly hall: HallInfo }> {
  const [hall] = await deps.halls.all();
  if (!hall) throw new DomainError('hall.not_configured');
  const [place, set] = await Promise.all([placeOf(deps, hall), deps.sql<SetLimit[]>`select "limit", amount, unit from order_limits`]);
  return { hall, place, limits: limitsOf(set) };
}

/** Words that stand outside the log; it keeps their keyed digest. */
const sealedFields = [
  'content',
  'wish',
  'address',
  'answer',
  'direction',
  'clause',
  'reason',
  'plan',
  'facts',
  'result',
  'basis',
  'about',
  'evidence',
  'explanation',
] as const;

function sealed(deps: Deps, command: OrderCommand, texts: Map<string, string>): OrderCommand {
  const fields = Object.entries(command).map(([field, value]) => {
    if (!(sealedFields as readonly string[]).includes(field) || typeof value !== 'string' || value === '') return [field, value];
    texts.set(field, value);
    return [field, personalDigest(deps.keys, { [field]: value })];
  });
  return Object.fromEntries(fields) as OrderCommand;
}

async function writeTexts(deps: Deps, sql: TransactionSql, orderId: string, version: number, texts: ReadonlyMap<string, string>) {
  if (texts.size === 0) return;
  const rows = [...texts].map(([field, text]) => {
    const id = uuidv7();
    return {
      id,
      order_id: orderId,
      version,
      field,
      text_enc: encryptField(deps.keys, { table: 'order_texts', column: 'text_enc', row: id }, text),
    };
  });
  await sql`insert into order_texts ${sql(rows)}`;
}

type Start = 'log' | 'answer_directly' | 'decline';
/** What an operator made of a call: an order that is logged, one that is answered at once, one that is declined. */
export type BeginInput = {
  [A in Start]: { readonly action: A } & Omit<OrderInputs[A], 'orderNo' | 'callId' | 'callerId'>;
}[Start];

export interface Who {
  readonly name: string | null;
  /** One of the people of the number that calls. */
  readonly personId: string | null;
}

/**
 * 登记, 直接答复, 不予受理: what was said becomes a work order, tied to its call. Where it is logged and the rule knows the unit it goes
 * there at once, with the dispatch as an event of its own; else to the dispatcher's list.
 */
export async function beginOrder(
  deps: Deps,
  actor: ChangeActor,
  callId: string,
  { name, personId, ...said }: BeginInput & Who,
  command: Command,
): Promise<PressedOrder> {
  const about = await orderPlace(deps);
  const [row] = await deps.sql<{ id: string; number_enc: string | null }[]>`select id, number_enc from calls where id = ${callId}`;
  if (!row) throw new DomainError('not_found');
  const phone = openNumber(deps, row);
  const orderNo = await reserveOrderNo(deps, about.hall);
  const callerId = personId ?? (await putPerson(deps.sql, deps.keys, { name, idNo: null, phone }));
  const id = uuidv7();
  const refs = { call: { kind: 'call', id: callId }, order: { kind: 'work_order', id, create: true } } as const;
  return change(deps, actor, command, refs, async (tx, { call, order: state }) => {
    assertWorking(call.call!, actor.id);
    const unitId = said.action === 'log' ? await ruledUnit(tx.sql, said) : null;
    const press = { ...said, orderNo, callId, callerId };
    const by = { id: actor.id, role: 'hotline_agent', unitId: null } as const;
    const { events, dueAt } = await openOrder(deps, tx, { id, press, by, unitId, phone, about });
    state.dueAt = dueAt;
    const result = { id, version: events.length };
    return { events: { call: [callEvent(callId, 'call.linked', { kind: 'order', id })], order: events }, result };
  });
}

interface Opening {
  readonly id: string;
  readonly press: OrderCommand;
  readonly by: OrderActor;
  /** Where it goes at once. */
  readonly unitId: string | null;
  readonly phone: string | null;
  readonly about: Omit<OrderContext, 'now'>;
}

/** The first events of an order, with its words beside them; its caller is told. */
export async function openOrder(deps: Deps, tx: ChangeContext, { id, press, by, unitId, phone, about }: Opening) {
  const context = { ...about, now: tx.now };
  const texts = new Map<string, string>();
  const begun = decideOrder({ state: null, command: sealed(deps, press, texts), actor: by, context }, id);
  const events = [begun, ...(unitId ? [byRule(applyOrder(null, begun), unitId, context)] : [])];
  await writeTexts(deps, tx.sql, id, 1, texts);
  const done = events.reduce<WorkOrder | null>(applyOrder, null)!;
  await tell(deps, tx.sql, done, events, context, phone);
  return { events: events.map(orderToStore), dueAt: orderDue(done, context) };
}

/** Complaints and reports are looked at by a person before they go to the unit that they may be about. */
async function ruledUnit(sql: TransactionSql, { type, category }: Pick<WorkOrder, 'type' | 'category'>): Promise<string | null> {
  if (type === 'complaint' || type === 'report') return null;
  const [row] = await sql<{ unit_id: string }[]>`select unit_id from order_routes where category = ${category}`;
  return row?.unit_id ?? null;
}

export const system = { id: 'hotline-rule', role: 'system', unitId: null } as const;
const byRule = (state: WorkOrder, unitId: string, context: OrderContext): OrderEvent =>
  decideOrder({ state, command: { action: 'dispatch', unitId, how: 'rule' }, actor: system, context });

/** 工单编号: the day and a serial of five digits, read out over a telephone. Reserved here and now; gapless is not promised. */
export async function reserveOrderNo(deps: Deps, hall: HallInfo): Promise<string> {
  const day = businessDateOf(hall, new Date(deps.now()).toISOString());
  const serial = await reserveSerial(deps.sql, '12345', day);
  return `${day.replaceAll('-', '')}${String(serial).padStart(5, '0')}`;
}

export interface OrderPressInput {
  readonly orderId: string;
  /** What the screen showed; null for a job, which has seen nothing. */
  readonly version: number | null;
  /** In every role that the presser may have here; the first that may do it does it. */
  readonly roles: readonly Role[];
  /** Each is an event of its own: a reply that is taken up and passed at one press is two. */
  readonly presses: (order: WorkOrder) => readonly OrderCommand[];
}

/** One key on an order: all of its events or none. A screen that had not seen the newest state is refused. */
export async function pressOrder(deps: Deps, actor: ChangeActor, input: OrderPressInput, command: Command): Promise<PressedOrder> {
  const { orderId, version, roles, presses } = input;
  const about = await orderPlace(deps);
  return change(deps, actor, command, { order: { kind: 'work_order', id: orderId } }, async (tx, { order: state }) => {
    if (version !== null && version !== state.version) throw new DomainError('order.stale', { version: state.version });
    const context = { ...about, now: tx.now };
    const events: OrderEvent[] = [];
    let order = state.order!;
    for (const press of presses(order)) {
      const texts = new Map<string, string>();
      const chosen = sealed(deps, press, texts);
      const event = decideOrder({ state: order, command: chosen, actor: actorFor(order, chosen, roles, actor.id, context), context });
      order = applyOrder(order, event);
      events.push(event);
      await writeTexts(deps, tx.sql, orderId, state.version + events.length, texts);
    }
    await tellCaller(deps, tx.sql, order, events, context);
    await tellJoined(deps, tx.sql, order, events, context);
    state.dueAt = orderDue(order, context);
    return { events: { order: events.map(orderToStore) }, result: { id: orderId, version: state.version + events.length } };
  });
}

export interface MergeInput extends Pick<OrderPressInput, 'orderId' | 'version' | 'roles'> {
  readonly leadId: string;
  readonly reason: string;
}

/** 并单: a duplicate ends in the order that goes on; both say so in their own stream, at once, and both callers are told. */
export async function mergeOrders(deps: Deps, actor: ChangeActor, input: MergeInput, command: Command): Promise<PressedOrder> {
  const { orderId, leadId, version, roles, reason } = input;
  const about = await orderPlace(deps);
  const refs = { order: { kind: 'work_order', id: orderId }, lead: { kind: 'work_order', id: leadId } } as const;
  return change(deps, actor, command, refs, async (tx, { order: one, lead }) => {
    if (version !== null && version !== one.version) throw new DomainError('order.stale', { version: one.version });
    const context = { ...about, now: tx.now, lead: lead.order };
    const texts = new Map<string, string>();
    const by = (state: WorkOrder, command: OrderCommand): OrderEvent =>
      decideOrder({ state, command, actor: actorFor(state, command, roles, actor.id, context), context });
    const merged = by(one.order!, sealed(deps, { action: 'merge', intoId: leadId, reason }, texts));
    const joined = by(lead.order!, { action: 'join', fromId: orderId });
    await writeTexts(deps, tx.sql, orderId, one.version + 1, texts);
    await tellCaller(deps, tx.sql, one.order!, [merged], context);
    await tellCaller(deps, tx.sql, lead.order!, [joined], context);
    one.dueAt = null;
    return { events: { order: [orderToStore(merged)], lead: [orderToStore(joined)] }, result: { id: orderId, version: one.version + 1 } };
  });
}

/** Of several roles the first that may press this; else the one whose refusal says most. */
export function actorFor(state: WorkOrder, command: OrderCommand, roles: readonly Role[], id: string, context: OrderContext): OrderActor {
  const actors = roles.map((role) => ({ ...role, id }));
  const refusals = actors.map((actor) => orderRefusal({ state, command, actor, context }));
  const fit = refusals.findIndex((refusal) => refusal === null);
  const telling = refusals.findIndex((refusal) => refusal?.code !== 'order.not_allowed');
  const chosen = actors[fit >= 0 ? fit : Math.max(0, telling)];
  if (!chosen) throw new DomainError('auth.forbidden', { reason: 'no_role' });
  return chosen;
}

const noticeOf = new Map<string, boolean>((Object.values(orderMachine) as OrderEdge[]).map((edge) => [edge.event, edge.notice]));

/** Who called, by the number that is known of him. */
async function tellCaller(deps: Deps, sql: TransactionSql, order: WorkOrder, events: readonly OrderEvent[], context: OrderContext) {
  if (!events.some(({ type }) => noticeOf.get(type))) return;
  const phone = (await openPerson(sql, deps.keys, order.callerId))?.phone ?? null;
  await tell(deps, sql, order, events, context, phone);
}

/** Whose request was merged into this one is told of the answer as well, under the number that he was given. */
async function tellJoined(deps: Deps, sql: TransactionSql, lead: WorkOrder, events: readonly OrderEvent[], context: OrderContext) {
  const replied = events.filter(({ type }) => type === 'order.replied');
  if (replied.length === 0 || !lead.joined) return;
  const rows = await sql<{ state: WorkOrder }[]>`select state from work_orders where id = any(${[...lead.joined]}::uuid[]) order by id`;
  for (const { state } of rows) await tellCaller(deps, sql, state, replied, context);
}

/** One message for each event of which the machine says that the caller is told; to the number that called. */
async function tell(
  deps: Deps,
  sql: TransactionSql,
  order: WorkOrder,
  events: readonly OrderEvent[],
  context: OrderContext,
  phone: string | null,
): Promise<void> {
  if (!phone) return;
  const { now, place } = context;
  const due = order.dispatchedAt ? orderDue({ ...order, signedAt: now }, context) : null;
  const date = due ? localTime(due, place.timeZone).date : '';
  const lang = events.some(({ type }) => noticeOf.get(type)) ? await languageOf(sql, deps.keys, phone) : 'zh';
  const messages = events.flatMap(({ type }) => {
    const key = `message.${type}`;
    if (!noticeOf.get(type) || !isMessage(key)) return [];
    return [{ to: phone, text: messageText(key, { orderNo: order.orderNo, due: date }, lang), about: type }];
  });
  await queueMessages(sql, deps.keys, now, messages);
}

const clock = { kind: 'system', id: 'order-clock' } as const;
const atOnce = 50;

/** 自动签收: what a unit did not sign in time is signed for it, with a mark. Gives how many were. */
export async function signLapsed(deps: Deps): Promise<number> {
  return pressDue(deps, ['DISPATCHED', 'REWORK'], 'auto_sign', deps.sql`true`);
}

/** 逾期升级: what was not answered in time is the supervisor’s to look at, once. Gives how many were. */
export async function escalateLate(deps: Deps): Promise<number> {
  return pressDue(deps, ['SIGNED_IN', 'IN_PROGRESS', 'EXTENSION_REQUESTED'], 'escalate', deps.sql`not (state ->> 'escalated')::boolean`);
}

async function pressDue(deps: Deps, statuses: readonly OrderStatus[], action: 'auto_sign' | 'escalate', also: Fragment): Promise<number> {
  const now = new Date(deps.now()).toISOString();
  const due = await deps.sql<{ id: string }[]>`
    select id from work_orders where open and status in ${deps.sql(statuses)} and due_at < ${now} and ${also} order by due_at limit ${atOnce}`;
  const press = (action === 'escalate' ? { action, reason: '' } : { action }) as OrderCommand;
  let pressed = 0;
  for (const { id } of due) {
    const input: OrderPressInput = { orderId: id, version: null, roles: [{ role: 'system', unitId: null }], presses: () => [press] };
    pressed += await pressOrder(deps, clock, input, { name: `order.${action}`, key: null, body: null }).then(
      () => 1,
      (error: unknown) => {
        // somebody was quicker
        if (error instanceof DomainError) return 0;
        throw error;
      },
    );
  }
  return pressed;
}

/** A reply is taken up and judged at one press; each step is its own event all the same. */
export function withReview(order: WorkOrder, command: OrderCommand): readonly OrderCommand[] {
  const judging: readonly OrderAction[] = ['pass_review', 'send_back'];
  return order.status === 'REPLIED' && judging.includes(command.action) ? [{ action: 'review' }, command] : [command];
}
