import { addDays, type Calendar, type DayKind } from './calendar.ts';
import type { Case, CaseActor, CaseCommand, CaseInputs, Service } from './case-events.ts';
import { applyCase } from './case-fold.ts';
import type { CaseContext } from './case-guards.ts';
import { caseMachine, immediatePath } from './case-table.ts';
import { caseActions, type CaseAction, type CaseEdge, type CaseRole } from './case-words.ts';
import { caseRefusal, decideCase } from './cases.ts';
import type { ClockPlace } from './clock.ts';
import type { ItemVersion } from './item-version.ts';
import { localInstant, type DateText, type Instant } from './time.ts';

// Sample item, people and calendar for tests. Nothing here is a real list of anything.

const range = (from: DateText, to: DateText, kind: DayKind): [DateText, DayKind][] => {
  const days: [DateText, DayKind][] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) days.push([date, kind]);
  return days;
};
const makeUp = (...dates: DateText[]): [DateText, DayKind][] => dates.map((date) => [date, 'work']);

/** The notices for 2025 and 2026 as published (gov.cn 202411/content_6986383 and the notice of 2025-11-04). */
export const sampleCalendar: Calendar = {
  publishedYears: new Set([2025, 2026]),
  days: new Map([
    ...range('2025-01-01', '2025-01-01', 'rest'),
    ...range('2025-01-28', '2025-02-04', 'rest'),
    ...range('2025-04-04', '2025-04-06', 'rest'),
    ...range('2025-05-01', '2025-05-05', 'rest'),
    ...range('2025-05-31', '2025-06-02', 'rest'),
    ...range('2025-10-01', '2025-10-08', 'rest'),
    ...makeUp('2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'),
    ...range('2026-01-01', '2026-01-03', 'rest'),
    ...range('2026-02-15', '2026-02-23', 'rest'),
    ...range('2026-04-04', '2026-04-06', 'rest'),
    ...range('2026-05-01', '2026-05-05', 'rest'),
    ...range('2026-06-19', '2026-06-21', 'rest'),
    ...range('2026-09-25', '2026-09-27', 'rest'),
    ...range('2026-10-01', '2026-10-07', 'rest'),
    ...makeUp('2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'),
  ]),
};

export const samplePlace: ClockPlace = {
  calendar: sampleCalendar,
  timeZone: 'Asia/Shanghai',
  dayStartsMinutes: 9 * 60,
  dayEndsMinutes: 17 * 60 + 30,
};

/** A wall-clock time of the hall. */
export function hallTime(date: DateText, time = '10:00'): Instant {
  const [h, m] = time.split(':').map(Number) as [number, number];
  return localInstant(date, h * 60 + m, samplePlace.timeZone);
}

/** A permit for a food business: 20 working days by law, 5 promised, one material that may come later. */
export const samplePermit: ItemVersion = {
  id: 'food-1',
  taskCode: 'sample',
  taskType: '01',
  taskState: 'in_use',
  planEffectiveDate: '2025-01-01T00:00:00.000Z',
  planCancelDate: null,
  caseKind: 'PROMISE',
  serverTypes: ['person', 'enterprise'],
  identityLevel: 2,
  deptId: 'market',
  intakeUnitId: 'hall',
  acceptBy: 'WINDOW',
  joint: false,
  assistDeptIds: [],
  legalLimit: { amount: 20, unit: 'working_day' },
  promiseLimit: { amount: 5, unit: 'working_day' },
  intakeLimit: null,
  supplementLimit: { amount: 15, unit: 'working_day' },
  deficitLimit: { amount: 3, unit: 'working_day' },
  deliveryLimit: null,
  extension: null,
  reminderDays: [7, 21],
  specialProcedures: [
    { kind: 'inspection', days: 5, basis: null, countedInLegal: false },
    { kind: 'site_visit', days: 3, basis: null, countedInLegal: false },
    { kind: 'test', days: 3, basis: null, countedInLegal: true },
  ],
  materials: [
    { code: 'form', isNeed: 'required' },
    { code: 'rules', isNeed: 'deferrable' },
    { code: 'photo', isNeed: 'optional' },
  ],
  lapseBasis: 'local rule 7',
  reviewStopBasis: null,
  grantWithDeficit: false,
  steps: ['examine', 'check', 'decide'],
  hearing: false,
  resultType: 'certificate',
  feeFen: 0,
  feeBeforeDecisionBasis: null,
  onePersonBasis: null,
  remedies: 'reconsideration at the city, action at its court',
};

/** An immediate item of the same window. */
export const sampleInstant: ItemVersion = {
  ...samplePermit,
  id: 'card-1',
  taskType: '20',
  caseKind: 'INSTANT',
  legalLimit: { amount: 1, unit: 'working_day' },
  promiseLimit: { amount: 1, unit: 'working_day' },
  deficitLimit: { amount: 1, unit: 'working_day' },
  steps: ['decide'],
};

const unitOf: Partial<Record<CaseRole, string>> = { clerk: 'hall', delivery_clerk: 'hall', supervisor: 'inspection' };

/** Somebody in a role: another person for each role, unless named. */
export function person(role: CaseRole, id: string = role): CaseActor {
  const unitId = role.startsWith('department') || role === 'certificate_officer' ? 'market' : (unitOf[role] ?? null);
  return { id, role, unitId, authorityId: role === 'agent' ? 'authority-1' : null };
}

/** Everything in order, everything offered. */
export function context(now: Instant, item: ItemVersion = samplePermit, rest: Partial<CaseContext['circumstances']> = {}): CaseContext {
  return {
    now,
    item,
    place: samplePlace,
    offered: caseActions,
    circumstances: {
      identityLevel: 2,
      formComplete: true,
      creditClean: true,
      hearingDone: true,
      packageComplete: true,
      decisionSigned: true,
      ...rest,
    },
  };
}

