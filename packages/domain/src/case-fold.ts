import type { Case, CaseAuthority, CaseBody, CaseBranch, CaseEvent, CaseFile, CasePause } from './case-events.ts';
import { caseMachine } from './case-table.ts';
import { caseActions, type CaseEdge } from './case-words.ts';

type Patch = Partial<Case>;

const edgeOf = new Map<string, CaseEdge>(caseActions.map((action) => [caseMachine[action].event, caseMachine[action]]));

/** Folds one event into the case; `null` before `case.drafted`. The row that is stored is exactly this. */
export function applyCase(state: Case | null, event: CaseEvent): Case {
  if (event.type === 'case.drafted') return drafted(event);
  if (!state) throw new Error(`${event.type} before case.drafted`);
  if (event.type === 'case.corrected') return corrected(state, event);
  const edge = edgeOf.get(event.type);
  const { before: _before, ...snapshot } = state;
  const status = edge === undefined || edge.to === 'SAME' || edge.to === 'BEFORE' ? state.status : edge.to;
  return { ...state, status, before: edge?.correctable ? snapshot : null, ...patchOf(state, event) };
}

type Drafted = Extract<CaseEvent, { type: 'case.drafted' }>;
type Corrected = Extract<CaseEvent, { type: 'case.corrected' }>;
type Later = Exclude<CaseEvent, Drafted | Corrected>;

function drafted({ caseId, body }: Drafted): Case {
  return {
    id: caseId,
    caseNo: null,
    itemVersionId: body.itemVersionId,
    applicantId: body.applicantId,
    applicantType: body.applicantType,
    status: 'DRAFT',
    stopKind: null,
    decision: null,
    deficit: false,
    extended: false,
    supplementInReview: false,
    supervised: false,
    unitId: body.unitId,
    deptId: body.deptId,
    handlerId: null,
    step: null,
    sentBack: 0,
    branches: [],
    leadDone: false,
    intakeBy: [],
    submittedAt: null,
    receivedAt: null,
    intakeFrom: null,
    intakeUntil: null,
    notices: 0,
    defects: [],
    missing: [],
    noticeFrom: null,
    supplementFrom: null,
    supplementUntil: null,
    acceptedAt: null,
    deemed: false,
    deficitUntil: null,
    pauses: [],
    procedure: null,
    extensionAsked: null,
    extension: null,
    paidFen: null,
    authorities: [],
    readyAt: null,
    reminders: 0,
    decidedAt: null,
    decidedBy: null,
    endedAt: null,
    nonAcceptance: null,
    servedAt: null,
    revokedAt: null,
    archivedAt: null,
    before: null,
  };
}

/** A wrong press is taken back whole: what it started never ran, what it ended ran on. */
function corrected(state: Case, { body }: Corrected): Case {
  if (body.applicantId !== null) return { ...state, applicantId: body.applicantId, before: null };
  return state.before ? { ...state.before, before: null } : state;
}

