import { sql } from 'drizzle-orm';
import { customType, integer, index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/** An instant. Always with time zone: servers may run in UTC, halls do not. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'string' });

/** Head of a chain; stands on the row of every aggregate, so that a cut tail shows. */
export const head = {
  version: integer('version').notNull().default(0),
  headHash: bytea('head_hash').notNull(),
  headAt: instant('head_at').notNull(),
};

/**
 * The log. Append-only for the service's role; a stream is one aggregate's history, gapless by version. The table is
 * partitioned by the month in which a stream began, which this builder cannot say: migration 0001 and log/partitions.ts.
 */
export const events = pgTable(
  'events',
  {
    stream: uuid('stream').notNull(),
    version: integer('version').notNull(),
    kind: text('kind').notNull(),
    type: text('type').notNull(),
    subject: uuid('subject').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    commandKey: text('command_key'),
    recordedAt: instant('recorded_at').notNull(),
    effectiveAt: instant('effective_at'),
    /** Canonical JSON text: jsonb would not give back the bytes that were hashed. */
    body: text('body').notNull(),
    alg: text('alg').notNull(),
    contentHash: bytea('content_hash').notNull(),
    prevHash: bytea('prev_hash').notNull(),
    hash: bytea('hash').notNull(),
    xid: xid8('xid')
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (t) => [
    primaryKey({ columns: [t.stream, t.version] }),
    index('events_xid').on(t.xid),
    // what who audits looks for: newest first, about something, by somebody, of a kind (log/search.ts)
    index('events_recorded').on(t.recordedAt, t.stream, t.version),
    index('events_subject').on(t.subject),
    index('events_actor').on(t.actorId, t.recordedAt),
    index('events_type').on(t.type, t.recordedAt),
  ],
);

/** One row per accepted command: its twin gets the same answer. */
export const commandKeys = pgTable(
  'command_keys',
  {
    actor: text('actor').notNull(),
    key: text('key').notNull(),
    requestHash: bytea('request_hash').notNull(),
    response: text('response').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] }), index('command_keys_created').on(t.createdAt)],
);

/**
 * Daily keyed root over the heads that moved; also exported to a file, out of reach of whoever holds the database.
 * `content` is what it is over, so that every process can export it (null for seals from before that).
 */
export const logRoots = pgTable('log_roots', {
  day: text('day').primaryKey(),
  heads: integer('heads').notNull(),
  root: text('root').notNull(),
  previous: text('previous').notNull(),
  keyId: text('key_id').notNull(),
  content: text('content'),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** Facts about this database itself, e.g. `epoch`: a restore gets a new one, so that no screen freezes. */
export const meta = pgTable('meta', { key: text('key').primaryKey(), value: jsonb('value').notNull() });
