import type { PendingQuery, Row, TransactionSql } from 'postgres';
import { ordinarySince } from '@one-window/domain/hall-day';
import { couldHaveCalled } from '@one-window/domain/overtaking';
import type { WindowSkills } from '@one-window/domain/skills';
import type { Ticket } from '@one-window/domain/tickets';
import type { Instant } from '@one-window/domain/time';
import { turnsOf, type TurnMoment, type Waiting } from '@one-window/domain/turns';
import { servedAt, windowsServing, type HallInfo, type Sitting } from '../halls/directory.ts';

/** How quickly a queue moves, as the screens tell it. */
export interface Waits {
  /** Whole minutes for somebody with so many people before. */
  waitFor(seriesId: string, ahead: number): number | null;
  /** Between two calls. */
  gapSeconds(seriesId: string): number;
}

/** Where nobody asks how long. */
export const untold: Waits = { waitFor: () => null, gapSeconds: () => 60 };

/** What the rule is asked with for everybody who waits for a series, whichever window calls. */
export function momentOf(hall: HallInfo, day: Sitting, seriesId: string, now: Instant): TurnMoment {
  const { policy } = hall;
  const serving = windowsServing(hall, day, seriesId);
  return { policy, now, ordinarySincePriority: ordinarySince(day.windows, serving, policy.ordinaryPerPriority) };
}

/** How many are called before this one. */
export function placeAmong(one: Waiting, others: readonly Waiting[], moment: TurnMoment, gapSeconds: number): number {
  return turnsOf([...others, one], moment, gapSeconds).findIndex(({ id }) => id === one.id);
}

/** Everybody who waits for what a window is there for today; of them it calls those whom {@link mayCall} lets through. */
export const waitingAt = (hall: HallInfo, sql: TransactionSql, dayId: string, windowId: string): Promise<WaitingThere[]> => {
  const configured = [...(hall.windows.get(windowId)?.skills.seriesIds ?? [])];
  // one list, whichever it is: so the index of who waits is asked by queue
  const offered = sql`t.series_id = any(coalesce((select array(select jsonb_array_elements_text(skills -> ${windowId}::text -> 'seriesIds'))::uuid[]
    from hall_days where id = ${dayId} and skills ? ${windowId}::text), ${configured}::uuid[]))`;
  return waitingFor(hall, sql, dayId, offered);
};

/** Everybody who waits for a series, at whichever window. */
export const queueOf = (hall: HallInfo, sql: TransactionSql, dayId: string, seriesId: string): Promise<Waiting[]> =>
  waitingFor(hall, sql, dayId, sql`t.series_id = ${seriesId}`);

export interface WaitingThere extends Waiting {
  readonly forWindowId: string | null;
}

/**
 * May this window call them, where `served` is what it serves with the clerk who sits there? Who was sent to another window waits for that one, as long as
 * somebody sits there who serves the queue.
 */
export function mayCall(
  hall: HallInfo,
  day: Sitting,
  windowId: string,
  served: WindowSkills,
  { seriesId, forWindowId }: WaitingThere,
): boolean {
  if (!served.seriesIds.includes(seriesId)) return false;
  if (forWindowId === null || forWindowId === windowId) return true;
  return day.windows[forWindowId] === undefined || !servedAt(hall, day, forWindowId).seriesIds.includes(seriesId);
}

interface WaitingRow {
  readonly list: [string, string, number, string, Ticket['priority'], string | null, boolean, string | null][] | null;
  /** Place by arrival, window, the queues served there then and for whom it stood in, of those who were called of all that came after the first that waits. */
  readonly called: [number, string, string | null, string | null][] | null;
}

/** One JSON text instead of a row each: 400 waiting people cost 0.5 ms and not 4. */
async function waitingFor(hall: HallInfo, sql: TransactionSql, dayId: string, which: PendingQuery<Row[]>): Promise<WaitingThere[]> {
  const [row] = await sql<WaitingRow[]>`
    with w as materialized (select t.id, t.series_id, t."order", t.waits_from, t.priority, t.booked_at, t.returned, t.for_window_id
      from tickets t where t.hall_day_id = ${dayId} and t.state = 'WAITING' and ${which})
    select (select json_agg(json_build_array(id, series_id, "order", to_char(waits_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), priority,
        to_char(booked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), returned, for_window_id)) from w) as list,
      (select json_agg(json_build_array(c."order", c.window_id, c.why ->> 'queues', c.why ->> 'sent')) from tickets c where c.hall_day_id = ${dayId} and c.first_called_at is not null
        and c.window_id is not null and c."order" > (select min("order") from w)) as called`;
  const called = row!.called ?? [];
  // for each queue and window that people were sent to once, not for each person
  const calls = new Map<string, number[]>();
  const callsOf = (seriesId: string, forWindowId: string | null): readonly number[] => {
    const key = forWindowId === null ? seriesId : `${seriesId} ${forWindowId}`;
    const known = calls.get(key);
    if (known) return known;
    const place = { prefix: prefixOf(hall, seriesId), forWindowId };
    const offers = offersOf(hall, seriesId);
    const could = called.filter(([, windowId, queues, sent]) => couldHaveCalled({ windowId, queues, sent }, place, offers));
    const orders = could.map(([later]) => later);
    calls.set(key, orders);
    return orders;
  };
  return (row!.list ?? []).map(([id, seriesId, order, waitsFrom, priority, bookedAt, returned, forWindowId]) => {
    const overtaken = callsOf(seriesId, forWindowId).filter((later) => later > order).length;
    return { id, seriesId, order, waitsFrom, priority, bookedAt, returned, overtaken, forWindowId };
  });
}

/** Was a window configured for this queue? What calls are judged by that did not keep it. */
export const offersOf =
  (hall: HallInfo, seriesId: string) =>
  (windowId: string): boolean =>
    hall.windows.get(windowId)?.skills.seriesIds.includes(seriesId) ?? false;

export const prefixOf = (hall: HallInfo, seriesId: string): string => hall.series.get(seriesId)?.prefix ?? '-';

/** The letters of what is served somewhere, as a call keeps them. */
export const queueLetters = (hall: HallInfo, seriesIds: readonly string[]): string =>
  seriesIds
    .flatMap((id) => hall.series.get(id)?.prefix ?? [])
    .sort()
    .join(' ');
