import type { ItemState, ItemType } from './catalogue.ts';
import type { Allowance } from './clock.ts';
import type { Instant } from './time.ts';

/** 即办件 and 承诺件. */
export type CaseKind = 'INSTANT' | 'PROMISE';

export const applicantTypes = ['person', 'enterprise', 'institution', 'association', 'other'] as const;
export type ApplicantType = (typeof applicantTypes)[number];

/** What may precede a decision without counting as its time (行政许可法 45), and the site visit, which that article does not name. */
export const procedureKinds = [
  'hearing',
  'tender',
  'auction',
  'inspection',
  'test',
  'quarantine',
  'appraisal',
  'expert_review',
  'site_visit',
] as const;
export type ProcedureKind = (typeof procedureKinds)[number];

export interface SpecialProcedure {
  readonly kind: ProcedureKind;
  readonly days: number;
  readonly basis: string | null;
  /** 计入法定办结时限: then the clocks run on, whatever its kind. */
  readonly countedInLegal: boolean;
}

export const reviewSteps = ['examine', 'check', 'decide'] as const;
export type ReviewStep = (typeof reviewSteps)[number];

export interface ListedMaterial {
  readonly code: string;
  /** 必要 · 非必要 · 容缺后补. */
  readonly isNeed: 'required' | 'optional' | 'deferrable';
}

/**
 * What the case machine needs to know of 实施清单, one immutable version of it; field names after the national C0109 table. A
 * case keeps the version with which it began. Limits are the item's data; a `null` limit binds nobody.
 */
export interface ItemVersion {
  readonly id: string;
  readonly taskCode: string;
  readonly taskType: ItemType;
  readonly taskState: ItemState;
  readonly planEffectiveDate: Instant;
  readonly planCancelDate: Instant | null;
  readonly caseKind: CaseKind;
  readonly serverTypes: readonly ApplicantType[];
  /** The level of proof of identity that a submission needs. */
  readonly identityLevel: number;
  readonly deptId: string;
  /** Who answers for a submission until a window has received it. */
  readonly intakeUnitId: string;
  readonly acceptBy: 'WINDOW' | 'DEPT';
  /** 联办: several departments decide together. */
  readonly joint: boolean;
  /** 配合部门 of a joint item: each gives one opinion beside the examination of the department that decides (行政许可法 26 II). */
  readonly assistDeptIds: readonly string[];
  readonly legalLimit: Allowance;
  readonly promiseLimit: Allowance;
  readonly intakeLimit: Allowance | null;
  readonly supplementLimit: Allowance | null;
  readonly deficitLimit: Allowance | null;
  readonly deliveryLimit: Allowance | null;
  /** In the unit of the legal limit. For a permit the law gives it; anything else cites its own basis. */
  readonly extension: { readonly max: number; readonly basis: string } | null;
  /** 未领取提醒: after how many natural days on the shelf a result is told again, each time once. */
  readonly reminderDays: readonly number[];
  readonly specialProcedures: readonly SpecialProcedure[];
  /** The list for the answers to the situation questions. */
  readonly materials: readonly ListedMaterial[];
  /** By what a supplement that never comes counts as giving up (视为放弃). */
  readonly lapseBasis: string | null;
  /** By what a supplement during the review stops the clock. */
  readonly reviewStopBasis: string | null;
  readonly grantWithDeficit: boolean;
  readonly steps: readonly ReviewStep[];
  readonly hearing: boolean;
  readonly resultType: 'certificate' | 'document' | 'none';
  /** What it costs with these answers, in fen; 0 where it is free. */
  readonly feeFen: number;
  /** By what the fee is due before the decision; without it the fee holds back only the result. */
  readonly feeBeforeDecisionBasis: string | null;
  /** By what one person suffices for an immediate item. */
  readonly onePersonBasis: string | null;
  /** Where a citizen may complain of a refusal: the item's own text, never a default. */
  readonly remedies: string | null;
}

