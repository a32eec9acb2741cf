import type { RetentionClass } from './archive.ts';
import type { caseMachine } from './case-table.ts';
import type { CaseAction, CaseDecision, CaseRole, CaseStatus, StopKind } from './case-words.ts';
import type { Allowance, ClockUnit } from './clock.ts';
import type { ApplicantType, ProcedureKind, ReviewStep } from './item-version.ts';
import type { RecipientSignature } from './signatures.ts';
import type { DateText, Instant } from './time.ts';

/** A keyed digest of a text or file that stands outside the log; empty where there is none. */
export type Digest = string;

export const nonAcceptanceCodes = ['no_permit_needed', 'not_our_power', 'not_qualified'] as const;
export type NonAcceptanceCode = (typeof nonAcceptanceCodes)[number];

/** The proof that a paper reached its citizen, and how the person who took it was known. */
export interface Service {
  readonly way: 'counter' | 'shelf' | 'post' | 'electronic';
  readonly recipientBy: 'identity' | 'code' | 'authority' | null;
  /** The recorded authority by which somebody else took it. */
  readonly authorityId?: string;
  readonly proof: Digest;
  /** How who took it signed for it; missing in services of before there were signatures, and where nobody stood at a counter. */
  readonly signed?: RecipientSignature;
}

/** For what somebody else may act: hand in and supplement, collect, or both. */
export const authorityScopes = ['handle', 'collect', 'all'] as const;
export type AuthorityScope = (typeof authorityScopes)[number];

/** 授权委托: the applicant lets somebody else act in this case, on a paper that the window has seen (民法典 165). */
export interface CaseAuthority {
  readonly id: string;
  readonly agentId: string;
  readonly scope: AuthorityScope;
  /** The last day; null for the whole case. */
  readonly until: DateText | null;
  readonly endedAt: Instant | null;
}

/** 物料流转单: paper goes from hand to hand, counted by both. */
export interface Transfer {
  readonly id: string;
  readonly sentBy: string;
  readonly takenBy: string;
  readonly sent: number;
  readonly counted: number;
}

export const fileKinds = ['jpeg', 'png', 'pdf'] as const;
/**
 * How far a stored material is believed (国办函〔2016〕108号): B was compared with the original at a window, C is what somebody
 * uploaded. A (issued by the organ) and D (declared) are no uploads.
 */
export const uploadTrust = ['B', 'C'] as const;

/** One image or document to a material. Its bytes stand outside the log, which keeps their keyed digest. */
export interface CaseFile {
  readonly id: string;
  readonly material: string;
  readonly kind: (typeof fileKinds)[number];
  readonly bytes: number;
  readonly digest: Digest;
  readonly trust: (typeof uploadTrust)[number];
  readonly addedAt: Instant;
}

type Nothing = Record<never, never>;
interface Reason {
  readonly reason: Digest;
}
interface Notice {
  /** Listed materials and fields of the form, all of them at once. */
  readonly defects: readonly string[];
  /** The supervisor who let a second notice pass. */
  readonly approvedBy: string | null;
}
interface Supplied {
  readonly materials: readonly string[];
}

/** What each action is given by the one who presses. Identifiers and digests, never personal data in clear. */
export interface CaseInputs {
  draft: { readonly caseId: string; readonly applicantId: string; readonly applicantType: ApplicantType };
  submit: { readonly caseNo: string };
  pre_review_return: Notice;
  receive: { readonly caseNo: string; readonly checks: Readonly<Record<string, 'present' | 'missing'>> };
  give_notice: Notice;
  supplement: Supplied;
  lapse_supplement: Nothing;
  accept: Nothing;
  accept_with_deficit: { readonly commitment: Digest };
  deem_accepted: Nothing;
  refuse_acceptance: Reason & { readonly code: NonAcceptanceCode; readonly direction: string | null };
  sign: Nothing;
  forward: { readonly opinion: Digest };
  send_back: { readonly opinion: Digest };
  sign_branch: Nothing;
  answer_branch: { readonly agrees: boolean; readonly opinion: Digest };
  start_procedure: { readonly kind: ProcedureKind; readonly days: number };
  end_procedure: { readonly result: Digest };
  request_extension: Reason & { readonly amount: number };
  approve_extension: Nothing;
  suspend: Reason & { readonly basis: string; readonly reviewOn: DateText | null };
  resume: Nothing;
  ask_supplement: { readonly defects: readonly string[] };
  answer_supplement: Supplied;
  supply_deficit: Supplied;
  grant: { readonly opinion: Digest; readonly confirmedBy: string | null };
  refuse: Reason & { readonly basis: string; readonly confirmedBy: string | null };
  terminate: Nothing;
  withdraw: { readonly signature: Digest };
  /** In fen, by the receipt of whoever took it. */
  take_fee: { readonly fen: number; readonly receiptNo: string };
  /** `agentId` is a person whose card the window has seen. */
  record_authority: {
    readonly authorityId: string;
    readonly agentId: string;
    readonly scope: AuthorityScope;
    readonly until: DateText | null;
    readonly proof: Digest;
  };
  end_authority: { readonly authorityId: string };
  produce: Nothing;
  /** `transfer` is null for a result that exists only electronically. */
  make_ready: { readonly unitId: string; readonly transfer: Transfer | null };
  conclude: Service;
  remind: Nothing;
  deliver: Service;
  serve: Service;
  revoke: { readonly basis: string };
  /** The digest of the index: what lies in the package, each with a digest of its own. */
  archive: { readonly index: Digest };
  reassign: Reason & { readonly unitId: string; readonly handlerId: string | null };
  /** `applicantId` for a wrong applicant; null takes back the last press. */
  correct: Reason & { readonly applicantId: string | null };
  void: Reason;
  supervise: Nothing;
  /** What is said otherwise, `null` for what stays. The answers stand outside the log, which keeps their digest. */
  amend: { readonly applicantId: string | null; readonly answers: Digest | null; readonly hallId: string | null };
  add_file: Omit<CaseFile, 'id' | 'addedAt'> & { readonly fileId: string };
  remove_file: { readonly fileId: string };
  /** Compared with the original: from C to B. */
  check_file: { readonly fileId: string };
}

