import type { PendingQuery, Row } from 'postgres';
import type { Call } from '@one-window/domain/calls';
import { DomainError } from '@one-window/domain/errors';
import { orderClockNames, orderClocks, passed } from '@one-window/domain/order-clocks';
import { offeredOrderActions } from '@one-window/domain/order-table';
import { orderRoles, type OrderAction, type OrderRole } from '@one-window/domain/order-words';
import { can, canSomewhere, isLive, scopeOf, type Action, type Subject } from '@one-window/domain/permissions';
import type { Instant } from '@one-window/domain/time';
import {
  applyOrder,
  decideOrder,
  orderRefusal,
  type OrderCommand,
  type OrderContext,
  type WorkOrder,
} from '@one-window/domain/work-orders';
import { toldClock } from '../calendar/told.ts';
import { myCases } from '../cases/mine.ts';
import type { CaseDeps } from '../cases/queries.ts';
import type { CitizenSession } from '../citizens/sessions.ts';
import { maskPerson, openPerson } from '../people/persons.ts';
import { decryptField } from '../security/fields.ts';
import { scopeSql } from '../security/scope.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { openNumber } from './calls.ts';
import { actorFor, orderPlace, withReview, type Role } from './orders.ts';
import type { CallView, orderBoxes, OrderRow, OrderView } from './schemas.ts';

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

interface StoredOrder {
  readonly id: string;
  readonly version: number;
  readonly state: WorkOrder;
  readonly due_at: Instant | null;
  readonly unit: string | null;
}

const listed = ({ sql }: CaseDeps): Fragment =>
  sql`select o.id, o.version, o.state, o.due_at, d.name as unit from work_orders o left join departments d on d.id = o.unit_id`;

const inBox = ({ sql }: CaseDeps, box: (typeof orderBoxes)[number]): Fragment => {
  switch (box) {
    case 'dispatch':
      return sql`o.open and o.status in ('PENDING_DISPATCH', 'RETURN_REQUESTED', 'ARBITRATION', 'EXTENSION_REQUESTED')`;
    case 'unit':
      return sql`o.open and o.status in ('DISPATCHED', 'SIGNED_IN', 'IN_PROGRESS', 'REWORK')`;
    case 'callback':
      return sql`o.open and o.status in ('REPLIED', 'REVIEW', 'CALL_BACK')`;
    case 'all':
      return sql`true`;
  }
};

