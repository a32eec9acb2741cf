import {
  configOrder,
  fieldsOf,
  noConfig,
  rowsOf,
  textOf,
  type AnyRow,
  type AnySet,
  type ConfigData,
  type ConfigEntity,
} from '@one-window/domain/config';
import { businessDate, type DateText } from '@one-window/domain/time';
import type { TransactionSql } from 'postgres';
import type { Aggregate, LockedRow } from '../db/aggregates.ts';
import { closeArea, writeArea } from './areas.ts';
import { columnsOf, readConfig, removeRow, storedEntities, writeRow } from './store.ts';

/**
 * The configuration of a realm: one stream, in which every event is one thing made, changed (`set`: the whole of it) or
 * taken away (`null`). `before` stands there too, because what an import or a file brought in has no earlier event.
 */
export interface ConfigEvent {
  readonly type: 'config.set';
  /** The id of the thing. */
  readonly subject: string;
  readonly body: {
    readonly entity: ConfigEntity;
    readonly before: AnySet | null;
    readonly set: AnySet | null;
    /** The version whose change this one takes back. */
    readonly undoes: number | null;
  };
}

export interface RealmState {
  readonly version: number;
  /** By entity and id. */
  readonly rows: ReadonlyMap<string, AnyRow>;
  readonly dirty: ReadonlyMap<string, 'insert' | 'update' | 'delete'>;
  /** As it was when the realm was locked: what the rule plans with. */
  readonly data: ConfigData;
}

const keyOf = (entity: ConfigEntity, id: string): string => `${entity} ${id}`;
/** A flag is never empty: its column came with its default. */
const blank = (entity: ConfigEntity): AnySet =>
  Object.fromEntries(Object.entries(fieldsOf(entity)).map(([name, field]) => [name, field.kind === 'flag' ? field.default : null]));

export const realmAggregate: Aggregate<RealmState, ConfigEvent> = {
  rank: 20,
  table: 'realms',
  empty: () => ({ version: 0, rows: new Map(), dirty: new Map(), data: noConfig }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select * from realms where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    // read after the lock is held: nobody else changes a configuration now
    return row && { ...row, config: await readConfig(sql, id) };
  },
  read(row) {
    const data = row['config'] as ConfigData;
    return { version: row.version, rows: rowMap(data), dirty: new Map(), data };
  },
  apply(state, { subject, body: { entity, before, set } }) {
    const key = keyOf(entity, subject);
    const rows = new Map(state.rows);
    const dirty = new Map(state.dirty).set(key, set === null ? 'delete' : before === null ? 'insert' : 'update');
    if (set === null) rows.delete(key);
    // an event from before a field was there says nothing of it: it is as the table got it
    else rows.set(key, { ...blank(entity), ...set, id: subject });
    return { ...state, rows, dirty };
  },
  write(sql, id, state, head, create) {
    const { id: _id, ...realm } = state.rows.get(keyOf('realm', id))!;
    const columns = { ...columnsOf('realm', realm), version: head.version, head_hash: head.hash, head_at: head.at };
    const own = create ? sql`insert into realms ${sql({ id, ...columns })}` : sql`update realms set ${sql(columns)} where id = ${id}`;
    const day = businessDate(head.at, textOf(realm['timeZone']));
    return [own.execute(), ...writeDirty(sql, id, state, day)];
  },
  /**
   * A realm whose stream begins with its making is compared whole: a hall that no event made is found. Departments come
   * with the catalogue's import, the hotline's routes were once rows without a history, and a realm that was there before its log brought its halls along: of those, what events
   * have named since. Areas are not compared: what an import knows of them has the last word.
   */
  async stored(sql, id) {
    const named = new Set(
      (await sql<{ key: string }[]>`select distinct body::json ->> 'entity' || ' ' || subject as key from events where stream = ${id}`).map(
        (row) => row.key,
      ),
    );
    const [first] = await sql<{ made: boolean }[]>`
      select subject = stream and body::json ->> 'entity' = 'realm' and body::json ->> 'before' is null as made from events where stream = ${id} and version = 1`;
    const all = rowMap(await readConfig(sql, id));
    return new Map([...all].filter(([key]) => named.has(key) || (first?.made === true && !/^(departments|orderRoutes) /.test(key))));
  },
  folded: (state) => new Map([...state.rows].filter(([key]) => !key.startsWith('areas '))),
};

/** Takes away first, as a label or letter may pass to another; then makes what others refer to before them. */
function writeDirty(sql: TransactionSql, realmId: string, state: RealmState, day: DateText): Promise<unknown>[] {
  const own = configOrder.filter((entity) => entity !== 'realm');
  const of = (entity: ConfigEntity, how: readonly string[]): string[] =>
    [...state.dirty].filter(([key, is]) => key.startsWith(`${entity} `) && how.includes(is)).map(([key]) => key);
  const removals = own.toReversed().flatMap((entity) =>
    of(entity, ['delete']).flatMap((key) => {
      const id = key.slice(entity.length + 1);
      return entity === 'areas' ? closeArea(sql, id, day) : removeRow(sql, entity, id);
    }),
  );
  const updates = own.flatMap((entity) => {
    const keys = of(entity, ['insert', 'update']);
    if (entity !== 'areas')
      return keys.flatMap((key) => writeRow(sql, realmId, entity, state.rows.get(key)!, state.dirty.get(key) === 'insert'));
    // the larger ones first: the smaller lie in them
    const areas = keys.map((key) => state.rows.get(key)!).sort((a, b) => Number(a['level']) - Number(b['level']));
    return areas.flatMap((area) => writeArea(sql, area, day));
  });
  return [...removals, ...updates];
}

function rowMap(data: ConfigData): ReadonlyMap<string, AnyRow> {
  return new Map(storedEntities.flatMap((entity) => rowsOf(data, entity).map((row) => [keyOf(entity, row.id), row] as const)));
}
