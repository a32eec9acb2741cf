import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { nextOrder, ordinarySince, type HallDay, type HallDayEvent, type PauseReason, type WindowDay } from '@one-window/domain/hall-day';
import {
  assertTicketAction,
  pickNext,
  placeOfNewcomer,
  queueOrder,
  rejoinOrder,
  ticketNumber,
  undoTarget,
  type PriorityReason,
  type QueuePolicy,
  type Ticket,
  type TicketRole,
  type Waiting,
} from '@one-window/domain/tickets';
import { addMs, type Instant } from '@one-window/domain/time';
import type { HallDayState } from '../db/aggregates.ts';
import type { ChangeActor, ChangeContext, Command } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { windowsServing, type HallInfo } from '../halls/directory.ts';
import { lapsedHelp } from '../help/commands.ts';
import { onHallDay, type Rule } from './hall-days.ts';
import { countWaiting, openCall, readTickets, remember, waitingFor, type Counts } from './queries.ts';

/** What a press gives back; the screen itself lives from the view. */
export interface TicketBrief {
  readonly id: string;
  readonly number: string;
  readonly state: Ticket['state'];
  readonly seriesId: string;
}

/** A slip's figures, as they were when the number was taken: a repeated request gets the same. */
export interface TakenTicket extends TicketBrief {
  readonly ahead: number;
  readonly waitMinutes: number | null;
  readonly takenAt: Instant;
}

export interface TakeInput {
  readonly seriesId: string;
  readonly itemId: string | null;
  readonly priority: PriorityReason | null;
  readonly personId: string | null;
}

export type WindowAction =
  | { action: 'next'; finish?: string | undefined }
  | { action: 'recall' | 'start' | 'finish' | 'miss' | 'undo' | 'resume' | 'return' | 'rejoin'; ticketId: string }
  | { action: 'hold'; ticketId: string; minutes?: number | null | undefined }
  | { action: 'transfer'; ticketId: string; toSeriesId: string };

export type WindowSession =
  | { action: 'open'; takeOver?: boolean | undefined }
  | { action: 'close' }
  | { action: 'pause'; reason: PauseReason }
  | { action: 'resume' };

const brief = (t: Ticket): TicketBrief => ({ id: t.id, number: t.number, state: t.state, seriesId: t.seriesId });

/** Takes a number: the series' counter of the hall-day gives it, so it has no double and no unexplained gap. */
export async function takeTicket(
  deps: Deps,
  hall: HallInfo,
  actor: ChangeActor,
  input: TakeInput,
  waitFor: (ahead: number) => number | null,
  command: Command,
): Promise<TakenTicket> {
  const series = hall.series.get(input.seriesId);
  if (!series) throw new DomainError('not_found');
  const ticketId = uuidv7();
  const rule: Rule<TakenTicket, Counts> = (tx, { day }, waiting) => {
    const seq = (day.counters[series.id] ?? 0) + 1;
    if (series.dailyMax !== null && seq > series.dailyMax) throw new DomainError('series.full', { max: series.dailyMax });
    const number = ticketNumber(series.prefix, seq);
    const order = nextOrder(day);
    const ahead = placeOfNewcomer(waiting, input.priority !== null, sinceOf(hall, day, series.id), hall.policy);
    return {
      events: [{ type: 'ticket.taken', subject: ticketId, body: { ...input, seq, number, order } }],
      result: { id: ticketId, number, state: 'WAITING', seriesId: series.id, ahead, waitMinutes: waitFor(ahead), takenAt: tx.now },
    };
  };
  return onHallDay(deps, hall, actor, command, rule, (sql, dayId) => countWaiting(sql, dayId, series.id));
}

const sinceOf = (hall: HallInfo, day: HallDay, seriesId: string): number =>
  ordinarySince(day.windows, windowsServing(hall, seriesId), hall.policy.ordinaryPerPriority);