function rowOf(row: StoredOrder, timeZone: string): OrderRow {
  const { orderNo, type, category, urgency, secret, status, unitId, autoSigned, returns, reworks, loggedAt, endedAt } = row.state;
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
  const [counts] = await sql<{ dispatch: number; unit: number; callback: number; overdue: number }[]>`
    select ${count('dispatch')} as dispatch, ${count('unit')} as unit, ${count('callback')} as callback,
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

/** One order as this member of staff may see it: who called in confidence is hidden from the unit, not only masked. */
export async function readOrder(deps: CaseDeps, actor: StaffMemberActor, id: string): Promise<OrderView | null> {
  const found = await orderInReach(deps, actor, id);
  if (!found) return null;
  const { row, about, roles } = found;
  const { state: order } = row;
  const context = { ...about, now: nowOf(deps) };
  const hidden = order.secret && roles.every(({ role }) => ofUnit(role));
  const [person, steps, suggested, proposed] = await Promise.all([
    hidden ? null : openPerson(deps.sql, deps.keys, order.callerId),
    stepsOf(deps, id),
    order.status === 'PENDING_DISPATCH' ? routed(deps, order.category) : null,
    order.returnAsked ? unitNamed(deps, order.returnAsked.unitId) : null,
  ]);
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
    steps,
    actions: actionsOf(order, roles, actor.id, context),
  };
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
  amount: 1,
};

/** The keys of an order for these roles, each with the reason why it cannot be pressed now. */
function actionsOf(order: WorkOrder, roles: readonly Role[], actorId: string, context: OrderContext): OrderView['actions'] {
  return offeredOrderActions
    .filter((action) => action !== 'review')
    .flatMap((action: OrderAction): OrderView['actions'] => {
      const presses = withReview(order, { action, ...whole } as unknown as OrderCommand);
      let state = order;
      for (const command of presses) {
        const actor = roles.length > 0 ? actorFor(state, command, roles, actorId, context) : null;
        const refusal = actor && orderRefusal({ state, command, actor, context });
        if (!actor || refusal?.code === 'order.not_allowed') return [];
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

export interface CallRow {
  readonly id: string;
  readonly state: Call;
  readonly number_enc: string | null;
  readonly number_index: string | null;
  readonly draft_enc: string | null;
  readonly draft_version: number;
}

/** The call of this operator, or a refusal: what hangs on a number is shown to whoever speaks with it, and to nobody else. */
export async function ownCall(deps: CaseDeps, actor: StaffMemberActor, id: string): Promise<CallRow> {
  const [row] = await deps.sql<CallRow[]>`
    select id, state, number_enc, number_index, draft_enc, draft_version from calls where id = ${id} and operator_id = ${actor.id}`;
  if (!row || row.state.status === 'DONE') throw new DomainError('not_found');
  return row;
}

const nobody = '00000000-0000-0000-0000-000000000000';
/** Who calls sees by telephone what the same number sees on the portal. */
export async function callerOf({ sql }: CaseDeps, { number_index: index }: CallRow): Promise<CitizenSession | null> {
  if (index === null) return null;
  const [citizen] = await sql<{ id: string }[]>`select id from citizens where phone_index = ${index}`;
  return { id: citizen?.id ?? nobody, kind: 'citizen', phoneIndex: index, phone: '' };
}

/** Everything of a number in one glance, masked: people, cases and drafts, orders, earlier calls; and what was typed so far. */
export async function readCall(deps: CaseDeps, row: CallRow): Promise<CallView> {
  const { sql, keys } = deps;
  const about = await orderPlace(deps);
  const caller = await callerOf(deps, row);
  const index = row.number_index;
  const [cases, orders, people, [earlier], halls] = await Promise.all([
    caller ? myCases(deps, caller) : [],
    sql<StoredOrder[]>`${listed(deps)} join persons p on p.id = o.caller_id where p.phone_index = ${index} order by o.id desc limit 50`,
    peopleOf(deps, index),
    sql<{ n: number }[]>`select count(*)::int as n from calls where number_index = ${index} and id <> ${row.id}`,
    deps.halls.all(),
  ]);
  const names = await applicantsOf(
    deps,
    cases.map((one) => one.id),
  );
  const number = openNumber(deps, row);
  const draft = row.draft_enc === null ? '' : decryptField(keys, { table: 'calls', column: 'draft_enc', row: row.id }, row.draft_enc);
  const { status, exchangeId, cameAt, answeredAt, endedAt, orderIds, caseIds } = row.state;
  return {
    id: row.id,
    status,
    cameAt,
    answeredAt,
    endedAt,
    byHand: exchangeId === null,
    number: number && maskPerson({ name: null, idNo: null, phone: number }).phone,
    draft: { version: row.draft_version, text: draft },
    people,
    cases: cases.map((one) => ({ ...one, applicant: { name: names.get(one.id) ?? null } })),
    orders: orders.map((order) => rowOf(order, about.place.timeZone)),
    made: { orderIds: [...orderIds], caseIds: [...caseIds] },
    earlierCalls: earlier?.n ?? 0,
    halls: halls.map(({ id, name }) => ({ id, name: name.zh })),
  };
}

/** Whether somebody is one of the people of a call's number. */
export async function isOfNumber({ sql }: CaseDeps, { number_index: index }: CallRow, personId: string): Promise<boolean> {
  const [row] = await sql`select 1 from persons where id = ${personId} and phone_index = ${index} and purged_at is null`;
  return row !== undefined;
}

const mostPeople = 20;

/** A number may be a family's: each that is known, once. */
async function peopleOf(deps: CaseDeps, index: string | null): Promise<CallView['people']> {
  if (index === null) return [];
  const rows = await deps.sql<{ id: string }[]>`
    select id from persons where phone_index = ${index} and purged_at is null order by id desc limit ${mostPeople}`;
  const all = await Promise.all(rows.map(async ({ id }) => ({ id, person: await openPerson(deps.sql, deps.keys, id) })));
  const seen = new Set<string>();
  return all.flatMap(({ id, person }) => {
    const who = `${person?.name ?? ''} ${person?.idNo ?? ''}`;
    if (!person || who === ' ' || seen.has(who)) return [];
    seen.add(who);
    const masked = maskPerson(person);
    return [{ id, name: masked.name, idNo: masked.idNo }];
  });
}

async function applicantsOf(deps: CaseDeps, caseIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await deps.sql<
    { id: string; applicant_id: string }[]
  >`select id, applicant_id from cases where id = any(${[...caseIds]}::uuid[])`;
  const names = await deps.people.personNames(rows.map((row) => row.applicant_id));
  return new Map(rows.flatMap((row) => (names.has(row.applicant_id) ? [[row.id, names.get(row.applicant_id)!] as const] : [])));
}
