import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import type { Halt, WindowDay } from '@one-window/domain/hall-day';
import type { HelpRequests } from '@one-window/domain/help';
import type { SignatureRequests } from '@one-window/domain/signatures';
import { messageLanguages } from '@one-window/domain/languages';
import { noticeStates } from '@one-window/domain/notices';
import { openDays } from '@one-window/domain/opening';
import type { WindowSkills } from '@one-window/domain/skills';
import { directions, screenSounds } from '@one-window/domain/views';
import { spokenOrders, voices } from '@one-window/domain/voice';
import { priorityReasons, ticketStates, type QueuePolicy, type Ticket } from '@one-window/domain/tickets';
import { bytea, head, instant } from './core.ts';

const oneOf = (column: AnyPgColumn, values: readonly string[]) => sql`${column} in (${sql.raw(values.map((v) => `'${v}'`).join(', '))})`;

/** A city (or district) that runs one installation: the time zone and the rules that bind all of its halls. */
export const realms = pgTable('realms', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  nameEn: text('name_en'),
  timeZone: text('time_zone').notNull(),
  secondFactorRequired: boolean('second_factor_required').notNull().default(false),
  ...head,
});

export const halls = pgTable(
  'halls',
  {
    id: uuid('id').primaryKey(),
    realmId: uuid('realm_id')
      .notNull()
      .references(() => realms.id),
    areaId: uuid('area_id'),
    name: text('name').notNull(),
    nameEn: text('name_en'),
    notice: text('notice'),
    noticeEn: text('notice_en'),
    guideDesk: text('guide_desk'),
    guideDeskEn: text('guide_desk_en'),
    phone: text('phone'),
    silent: boolean('silent').notNull().default(false),
    dayStartMinutes: integer('day_start_minutes').notNull().default(0),
    opensMinutes: integer('opens_minutes').notNull().default(540),
    closesMinutes: integer('closes_minutes').notNull().default(1050),
    policy: jsonb('policy').$type<Partial<QueuePolicy>>().notNull().default({}),
    active: boolean('active').notNull().default(true),
  },
  (t) => [index('halls_realm').on(t.realmId), index('halls_area').on(t.areaId)],
);

export const series = pgTable(
  'series',
  {
    id: uuid('id').primaryKey(),
    hallId: uuid('hall_id')
      .notNull()
      .references(() => halls.id),
    prefix: text('prefix').notNull(),
    name: text('name').notNull(),
    nameEn: text('name_en'),
    hint: text('hint'),
    hintEn: text('hint_en'),
    place: text('place'),
    placeEn: text('place_en'),
    dailyMax: integer('daily_max'),
    targetMinutes: integer('target_minutes'),
    warnPerWindow: integer('warn_per_window'),
    bookingQuota: integer('booking_quota'),
    bookingMinutes: integer('booking_minutes'),
    bookingFromMinutes: integer('booking_from_minutes'),
    bookingToMinutes: integer('booking_to_minutes'),
    bookingBreakFromMinutes: integer('booking_break_from_minutes'),
    bookingBreakToMinutes: integer('booking_break_to_minutes'),
    /** Who comes to collect takes a number of this queue. */
    results: boolean('results').notNull().default(false),
    sort: integer('sort').notNull().default(0),
    active: boolean('active').notNull().default(true),
  },
  (t) => [uniqueIndex('series_prefix').on(t.hallId, t.prefix), check('series_prefix_form', sql`${t.prefix} ~ '^[A-Z]{1,2}$'`)],
);

export const windows = pgTable(
  'windows',
  {
    id: uuid('id').primaryKey(),
    hallId: uuid('hall_id')
      .notNull()
      .references(() => halls.id),
    label: text('label').notNull(),
    name: text('name').notNull(),
    nameEn: text('name_en'),
    zone: text('zone'),
    zoneEn: text('zone_en'),
    direction: text('direction', { enum: directions }),
    /** Queues that it helps with while nobody waits for its own (`window_series`). */
    fallbackIds: uuid('fallback_ids').array(),
    sort: integer('sort').notNull().default(0),
    active: boolean('active').notNull().default(true),
  },
  (t) => [uniqueIndex('windows_label').on(t.hallId, t.label), check('windows_direction', oneOf(t.direction, directions))],
);

