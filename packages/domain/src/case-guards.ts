import { archiveDue } from './archive.ts';
import { caseClocks, clockPassed } from './case-clocks.ts';
import type { Case, CaseActor, CaseAuthority, CaseCommand } from './case-events.ts';
import type { caseMachine } from './case-table.ts';
import type { CaseAction, CaseRole } from './case-words.ts';
import type { ClockPlace } from './clock.ts';
import type { ErrorDetails } from './errors.ts';
import { clockProfile, isPermit, itemProblems, type ItemVersion, type ReviewStep } from './item-version.ts';
import { addMs, localTime, type Instant } from './time.ts';

/** What the rest of the system knows at this instant, looked up under the same lock. */
export interface CaseCircumstances {
  /** The level of proof with which the applicant is known. */
  readonly identityLevel: number;
  /** Form and situation answers are whole and valid. */
  readonly formComplete: boolean;
  /** No unrepaired record of broken promises or bad credit. */
  readonly creditClean: boolean;
  /** Held, or waived by the citizen. */
  readonly hearingDone: boolean;
  readonly packageComplete: boolean;
  /** Every decision of the case carries its signature: nothing unsigned is handed over. */
  readonly decisionSigned: boolean;
}

export interface CaseContext {
  readonly now: Instant;
  readonly item: ItemVersion;
  readonly place: ClockPlace;
  readonly circumstances: CaseCircumstances;
  /** What this version offers: `offeredCaseActions`. */
  readonly offered: readonly CaseAction[];
}

export interface Press<S extends Case | null = Case> {
  readonly state: S;
  readonly command: CaseCommand;
  readonly actor: CaseActor;
  readonly context: CaseContext;
}

interface Guard<S extends Case | null = Case> {
  /** True where the press is refused. */
  readonly refuses: (press: Press<S>) => boolean;
  readonly details?: (press: Press<S>) => ErrorDetails;
}

export type CaseRefusal = (typeof caseMachine)[CaseAction]['refusedWhen'][number];

/** Guards of a press that may be the first; they stand apart because there is no case yet. */
const firstGuards = {
  'item.incomplete': {
    refuses: ({ context: { item } }) => item.taskState === 'incomplete' || itemProblems(item).length > 0,
    details: ({ context: { item } }) => ({ problems: itemProblems(item) }),
  },
  // an item that expires binds nobody who has submitted: the case keeps the version with which it began
  'case.item_not_in_force': {
    refuses: ({ state, context: { item, now } }) =>
      (state === null || state.status === 'DRAFT') &&
      (item.taskState !== 'in_use' || now < item.planEffectiveDate || (item.planCancelDate !== null && now >= item.planCancelDate)),
  },
  'case.applicant_unfit': {
    refuses: ({ command, context: { item } }) => 'applicantType' in command && !item.serverTypes.includes(command.applicantType),
  },
} as const satisfies Record<string, Guard<Case | null>>;

