import type { PendingQuery, Row } from 'postgres';
import { caseClocks, clockPassed, type CaseClocks } from '@one-window/domain/case-clocks';
import type { Case, CaseActor } from '@one-window/domain/case-events';
import { caseRoles, type CaseRole } from '@one-window/domain/case-words';
import { knownAnswers } from '@one-window/domain/item-guide';
import { maskName } from '@one-window/domain/masking';
import { can, isLive, purposes, scopeOf, type Action, type Purpose, type Subject } from '@one-window/domain/permissions';
import type { RecipientSignature } from '@one-window/domain/signatures';
import type { Instant } from '@one-window/domain/time';
import { toldClock } from '../calendar/told.ts';
import type { Deps } from '../deps.ts';
import type { HeaderOf } from '../identity.ts';
import { papersOf } from '../papers/kinds.ts';
import { maskPerson, openPerson } from '../people/persons.ts';
import { decryptField } from '../security/fields.ts';
import { scopeWays } from '../security/scope.ts';
import type { People } from '../staff/identity.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import type { CaseIntake } from './aggregate.ts';
import type { CaseItem } from './item.ts';
import { caseHead, contextOf, headOf, type CaseHead, type HeadRow } from './commands.ts';
import { actionsOf, worksOn } from './actions.ts';
import { refusalsOn } from './refusals.ts';
import { visitsOf } from './visits.ts';
import type { CaseRow, CaseView, MyCaseRow } from './schemas.ts';

export interface CaseDeps extends Deps {
  readonly people: People;
}

type Fragment = PendingQuery<Row[]>;
type DraftForm = Pick<CaseView, 'form' | 'unneeded'>;

/** By which right a role acts on cases; a role that is not here acts without being staff. */
const rightOf: Partial<Record<CaseRole, Action>> = {
  clerk: 'case.intake',
  delivery_clerk: 'case.deliver',
  supervisor: 'case.supervise',
  department_handler: 'case.review',
  department_reviewer: 'case.review',
  department_checker: 'case.review',
  department_decider: 'case.review',
  department_head: 'case.review',
  certificate_officer: 'case.review',
};

/** The roles in which a member of staff may act on this case, each for its unit: the hall's, the department's or an assisting one's. */
export async function rolesOn(
  deps: CaseDeps,
  actor: StaffMemberActor,
  { hall }: CaseHead,
  file: Case,
  now: Instant,
): Promise<Omit<CaseActor, 'id'>[]> {
  const where = await deps.people.hallSubject(hall);
  const departments = [file.deptId, ...file.branches.map(({ deptId }) => deptId)];
  const roles = departments.flatMap((departmentId) => rolesIn(actor, { ...where, departmentId }, now));
  return roles.filter(({ role, unitId }, i) => roles.findIndex((r) => r.role === role && r.unitId === unitId) === i);
}

function rolesIn(actor: StaffMemberActor, subject: Subject, now: Instant): Omit<CaseActor, 'id'>[] {
  const holds = (role: CaseRole): boolean => {
    const right = rightOf[role];
    const own = actor.assignments.filter((a) => a.roleId === role && isLive(a, now));
    return right !== undefined && own.length > 0 && can({ ...actor, assignments: own }, right, subject, now);
  };
  const unitOf = (role: CaseRole): string | null => {
    if (role === 'supervisor') return null;
    return (role === 'clerk' || role === 'delivery_clerk' ? subject.hallId : subject.departmentId) ?? null;
  };
  return caseRoles.filter(holds).map((role) => ({ role, unitId: unitOf(role), authorityId: null }));
}

/** For what this member of staff may open an applicant's data: where they have a key of the case to press, and only while they have. */
export async function revealPurposes(
  deps: CaseDeps,
  actor: StaffMemberActor,
  head: CaseHead,
  file: Case,
  acts: boolean,
): Promise<Purpose[]> {
  if (!acts) return [];
  const where = await deps.people.hallSubject(head.hall);
  const departments = [file.deptId, ...file.branches.map(({ deptId }) => deptId)];
  const now = new Date(deps.now()).toISOString();
  const subjects = departments.map((departmentId) => ({ ...where, departmentId, assigneeId: actor.id }));
  return purposes.filter((purpose) => subjects.some((subject) => can(actor, 'person.reveal', { ...subject, purpose }, now)));
}

