import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { instant } from './core.ts';

/**
 * The file whose bytes lie on the disk under this id. Written with the event that adds it, after the bytes; deleted with the
 * event that removes it, and the bytes with it. What it is for and how far it is believed stands in the case.
 */
export const files = pgTable(
  'files',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id),
    bytes: integer('bytes').notNull(),
    /** The key of these bytes alone. */
    keyEnc: text('key_enc').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('files_case').on(t.caseId)],
);