const guards: Record<Exclude<CaseRefusal, keyof typeof firstGuards>, Guard> = {
  'case.identity_too_low': { refuses: ({ context }) => context.circumstances.identityLevel < context.item.identityLevel },
  'case.form_incomplete': { refuses: ({ state, context }) => state.status === 'DRAFT' && !context.circumstances.formComplete },
  'case.material_unlisted': {
    refuses: (press) => unlisted(press).length > 0,
    details: (press) => ({ materials: unlisted(press) }),
  },
  'case.checklist_open': {
    refuses: (press) => unticked(press).length > 0,
    details: (press) => ({ count: unticked(press).length, materials: unticked(press) }),
  },
  'case.defects_missing': { refuses: ({ command }) => 'defects' in command && command.defects.length === 0 },
  // the second notice is a supervisor's to allow, and is counted; one does not allow it to oneself
  'case.notice_given': {
    refuses: ({ state, command, actor }) =>
      state.notices > 0 && (!('approvedBy' in command) || !command.approvedBy || command.approvedBy === actor.id),
  },
  'case.defect_repeated': {
    refuses: (press) => repeated(press).length > 0,
    details: (press) => ({ defects: repeated(press) }),
  },
  'case.supplement_running': { refuses: (press) => !clockPassed(clocksOf(press).applicant, press.context.now) },
  'case.lapse_without_basis': { refuses: ({ context }) => context.item.lapseBasis === null },
  'case.wrong_acceptor': {
    refuses: ({ actor, context: { item } }) => actor.role !== (item.acceptBy === 'WINDOW' ? 'clerk' : 'department_handler'),
  },
  'case.materials_missing': {
    refuses: ({ state }) => state.missing.length > 0,
    details: ({ state }) => ({ count: state.missing.length, materials: state.missing }),
  },
  'case.no_deficit': {
    refuses: ({ state, command }) => (command.action === 'accept_with_deficit' ? state.missing.length === 0 : !state.deficit),
  },
  'case.deficit_not_allowed': {
    refuses: ({ state, context: { item } }) =>
      item.deficitLimit === null || state.missing.some((code) => !item.materials.some((m) => m.code === code && m.isNeed === 'deferrable')),
  },
  'case.commitment_missing': { refuses: empty('commitment') },
  'case.credit_barred': { refuses: ({ context }) => !context.circumstances.creditClean },
  'case.not_a_permit': { refuses: ({ context }) => !isPermit(context.item) },
  'case.intake_running': { refuses: (press) => !clockPassed(clocksOf(press).intake, press.context.now) },
  'case.reason_missing': { refuses: empty('reason') },
  'case.direction_missing': {
    refuses: ({ command }) => command.action === 'refuse_acceptance' && command.code === 'not_our_power' && !command.direction,
  },
  'case.remedies_missing': { refuses: ({ context }) => !context.item.remedies },
  'case.receiver_decides': {
    refuses: ({ state, actor, context }) => context.item.caseKind === 'PROMISE' && state.intakeBy.includes(actor.id),
  },
  'case.second_person_missing': {
    refuses: ({ state, command, actor, context: { item } }) =>
      item.caseKind === 'INSTANT' &&
      item.onePersonBasis === null &&
      state.intakeBy.includes(actor.id) &&
      (!('confirmedBy' in command) || !command.confirmedBy || command.confirmedBy === actor.id),
  },
  'case.wrong_step': { refuses: (press) => !stepFits(press) },
  // the leading department may examine beside the others, and once; it decides after all of them
  'case.branches_open': {
    refuses: ({ state, command }) => openBranches(state).length > 0 && (command.action !== 'forward' || state.leadDone),
    details: ({ state }) => ({ count: openBranches(state).length }),
  },
  'case.branch_objects': { refuses: ({ state }) => state.branches.some((branch) => branch.agrees === false) },
  'case.no_branch': { refuses: (press) => branchOf(press) === undefined },
  'case.branch_signed': { refuses: (press) => branchOf(press)?.signedBy !== null },
  'case.branch_unsigned': { refuses: (press) => branchOf(press)?.signedBy === null },
  // an objection may be taken back, an agreement stands
  'case.branch_agreed': { refuses: (press) => branchOf(press)?.agrees === true },
  'case.opinion_missing': { refuses: empty('opinion') },
  'case.procedure_unlisted': {
    refuses: ({ command, context: { item } }) =>
      command.action === 'start_procedure' && !item.specialProcedures.some((p) => p.kind === command.kind),
  },
  'case.days_missing': { refuses: ({ command }) => command.action === 'start_procedure' && !isCount(command.days) },
  'case.wrong_stop': {
    refuses: ({ state, command }) => state.stopKind !== (command.action === 'end_procedure' ? 'special_procedure' : 'suspended'),
  },
  'case.result_missing': { refuses: empty('result') },
  'case.extension_without_basis': { refuses: ({ context }) => clockProfile(context.item).extensionMax === 0 },
  'case.extension_used': { refuses: ({ state }) => state.extended },
  'case.extension_too_long': {
    refuses: ({ command, context }) =>
      command.action === 'request_extension' && (!isCount(command.amount) || command.amount > clockProfile(context.item).extensionMax),
    details: ({ context }) => ({ max: clockProfile(context.item).extensionMax }),
  },
  'case.extension_late': { refuses: (press) => clockPassed(clocksOf(press).legal, press.context.now) },
  'case.extension_not_requested': { refuses: ({ state }) => state.extensionAsked === null },
  'case.same_person': { refuses: ({ state, actor }) => state.extensionAsked?.by === actor.id },
  'case.basis_missing': { refuses: empty('basis') },
  'case.review_date_missing': {
    refuses: ({ command, context: { now, place } }) =>
      command.action === 'suspend' && (command.reviewOn === null || command.reviewOn <= localTime(now, place.timeZone).date),
  },
  // a refusal may follow when the applicant let the time for the supplement pass
  'case.supplement_open': {
    refuses: (press) =>
      press.state.supplementInReview && !(press.command.action === 'refuse' && clockPassed(clocksOf(press).applicant, press.context.now)),
  },
  'case.supplement_not_open': { refuses: ({ state }) => !state.supplementInReview },
  'case.deficit_open': { refuses: ({ state, context }) => state.deficit && !context.item.grantWithDeficit },
  // the decision waits for a purse only where the item cites a basis; a refusal costs nothing
  'case.fee_unpaid': {
    refuses: ({ state, command, context: { item } }) =>
      item.feeFen > 0 &&
      state.paidFen === null &&
      state.decision !== 'refused' &&
      (command.action !== 'grant' || item.feeBeforeDecisionBasis !== null),
  },
  // no fee off the list: neither for what is free, nor twice, nor another amount
  'case.fee_not_due': {
    refuses: ({ state, context: { item } }) => item.feeFen === 0 || state.paidFen !== null || state.decision === 'refused',
  },
  'case.fee_differs': {
    refuses: ({ command, context: { item } }) => command.action === 'take_fee' && command.fen !== item.feeFen,
    details: ({ context: { item } }) => ({ yuan: (item.feeFen / 100).toFixed(2) }),
  },
  'case.receipt_missing': { refuses: ({ command }) => command.action === 'take_fee' && command.receiptNo === '' },
  'case.hearing_due': { refuses: ({ context }) => context.item.hearing && !context.circumstances.hearingDone },
  'case.deficit_running': { refuses: (press) => !clockPassed(clocksOf(press).deficit, press.context.now) },
  'case.signature_missing': { refuses: empty('signature') },
  'case.nothing_issued': { refuses: (press) => !issues(press) },
  'case.result_issued': { refuses: (press) => issues(press) && press.state.revokedAt === null },
  'case.decision_unsigned': { refuses: ({ context }) => !context.circumstances.decisionSigned },
  'case.transfer_unsigned': { refuses: ({ command }) => command.action === 'make_ready' && !transferFits(command.transfer) },
  'case.recipient_unproved': {
    refuses: ({ command }) => 'way' in command && (command.way === 'counter' || command.way === 'shelf') && command.recipientBy === null,
  },
  // 送达回证: over a counter nothing goes out without the signature of who takes it, or the reason why it stands on paper
  'case.recipient_unsigned': { refuses: ({ command }) => 'way' in command && command.way === 'counter' && !command.signed },
  'case.proof_missing': { refuses: empty('proof') },
  'case.authority_past': {
    refuses: ({ command, context }) => command.action === 'record_authority' && command.until !== null && command.until < todayOf(context),
  },
  // a hand-over by authority needs one that is on record, reaches that far and has not ended
  'case.authority_unknown': {
    refuses: ({ state, command, context }) => {
      const named = state.authorities.find((one) => 'authorityId' in command && one.id === command.authorityId);
      if (command.action === 'end_authority') return !named || named.endedAt !== null;
      return 'recipientBy' in command && command.recipientBy === 'authority' && !(named && mayCollect(named, context));
    },
  },
  'case.reminder_early': {
    refuses: ({ state, context: { item, now } }) => {
      const days = item.reminderDays[state.reminders];
      return days === undefined || state.readyAt === null || now < addMs(state.readyAt, days * 86_400_000);
    },
  },
  'case.served_already': { refuses: ({ state }) => state.servedAt !== null },
  'case.not_granted': { refuses: ({ state }) => state.decision !== 'granted' && state.decision !== 'granted_with_deficit' },
  'case.revoked': { refuses: ({ state }) => state.revokedAt !== null },
  'case.archived': { refuses: ({ state }) => state.archivedAt !== null },
  'case.archive_early': { refuses: ({ state, context }) => !archiveDue(state, context.now) },
  'case.package_incomplete': {
    refuses: ({ state, context }) =>
      state.caseNo === null ||
      !context.circumstances.packageComplete ||
      !context.circumstances.decisionSigned ||
      owed(state) ||
      (mustBeServed(state) && state.servedAt === null),
  },
  // where the citizen is asked for something, and before the window has it; a clerk enters what is brought until it is accepted
  'case.files_closed': { refuses: ({ state, actor }) => !takesFiles(state, actor.role) },
  'case.too_many_files': {
    refuses: ({ state, command }) =>
      command.action === 'add_file' && (state.files ?? []).filter((f) => f.material === command.material).length >= maxFilesPerMaterial,
    details: () => ({ max: maxFilesPerMaterial }),
  },
  'case.file_unknown': { refuses: (press) => fileOf(press) === undefined },
  // what was compared with the original stays with whoever compared it
  'case.file_checked': {
    refuses: (press) => fileOf(press)?.trust === 'B' && (press.command.action === 'check_file' || press.actor.role !== 'clerk'),
  },
  'case.nothing_amended': {
    refuses: ({ command }) =>
      command.action === 'amend' && command.applicantId === null && command.answers === null && command.hallId === null,
  },
  'case.nothing_to_correct': {
    refuses: ({ state, command }) =>
      command.action === 'correct' && (command.applicantId === null ? state.before === null : command.applicantId === state.applicantId),
  },
};