interface StoredCase {
  readonly id: string;
  readonly version: number;
  readonly state: Case;
  readonly intake: CaseIntake;
  readonly due_at: Instant | null;
  readonly unsigned: number;
}

export interface ListedCase extends StoredCase {
  readonly item_id: string;
  readonly item: string;
  readonly sample: boolean;
  readonly department: string;
  readonly hall: string;
  readonly time_zone: string;
  readonly name_enc: string | null;
  readonly unit: string;
  readonly case_kind: 'INSTANT' | 'PROMISE';
}

export const listed = (deps: Deps): Fragment => deps.sql`
  select c.id, c.version, c.state, c.intake, c.due_at, c.unsigned, c.case_kind, i.id as item_id, i.name as item, v.sample, d.name as department, h.name as hall, r.time_zone, p.name_enc,
    coalesce((select name from halls u where u.id = c.unit_id), (select name from departments u where u.id = c.unit_id), '') as unit
  from cases c join item_versions v on v.id = c.item_version_id join service_items i on i.id = v.item_id
    join departments d on d.id = c.dept_id join halls h on h.id = c.hall_id join realms r on r.id = h.realm_id join persons p on p.id = c.applicant_id`;

/** The cases that this member of staff may see, by each way that leads to them: the condition of every list and every look. */
export function reachWays(deps: Deps, actor: StaffMemberActor): Fragment[] {
  const now = new Date(deps.now()).toISOString();
  const { sql } = deps;
  const area = sql`(select h.area_id from halls h where h.id = c.hall_id)`;
  const columns = { hall: sql`c.hall_id`, department: sql`c.dept_id`, departments: sql`c.assist_ids`, area };
  return scopeWays(sql, scopeOf(actor, 'case.view', now), columns, now.slice(0, 10));
}

/** The same in one, also for what came out of them. */
export function reach(deps: Deps, actor: StaffMemberActor): Fragment {
  const ways = reachWays(deps, actor);
  if (ways.length === 0) return deps.sql`false`;
  return deps.sql`(${ways.reduce((a, b) => deps.sql`${a} or ${b}`)})`;
}

export function rowOf(deps: CaseDeps, row: ListedCase): CaseRow {
  const { state: file } = row;
  const name = row.name_enc && decryptField(deps.keys, { table: 'persons', column: 'name_enc', row: file.applicantId }, row.name_enc);
  return {
    ...summaryOf(row),
    applicant: { name: name ? maskName(name) : null },
    handler: file.handlerId && deps.people.staffName(file.handlerId),
  };
}

/** What staff and citizen are told alike: one matter, whichever door. */
export function summaryOf(row: ListedCase): MyCaseRow {
  const { state: file } = row;
  const { deficit, extended, supplementInReview, supervised } = file;
  return {
    id: row.id,
    version: row.version,
    ref: row.intake.ref,
    caseNo: file.caseNo,
    status: file.status,
    stopKind: file.stopKind,
    decision: file.decision,
    flags: { deficit, extended, supplementInReview, supervised },
    item: { id: row.item_id, name: row.item, kind: row.case_kind, sample: row.sample },
    department: { id: file.deptId, name: row.department },
    hall: { id: row.intake.hallId, name: row.hall },
    timeZone: row.time_zone,
    unit: { id: file.unitId, name: row.unit },
    channel: row.intake.channel,
    step: file.step,
    startedAt: file.submittedAt ?? file.receivedAt,
    dueAt: row.due_at,
  };
}

/** What a press needs of a case in reach, in one statement; null where there is none. */
export async function caseInReach(deps: CaseDeps, actor: StaffMemberActor, id: string): Promise<{ head: CaseHead; file: Case } | null> {
  const [row] = await deps.sql<(HeadRow & { state: Case })[]>`
    select c.hall_id, c.item_version_id, c.answers, c.state from cases c where c.id = ${id} and ${reach(deps, actor)}`;
  return row ? { head: await headOf(deps, row), file: row.state } : null;
}

