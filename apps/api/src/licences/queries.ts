import type { PendingQuery, Row } from 'postgres';
import { hasRunOut, headActions, isInForce, licenceAllows, type LicenceEventType, type LicenceStatus } from '@one-window/domain/licences';
import { DomainError } from '@one-window/domain/errors';
import { maskName } from '@one-window/domain/masking';
import { can, canSomewhere, isLive } from '@one-window/domain/permissions';
import { localTime, type DateText, type Instant } from '@one-window/domain/time';
import { own } from '../cases/mine.ts';
import { reach, type CaseDeps } from '../cases/queries.ts';
import type { CitizenSession } from '../citizens/sessions.ts';
import type { Deps } from '../deps.ts';
import { decryptField } from '../security/fields.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { licenceLink } from './link.ts';
import type { LicenceRow, LicenceView, MyLicence } from './schemas.ts';

type Fragment = PendingQuery<Row[]>;

interface Listed {
  readonly id: string;
  readonly version: number;
  readonly case_id: string;
  readonly dept_id: string;
  readonly holder_id: string;
  readonly number: string;
  readonly status: LicenceStatus;
  readonly valid_from: DateText;
  readonly valid_to: DateText | null;
  readonly name: string;
  readonly sample: boolean;
  readonly department: string;
  readonly hall_id: string;
  readonly time_zone: string;
  readonly name_enc: string | null;
}

const listed = ({ sql }: Deps): Fragment => sql`
  select l.id, l.version, l.case_id, l.dept_id, l.holder_id, l.number, l.status, l.valid_from, l.valid_to, v.guide -> 'result' ->> 'name' as name, v.sample,
    d.name as department, c.hall_id, r.time_zone, p.name_enc
  from licences l join cases c on c.id = l.case_id join halls h on h.id = c.hall_id join realms r on r.id = h.realm_id
    join item_versions v on v.id = l.item_version_id join departments d on d.id = l.dept_id join persons p on p.id = l.holder_id`;

const nowOf = (deps: Deps): Instant => new Date(deps.now()).toISOString();

/** The day after the last one it is not in force, whether or not the job has come by. */
const statusToday = (deps: Deps, row: Pick<Listed, 'status' | 'valid_to' | 'time_zone'>): LicenceStatus =>
  isInForce(row.status) && hasRunOut({ validTo: row.valid_to }, localTime(nowOf(deps), row.time_zone).date) ? 'EXPIRED' : row.status;

const holderOf = (deps: Deps, { name_enc, holder_id }: Listed): string | null =>
  name_enc && maskName(decryptField(deps.keys, { table: 'persons', column: 'name_enc', row: holder_id }, name_enc));

function summaryOf(deps: Deps, row: Listed) {
  return {
    id: row.id,
    caseId: row.case_id,
    number: row.number,
    name: row.name,
    department: row.department,
    status: statusToday(deps, row),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    sample: row.sample,
  };
}

const rowOf = (deps: Deps, row: Listed): LicenceRow => ({ ...summaryOf(deps, row), version: row.version, holder: holderOf(deps, row) });

