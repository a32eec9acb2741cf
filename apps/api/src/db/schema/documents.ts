import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { signedDocuments } from '@one-window/domain/case-documents';
import { cases } from './cases.ts';
import { instant } from './core.ts';
import { files } from './files.ts';

export const documentStates = ['queued', 'signed'] as const;
/** Why a document that is due has no signature: nobody's press mends that, the key does. */
export const heldReasons = ['key_missing', 'key_unreadable', 'failed'] as const;
export type HeldReason = (typeof heldReasons)[number];

const list = (values: readonly string[]) => sql.raw(values.map((v) => `'${v}'`).join(', '));

/**
 * A decision as a document: queued in the transaction of its event, drawn and signed after it, and from then on these bytes
 * and no others. What lies in `files` under `file_id` is what `signature` is over.
 */
export const documents = pgTable(
  'documents',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id),
    /** The version of the case whose event it tells. */
    version: integer('version').notNull(),
    kind: text('kind', { enum: signedDocuments }).notNull(),
    state: text('state', { enum: documentStates }).notNull().default('queued'),
    held: text('held', { enum: heldReasons }),
    /** The hall to whose counter the result goes by itself once this is signed: it was decided while the citizen waits. */
    readyAtHall: uuid('ready_at_hall'),
    fileId: uuid('file_id').references(() => files.id),
    sha256: text('sha256'),
    keyId: text('key_id'),
    alg: text('alg'),
    signature: text('signature'),
    tries: integer('tries').notNull().default(0),
    nextAt: instant('next_at').notNull(),
    queuedAt: instant('queued_at').notNull(),
    signedAt: instant('signed_at'),
  },
  (t) => [
    uniqueIndex('documents_event').on(t.caseId, t.version),
    index('documents_file').on(t.fileId),
    index('documents_queue')
      .on(t.nextAt, t.id)
      .where(sql`${t.state} = 'queued'`),
    index('documents_ready')
      .on(t.id)
      .where(sql`${t.readyAtHall} is not null`),
    check('documents_kind', sql`${t.kind} in (${list(signedDocuments)})`),
    check('documents_state', sql`${t.state} in (${list(documentStates)})`),
    check('documents_held', sql`${t.held} is null or ${t.state} = 'queued' and ${t.held} in (${list(heldReasons)})`),
    check(
      'documents_signed',
      sql`(${t.state} = 'signed') = (${t.fileId} is not null and ${t.sha256} is not null and ${t.keyId} is not null and ${t.alg} is not null and ${t.signature} is not null and ${t.signedAt} is not null)`,
    ),
  ],
);

/** The public half of every key that has signed here: what it signed stays verifiable when it is gone. Never a private one. */
export const signingKeys = pgTable('signing_keys', {
  id: text('id').primaryKey(),
  alg: text('alg').notNull(),
  /** SPKI, DER, base64. */
  publicKey: text('public_key').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});
