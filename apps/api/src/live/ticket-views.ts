import type { NoticeState } from '@one-window/domain/notices';
import { calledBefore, type MadeCall } from '@one-window/domain/overtaking';
import { rejoinUntil, type CallReason, type PriorityReason, type Ticket, type TicketState } from '@one-window/domain/tickets';
import type { PublicCall, PublicHall, PublicSeries, StaffTicket, TicketView, ToldRule, Versioned } from '@one-window/domain/views';
import type { HallInfo } from '../halls/directory.ts';
import { offersOf, prefixOf } from '../tickets/queue.ts';

/** A ticket as a screen may know it: the columns that role `screen` can read. */
export interface OpenTicket {
  readonly id: string;
  readonly number: string;
  readonly series_id: string;
  readonly order: number;
  readonly waits_from: string;
  readonly priority: PriorityReason | null;
  readonly booked_at: string | null;
  readonly returned: boolean;
  readonly for_window_id: string | null;
  readonly why: CallReason | null;
  /** All matters with their names; null = none was named. */
  readonly items: StaffTicket['items'] | null;
  readonly state: TicketState;
  readonly window_id: string | null;
  readonly call_seq: number | null;
  readonly calls: number;
  readonly misses: number;
  readonly passes: number;
  readonly inaccurate: boolean;
  readonly notice: NoticeState | null;
  readonly taken_at: string;
  readonly called_at: string | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly held_until: string | null;
}

export type Queue = readonly (OpenTicket & { readonly overtaken: number })[];

/** What of the rule a citizen is told. */
export const toldRule = ({ policy: { rule, priorityRate, ordinaryPerPriority, overtakeMax } }: HallInfo): ToldRule => ({
  rule,
  priorityRate,
  ordinaryPerPriority,
  overtakeMax,
});

/** "Why was B12 called before me?": who came later and was called before, where this number could have been, and why; the last ones. */
function beforeOf(hall: HallInfo, t: OpenTicket, made: readonly NumberCall[]): TicketView['before'] {
  const one = { order: t.order, prefix: prefixOf(hall, t.series_id), forWindowId: t.for_window_id };
  return calledBefore(one, made, offersOf(hall, t.series_id))
    .slice(0, 3)
    .map((c) => ({
      number: c.number,
      window: hall.windows.get(c.windowId)?.label ?? '',
      calledAt: iso(c.calledAt),
      because: c.why.because,
    }));
}

export type NumberCall = MadeCall & { readonly number: string };

/** The calls of a day that the view still knows. */
export const callsOf = (tickets: readonly OpenTicket[]): NumberCall[] =>
  tickets.flatMap(({ number, order, call_seq: callSeq, called_at: calledAt, window_id: windowId, why }) =>
    callSeq === null || calledAt === null || windowId === null || why === null ? [] : [{ number, order, callSeq, calledAt, windowId, why }],
  );

/** jsonb gives instants with an offset; the views speak UTC with `Z`. */
export const iso = (text: string): string => new Date(text).toISOString();
export const isoOrNull = (text: string | null): string | null => (text === null ? null : iso(text));

/** By what a number is called: the first of its matters. */
export const firstItem = ({ items }: Pick<OpenTicket, 'items'>): string | null => items?.[0]?.name ?? null;

export function staffTicket(
  hall: HallInfo,
  t: OpenTicket,
  overtaken: number,
  last: Ticket['last'],
  person: { id: string; name: string | null } | null,
): StaffTicket {
  return {
    id: t.id,
    number: t.number,
    seriesId: t.series_id,
    itemName: firstItem(t),
    items: t.items ?? [],
    priority: t.priority,
    state: t.state,
    order: t.order,
    waitsFrom: iso(t.waits_from),
    bookedAt: isoOrNull(t.booked_at),
    returned: t.returned,
    overtaken,
    why: t.why && { ...t.why, queues: t.why.queues ?? null, sent: t.why.sent ?? null },
    forWindowId: t.for_window_id,
    windowId: t.window_id,
    callSeq: t.call_seq,
    calls: t.calls,
    misses: t.misses,
    passes: t.passes,
    inaccurate: t.inaccurate,
    takenAt: iso(t.taken_at),
    calledAt: isoOrNull(t.called_at),
    startedAt: isoOrNull(t.started_at),
    endedAt: isoOrNull(t.ended_at),
    heldUntil: isoOrNull(t.held_until),
    rejoinUntil: rejoinUntil({ state: t.state, misses: t.misses, endedAt: t.ended_at }, hall.policy, hall.timeZone),
    personId: person?.id ?? null,
    personName: person?.name ?? null,
    undoable: last && last.action !== 'undo' ? { actorId: last.actorId, at: last.at } : null,
  };
}

export function oneTicket(
  hall: HallInfo,
  base: Versioned & { hall: PublicHall },
  t: OpenTicket,
  queue: Queue,
  series: PublicSeries | undefined,
  calls: readonly PublicCall[],
  waitFor: (seriesId: string, ahead: number) => number | null,
  made: readonly NumberCall[],
): TicketView {
  const place = queue.findIndex((other) => other.id === t.id);
  const ahead = t.state === 'WAITING' && place >= 0 ? place : null;
  const window = t.window_id && t.state !== 'WAITING' ? hall.windows.get(t.window_id) : undefined;
  return {
    epoch: base.epoch,
    asOf: base.asOf,
    version: base.version,
    hall: base.hall,
    series: { prefix: series?.prefix ?? '', name: series?.name ?? { zh: '', en: null }, place: series?.place ?? null },
    number: t.number,
    itemName: firstItem(t),
    itemNames: (t.items ?? []).map(({ name }) => name),
    state: t.state,
    priority: t.priority !== null,
    ahead,
    aheadPriority: ahead === null ? null : queue.slice(0, ahead).filter((other) => other.priority !== null).length,
    waitMinutes: ahead === null ? null : waitFor(t.series_id, ahead),
    window: window?.label ?? null,
    zone: window?.zone ?? null,
    direction: window?.direction ?? null,
    takenAt: iso(t.taken_at),
    calledAt: isoOrNull(t.called_at),
    heldUntil: isoOrNull(t.held_until),
    rejoinUntil: rejoinUntil({ state: t.state, misses: t.misses, endedAt: t.ended_at }, hall.policy, hall.timeZone),
    recent: calls.slice(0, 3).map(({ number, window: label, calledAt }) => ({ number, window: label, calledAt })),
    passPlaces: hall.policy.passPlaces,
    passesLeft: t.state === 'WAITING' ? Math.max(0, hall.policy.passMax - t.passes) : 0,
    before: t.state === 'WAITING' ? beforeOf(hall, t, made) : [],
    rule: toldRule(hall),
    notice: t.notice,
  };
}
