import type { ErrorCode } from './errors.ts';

/** One at a time. Pre-review and receipt of a supplement are the same statuses with another history. */
export const caseStatuses = [
  'DRAFT',
  'SUBMITTED',
  'RECEIVED',
  'SUPPLEMENT',
  'ACCEPTED',
  'IN_REVIEW',
  'STOPPED',
  'DECIDED',
  'PRODUCING',
  'READY',
  'CONCLUDED',
  'NOT_ACCEPTED',
  'RETURNED',
  'WITHDRAWN',
  'TERMINATED',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** Orthogonal to the status. */
export const caseFlags = ['deficit', 'extended', 'supplementInReview', 'supervised'] as const;
export type CaseFlag = (typeof caseFlags)[number];

export type StopKind = 'special_procedure' | 'suspended';
export type CaseDecision = 'granted' | 'granted_with_deficit' | 'refused';

/** The names of staff roles are those of the permissions; the others act without being staff. */
export const caseRoles = [
  'applicant',
  'agent',
  'clerk',
  'delivery_clerk',
  'department_handler',
  'department_reviewer',
  'department_checker',
  'department_decider',
  'department_head',
  'certificate_officer',
  'hotline_agent',
  'supervisor',
  'courier',
  'system',
] as const;
export type CaseRole = (typeof caseRoles)[number];

export const caseActions = [
  'draft',
  'submit',
  'pre_review_return',
  'receive',
  'give_notice',
  'supplement',
  'lapse_supplement',
  'accept',
  'accept_with_deficit',
  'deem_accepted',
  'refuse_acceptance',
  'sign',
  'forward',
  'send_back',
  'sign_branch',
  'answer_branch',
  'start_procedure',
  'end_procedure',
  'request_extension',
  'approve_extension',
  'suspend',
  'resume',
  'ask_supplement',
  'answer_supplement',
  'supply_deficit',
  'grant',
  'refuse',
  'terminate',
  'withdraw',
  'take_fee',
  'record_authority',
  'end_authority',
  'produce',
  'make_ready',
  'conclude',
  'remind',
  'deliver',
  'serve',
  'revoke',
  'archive',
  'reassign',
  'correct',
  'void',
  'supervise',
  'amend',
  'add_file',
  'remove_file',
  'check_file',
] as const;
export type CaseAction = (typeof caseActions)[number];

export type CaseDocument =
  | 'submission_receipt'
  | 'one_time_notice'
  | 'receipt'
  | 'supplement_receipt'
  | 'return_notice'
  | 'acceptance_notice'
  | 'deficit_acceptance_notice'
  | 'non_acceptance_notice'
  | 'opinion'
  | 'procedure_notice'
  | 'procedure_result'
  | 'extension_notice'
  | 'suspension_notice'
  | 'resumption_notice'
  | 'supplement_notice'
  | 'grant_decision'
  | 'refusal_decision'
  | 'termination_notice'
  | 'withdrawal_confirmation'
  | 'transfer_slip'
  | 'proof_of_service'
  | 'revocation_decision'
  | 'authority'
  | 'archive_index'
  | 'correction_note';

/** `due` stands for the legal and the promised limit together: they start, stop, move and end as one. */
export type ClockEffect =
  | `${'intake' | 'applicant' | 'due' | 'deficit' | 'delivery'}_${'starts' | 'ends'}`
  | 'due_stops'
  | 'due_resumes'
  | 'due_moves'
  | 'all_end'
  /** As before the press that is taken back: what it started never ran, what it ended ran on. */
  | 'as_before';

/** The stage records of the provincial exchange. */
export type ExchangeStage =
  | '申办'
  | '网上预受理'
  | '受理'
  | '审批'
  | '补正告知'
  | '补正受理'
  | '特别程序申请'
  | '特别程序结果'
  | '办结'
  | '领证登记';

export interface CaseEdge {
  /** The row of the rule book. */
  readonly rule: string;
  readonly from: readonly (CaseStatus | 'NONE')[];
  /** `BEFORE`: where it stood before the step that is answered or corrected. `SAME`: only flags and dates change. */
  readonly to: CaseStatus | 'SAME' | 'BEFORE';
  readonly roles: readonly CaseRole[];
  /** Who besides may press for an immediate item, in one session at the window. */
  readonly immediateRoles?: readonly CaseRole[];
  /** Each is a named guard, tried in this order. */
  readonly refusedWhen: readonly ErrorCode[];
  readonly clock: readonly ClockEffect[];
  readonly document: CaseDocument | null;
  /** The citizen is told. */
  readonly notice: boolean;
  readonly stage?: ExchangeStage;
  /** A supervisor may take this press back as the last one. */
  readonly correctable?: true;
  /** Somebody or a job can press it in this version; everything else is refused with `case.not_offered`. */
  readonly screen: boolean;
  readonly event: `case.${string}`;
}
