import { retentionOf } from './archive.ts';
import type { Case, CaseActor, CaseCommand, CaseEvent } from './case-events.ts';
import { applyCase } from './case-fold.ts';
import { openBranches, refusalOf, stepBeside, type CaseContext, type CaseRefusal } from './case-guards.ts';
import { signedDocumentOf } from './case-documents.ts';
import { caseAllows, caseMachine } from './case-table.ts';
import { clockProfile, isPermit, procedureStops, reviewSteps, type ItemVersion } from './item-version.ts';
import { DomainError } from './errors.ts';
import type { Instant } from './time.ts';

/**
 * The one event that a press makes, or a refusal (thrown) with the code of the guard that refused. Pure: time, item, calendar
 * and circumstances are arguments. In this order: the table, what this version offers, authority and unit, the row's guards.
 */
export function decideCase(state: Case | null, command: CaseCommand, actor: CaseActor, context: CaseContext): CaseEvent {
  const refusal = caseRefusal(state, command, actor, context);
  if (refusal) throw refusal;
  const { action, ...input } = command;
  const at = context.now;
  return {
    type: caseMachine[action].event,
    caseId: state?.id ?? ('caseId' in command ? command.caseId : ''),
    at,
    effectiveAt: effectiveAt(state, command, at),
    actor,
    body: { ...input, ...factsOf(state, command, actor, context) },
    // each action's event and body belong together by its row; the compiler does not follow a union through a lookup
  } as CaseEvent;
}

/** Several presses of one session, each on what the one before it made: an immediate item at the window writes five events. */
export function decideSession(
  state: Case | null,
  commands: readonly CaseCommand[],
  actor: CaseActor,
  context: CaseContext,
): { readonly events: readonly CaseEvent[]; readonly state: Case | null } {
  return commands.reduce<{ readonly events: readonly CaseEvent[]; readonly state: Case | null }>(
    (so, command) => {
      const event = decideCase(so.state, command, actor, contextAfter(context, so.events));
      return { events: [...so.events, event], state: applyCase(so.state, event) };
    },
    { events: [], state },
  );
}

/** What is decided within a session is signed after it: no press of the same session hands it over. */
export function contextAfter(context: CaseContext, events: readonly CaseEvent[]): CaseContext {
  if (!events.some(({ type }) => signedDocumentOf(type))) return context;
  return { ...context, circumstances: { ...context.circumstances, decisionSigned: false } };
}

/** Why this press is refused, or null: what a screen asks before it draws a button. */
export function caseRefusal(state: Case | null, command: CaseCommand, actor: CaseActor, context: CaseContext): DomainError | null {
  if (state && state.itemVersionId !== context.item.id) throw new Error(`case ${state.id} is of another version of its item`);
  const { action } = command;
  const status = state?.status ?? 'NONE';
  if (!caseAllows(status, action, actor.role, context.item.caseKind)) return new DomainError('case.not_allowed', { action, status });
  // a revocation knows no time limit (行政许可法 69); nothing else touches an archived package
  if (state !== null && state.archivedAt !== null && action !== 'revoke') return new DomainError('case.archived');
  if (!context.offered.includes(action)) return new DomainError('case.not_offered', { action });
  if (actor.role === 'agent' && actor.authorityId === null) return new DomainError('case.agent_unauthorised');
  if (state && !ofTheUnit(state, command, actor)) return new DomainError('case.wrong_unit');
  for (const code of caseMachine[action].refusedWhen as readonly CaseRefusal[]) {
    const details = refusalOf(code, { state, command, actor, context });
    if (details) return new DomainError(code, details);
  }
  return null;
}

const departmentRoles: readonly string[] = [
  'department_handler',
  'department_reviewer',
  'department_checker',
  'department_decider',
  'department_head',
  'certificate_officer',
];

/** What an assisting department may press besides its own answer: what it misses it asks for itself. */
const ofBranches: readonly string[] = ['sign_branch', 'answer_branch', 'ask_supplement'];

/** A department acts on its own cases and on its branch of a joint one; revocation is also its superior's (行政许可法 69). */
function ofTheUnit(state: Case, command: CaseCommand, actor: CaseActor): boolean {
  if (!departmentRoles.includes(actor.role) || command.action === 'revoke') return true;
  const assists = ofBranches.includes(command.action) && state.branches.some(({ deptId }) => deptId === actor.unitId);
  return assists || actor.unitId === state.deptId;
}

/**
 * Deemed acceptance is dated from receipt, and receipt online is the submission (行政许可法 32); after a supplement acceptance
 * is dated from the day on which all pieces were there, which a deficit is not. Everything else counts from the press.
 */
function effectiveAt(state: Case | null, { action }: CaseCommand, now: Instant): Instant {
  if (action === 'deem_accepted') return state?.intakeFrom ?? now;
  if (action === 'accept') return state?.supplementUntil ?? now;
  return now;
}

/** What the fold must know and cannot ask: it has neither item nor calendar. */
function factsOf(state: Case | null, command: CaseCommand, actor: CaseActor, { item, place }: CaseContext): object {
  switch (command.action) {
    case 'draft':
      return { itemVersionId: item.id, deptId: item.deptId, unitId: item.intakeUnitId };
    case 'receive':
      return { missing: missingOf(item, command.checks), unitId: actor.unitId ?? item.intakeUnitId };
    case 'lapse_supplement':
      return { basis: item.lapseBasis };
    case 'sign':
      return { step: item.steps[0] ?? reviewSteps.at(-1), assists: item.assistDeptIds };
    case 'forward':
      return { step: state && openBranches(state).length > 0 ? state.step : stepBeside(item, state?.step ?? null, 1) };
    case 'answer_branch':
      return { step: joins(state, actor) ? stepBeside(item, state?.step ?? null, 1) : (state?.step ?? null) };
    case 'send_back':
      return { step: stepBeside(item, state?.step ?? null, -1) };
    case 'start_procedure':
      return { stops: item.specialProcedures.some((p) => p.kind === command.kind && procedureStops(item, p)) };
    case 'ask_supplement':
      return { stops: item.reviewStopBasis !== null };
    case 'approve_extension':
      return { amount: state?.extensionAsked?.amount ?? clockProfile(item).extensionMax, unit: extensionUnit(item) };
    case 'grant':
      return { decision: state?.deficit ? 'granted_with_deficit' : 'granted' };
    case 'refuse':
      return { decision: 'refused' };
    case 'archive':
      return state ? retentionOf(state, item.resultType, place.timeZone) : {};
    default:
      return {};
  }
}

/** The join: whoever answers last, with the leading department already waiting, moves the case on. Nobody else does. */
function joins(state: Case | null, actor: CaseActor): boolean {
  return state !== null && state.leadDone && openBranches(state).every(({ deptId }) => deptId === actor.unitId);
}

function missingOf(item: ItemVersion, checks: Readonly<Record<string, 'present' | 'missing'>>): string[] {
  return item.materials.filter((m) => m.isNeed !== 'optional' && checks[m.code] === 'missing').map((m) => m.code);
}

/** 行政许可法 42 and 82: working days for a permit; anything else extends in the unit of its own limit. */
function extensionUnit(item: ItemVersion) {
  return isPermit(item) ? 'working_day' : item.legalLimit.unit;
}
