import { bookingEventTypes } from './booking.ts';
import { caseMachine } from './case-table.ts';
import { caseActions, type CaseAction } from './case-words.ts';
import { callEventTypes } from './calls.ts';
import type { HallDayEventType } from './hall-day.ts';
import { knowledgeEventTypes } from './knowledge.ts';
import { licenceEventTypes } from './licences.ts';
import { orderMachine } from './order-table.ts';
import { orderActions, type OrderAction } from './order-words.ts';

export type CaseEventType = (typeof caseMachine)[CaseAction]['event'];
export type OrderEventType = (typeof orderMachine)[OrderAction]['event'];

/**
 * What can happen, by the kind of stream in which it stands: what the log is searched by, and what screens have words for.
 * The service's own kinds are held to it where they are put together (apps/api/src/db/aggregates.ts).
 */
export const eventTypes = {
  hall_day: [
    'hall_day.opened',
    'hall_day.cleared',
    'hall_day.halted',
    'hall_day.resumed',
    'hall_day.swept',
    'window.opened',
    'window.closed',
    'window.paused',
    'window.resumed',
    'window.reskilled',
    'number.voided',
    'ticket.taken',
    'ticket.called',
    'ticket.recalled',
    'ticket.started',
    'ticket.finished',
    'ticket.missed',
    'ticket.rejoined',
    'ticket.let_pass',
    'ticket.prioritised',
    'ticket.item_added',
    'ticket.item_removed',
    'ticket.item_marked',
    'ticket.case_named',
    'ticket.marked_inaccurate',
    'ticket.held',
    'ticket.resumed',
    'ticket.returned',
    'ticket.transferred',
    'ticket.cancelled',
    'ticket.moved',
    'ticket.abandoned',
    'ticket.undone',
    'ticket.notice_asked',
    'ticket.notice_ended',
    'ticket.noticed',
    'signature.asked',
    'signature.signed',
    'signature.declined',
    'signature.cancelled',
    'help.asked',
    'help.answered',
    'help.released',
    'help.ended',
  ] satisfies readonly HallDayEventType[],
  booking_day: bookingEventTypes,
  realm: ['config.set'],
  staff: [
    'staff.created',
    'staff.changed',
    'staff.suspended',
    'staff.restored',
    'staff.assigned',
    'staff.unassigned',
    'staff.password_set',
    'staff.second_factor_set',
    'staff.second_factor_removed',
    'staff.sessions_ended',
  ],
  staff_day: [
    'staff_day.opened',
    'session.started',
    'session.refused',
    'session.ended',
    'person.read',
    'person.refused',
    'case.press_refused',
    'caller.looked_up',
    'caller.read',
    'case.read',
    'log.searched',
    'log.opened',
    'log.checked',
    'log.exported',
  ],
  device: ['device.paired', 'device.renamed', 'device.configured', 'device.reload_asked', 'device.revoked'],
  rating: ['rating.given'],
  case: caseActions.map((action): CaseEventType => caseMachine[action].event),
  call: callEventTypes,
  work_order: orderActions.map((action): OrderEventType => orderMachine[action].event),
  knowledge: knowledgeEventTypes,
  licence: licenceEventTypes,
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type StreamKind = keyof typeof eventTypes;
export type EventType<K extends StreamKind = StreamKind> = (typeof eventTypes)[K][number];

type Unlisted = Exclude<HallDayEventType, EventType<'hall_day'>>;
// an event of a hall's day that nobody could search for does not compile
true satisfies [Unlisted] extends [never] ? true : Unlisted;

export const streamKinds = [
  'hall_day',
  'booking_day',
  'case',
  'call',
  'work_order',
  'knowledge',
  'licence',
  'rating',
  'staff_day',
  'staff',
  'realm',
  'device',
] as const satisfies readonly StreamKind[];
export const allEventTypes: readonly EventType[] = streamKinds.flatMap((kind) => [...eventTypes[kind]]);

/** Reading the log is written into it, too; whoever reads wants to see the rest. */
export const looksAtLog = ['log.searched', 'log.opened', 'log.checked', 'log.exported'] as const satisfies readonly EventType[];

/** What was done to a chain or to a seal, told by the first row that does not fit. */
export const damages = [
  'edit', // the content of an event was changed
  're-attribution', // the actor was changed
  'deletion', // an event is missing inside a stream
  'cut tail', // the newest events are missing
  'reorder', // events stand in another order than they were written
  'insertion', // an event that the chain does not know
  'rewritten', // the chain is whole but is not the one that was sealed
  'row differs', // the table does not say what the events say
] as const;
export type Damage = (typeof damages)[number];
