import type { Sql } from 'postgres';
import { signedDocumentOf } from '@one-window/domain/case-documents';
import { caseMachine } from '@one-window/domain/case-table';
import { caseActions, type CaseDocument } from '@one-window/domain/case-words';
import type { HeldReason } from '../db/schema/documents.ts';

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
  'revocation_decision',
  'proof_of_service',
  'archive_index',
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

/** Which of these events are told by a paper, and whether it can be given out: a decision only once it is signed. */
export async function papersOf(
  sql: Sql,
  caseId: string,
  steps: readonly { readonly version: number; readonly type: string }[],
): Promise<{ version: number; kind: PaperKind; waits: boolean; held: HeldReason | null }[]> {
  const signed = await sql<{ version: number; state: string; held: HeldReason | null }[]>`
    select version, state, held from documents where case_id = ${caseId}`;
  return steps.flatMap(({ version, type }) => {
    const kind = paperOf(type);
    if (!kind) return [];
    const document = signed.find((one) => one.version === version);
    const waits = signedDocumentOf(type) !== null && document?.state !== 'signed';
    return [{ version, kind, waits, held: document?.held ?? null }];
  });
}