/** The newest first. A search is by the whole number or by the name of the licence: nobody is browsed by name. */
export async function listLicences(
  deps: CaseDeps,
  actor: StaffMemberActor,
  { q, after, limit = 30 }: { readonly q?: string | undefined; readonly after?: string | undefined; readonly limit?: number | undefined },
): Promise<{ licences: LicenceRow[]; next: string | null }> {
  const { sql } = deps;
  // an empty list would say that there are none
  if (!canSomewhere(actor, 'case.view', nowOf(deps))) throw new DomainError('auth.forbidden', { reason: 'no_role' });
  const found = q ? sql`and (l.number = ${q} or v.guide -> 'result' ->> 'name' ilike ${`%${q.replaceAll(/[%_\\]/g, '\\$&')}%`})` : sql``;
  const rows = await sql<Listed[]>`
    ${listed(deps)} where ${reach(deps, actor)} ${found} ${after ? sql`and l.id < ${after}` : sql``} order by l.id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  return { licences: shown.map((row) => rowOf(deps, row)), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/** One in reach, with whether the reader heads its department; null where there is none. */
export async function licenceInReach(
  deps: CaseDeps,
  actor: StaffMemberActor,
  id: string,
): Promise<{ readonly row: Listed; readonly heads: boolean } | null> {
  const [row] = await deps.sql<Listed[]>`${listed(deps)} where l.id = ${id} and ${reach(deps, actor)}`;
  if (!row) return null;
  const now = nowOf(deps);
  const heads = actor.assignments.filter((a) => a.roleId === 'department_head' && isLive(a, now));
  const where = await deps.people.hallSubject(await deps.halls.hall(row.hall_id));
  const subject = { ...where, departmentId: row.dept_id };
  return { row, heads: heads.length > 0 && can({ ...actor, assignments: heads }, 'case.review', subject, now) };
}

export async function readLicence(deps: CaseDeps, actor: StaffMemberActor, id: string): Promise<LicenceView | null> {
  const found = await licenceInReach(deps, actor, id);
  if (!found) return null;
  const { row, heads } = found;
  const code = licenceLink(deps.keys.link, id);
  const steps = await stepsOf(deps, [id]);
  return {
    ...rowOf(deps, row),
    code,
    verify: `${deps.urls.portal}/verify/${code}`,
    actions: heads ? headActions.filter((action) => licenceAllows(row.status, action, 'department_head')) : [],
    steps: steps.map(({ actorId, stream: _, ...step }) => ({ ...step, by: deps.people.staffName(actorId) })),
  };
}

interface Step {
  readonly stream: string;
  readonly version: number;
  readonly type: LicenceEventType;
  readonly at: Instant;
  readonly actorId: string;
  readonly basis: string | null;
  readonly reason: string | null;
}

/** What happened to these licences, each's oldest first: two statements, however many they are. */
async function stepsOf({ sql, keys }: Deps, ids: readonly string[]): Promise<Step[]> {
  const rows = await sql<
    { stream: string; version: number; type: LicenceEventType; recorded_at: Instant; actor_id: string; body: string }[]
  >`
    select stream, version, type, recorded_at, actor_id, body from events where stream = any(${ids as string[]}::uuid[]) order by stream, version`;
  const texts = await sql<{ id: string; licence_id: string; version: number; text_enc: string }[]>`
    select id, licence_id, version, text_enc from licence_texts where licence_id = any(${ids as string[]}::uuid[])`;
  return rows.map((row) => {
    const text = texts.find(({ licence_id, version }) => licence_id === row.stream && version === row.version);
    const { basis = null } = JSON.parse(row.body) as { basis?: string };
    const reason = text ? decryptField(keys, { table: 'licence_texts', column: 'text_enc', row: text.id }, text.text_enc) : null;
    return { stream: row.stream, version: row.version, type: row.type, at: row.recorded_at, actorId: row.actor_id, basis, reason };
  });
}

/** The own ones, the newest first; a citizen has few. */
export async function myLicences(deps: Deps, citizen: CitizenSession): Promise<MyLicence[]> {
  const rows = await deps.sql<Listed[]>`${listed(deps)} where ${own(deps, citizen)} order by l.id desc limit 100`;
  const steps = await stepsOf(
    deps,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const last = steps.findLast(({ stream }) => stream === row.id);
    const why = last?.basis ? { basis: last.basis, reason: last.reason } : null;
    return { ...summaryOf(deps, row), code: licenceLink(deps.keys.link, row.id), why };
  });
}

/** What the page behind a licence's code says to whoever is shown it. */
export async function shownLicence(deps: Deps, id: string): Promise<LicenceRow | null> {
  const [row] = await deps.sql<Listed[]>`${listed(deps)} where l.id = ${id}`;
  return row ? rowOf(deps, row) : null;
}