/** Whether whoever sits at the other end of a socket may look at a case now. */
export async function isCaseInReach(deps: CaseDeps, header: HeaderOf, id: string): Promise<boolean> {
  const { actor } = await deps.people.requireStaff(header);
  return (await caseInReach(deps, actor, id)) !== null;
}

/** One case as staff see it, or null where there is none in reach: nothing is said about what exists. */
export async function readCase(deps: CaseDeps, actor: StaffMemberActor, id: string): Promise<CaseView | null> {
  const { sql } = deps;
  const [row] = await sql<ListedCase[]>`${listed(deps)} where c.id = ${id} and ${reach(deps, actor)}`;
  if (!row) return null;
  const head = await caseHead(deps, id);
  const { state: file, intake } = row;
  const now = new Date(deps.now()).toISOString();
  const [person, steps, context, branches, authorities, visits] = await Promise.all([
    openPerson(sql, deps.keys, file.applicantId),
    stepsOf(deps, id, deps.people.staffName),
    contextOf(sql, { ...head, now, file, applicantId: file.applicantId, unsigned: row.unsigned }),
    branchesOf(deps, file),
    authoritiesOf(deps, file),
    visitsOf(deps, id, intake.ticketId),
  ]);
  const roles = await rolesOn(deps, actor, head, file, now);
  const masked = person ? maskPerson(person) : { name: null, idNo: null, phone: null };
  const actions = actionsOf(file, roles, actor.id, context, head.item);
  return {
    ...rowOf(deps, row),
    applicant: { id: file.applicantId, ...masked },
    applicantType: file.applicantType,
    answers: answersOf(head),
    materials: materialsOf(file, head.item.situation.materials, intake.checks),
    ...formOf(file, head, intake.checks),
    missing: [...file.missing],
    branches,
    authorities,
    feeFen: head.item.situation.feeFen,
    paidFen: file.paidFen,
    result: resultOf(head),
    scope: head.item.guide.scope,
    clocks: clocksOf(file, head, now),
    actions,
    refusals: roles.some(({ role }) => role === 'supervisor') ? await refusalsOn(deps, id) : [],
    reveals: await revealPurposes(deps, actor, head, file, worksOn(actions)),
    steps,
    visits,
    archived: archivedOf(file),
    papers: await papersOf(sql, id, steps),
  };
}

/** Who else may act, masked. */
export async function authoritiesOf({ sql, keys }: Deps, { authorities }: Case): Promise<CaseView['authorities']> {
  return Promise.all(
    authorities.map(async ({ id, agentId, scope, until, endedAt }) => {
      const name = (await openPerson(sql, keys, agentId))?.name ?? null;
      return { id, name: name && maskName(name), scope, until, ended: endedAt !== null };
    }),
  );
}

/** How far each assisting department has come, by the order of the item. */
export async function branchesOf({ sql }: Deps, { branches }: Case): Promise<CaseView['branches']> {
  if (branches.length === 0) return [];
  const rows = await sql<{ id: string; name: string }[]>`select id, name from departments where id = any(${branches.map((b) => b.deptId)})`;
  return branches.map(({ deptId, signedBy, agrees }) => ({
    department: rows.find((row) => row.id === deptId)?.name ?? '',
    state: agrees === null ? (signedBy === null ? 'open' : 'signed') : agrees ? 'agreed' : 'objected',
  }));
}

/** The list of materials with what the window ticked and what was uploaded to each. */
export function materialsOf(file: Case, listed: CaseItem['situation']['materials'], checks: CaseIntake['checks']): CaseView['materials'] {
  return listed.map(({ code, name, need, from }) => ({
    code,
    name,
    need,
    from,
    state: checks[code] ?? null,
    files: (file.files ?? [])
      .filter((one) => one.material === code)
      .map(({ id, kind, bytes, trust, addedAt }) => ({ id, kind, bytes, trust, addedAt })),
  }));
}

