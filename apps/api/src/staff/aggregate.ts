import type { TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import type { ErrorCode } from '@one-window/domain/errors';
import type { Damage } from '@one-window/domain/log';
import type { Assignment, Purpose } from '@one-window/domain/permissions';
import type { DateText, Instant } from '@one-window/domain/time';
import type { Aggregate, LockedRow } from '../db/aggregates.ts';

export interface StaffMember {
  readonly id: string;
  readonly realmId: string;
  readonly staffNo: string;
  /** Keyed digest of name, phone and id number. */
  readonly personal: string;
  readonly active: boolean;
  readonly demo: boolean;
  /** The password was made by somebody else: until it is replaced, it opens nothing but its replacement. */
  readonly oneTimePassword: boolean;
}

/** What is written beside the fold, because the log holds only its digest or nothing of it: encrypted fields, a password's hash. */
export interface StaffSecrets {
  readonly personal?: { readonly name_enc: string; readonly phone_enc: string | null; readonly id_no_enc: string | null };
  readonly passwordHash?: string;
}

export interface StaffState {
  readonly member: StaffMember;
  readonly assignments: ReadonlyMap<string, Assignment>;
  readonly dirty: ReadonlySet<string>;
  /** Set by the rule that was given them. */
  secrets: StaffSecrets;
}

interface Bodies {
  'staff.created': { realmId: string; staffNo: string; personal: string; demo: boolean };
  'staff.changed': { staffNo: string; personal: string };
  'staff.suspended': Record<string, never>;
  'staff.restored': Record<string, never>;
  'staff.assigned': Omit<Assignment, 'id'>;
  'staff.unassigned': Record<string, never>;
  /** Empty in events from before one-time passwords. */
  'staff.password_set': { oneTime?: boolean };
  'staff.second_factor_set': Record<string, never>;
  'staff.second_factor_removed': Record<string, never>;
  'staff.sessions_ended': Record<string, never>;
}

/** `subject` is the assignment that it is about, the member of staff otherwise. */
export type StaffEvent = { [T in keyof Bodies]: { readonly type: T; readonly subject: string; readonly body: Bodies[T] } }[keyof Bodies];

const nobody: StaffMember = { id: '', realmId: '', staffNo: '', personal: '', active: false, demo: false, oneTimePassword: false };

export const staffAggregate: Aggregate<StaffState, StaffEvent> = {
  rank: 30,
  table: 'staff',
  empty: () => ({ member: nobody, assignments: new Map(), dirty: new Set(), secrets: {} }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select * from staff where id = ${id} for no key update)
      select locked.*, (select jsonb_agg(a) from staff_assignments a where a.staff_id = locked.id) as assignments, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => ({
    member: memberOf(row),
    assignments: new Map(((row['assignments'] as AssignmentRow[] | null) ?? []).map((a) => [a.id, assignmentOf(a)])),
    dirty: new Set(),
    secrets: {},
  }),
  apply(state, event, at) {
    const { member, assignments, dirty } = state;
    const put = (assignment: Assignment): StaffState => ({
      ...state,
      assignments: new Map(assignments).set(assignment.id, assignment),
      dirty: new Set(dirty).add(assignment.id),
    });
    switch (event.type) {
      case 'staff.created':
        return { ...state, member: { id: at.streamId, ...event.body, active: true, oneTimePassword: false } };
      case 'staff.changed':
        return { ...state, member: { ...member, ...event.body } };
      case 'staff.suspended':
        return { ...state, member: { ...member, active: false } };
      case 'staff.restored':
        return { ...state, member: { ...member, active: true } };
      case 'staff.assigned':
        return put({ id: event.subject, ...event.body });
      case 'staff.unassigned': {
        const assignment = assignments.get(event.subject);
        return assignment ? put({ ...assignment, validTo: at.at }) : state;
      }
      case 'staff.password_set':
        return { ...state, member: { ...member, oneTimePassword: event.body.oneTime ?? false } };
      case 'staff.second_factor_set':
      case 'staff.second_factor_removed':
      case 'staff.sessions_ended':
        return state;
    }
  },
  write(sql, id, state, head, create) {
    const { member, secrets } = state;
    const columns = {
      realm_id: member.realmId,
      staff_no: member.staffNo,
      personal: member.personal,
      active: member.active,
      demo: member.demo,
      one_time_password: member.oneTimePassword,
      ...secrets.personal,
      version: head.version,
      head_hash: head.hash,
      head_at: head.at,
    };
    const own = create ? sql`insert into staff ${sql({ id, ...columns })}` : sql`update staff set ${sql(columns)} where id = ${id}`;
    // sent in this order: login and assignments refer to their member of staff
    return [
      own.execute(),
      ...writeLogin(sql, member, secrets.passwordHash, head.at),
      ...[...state.dirty].map((a) => writeAssignment(sql, id, state.assignments.get(a)!)),
    ];
  },
  async stored(sql, id) {
    const [row] = await sql<LockedRow[]>`select * from staff where id = ${id}`;
    const assignments = await sql<AssignmentRow[]>`select to_jsonb(a) as a from staff_assignments a where a.staff_id = ${id}`.then((rows) =>
      rows.map((r) => (r as unknown as { a: AssignmentRow }).a),
    );
    return new Map<string, unknown>([
      ['staff', row ? memberOf(row) : null],
      ...assignments.map((a) => [`assignment ${a.id}`, assignmentOf(a)] as const),
    ]);
  },
  folded: (state) =>
    new Map<string, unknown>([['staff', state.member], ...[...state.assignments.values()].map((a) => [`assignment ${a.id}`, a] as const)]),
};

/** The login follows its member of staff: the same id, the number as user name, no person in it. */
function writeLogin(sql: TransactionSql, { id, staffNo }: StaffMember, passwordHash: string | undefined, at: Instant): Promise<unknown>[] {
  const login = { id, username: staffNo.toLowerCase(), name: staffNo, email: `${id}@staff.invalid`, updated_at: at };
  const own = sql`insert into staff_logins ${sql(login)} on conflict (id) do update set username = excluded.username, name = excluded.name, updated_at = excluded.updated_at`;
  if (passwordHash === undefined) return [own.execute()];
  const account = {
    id: uuidv7(),
    user_id: id,
    account_id: id,
    provider_id: 'credential',
    password: passwordHash,
    created_at: at,
    updated_at: at,
  };
  return [
    own.execute(),
    sql`insert into staff_accounts ${sql(account)} on conflict (user_id, provider_id) do update set password = excluded.password, updated_at = excluded.updated_at`.execute(),
  ];
}

function memberOf(row: LockedRow): StaffMember {
  return {
    id: row['id'] as string,
    realmId: row['realm_id'] as string,
    staffNo: row['staff_no'] as string,
    personal: row['personal'] as string,
    active: row['active'] as boolean,
    demo: row['demo'] as boolean,
    oneTimePassword: row['one_time_password'] as boolean,
  };
}

/** As jsonb gives it: instants in the server's ISO form. */
export interface AssignmentRow {
  readonly id: string;
  readonly role_id: Assignment['roleId'];
  readonly area_id: string | null;
  readonly department_id: string | null;
  readonly hall_id: string | null;
  readonly item_group: string | null;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

const isoOf = (text: string): Instant => new Date(text).toISOString();

export function assignmentOf(row: AssignmentRow): Assignment {
  return {
    id: row.id,
    roleId: row.role_id,
    areaId: row.area_id,
    departmentId: row.department_id,
    hallId: row.hall_id,
    itemGroup: row.item_group,
    validFrom: isoOf(row.valid_from),
    validTo: row.valid_to === null ? null : isoOf(row.valid_to),
  };
}

function writeAssignment(sql: TransactionSql, staffId: string, a: Assignment): Promise<unknown> {
  const row = {
    id: a.id,
    staff_id: staffId,
    role_id: a.roleId,
    area_id: a.areaId,
    department_id: a.departmentId,
    hall_id: a.hallId,
    item_group: a.itemGroup,
    valid_from: a.validFrom,
    valid_to: a.validTo,
  };
  return sql`insert into staff_assignments ${sql(row)} on conflict (id) do update set valid_to = excluded.valid_to`.execute();
}

/** What one member of staff did on one day outside any hall. */
export interface StaffDay {
  readonly id: string;
  readonly staffId: string;
  readonly businessDate: DateText;
  readonly signIns: number;
  readonly refusals: number;
}

export interface PersonRead {
  readonly id: string;
  readonly staffDayId: string;
  readonly personId: string;
  readonly staffId: string;
  /** For a ticket or for a case: one of the two. */
  readonly ticketId: string | null;
  readonly caseId: string | null;
  readonly purpose: Purpose;
  readonly readAt: Instant;
}

export interface StaffDayState {
  readonly day: StaffDay;
  /** Of this change only; of all when a whole stream is folded. */
  readonly reads: readonly PersonRead[];
}

interface DayBodies {
  'staff_day.opened': { staffId: string; businessDate: DateText };
  'session.started': { sessionId: string; secondFactor: boolean };
  'session.refused': { reason: string };
  'session.ended': { sessionId: string };
  /** Of a case it may be one of its files, or one of its papers, that was looked at. */
  'person.read': { readId: string; purpose: Purpose; ticketId?: string; caseId?: string; fileId?: string; paper?: number };
  'person.refused': { code: ErrorCode; purpose: Purpose };
  'case.press_refused': { code: ErrorCode; action: string };
  /** Everything of the caller's number, shown to whoever speaks with the caller. */
  'caller.looked_up': { purpose: 'answer_caller'; cases: number; orders: number };
  /** The caller in clear, to the unit that has to answer. */
  'caller.read': { orderId: string; purpose: 'contact_applicant' };
  /** One case of the caller, with its steps. */
  'case.read': { callId: string; purpose: 'answer_caller' };
  'log.searched': LogSearch;
  'log.opened': { version: number };
  'log.checked': { events: number; damage: Damage | null };
  'log.exported': LogSearch & { rows: number };
}

/** What was looked for, by ids: what somebody types may be a name. */
export interface LogSearch {
  readonly list: 'events' | 'reads' | 'seals';
  readonly filter: Readonly<Record<string, string | readonly string[]>>;
}

/** `subject` of a reading is the person, of a look at the log the stream or whoever looks. */
export type StaffDayEvent = {
  [T in keyof DayBodies]: { readonly type: T; readonly subject: string; readonly body: DayBodies[T] };
}[keyof DayBodies];

export const staffDayAggregate: Aggregate<StaffDayState, StaffDayEvent> = {
  rank: 40,
  table: 'staff_days',
  empty: () => ({ day: { id: '', staffId: '', businessDate: '', signIns: 0, refusals: 0 }, reads: [] }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select * from staff_days where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => ({ day: dayOf(row), reads: [] }),
  apply(state, event, at) {
    const { day } = state;
    switch (event.type) {
      case 'staff_day.opened':
        return { ...state, day: { ...day, id: at.streamId, ...event.body } };
      case 'session.started':
        return { ...state, day: { ...day, signIns: day.signIns + 1 } };
      case 'session.refused':
        return { ...state, day: { ...day, refusals: day.refusals + 1 } };
      case 'session.ended':
      case 'person.refused':
      case 'case.press_refused':
      case 'caller.looked_up':
      case 'caller.read':
      case 'case.read':
      case 'log.searched':
      case 'log.opened':
      case 'log.checked':
      case 'log.exported':
        return state;
      case 'person.read': {
        const { readId, ticketId = null, caseId = null, purpose } = event.body;
        return {
          ...state,
          reads: [
            ...state.reads,
            { id: readId, staffDayId: day.id, personId: event.subject, staffId: day.staffId, ticketId, caseId, purpose, readAt: at.at },
          ],
        };
      }
    }
  },
  write(sql, id, { day, reads }, head, create) {
    const columns = { sign_ins: day.signIns, refusals: day.refusals, version: head.version, head_hash: head.hash, head_at: head.at };
    const own = create
      ? sql`insert into staff_days ${sql({ id, staff_id: day.staffId, business_date: day.businessDate, ...columns })}`
      : sql`update staff_days set ${sql(columns)} where id = ${id}`;
    return [own.execute(), ...reads.map((r) => sql`insert into person_reads ${sql(readRow(r))}`.execute())];
  },
  async stored(sql, id) {
    const [row] = await sql<LockedRow[]>`select * from staff_days where id = ${id}`;
    const reads = await sql`select * from person_reads where staff_day_id = ${id} order by id`;
    return new Map<string, unknown>([
      ['staff_day', row ? dayOf(row) : null],
      ...reads.map((r) => [`read ${String(r['id'])}`, readOf(r)] as const),
    ]);
  },
  folded: (state) => new Map<string, unknown>([['staff_day', state.day], ...state.reads.map((r) => [`read ${r.id}`, r] as const)]),
};

function dayOf(row: LockedRow): StaffDay {
  return {
    id: row['id'] as string,
    staffId: row['staff_id'] as string,
    businessDate: row['business_date'] as DateText,
    signIns: row['sign_ins'] as number,
    refusals: row['refusals'] as number,
  };
}

const readRow = (r: PersonRead) => ({
  id: r.id,
  staff_day_id: r.staffDayId,
  person_id: r.personId,
  staff_id: r.staffId,
  ticket_id: r.ticketId,
  case_id: r.caseId,
  purpose: r.purpose,
  read_at: r.readAt,
});

function readOf(row: Record<string, unknown>): PersonRead {
  return {
    id: row['id'],
    staffDayId: row['staff_day_id'],
    personId: row['person_id'],
    staffId: row['staff_id'],
    ticketId: row['ticket_id'],
    caseId: row['case_id'],
    purpose: row['purpose'],
    readAt: row['read_at'],
  } as PersonRead;
}
