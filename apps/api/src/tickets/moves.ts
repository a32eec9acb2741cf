import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { assertTicketAction, type Ticket } from '@one-window/domain/tickets';
import type { Waiting } from '@one-window/domain/turns';
import type { Name, PublicSeries } from '@one-window/domain/views';
import { change, type ChangeActor, type Command, type Statement } from '../db/change.ts';
import type { HallInfo, SeriesInfo } from '../halls/directory.ts';
import { assertGiving, planOf, todayOf } from '../halls/opening.ts';
import { limitsOn } from '../halls/quotas.ts';
import { assertPlaces, givenOf, taking, type TakenTicket } from './commands.ts';
import { hallDayId } from './hall-days.ts';
import { taken } from './items.ts';
import { keepPhone, readNotice } from './notices.ts';
import { readTickets, remember } from './queries.ts';
import { queueOf, type Waits } from './queue.ts';
import type { QueueDeps } from './routes.ts';

/** The queue of the same letter in another hall: series are cut by business, and the letter says which. */
const sameKind = (hall: HallInfo, prefix: string): SeriesInfo | null => [...hall.series.values()].find((s) => s.prefix === prefix) ?? null;

/**
 * Halls to which a citizen may go instead: of the same area, or one in whose area the other lies (the district's and its
 * streets'), with a queue for the same kind of business.
 */
export async function otherHalls(deps: QueueDeps, hall: HallInfo, prefix: string): Promise<{ hall: HallInfo; series: SeriesInfo }[]> {
  const candidates = (await deps.halls.all()).flatMap((other) => {
    const series = other.id === hall.id || other.realmId !== hall.realmId ? null : sameKind(other, prefix);
    return series ? [{ hall: other, series }] : [];
  });
  const far = candidates.filter((c) => c.hall.areaId !== hall.areaId).flatMap((c) => c.hall.areaId ?? []);
  if (far.length === 0 || hall.areaId === null) return candidates.filter((c) => c.hall.areaId === hall.areaId);
  const rows = await deps.sql<{ id: string }[]>`
    select case when ancestor_id = ${hall.areaId} then descendant_id else ancestor_id end as id from area_closure
    where valid_to is null and ((ancestor_id = ${hall.areaId} and descendant_id = any(${far})) or (descendant_id = ${hall.areaId} and ancestor_id = any(${far})))`;
  const near = new Set(rows.map((row) => row.id));
  return candidates.filter((c) => c.hall.areaId === hall.areaId || near.has(c.hall.areaId ?? ''));
}

/** Another hall's queue as it is now, for whoever weighs it against their own. */
export interface Elsewhere {
  readonly hallId: string;
  readonly hall: Name;
  readonly series: Pick<PublicSeries, 'id' | 'name' | 'place' | 'waiting' | 'waitMinutes' | 'issuing'>;
}

export async function elsewhere(deps: QueueDeps, hall: HallInfo, prefix: string): Promise<Elsewhere[]> {
  const others = await otherHalls(deps, hall, prefix);
  const read = others.map(async ({ hall: other, series }): Promise<Elsewhere[]> => {
    const { publicView } = await deps.publisher.recent(other.id, 5_000);
    return publicView.series.filter((s) => s.id === series.id).map((found) => ({ hallId: other.id, hall: other.name, series: found }));
  });
  return (await Promise.all(read)).flat();
}

export interface MoveInput {
  readonly from: HallInfo;
  readonly ticketId: string;
  readonly to: HallInfo;
  readonly waits: Waits;
}

interface Loaded {
  readonly found: Ticket[];
  readonly waiting: Waiting[];
  /** Numbers given there of each limit. */
  readonly given: number[];
  readonly notice: Awaited<ReturnType<typeof readNotice>>;
}

export type MovedTicket = TakenTicket & { readonly itemIds: readonly string[] };

/**
 * Gives a number there and the old one up, in one change of both days or in none; each event names the other number. The
 * citizen is the last there: nobody who waits in that hall is passed by who comes from another. A wish to be told goes along.
 */
export async function moveTicket(deps: QueueDeps, { from, ticketId, to, waits }: MoveInput, command: Command): Promise<MovedTicket> {
  const [fromId, toId, plan] = await Promise.all([hallDayId(deps, from), hallDayId(deps, to), planOf(deps, to, todayOf(deps, to))]);
  const limits = await limitsOn(deps, to, todayOf(deps, to));
  const id = uuidv7();
  const actor: ChangeActor = { kind: 'citizen', id: ticketId };
  const refs = { from: { kind: 'hall_day', id: fromId }, to: { kind: 'hall_day', id: toId } } as const;
  return change<typeof refs, MovedTicket, Loaded>(
    deps,
    actor,
    command,
    refs,
    async (tx, days, { found, waiting, given, notice }) => {
      const ticket = remember(days.from, found);
      if (days.from.day.clearedAt || days.to.day.clearedAt) throw new DomainError('hall.closed');
      assertTicketAction(ticket, 'move', 'citizen', from.policy, tx.now, from.timeZone);
      assertGiving(to, days.to.day, plan, tx.now);
      const series = seriesThere(from, to, ticket);
      assertPlaces(to, days.to.day, limits, given, series.id, tx.now);
      const { priority, personId, cases } = ticket;
      const itemIds = ticket.items.map(({ itemId }) => itemId);
      const named = { ...taken(itemIds), ...(cases.length > 0 ? { cases } : {}) };
      const input = { seriesId: series.id, priority, ...named, personId, movedFrom: ticketId };
      const { event, result } = taking({ hall: to, day: days.to.day, waiting, waits, now: tx.now }, id, input);
      const left = { type: 'ticket.moved', subject: ticketId, body: { hallId: to.id, movedTo: id } } as const;
      // told already there, it is not told a second time for being the last here
      const wished = notice && ticket.notice === 'asked' ? notice : null;
      const asks = wished && ({ type: 'ticket.notice_asked', subject: id, body: { lang: wished.lang, from: 'typed' } } as const);
      const writes: Statement[] = wished ? [keepPhone(tx.sql, deps.keys, id, { ...wished, from: 'typed' }, tx.now)] : [];
      return { events: { from: [left], to: asks ? [event, asks] : [event] }, result: { ...result, itemIds }, writes };
    },
    async (sql) => {
      const found = await readTickets(sql, fromId, sql`id = ${ticketId}`);
      const series = found[0] ? seriesThere(from, to, found[0]) : null;
      const waiting = series ? await queueOf(to, sql, toId, series.id) : [];
      return { found, waiting, given: await givenOf(sql, toId, limits), notice: await readNotice(sql, deps.keys, ticketId) };
    },
  );
}

function seriesThere(from: HallInfo, to: HallInfo, { seriesId }: Ticket): SeriesInfo {
  const prefix = from.series.get(seriesId)?.prefix;
  const series = prefix === undefined ? null : sameKind(to, prefix);
  if (!series) throw new DomainError('series.closed');
  return series;
}