function patchOf(state: Case, event: Later): Patch {
  const at = event.effectiveAt;
  switch (event.type) {
    case 'case.submitted':
      return { caseNo: event.body.caseNo, submittedAt: at, intakeFrom: at };
    case 'case.returned_for_changes':
    case 'case.notice_given':
      return { ...noticed(state, event.body.defects, at), ...tookIn(state, event) };
    case 'case.received':
      return {
        caseNo: state.caseNo ?? event.body.caseNo,
        receivedAt: at,
        // what was submitted runs since then: receiving it begins nothing anew
        intakeFrom: state.intakeFrom ?? at,
        missing: event.body.missing,
        unitId: event.body.unitId,
        ...tookIn(state, event),
      };
    case 'case.supplemented':
      return { status: state.noticeFrom ?? state.status, intakeFrom: at, intakeUntil: null, ...supplied(state, event.body.materials, at) };
    case 'case.supplement_lapsed':
    case 'case.terminated':
    case 'case.voided':
    case 'case.withdrawn':
      return { endedAt: at, stopKind: null };
    case 'case.accepted':
      return { ...accepted(state, at, event.at), ...tookIn(state, event) };
    case 'case.accepted_with_deficit':
      return { ...accepted(state, at, event.at), deficit: true, ...tookIn(state, event) };
    case 'case.deemed_accepted':
      return { ...accepted(state, at, event.at), deemed: true, receivedAt: state.receivedAt ?? state.submittedAt };
    case 'case.acceptance_refused':
      return { endedAt: at, intakeUntil: at, nonAcceptance: event.body.code, ...tookIn(state, event) };
    case 'case.signed':
      return { handlerId: event.actor.id, step: event.body.step, branches: (event.body.assists ?? []).map(openBranch) };
    case 'case.forwarded':
      return { step: event.body.step, leadDone: event.body.step === state.step };
    case 'case.branch_signed':
      return { branches: ofBranch(state, event, { signedBy: event.actor.id }) };
    case 'case.branch_answered':
      return {
        branches: ofBranch(state, event, { answeredBy: event.actor.id, agrees: event.body.agrees }),
        step: event.body.step,
        leadDone: state.leadDone && event.body.step === state.step,
      };
    case 'case.sent_back':
      return { step: event.body.step, sentBack: state.sentBack + 1, leadDone: false };
    case 'case.procedure_started':
    case 'case.suspended':
      return stopped(state, event);
    default:
      return laterPatch(state, event);
  }
}

const openBranch = (deptId: string): CaseBranch => ({ deptId, signedBy: null, answeredBy: null, agrees: null });

function ofBranch(state: Case, event: CaseEvent, done: Partial<CaseBranch>): readonly CaseBranch[] {
  return state.branches.map((branch) => (branch.deptId === event.actor.unitId ? { ...branch, ...done } : branch));
}

type Stopping = Extract<Later, { type: 'case.procedure_started' | 'case.suspended' }>;

function stopped(state: Case, event: Stopping): Patch {
  const at = event.effectiveAt;
  if (event.type === 'case.suspended') return { stopKind: 'suspended', pauses: paused(state, at, 'suspended') };
  return {
    stopKind: 'special_procedure',
    procedure: { from: at, until: null, planned: { amount: event.body.days, unit: 'working_day' } },
    pauses: event.body.stops ? paused(state, at, 'special_procedure') : state.pauses,
  };
}

/** From the review on. */
function laterPatch(state: Case, event: Later): Patch {
  const at = event.effectiveAt;
  switch (event.type) {
    case 'case.procedure_ended':
      return {
        stopKind: null,
        procedure: state.procedure && { ...state.procedure, until: at },
        pauses: resumed(state, at, 'special_procedure'),
      };
    case 'case.resumed':
      return { stopKind: null, pauses: resumed(state, at, 'suspended') };
    case 'case.extension_requested':
      return { extensionAsked: { amount: event.body.amount, by: event.actor.id } };
    case 'case.extended':
      return { extended: true, extension: { amount: event.body.amount, unit: event.body.unit } };
    case 'case.supplement_asked':
      return {
        supplementInReview: true,
        supplementFrom: at,
        supplementUntil: null,
        defects: [...state.defects, ...event.body.defects],
        pauses: event.body.stops ? paused(state, at, 'supplement') : state.pauses,
      };
    case 'case.supplement_answered':
      return { supplementInReview: false, ...supplied(state, event.body.materials, at), pauses: resumed(state, at, 'supplement') };
    case 'case.deficit_supplied': {
      const { missing } = supplied(state, event.body.materials, at);
      return missing.length === 0 ? { missing, deficit: false, deficitUntil: at } : { missing };
    }
    case 'case.granted':
      return { decision: event.body.decision, decidedAt: at, decidedBy: event.actor.id };
    case 'case.refused':
      return { decision: event.body.decision, decidedAt: at, decidedBy: event.actor.id, ...nothingOwed(state, at) };
    case 'case.fee_taken':
      return { paidFen: event.body.fen };
    case 'case.ready':
      return { unitId: event.body.unitId, readyAt: at };
    case 'case.reminded':
      return { reminders: state.reminders + 1 };
    case 'case.authority_recorded':
      return { authorities: [...state.authorities, authorityOf(event.body)] };
    case 'case.authority_ended':
      return { authorities: state.authorities.map((one) => (one.id === event.body.authorityId ? { ...one, endedAt: at } : one)) };
    case 'case.concluded':
    case 'case.delivered':
      return { endedAt: at, servedAt: at };
    case 'case.served':
      return { servedAt: at };
    case 'case.revoked':
      // what lay in the archive comes out of it, and goes back with its decision
      return { revokedAt: at, archivedAt: null };
    case 'case.archived':
      return { archivedAt: at, retention: { class: event.body.retention, until: event.body.until } };
    case 'case.reassigned':
      return reassigned(state, event.body);
    case 'case.supervised':
      return { supervised: true };
    case 'case.amended':
      return { applicantId: event.body.applicantId ?? state.applicantId, unitId: event.body.hallId ?? state.unitId };
    case 'case.file_added':
    case 'case.file_removed':
    case 'case.file_checked':
      return { files: filesAfter(state.files ?? [], event) };
    default:
      return {};
  }
}