/** The refusal that a named guard gives, or null. A guard that needs a case lets the first press pass. */
export function refusalOf(code: CaseRefusal, press: Press<Case | null>): ErrorDetails | null {
  const details = (guard: Guard<Case | null>): ErrorDetails | null => (guard.refuses(press) ? (guard.details?.(press) ?? {}) : null);
  if (code in firstGuards) return details(firstGuards[code as keyof typeof firstGuards]);
  if (!hasCase(press)) return null;
  const guard = guards[code as keyof typeof guards];
  return guard.refuses(press) ? (guard.details?.(press) ?? {}) : null;
}

const hasCase = (press: Press<Case | null>): press is Press => press.state !== null;

/** The next or the previous step of an item's review. */
export function stepBeside(item: ItemVersion, step: ReviewStep | null, by: 1 | -1): ReviewStep | null {
  return step === null ? null : (item.steps[item.steps.indexOf(step) + by] ?? null);
}

function empty(field: 'reason' | 'basis' | 'opinion' | 'result' | 'commitment' | 'signature' | 'proof') {
  return ({ command }: Press): boolean => (command as unknown as Readonly<Record<string, unknown>>)[field] === '';
}

/** Pages of one material, each an image of its own. */
export const maxFilesPerMaterial = 10;

function takesFiles({ status, supplementInReview, deficit }: Case, role: CaseRole): boolean {
  if (status === 'ACCEPTED' || status === 'IN_REVIEW' || status === 'STOPPED') return supplementInReview || deficit;
  return status !== 'RECEIVED' || role === 'clerk';
}

