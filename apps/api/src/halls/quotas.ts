import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres';
import { rowsOn, type OpenDays } from '@one-window/domain/opening';
import { seriesFull, type SeriesFull } from '@one-window/domain/quotas';
import { localInstant, localTime, type DateText, type Instant } from '@one-window/domain/time';
import { calendarOf } from '../calendar/cache.ts';
import type { Deps } from '../deps.ts';
import type { HallInfo } from './directory.ts';

/** As configured: so many numbers of a queue in a part of some days. */
export interface QuotaRow {
  readonly seriesId: string;
  readonly days: OpenDays;
  readonly fromMinutes: number;
  readonly toMinutes: number;
  readonly maxNumbers: number;
}

/** A limit of one date whose numbers are counted: of a stretch, or of the whole day (`span` null). */
export interface Limit {
  readonly seriesId: string;
  readonly max: number;
  readonly span: { readonly from: number; readonly to: number; readonly fromAt: Instant; readonly toAt: Instant } | null;
}

/** What limits the numbers of a hall on a date. Most queues have none: then nothing is counted. */
export async function limitsOn(deps: Pick<Deps, 'sql' | 'now'>, hall: HallInfo, date: DateText): Promise<Limit[]> {
  const daily = [...hall.series.values()].flatMap(({ id, dailyMax }) =>
    dailyMax === null ? [] : [{ seriesId: id, max: dailyMax, span: null }],
  );
  if (hall.quotas.length === 0) return daily;
  const calendar = await calendarOf(deps.sql, deps.now());
  const at = (minute: number): Instant => localInstant(date, minute, hall.timeZone);
  // a queue's own day of the week counts for that queue alone
  const spans = [...hall.series.keys()].flatMap((id) =>
    rowsOn(
      date,
      hall.quotas.filter(({ seriesId }) => seriesId === id),
      calendar,
    ).map(({ fromMinutes: from, toMinutes: to, maxNumbers: max }) => ({
      seriesId: id,
      max,
      span: { from, to, fromAt: at(from), toAt: at(to) },
    })),
  );
  return [...daily, ...spans];
}

/** How many numbers of each limit are gone, in its order: given to who came, not to who was booked, and not given up again. */
export function countGiven(sql: Sql | TransactionSql, dayId: PendingQuery<Row[]>, limits: readonly Limit[]) {
  return sql<{ n: number }[]>`
    select (select count(*)::int from tickets t where t.hall_day_id = ${dayId} and t.series_id = l.series and t.booked_at is null and t.state <> 'CANCELLED'
      and t.taken_at >= l.since and t.taken_at < l.until) as n
    from unnest(${limits.map((l) => l.seriesId)}::uuid[], ${limits.map((l) => l.span?.fromAt ?? '-infinity')}::text[]::timestamptz[],
      ${limits.map((l) => l.span?.toAt ?? 'infinity')}::text[]::timestamptz[]) with ordinality as l(series, since, until, i) order by l.i`;
}

/** Why a queue gives no number at an instant, by what was counted; null = it does. */
export function fullAt(
  hall: HallInfo,
  date: DateText,
  limits: readonly Limit[],
  given: readonly number[],
  seriesId: string,
  now: Instant,
): SeriesFull | null {
  const own = limits.map((limit, i) => ({ ...limit, given: given[i] ?? 0 })).filter((limit) => limit.seriesId === seriesId);
  const local = localTime(now, hall.timeZone);
  const minute = local.minute + (local.date > date ? 1_440 : 0);
  const spans = own.flatMap(({ span, max, given: gone }) => (span ? [{ from: span.from, to: span.to, max, given: gone }] : []));
  return seriesFull(own.find(({ span }) => span === null) ?? null, spans, minute);
}

/** How many edges of stretches have passed: a minute passes without an event, and a queue gives numbers again. */
export const phaseAt = (limits: readonly Limit[], now: Instant): number =>
  limits.flatMap(({ span }) => (span ? [span.fromAt, span.toAt] : [])).filter((edge) => edge <= now).length;