/** A missed citizen rejoins at the kiosk and is told the place and the wait, as the phone page tells them. */
export async function rejoinTicket(
  deps: Deps,
  hall: HallInfo,
  device: ChangeActor,
  ticketId: string,
  waitFor: (seriesId: string, ahead: number) => number | null,
  command: Command,
): Promise<TakenTicket & { readonly itemId: string | null }> {
  const rule: Rule<TakenTicket & { itemId: string | null }, Ticket[]> = async (tx, state, found) => {
    const ticket = remember(state, found);
    assertTicketAction(ticket, 'rejoin', 'device', hall.policy, tx.now, hall.timeZone);
    const waiting = await waitingFor(tx.sql, state.day.id, [ticket.seriesId]);
    const event = rejoined(ticket, waiting, hall.policy);
    const queue = queueOrder([...waiting, { ...ticket, order: event.body.order }], sinceOf(hall, state.day, ticket.seriesId), hall.policy);
    const ahead = queue.findIndex((other) => other.id === ticket.id);
    const { itemId, takenAt } = ticket;
    const result = { ...brief(ticket), state: 'WAITING' as const, itemId, ahead, waitMinutes: waitFor(ticket.seriesId, ahead), takenAt };
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
  const info = hall.windows.get(windowId);
  if (!info) throw new DomainError('not_found');
  if (input.action === 'next') return nextAction(deps, hall, windowId, actor, input.finish, command);
  const rule: Rule<{ ticket: TicketBrief | null }, Ticket[]> = async (tx, state, found) => {
    ownWindow(state.day, windowId, actor);
    const ticket = remember(state, found);
    const press: Press = { tx, state, hall, windowId, actor, role: 'clerk' };
    assertTicketAction(ticket, input.action, 'clerk', hall.policy, tx.now, hall.timeZone);
    assertPlace(ticket, input.action, windowId, info.seriesIds);
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
  const seriesIds = [...hall.windows.get(windowId)!.seriesIds];
  return onHallDay(
    deps,
    hall,
    actor,
    command,
    (tx, state, reads: NextReads) => callNext({ tx, state, hall, windowId, actor, role: 'clerk' }, reads),
    async (sql, dayId): Promise<NextReads> => {
      const [open, waiting, finishing] = await Promise.all([
        openCall(sql, dayId, windowId),
        waitingFor(sql, dayId, seriesIds),
        finish === undefined ? null : readTickets(sql, dayId, sql`id = ${finish}`),
      ]);
      return { open, waiting, finishing };
    },
  );
}

interface NextReads {
  readonly open: { id: string; number: string } | null;
  readonly waiting: readonly Waiting[];
  /** The ticket that the same key finishes; null = none was named. */
  readonly finishing: readonly Ticket[] | null;
}

/** Every key of the hall's manager, the kiosk and the phone: no window needed. */
export async function ticketAction(
  deps: Deps,
  hall: HallInfo,
  actor: ChangeActor,
  role: Exclude<TicketRole, 'clerk'>,
  input: { action: 'abandon' | 'cancel' | 'return' | 'rejoin'; ticketId: string },
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

/** Clears the hall at the end of the day: every open ticket is abandoned by name, no number vanishes. */
export async function clearHall(deps: Deps, hall: HallInfo, actor: ChangeActor, command: Command): Promise<{ abandoned: number }> {
  return onHallDay(deps, hall, actor, command, async (tx, state) => {
    const open = await readTickets(tx.sql, state.day.id, tx.sql`state in ('WAITING', 'CALLED', 'SERVING', 'HELD')`);
    for (const ticket of open) state.tickets.set(ticket.id, ticket);
    const serving = open.find((t) => t.state === 'SERVING');
    if (serving) throw new DomainError('window.busy', { number: serving.number });
    const closed = Object.keys(state.day.windows).map(
      (id) => ({ type: 'window.closed', subject: id, body: { reason: 'cleared' } }) as const,
    );
    return {
      events: [
        ...open.map((t) => ({ type: 'ticket.abandoned', subject: t.id, body: {} }) as const),
        ...closed,
        ...lapsedHelp(state.day.help),
        { type: 'hall_day.cleared', subject: state.day.id, body: { abandoned: open.length } },
      ],
      result: { abandoned: open.length },
    };
  });
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
  const next = pickNext(waiting, window.ordinarySincePriority, hall.policy);
  if (!next) return { events: finished, result: { ticket: null } };
  const ticket = remember(state, await readTickets(tx.sql, state.day.id, tx.sql`id = ${next.id}`));
  const called = {
    type: 'ticket.called',
    subject: ticket.id,
    body: { windowId, clerkId: actor.id, callSeq: state.day.callSeq + 1 },
  } as const;
  return { events: [...finished, called], result: { ticket: { ...brief(ticket), state: 'CALLED' } } };
}

interface Press {
  readonly tx: ChangeContext;
  readonly state: HallDayState;
  readonly hall: HallInfo;
  readonly windowId: string | null;
  readonly actor: ChangeActor;
  readonly role: TicketRole;
}

type PressInput = Exclude<WindowAction, { action: 'next' }> | { action: 'abandon' | 'cancel'; ticketId: string };

async function actionEvent(press: Press, ticket: Ticket, input: PressInput): Promise<HallDayEvent> {
  const { tx, state, hall, windowId, actor } = press;
  const subject = ticket.id;
  const callSeq = state.day.callSeq + 1;
  switch (input.action) {
    case 'recall':
      return { type: 'ticket.recalled', subject, body: { callSeq } };
    case 'start':
      return { type: 'ticket.started', subject, body: {} };
    case 'finish':
      return { type: 'ticket.finished', subject, body: {} };
    case 'miss':
      return { type: 'ticket.missed', subject, body: {} };
    case 'cancel':
      return { type: 'ticket.cancelled', subject, body: {} };
    case 'abandon':
      return { type: 'ticket.abandoned', subject, body: {} };
    case 'return':
      return { type: 'ticket.returned', subject, body: {} };
    case 'hold':
      return { type: 'ticket.held', subject, body: { until: input.minutes ? addMs(tx.now, input.minutes * 60_000) : null } };
    case 'resume':
      return { type: 'ticket.resumed', subject, body: { windowId: windowId!, clerkId: actor.id, callSeq } };
    case 'rejoin':
      return rejoined(ticket, await waitingFor(tx.sql, state.day.id, [ticket.seriesId]), hall.policy);
    case 'transfer': {
      if (!hall.series.has(input.toSeriesId)) throw new DomainError('not_found');
      return { type: 'ticket.transferred', subject, body: { toSeriesId: input.toSeriesId } };
    }
    case 'undo':
      return undoEvent(ticket, actor);
  }
}

function rejoined(ticket: Ticket, waiting: readonly Waiting[], { rejoinPlaces }: QueuePolicy) {
  const orders = waiting.map((w) => w.order);
  const order = orders.length === 0 ? ticket.order : rejoinOrder(orders, rejoinPlaces);
  return { type: 'ticket.rejoined', subject: ticket.id, body: { order } } as const;
}

function undoEvent(ticket: Ticket, actor: ChangeActor): HallDayEvent {
  const to = undoTarget(ticket);
  if (!to || !ticket.last || ticket.last.actorId !== actor.id) throw new DomainError('ticket.undo_nothing');
  return { type: 'ticket.undone', subject: ticket.id, body: { action: ticket.last.action, to } };
}

function events(press: Press, ticket: Ticket, event: HallDayEvent): { events: HallDayEvent[]; result: { ticket: TicketBrief } } {
  const after = event.type === 'ticket.undone' ? event.body.to : afterStates[event.type as keyof typeof afterStates];
  return { events: [event], result: { ticket: { ...brief(ticket), state: after ?? ticket.state } } };
}

const afterStates = {
  'ticket.recalled': 'CALLED',
  'ticket.started': 'SERVING',
  'ticket.finished': 'DONE',
  'ticket.missed': 'MISSED',
  'ticket.cancelled': 'CANCELLED',
  'ticket.abandoned': 'ABANDONED',
  'ticket.returned': 'WAITING',
  'ticket.held': 'HELD',
  'ticket.resumed': 'CALLED',
  'ticket.rejoined': 'WAITING',
  'ticket.transferred': 'WAITING',
} as const satisfies Partial<Record<HallDayEvent['type'], Ticket['state']>>;

/** A press belongs to the window that has the ticket; a queue's held or missed one to any window that serves the queue. */
function assertPlace(ticket: Ticket, action: PressInput['action'], windowId: string, seriesIds: readonly string[]): void {
  const anyWindowOfQueue = action === 'resume' || action === 'return' || action === 'rejoin';
  const here = anyWindowOfQueue ? ticket.windowId === windowId || seriesIds.includes(ticket.seriesId) : ticket.windowId === windowId;
  if (!here) throw new DomainError('ticket.not_at_window', { number: ticket.number });
}