const fileOf = ({ state, command }: Press) => ('fileId' in command ? state.files?.find(({ id }) => id === command.fileId) : undefined);

const isCount = (n: number): boolean => Number.isInteger(n) && n > 0;

const clocksOf = ({ state, context }: Press) => caseClocks(state, context.item, context.place);

function unlisted({ command, context }: Press): string[] {
  const named =
    'checks' in command
      ? Object.keys(command.checks)
      : 'materials' in command
        ? command.materials
        : 'material' in command
          ? [command.material]
          : [];
  return named.filter((code) => !context.item.materials.some((m) => m.code === code));
}

function unticked({ command, context }: Press): string[] {
  const checks = 'checks' in command ? command.checks : {};
  return context.item.materials.map((m) => m.code).filter((code) => !Object.hasOwn(checks, code));
}

function repeated({ state, command }: Press): string[] {
  return 'defects' in command ? command.defects.filter((defect) => state.defects.includes(defect)) : [];
}

const stepOfRole: Partial<Record<CaseRole, ReviewStep>> = {
  department_handler: 'examine',
  department_reviewer: 'examine',
  department_checker: 'check',
  department_decider: 'decide',
  clerk: 'decide',
};

function stepFits({ state, command, actor, context }: Press): boolean {
  if (state.step === null || stepOfRole[actor.role] !== state.step) return false;
  if (command.action === 'forward') return stepBeside(context.item, state.step, 1) !== null;
  if (command.action === 'send_back') return stepBeside(context.item, state.step, -1) !== null;
  return true;
}

/** Is there anything to make and hand over? A refusal always is a paper of its own. */
function issues({ state, context }: Press): boolean {
  return state.decision === 'refused' || context.item.resultType !== 'none';
}

export const openBranches = (state: Case) => state.branches.filter((branch) => branch.answeredBy === null);

const branchOf = ({ state, actor }: Press) => state.branches.find((branch) => branch.deptId === actor.unitId);

const todayOf = ({ now, place }: CaseContext) => localTime(now, place.timeZone).date;

/** Not ended, not run out, and for collecting too. */
const mayCollect = (one: CaseAuthority, context: CaseContext): boolean =>
  one.scope !== 'handle' && one.endedAt === null && (one.until === null || one.until >= todayOf(context));

function transferFits(transfer: Extract<CaseCommand, { action: 'make_ready' }>['transfer']): boolean {
  if (transfer === null) return true;
  const { sentBy, takenBy, sent, counted } = transfer;
  return sentBy !== '' && takenBy !== '' && sentBy !== takenBy && sent === counted && sent > 0;
}

/** A decision with a deficit that is not closed yet. */
const owed = ({ deficit, decision }: Case): boolean => deficit && decision !== null;
const mustBeServed = ({ status }: Case): boolean => status === 'NOT_ACCEPTED' || status === 'TERMINATED' || status === 'CONCLUDED';