/** Which queues a window serves: a comprehensive window simply serves many. */
export const windowSeries = pgTable(
  'window_series',
  {
    windowId: uuid('window_id')
      .notNull()
      .references(() => windows.id),
    seriesId: uuid('series_id')
      .notNull()
      .references(() => series.id),
  },
  (t) => [primaryKey({ columns: [t.windowId, t.seriesId] }), index('window_series_series').on(t.seriesId)],
);

const ofHall = () => ({
  id: uuid('id').primaryKey(),
  hallId: uuid('hall_id')
    .notNull()
    .references(() => halls.id),
});

/** When a hall gives numbers; a hall without a row is held to no hours. */
export const hallHours = pgTable(
  'hall_hours',
  {
    ...ofHall(),
    days: text('days', { enum: openDays }).notNull(),
    fromMinutes: integer('from_minutes').notNull(),
    toMinutes: integer('to_minutes').notNull(),
    lastNumberMinutes: integer('last_number_minutes').notNull().default(0),
    clearAfterMinutes: integer('clear_after_minutes'),
    extended: boolean('extended').notNull().default(false),
  },
  (t) => [
    uniqueIndex('hall_hours_from').on(t.hallId, t.days, t.fromMinutes),
    check('hall_hours_days', oneOf(t.days, openDays)),
    check('hall_hours_order', sql`${t.fromMinutes} < ${t.toMinutes}`),
  ],
);

/** Dates on which a hall stays shut whatever its hours say. */
export const hallClosures = pgTable(
  'hall_closures',
  {
    ...ofHall(),
    fromDate: date('from_date').notNull(),
    toDate: date('to_date').notNull(),
    reason: text('reason').notNull(),
    reasonEn: text('reason_en'),
  },
  (t) => [uniqueIndex('hall_closures_from').on(t.hallId, t.fromDate), check('hall_closures_order', sql`${t.fromDate} <= ${t.toDate}`)],
);

/** Which windows are to be open when. */
export const hallShifts = pgTable(
  'hall_shifts',
  {
    ...ofHall(),
    days: text('days', { enum: openDays }).notNull(),
    fromMinutes: integer('from_minutes').notNull(),
    toMinutes: integer('to_minutes').notNull(),
    windowIds: uuid('window_ids').array(),
  },
  (t) => [
    index('hall_shifts_hall').on(t.hallId),
    check('hall_shifts_days', oneOf(t.days, openDays)),
    check('hall_shifts_order', sql`${t.fromMinutes} < ${t.toMinutes}`),
  ],
);

/** How many numbers a queue gives in a part of a day. */
export const seriesQuotas = pgTable(
  'series_quotas',
  {
    ...ofHall(),
    seriesId: uuid('series_id')
      .notNull()
      .references(() => series.id),
    days: text('days', { enum: openDays }).notNull(),
    fromMinutes: integer('from_minutes').notNull(),
    toMinutes: integer('to_minutes').notNull(),
    maxNumbers: integer('max_numbers').notNull(),
  },
  (t) => [
    uniqueIndex('series_quotas_from').on(t.seriesId, t.days, t.fromMinutes),
    index('series_quotas_hall').on(t.hallId),
    check('series_quotas_days', oneOf(t.days, openDays)),
    check('series_quotas_order', sql`${t.fromMinutes} < ${t.toMinutes}`),
  ],
);

/**
 * What a clerk does not do, or only helps with, of what the hall's windows serve. By staff number, as a person writes it: a
 * number that stands here keeps (see register.ts), so the rule never loses the one whom it binds.
 */
