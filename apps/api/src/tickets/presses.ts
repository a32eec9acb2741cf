import { DomainError } from '@one-window/domain/errors';
import type { HallDayEvent } from '@one-window/domain/hall-day';
import type { TicketCase } from '@one-window/domain/ticket-items';
import { standBack, undoTarget, type PriorityReason, type Ticket, type TicketRole } from '@one-window/domain/tickets';
import type { Waiting } from '@one-window/domain/turns';
import { addMs } from '@one-window/domain/time';
import type { HallDayState } from '../db/aggregates.ts';
import type { ChangeActor, ChangeContext } from '../db/change.ts';
import { servedAt, type HallInfo } from '../halls/directory.ts';
import { itemEvent, type ItemAction } from './items.ts';
import { queueOf, waitingAt } from './queue.ts';

/** What a press gives back; the screen itself lives from the view. */
export interface TicketBrief {
  readonly id: string;
  readonly number: string;
  readonly state: Ticket['state'];
  readonly seriesId: string;
}

export const brief = (t: Ticket): TicketBrief => ({ id: t.id, number: t.number, state: t.state, seriesId: t.seriesId });

export type WindowAction =
  | { action: 'next'; finish?: string | undefined }
  | { action: 'recall' | 'start' | 'finish' | 'miss' | 'undo' | 'resume' | 'return' | 'rejoin' | 'mark_inaccurate'; ticketId: string }
  | { action: 'hold'; ticketId: string; minutes?: number | null | undefined }
  | { action: 'transfer'; ticketId: string; toSeriesId: string; toWindowId?: string | null | undefined }
  | ItemAction
  | ({ action: 'name_case'; ticketId: string } & TicketCase);

/** What is pressed away from a window. */
export type OutsideAction = 'abandon' | 'cancel' | 'return' | 'rejoin' | 'let_pass' | 'mark_inaccurate';

export interface Press {
  readonly tx: ChangeContext;
  readonly state: HallDayState;
  readonly hall: HallInfo;
  readonly windowId: string | null;
  readonly actor: ChangeActor;
  readonly role: TicketRole;
}

/** Where somebody waits and how, changed by who sees them in the hall. */
export type GuideAction =
  | { action: 'reroute'; ticketId: string; toSeriesId: string }
  | { action: 'prioritise'; ticketId: string; priority: PriorityReason | null }
  | Extract<ItemAction, { action: 'add_item' | 'remove_item' }>;

export type PressInput = Exclude<WindowAction, { action: 'next' }> | { action: OutsideAction; ticketId: string } | GuideAction;

/** The event of every key but "next". */
export async function actionEvent(press: Press, ticket: Ticket, input: PressInput): Promise<HallDayEvent> {
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
      return { type: 'ticket.returned', subject, body: { favoured: true, ...takenBack(press) } };
    case 'hold':
      return { type: 'ticket.held', subject, body: { until: input.minutes ? addMs(tx.now, input.minutes * 60_000) : null } };
    case 'resume':
      return resumed(press, ticket, windowId!);
    case 'rejoin':
      return rejoined(ticket, await queueOf(hall, tx.sql, state.day.id, ticket.seriesId), hall);
    case 'let_pass':
      return letPass(ticket, await queueOf(hall, tx.sql, state.day.id, ticket.seriesId), hall);
    case 'mark_inaccurate':
      return { type: 'ticket.marked_inaccurate', subject, body: {} };
    case 'prioritise':
      return { type: 'ticket.prioritised', subject, body: { priority: input.priority } };
    case 'reroute':
    case 'transfer':
      return transferred(press, ticket, input);
    case 'add_item':
    case 'remove_item':
    case 'mark_item':
      return itemEvent(tx.sql, press, ticket, input);
    case 'name_case':
      return { type: 'ticket.case_named', subject, body: { caseId: input.caseId, aim: input.aim } };
    case 'undo':
      return undoEvent(ticket, actor);
  }
}

