import type { CaseStatus } from './case-words.ts';
import { DomainError } from './errors.ts';
import { addMs, msBetween, type Instant } from './time.ts';

/** 好差评 (国办发〔2019〕51号, GB/T 39734-2020): five levels, the best first. */
export const ratingLevels = [5, 4, 3, 2, 1] as const;
export type RatingLevel = (typeof ratingLevels)[number];

/** 差评: not satisfied, or not at all. */
export const isBad = (level: RatingLevel): boolean => level <= 2;

/** What the log can confirm or refute by itself: the three that are pressed most. */
export const checkableTags = ['over_legal_limit', 'conditions_beyond_guide', 'materials_beyond_guide'] as const;

const praise = ['clear_at_once', 'few_materials', 'kind', 'fast', 'short_wait', 'easy_to_find'] as const;
const wanting = ['long_wait', 'unclear', 'hard_form', 'came_again'] as const;
const complaint = [...checkableTags, 'passed_on', 'impatient', ...wanting] as const;

/** What may be said beside each level: the same everywhere, so that halls can be compared; a new list is a new version. */
export const ratingTags = {
  5: [...praise, 'cared_for'],
  4: praise,
  3: wanting,
  2: complaint,
  1: complaint,
} as const satisfies Record<RatingLevel, readonly string[]>;
export const ratingTagsVersion = '2026-11';
export type RatingTag = (typeof ratingTags)[RatingLevel][number];
export const allRatingTags: readonly RatingTag[] = [...new Set(Object.values(ratingTags).flat())];

/** 一次一评, 一事一评: a visit to a window once, a matter once when it was accepted and once when it was concluded. */
export const ratingStages = ['VISIT', 'ACCEPTED', 'CONCLUDED'] as const;
export type RatingStage = (typeof ratingStages)[number];
export interface RatingTarget {
  readonly stage: RatingStage;
  /** The ticket of a visit, else the case. */
  readonly id: string;
}

export const ratingChannels = ['pad', 'link', 'portal'] as const;
export type RatingChannel = (typeof ratingChannels)[number];

/** So many days after the step it can be rated. */
export const ratingDays = 30;
export const ratingUntil = (stepAt: Instant): Instant => addMs(stepAt, ratingDays * 86_400_000);

export type RatingState = 'not_yet' | 'open' | 'given' | 'expired';

/** May this step be rated now? `stepAt` is null before it is finished. */
export function ratingState(stepAt: Instant | null, given: boolean, now: Instant): RatingState {
  if (given) return 'given';
  if (stepAt === null) return 'not_yet';
  return now <= ratingUntil(stepAt) ? 'open' : 'expired';
}

const refusals = { not_yet: 'rating.not_yet', given: 'rating.given', expired: 'rating.expired' } as const;

export function assertRatable(stepAt: Instant | null, given: boolean, now: Instant): void {
  const state = ratingState(stepAt, given, now);
  if (state !== 'open') throw new DomainError(refusals[state], state === 'expired' ? { days: ratingDays } : {});
}

/** How a case can end so that there is something to rate: not where the citizen took it back. */
const concluding: readonly CaseStatus[] = ['CONCLUDED', 'NOT_ACCEPTED', 'TERMINATED'];

/** When a case finished a stage, or null. */
export function caseStepAt(
  stage: Exclude<RatingStage, 'VISIT'>,
  of: { readonly status: CaseStatus; readonly acceptedAt: Instant | null; readonly endedAt: Instant | null },
): Instant | null {
  if (stage === 'ACCEPTED') return of.acceptedAt;
  return concluding.includes(of.status) ? of.endedAt : null;
}

/** Only the tags that the level offers, each once, in the order of the list. */
export function tagsFor(level: RatingLevel, chosen: readonly string[]): RatingTag[] {
  const offered: readonly RatingTag[] = ratingTags[level];
  const foreign = chosen.filter((tag) => !(offered as readonly string[]).includes(tag));
  if (foreign.length > 0) throw new DomainError('request.invalid', { fields: ['tags'] });
  return offered.filter((tag) => chosen.includes(tag));
}

/** Of a set of finished steps: how many there were, and how many were rated how. What is not rated is in no level. */
export interface RatingTally {
  readonly finished: number;
  readonly levels: Readonly<Record<RatingLevel, number>>;
}

