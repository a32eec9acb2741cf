import type { PendingQuery, Row, Sql } from 'postgres';
import { eventTypes, looksAtLog, type EventType, type StreamKind } from '@one-window/domain/log';
import type { Purpose, Scope } from '@one-window/domain/permissions';
import type { DateText, Instant } from '@one-window/domain/time';
import { scopeSql } from '../security/scope.ts';

type Fragment = PendingQuery<Row[]>;

/** What somebody looks for, as it was typed. */
export interface LogQuery {
  readonly kind?: StreamKind | undefined;
  readonly type?: EventType | undefined;
  readonly hall?: string | undefined;
  /** A ticket number, a staff number, the name of a device or hall, or an id. */
  readonly about?: string | undefined;
  /** Who did it: a staff number, the name of a device, or the name of a job. */
  readonly by?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** Also what was read in the log. */
  readonly looks?: boolean | undefined;
}

/** The same with ids in the place of names. */
export interface LogFilter extends Omit<LogQuery, 'about' | 'by'> {
  readonly about: About | null;
  readonly by: readonly string[] | null;
}

/** What it is about, and the streams that are its own or those of its days. No id at all finds nothing. */
interface About {
  readonly subjects: readonly string[];
  readonly streams: readonly string[];
}

export interface EventRow {
  readonly stream: string;
  readonly version: number;
  readonly kind: StreamKind;
  readonly type: EventType;
  readonly subject: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly recordedAt: Instant;
  readonly commandKey: string | null;
  readonly body: string;
  readonly hash: string;
}

/** Which ids a typed word stands for: a number is given once a day and hall, so it may be many. */
export async function resolve(sql: Sql, query: LogQuery): Promise<LogFilter> {
  const { about, by, ...rest } = query;
  return {
    ...rest,
    about: about === undefined ? null : await aboutOf(sql, await subjectsNamed(sql, about, query)),
    by: by === undefined ? null : [...(await actorsNamed(sql, by)), by],
  };
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Numbers are looked up day by day, of the days that can matter: each has them in an index of its own. */
async function subjectsNamed(sql: Sql, text: string, { from, to }: LogQuery): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select t.id from hall_days d join tickets t on t.hall_day_id = d.id and t.number = upper(${text})
      where d.business_date between ${from ?? '-infinity'}::timestamptz - interval '2 days' and ${to ?? 'infinity'}::timestamptz + interval '2 days'
    union all select id from halls where name = ${text} or name_en = ${text}
    union all select id from staff where lower(staff_no) = lower(${text})
    union all select id from devices where name = ${text}`;
  return [...rows.map((row) => row.id), ...(isId(text) ? [text.toLowerCase()] : [])];
}

async function aboutOf(sql: Sql, subjects: readonly string[]): Promise<About> {
  if (subjects.length === 0) return { subjects, streams: [] };
  const rows = await sql<{ id: string }[]>`
    select id from hall_days where hall_id = any(${[...subjects]}::uuid[]) union all select id from staff_days where staff_id = any(${[...subjects]}::uuid[])
    union all select id from booking_days where hall_id = any(${[...subjects]}::uuid[])`;
  return { subjects, streams: [...subjects, ...rows.map((row) => row.id)] };
}

async function actorsNamed(sql: Sql, text: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from staff where lower(staff_no) = lower(${text}) union all select id from devices where name = ${text}`;
  return rows.map((row) => row.id);
}

/** Where an event happened. Of what somebody did outside a hall only a look at a person has a place: that of the ticket or the case. */
export function hallOfEvent(sql: Sql): Fragment {
  return sql`(case e.kind
    when 'hall_day' then (select d.hall_id from hall_days d where d.id = e.stream)
    when 'booking_day' then (select d.hall_id from booking_days d where d.id = e.stream)
    when 'device' then (select d.hall_id from devices d where d.id = e.stream)
    when 'rating' then (select r.hall_id from ratings r where r.id = e.stream)
    when 'staff_day' then case when e.type = 'person.read' then (
      select coalesce(d.hall_id, c.hall_id) from person_reads r left join tickets t on t.id = r.ticket_id left join hall_days d on d.id = t.hall_day_id
        left join cases c on c.id = r.case_id
      where r.id = (e.body::json ->> 'readId')::uuid) end
    end)`;
}

