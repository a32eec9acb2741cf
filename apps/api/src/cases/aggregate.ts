import type { TransactionSql } from 'postgres';
import type { Case, CaseActor, CaseEvent } from '@one-window/domain/case-events';
import { applyCase } from '@one-window/domain/case-fold';
import type { EventContext } from '@one-window/domain/hall-day';
import type { CaseKind } from '@one-window/domain/item-version';
import type { CaseEventType } from '@one-window/domain/log';
import type { Instant } from '@one-window/domain/time';
import type { Aggregate, LockedRow } from '../db/aggregates.ts';

export const channels = ['online', 'hall', 'hotline'] as const;
export type Channel = (typeof channels)[number];

/** By which door and at which ticket it began, and what the check list says of each material. */
export interface CaseIntake {
  /** 查询码: says the same to all doors from the first draft on. */
  readonly ref: string;
  readonly channel: Channel;
  readonly hallId: string;
  readonly ticketId: string | null;
  /** Who began it on the portal. */
  readonly citizenId: string | null;
  readonly checks: Readonly<Record<string, 'present' | 'missing'>>;
}

/** What is written beside the fold: an index that can be recomputed, and what stands outside the log. */
export interface CaseExtras {
  readonly caseKind: CaseKind;
  readonly dueAt: Instant | null;
  /** Decisions that wait for their signature; what signs them counts them down. */
  readonly unsigned: number;
  readonly answers?: Readonly<Record<string, string>>;
}

export interface CaseState {
  readonly file: Case | null;
  readonly intake: CaseIntake;
  /** As the row had it: what a screen that presses must have seen. */
  readonly version: number;
  readonly unsigned: number;
  /** What the row has beside the fold: the answers of the form. */
  readonly answers: Readonly<Record<string, string>>;
  extras: CaseExtras | null;
}

type Body = CaseEvent['body'] & {
  /** In which role, for which unit, by which recorded authority. */
  readonly by: Omit<CaseActor, 'id'>;
  /** The lawful time where it is not that of the press. */
  readonly effectiveAt?: Instant;
  readonly intake?: Omit<CaseIntake, 'checks'>;
};

/** `subject` is the case itself. */
export interface StoredCaseEvent {
  readonly type: CaseEventType;
  readonly subject: string;
  readonly body: Body;
}

const nowhere: CaseIntake = { ref: '', channel: 'hall', hallId: '', ticketId: null, citizenId: null, checks: {} };

export const caseAggregate: Aggregate<CaseState, StoredCaseEvent> = {
  rank: 20,
  table: 'cases',
  empty: () => ({ file: null, intake: nowhere, version: 0, unsigned: 0, answers: {}, extras: null }),
  async lock(sql, id) {
    const [row] = await sql<LockedRow[]>`
      with locked as materialized (select * from cases where id = ${id} for no key update)
      select *, clock_timestamp() as now from locked`;
    return row;
  },
  read: (row) => ({
    file: row['state'] as Case,
    intake: row['intake'] as CaseIntake,
    version: row.version,
    unsigned: row['unsigned'] as number,
    answers: row['answers'] as CaseState['answers'],
    extras: null,
  }),
  apply(state, event, at) {
    return { ...state, file: applyCase(state.file, eventOf(event, at)), intake: intakeAfter(state.intake, event) };
  },
  write(sql, id, state, head, create) {
    const columns = { ...caseColumns(state), version: head.version, head_hash: head.hash, head_at: head.at };
    return [
      (create ? sql`insert into cases ${sql({ id, ...columns })}` : sql`update cases set ${sql(columns)} where id = ${id}`).execute(),
    ];
  },
  async stored(sql: TransactionSql, id) {
    const [row] = await sql<LockedRow[]>`select * from cases where id = ${id}`;
    return new Map<string, unknown>([
      ['case', row?.['state'] ?? null],
      ['intake', row?.['intake'] ?? null],
    ]);
  },
  folded: (state) =>
    new Map<string, unknown>([
      ['case', state.file],
      ['intake', state.intake],
    ]),
};

/** The event as the machine knows it, out of what the log keeps of it. */
export function eventOf({ type, body }: StoredCaseEvent, at: EventContext): CaseEvent {
  const { by, effectiveAt, intake: _, ...own } = body;
  return {
    type,
    caseId: at.streamId,
    at: at.at,
    effectiveAt: effectiveAt ?? at.at,
    actor: { id: at.actorId, ...by },
    body: own,
    // type and body belong together by the row of the machine that made them
  } as CaseEvent;
}

/** What the log keeps of an event: who pressed and when stand in columns of their own. */
export function toStore(event: CaseEvent, intake?: Omit<CaseIntake, 'checks'>): StoredCaseEvent {
  const { id: _, ...by } = event.actor;
  const late = event.effectiveAt === event.at ? {} : { effectiveAt: event.effectiveAt };
  return { type: event.type, subject: event.caseId, body: { ...event.body, by, ...late, ...(intake ? { intake } : {}) } };
}

function intakeAfter(intake: CaseIntake, { type, body }: StoredCaseEvent): CaseIntake {
  if (body.intake) return { ...body.intake, checks: {} };
  if (type === 'case.received' && 'checks' in body) return { ...intake, checks: body.checks };
  if (type === 'case.amended' && 'hallId' in body) return { ...intake, hallId: body.hallId ?? intake.hallId };
  if (!('materials' in body)) return intake;
  return { ...intake, checks: { ...intake.checks, ...Object.fromEntries(body.materials.map((code) => [code, 'present' as const])) } };
}

/** What ended without a result still has a paper to hand over. */
const toBeServed: readonly Case['status'][] = ['NOT_ACCEPTED', 'TERMINATED'];

/** The row of a case, as far as its state says it. */
export function caseColumns({ file, intake, extras }: CaseState) {
  if (!file || !extras) throw new Error('a case is written by a rule that says when it is due');
  return {
    hall_id: intake.hallId,
    item_version_id: file.itemVersionId,
    applicant_id: file.applicantId,
    dept_id: file.deptId,
    unit_id: file.unitId,
    assist_ids: file.branches.map(({ deptId }) => deptId),
    branches_open: file.branches.filter(({ answeredBy }) => answeredBy === null).length,
    citizen_id: intake.citizenId,
    ref: intake.ref,
    case_kind: extras.caseKind,
    case_no: file.caseNo,
    status: file.status,
    decision: file.decision,
    accepted_at: file.acceptedAt,
    decided_by: file.decidedBy,
    intake_by: [...file.intakeBy],
    due_at: extras.dueAt,
    open: file.endedAt === null || (toBeServed.includes(file.status) && file.servedAt === null),
    ended_at: file.endedAt,
    served_at: file.servedAt,
    unsigned: extras.unsigned,
    archived_at: file.archivedAt,
    keep_until: file.archivedAt === null ? null : (file.retention?.until ?? null),
    ...(extras.answers ? { answers: extras.answers as never } : {}),
    state: file as never,
    intake: intake as never,
  };
}