export interface RatingFigures extends RatingTally {
  readonly rated: number;
  /** 主动评价率 = rated ÷ finished. */
  readonly activeRate: number | null;
  /** 好评率 = (5 + 4 + 3) ÷ valid ratings. Null where nobody rated: silence is no praise. */
  readonly goodRate: number | null;
  /** 平均分, out of ten. */
  readonly average: number | null;
}

/** Points of a level out of ten. */
const points: Readonly<Record<RatingLevel, number>> = { 5: 10, 4: 8, 3: 6, 2: 2, 1: 0 };

export function ratingFigures({ finished, levels }: RatingTally): RatingFigures {
  const sum = (value: (level: RatingLevel) => number): number => ratingLevels.reduce((all, level) => all + value(level) * levels[level], 0);
  const rated = sum(() => 1);
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    finished,
    levels,
    rated,
    activeRate: share(rated, finished),
    goodRate: share(
      sum((level) => (isBad(level) ? 0 : 1)),
      rated,
    ),
    average: share(
      sum((level) => points[level]),
      rated,
    ),
  };
}

/** Fewer ratings than this tell who said what: they are counted, and not told by level. */
export const leastRatings = 5;

/**
 * Which groups of one whole are told by level. Where one alone would be kept back the whole minus the others gave it away,
 * so the smallest of the others is kept back with it.
 */
export function toldGroups<T extends { readonly rated: number }>(groups: readonly T[], least = leastRatings): ReadonlySet<T> {
  const rated = groups.filter((group) => group.rated > 0);
  const kept = rated.filter((group) => group.rated < least);
  const told = rated.filter((group) => group.rated >= least).sort((a, b) => a.rated - b.rated);
  const hidden = kept.reduce((all, group) => all + group.rated, 0);
  return new Set(kept.length > 0 && hidden < least ? told.slice(1) : told);
}

/** What is known of a rating beside what it says. */
export interface RatingFact {
  readonly level: RatingLevel;
  readonly channel: RatingChannel;
  readonly windowId: string | null;
  readonly givenAt: Instant;
  /** From the question to the answer; null = not known. */
  readonly tookMs: number | null;
  /** A keyed digest of where it came from; null for a pad, which stands where it stands. */
  readonly source: string | null;
}

export interface AnomalyRules {
  readonly perWindowAndMinute: number;
  readonly perSourceAndDay: number;
  readonly quickMs: number;
}

/** One visit takes minutes, so a window is rated less than once in each; a family may share one phone. */
export const anomalyRules: AnomalyRules = { perWindowAndMinute: 3, perSourceAndDay: 5, quickMs: 2_000 };

export interface RatingAnomalies {
  readonly crowded: number;
  readonly sameSource: number;
  readonly quickBest: number;
  readonly beyondFinished: number;
}

/** Counts that stand beside the figures, so that a number too good to be true explains itself. They judge nobody. */
export function ratingAnomalies(facts: readonly RatingFact[], finished: number, rules: AnomalyRules = anomalyRules): RatingAnomalies {
  return {
    crowded: crowded(facts, (f) => f.windowId && `${f.windowId} ${f.givenAt.slice(0, 16)}`, rules.perWindowAndMinute),
    sameSource: crowded(facts, (f) => f.source && `${f.source} ${f.givenAt.slice(0, 10)}`, rules.perSourceAndDay),
    quickBest: facts.filter((f) => f.level === 5 && f.tookMs !== null && f.tookMs < rules.quickMs).length,
    beyondFinished: Math.max(0, facts.length - finished),
  };
}

/** How many facts lie in groups of more than `most`. */
function crowded(facts: readonly RatingFact[], groupOf: (fact: RatingFact) => string | null, most: number): number {
  const sizes = new Map<string, number>();
  for (const fact of facts) {
    const group = groupOf(fact);
    if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  return [...sizes.values()].filter((size) => size > most).reduce((all, size) => all + size, 0);
}

/** How long a pad asks, and how long what was pressed there can be taken back. */
export const padAsksMs = 60_000;
export const padUndoMs = 5_000;

/** What a screen says it took, held against when the step was finished: nobody can have thought longer than that. */
export const tookMs = (told: number | null, stepAt: Instant, now: Instant): number | null =>
  told === null ? null : Math.max(0, Math.min(told, msBetween(stepAt, now)));
