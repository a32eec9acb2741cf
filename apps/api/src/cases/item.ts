import type { Sql, TransactionSql } from 'postgres';
import { DomainError } from '@one-window/domain/errors';
import type { ItemState, ItemType } from '@one-window/domain/catalogue';
import { situationOf, type ItemGuideVersion, type Situation, type SituationAnswers } from '@one-window/domain/item-guide';
import { procedureKinds, type ItemVersion, type ProcedureKind } from '@one-window/domain/item-version';
import type { Instant } from '@one-window/domain/time';

/** One version of an item as a case needs it: what the machine knows of it, and what screens say of it. */
export interface CaseItem {
  readonly version: ItemVersion;
  readonly guide: ItemGuideVersion;
  readonly situation: Situation;
  readonly itemId: string;
  readonly name: string;
  readonly sample: boolean;
  readonly areaCode: string;
  readonly department: { readonly id: string; readonly name: string };
}

interface ItemRow {
  readonly id: string;
  readonly item_id: string;
  readonly name: string;
  readonly sample: boolean;
  readonly published_at: Instant;
  /** The first instant at which the entry is closed. */
  readonly closed_at: Instant | null;
  readonly guide: ItemGuideVersion;
  readonly type: ItemType;
  readonly state: ItemState;
  readonly task_code: string | null;
  readonly area_code: string;
  readonly department_id: string;
  readonly department: string;
  readonly assist_ids: readonly string[];
}

const columns = (sql: Sql | TransactionSql) => sql`
  v.id, v.item_id, v.sample, v.published_at, v.guide, i.name, i.type, i.state, i.task_code, i.valid_to::timestamp at time zone coalesce((select time_zone from realms order by id limit 1), 'UTC') as closed_at, a.code as area_code, d.id as department_id, d.name as department,
  array(select o.id from departments o where o.area_id = d.area_id and v.guide -> 'assists' ? o.name and o.id <> d.id order by o.id) as assist_ids
  from item_versions v join service_items i on i.id = v.item_id join areas a on a.id = i.area_id join departments d on d.id = i.department_id`;

/** The newest version of an item: what a new case begins with. `item.incomplete` where nobody has written one. */
export async function newestItem(sql: Sql, itemId: string, hallId: string, answers: SituationAnswers): Promise<CaseItem> {
  const [row] = await sql<ItemRow[]>`select ${columns(sql)} where v.item_id = ${itemId} order by v.version desc limit 1`;
  if (row) return itemOf(row, hallId, answers);
  const [known] = await sql`select 1 from service_items where id = ${itemId}`;
  throw new DomainError(known ? 'item.incomplete' : 'not_found', known ? { problems: ['no_version'] } : {});
}

/** A version never changes; what stands around it (names, a suspension) is seen anew after this. */
const maxAgeMs = 20_000;
const maxKept = 2_000;
const kept = new WeakMap<Sql, Map<string, { readonly at: number; readonly row: Promise<ItemRow | undefined> }>>();

/** The version with which a case began. Every press asks for it, so it is read once in a while. */
export async function itemOfVersion(sql: Sql, versionId: string, hallId: string, answers: SituationAnswers): Promise<CaseItem> {
  let known = kept.get(sql);
  if (!known || known.size > maxKept) kept.set(sql, (known = new Map()));
  let found = known.get(versionId);
  if (!found || performance.now() - found.at > maxAgeMs) {
    const row = sql<ItemRow[]>`select ${columns(sql)} where v.id = ${versionId}`.then((rows) => rows[0]);
    known.set(versionId, (found = { at: performance.now(), row }));
    row.catch(() => known.delete(versionId));
  }
  const row = await found.row;
  if (!row) throw new DomainError('not_found');
  return itemOf(row, hallId, answers);
}

/** What an immediate item takes at most: the machine wants a limit, the guide promises "while you wait". */
const whileYouWait = { amount: 1, unit: 'working_day' } as const;
/** For what is asked back before acceptance, where the item says nothing: [R] of the rule book, §3.2. */
const supplementDays = { amount: 15, unit: 'working_day' } as const;

/** What lies on the shelf is told again after a week, three weeks and six: [R], §3.2. */
export const remindAfterDays = [7, 21, 42] as const;

function itemOf(row: ItemRow, hallId: string, answers: SituationAnswers): CaseItem {
  const { guide } = row;
  const situation = situationOf(guide, answers);
  const promise = guide.promise ?? whileYouWait;
  const instant = guide.caseKind === 'INSTANT';
  const version: ItemVersion = {
    id: row.id,
    taskCode: row.task_code ?? '',
    taskType: guide.taskType,
    // an entry as published is incomplete by itself; a version of it is what completes it
    taskState: row.state === 'incomplete' ? 'in_use' : row.state,
    planEffectiveDate: row.published_at,
    planCancelDate: row.closed_at,
    caseKind: guide.caseKind,
    serverTypes: ['person', 'enterprise', 'institution', 'association', 'other'],
    identityLevel: 1,
    deptId: row.department_id,
    intakeUnitId: hallId,
    acceptBy: 'WINDOW',
    joint: row.assist_ids.length > 0,
    assistDeptIds: row.assist_ids,
    legalLimit: guide.legal ?? promise,
    promiseLimit: promise,
    intakeLimit: null,
    supplementLimit: supplementDays,
    deficitLimit: promise,
    deliveryLimit: null,
    extension: null,
    reminderDays: remindAfterDays,
    specialProcedures: guide.procedures
      .flatMap((kind) => (isProcedure(kind) ? [kind] : []))
      .map((kind) => ({ kind, days: 0, basis: null, countedInLegal: false })),
    materials: situation.materials.map(({ code, need }) => ({ code, isNeed: need })),
    lapseBasis: guide.lapseBasis ?? null,
    reviewStopBasis: null,
    grantWithDeficit: false,
    steps: instant ? ['decide'] : ['examine', 'check', 'decide'],
    hearing: false,
    resultType: guide.result?.kind ?? 'none',
    // while a question is open nothing is received, let alone paid
    feeFen: situation.feeFen ?? 0,
    feeBeforeDecisionBasis: null,
    onePersonBasis: null,
    remedies: guide.remedies ?? null,
  };
  return {
    version,
    guide,
    situation,
    itemId: row.item_id,
    name: row.name,
    sample: row.sample,
    areaCode: row.area_code,
    department: { id: row.department_id, name: row.department },
  };
}

function isProcedure(kind: string): kind is ProcedureKind {
  return (procedureKinds as readonly string[]).includes(kind);
}
