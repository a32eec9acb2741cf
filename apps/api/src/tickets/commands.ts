import type { TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { nextOrder, type HallDay, type HallDayEvent, type PauseReason, type WindowDay } from '@one-window/domain/hall-day';
import { assertTicketAction, ticketNumber, type PriorityReason, type Ticket, type TicketRole } from '@one-window/domain/tickets';
import { clock } from '@one-window/domain/config';
import type { TicketCase } from '@one-window/domain/ticket-items';
import { nextTurn, type Waiting } from '@one-window/domain/turns';
import type { Instant } from '@one-window/domain/time';
import type { ChangeActor, ChangeContext, Command } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { servedAt, type HallInfo } from '../halls/directory.ts';
import { assertGiving, planOf, todayOf } from '../halls/opening.ts';
import { countGiven, fullAt, limitsOn, type Limit } from '../halls/quotas.ts';
import { onHallDay, type Rule } from './hall-days.ts';
import { mayCall, momentOf, placeAmong, queueLetters, queueOf, waitingAt, type Waits, type WaitingThere } from './queue.ts';
import {
  actionEvent,
  assertPlace,
  brief,
  events,
  rejoined,
  type GuideAction,
  type OutsideAction,
  type Press,
  type TicketBrief,
  type WindowAction,
} from './presses.ts';
import { openCall, readTickets, remember } from './queries.ts';

/** A slip's figures, as they were when the number was taken: a repeated request gets the same. */
export interface TakenTicket extends TicketBrief {
  readonly ahead: number;
  readonly waitMinutes: number | null;
  readonly takenAt: Instant;
}

export interface TakeInput {
  readonly seriesId: string;
  readonly itemId: string | null;
  /** All matters in their order, where there are several. */
  readonly items?: readonly string[];
  /** Cases of before for which somebody comes again. */
  readonly cases?: readonly TicketCase[];
  readonly priority: PriorityReason | null;
  readonly personId: string | null;
  /** Given by a member of staff, whatever the hour: the hall is shut to machines, not to who stands in it. */
  readonly byHand?: boolean;
}

export type WindowSession =
  | { action: 'open'; takeOver?: boolean | undefined }
  | { action: 'close' }
  | { action: 'pause'; reason: PauseReason }
  | { action: 'resume' };

/** Takes a number: the series' counter of the hall-day gives it, so it has no double and no unexplained gap. */
export async function takeTicket(
  deps: Deps,
  hall: HallInfo,
  actor: ChangeActor,
  input: TakeInput,
  waits: Waits,
  command: Command,
): Promise<TakenTicket> {
  if (!hall.series.has(input.seriesId)) throw new DomainError('not_found');
  const ticketId = uuidv7();
  const { byHand = false, ...body } = input;
  const plan = byHand ? null : await planOf(deps, hall);
  const limits = await limitsOf(deps, hall, input.seriesId);
  const rule: Rule<TakenTicket, { waiting: Waiting[]; given: number[] }> = (tx, { day }, { waiting, given }) => {
    if (!byHand) assertGiving(hall, day, plan, tx.now);
    assertPlaces(hall, day, limits, given, input.seriesId, tx.now);
    const { event, result } = taking({ hall, day, waiting, waits, now: tx.now }, ticketId, body);
    return { events: [event], result };
  };
  return onHallDay(deps, hall, actor, command, rule, async (sql, dayId) => {
    const [waiting, given] = await Promise.all([queueOf(hall, sql, dayId, input.seriesId), givenOf(sql, dayId, limits)]);
    return { waiting, given };
  });
}

/** What limits the numbers of one queue today. */
async function limitsOf(deps: Deps, hall: HallInfo, seriesId: string): Promise<Limit[]> {
  return (await limitsOn(deps, hall, todayOf(deps, hall))).filter((limit) => limit.seriesId === seriesId);
}

/** Counted under the lock: of two machines and the last place one gets it. */
export async function givenOf(sql: TransactionSql, dayId: string, limits: readonly Limit[]): Promise<number[]> {
  return limits.length === 0 ? [] : (await countGiven(sql, sql`${dayId}::uuid`, limits)).map(({ n }) => n);
}

/** Throws where the numbers of the day, or of this part of it, are gone; also for a guide, who can send people to a booking. */
export function assertPlaces(
  hall: HallInfo,
  { businessDate }: HallDay,
  limits: readonly Limit[],
  given: readonly number[],
  seriesId: string,
  now: Instant,
): void {
  const full = fullAt(hall, businessDate, limits, given, seriesId, now);
  if (!full) return;
  if (full.of === 'day' || full.next === null) throw new DomainError('series.full', { max: full.max });
  throw new DomainError('series.full_for_now', { max: full.max, at: clock(full.next) });
}

interface Taking {
  readonly hall: HallInfo;
  readonly day: HallDay;
  readonly waiting: readonly Waiting[];
  readonly waits: Waits;
  readonly now: Instant;
}

/** A number of a queue, and where it stands; `bookedAt` is a place that was promised, so it is given beyond the contingent of the day. */
export function taking(
  { hall, day, waiting, waits, now }: Taking,
  id: string,
  input: TakeInput & { readonly bookedAt?: Instant; readonly movedFrom?: string },
): { event: HallDayEvent; result: TakenTicket } {
  const series = hall.series.get(input.seriesId);
  if (!series) throw new DomainError('series.closed');
  const seq = (day.counters[series.id] ?? 0) + 1;
  const { priority, bookedAt = null } = input;
  const number = ticketNumber(series.prefix, seq);
  const order = nextOrder(day);
  const newcomer = { id, seriesId: series.id, order, waitsFrom: now, priority, bookedAt, returned: false, overtaken: 0 };
  const ahead = placeAmong(newcomer, waiting, momentOf(hall, day, series.id, now), waits.gapSeconds(series.id));
  return {
    event: { type: 'ticket.taken', subject: id, body: { ...input, seq, number, order } },
    result: { id, number, state: 'WAITING', seriesId: series.id, ahead, waitMinutes: waits.waitFor(series.id, ahead), takenAt: now },
  };
}

/** A missed citizen rejoins at the kiosk and is told the place and the wait, as the phone page tells them. */
export async function rejoinTicket(
  deps: Deps,
  hall: HallInfo,
  device: ChangeActor,
  ticketId: string,
  waits: Waits,
  command: Command,
): Promise<TakenTicket & { readonly itemIds: readonly string[] }> {
  const rule: Rule<TakenTicket & { itemIds: readonly string[] }, Ticket[]> = async (tx, state, found) => {
    const ticket = remember(state, found);
    assertTicketAction(ticket, 'rejoin', 'device', hall.policy, tx.now, hall.timeZone);
    const { items, takenAt, seriesId } = ticket;
    const itemIds = items.map(({ itemId }) => itemId);
    const waiting = await queueOf(hall, tx.sql, state.day.id, seriesId);
    const event = rejoined(ticket, waiting, hall);
    const again = { ...ticket, ...event.body, overtaken: 0 };
    const ahead = placeAmong(again, waiting, momentOf(hall, state.day, seriesId, tx.now), waits.gapSeconds(seriesId));
    const result = { ...brief(ticket), state: 'WAITING' as const, itemIds, ahead, waitMinutes: waits.waitFor(seriesId, ahead), takenAt };
    return { events: [event], result };
  };
  return onHallDay(deps, hall, device, command, rule, (sql, dayId) => readTickets(sql, dayId, sql`id = ${ticketId}`));
}

/** Opens, closes or pauses a window for the clerk who signed in to it. A window belongs to one clerk at a time. */
export async function windowSession(
  deps: Deps,
  hall: HallInfo,
  windowId: string,
  actor: ChangeActor,
  input: WindowSession,
  command: Command,
): Promise<{ open: boolean }> {
  return onHallDay(deps, hall, actor, command, async (tx, { day }) => {
    const events =
      input.action === 'open'
        ? openWindow(day, windowId, actor, input.takeOver ?? false)
        : await changeWindow(tx, day, windowId, actor, input);
    return { events, result: { open: input.action !== 'close' } };
  });
}

function openWindow(day: HallDay, windowId: string, actor: ChangeActor, takeOver: boolean): HallDayEvent[] {
  const holder = day.windows[windowId];
  // a second tab or a return after a crash: the window is already this clerk's, with its open call
  if (holder?.staffId === actor.id) return holder.paused ? [{ type: 'window.resumed', subject: windowId, body: {} }] : [];
  if (holder && !takeOver) throw new DomainError('window.taken');
  const elsewhere = Object.entries(day.windows).find(([id, w]) => id !== windowId && w.staffId === actor.id);
  return [
    ...(elsewhere ? [{ type: 'window.closed', subject: elsewhere[0], body: { reason: 'signed_out' } } as const] : []),
    { type: 'window.opened', subject: windowId, body: { staffId: actor.id, tookOverFrom: holder?.staffId ?? null } },
  ];
}

async function changeWindow(
  tx: ChangeContext,
  day: HallDay,
  windowId: string,
  actor: ChangeActor,
  input: Exclude<WindowSession, { action: 'open' }>,
): Promise<HallDayEvent[]> {
  ownWindow(day, windowId, actor);
  if (input.action === 'pause') return [{ type: 'window.paused', subject: windowId, body: { reason: input.reason } }];
  if (input.action === 'resume') return [{ type: 'window.resumed', subject: windowId, body: {} }];
  const open = await openCall(tx.sql, day.id, windowId);
  if (open) throw new DomainError('window.busy', { number: open.number });
  return [{ type: 'window.closed', subject: windowId, body: { reason: 'signed_out' } }];
}

function ownWindow(day: HallDay, windowId: string, actor: ChangeActor): WindowDay {
  const window = day.windows[windowId];
  if (!window) throw new DomainError('window.not_open');
  if (window.staffId !== actor.id) throw new DomainError('window.not_yours');
  return window;
}

/** Every key of the window desk. */
export async function windowAction(
  deps: Deps,
  hall: HallInfo,
  windowId: string,
  actor: ChangeActor,
  input: WindowAction,
  command: Command,
): Promise<{ ticket: TicketBrief | null }> {
  if (!hall.windows.has(windowId)) throw new DomainError('not_found');
  if (input.action === 'next') return nextAction(deps, hall, windowId, actor, input.finish, command);
  const rule: Rule<{ ticket: TicketBrief | null }, Ticket[]> = async (tx, state, found) => {
    ownWindow(state.day, windowId, actor);
    const ticket = remember(state, found);
    const press: Press = { tx, state, hall, windowId, actor, role: 'clerk' };
    assertTicketAction(ticket, input.action, 'clerk', hall.policy, tx.now, hall.timeZone);
    assertPlace(ticket, input.action, windowId, servedAt(hall, state.day, windowId).seriesIds);
    return events(press, ticket, await actionEvent(press, ticket, input));
  };
  return onHallDay(deps, hall, actor, command, rule, (sql, dayId) => readTickets(sql, dayId, sql`id = ${input.ticketId}`));
}

/** "Next": read what may be called together with the lock, pick by the rule, then read the one that was picked. */
function nextAction(
  deps: Deps,
  hall: HallInfo,
  windowId: string,
  actor: ChangeActor,
  finish: string | undefined,
  command: Command,
): Promise<{ ticket: TicketBrief | null }> {
  return onHallDay(
    deps,
    hall,
    actor,
    command,
    (tx, state, reads: NextReads) => callNext({ tx, state, hall, windowId, actor, role: 'clerk' }, reads),
    async (sql, dayId): Promise<NextReads> => {
      const [open, waiting, finishing] = await Promise.all([
        openCall(sql, dayId, windowId),
        waitingAt(hall, sql, dayId, windowId),
        finish === undefined ? null : readTickets(sql, dayId, sql`id = ${finish}`),
      ]);
      return { open, waiting, finishing };
    },
  );
}

interface NextReads {
  readonly open: { id: string; number: string } | null;
  readonly waiting: readonly WaitingThere[];
  /** The ticket that the same key finishes; null = none was named. */
  readonly finishing: readonly Ticket[] | null;
}

/** Every key of the hall's manager, the kiosk and the phone: no window needed. */
export async function ticketAction(
  deps: Deps,
  hall: HallInfo,
  actor: ChangeActor,
  role: Exclude<TicketRole, 'clerk'>,
  input: { action: OutsideAction; ticketId: string } | GuideAction,
  command: Command,
): Promise<{ ticket: TicketBrief | null }> {
  const rule: Rule<{ ticket: TicketBrief | null }, Ticket[]> = async (tx, state, found) => {
    const ticket = remember(state, found);
    assertTicketAction(ticket, input.action, role, hall.policy, tx.now, hall.timeZone);
    const press: Press = { tx, state, hall, windowId: null, actor, role };
    return events(press, ticket, await actionEvent(press, ticket, input));
  };
  return onHallDay(deps, hall, actor, command, rule, (sql, dayId) => readTickets(sql, dayId, sql`id = ${input.ticketId}`));
}

async function callNext(
  { tx, state, hall, windowId, actor }: Press & { windowId: string },
  { open, waiting, finishing: found }: NextReads,
): Promise<{ events: HallDayEvent[]; result: { ticket: TicketBrief | null } }> {
  const window = ownWindow(state.day, windowId, actor);
  if (window.paused) throw new DomainError('window.paused');
  const finishing = found && remember(state, found);
  if (finishing) assertTicketAction(finishing, 'finish', 'clerk', hall.policy, tx.now, hall.timeZone);
  if (open && open.id !== finishing?.id) throw new DomainError('window.busy', { number: open.number });
  if (finishing && finishing.windowId !== windowId) throw new DomainError('ticket.not_at_window', { number: finishing.number });
  const finished = finishing ? [{ type: 'ticket.finished', subject: finishing.id, body: {} } as const] : [];
  const served = servedAt(hall, state.day, windowId);
  const callable = waiting.filter((one) => mayCall(hall, state.day, windowId, served, one));
  const { ordinarySincePriority } = window;
  const turn = nextTurn(callable, { policy: hall.policy, now: tx.now, ordinarySincePriority, fallback: new Set(served.fallbackIds) });
  if (!turn) return { events: finished, result: { ticket: null } };
  const ticket = remember(state, await readTickets(tx.sql, state.day.id, tx.sql`id = ${turn.ticket.id}`));
  const sent = [...new Set(callable.flatMap(({ forWindowId }) => (forWindowId === null || forWindowId === windowId ? [] : [forWindowId])))];
  const letters = queueLetters(hall, served.seriesIds);
  const why = { ...turn.why, policy: hall.policyName, queues: letters, ...(sent.length > 0 && { sent: sent.join(' ') }) };
  const called = {
    type: 'ticket.called',
    subject: ticket.id,
    body: { windowId, clerkId: actor.id, callSeq: state.day.callSeq + 1, why },
  } as const;
  return { events: [...finished, called], result: { ticket: { ...brief(ticket), state: 'CALLED' } } };
}
