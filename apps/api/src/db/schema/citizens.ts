import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { messageLanguages } from '@one-window/domain/languages';
import { cases } from './cases.ts';
import { instant } from './core.ts';
import { tickets } from './queue.ts';

/** Somebody who proved a phone number on the portal. It says who may look, not who somebody is: the person stands in `persons`. */
export const citizens = pgTable(
  'citizens',
  {
    id: uuid('id').primaryKey(),
    phoneEnc: text('phone_enc').notNull(),
    phoneIndex: text('phone_index').notNull(),
    /** In which this number is written to: that of the portal as it is used. */
    lang: text('lang', { enum: messageLanguages }).notNull().default('zh'),
    /** The version of the privacy notice that was shown and taken note of. */
    noticeVersion: text('notice_version').notNull(),
    noticedAt: instant('noticed_at').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('citizens_phone').on(t.phoneIndex), check('citizens_lang', sql`${t.lang} in ('zh', 'en')`)],
);

/** The token stands here only as a hash. */
export const citizenSessions = pgTable(
  'citizen_sessions',
  {
    id: uuid('id').primaryKey(),
    citizenId: uuid('citizen_id')
      .notNull()
      .references(() => citizens.id),
    tokenHash: text('token_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [uniqueIndex('citizen_sessions_token').on(t.tokenHash), index('citizen_sessions_citizen').on(t.citizenId)],
);

/** The one code that a phone was sent last. Unlogged: after a crash another is asked for. */
export const citizenCodes = pgTable('citizen_codes', {
  phoneIndex: text('phone_index').primaryKey(),
  codeHash: text('code_hash').notNull(),
  tries: integer('tries').notNull(),
  expiresAt: instant('expires_at').notNull(),
});

/**
 * What goes out to a phone: written in the transaction of what it tells, sent by a job, at least once, those of one case in
 * their order. Number and words are encrypted.
 */
export const messages = pgTable(
  'messages',
  {
    id: uuid('id').primaryKey(),
    toEnc: text('to_enc').notNull(),
    textEnc: text('text_enc').notNull(),
    /** What it tells: `code`, or the type of a case's event. */
    about: text('about').notNull(),
    caseId: uuid('case_id').references(() => cases.id),
    version: integer('version'),
    /** Of a number in a queue: it is not sent when that is over, and taken away with the day. */
    ticketId: uuid('ticket_id').references(() => tickets.id),
    tries: integer('tries').notNull().default(0),
    nextAt: instant('next_at').notNull(),
    sentAt: instant('sent_at'),
    failedAt: instant('failed_at'),
    /** Not sent, because what it tells was over before it could be. */
    droppedAt: instant('dropped_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('messages_case').on(t.caseId, t.version),
    index('messages_due')
      .on(t.nextAt, t.id)
      .where(sql`${t.sentAt} is null and ${t.failedAt} is null and ${t.droppedAt} is null`),
    index('messages_ticket')
      .on(t.ticketId)
      .where(sql`${t.ticketId} is not null`),
  ],
);