/** From hold to a window: a call too, whoever waits. Those whom its first call overtook stay so, and it overtakes nobody anew. */
async function resumed({ tx, state, hall, actor }: Press, ticket: Ticket, windowId: string) {
  const waiting = await waitingAt(hall, tx.sql, state.day.id, windowId);
  const { queues, sent } = ticket.why ?? {};
  const why = {
    rule: hall.policy.rule,
    because: 'returned',
    overtook: waiting.filter((w) => w.order < ticket.order).length,
    policy: hall.policyName,
    ...(queues !== undefined && { queues }),
    ...(sent !== undefined && { sent }),
  } as const;
  return {
    type: 'ticket.resumed',
    subject: ticket.id,
    body: { windowId, clerkId: actor.id, callSeq: state.day.callSeq + 1, why },
  } as const;
}

export function rejoined(ticket: Ticket, waiting: readonly Waiting[], { policy }: HallInfo) {
  const { order, waitsFrom } = standBack(waiting, policy.rejoinPlaces) ?? ticket;
  return { type: 'ticket.rejoined', subject: ticket.id, body: { order, waitsFrom } } as const;
}

/** Behind the next few who came later: who came before is called before anyway. */
function letPass(ticket: Ticket, waiting: readonly Waiting[], { policy }: HallInfo) {
  const behind = standBack(
    waiting.filter((w) => w.order > ticket.order),
    policy.passPlaces,
  );
  if (!behind) throw new DomainError('ticket.nobody_behind');
  return { type: 'ticket.let_pass', subject: ticket.id, body: behind } as const;
}

/** To another queue, or to one window that serves it; number and arrival stay. */
function transferred(press: Press, ticket: Ticket, to: { toSeriesId: string; toWindowId?: string | null | undefined }) {
  const { state, hall, windowId } = press;
  const window = to.toWindowId ? hall.windows.get(to.toWindowId) : null;
  if (!hall.series.has(to.toSeriesId) || window === undefined) throw new DomainError('not_found');
  const fits = (id: string): boolean =>
    id !== windowId && state.day.windows[id] !== undefined && servedAt(hall, state.day, id).seriesIds.includes(to.toSeriesId);
  if (window && !fits(window.id)) throw new DomainError('ticket.window_unfit', { window: window.label });
  const body = { toSeriesId: to.toSeriesId, ...(window && { toWindowId: window.id }), ...takenBack(press) };
  return { type: 'ticket.transferred', subject: ticket.id, body } as const;
}

/** Only a clerk has the key that takes a press back. */
const takenBack = ({ role }: Press): { undoable?: true } => (role === 'clerk' ? { undoable: true } : {});

function undoEvent(ticket: Ticket, actor: ChangeActor): HallDayEvent {
  const to = undoTarget(ticket);
  if (!to || !ticket.last || ticket.last.actorId !== actor.id) throw new DomainError('ticket.undo_nothing');
  return { type: 'ticket.undone', subject: ticket.id, body: { action: ticket.last.action, to } };
}

export function events(press: Press, ticket: Ticket, event: HallDayEvent): { events: HallDayEvent[]; result: { ticket: TicketBrief } } {
  const after = event.type === 'ticket.undone' ? event.body.to : afterStates[event.type as keyof typeof afterStates];
  const seriesId =
    event.type === 'ticket.transferred' ? event.body.toSeriesId : event.type === 'ticket.undone' ? ticket.last?.was?.seriesId : null;
  return { events: [event], result: { ticket: { ...brief(ticket), state: after ?? ticket.state, seriesId: seriesId ?? ticket.seriesId } } };
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

/**
 * A press belongs to the window that has the ticket; a queue's held or missed one to any window that serves the queue. To take a
 * held one back is a call: the clerk who sits there now must serve its queue, whoever held it.
 */
export function assertPlace(ticket: Ticket, action: PressInput['action'], windowId: string, seriesIds: readonly string[]): void {
  const anyWindowOfQueue = action === 'resume' || action === 'return' || action === 'rejoin';
  if (action === 'resume' && !seriesIds.includes(ticket.seriesId)) throw new DomainError('ticket.not_served', { number: ticket.number });
  // a return is taken back wherever its clerk sits now, a transfer only at the window that has the number again
  const sentFrom = action === 'undo' && ticket.last?.was;
  if (sentFrom && (ticket.last.before === 'HELD' || sentFrom.windowId === windowId)) return;
  const here = anyWindowOfQueue ? ticket.windowId === windowId || seriesIds.includes(ticket.seriesId) : ticket.windowId === windowId;
  if (!here) throw new DomainError('ticket.not_at_window', { number: ticket.number });
}
