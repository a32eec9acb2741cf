import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Case } from '@one-window/domain/case-events';
import { caseStatuses } from '@one-window/domain/case-words';
import { signedActions } from '@one-window/domain/signatures';
import { departments, itemVersions } from './catalogue.ts';
import { head, instant } from './core.ts';
import { persons } from './people.ts';
import { halls } from './queue.ts';

const list = (values: readonly string[]) => sql.raw(values.map((v) => `'${v}'`).join(', '));

/**
 * A case (办件): `state` is what its events make of it; the columns beside it are what lists ask for and what constraints
 * hold. `due_at` is an index that can be recomputed, never a counter. `answers` stand outside the log with the form.
 */
export const cases = pgTable(
  'cases',
  {
    id: uuid('id').primaryKey(),
    hallId: uuid('hall_id')
      .notNull()
      .references(() => halls.id),
    itemVersionId: uuid('item_version_id')
      .notNull()
      .references(() => itemVersions.id),
    applicantId: uuid('applicant_id')
      .notNull()
      .references(() => persons.id),
    deptId: uuid('dept_id')
      .notNull()
      .references(() => departments.id),
    /** 配合部门: who else sees it, because they answer a branch of it. */
    assistIds: uuid('assist_ids').array().notNull().default([]),
    branchesOpen: integer('branches_open').notNull().default(0),
    /** The hall or the department that answers for it now. */
    unitId: uuid('unit_id').notNull(),
    caseKind: text('case_kind').notNull(),
    /** By which anybody finds it from the first draft on; the case number comes with the receipt. */
    ref: text('ref').notNull(),
    caseNo: text('case_no'),
    status: text('status', { enum: caseStatuses }).notNull(),
    decision: text('decision'),
    acceptedAt: instant('accepted_at'),
    decidedBy: text('decided_by'),
    /** Who began it on the portal. */
    citizenId: uuid('citizen_id'),
    intakeBy: text('intake_by').array().notNull(),
    dueAt: instant('due_at'),
    /** Somebody still has to do something about it: decide, make, hand over, serve. */
    open: boolean('open').notNull(),
    endedAt: instant('ended_at'),
    servedAt: instant('served_at'),
    archivedAt: instant('archived_at'),
    /** The last day on which the archived package has to be kept; null for ever, or while it is not archived. */
    keepUntil: date('keep_until'),
    /** Decisions of it that wait for their signature. Counted beside the fold: what signs them is no press on the case. */
    unsigned: integer('unsigned').notNull().default(0),
    answers: jsonb('answers').$type<Record<string, string>>().notNull(),
    state: jsonb('state').$type<Case>().notNull(),
    /** Door, ticket and ticks of the check list: folded too, but no part of the machine. */
    intake: jsonb('intake').notNull(),
    ...head,
  },
  (t) => [
    uniqueIndex('cases_no').on(t.caseNo),
    uniqueIndex('cases_ref').on(t.ref),
    // what is open is few, whatever lies in the archive: lists and their counts go along these, and read nothing else
    index('cases_hall_open')
      .on(t.hallId, t.dueAt, t.id, t.status)
      .where(sql`${t.open}`),
    index('cases_dept_open')
      .on(t.deptId, t.dueAt, t.id, t.status)
      .where(sql`${t.open}`),
    index('cases_hall').on(t.hallId, t.dueAt, t.id),
    index('cases_dept').on(t.deptId, t.dueAt, t.id),
    // what has ended and lies in no archive yet
    index('cases_resting')
      .on(t.endedAt, t.id)
      .where(sql`${t.endedAt} is not null and ${t.archivedAt} is null`),
    index('cases_assists').using('gin', t.assistIds),
    index('cases_applicant').on(t.applicantId),
    index('cases_citizen').on(t.citizenId),
    // what was begun from a number
    index('cases_ticket')
      .on(sql`(${t.intake} ->> 'ticketId')`)
      .where(sql`${t.intake} ->> 'ticketId' is not null`),
    check('cases_status', sql`${t.status} in (${list(caseStatuses)})`),
    check('cases_decided_after_intake', sql`${t.decision} is null or ${t.acceptedAt} is not null`),
    // 并联审批: a decision waits for every department
    // nothing unsigned is handed over; a revocation that waits for its own signature comes after that
    check(
      'cases_signed_first',
      sql`${t.unsigned} = 0 or ${t.state} ->> 'revokedAt' is not null or (${t.status} not in ('READY', 'CONCLUDED') and ${t.servedAt} is null)`,
    ),
    check('cases_decided_after_branches', sql`${t.decision} is null or ${t.branchesOpen} = 0`),
    // 受审分离: only an immediate item is decided at the window that took it in
    check('cases_receiver_decides', sql`${t.caseKind} = 'INSTANT' or ${t.decidedBy} is null or not ${t.decidedBy} = any(${t.intakeBy})`),
  ],
);

/** Opinions, reasons and bases in words, encrypted; the log holds their keyed digest. */
export const caseTexts = pgTable(
  'case_texts',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id),
    /** The version of the case whose event this belongs to. */
    version: integer('version').notNull(),
    field: text('field').notNull(),
    textEnc: text('text_enc').notNull(),
    digest: text('digest').notNull(),
  },
  (t) => [index('case_texts_case').on(t.caseId, t.version)],
);

/**
 * A signature that was drawn on a pad: strokes of points, encrypted, never a picture. Written with the event that it was drawn;
 * bound to the hand-over by `version`. One by which nothing was handed over is deleted after a day.
 */
export const signatures = pgTable(
  'signatures',
  {
    /** Of the request. */
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id),
    action: text('action', { enum: signedActions }).notNull(),
    /** For whom it was asked, and as whom the signer was known. */
    staffId: uuid('staff_id').notNull(),
    recipientBy: text('recipient_by', { enum: ['identity', 'code', 'authority'] }).notNull(),
    authorityId: uuid('authority_id'),
    signedAt: instant('signed_at').notNull(),
    /** The version of the case that was handed over with it; null until then. */
    version: integer('version'),
    strokesEnc: text('strokes_enc').notNull(),
    digest: text('digest').notNull(),
  },
  (t) => [
    index('signatures_case').on(t.caseId, t.version),
    index('signatures_loose')
      .on(t.signedAt)
      .where(sql`${t.version} is null`),
  ],
);

/**
 * What was refused to a citizen on a case, or on the item of one that never was: outside the log, which has no stream for a
 * citizen. One row for each way, however often it was tried.
 */
export const citizenRefusals = pgTable(
  'citizen_refusals',
  {
    citizenId: uuid('citizen_id').notNull(),
    subject: uuid('subject').notNull(),
    action: text('action').notNull(),
    code: text('code').notNull(),
    times: integer('times').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.citizenId, t.subject, t.action, t.code] }), index('citizen_refusals_subject').on(t.subject)],
);

/** The last number given of a series of case numbers on a day: reserved before the case is written, so a number may stay unused. */
export const caseSerials = pgTable(
  'case_serials',
  { series: text('series').notNull(), day: date('day').notNull(), last: integer('last').notNull() },
  (t) => [primaryKey({ columns: [t.series, t.day] })],
);
