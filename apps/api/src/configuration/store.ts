import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres';
import {
  configEntities,
  fieldsOf,
  type AnyRow,
  type AnySet,
  type ConfigData,
  type ConfigEntity,
  type ConfigField,
  type ConfigRow,
  type ConfigValue,
  type ConfigWish,
} from '@one-window/domain/config';
import type { ConfigFacts } from '@one-window/domain/config-plan';
import { businessDate, type Instant } from '@one-window/domain/time';

export type Connection = Sql | TransactionSql;

/** What a realm's stream vouches for; areas are written through it and belong to the imports. */
export const storedEntities = [
  'realm',
  'departments',
  'halls',
  'series',
  'windows',
  'hours',
  'closures',
  'shifts',
  'quotas',
  'skills',
  'voices',
  'orderRoutes',
  'orderLimits',
] as const satisfies readonly ConfigEntity[];
type StoredEntity = (typeof storedEntities)[number];

const tables: Record<StoredEntity, string> = {
  realm: 'realms',
  departments: 'departments',
  halls: 'halls',
  series: 'series',
  windows: 'windows',
  hours: 'hall_hours',
  closures: 'hall_closures',
  shifts: 'hall_shifts',
  quotas: 'series_quotas',
  skills: 'clerk_skills',
  voices: 'hall_voices',
  orderRoutes: 'order_routes',
  orderLimits: 'order_limits',
};
/** Tables behind the `refs` fields. */
const links = {
  series: { field: 'departmentIds', table: 'series_departments', own: 'series_id', other: 'department_id' },
  windows: { field: 'seriesIds', table: 'window_series', own: 'window_id', other: 'series_id' },
} as const;

/** The whole configuration of a realm, except areas. One query per table: it is small and rarely read. */
export async function readConfig(sql: Connection, realmId: string): Promise<ConfigData> {
  const inHalls = sql`hall_id in (select id from halls where realm_id = ${realmId})`;
  const [realm, departments, halls, series, windows, hours, closures, shifts, quotas, skills, voices, orderRoutes, orderLimits] =
    await Promise.all([
      sql`select * from realms where id = ${realmId}`,
      sql`select * from departments order by area_id, name`,
      sql`select * from halls where realm_id = ${realmId} order by name`,
      sql`select *, ${linked(sql, 'series')} as department_ids from series where ${inHalls} order by sort, prefix`,
      sql`select *, ${linked(sql, 'windows')} as series_ids from windows where ${inHalls} order by sort, label`,
      sql`select * from hall_hours where ${inHalls} order by hall_id, days, from_minutes`,
      sql`select * from hall_closures where ${inHalls} order by from_date`,
      sql`select * from hall_shifts where ${inHalls} order by hall_id, days, from_minutes`,
      sql`select * from series_quotas where ${inHalls} order by hall_id, series_id, days, from_minutes`,
      sql`select * from clerk_skills where ${inHalls} order by hall_id, staff_no`,
      sql`select * from hall_voices where ${inHalls} order by hall_id`,
      sql`select * from order_routes order by category`,
      sql`select * from order_limits order by "limit"`,
    ]);
  return {
    realm: rows('realm', realm),
    areas: [],
    departments: rows('departments', departments),
    halls: rows('halls', halls),
    series: rows('series', series),
    windows: rows('windows', windows),
    hours: rows('hours', hours),
    closures: rows('closures', closures),
    shifts: rows('shifts', shifts),
    quotas: rows('quotas', quotas),
    skills: rows('skills', skills),
    voices: rows('voices', voices),
    orderRoutes: rows('orderRoutes', orderRoutes),
    orderLimits: rows('orderLimits', orderLimits),
  };
}

function linked(sql: Connection, entity: keyof typeof links): PendingQuery<Row[]> {
  const { table, own, other } = links[entity];
  return sql`array(select l.${sql(other)}::text from ${sql(table)} l where l.${sql(own)} = ${sql(entity)}.id)`;
}

