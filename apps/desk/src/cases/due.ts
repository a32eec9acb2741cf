import { msBetween, type Instant } from '@one-window/domain/time';
import type { CaseRow } from './api.ts';

const DAY_MS = 86_400_000;

/** How urgent a case is; each has its own shape and words, so that colour is only the third sign. */
export type DueState =
  | { readonly kind: 'over' }
  | { readonly kind: 'none' | 'stopped' }
  | { readonly kind: 'left' | 'soon' | 'late'; readonly at: Instant; readonly ms: number };

const over: readonly CaseRow['status'][] = ['CONCLUDED', 'RETURNED', 'WITHDRAWN'];

/** By the clock on the wall: how many of the days are working days is told with the clock itself. */
export function dueState({ status, dueAt }: Pick<CaseRow, 'status' | 'dueAt'>, now: Instant): DueState {
  if (over.includes(status)) return { kind: 'over' };
  if (dueAt === null) return { kind: status === 'STOPPED' ? 'stopped' : 'none' };
  const ms = msBetween(now, dueAt);
  if (ms < 0) return { kind: 'late', at: dueAt, ms: -ms };
  return { kind: ms < DAY_MS ? 'soon' : 'left', at: dueAt, ms };
}

/** The line of steps that every case goes along. */
export const stages = ['receive', 'accept', 'review', 'produce', 'serve'] as const;
const stageOf: Partial<Record<CaseRow['status'], number>> = {
  DRAFT: 0,
  SUBMITTED: 0,
  RECEIVED: 1,
  SUPPLEMENT: 1,
  ACCEPTED: 2,
  IN_REVIEW: 2,
  STOPPED: 2,
  DECIDED: 3,
  PRODUCING: 3,
  READY: 4,
  CONCLUDED: 5,
};
const marks = [
  ['case.received'],
  ['case.accepted', 'case.accepted_with_deficit', 'case.deemed_accepted'],
  ['case.granted', 'case.refused'],
  ['case.ready'],
  ['case.delivered', 'case.served', 'case.concluded'],
] as const;

/** How many stages are behind it, and whether it stands in the next: a case that ended early stands in none. */
export function progressOf(status: CaseRow['status'], steps: readonly { readonly type: string }[]): { done: number; here: number | null } {
  const at = stageOf[status];
  if (at !== undefined) return { done: at, here: at < stages.length ? at : null };
  const reached = marks.findLastIndex((types) => steps.some((step) => (types as readonly string[]).includes(step.type)));
  return { done: reached + 1, here: null };
}
