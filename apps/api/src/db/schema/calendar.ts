import { boolean, check, date, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { dayKinds } from '@one-window/domain/calendar';
import { instant } from './core.ts';

/** One row per year whose State Council notice is known, or known to be missing. */
export const calendarYears = pgTable('calendar_years', {
  year: integer('year').primaryKey(),
  published: boolean('published').notNull(),
  notices: text('notices').array().notNull(),
  source: text('source').notNull(),
  loadedAt: instant('loaded_at').notNull(),
});

/** Days that a notice changes; all others follow the week. */
export const calendarDays = pgTable(
  'calendar_days',
  {
    date: date('date').primaryKey(),
    kind: text('kind', { enum: dayKinds }).notNull(),
    name: text('name').notNull(),
    noticeYear: integer('notice_year')
      .notNull()
      .references(() => calendarYears.year),
  },
  (t) => [check('calendar_days_kind', sql`${t.kind} in ('rest', 'work')`)],
);
