import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { ratingChannels, ratingStages } from '@one-window/domain/ratings';
import { head, instant } from './core.ts';
import { halls } from './queue.ts';

const list = (values: readonly string[]) => sql.raw(values.map((v) => `'${v}'`).join(', '));

/**
 * What somebody thought of one finished step. Who served is not in it, who rated neither: the words stand encrypted beside,
 * and `source` is a keyed digest by which many from one place are seen and nobody is known.
 */
export const ratings = pgTable(
  'ratings',
  {
    id: uuid('id').primaryKey(),
    hallId: uuid('hall_id')
      .notNull()
      .references(() => halls.id),
    stage: text('stage', { enum: ratingStages }).notNull(),
    /** The ticket of a visit, else the case. */
    targetId: uuid('target_id').notNull(),
    windowId: uuid('window_id'),
    seriesId: uuid('series_id'),
    level: integer('level').notNull(),
    tags: text('tags').array().notNull(),
    tagsVersion: text('tags_version').notNull(),
    channel: text('channel', { enum: ratingChannels }).notNull(),
    tookMs: integer('took_ms'),
    stepAt: instant('step_at').notNull(),
    /** The hall's day on which the step was finished: what is counted together. */
    stepOn: date('step_on').notNull(),
    givenAt: instant('given_at').notNull(),
    textDigest: text('text_digest'),
    textEnc: text('text_enc'),
    source: text('source'),
    ...head,
  },
  (t) => [
    // 一次一评, 一事一评: whatever the code forgot
    uniqueIndex('ratings_once').on(t.targetId, t.stage),
    index('ratings_hall_day').on(t.hallId, t.stepOn),
    check('ratings_level', sql`${t.level} between 1 and 5`),
    check('ratings_stage', sql`${t.stage} in (${list(ratingStages)})`),
    check('ratings_channel', sql`${t.channel} in (${list(ratingChannels)})`),
  ],
);
