import { z } from 'zod';
import { boardTemplates } from '@one-window/domain/boards';
import { haltReasons, pauseReasons } from '@one-window/domain/hall-day';
import { screenSounds } from '@one-window/domain/views';
import { itemMarks } from '@one-window/domain/ticket-items';
import { name, priorityReason, ticketState } from '../schemas.ts';

const id = z.uuid();

/** What a number is asked for: one matter, or several that the same queue serves. */
const wish = {
  seriesId: id,
  itemId: id.nullish(),
  itemIds: z.array(id).max(9).optional().meta({ description: 'Several matters in their order, instead of `itemId`' }),
  priority: priorityReason.nullish(),
};

const ticketBrief = z.object({ id, number: z.string(), state: ticketState, seriesId: id }).meta({ id: 'TicketBrief' });
export const pressResult = z.object({ ticket: ticketBrief.nullable() });

export const windowAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('next'), finish: id.optional() }),
  z.object({
    action: z.enum(['recall', 'start', 'finish', 'miss', 'undo', 'resume', 'return', 'rejoin', 'mark_inaccurate']),
    ticketId: id,
  }),
  z.object({ action: z.literal('hold'), ticketId: id, minutes: z.number().int().min(1).max(480).nullish() }),
  z.object({ action: z.literal('transfer'), ticketId: id, toSeriesId: id, toWindowId: id.nullish() }),
  z.object({ action: z.enum(['add_item', 'remove_item']), ticketId: id, itemId: id }),
  z.object({ action: z.literal('mark_item'), ticketId: id, itemId: id, mark: z.enum(itemMarks) }),
  z.object({ action: z.literal('name_case'), ticketId: id, code: z.string().min(6).max(200) }),
]);

export const windowSession = z.discriminatedUnion('action', [
  z.object({ action: z.literal('open'), takeOver: z.boolean().optional() }),
  z.object({ action: z.literal('close') }),
  z.object({ action: z.literal('pause'), reason: z.enum(pauseReasons) }),
  z.object({ action: z.literal('resume') }),
]);

export const manageAction = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['abandon', 'cancel', 'return', 'rejoin', 'let_pass', 'mark_inaccurate']), ticketId: id }),
  z.object({ action: z.enum(['clear', 'sweep', 'resume']) }),
  z.object({
    action: z.literal('reskill'),
    windowId: id,
    skills: z.object({ seriesIds: z.array(id).min(1).max(100), fallbackIds: z.array(id).max(100) }).nullable(),
  }),
  z.object({ action: z.literal('halt'), reason: z.enum(haltReasons), minutes: z.number().int().min(1).max(720).nullable() }),
]);

export const guideAction = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['cancel', 'rejoin', 'let_pass']), ticketId: id }),
  z.object({ action: z.literal('reroute'), ticketId: id, toSeriesId: id }),
  z.object({ action: z.literal('prioritise'), ticketId: id, priority: priorityReason.nullable() }),
  z.object({ action: z.enum(['add_item', 'remove_item']), ticketId: id, itemId: id }),
  z.object({ action: z.literal('take'), ...wish }),
]);

export const takeBody = z.object(wish);

/** Where a number stands: what the kiosk tells who took it, or came back after a miss. */
export const place = z.object({
  number: z.string(),
  seriesId: id,
  seriesName: name,
  itemName: z.string().nullable(),
  itemNames: z.array(z.string()).meta({ description: 'All matters; the first of them is `itemName`' }),
  place: name.nullable(),
  ahead: z.number().int(),
  waitMinutes: z.number().int().nullable(),
  takenAt: z.string(),
});
/** With the page behind it: only for who holds the slip. */
export const slip = place.extend({ url: z.string() });

/** A board that was set up anew follows with its next report: no reload, and no second road for the same news. */
export const screenAnswer = z.object({
  ok: z.literal(true),
  board: z
    .object({ template: z.enum(boardTemplates), zone: z.string().nullable(), windowId: z.uuid().nullable() })
    .meta({ id: 'BoardRow', description: 'What a board is to show; a kiosk and a pad have no use for it' }),
  reloadAt: z.string().nullable().meta({ description: 'Another than in the first answer: load the page anew when nobody is at it' }),
});
export const screenReport = z.object({
  shownSeq: z.number().int().min(0),
  spokenSeq: z.number().int().min(0),
  sound: z.enum(screenSounds),
});