export const clerkSkills = pgTable(
  'clerk_skills',
  {
    ...ofHall(),
    staffNo: text('staff_no').notNull(),
    neverIds: uuid('never_ids').array(),
    helpsIds: uuid('helps_ids').array(),
  },
  (t) => [uniqueIndex('clerk_skills_clerk').on(t.hallId, sql`lower(${t.staffNo})`)],
);

/** Recordings that a hall sent, by the digest of their bytes: never changed, only used or not. */
export const voicePacks = pgTable(
  'voice_packs',
  {
    hallId: uuid('hall_id')
      .notNull()
      .references(() => halls.id, { onDelete: 'cascade' }),
    digest: text('digest').notNull(),
    pack: bytea('pack').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.hallId, t.digest] })],
);

/** How the boards of a hall speak; a hall without a row speaks as ever. */
export const hallVoices = pgTable(
  'hall_voices',
  {
    ...ofHall(),
    speaks: text('speaks', { enum: voices }).notNull(),
    languages: text('languages', { enum: spokenOrders }).notNull(),
    speed: integer('speed').notNull(),
    yao: boolean('yao').notNull(),
    pack: text('pack'),
  },
  (t) => [
    uniqueIndex('hall_voices_hall').on(t.hallId),
    foreignKey({ name: 'hall_voices_pack', columns: [t.hallId, t.pack], foreignColumns: [voicePacks.hallId, voicePacks.digest] }),
    check('hall_voices_speaks', oneOf(t.speaks, voices)),
    check('hall_voices_languages', oneOf(t.languages, spokenOrders)),
  ],
);

/** The aggregate that a call locks. State columns are exactly the fold of its events. */
export const hallDays = pgTable(
  'hall_days',
  {
    id: uuid('id').primaryKey(),
    hallId: uuid('hall_id')
      .notNull()
      .references(() => halls.id),
    businessDate: date('business_date').notNull(),
    counters: jsonb('counters').$type<Record<string, number>>().notNull(),
    taken: integer('taken').notNull(),
    callSeq: integer('call_seq').notNull(),
    windows: jsonb('windows').$type<Record<string, WindowDay>>().notNull(),
    /** Windows that serve other queues today than `window_series` says. */
    skills: jsonb('skills').$type<Record<string, WindowSkills>>().notNull().default({}),
    help: jsonb('help').$type<HelpRequests>().notNull().default({}),
    /** What each window's pad asks to be signed, or was answered there last. */
    signing: jsonb('signing').$type<SignatureRequests>().notNull().default({}),
    /** Numbers are not given for now. */
    halt: jsonb('halt').$type<Halt>(),
    /** Minute of the date up to which who waited was cleared by the clock. */
    sweptTo: integer('swept_to'),
    clearedAt: instant('cleared_at'),
    ...head,
  },
  (t) => [uniqueIndex('hall_days_date').on(t.hallId, t.businessDate)],
);

