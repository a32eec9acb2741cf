import type { PendingQuery, Row } from 'postgres';
import { DomainError } from '@one-window/domain/errors';
import { orderClockNames, orderClocks, passed } from '@one-window/domain/order-clocks';
import {
  defaultLimits,
  eachLimit,
  limitKinds,
  orderActions,
  orderCategories,
  orderRoles,
  type OrderAction,
  type OrderRole,
} from '@one-window/domain/order-words';
import { can, canSomewhere, isLive, scopeOf, type Action, type Subject } from '@one-window/domain/permissions';
import { addMs, type Instant } from '@one-window/domain/time';
import {
  applyOrder,
  decideOrder,
  orderRefusal,
  type OrderCommand,
  type OrderContext,
  type OrderInputs,
  type WorkOrder,
} from '@one-window/domain/work-orders';
import { toldClock } from '../calendar/told.ts';
import type { CaseDeps } from '../cases/queries.ts';
import { maskPerson, openPerson } from '../people/persons.ts';
import { decryptField } from '../security/fields.ts';
import { scopeSql } from '../security/scope.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { actorFor, orderPlace, withReview, type Role } from './orders.ts';
import type { orderBoxes, OrderRow, OrderView, Rules } from './schemas.ts';

type Fragment = PendingQuery<Row[]>;

/** By which right a role acts on orders. */
const rightOf: Partial<Record<OrderRole, Action>> = {
  hotline_agent: 'hotline.take',
  hotline_dispatcher: 'hotline.dispatch',
  callback_agent: 'hotline.call_back',
  department_handler: 'hotline.handle',
  department_head: 'hotline.handle',
  supervisor: 'hotline.rule',
};
const rights = [...new Set(Object.values(rightOf))];
const ofUnit = (role: OrderRole): boolean => role === 'department_handler' || role === 'department_head';

type About = Awaited<ReturnType<typeof orderPlace>>;
const nowOf = (deps: CaseDeps): Instant => new Date(deps.now()).toISOString();

/** Where an order lies: the city's hotline, and the unit that has it. */
async function subjectOf(deps: CaseDeps, about: About, unitId: string | null): Promise<Subject> {
  return { ...(await deps.people.hallSubject(about.hall)), departmentId: unitId };
}

/** The roles in which a member of staff may act on an order of this unit. */
export async function orderRolesOn(deps: CaseDeps, actor: StaffMemberActor, about: About, unitId: string | null): Promise<Role[]> {
  const now = nowOf(deps);
  const subject = await subjectOf(deps, about, unitId);
  const holds = (role: OrderRole): boolean => {
    const own = actor.assignments.filter((a) => a.roleId === role && isLive(a, now));
    const right = rightOf[role];
    return right !== undefined && own.length > 0 && can({ ...actor, assignments: own }, right, subject, now);
  };
  return orderRoles.filter(holds).map((role) => ({ role, unitId: ofUnit(role) ? unitId : null }));
}

/** The orders that this member of staff may see: the condition of every list and every look. */
function reach(deps: CaseDeps, actor: StaffMemberActor, about: About): Fragment {
  const { sql } = deps;
  const now = nowOf(deps);
  const columns = { department: sql`o.unit_id`, area: sql`${about.hall.areaId}::uuid`, hall: sql`${about.hall.id}::uuid` };
  const ways = rights.map((right) => scopeSql(sql, scopeOf(actor, right, now), columns, now.slice(0, 10)));
  return sql`(${ways.reduce((a, b) => sql`${a} or ${b}`)})`;
}

export interface StoredOrder {
  readonly id: string;
  readonly version: number;
  readonly state: WorkOrder;
  readonly due_at: Instant | null;
  readonly unit: string | null;
}

export const listed = ({ sql }: CaseDeps): Fragment =>
  sql`select o.id, o.version, o.state, o.due_at, d.name as unit from work_orders o left join departments d on d.id = o.unit_id`;

