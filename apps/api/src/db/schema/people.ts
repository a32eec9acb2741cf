import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgTable, text, timestamp, uniqueIndex, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core';
import { boardTemplates } from '@one-window/domain/boards';
import { deviceKinds, purposes, roles } from '@one-window/domain/permissions';
import { head, instant } from './core.ts';
import { halls, realms } from './queue.ts';

const oneOf = (column: AnyPgColumn, values: readonly string[]) => sql`${column} in (${sql.raw(values.map((v) => `'${v}'`).join(', '))})`;

/**
 * A member of staff. `*_enc` are encrypted fields (security/fields.ts): a dump tells no name. `personal` is a keyed digest
 * of them, so that the log can prove what was entered without saying it.
 */
export const staff = pgTable(
  'staff',
  {
    id: uuid('id').primaryKey(),
    realmId: uuid('realm_id')
      .notNull()
      .references(() => realms.id),
    staffNo: text('staff_no').notNull(),
    nameEnc: text('name_enc').notNull(),
    phoneEnc: text('phone_enc'),
    idNoEnc: text('id_no_enc'),
    personal: text('personal').notNull(),
    active: boolean('active').notNull(),
    /** Made by the demo seed: refused everywhere else. */
    demo: boolean('demo').notNull(),
    /** The password was made by somebody else and opens nothing but its replacement. */
    oneTimePassword: boolean('one_time_password').notNull().default(false),
    ...head,
  },
  (t) => [uniqueIndex('staff_no').on(sql`lower(${t.staffNo})`), index('staff_realm').on(t.realmId)],
);