export const tickets = pgTable(
  'tickets',
  {
    id: uuid('id').primaryKey(),
    hallDayId: uuid('hall_day_id')
      .notNull()
      .references(() => hallDays.id),
    seriesId: uuid('series_id')
      .notNull()
      .references(() => series.id),
    number: text('number').notNull(),
    seq: integer('seq').notNull(),
    order: bigint('order', { mode: 'number' }).notNull(),
    waitsFrom: instant('waits_from').notNull(),
    priority: text('priority', { enum: priorityReasons }),
    bookedAt: instant('booked_at'),
    returned: boolean('returned').notNull().default(false),
    forWindowId: uuid('for_window_id'),
    movedFrom: uuid('moved_from'),
    movedTo: uuid('moved_to'),
    itemId: uuid('item_id'),
    items: jsonb('items').$type<Ticket['items']>().notNull().default([]),
    /** No screen of the hall reads it: for which case somebody came is nobody's business. */
    cases: jsonb('cases').$type<Ticket['cases']>().notNull().default([]),
    personId: uuid('person_id'),
    state: text('state', { enum: ticketStates }).notNull(),
    windowId: uuid('window_id'),
    clerkId: uuid('clerk_id'),
    callSeq: integer('call_seq'),
    calls: integer('calls').notNull(),
    misses: integer('misses').notNull(),
    passes: integer('passes').notNull().default(0),
    why: jsonb('why').$type<Ticket['why']>(),
    takenAt: instant('taken_at').notNull(),
    firstCalledAt: instant('first_called_at'),
    calledAt: instant('called_at'),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    heldUntil: instant('held_until'),
    since: instant('since'),
    spent: jsonb('spent').$type<Ticket['spent']>().notNull(),
    inaccurate: boolean('inaccurate').notNull().default(false),
    notice: text('notice', { enum: noticeStates }),
    last: jsonb('last').$type<Ticket['last']>(),
  },
  (t) => [
    check('tickets_state', oneOf(t.state, ticketStates)),
    check('tickets_priority', oneOf(t.priority, priorityReasons)),
    check('tickets_notice', oneOf(t.notice, noticeStates)),
    check('tickets_at_window', sql`${t.state} not in ('CALLED', 'SERVING') or (${t.windowId} is not null and ${t.clerkId} is not null)`),
    uniqueIndex('tickets_number').on(t.hallDayId, t.number),
    // the last line of defence: one open call per window
    uniqueIndex('tickets_one_open_call')
      .on(t.windowId)
      .where(sql`${t.state} in ('CALLED', 'SERVING')`),
    // one open ticket per person, series and business date
    uniqueIndex('tickets_one_per_person')
      .on(t.hallDayId, t.seriesId, t.personId)
      .where(sql`${t.personId} is not null and ${t.state} in ('WAITING', 'CALLED', 'SERVING', 'HELD')`),
    index('tickets_open')
      .on(t.hallDayId, t.seriesId)
      .where(sql`${t.state} in ('WAITING', 'CALLED', 'SERVING', 'HELD')`),
    // who was called of those that came later: a call asks it of everybody who waits
    index('tickets_called')
      .on(t.hallDayId, t.order)
      .where(sql`${t.firstCalledAt} is not null`),
    // the last ones of a day, for views, without reading the whole day
    index('tickets_ended').on(t.hallDayId, t.endedAt),
    index('tickets_series').on(t.seriesId),
    index('tickets_person')
      .on(t.personId)
      .where(sql`${t.personId} is not null`),
    // whose phone may have to be told something
    index('tickets_notice')
      .on(t.hallDayId)
      .where(sql`${t.notice} in ('asked', 'near') and ${t.state} in ('WAITING', 'CALLED')`),
    // the visits of a case
    index('tickets_cases')
      .using('gin', t.cases.op('jsonb_path_ops'))
      .where(sql`${t.cases} <> '[]'`),
    index('tickets_held')
      .on(t.heldUntil)
      .where(sql`${t.state} = 'HELD'`),
  ],
);

/** The phone of a number that asked for a message; taken away when the day of the number is over. */
export const ticketNotices = pgTable('ticket_notices', {
  /** The ticket's own id. */
  id: uuid('id')
    .primaryKey()
    .references(() => tickets.id),
  phoneEnc: text('phone_enc').notNull(),
  lang: text('lang', { enum: messageLanguages }).notNull(),
  createdAt: instant('created_at').notNull(),
});

/** Which version of its page each device loaded last, and when. Unlogged (see roles.ts): by the next night it has loaded it anew. */
export const devicePages = pgTable('device_pages', {
  deviceId: uuid('device_id').primaryKey(),
  version: text('version').notNull(),
  loadedAt: instant('loaded_at').notNull(),
});

/** What each screen shows and spoke, as it said itself. Unlogged (see roles.ts): after a crash the screens say it again. */
export const screens = pgTable('screens', {
  deviceId: uuid('device_id').primaryKey(),
  shownSeq: integer('shown_seq').notNull(),
  spokenSeq: integer('spoken_seq').notNull(),
  sound: text('sound', { enum: screenSounds }).notNull(),
  seenAt: instant('seen_at').notNull(),
});
