import type { RetentionClass } from '@one-window/domain/archive';
import type { CaseClocks } from '@one-window/domain/case-clocks';
import type { CaseEvent, NonAcceptanceCode, Service } from '@one-window/domain/case-events';
import type { CaseAction, CaseDecision, CaseDocument, CaseFlag, CaseRole, CaseStatus, StopKind } from '@one-window/domain/case-words';
import type { Allowance } from '@one-window/domain/clock';
import type { ApplicantType, ProcedureKind, ReviewStep } from '@one-window/domain/item-version';
import type { VisitAim } from '@one-window/domain/ticket-items';
import type { Translate } from '../i18n.ts';
import type { CaseKey } from '../i18n/cases.ts';

/**
 * Words for what the domain knows of a case. Each takes the `t` of its surface, which must hold the dictionary of cases. The
 * keys follow the domain's own unions, so a status or action without words does not compile.
 */
export type CaseTranslate = Translate<CaseKey>;
/** How a case came in. */
export type CaseChannel = 'online' | 'hall' | 'hotline';

/** `已受理` for ACCEPTED. */
export const statusWord = (t: CaseTranslate, status: CaseStatus): string => t(`case.status.${status}`);
/** Why a case stands still. */
export const stopWord = (t: CaseTranslate, kind: StopKind): string => t(`case.stop.${kind}`);
/** What was decided. */
export const decisionWord = (t: CaseTranslate, decision: CaseDecision): string => t(`case.decision.${decision}`);
/** What is true of a case beside its status. */
export const flagWord = (t: CaseTranslate, flag: CaseFlag): string => t(`case.flag.${flag}`);
/** The verb on a key: `受理`. */
export const actionWord = (t: CaseTranslate, action: CaseAction): string => t(`case.action.${action}`);
/** The same as something that happened, for a history: `已受理`. */
export const happenedWord = (t: CaseTranslate, type: CaseEvent['type']): string => t(`case.happened.${type}`);
/** Where whoever took a result signed for it. */
export const takenWord = (t: CaseTranslate, signed: 'pad' | 'paper'): string => t(`case.taken.${signed}`);
/** Who acts. */
export const roleWord = (t: CaseTranslate, role: CaseRole): string => t(`case.role.${role}`);
/** The official name of a paper. */
export const documentWord = (t: CaseTranslate, document: CaseDocument): string => t(`case.document.${document}`);
/** What may precede a decision. */
export const procedureWord = (t: CaseTranslate, kind: ProcedureKind): string => t(`case.procedure.${kind}`);
/** Why a case was not accepted. */
export const codeWord = (t: CaseTranslate, code: NonAcceptanceCode): string => t(`case.code.${code}`);
/** A step of the review. */
export const stepWord = (t: CaseTranslate, step: ReviewStep): string => t(`case.step.${step}`);
/** How a case came in. */
export const channelWord = (t: CaseTranslate, channel: CaseChannel): string => t(`case.channel.${channel}`);
/** What kind of applicant it is. */
export const applicantWord = (t: CaseTranslate, type: ApplicantType): string => t(`case.applicant.${type}`);
/** How a result reaches its citizen. */
export const wayWord = (t: CaseTranslate, way: Service['way']): string => t(`case.way.${way}`);
/** How the one who took it was known. */
export const recipientWord = (t: CaseTranslate, by: NonNullable<Service['recipientBy']>): string => t(`case.recipient.${by}`);
/** The name of a limit. */
export const clockWord = (t: CaseTranslate, clock: keyof CaseClocks): string => t(`case.clock.${clock}`);
/** `5 个工作日`, `1 working day`. */
export const allowanceText = (t: CaseTranslate, { amount, unit }: Allowance): string =>
  t(amount === 1 ? `case.unit.${unit}.one` : `case.unit.${unit}`, { n: amount });
/** `来取结果，G0012 号`. */
export const visitWord = (t: CaseTranslate, { aim, number }: { readonly aim: VisitAim | 'first'; readonly number: string }): string =>
  t('case.visits.line', { aim: t(`case.visits.${aim}`), number });
/** `城南大厅 3 号窗口`; a number that was called nowhere has no window. */
export const visitPlace = (t: CaseTranslate, { hall, window }: { readonly hall: string; readonly window: string | null }): string =>
  window === null ? hall : t('case.visits.window', { hall, window });
/** How long an archived case is kept. */
export function keptWord(
  t: CaseTranslate,
  { retention, until }: { readonly retention: RetentionClass; readonly until: string | null },
): string {
  const span = t(`case.kept.${retention}`);
  return until === null ? span : t('case.kept_until', { span, until });
}
