import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { inForce, licenceStatuses } from '@one-window/domain/licences';
import { cases } from './cases.ts';
import { departments, itemVersions } from './catalogue.ts';
import { head, instant } from './core.ts';
import { persons } from './people.ts';

const list = (values: readonly string[]) => sql.raw(values.map((v) => `'${v}'`).join(', '));

/** A result that is a licence (证照), as its own events make it; born in the change that makes the result of its case. */
export const licences = pgTable(
  'licences',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id),
    deptId: uuid('dept_id')
      .notNull()
      .references(() => departments.id),
    itemVersionId: uuid('item_version_id')
      .notNull()
      .references(() => itemVersions.id),
    holderId: uuid('holder_id')
      .notNull()
      .references(() => persons.id),
    number: text('number').notNull(),
    status: text('status', { enum: licenceStatuses }).notNull(),
    validFrom: date('valid_from').notNull(),
    /** The last day; null where it has no end. */
    validTo: date('valid_to'),
    issuedAt: instant('issued_at').notNull(),
    endedAt: instant('ended_at'),
    ...head,
  },
  (t) => [
    // one case grants one licence, and no number is given twice
    uniqueIndex('licences_case').on(t.caseId),
    uniqueIndex('licences_number').on(t.number),
    index('licences_dept').on(t.deptId, t.id),
    index('licences_holder').on(t.holderId),
    index('licences_running')
      .on(t.validTo)
      .where(sql`${t.status} in (${list(inForce)}) and ${t.validTo} is not null`),
    check('licences_status', sql`${t.status} in (${list(licenceStatuses)})`),
    check('licences_dates', sql`${t.validTo} is null or ${t.validTo} >= ${t.validFrom}`),
    // in force, or since when it is not
    check('licences_ended', sql`(${t.status} in (${list(inForce)})) = (${t.endedAt} is null)`),
  ],
);

/** Why something was done to a licence, in words, encrypted; the log holds their keyed digest. */
export const licenceTexts = pgTable(
  'licence_texts',
  {
    id: uuid('id').primaryKey(),
    licenceId: uuid('licence_id')
      .notNull()
      .references(() => licences.id),
    version: integer('version').notNull(),
    textEnc: text('text_enc').notNull(),
    digest: text('digest').notNull(),
  },
  (t) => [index('licence_texts_licence').on(t.licenceId, t.version)],
);
