import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core';

/**
 * An administrative area, from province (1) to village (5). The id is the area: a new name or a new place in the tree keeps
 * it, an area that ceases to exist is closed by `valid_to` (the first day on which it is no more) and never deleted.
 */
export const areas = pgTable(
  'areas',
  {
    id: uuid('id').primaryKey(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    level: integer('level').notNull(),
    parentId: uuid('parent_id').references((): AnyPgColumn => areas.id),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to'),
  },
  (t) => [
    uniqueIndex('areas_code')
      .on(t.code)
      .where(sql`${t.validTo} is null`),
    index('areas_parent').on(t.parentId),
    check('areas_code_form', sql`${t.code} ~ '^[0-9]{12}$'`),
    check('areas_level', sql`${t.level} between 1 and 5`),
    check('areas_not_own_parent', sql`${t.parentId} <> ${t.id}`),
  ],
);

/** Names an area had before, so that an old paper can be read: from the first day to the first day of the next name. */
export const areaNames = pgTable(
  'area_names',
  {
    areaId: uuid('area_id')
      .notNull()
      .references(() => areas.id),
    name: text('name').notNull(),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to').notNull(),
  },
  (t) => [primaryKey({ columns: [t.areaId, t.validTo] })],
);

/** Who lies in whom, and since when. Scopes are answered from here, never from the digits of a code. */
export const areaClosure = pgTable(
  'area_closure',
  {
    ancestorId: uuid('ancestor_id')
      .notNull()
      .references(() => areas.id),
    descendantId: uuid('descendant_id')
      .notNull()
      .references(() => areas.id),
    depth: integer('depth').notNull(),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to'),
  },
  (t) => [primaryKey({ columns: [t.descendantId, t.ancestorId, t.validFrom] }), index('area_closure_down').on(t.ancestorId, t.depth)],
);
