import { sql } from 'drizzle-orm';
import { boolean, char, check, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { itemStates, itemTypeCodes } from '@one-window/domain/catalogue';
import type { ItemGuideVersion } from '@one-window/domain/item-guide';
import { areas } from './areas.ts';
import { instant } from './core.ts';
import { series } from './queue.ts';

const list = (values: readonly string[]) => sql.raw(values.map((v) => `'${v}'`).join(', '));

/**
 * A department of one area. `code` stays as it was published; `code_valid` says whether it is a unified social credit code.
 * `published_name` is how the catalogue names it: an administrator may rename a department and the next import still knows it.
 */
export const departments = pgTable(
  'departments',
  {
    id: uuid('id').primaryKey(),
    areaId: uuid('area_id')
      .notNull()
      .references(() => areas.id),
    name: text('name').notNull(),
    nameEn: text('name_en'),
    publishedName: text('published_name'),
    code: text('code'),
    codeValid: boolean('code_valid').notNull().default(false),
    active: boolean('active').notNull().default(true),
  },
  (t) => [uniqueIndex('departments_name').on(t.areaId, t.name), uniqueIndex('departments_published').on(t.areaId, t.publishedName)],
);

/** A service item. `incomplete` rows hold exactly what was published and wait for two people to complete them. */
export const serviceItems = pgTable(
  'service_items',
  {
    id: uuid('id').primaryKey(),
    areaId: uuid('area_id')
      .notNull()
      .references(() => areas.id),
    departmentId: uuid('department_id')
      .notNull()
      .references(() => departments.id),
    /** The publisher's own code; national codes only where they can be read from it. */
    externalCode: text('external_code').notNull(),
    departmentCode: text('department_code'),
    name: text('name').notNull(),
    nameEn: text('name_en'),
    theme: text('theme'),
    type: char('type', { length: 2 }).notNull(),
    catalogCode: char('catalog_code', { length: 12 }),
    taskCode: char('task_code', { length: 31 }),
    state: text('state', { enum: itemStates }).notNull(),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to'),
    /** What the search compares: name without punctuation, its pinyin by syllable, the initials. */
    searchKey: text('search_key').notNull(),
    pinyin: text('pinyin').notNull(),
    initials: text('initials').notNull(),
    /** Single characters, character pairs, pinyin triples (`p:`), pairs of initials (`i:`): one index for every way of asking. */
    grams: text('grams').array().notNull(),
  },
  (t) => [
    uniqueIndex('service_items_code')
      .on(t.areaId, t.externalCode)
      .where(sql`${t.validTo} is null`),
    index('service_items_grams').using('gin', t.grams),
    index('service_items_department').on(t.departmentId),
    check('service_items_state', sql`${t.state} in (${list(itemStates)})`),
    check('service_items_type', sql`${t.type} in (${list(itemTypeCodes)})`),
  ],
);

/**
 * What is told of an item, one immutable version after the other; a case keeps the one with which it began. `sample` marks what
 * was written as an example and never checked by the department.
 */
export const itemVersions = pgTable(
  'item_versions',
  {
    id: uuid('id').primaryKey(),
    itemId: uuid('item_id')
      .notNull()
      .references(() => serviceItems.id),
    version: integer('version').notNull(),
    sample: boolean('sample').notNull(),
    publishedAt: instant('published_at').notNull(),
    guide: jsonb('guide').$type<ItemGuideVersion>().notNull(),
  },
  (t) => [
    uniqueIndex('item_versions_number').on(t.itemId, t.version),
    check('item_versions_from_one', sql`${t.version} >= 1`),
    // 零跑动: an item for which nobody comes asks for nothing that is made at a window
    check(
      'item_versions_no_visit',
      sql`${t.guide} -> 'visits' ->> 'most' is distinct from '0' or not ${t.guide} -> 'materials' @> '[{"from":"here"}]'`,
    ),
  ],
);

/** Which queue takes a department's business. A hall may have one series for many departments, or several for one. */
export const seriesDepartments = pgTable(
  'series_departments',
  {
    seriesId: uuid('series_id')
      .notNull()
      .references(() => series.id),
    departmentId: uuid('department_id')
      .notNull()
      .references(() => departments.id),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.departmentId] }), index('series_departments_department').on(t.departmentId)],
);

/** Exceptions to the department's queue: this one item goes here. */
export const seriesItems = pgTable(
  'series_items',
  {
    seriesId: uuid('series_id')
      .notNull()
      .references(() => series.id),
    itemId: uuid('item_id')
      .notNull()
      .references(() => serviceItems.id),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.itemId] }), index('series_items_item').on(t.itemId)],
);

/** What was loaded from which file, when, and what the importer had to say about it. */
export const imports = pgTable(
  'imports',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    source: text('source').notNull(),
    /** SHA-256 of the file: the same file is not read twice by the seed. */
    digest: text('digest').notNull(),
    loadedAt: instant('loaded_at').notNull(),
    report: jsonb('report').notNull(),
  },
  (t) => [index('imports_kind').on(t.kind, t.digest)],
);