/** What the rule adds, so that the fold needs neither item nor calendar. */
interface CaseFacts {
  draft: { readonly itemVersionId: string; readonly deptId: string; readonly unitId: string };
  receive: { readonly missing: readonly string[]; readonly unitId: string };
  lapse_supplement: { readonly basis: string };
  /** `assists` is missing in signatures from before there were branches. */
  sign: { readonly step: ReviewStep; readonly assists?: readonly string[] };
  forward: { readonly step: ReviewStep };
  send_back: { readonly step: ReviewStep };
  /** The step in which the case stands after it: another one only for whoever comes last. */
  answer_branch: { readonly step: ReviewStep | null };
  start_procedure: { readonly stops: boolean };
  approve_extension: { readonly amount: number; readonly unit: ClockUnit };
  ask_supplement: { readonly stops: boolean };
  grant: { readonly decision: CaseDecision };
  refuse: { readonly decision: CaseDecision };
  archive: { readonly retention: RetentionClass; readonly until: DateText | null };
}

export type CaseBody<A extends CaseAction> = CaseInputs[A] & (A extends keyof CaseFacts ? CaseFacts[A] : Nothing);

/** Who pressed, in which role, for which unit; `authorityId` is the recorded authority of an agent. */
export interface CaseActor {
  readonly id: string;
  readonly role: CaseRole;
  readonly unitId: string | null;
  readonly authorityId: string | null;
}

/** One per transition. `effectiveAt` is the lawful time where it is not the time of the press: deemed acceptance, a supplement that completes. */
export type CaseEvent = {
  [A in CaseAction]: {
    readonly type: (typeof caseMachine)[A]['event'];
    readonly caseId: string;
    readonly at: Instant;
    readonly effectiveAt: Instant;
    readonly actor: CaseActor;
    readonly body: CaseBody<A>;
  };
}[CaseAction];

/** What a role presses, with what it is given. */
export type CaseCommand = { [A in CaseAction]: { readonly action: A } & CaseInputs[A] }[CaseAction];

/** 并联审批: what one assisting department has done. Nothing is counted beside it: the branches themselves are the join. */
export interface CaseBranch {
  readonly deptId: string;
  readonly signedBy: string | null;
  readonly answeredBy: string | null;
  readonly agrees: boolean | null;
}

export interface CasePause {
  readonly from: Instant;
  readonly until: Instant | null;
  readonly why: StopKind | 'supplement';
}

/** A case as its events make it. Dates are lawful ones; a due date is never stored, see `caseClocks`. */
export interface Case {
  readonly id: string;
  readonly caseNo: string | null;
  readonly itemVersionId: string;
  readonly applicantId: string;
  readonly applicantType: ApplicantType;
  readonly status: CaseStatus;
  readonly stopKind: StopKind | null;
  readonly decision: CaseDecision | null;
  readonly deficit: boolean;
  readonly extended: boolean;
  readonly supplementInReview: boolean;
  readonly supervised: boolean;
  /** The one unit that answers for the case now; the public view names it. */
  readonly unitId: string;
  /** The department that decides. */
  readonly deptId: string;
  readonly handlerId: string | null;
  readonly step: ReviewStep | null;
  readonly sentBack: number;
  /** The assisting departments of a joint item; empty until the leading one has signed. */
  readonly branches: readonly CaseBranch[];
  /** The leading department has examined and waits for the others. */
  readonly leadDone: boolean;
  /** Who took it in as a clerk: none of them may examine or decide it. */
  readonly intakeBy: readonly string[];
  readonly submittedAt: Instant | null;
  readonly receivedAt: Instant | null;
  /** Since when the time for acceptance runs, and when it ended. */
  readonly intakeFrom: Instant | null;
  readonly intakeUntil: Instant | null;
  readonly notices: number;
  /** Every defect ever named: none may be named twice. */
  readonly defects: readonly string[];
  readonly missing: readonly string[];
  /** Where a supplement leads back to. */
  readonly noticeFrom: 'SUBMITTED' | 'RECEIVED' | null;
  readonly supplementFrom: Instant | null;
  readonly supplementUntil: Instant | null;
  readonly acceptedAt: Instant | null;
  readonly deemed: boolean;
  readonly deficitUntil: Instant | null;
  readonly pauses: readonly CasePause[];
  readonly procedure: { readonly from: Instant; readonly until: Instant | null; readonly planned: Allowance } | null;
  readonly extensionAsked: { readonly amount: number; readonly by: string } | null;
  readonly extension: { readonly amount: number; readonly unit: ClockUnit } | null;
  readonly paidFen: number | null;
  readonly authorities: readonly CaseAuthority[];
  /** Since when the result waits to be collected, and how often that was told again. */
  readonly readyAt: Instant | null;
  readonly reminders: number;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly endedAt: Instant | null;
  readonly nonAcceptance: NonAcceptanceCode | null;
  readonly servedAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly archivedAt: Instant | null;
  /** How long the archived package is kept; absent in a case that is not archived. */
  readonly retention?: { readonly class: RetentionClass; readonly until: DateText | null };
  /** What was uploaded and not removed, oldest first; absent in a case that never had any. */
  readonly files?: readonly CaseFile[];
  /** As it was before the last press, where a supervisor may take that back. */
  readonly before: Omit<Case, 'before'> | null;
}
