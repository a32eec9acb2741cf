import { caseMachine } from './case-table.ts';
import { caseActions, type CaseDocument } from './case-words.ts';

/**
 * What a citizen may be bound by or complain of: no such paper leaves the organ without its signature (行政许可法 38, 44; an
 * electronic one counts like a stamped one, 国务院令716 第八条 to 第十条). Receipts and notices are told by their event alone.
 */
export const signedDocuments = [
  'non_acceptance_notice',
  'grant_decision',
  'refusal_decision',
  'revocation_decision',
] as const satisfies readonly CaseDocument[];
export type SignedDocument = (typeof signedDocuments)[number];

const byEvent = new Map<string, SignedDocument>(
  caseActions.flatMap((action) => {
    const { document, event } = caseMachine[action];
    const signed = signedDocuments.find((one) => one === document);
    return signed ? [[event, signed] as const] : [];
  }),
);

/** The document that an event of a case makes and that is signed, by the machine's own table; or null. */
export const signedDocumentOf = (eventType: string): SignedDocument | null => byEvent.get(eventType) ?? null;
