import { caseMachine } from '@one-window/domain/case-table';
import { caseActions, type CaseDocument } from '@one-window/domain/case-words';

/** The documents of the rule book that are drawn as papers; the rest of them is told on the screens. */
export const paperKinds = [
  'submission_receipt',
  'receipt',
  'supplement_receipt',
  'one_time_notice',
  'acceptance_notice',
  'deficit_acceptance_notice',
  'non_acceptance_notice',
  'grant_decision',
  'refusal_decision',
  'proof_of_service',
] as const satisfies readonly CaseDocument[];
export type PaperKind = (typeof paperKinds)[number];

const kindOf = new Map<string, PaperKind>(
  caseActions.flatMap((action) => {
    const { document, event } = caseMachine[action];
    const kind = paperKinds.find((one) => one === document);
    return kind ? [[event, kind] as const] : [];
  }),
);

/** The paper that an event of a case is told by, or null. */
export const paperOf = (type: string): PaperKind | null => kindOf.get(type) ?? null;

/** Which of these events are told by a paper. */
export const papersOf = (steps: readonly { readonly version: number; readonly type: string }[]) =>
  steps.flatMap(({ version, type }) => {
    const kind = paperOf(type);
    return kind ? [{ version, kind }] : [];
  });