const days = (amount: number): Allowance => ({ amount, unit: 'working_day' });

/** 行政许可法: acceptance (32), extension and joint extension (42), delivery (44), all in working days (82). Permits only. */
export const permitLaw = { intake: days(5), extension: 10, jointExtension: 15, delivery: days(10) } as const;

export const isPermit = (item: Pick<ItemVersion, 'taskType'>): boolean => item.taskType === '01';

/** How time is counted for an item. */
export interface ClockProfile {
  readonly intake: Allowance | null;
  /** Silence counts as acceptance (行政许可法 32 II). */
  readonly deemedAcceptance: boolean;
  readonly legal: Allowance;
  readonly promise: Allowance;
  readonly extensionMax: number;
  readonly delivery: Allowance | null;
}

/** The clocks of an item by its type and basis: the law's for a permit, its own for everything else. */
export function clockProfile(item: ItemVersion): ClockProfile {
  const permit = isPermit(item);
  const lawful = item.joint ? permitLaw.jointExtension : permitLaw.extension;
  return {
    intake: item.intakeLimit ?? (permit ? permitLaw.intake : null),
    deemedAcceptance: permit,
    legal: item.legalLimit,
    promise: item.promiseLimit,
    extensionMax: item.extension?.max ?? (permit ? lawful : 0),
    delivery: item.deliveryLimit ?? (permit ? permitLaw.delivery : null),
  };
}

/** Does this procedure stop the clocks? Only a permit's, of a kind that 行政许可法 45 names, or one that the item lists with a basis of its own. */
export function procedureStops(item: ItemVersion, procedure: SpecialProcedure): boolean {
  const byLaw = isPermit(item) && procedure.kind !== 'site_visit';
  return !procedure.countedInLegal && (byLaw || procedure.basis !== null);
}

export type ItemProblem =
  | 'promise_over_legal'
  | 'deficit_over_promise'
  | 'deficit_without_limit'
  | 'intake_over_law'
  | 'delivery_over_law'
  | 'extension_over_law'
  | 'no_decision_step';

/** Why no case can be opened against a version whatever its state: a promise beyond the law, or a limit that is missing. */
export function itemProblems(item: ItemVersion): ItemProblem[] {
  const law = item.joint ? permitLaw.jointExtension : permitLaw.extension;
  const permit = isPermit(item);
  const deferrable = item.materials.some((m) => m.isNeed === 'deferrable');
  const checks: readonly (readonly [ItemProblem, boolean])[] = [
    ['promise_over_legal', exceeds(item.promiseLimit, item.legalLimit)],
    ['deficit_over_promise', item.deficitLimit !== null && exceeds(item.deficitLimit, item.promiseLimit)],
    ['deficit_without_limit', deferrable && item.deficitLimit === null],
    ['intake_over_law', permit && item.intakeLimit !== null && exceeds(item.intakeLimit, permitLaw.intake)],
    ['delivery_over_law', permit && item.deliveryLimit !== null && exceeds(item.deliveryLimit, permitLaw.delivery)],
    ['extension_over_law', permit && item.extension !== null && item.extension.max > law],
    ['no_decision_step', item.steps.at(-1) !== 'decide'],
  ];
  return checks.filter(([, wrong]) => wrong).map(([problem]) => problem);
}

/** Certainly longer. Working days take at least as many natural ones; where only a calendar could tell, nothing is said. */
function exceeds(limit: Allowance, bound: Allowance): boolean {
  const [a, b] = [minutes(limit), minutes(bound)];
  if (a !== null && b !== null) return a > b;
  if (a !== null || b !== null) return false;
  return limit.amount > bound.amount && (limit.unit === bound.unit || limit.unit === 'working_day');
}

function minutes({ amount, unit }: Allowance): number | null {
  return unit === 'minute' ? amount : unit === 'hour' ? amount * 60 : null;
}
