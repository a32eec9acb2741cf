import { noticeStates } from '@one-window/domain/notices';
import { z } from 'zod';
import { boardTemplates } from '@one-window/domain/boards';
import { haltReasons, pauseReasons } from '@one-window/domain/hall-day';
import { signatureStates } from '@one-window/domain/signatures';
import { itemMarks } from '@one-window/domain/ticket-items';
import { ticketStates, type TicketState } from '@one-window/domain/tickets';
import { becauses } from '@one-window/domain/turns';
import { screenSounds, type HallStaffView, type TicketView } from '@one-window/domain/views';
import { direction, name, policy, priorityReason, role, ticketState, turnRule } from '../schemas.ts';

/** The views that can also be asked for by HTTP, as the sockets push them: described for those who build on the API. */
const id = z.uuid();
const count = z.number().int();
const versioned = {
  epoch: z.string(),
  asOf: z.string().meta({ description: "The database's clock; another epoch or a later time is newer" }),
  version: count,
};
const hall = z
  .object({
    id,
    name,
    timeZone: z.string(),
    notice: name.nullable(),
    guideDesk: name.nullable(),
    phone: z.string().nullable(),
    silent: z.boolean(),
  })
  .meta({ id: 'PublicHall' });

const minutes = z.number().int();
export const opening = z
  .object({
    plan: z
      .object({
        periods: z
          .array(z.object({ from: minutes, to: minutes, lastNumber: minutes, clearAt: minutes.nullable(), extended: z.boolean() }))
          .readonly(),
      })
      .nullable()
      .meta({ description: 'When numbers are given on this date, in minutes after midnight; null = the hall told no hours' }),
    none: z
      .object({
        state: z.enum(['halted', 'before', 'break', 'over', 'shut']),
        at: z.string().nullable().meta({ description: 'HH:MM when numbers are given again' }),
        date: z.string().nullable().meta({ description: 'where that is not today' }),
        closure: name.nullable(),
        reason: z.enum(haltReasons).nullable(),
      })
      .nullable()
      .meta({ description: 'Why no numbers are given now; null = they are' }),
  })
  .meta({ id: 'HallOpening' });

export const publicSeries = z
  .object({
    id,
    prefix: z.string(),
    name,
    hint: name.nullable(),
    place: name.nullable(),
    waiting: count,
    waitMinutes: count.nullable().meta({ description: 'For somebody who takes a number now; null = cannot be said' }),
    openWindows: count,
    issuing: z.boolean(),
    full: z
      .object({ max: count, next: z.string().nullable() })
      .nullable()
      .meta({ description: 'Its numbers are gone, of the day or of this part of it; next = HH:MM when there are some again today' }),
    bookable: z.boolean(),
    results: z.boolean().meta({ description: 'Who comes to collect takes a number of this queue' }),
  })
  .meta({ id: 'PublicSeries' });

export const ticketView = z
  .object({
    ...versioned,
    hall,
    series: z.object({ prefix: z.string(), name, place: name.nullable() }),
    number: z.string(),
    itemName: z.string().nullable(),
    itemNames: z.array(z.string()).meta({ description: 'All matters of the number' }),
    state: ticketState,
    priority: z.boolean(),
    ahead: count.nullable(),
    aheadPriority: count.nullable(),
    waitMinutes: count.nullable(),
    window: z.string().nullable(),
    zone: name.nullable(),
    direction: direction.nullable(),
    takenAt: z.string(),
    calledAt: z.string().nullable(),
    heldUntil: z.string().nullable(),
    rejoinUntil: z.string().nullable(),
    recent: z.array(z.object({ number: z.string(), window: z.string(), calledAt: z.string() })),
    passesLeft: count,
    passPlaces: count,
    before: z
      .array(z.object({ number: z.string(), window: z.string(), calledAt: z.string(), because: z.enum(becauses) }))
      .meta({ description: 'Who came later and was called before, and why' }),
    rule: z.object({ rule: turnRule, priorityRate: count, ordinaryPerPriority: count, overtakeMax: count }).meta({ id: 'ToldRule' }),
    notice: z.enum(noticeStates).nullable().meta({
      description: 'What its phone was told by message: nothing yet, that its turn is near, that it is called; null = nobody asked',
    }),
  })
  .meta({ id: 'TicketView' }) satisfies z.ZodType<TicketView>;

const ticketItem = z
  .object({ id, name: z.string(), mark: z.enum(itemMarks) })
  .meta({ id: 'TicketItem', description: 'One of the matters of a number' });