function authorityOf({ authorityId, agentId, scope, until }: CaseBody<'record_authority'>): CaseAuthority {
  return { id: authorityId, agentId, scope, until, endedAt: null };
}

type OfFiles = Extract<Later, { type: 'case.file_added' | 'case.file_removed' | 'case.file_checked' }>;

function filesAfter(files: readonly CaseFile[], event: OfFiles): readonly CaseFile[] {
  const { fileId } = event.body;
  switch (event.type) {
    case 'case.file_added': {
      const { material, kind, bytes, digest, trust } = event.body;
      return [...files, { id: fileId, material, kind, bytes, digest, trust, addedAt: event.at }];
    }
    case 'case.file_removed':
      return files.filter(({ id }) => id !== fileId);
    case 'case.file_checked':
      return files.map((file) => (file.id === fileId ? { ...file, trust: 'B' } : file));
  }
}

function tookIn(state: Case, event: CaseEvent): Patch {
  const { id, role } = event.actor;
  return role === 'clerk' && !state.intakeBy.includes(id) ? { intakeBy: [...state.intakeBy, id] } : {};
}

function noticed(state: Case, defects: readonly string[], at: string): Patch {
  return {
    notices: state.notices + 1,
    defects: [...state.defects, ...defects],
    noticeFrom: state.status === 'SUBMITTED' ? 'SUBMITTED' : 'RECEIVED',
    intakeUntil: at,
    supplementFrom: at,
    supplementUntil: null,
  };
}

function supplied(state: Case, materials: readonly string[], at: string): Pick<Case, 'missing' | 'supplementUntil'> {
  return { missing: state.missing.filter((code) => !materials.includes(code)), supplementUntil: at };
}

/** The time for acceptance ends with the press, also where the acceptance is dated back. */
function accepted(state: Case, at: string, pressedAt: string): Patch {
  return { acceptedAt: at, intakeUntil: pressedAt, unitId: state.deptId };
}

/** A refusal asks for nothing any more. */
function nothingOwed(state: Case, at: string): Patch {
  const deficit = state.deficit ? { deficit: false, deficitUntil: at } : {};
  return { ...deficit, supplementInReview: false, pauses: resumed(state, at, 'supplement') };
}

function paused(state: Case, from: string, why: CasePause['why']): readonly CasePause[] {
  return [...state.pauses, { from, until: null, why }];
}

function resumed(state: Case, until: string, why: CasePause['why']): readonly CasePause[] {
  return state.pauses.map((pause) => (pause.why === why && pause.until === null ? { ...pause, until } : pause));
}

/** Until acceptance and from the shelf on another unit than the department answers. */
function reassigned(state: Case, body: { readonly unitId: string; readonly handlerId: string | null }): Patch {
  const withDepartment = state.acceptedAt !== null && state.status !== 'READY';
  return { unitId: body.unitId, deptId: withDepartment ? body.unitId : state.deptId, handlerId: body.handlerId ?? state.handlerId };
}