const inBox = ({ sql }: CaseDeps, box: (typeof orderBoxes)[number]): Fragment => {
  switch (box) {
    case 'dispatch':
      return sql`o.open and o.status in ('PENDING_DISPATCH', 'RETURN_REQUESTED', 'ARBITRATION', 'EXTENSION_REQUESTED')`;
    case 'unit':
      return sql`o.open and o.status in ('DISPATCHED', 'SIGNED_IN', 'IN_PROGRESS', 'REWORK')`;
    case 'callback':
      return sql`o.open and o.status in ('REPLIED', 'REVIEW', 'CALL_BACK')`;
    case 'watch':
      return sql`o.open and (o.status = 'SUSPENDED' or (o.state ->> 'escalated')::boolean)`;
    case 'all':
      return sql`true`;
  }
};

export function rowOf(row: StoredOrder, timeZone: string): OrderRow {
  const { orderNo, type, category, urgency, secret, status, unitId, autoSigned, escalated, returns, reworks, loggedAt, endedAt } =
    row.state;
  return {
    id: row.id,
    version: row.version,
    orderNo,
    type,
    category,
    urgency,
    secret,
    status,
    autoSigned,
    escalated,
    returns,
    reworks,
    loggedAt,
    endedAt,
    timeZone,
    unit: unitId && row.unit !== null ? { id: unitId, name: row.unit } : null,
    dueAt: row.due_at,
  };
}

