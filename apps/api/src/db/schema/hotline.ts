import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { callStatuses, type Call } from '@one-window/domain/calls';
import { clockUnits } from '@one-window/domain/clock';
import type { KnowledgeEntry } from '@one-window/domain/knowledge';
import { limitKinds, orderCategories, orderStatuses } from '@one-window/domain/order-words';
import type { WorkOrder } from '@one-window/domain/work-orders';
import { departments } from './catalogue.ts';
import { head, instant } from './core.ts';
import { persons, staff } from './people.ts';

const list = (values: readonly string[]) => sql.raw(values.map((v) => `'${v}'`).join(', '));

/**
 * A call to the hotline. The number stands encrypted, and as a keyed fingerprint by which the same number is found again. What the
 * operator types is no event: it lies here, encrypted, with a version of its own, until the call is put away.
 */
export const calls = pgTable(
  'calls',
  {
    id: uuid('id').primaryKey(),
    /** As the exchange names it; null where it was written down by hand. */
    exchangeId: text('exchange_id'),
    /** Null where the caller shows none. */
    numberEnc: text('number_enc'),
    numberIndex: text('number_index'),
    status: text('status', { enum: callStatuses }).notNull(),
    operatorId: uuid('operator_id').references(() => staff.id),
    cameAt: instant('came_at').notNull(),
    state: jsonb('state').$type<Call>().notNull(),
    draftEnc: text('draft_enc'),
    draftVersion: integer('draft_version').notNull().default(0),
    draftAt: instant('draft_at'),
    ...head,
  },
  (t) => [
    uniqueIndex('calls_exchange').on(t.exchangeId),
    index('calls_number').on(t.numberIndex),
    index('calls_open')
      .on(t.cameAt)
      .where(sql`${t.status} in ('RINGING', 'ANSWERED', 'ENDED')`),
    check('calls_status', sql`${t.status} in (${list(callStatuses)})`),
  ],
);

/** Who takes calls now: told again to the exchange when its line comes back. */
export const hotlineAgents = pgTable('hotline_agents', {
  staffId: uuid('staff_id')
    .primaryKey()
    .references(() => staff.id),
  ready: boolean('ready').notNull(),
});

/** A work order (工单): `state` is what its events make of it; the columns beside it are what lists ask for. */
export const workOrders = pgTable(
  'work_orders',
  {
    id: uuid('id').primaryKey(),
    orderNo: text('order_no').notNull(),
    callId: uuid('call_id').references(() => calls.id),
    callerId: uuid('caller_id')
      .notNull()
      .references(() => persons.id),
    unitId: uuid('unit_id').references(() => departments.id),
    status: text('status', { enum: orderStatuses }).notNull(),
    dueAt: instant('due_at'),
    /** The bad rating that made it. */
    ratingId: uuid('rating_id'),
    open: boolean('open').notNull(),
    state: jsonb('state').$type<WorkOrder>().notNull(),
    ...head,
  },
  (t) => [
    uniqueIndex('work_orders_no').on(t.orderNo),
    index('work_orders_open')
      .on(t.dueAt, t.id)
      .where(sql`${t.open}`),
    index('work_orders_unit').on(t.unitId, t.dueAt, t.id),
    index('work_orders_caller').on(t.callerId),
    uniqueIndex('work_orders_rating').on(t.ratingId),
    check('work_orders_status', sql`${t.status} in (${list(orderStatuses)})`),
  ],
);

/** What was said, wished, found and replied, encrypted; the log holds its keyed digest. */
export const orderTexts = pgTable(
  'order_texts',
  {
    id: uuid('id').primaryKey(),
    /** No reference: the words of the first event are written before the row that it makes. */
    orderId: uuid('order_id').notNull(),
    /** The version of the order whose event this belongs to. */
    version: integer('version').notNull(),
    field: text('field').notNull(),
    textEnc: text('text_enc').notNull(),
  },
  (t) => [index('order_texts_order').on(t.orderId, t.version)],
);

/** 派单规则: which unit has which kind of request. Clear ones go straight there, the rest to a dispatcher. Part of the configuration. */
export const orderRoutes = pgTable(
  'order_routes',
  {
    /** As the configuration names it. */
    id: uuid('id')
      .notNull()
      .default(sql`gen_random_uuid()`),
    category: text('category', { enum: orderCategories }).primaryKey(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => departments.id),
  },
  (t) => [
    uniqueIndex('order_routes_id').on(t.id),
    index('order_routes_unit').on(t.unitId),
    check('order_routes_category', sql`${t.category} in (${list(orderCategories)})`),
  ],
);

/** 工单时限: those that the city has set; the others are the usual ones. Part of the configuration. */
export const orderLimits = pgTable(
  'order_limits',
  {
    id: uuid('id').primaryKey(),
    limit: text('limit', { enum: limitKinds }).notNull(),
    amount: integer('amount').notNull(),
    unit: text('unit', { enum: clockUnits }).notNull(),
  },
  (t) => [
    uniqueIndex('order_limits_one').on(t.limit),
    check('order_limits_limit', sql`${t.limit} in (${list(limitKinds)})`),
    check('order_limits_unit', sql`${t.unit} in (${list(clockUnits)})`),
  ],
);

/** An entry of the knowledge base (知识库): the newest version of a short answer, found by the character pairs of how it is asked for. */
export const knowledgeEntries = pgTable(
  'knowledge_entries',
  {
    id: uuid('id').primaryKey(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => departments.id),
    title: text('title').notNull(),
    /** Other ways of asking. */
    keywords: text('keywords').notNull(),
    answer: text('answer').notNull(),
    grams: text('grams').array().notNull(),
    validUntil: date('valid_until').notNull(),
    withdrawn: boolean('withdrawn').notNull(),
    state: jsonb('state').$type<KnowledgeEntry>().notNull(),
    ...head,
  },
  (t) => [index('knowledge_entries_grams').using('gin', t.grams), index('knowledge_entries_unit').on(t.unitId)],
);

/** What each version said: an order that was answered by it can still be read. Only appended to. */
export const knowledgeVersions = pgTable(
  'knowledge_versions',
  {
    /** No reference: the words are written with the event that makes the row. */
    entryId: uuid('entry_id').notNull(),
    version: integer('version').notNull(),
    title: text('title').notNull(),
    keywords: text('keywords').notNull(),
    answer: text('answer').notNull(),
  },
  (t) => [primaryKey({ columns: [t.entryId, t.version] })],
);
