import type { ItemType } from './catalogue.ts';
import type { Allowance } from './clock.ts';
import type { CaseKind } from './item-version.ts';
import type { Validity } from './licences.ts';

/** 要么自己带，要么不用带: from where the hall gets a material. `shared`: from another office's data; `commitment`: a written promise stands for it; `here`: made at the window. */
export const materialSources = ['self', 'shared', 'commitment', 'here'] as const;
export type MaterialSource = (typeof materialSources)[number];

/** How far away it can be handled (通办范围). */
export const handlingScopes = ['city', 'province', 'provinces', 'national', 'national_online'] as const;
export type HandlingScope = (typeof handlingScopes)[number];

/** What happens beside the review and is told beforehand. */
export const guideProcedures = ['site_visit', 'means_check', 'public_notice', 'file_check', 'appraisal', 'test', 'later_check'] as const;
export type GuideProcedure = (typeof guideProcedures)[number];

/** Question → the answers of it under which something holds; several questions must all fit. */
export type Condition = Readonly<Record<string, readonly string[]>>;
/** Question → answer. */
export type SituationAnswers = Readonly<Record<string, string>>;

export interface SituationQuestion {
  readonly id: string;
  readonly text: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
}

export interface GuideMaterial {
  readonly code: string;
  readonly name: string;
  /** 必要 or 容缺后补. */
  readonly need: 'required' | 'deferrable';
  readonly from: MaterialSource;
  readonly when?: Condition | undefined;
}

/** What a citizen is told of an item, as one version of it says. Names are data and stay in the language of the item. */
export interface ItemGuideVersion {
  readonly caseKind: CaseKind;
  readonly taskType: ItemType;
  /** Null for an immediate item: while one waits. */
  readonly legal: Allowance | null;
  /** Null while one waits: an immediate item, or one decided on a written promise (告知承诺). */
  readonly promise: Allowance | null;
  /** How often one has to come: least (where everything goes well online) and most. */
  readonly visits: { readonly least: number; readonly most: number };
  /** In fen. Several only under different conditions. */
  readonly fees: readonly { readonly fen: number; readonly when?: Condition | undefined }[];
  readonly result: {
    readonly name: string;
    readonly kind: 'certificate' | 'document';
    /** How long a certificate counts; without it, for good. */
    readonly validity?: Validity | undefined;
  } | null;
  readonly scope: HandlingScope | null;
  readonly procedures: readonly GuideProcedure[];
  /** 配合部门 of a joint item, by the names of the directory. */
  readonly assists?: readonly string[] | undefined;
  readonly questions: readonly SituationQuestion[];
  readonly materials: readonly GuideMaterial[];
  /** Where one may complain of a refusal. The item's own text, never a default. */
  readonly remedies?: string | undefined;
  /** By what a supplement that never comes counts as giving up (视为放弃). */
  readonly lapseBasis?: string | undefined;
}

export interface Situation {
  /** The first question that has no answer yet, or null. */
  readonly open: SituationQuestion | null;
  /** Certain already: what depends on an open question is left out. */
  readonly materials: readonly GuideMaterial[];
  /** Null while it depends on an open question. */
  readonly feeFen: number | null;
}

/** What of a version depends on the answers. */
export type SituationGuide = Pick<ItemGuideVersion, 'questions' | 'materials' | 'fees'>;

/** The answers that its questions have, in their order. One that a question does not have counts as none. */
export function knownAnswers({ questions }: Pick<SituationGuide, 'questions'>, answers: SituationAnswers): SituationAnswers {
  return Object.fromEntries(
    questions.flatMap(({ id, options }) => (options.some((o) => o.id === answers[id]) ? [[id, answers[id]!]] : [])),
  );
}

/** 情形引导: the same answers always give the same list. */
export function situationOf(guide: SituationGuide, answers: SituationAnswers): Situation {
  const given = knownAnswers(guide, answers);
  const applies = (when: Condition | undefined): boolean =>
    Object.entries(when ?? {}).every(([question, fit]) => fit.includes(given[question] ?? ''));
  const certain = (when: Condition | undefined): boolean => Object.keys(when ?? {}).every((question) => given[question] !== undefined);
  const fees = guide.fees.filter((fee) => applies(fee.when));
  return {
    open: guide.questions.find(({ id }) => given[id] === undefined) ?? null,
    materials: guide.materials.filter((material) => applies(material.when)),
    feeFen: guide.fees.every((fee) => certain(fee.when)) ? fees.reduce((sum, fee) => sum + fee.fen, 0) : null,
  };
}

export type GuideProblem =
  | 'promise_over_legal'
  | 'limit_of_immediate'
  | 'no_legal_limit'
  | 'visits_upside_down'
  | 'visit_for_none'
  | 'material_twice'
  | 'catch_all_material'
  | 'unknown_condition';

/** What the linter of guides objects to, as far as these fields tell: nothing may be published that breaks it. */
export function guideProblems(guide: ItemGuideVersion): GuideProblem[] {
  const conditions = [...guide.materials, ...guide.fees].flatMap(({ when }) => Object.entries(when ?? {}));
  const fits = ([question, answers]: readonly [string, readonly string[]]): boolean => {
    const options = guide.questions.find((q) => q.id === question)?.options.map((o) => o.id);
    return options !== undefined && answers.every((answer) => options.includes(answer));
  };
  const { legal, promise, visits } = guide;
  const codes = guide.materials.map((m) => m.code);
  const checks: readonly (readonly [GuideProblem, boolean])[] = [
    ['promise_over_legal', legal !== null && promise !== null && legal.unit === promise.unit && promise.amount > legal.amount],
    ['limit_of_immediate', guide.caseKind === 'INSTANT' && (legal !== null || promise !== null)],
    ['no_legal_limit', guide.caseKind === 'PROMISE' && legal === null],
    ['visits_upside_down', visits.least > visits.most],
    // 零跑动: who need not come cannot be asked for what is made at the window
    ['visit_for_none', visits.most === 0 && guide.materials.some((m) => m.from === 'here')],
    ['material_twice', new Set(codes).size < codes.length],
    // 兜底材料 (国办发〔2018〕45号): nobody may be asked for what no list names
    ['catch_all_material', guide.materials.some((m) => /其他材料|其它材料|有关部门要求|等材料/.test(m.name))],
    ['unknown_condition', !conditions.every(fits)],
  ];
  return checks.filter(([, wrong]) => wrong).map(([problem]) => problem);
}