const served: Service = { way: 'counter', recipientBy: 'identity', proof: 'signed', signed: { by: 'paper', why: 'unwilling' } };
const all = { form: 'present', rules: 'present', photo: 'missing' } as const;

/** What each action is given when nothing is wrong with it. */
const goodInputs: CaseInputs = {
  draft: { caseId: 'case-1', applicantId: 'citizen-1', applicantType: 'person' },
  submit: { caseNo: 'no-1' },
  pre_review_return: { defects: ['form'], approvedBy: null },
  receive: { caseNo: 'no-1', checks: all },
  give_notice: { defects: ['rules'], approvedBy: null },
  supplement: { materials: ['form', 'rules'] },
  lapse_supplement: {},
  accept: {},
  accept_with_deficit: { commitment: 'signed' },
  deem_accepted: {},
  refuse_acceptance: { code: 'not_qualified', reason: 'why', direction: null },
  sign: {},
  forward: { opinion: 'fine' },
  send_back: { opinion: 'look again' },
  sign_branch: {},
  answer_branch: { agrees: true, opinion: 'fine' },
  start_procedure: { kind: 'inspection', days: 5 },
  end_procedure: { result: 'report' },
  request_extension: { amount: 10, reason: 'why' },
  approve_extension: {},
  suspend: { reason: 'why', basis: 'article 1', reviewOn: '2030-01-01' },
  resume: { reason: 'why' },
  ask_supplement: { defects: ['plan'] },
  answer_supplement: { materials: ['rules'] },
  supply_deficit: { materials: ['rules'] },
  grant: { opinion: 'granted', confirmedBy: 'colleague' },
  refuse: { reason: 'why', basis: 'article 38', confirmedBy: 'colleague' },
  terminate: {},
  withdraw: { signature: 'signed' },
  take_fee: { fen: 2_000, receiptNo: 'receipt-1' },
  record_authority: { authorityId: 'authority-1', agentId: 'agent-1', scope: 'all', until: null, proof: 'signed' },
  end_authority: { authorityId: 'authority-1' },
  produce: {},
  make_ready: { unitId: 'hall', transfer: { id: 'slip', sentBy: 'a', takenBy: 'b', sent: 1, counted: 1 } },
  conclude: served,
  remind: {},
  deliver: served,
  serve: served,
  revoke: { basis: 'article 69' },
  archive: { index: 'digest' },
  reassign: { reason: 'leave', unitId: 'market', handlerId: 'other' },
  correct: { reason: 'wrong press', applicantId: null },
  void: { reason: 'wrong press' },
  supervise: {},
  amend: { applicantId: null, answers: 'digest', hallId: null },
  add_file: { fileId: 'file-1', material: 'form', kind: 'jpeg', bytes: 1_000, digest: 'digest', trust: 'C' },
  remove_file: { fileId: 'file-1' },
  check_file: { fileId: 'file-1' },
};

/** A press with everything in order, but for what is said otherwise. */
export function press<A extends CaseAction>(action: A, rest: Partial<CaseInputs[A]> = {}): CaseCommand {
  return { action, ...goodInputs[action], ...rest } as CaseCommand;
}

export interface Step<A extends CaseAction> {
  readonly at?: Instant;
  readonly given?: Partial<CaseInputs[A]>;
  readonly by?: CaseActor;
  readonly item?: ItemVersion;
  readonly known?: Partial<CaseContext['circumstances']>;
}

const monday = hallTime('2026-03-02');

/** Who presses this usually: the first role of the row, at a window the clerk for an immediate item, in the review whose step it is. */
function usual(state: Case | null, action: CaseAction, item: ItemVersion): CaseActor {
  const edge: CaseEdge = caseMachine[action];
  if (action === 'forward' && state?.step === 'check') return person('department_checker');
  if (item.caseKind === 'INSTANT' && edge.immediateRoles?.includes('clerk')) return person('clerk');
  return person(edge.roles[0] ?? 'system');
}

/** Presses and folds; throws the refusal. */
export function next<A extends CaseAction>(state: Case | null, action: A, step: Step<A> = {}): Case {
  const item = step.item ?? samplePermit;
  const by = step.by ?? usual(state, action, item);
  const event = decideCase(state, press(action, step.given), by, context(step.at ?? monday, item, step.known));
  return applyCase(state, event);
}

/** The code with which a press is refused, or null. */
export function refused<A extends CaseAction>(state: Case | null, action: A, step: Step<A> = {}): string | null {
  const item = step.item ?? samplePermit;
  const by = step.by ?? usual(state, action, item);
  return caseRefusal(state, press(action, step.given), by, context(step.at ?? monday, item, step.known))?.code ?? null;
}

/** Presses one after the other with everything in order. */
export function walk(actions: readonly CaseAction[], step: Pick<Step<CaseAction>, 'at' | 'item'> = {}, from: Case | null = null): Case {
  const last = actions.reduce<Case | null>((state, action) => next(state, action, step), from);
  if (!last) throw new Error('no action');
  return last;
}

/** The way of an ordinary case, as far as its name says. */
export const ways = {
  received: ['draft', 'receive'],
  accepted: ['draft', 'receive', 'accept'],
  signed: ['draft', 'receive', 'accept', 'sign'],
  atDecision: ['draft', 'receive', 'accept', 'sign', 'forward', 'forward'],
  granted: ['draft', 'receive', 'accept', 'sign', 'forward', 'forward', 'grant'],
  ready: ['draft', 'receive', 'accept', 'sign', 'forward', 'forward', 'grant', 'produce', 'make_ready'],
  immediate: ['draft', ...immediatePath],
} as const satisfies Record<string, readonly CaseAction[]>;