/** What of a draft can still be said otherwise, and what lies there from before it was. */
export function formOf(file: Case, { item: { guide, situation }, answers }: CaseHead, checks: CaseIntake['checks']): DraftForm {
  const asked = new Set(situation.materials.map(({ code }) => code));
  const unneeded = materialsOf(file, guide.materials, checks).filter(({ code, files }) => !asked.has(code) && files.length > 0);
  const { questions, materials, fees } = guide;
  const form = { questions: [...questions], materials: [...materials], fees: [...fees], answers: knownAnswers(guide, answers) };
  return { unneeded, form: file.status === 'DRAFT' ? (form as DraftForm['form']) : null };
}

export function answersOf({ item, answers }: CaseHead): { question: string; answer: string }[] {
  return item.guide.questions.flatMap(({ id, text, options }) => {
    const option = options.find((o) => o.id === answers[id]);
    return option ? [{ question: text, answer: option.text }] : [];
  });
}

/** Null while it is not in the archive. */
export const archivedOf = ({ archivedAt, retention }: Case): CaseView['archived'] =>
  archivedAt === null || !retention ? null : { at: archivedAt, retention: retention.class, until: retention.until };

/** What comes out of it, in words; how long that counts says the licence itself. */
export const resultOf = ({ item: { guide } }: Pick<CaseHead, 'item'>): CaseView['result'] =>
  guide.result && { name: guide.result.name, kind: guide.result.kind };

/** Every limit of a case with its explanation, those that run first. */
export function clocksOf(file: Case, { item, place }: Pick<CaseHead, 'item' | 'place'>, now: Instant): CaseView['clocks'] {
  const clocks = caseClocks(file, item.version, place);
  return (Object.keys(clocks) as (keyof CaseClocks)[]).flatMap((name) => {
    const one = clocks[name];
    if (!one) return [];
    return [{ clock: name, ...toldClock(one, clockPassed(one, now)) }];
  });
}

const clearFields = ['basis', 'direction'] as const;
type Clear = Partial<Record<(typeof clearFields)[number], string | null>>;
/** By which law it is refused and where to go instead: words of the office that stand in the event itself. */
const clearTexts = (type: string, body: Clear): { field: string; text: string }[] =>
  type === 'case.refused' || type === 'case.acceptance_refused'
    ? clearFields.flatMap((field) => (body[field] ? [{ field, text: body[field] }] : []))
    : [];

/** What happened, oldest first, with the words that stand outside the log. */
export async function stepsOf(deps: Deps, id: string, nameOf: (staffId: string) => string | null): Promise<CaseView['steps']> {
  const { sql } = deps;
  const rows = await sql<
    { version: number; type: string; actor_id: string; recorded_at: Instant; effective_at: Instant | null; body: string }[]
  >`select version, type, actor_id, recorded_at, effective_at, body from events where stream = ${id} order by version`;
  const texts = await sql<{ id: string; version: number; field: string; text_enc: string }[]>`
    select id, version, field, text_enc from case_texts where case_id = ${id}`;
  return rows.map((row) => {
    const body = JSON.parse(row.body) as {
      by: { role: CaseRole };
      defects?: string[];
      effectiveAt?: Instant;
      signed?: RecipientSignature;
    } & Clear;
    return {
      version: row.version,
      type: row.type as CaseView['steps'][number]['type'],
      at: row.recorded_at,
      effectiveAt: body.effectiveAt ?? null,
      role: body.by.role,
      by: nameOf(row.actor_id),
      texts: [
        ...texts
          .filter((text) => text.version === row.version)
          .map(({ id: textId, field, text_enc }) => ({
            field,
            text: decryptField(deps.keys, { table: 'case_texts', column: 'text_enc', row: textId }, text_enc),
          })),
        ...clearTexts(row.type, body),
      ],
      defects: body.defects ?? [],
      signed: body.signed?.by ?? null,
    };
  });
}