/** A role, held somewhere, for something, for a time. Never deleted: its end is a date. */
export const staffAssignments = pgTable(
  'staff_assignments',
  {
    id: uuid('id').primaryKey(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    roleId: text('role_id', { enum: roles }).notNull(),
    areaId: uuid('area_id'),
    departmentId: uuid('department_id'),
    hallId: uuid('hall_id').references(() => halls.id),
    itemGroup: text('item_group'),
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to'),
  },
  (t) => [
    check('staff_assignments_role', oneOf(t.roleId, roles)),
    index('staff_assignments_staff').on(t.staffId),
    index('staff_assignments_hall').on(t.hallId),
    index('staff_assignments_area').on(t.areaId),
    index('staff_assignments_department').on(t.departmentId),
  ],
);

/** What one member of staff did on one day outside any hall: sign-ins, and every reading of personal data. */
export const staffDays = pgTable(
  'staff_days',
  {
    id: uuid('id').primaryKey(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    businessDate: date('business_date').notNull(),
    signIns: integer('sign_ins').notNull(),
    refusals: integer('refusals').notNull(),
    ...head,
  },
  (t) => [uniqueIndex('staff_days_date').on(t.staffId, t.businessDate)],
);

/** 谁看过我的信息: each reading in clear, with its reason. */
export const personReads = pgTable(
  'person_reads',
  {
    id: uuid('id').primaryKey(),
    staffDayId: uuid('staff_day_id')
      .notNull()
      .references(() => staffDays.id),
    personId: uuid('person_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    /** What it was read for: a ticket that is served, or a case that the reader works on. */
    ticketId: uuid('ticket_id'),
    caseId: uuid('case_id'),
    purpose: text('purpose', { enum: purposes }).notNull(),
    readAt: instant('read_at').notNull(),
  },
  (t) => [
    check('person_reads_purpose', oneOf(t.purpose, purposes)),
    check('person_reads_for', sql`num_nonnulls(${t.ticketId}, ${t.caseId}) = 1`),
    index('person_reads_person').on(t.personId, t.readAt),
    index('person_reads_day').on(t.staffDayId),
    index('person_reads_staff').on(t.staffId),
    index('person_reads_time').on(t.readAt, t.id),
  ],
);

/** A citizen. Found by blind index, shown masked, read in clear only with a purpose. */
export const persons = pgTable(
  'persons',
  {
    id: uuid('id').primaryKey(),
    nameEnc: text('name_enc'),
    idNoEnc: text('id_no_enc'),
    idNoIndex: text('id_no_index'),
    phoneEnc: text('phone_enc'),
    phoneIndex: text('phone_index'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Content lawfully deleted; the row stays, so that the log's identifiers lead somewhere. */
    purgedAt: instant('purged_at'),
  },
  (t) => [uniqueIndex('persons_id_no').on(t.idNoIndex), index('persons_phone').on(t.phoneIndex)],
);

/** An unattended screen of a hall. Its token stands here only as a hash. */
export const devices = pgTable(
  'devices',
  {
    id: uuid('id').primaryKey(),
    hallId: uuid('hall_id')
      .notNull()
      .references(() => halls.id),
    kind: text('kind', { enum: deviceKinds }).notNull(),
    name: text('name').notNull(),
    place: text('place'),
    windowId: uuid('window_id'),
    /** What a board shows; a kiosk and a pad have the first. */
    template: text('template', { enum: boardTemplates }).notNull().default('hall'),
    zone: text('zone'),
    tokenHash: text('token_hash').notNull(),
    pairedBy: text('paired_by').notNull(),
    pairedAt: instant('paired_at').notNull(),
    /** When somebody last wanted its page loaded anew. */
    reloadAt: instant('reload_at'),
    revokedAt: instant('revoked_at'),
    ...head,
  },
  (t) => [
    check('devices_kind', oneOf(t.kind, deviceKinds)),
    check('devices_template', oneOf(t.template, boardTemplates)),
    uniqueIndex('devices_token').on(t.tokenHash),
    index('devices_hall').on(t.hallId),
  ],
);

/** A device waits here, ten minutes at most, until staff typed the code that it shows. Unlogged: after a crash it asks again. */
export const pairings = pgTable(
  'pairings',
  {
    pollHash: text('poll_hash').primaryKey(),
    codeHash: text('code_hash').notNull(),
    tokenHash: text('token_hash').notNull(),
    deviceId: uuid('device_id'),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [uniqueIndex('pairings_code').on(t.codeHash), index('pairings_expiry').on(t.expiresAt)],
);

/** One limiter for sign-in, pairing, setup and every later code page. Unlogged; buckets are keyed hashes. */
export const limits = pgTable(
  'limits',
  {
    bucket: text('bucket').primaryKey(),
    count: integer('count').notNull(),
    lastAt: instant('last_at').notNull(),
    lockedUntil: instant('locked_until'),
  },
  (t) => [index('limits_age').on(t.lastAt)],
);

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Sign-in proper, in the shape that better-auth wants. The id is the staff id; name and e-mail hold no person. */
export const staffLogins = pgTable('staff_logins', {
  id: uuid('id')
    .primaryKey()
    .references(() => staff.id),
  username: text('username').notNull().unique(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

export const staffSessions = pgTable(
  'staff_sessions',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => staffLogins.id),
    token: text('token').notNull().unique(),
    expiresAt: moment('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    /** Its event is in the log. The library makes the row; until then it is nobody's session. */
    recorded: boolean('recorded').notNull().default(false),
  },
  (t) => [index('staff_sessions_user').on(t.userId)],
);

export const staffAccounts = pgTable(
  'staff_accounts',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => staffLogins.id),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: moment('access_token_expires_at'),
    refreshTokenExpiresAt: moment('refresh_token_expires_at'),
    scope: text('scope'),
    /** argon2id */
    password: text('password'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [uniqueIndex('staff_accounts_login').on(t.userId, t.providerId)],
);

export const staffVerifications = pgTable(
  'staff_verifications',
  {
    id: uuid('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [index('staff_verifications_identifier').on(t.identifier), index('staff_verifications_expiry').on(t.expiresAt)],
);

export const staffSecondFactors = pgTable(
  'staff_second_factors',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => staffLogins.id),
    /** Encrypted by better-auth under the session secret of the key file. */
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    verified: boolean('verified').notNull().default(false),
    failedVerificationCount: integer('failed_verification_count').notNull().default(0),
    lockedUntil: moment('locked_until'),
  },
  (t) => [uniqueIndex('staff_second_factors_login').on(t.userId)],
);