const staffTicket = z
  .object({
    id,
    number: z.string(),
    seriesId: id,
    itemName: z.string().nullable(),
    items: z.array(ticketItem),
    priority: priorityReason.nullable(),
    state: ticketState,
    order: z.number(),
    waitsFrom: z.string(),
    bookedAt: z.string().nullable(),
    returned: z.boolean(),
    overtaken: count,
    why: z
      .object({
        rule: turnRule,
        because: z.enum(becauses),
        overtook: count,
        policy: z.string(),
        queues: z.string().nullable().meta({ description: 'Letters of the queues that the window served then' }),
        sent: z.string().nullable().meta({ description: 'Windows for which it stood in' }),
      })
      .nullable(),
    forWindowId: id.nullable(),
    windowId: id.nullable(),
    callSeq: count.nullable(),
    calls: count,
    misses: count,
    passes: count,
    inaccurate: z.boolean(),
    takenAt: z.string(),
    calledAt: z.string().nullable(),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    heldUntil: z.string().nullable(),
    rejoinUntil: z.string().nullable(),
    personId: id.nullable(),
    personName: z.string().nullable().meta({ description: 'Masked; null = anonymous' }),
    undoable: z.object({ actorId: z.string(), at: z.string() }).nullable(),
  })
  .meta({ id: 'StaffTicket' });

const skills = { seriesIds: z.array(id), fallbackIds: z.array(id) };

const staffWindow = z
  .object({
    id,
    label: z.string(),
    name,
    zone: name.nullable(),
    ...skills,
    neverIds: z.array(id).meta({ description: 'What the window offers and the clerk who sits there does not do' }),
    offered: z.object(skills).meta({ description: 'What the window is there for today, whoever sits there' }),
    reskilled: z.boolean().meta({ description: 'Set for today by the manager, otherwise than configured' }),
    staffId: id.nullable(),
    staffName: z.string().nullable(),
    openedAt: z.string().nullable(),
    paused: z.enum(pauseReasons).nullable(),
    ordinarySincePriority: count,
    signing: z
      .object({ id, caseId: id, staffId: id, state: z.enum(signatureStates), until: z.string() })
      .nullable()
      .meta({ description: 'What its pad asks to be signed, or was answered there last; null = nothing today' }),
  })
  .meta({ id: 'StaffWindow' });

const help = z
  .object({
    id,
    deviceId: id,
    askedAt: z.string(),
    coming: z
      .object({ at: z.string(), window: z.string().nullable(), role })
      .nullable()
      .meta({ description: 'null = nobody has answered yet' }),
    device: z.string(),
    place: z.string().nullable(),
    staffId: id.nullable(),
    staffName: z.string().nullable(),
  })
  .meta({ id: 'StaffHelp' });

const screen = z
  .object({
    deviceId: id,
    name: z.string(),
    kind: z.string(),
    windowId: id.nullable(),
    template: z.enum(boardTemplates),
    zone: z.string().nullable(),
    shownSeq: count,
    spokenSeq: count,
    sound: z.enum(screenSounds),
    seenAt: z.string().nullable().meta({ description: 'When it last said so; null = never heard of' }),
    awaited: z.boolean().meta({ description: 'It stands in the hall and is missed; false = one of the demo that nobody opened' }),
  })
  .meta({ id: 'ScreenState' });

const served = { done: count, timed: count.meta({ description: 'Those whose times count' }), averageSeconds: count.nullable() };

export const hallStaffView = z
  .object({
    ...versioned,
    hall,
    hallDayId: id.nullable(),
    businessDate: z.string(),
    opening,
    shifts: z.array(z.object({ from: minutes, to: minutes, windowIds: z.array(id) })),
    policy,
    series: z.array(publicSeries),
    targets: z
      .record(z.string(), z.object({ targetMinutes: count, warnPerWindow: count }))
      .meta({ description: 'By queue: how long one should wait at most, and how many for an open window are too many' }),
    windows: z.array(staffWindow),
    tickets: z.array(staffTicket),
    help: z.array(help),
    counts: z.object(Object.fromEntries(ticketStates.map((state) => [state, count])) as Record<TicketState, typeof count>),
    servedByWindow: z.record(z.string(), z.object({ ...served, clerks: z.record(z.string(), z.object(served)) })),
    longestWaitSeconds: count.nullable(),
    screens: z.array(screen),
  })
  .meta({ id: 'HallStaffView' }) satisfies z.ZodType<HallStaffView>;
