import { intakeRows } from './case-rows-intake.ts';
import { resultRows } from './case-rows-result.ts';
import { reviewRows } from './case-rows-review.ts';
import { caseActions, type CaseAction, type CaseEdge, type CaseRole, type CaseStatus } from './case-words.ts';
import type { CaseKind } from './item-version.ts';

/**
 * The machine of a case (办件): rows T1–T25 of the rule book, and reassign, correct, void and supervise. The desk draws its
 * buttons from it, the API enforces it, the tests walk every status × action × role. Nothing leads round the clock: a return
 * from pre-review is the one-off notice and is counted as one.
 */
export const caseMachine = { ...intakeRows, ...reviewRows, ...resultRows } as const satisfies Record<CaseAction, CaseEdge>;

/** What this version can do; the rest of the table is refused with a reason of its own. */
export const offeredCaseActions: readonly CaseAction[] = caseActions.filter((action) => caseMachine[action].screen);

/** May this role press this action on a case in this status? `NONE` before there is one. Guards come after it. */
export function caseAllows(status: CaseStatus | 'NONE', action: CaseAction, role: CaseRole, kind: CaseKind): boolean {
  const edge: CaseEdge = caseMachine[action];
  const roles = kind === 'INSTANT' ? [...edge.roles, ...(edge.immediateRoles ?? [])] : edge.roles;
  return edge.from.includes(status) && roles.includes(role);
}

/** What a role may press now, in the machine's order. */
export function availableCaseActions(status: CaseStatus | 'NONE', role: CaseRole, kind: CaseKind): CaseAction[] {
  return offeredCaseActions.filter((action) => caseAllows(status, action, role, kind));
}

/** 即办件: what one session at the window presses; each still writes its own event. */
export const immediatePath = ['receive', 'accept', 'sign', 'grant', 'produce'] as const satisfies readonly CaseAction[];