export interface OrderListInput {
  readonly box: (typeof orderBoxes)[number];
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** By due order; what is not due yet comes last. Found by number alone: nobody is browsed by name. */
export async function listOrders(deps: CaseDeps, actor: StaffMemberActor, { box, q, after, limit }: OrderListInput) {
  const { sql } = deps;
  if (!rights.some((right) => canSomewhere(actor, right, nowOf(deps)))) throw new DomainError('auth.forbidden', { reason: 'no_role' });
  const about = await orderPlace(deps);
  const within = reach(deps, actor, about);
  const found = q ? sql`and o.order_no = ${q.replaceAll(/\s/g, '')}` : sql``;
  const rows = await sql<StoredOrder[]>`
    ${listed(deps)} where ${within} and ${inBox(deps, box)} ${found} ${pageAfter(deps, after)} order by o.due_at, o.id limit ${limit + 1}`;
  const count = (name: (typeof orderBoxes)[number]) => sql`count(*) filter (where ${inBox(deps, name)})::int`;
  const [counts] = await sql<{ dispatch: number; unit: number; callback: number; watch: number; overdue: number }[]>`
    select ${count('dispatch')} as dispatch, ${count('unit')} as unit, ${count('callback')} as callback, ${count('watch')} as watch,
      count(*) filter (where o.due_at < ${nowOf(deps)})::int as overdue
    from work_orders o where o.open and ${within}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    orders: shown.map((row) => rowOf(row, about.place.timeZone)),
    next: rows.length > limit && last ? `${last.due_at ?? ''}_${last.id}` : null,
    counts: counts!,
  };
}

function pageAfter({ sql }: CaseDeps, after: string | undefined): Fragment {
  if (after === undefined) return sql``;
  const [at = '', id = ''] = after.split('_');
  if (at === '') return sql`and o.due_at is null and o.id > ${id}::uuid`;
  return sql`and ((o.due_at, o.id) > (${at}::timestamptz, ${id}::uuid) or o.due_at is null)`;
}

/** An order in reach with the roles in which one may act on it; null where there is none. */
export async function orderInReach(deps: CaseDeps, actor: StaffMemberActor, id: string) {
  const about = await orderPlace(deps);
  const [row] = await deps.sql<StoredOrder[]>`${listed(deps)} where o.id = ${id} and ${reach(deps, actor, about)}`;
  return row ? { row, about, roles: await orderRolesOn(deps, actor, about, row.state.unitId) } : null;
}

/** The order that goes on, into which another is merged: found by its number, as far as one’s reach goes; null where it has ended. */
export async function openOrderByNo(deps: CaseDeps, actor: StaffMemberActor, orderNo: string): Promise<string | null> {
  const about = await orderPlace(deps);
  const [row] = await deps.sql<{ id: string }[]>`
    select o.id from work_orders o where o.order_no = ${orderNo.replaceAll(/\s/g, '')} and o.open and ${reach(deps, actor, about)}`;
  return row?.id ?? null;
}

/** One order as this member of staff may see it: who called in confidence is hidden from the unit, not only masked. */
export async function readOrder(deps: CaseDeps, actor: StaffMemberActor, id: string): Promise<OrderView | null> {
  const found = await orderInReach(deps, actor, id);
  if (!found) return null;
  const { row, about, roles } = found;
  const { state: order } = row;
  const context = { ...about, now: nowOf(deps) };
  const hidden = order.secret && roles.every(({ role }) => ofUnit(role));
  const merging = roles.some(({ role }) => role === 'hotline_dispatcher') && order.endedAt === null;
  const [person, steps, suggested, proposed, [begun], links, similar] = await Promise.all([
    hidden ? null : openPerson(deps.sql, deps.keys, order.callerId),
    stepsOf(deps, id),
    order.status === 'PENDING_DISPATCH' ? routed(deps, order.category) : null,
    order.returnAsked ? unitNamed(deps, order.returnAsked.unitId) : null,
    deps.sql<{ body: string }[]>`select body from events where stream = ${id} and version = 1`,
    linkedTo(deps, order),
    merging ? similarTo(deps, order, context.now) : [],
  ]);
  const { source, sourceId, sourceVersion, ground, stage, level, tags } = JSON.parse(begun!.body) as Began;
  const masked = person && maskPerson(person);
  return {
    ...rowOf(row, about.place.timeZone),
    callId: order.callId,
    caller: masked && { name: masked.name, phone: masked.phone },
    clocks: clocksOf(order, context),
    suggested,
    proposed,
    calledBack: order.calledBack,
    tries: order.tries.length,
    reviewOn: order.status === 'SUSPENDED' ? (order.reviewOn ?? null) : null,
    mergedInto: links.find((link) => link.id === order.mergedInto) ?? null,
    joined: links.filter((link) => link.id !== order.mergedInto),
    similar,
    answered: source && sourceId ? { source, id: sourceId, version: sourceVersion ?? '' } : null,
    rating: stage && level ? { stage, level, tags: [...(tags ?? [])] } : null,
    finding: order.verified?.finding ?? null,
    ground: ground ?? null,
    steps,
    actions: actionsOf(order, roles, actor.id, context),
  };
}

/** What an order began with, beside its words. */
type Began = Partial<
  Pick<OrderInputs['answer_directly'], 'source' | 'sourceId' | 'sourceVersion'> &
    Pick<OrderInputs['decline'], 'ground'> &
    Pick<OrderInputs['open_rectification'], 'stage' | 'level' | 'tags'>
>;

type Linked = OrderView['joined'][number];

async function linkedTo({ sql }: CaseDeps, { mergedInto, joined = [] }: WorkOrder): Promise<Linked[]> {
  const ids = [...joined, ...(mergedInto ? [mergedInto] : [])];
  return ids.length === 0
    ? []
    : sql<Linked[]>`select id, order_no as "orderNo", status from work_orders where id = any(${ids}::uuid[]) order by id`;
}

const similarDays = 30;
/** 重复来电: what the same number has open from the last thirty days. Only whoever may merge is told. */
async function similarTo({ sql }: CaseDeps, order: WorkOrder, now: Instant): Promise<Linked[]> {
  return sql<Linked[]>`
    select o.id, o.order_no as "orderNo", o.status from work_orders o join persons p on p.id = o.caller_id
    where o.open and o.id <> ${order.id} and p.phone_index = (select phone_index from persons where id = ${order.callerId})
      and (o.state ->> 'loggedAt')::timestamptz > ${addMs(now, -similarDays * 86_400_000)} order by o.id desc limit 5`;
}

async function routed({ sql }: CaseDeps, category: string) {
  const [unit] = await sql<{ id: string; name: string }[]>`
    select d.id, d.name from order_routes r join departments d on d.id = r.unit_id where r.category = ${category}`;
  return unit ?? null;
}

async function unitNamed({ sql }: CaseDeps, id: string) {
  const [unit] = await sql<{ id: string; name: string }[]>`select id, name from departments where id = ${id}`;
  return unit ?? null;
}

export async function listUnits({ sql }: CaseDeps) {
  return sql<{ id: string; name: string }[]>`select id, name from departments order by name collate "C"`;
}

function clocksOf(order: WorkOrder, context: OrderContext): OrderView['clocks'] {
  const clocks = orderClocks(order, context);
  return orderClockNames.flatMap((name) => {
    const one = clocks[name];
    if (!one) return [];
    return [{ clock: name, ...toldClock(one, passed(one, context.now)) }];
  });
}

/** Inputs that are in order: what then refuses is the order itself, and that is told on the key. */
const whole = {
  reason: 'x',
  unitId: 'x',
  clause: 'x',
  basis: 'x',
  contactedBy: 'phone',
  facts: 'x',
  result: 'x',
  explanation: 'x',
  finding: 'upheld',
  plan: 'x',
  reviewOn: '9999-12-31',
  amount: 1,
};
/** Pressed together with another key, never alone. */
const halves: readonly OrderAction[] = ['review', 'join'];

/** The keys of an order for these roles, each with the reason why it cannot be pressed now. */
function actionsOf(order: WorkOrder, roles: readonly Role[], actorId: string, about: OrderContext): OrderView['actions'] {
  // some order that goes on: which one is asked when the key is pressed
  const context = { ...about, lead: { ...order, id: 'x', endedAt: null } };
  return orderActions
    .filter((action) => !halves.includes(action))
    .flatMap((action: OrderAction): OrderView['actions'] => {
      const presses = withReview(order, { action, ...whole } as unknown as OrderCommand);
      let state = order;
      for (const command of presses) {
        const actor = roles.length > 0 ? actorFor(state, command, roles, actorId, context) : null;
        const refusal = actor && orderRefusal({ state, command, actor, context });
        if (!actor || refusal?.code === 'order.not_allowed' || refusal?.code === 'order.no_rating') return [];
        // a bad rating is begun by being verified
        if (action === 'begin' && order.type === 'rectify') return [];
        if (refusal) return [{ action, refusal: refusal.code }];
        state = applyOrder(state, decideOrder({ state, command, actor, context }));
      }
      return [{ action, refusal: null }];
    });
}

/** What happened, oldest first, with the words that stand outside the log. */
async function stepsOf(deps: CaseDeps, id: string): Promise<OrderView['steps']> {
  const { sql, keys } = deps;
  const [rows, texts] = await Promise.all([
    sql<{ version: number; type: OrderView['steps'][number]['type']; actor_id: string; recorded_at: Instant; body: string }[]>`
      select version, type, actor_id, recorded_at, body from events where stream = ${id} order by version`,
    sql<{ id: string; version: number; field: string; text_enc: string }[]>`
      select id, version, field, text_enc from order_texts where order_id = ${id} order by id`,
  ]);
  return rows.map((row) => ({
    version: row.version,
    type: row.type,
    at: row.recorded_at,
    role: (JSON.parse(row.body) as { by: { role: OrderRole } }).by.role,
    by: deps.people.staffName(row.actor_id),
    texts: texts
      .filter(({ version }) => version === row.version)
      .map((text) => ({
        field: text.field,
        text: decryptField(keys, { table: 'order_texts', column: 'text_enc', row: text.id }, text.text_enc),
      })),
  }));
}

/** What the hotline goes by: which unit has what, and each limit with what it is where the city has set none. */
export async function readRules(deps: CaseDeps, actor: StaffMemberActor): Promise<Rules> {
  if (!rights.some((right) => canSomewhere(actor, right, nowOf(deps)))) throw new DomainError('auth.forbidden', { reason: 'no_role' });
  const { limits } = await orderPlace(deps);
  const routes = await deps.sql<Rules['routes']>`
    select r.category, jsonb_build_object('id', d.id, 'name', d.name) as unit from order_routes r join departments d on d.id = r.unit_id`;
  const [set, usual] = [eachLimit(limits), eachLimit(defaultLimits)];
  const { extensionMax, reworksMax, callBackTries, triesApart } = limits;
  return {
    routes: orderCategories.map((category) => ({ category, unit: routes.find((route) => route.category === category)?.unit ?? null })),
    limits: limitKinds.map((limit) => ({ limit, ...set[limit], usual: usual[limit] })),
    counts: { extensionMax, reworksMax, callBackTries, triesApart },
  };
}
