import { z } from 'zod';
import { callStatuses } from '@one-window/domain/calls';
import { clockUnits } from '@one-window/domain/clock';
import { errorStatus, type ErrorCode } from '@one-window/domain/errors';
import { allEventTypes } from '@one-window/domain/log';
import { orderClockNames } from '@one-window/domain/order-clocks';
import {
  answerSources,
  callTypes,
  declineGrounds,
  limitKinds,
  orderActions,
  orderCategories,
  orderRoles,
  orderStatuses,
  orderTypes,
  ratingFindings,
} from '@one-window/domain/order-words';
import { ratingStages } from '@one-window/domain/ratings';
import { applicant, myCaseRow } from '../cases/schemas.ts';

const words = z.string().trim().max(4_000);
const said = words.min(1);
const instant = z.string();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const named = z.object({ id: z.uuid(), name: z.string() });

export const byHandBody = z.object({
  number: z.string().max(40).meta({ description: 'As the caller says it; empty where it is withheld' }),
});
export const readyBody = z.object({ ready: z.boolean() });
export const made = z.object({ id: z.uuid() });
export const draftBody = z.object({
  version: z.int().min(0).meta({ description: 'The newest that this screen has seen' }),
  text: z.string().max(20_000).meta({ description: 'Whatever the screen wants to find again' }),
});
export const saved = z.object({ version: z.int() });

const begun = {
  name: z.string().trim().max(100).nullable(),
  personId: z.uuid().nullable().meta({ description: 'One of the people of this number, where the caller is one of them' }),
  type: z.enum(callTypes),
  category: z.enum(orderCategories),
  urgency: z.enum(['ordinary', 'urgent']),
  secret: z.boolean(),
  content: words,
};
export type Begun = z.infer<z.ZodObject<typeof begun>>;
export const logBody = z.object({ ...begun, wish: words, address: words, readBack: z.boolean() });
export const answerBody = z.object({
  ...begun,
  answer: said.meta({ description: 'As it was read out to the caller' }),
  source: z.enum(answerSources),
  sourceId: z.uuid().meta({ description: 'The item of the guide, or the entry of the knowledge base' }),
});
export const declineBody = z.object({
  ...begun,
  ground: z.enum(declineGrounds),
  direction: said.meta({ description: 'Where the caller was told to go' }),
});

export const found = z.object({
  source: z.enum(answerSources),
  id: z.uuid(),
  version: z.string(),
  title: z.string(),
  unit: z.string(),
  answer: z.string().nullable().meta({ description: 'Of an entry; a guide is read part by part' }),
  validUntil: z.string().nullable(),
});
export type Found = z.infer<typeof found>;

export const entryBody = z.object({
  unitId: z.uuid(),
  title: z.string().trim().min(1).max(120),
  keywords: z.string().trim().max(400).meta({ description: 'Other ways of asking' }),
  answer: z.string().trim().min(1).max(2_000),
  validUntil: date,
});
export const entryRow = entryBody.omit({ unitId: true }).extend({
  id: z.uuid(),
  version: z.int().meta({ description: 'What a change has to have seen' }),
  edition: z.int().meta({ description: 'Which version of the words' }),
  unit: named,
  withdrawn: z.boolean(),
  expired: z.boolean(),
  mine: z.boolean().meta({ description: 'Whether the asking one may write it' }),
});
export type EntryRow = z.infer<typeof entryRow>;

export const caseBody = z.object({
  hallId: z.uuid(),
  itemId: z.uuid(),
  applicant: applicant.omit({ phone: true }),
  answers: z.record(z.string().max(64), z.string().max(64)).optional(),
});

export const pressBody = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['sign', 'begin', 'approve_extension', 'pass_review', 'miss_call', 'resume']) }),
  z.object({ action: z.enum(['dispatch', 'reassign']), unitId: z.uuid() }),
  z.object({ action: z.literal('arbitrate'), unitId: z.uuid(), reason: said }),
  z.object({ action: z.literal('request_return'), unitId: z.uuid(), clause: said }),
  z.object({
    action: z.enum(['refuse_return', 'refuse_extension', 'send_back', 'rework', 'to_panel', 'cancel', 'escalate']),
    reason: said,
  }),
  z.object({ action: z.literal('suspend'), reason: said, plan: said, reviewOn: date }),
  z.object({ action: z.literal('verify'), finding: z.enum(ratingFindings), facts: said, evidence: words }),
  z.object({ action: z.literal('close_unreasonable'), reason: said, basis: said }),
  z.object({
    action: z.literal('merge'),
    into: z.string().trim().min(1).max(32).meta({ description: 'The number of the order that goes on' }),
    reason: said,
  }),
  z.object({ action: z.literal('request_extension'), amount: z.int().min(1).max(60), reason: said }),
  z.object({
    action: z.literal('reply'),
    contactedBy: z
      .enum(['phone', 'visit', 'message'])
      .nullable()
      .meta({ description: 'null = a bad rating, whose author the unit does not know' }),
    facts: said,
    result: said,
    basis: said,
  }),
  z.object({
    action: z.literal('call_back'),
    contacted: z.boolean(),
    solved: z.boolean(),
    satisfied: z.boolean(),
    newGrounds: z.boolean(),
  }),
  z.object({ action: z.literal('close'), explanation: words }),
]);
export type OrderPressBody = z.infer<typeof pressBody>;
export const versioned = z.object({ version: z.int().min(1).meta({ description: 'As the screen showed it' }), press: pressBody });
export const pressed = z.object({ id: z.uuid(), version: z.int() });