/** Areas that the configuration refers to, those above them, those with a code, and all down to streets and townships. */
export async function readAreas(sql: Connection, ids: readonly string[], codes: readonly string[] = []): Promise<ConfigData['areas']> {
  const found = await sql`
    select a.id, a.name, a.code, a.level, a.parent_id from areas a
    where a.valid_to is null and (a.level <= 4 or a.code = any(${[...codes]}::text[]) or a.id in (select ancestor_id from area_closure where descendant_id = any(${[...ids]}::uuid[]) and valid_to is null))
    order by a.code`;
  return rows('areas', found);
}

/** Areas by part of the name or beginning of the code, for a field in which one is chosen. */
export async function searchAreas(sql: Connection, text: string): Promise<ConfigData['areas']> {
  const like = `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const found = await sql`
    select id, name, code, level, parent_id from areas where valid_to is null and (name like ${like} or code like ${like.slice(1)}) order by level, code limit 50`;
  return rows('areas', found);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isUuid = (text: unknown): text is string => typeof text === 'string' && uuid.test(text);

const isText = (value: unknown): value is string => typeof value === 'string';

/** Every area that a set of rows names. */
export const areaIdsIn = (sets: readonly (Readonly<Record<string, unknown>> | null)[]): string[] =>
  sets.flatMap((set) => [set?.['areaId'], set?.['parentId']]).filter(isUuid);

const snake = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function rows<E extends ConfigEntity>(entity: E, found: readonly Row[]): readonly ConfigRow<E>[] {
  return found.map((row) => ({ id: row['id'] as string, ...setFrom(entity, row) })) as unknown as readonly ConfigRow<E>[];
}

function setFrom(entity: ConfigEntity, row: Row): AnySet {
  const value = (field: string): ConfigValue => {
    const stored = (row[snake(field)] ?? null) as ConfigValue;
    return Array.isArray(stored) ? [...(stored as readonly string[])].sort() : stored;
  };
  return Object.fromEntries(Object.keys(fieldsOf(entity)).map((field) => [field, value(field)]));
}

/** Columns of a row, from its fields; lists stand in tables of their own. */
export function columnsOf(entity: StoredEntity, set: AnySet): Record<string, never> {
  const own = Object.entries(configEntities[entity].fields).filter(
    ([, field]: [string, ConfigField]) => field.kind !== 'refs' || field.inline,
  );
  return Object.fromEntries(own.map(([field]) => [snake(field), set[field] ?? null])) as Record<string, never>;
}

/** One row and its lists. The realm's own row is written with the head of its stream. */
export function writeRow(
  sql: TransactionSql,
  realmId: string,
  entity: Exclude<StoredEntity, 'realm'>,
  { id, ...set }: AnyRow,
  create: boolean,
): Promise<unknown>[] {
  const columns = columnsOf(entity, set);
  const table = sql(tables[entity]);
  const own = create
    ? sql`insert into ${table} ${sql({ id, ...(entity === 'halls' ? { realm_id: realmId } : {}), ...columns })}`
    : sql`update ${table} set ${sql(columns)} where id = ${id}`;
  return [own.execute(), ...writeLinks(sql, entity, id, set)];
}

function writeLinks(sql: TransactionSql, entity: string, id: string, set: AnySet): Promise<unknown>[] {
  const link = entity === 'series' || entity === 'windows' ? links[entity] : null;
  if (!link) return [];
  const others = (set[link.field] as readonly string[]).map((other) => ({ [link.own]: id, [link.other]: other }));
  return [
    sql`delete from ${sql(link.table)} where ${sql(link.own)} = ${id}`.execute(),
    ...(others.length > 0 ? [sql`insert into ${sql(link.table)} ${sql(others)}`.execute()] : []),
  ];
}

/** Only what nothing refers to goes; the database would refuse the rest. */
export function removeRow(sql: TransactionSql, entity: Exclude<StoredEntity, 'realm'>, id: string): Promise<unknown>[] {
  const link = entity === 'series' || entity === 'windows' ? links[entity] : null;
  return [
    ...(link ? [sql`delete from ${sql(link.table)} where ${sql(link.own)} = ${id}`.execute()] : []),
    ...(entity === 'series' ? [sql`delete from window_series where series_id = ${id}`.execute()] : []),
    sql`delete from ${sql(tables[entity])} where id = ${id}`.execute(),
  ];
}

interface OpenRow {
  readonly hall: string;
  readonly series: string;
  readonly window: string | null;
  readonly n: number;
}

/** What goes on in the halls now, and which of what is to go something still refers to. */
export async function readFacts(sql: Connection, all: ConfigData, wishes: readonly ConfigWish[], now: Instant): Promise<ConfigFacts> {
  const removed = wishes.flatMap((wish) => (wish.set === null && wish.id !== null ? [wish.id] : []));
  const numbers = wishes.flatMap((wish) => (wish.entity === 'skills' ? (wish.set?.['staffNo'] ?? []) : [])).filter(isText);
  const packs = wishes.flatMap((wish) => (wish.entity === 'voices' ? (wish.set?.['pack'] ?? []) : [])).filter(isText);
  const zone = all.realm[0]?.timeZone ?? 'UTC';
  const halls = all.halls.map((hall) => hall.id);
  const dates = all.halls.map((hall) => businessDate(now, zone, hall.dayStartMinutes));
  const days = sql`select d.* from hall_days d join unnest(${halls}::uuid[], ${dates}::date[]) as t(hall, day) on t.hall = d.hall_id and t.day = d.business_date`;
  const [tickets, opened, ever, staff, recorded] = await Promise.all([
    sql<OpenRow[]>`
      with days as (${days}) select days.hall_id as hall, t.series_id as series, t.window_id as window, count(*)::int as n
      from days join tickets t on t.hall_day_id = days.id where t.state in ('WAITING', 'CALLED', 'SERVING', 'HELD') group by 1, 2, 3`,
    sql<
      { hall_id: string; counters: Record<string, number>; windows: Record<string, unknown> }[]
    >`with days as (${days}) select hall_id, counters, windows from days`,
    removed.length === 0 ? [] : readEver(sql, removed),
    numbers.length === 0
      ? []
      : sql<{ no: string }[]>`select staff_no as no from staff where realm_id = ${all.realm[0]?.id ?? null} and staff_no = any(${numbers})`,
    packs.length === 0
      ? []
      : sql<
          { key: string }[]
        >`select hall_id || ' ' || digest as key from voice_packs where digest = any(${packs}) and hall_id = any(${halls})`,
  ]);
  const open = new Map<string, number>();
  const count = (id: string | null, n: number): void => void (id !== null && open.set(id, (open.get(id) ?? 0) + n));
  for (const { hall, series, window, n } of tickets) for (const id of [hall, series, window]) count(id, n);
  for (const day of opened) for (const id of Object.keys(day.windows)) for (const busy of [id, day.hall_id]) count(busy, 1);
  const today = new Set(opened.flatMap((day) => Object.keys(day.counters)));
  return {
    open,
    today,
    ever: new Set(ever.map((row) => row.id)),
    staffNos: new Set(staff.map((row) => row.no)),
    voicePacks: new Set(recorded.map((row) => row.key)),
  };
}

function readEver(sql: Connection, ids: readonly string[]): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select w.id from unnest(${[...ids]}::uuid[]) as w(id) where
      exists (select 1 from hall_days where hall_id = w.id) or exists (select 1 from tickets where series_id = w.id) or exists (select 1 from tickets where window_id = w.id)
      or exists (select 1 from devices where hall_id = w.id) or exists (select 1 from staff_assignments where hall_id = w.id or department_id = w.id or area_id = w.id)
      or exists (select 1 from service_items where department_id = w.id or area_id = w.id) or exists (select 1 from departments where area_id = w.id)
      or exists (select 1 from halls where area_id = w.id) or exists (select 1 from areas where parent_id = w.id and valid_to is null) or exists (select 1 from series_items where series_id = w.id)
      or exists (select 1 from bookings where series_id = w.id) or exists (select 1 from booking_days where hall_id = w.id)`;
}