/** Which events somebody may see, and of those which they look for. */
function condition(sql: Sql, filter: LogFilter, scope: Scope, today: DateText): Fragment {
  const hall = hallOfEvent(sql);
  const parts = [scopeSql(sql, scope, { hall, area: sql`(select h.area_id from halls h where h.id = ${hall})` }, today)];
  // the kind is said by the type, too, of which there is an index; of a hall's day is nearly everything
  if (filter.kind) parts.push(sql`e.kind = ${filter.kind}`);
  if (filter.kind && filter.kind !== 'hall_day') parts.push(sql`e.type = any(${[...eventTypes[filter.kind]]})`);
  if (filter.type) parts.push(sql`e.type = ${filter.type}`);
  else if (!filter.looks) parts.push(sql`e.type <> all(${[...looksAtLog]})`);
  if (filter.hall) parts.push(sql`${hall} = ${filter.hall}`);
  if (filter.about) {
    const { subjects, streams } = filter.about;
    parts.push(sql`(e.subject = any(${[...subjects]}::uuid[]) or e.stream = any(${[...streams]}::uuid[]))`);
  }
  if (filter.by) parts.push(sql`e.actor_id = any(${[...filter.by]})`);
  if (filter.from) parts.push(sql`e.recorded_at >= ${filter.from}`);
  if (filter.to) parts.push(sql`e.recorded_at < ${filter.to}`);
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

/** Where a page ends: the next one begins below. */
export interface Cursor {
  readonly at: Instant;
  readonly stream: string;
  readonly version: number;
}

export const cursorForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})_(\d{1,9})$/;

export function readCursor(text: string | undefined): Cursor | null {
  const found = text === undefined ? null : cursorForm.exec(text);
  return found ? { at: found[1]!, stream: found[2]!, version: Number(found[3]) } : null;
}

const cursorOf = (row: EventRow): string => `${row.recordedAt}_${row.stream}_${row.version}`;

/** A page of events, newest first. Within a stream the order is that of its versions; streams meet by time alone. */
export async function searchEvents(
  sql: Sql,
  filter: LogFilter,
  scope: Scope,
  today: DateText,
  page: { readonly before: Cursor | null; readonly limit: number },
): Promise<{ rows: EventRow[]; next: string | null }> {
  if (filter.about?.subjects.length === 0) return { rows: [], next: null };
  const below = page.before
    ? sql`and (e.recorded_at, e.stream, e.version) < (${page.before.at}::timestamptz, ${page.before.stream}::uuid, ${page.before.version}::int)`
    : sql``;
  const rows = await sql<EventRow[]>`
    select e.stream, e.version, e.kind, e.type, e.subject, e.actor_kind as "actorKind", e.actor_id as "actorId", e.recorded_at as "recordedAt",
      e.command_key as "commandKey", e.body, encode(e.hash, 'hex') as hash
    from events e where ${condition(sql, filter, scope, today)} ${below}
    order by e.recorded_at desc, e.stream desc, e.version desc limit ${page.limit + 1}`;
  const shown = rows.slice(0, page.limit);
  return { rows: shown, next: rows.length > page.limit ? cursorOf(shown.at(-1)!) : null };
}

/** How many there are, counted no further than `most` + 1. */
export async function countEvents(sql: Sql, filter: LogFilter, scope: Scope, today: DateText, most: number): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from (select 1 from events e where ${condition(sql, filter, scope, today)} limit ${most + 1}) found`;
  return row!.n;
}

export interface ReadsQuery {
  readonly hall?: string | undefined;
  readonly by?: string | undefined;
  readonly purpose?: Purpose | undefined;
  /** Everybody who looked at the same person. */
  readonly person?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

export interface ReadRow {
  readonly id: string;
  readonly personId: string;
  readonly staffNo: string;
  readonly ticket: string;
  readonly hallId: string;
  readonly purpose: Purpose;
  readonly readAt: Instant;
}

/** Who looked at whom and why, newest first; the person is an id, never a name. */
export async function searchReads(
  sql: Sql,
  query: ReadsQuery,
  scope: Scope,
  today: DateText,
  page: { readonly before: { readonly at: Instant; readonly id: string } | null; readonly limit: number },
): Promise<{ rows: ReadRow[]; next: string | null }> {
  const parts = [scopeSql(sql, scope, { hall: sql`h.id`, area: sql`h.area_id` }, today)];
  if (query.hall) parts.push(sql`h.id = ${query.hall}`);
  if (query.by) parts.push(sql`lower(s.staff_no) = lower(${query.by})`);
  if (query.purpose) parts.push(sql`r.purpose = ${query.purpose}`);
  if (query.person) parts.push(sql`r.person_id = ${query.person}`);
  if (query.from) parts.push(sql`r.read_at >= ${query.from}`);
  if (query.to) parts.push(sql`r.read_at < ${query.to}`);
  if (page.before) parts.push(sql`(r.read_at, r.id) < (${page.before.at}::timestamptz, ${page.before.id}::uuid)`);
  const rows = await sql<ReadRow[]>`
    select r.id, r.person_id as "personId", s.staff_no as "staffNo", coalesce(t.number, c.case_no, c.ref) as ticket, h.id as "hallId", r.purpose, r.read_at as "readAt"
    from person_reads r join staff s on s.id = r.staff_id left join tickets t on t.id = r.ticket_id
      left join hall_days d on d.id = t.hall_day_id left join cases c on c.id = r.case_id join halls h on h.id = coalesce(d.hall_id, c.hall_id)
    where ${parts.reduce((all, part) => sql`${all} and ${part}`)}
    order by r.read_at desc, r.id desc limit ${page.limit + 1}`;
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > page.limit && last ? `${last.readAt}_${last.id}` : null };
}