export const orderRow = z.object({
  id: z.uuid(),
  version: z.int(),
  orderNo: z.string(),
  type: z.enum(orderTypes),
  category: z.enum(orderCategories),
  urgency: z.enum(['ordinary', 'urgent']),
  secret: z.boolean(),
  status: z.enum(orderStatuses),
  unit: named.nullable(),
  autoSigned: z.boolean(),
  escalated: z.boolean(),
  returns: z.int(),
  reworks: z.int(),
  loggedAt: instant,
  dueAt: instant.nullable(),
  endedAt: instant.nullable(),
  timeZone: z.string(),
});
export type OrderRow = z.infer<typeof orderRow>;

const line = z.record(z.string(), z.unknown()).meta({ description: 'One line of the explanation: `kind` and what it speaks of' });
const clock = z.object({
  clock: z.enum(orderClockNames),
  state: z.enum(['running', 'stopped', 'ended']),
  amount: z.int(),
  unit: z.enum(clockUnits),
  at: instant.nullable(),
  endedAt: instant.nullable(),
  passed: z.boolean(),
  provisional: z.boolean(),
  lines: z.array(line),
});

const linked = z.object({ id: z.uuid(), orderNo: z.string(), status: z.enum(orderStatuses) });

export const orderView = orderRow.extend({
  callId: z.uuid().nullable(),
  caller: z
    .object({ name: z.string().nullable(), phone: z.string().nullable() })
    .nullable()
    .meta({ description: 'Masked; null for a unit where the caller wants to stay unnamed' }),
  clocks: z.array(clock),
  /** By the table of routes, with what it was found by. */
  suggested: named.nullable(),
  proposed: named.nullable().meta({ description: 'Whose it is, in the words of the unit that hands it back' }),
  calledBack: z
    .object({ at: instant, contacted: z.boolean(), solved: z.boolean(), satisfied: z.boolean(), newGrounds: z.boolean() })
    .nullable(),
  tries: z.int(),
  reviewOn: z.string().nullable().meta({ description: 'While it is suspended: the day on which it is looked at again' }),
  mergedInto: linked.nullable().meta({ description: 'The order that goes on in its place' }),
  joined: z.array(linked).meta({ description: 'Orders that were merged into this one' }),
  similar: z.array(linked).meta({ description: 'For whoever may merge: open ones of the same caller or address within 30 days' }),
  answered: z
    .object({ source: z.enum(answerSources), id: z.uuid(), version: z.string() })
    .nullable()
    .meta({ description: 'On what a direct answer rests' }),
  rating: z
    .object({ stage: z.enum(ratingStages), level: z.int(), tags: z.array(z.string()) })
    .nullable()
    .meta({ description: 'The bad rating that made it' }),
  finding: z.enum(ratingFindings).nullable().meta({ description: 'What the unit found of it' }),
  ground: z.enum(declineGrounds).nullable().meta({ description: 'Why it was declined' }),
  steps: z.array(
    z.object({
      version: z.int(),
      type: z.enum(allEventTypes),
      at: instant,
      role: z.enum(orderRoles),
      by: z.string().nullable(),
      texts: z.array(z.object({ field: z.string(), text: z.string() })),
    }),
  ),
  actions: z.array(z.object({ action: z.enum(orderActions), refusal: z.string().nullable() })),
});
export type OrderView = z.infer<typeof orderView>;

export const orderBoxes = ['dispatch', 'unit', 'callback', 'watch', 'all'] as const;
export const orderQuery = z.object({
  box: z.enum(orderBoxes).optional(),
  q: z.string().trim().max(32).optional(),
  after: z
    .string()
    .regex(/^([\d:.TZ-]{20,30})?_[0-9a-f-]{36}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export const orderList = z.object({
  orders: z.array(orderRow),
  next: z.string().nullable(),
  counts: z.object({ dispatch: z.int(), unit: z.int(), callback: z.int(), watch: z.int(), overdue: z.int() }),
});
const allowance = z.object({ amount: z.int(), unit: z.enum(clockUnits) });
export const rules = z.object({
  routes: z.array(z.object({ category: z.enum(orderCategories), unit: named.nullable() })),
  limits: z.array(allowance.extend({ limit: z.enum(limitKinds), usual: allowance })),
  counts: z.object({ extensionMax: z.int(), reworksMax: z.int(), callBackTries: z.int(), triesApart: z.int() }),
});
export type Rules = z.infer<typeof rules>;
export const units = z.object({ units: z.array(named) });

export const callView = z.object({
  id: z.uuid(),
  status: z.enum(callStatuses),
  byHand: z.boolean(),
  number: z.string().nullable().meta({ description: 'Masked; null where it is withheld' }),
  cameAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  draft: z.object({ version: z.int(), text: z.string() }),
  /** 一个号码可能有几个人。 */
  people: z.array(z.object({ id: z.uuid(), name: z.string().nullable(), idNo: z.string().nullable() })),
  cases: z.array(myCaseRow.extend({ applicant: z.object({ name: z.string().nullable() }) })),
  orders: z.array(orderRow),
  made: z.object({ orderIds: z.array(z.uuid()), caseIds: z.array(z.uuid()) }),
  earlierCalls: z.int(),
  halls: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type CallView = z.infer<typeof callView>;

const orderCodes = (Object.keys(errorStatus) as ErrorCode[]).filter((code) => code.startsWith('order.'));
export const orderErrors: readonly ErrorCode[] = [...orderCodes, 'not_found', 'auth.forbidden', 'hall.not_configured'];
export const callErrors: readonly ErrorCode[] = ['not_found', 'auth.forbidden', 'call.not_yours', 'call.over', 'stale'];
