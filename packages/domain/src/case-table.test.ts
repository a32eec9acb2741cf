import { describe, expect, test } from 'vitest';
import { externalCodeOf } from './case-codes.ts';
import { availableCaseActions, caseAllows, caseMachine, immediatePath, offeredCaseActions } from './case-table.ts';
import { caseActions, caseFlags, caseRoles, caseStatuses, type CaseEdge } from './case-words.ts';
import { errorStatus } from './errors.ts';

/**
 * Read from the rule book, §3.3 and §1, and written down here by hand: action, from → to, who. A role in brackets presses for
 * an immediate item only. `dept` is handler, reviewer, checker and decider; `citizen` applicant and agent.
 */
const ruleBook = `
draft               NONE → DRAFT : citizen clerk hotline_agent
submit              DRAFT → SUBMITTED : citizen
pre_review_return   SUBMITTED → SUPPLEMENT : clerk department_handler
receive             DRAFT SUBMITTED → RECEIVED : clerk
give_notice         RECEIVED → SUPPLEMENT : clerk department_handler
supplement          SUPPLEMENT → BEFORE : citizen clerk
lapse_supplement    SUPPLEMENT → RETURNED : system
accept              RECEIVED → ACCEPTED : clerk department_handler
accept_with_deficit RECEIVED → ACCEPTED : clerk department_handler
deem_accepted       SUBMITTED RECEIVED → ACCEPTED : system
refuse_acceptance   RECEIVED → NOT_ACCEPTED : clerk department_handler
sign                ACCEPTED → IN_REVIEW : department_handler (clerk)
forward             IN_REVIEW → SAME : department_handler department_reviewer department_checker
send_back           IN_REVIEW → SAME : department_checker department_decider
sign_branch         IN_REVIEW → SAME : department_handler
answer_branch       IN_REVIEW → SAME : department_decider
start_procedure     IN_REVIEW → STOPPED : dept
end_procedure       STOPPED → IN_REVIEW : dept
request_extension   ACCEPTED IN_REVIEW → SAME : dept
approve_extension   ACCEPTED IN_REVIEW → SAME : department_head
suspend             IN_REVIEW → STOPPED : department_head
resume              STOPPED → IN_REVIEW : department_head
ask_supplement      IN_REVIEW → SAME : dept
answer_supplement   IN_REVIEW STOPPED → SAME : citizen clerk
supply_deficit      ACCEPTED IN_REVIEW STOPPED DECIDED PRODUCING READY CONCLUDED → SAME : citizen clerk
grant               IN_REVIEW → DECIDED : department_decider (clerk)
refuse              IN_REVIEW → DECIDED : department_decider (clerk)
terminate           ACCEPTED IN_REVIEW STOPPED → TERMINATED : dept
withdraw            DRAFT SUBMITTED RECEIVED SUPPLEMENT ACCEPTED IN_REVIEW STOPPED → WITHDRAWN : citizen
take_fee            RECEIVED ACCEPTED IN_REVIEW STOPPED DECIDED PRODUCING READY → SAME : clerk delivery_clerk
record_authority    DRAFT SUBMITTED RECEIVED SUPPLEMENT ACCEPTED IN_REVIEW STOPPED DECIDED PRODUCING READY NOT_ACCEPTED TERMINATED → SAME : clerk delivery_clerk
end_authority       DRAFT SUBMITTED RECEIVED SUPPLEMENT ACCEPTED IN_REVIEW STOPPED DECIDED PRODUCING READY NOT_ACCEPTED TERMINATED → SAME : clerk delivery_clerk
produce             DECIDED → PRODUCING : dept certificate_officer (clerk)
make_ready          PRODUCING → READY : dept certificate_officer (clerk) (system)
conclude            DECIDED PRODUCING READY → CONCLUDED : department_decider system (clerk)
remind              READY → SAME : system
deliver             READY → CONCLUDED : delivery_clerk courier system
serve               NOT_ACCEPTED TERMINATED → SAME : delivery_clerk courier system
revoke              DECIDED PRODUCING READY CONCLUDED → SAME : department_head
archive             CONCLUDED NOT_ACCEPTED RETURNED WITHDRAWN TERMINATED → SAME : system
reassign            SUBMITTED RECEIVED SUPPLEMENT ACCEPTED IN_REVIEW STOPPED DECIDED PRODUCING READY → SAME : supervisor
correct             SUBMITTED RECEIVED SUPPLEMENT ACCEPTED IN_REVIEW STOPPED → BEFORE : supervisor
void                SUBMITTED RECEIVED SUPPLEMENT ACCEPTED IN_REVIEW STOPPED → TERMINATED : supervisor
supervise           SUBMITTED RECEIVED SUPPLEMENT ACCEPTED IN_REVIEW STOPPED DECIDED PRODUCING READY → SAME : supervisor
amend               DRAFT → SAME : citizen clerk hotline_agent
add_file            DRAFT SUBMITTED RECEIVED SUPPLEMENT ACCEPTED IN_REVIEW STOPPED → SAME : citizen clerk
remove_file         DRAFT SUBMITTED RECEIVED SUPPLEMENT → SAME : citizen clerk
check_file          DRAFT SUBMITTED RECEIVED SUPPLEMENT → SAME : clerk
`;

const groups: Record<string, string[]> = {
  citizen: ['applicant', 'agent'],
  dept: ['department_handler', 'department_reviewer', 'department_checker', 'department_decider'],
};
const written = new Map(
  ruleBook
    .trim()
    .split('\n')
    .map((line) => {
      const [, action = '', from = '', to = '', who = ''] = /^(\w+)\s+(.+) → (\w+) : (.+)$/.exec(line) ?? [];
      const roles = who.split(' ').flatMap((role) => groups[role] ?? [role]);
      return [action, { from: from.split(' '), to, roles }] as const;
    }),
);

describe('the case machine', () => {
  const everything = [...caseStatuses, 'NONE' as const].flatMap((status) => caseActions.map((action) => [status, action] as const));

  test.each(everything)('%s: %s is pressed by exactly those whom the rule book names', (status, action) => {
    const row = written.get(action);
    for (const role of caseRoles) {
      const here = row?.from.includes(status) ?? false;
      expect(caseAllows(status, action, role, 'PROMISE'), role).toBe(here && row?.roles.includes(role) === true);
      const immediate = here && (row?.roles.includes(role) === true || row?.roles.includes(`(${role})`) === true);
      expect(caseAllows(status, action, role, 'INSTANT'), `${role}, immediate`).toBe(immediate);
      expect(availableCaseActions(status, role, 'INSTANT').includes(action)).toBe(immediate && caseMachine[action].screen);
    }
  });

  test('has every row of the rule book, and leads where the rule book says', () => {
    expect([...written.keys()]).toEqual([...caseActions]);
    for (const action of caseActions) expect(caseMachine[action].to, action).toBe(written.get(action)?.to);
    const rules = new Set<string>(caseActions.map((action) => caseMachine[action].rule));
    for (let row = 1; row <= 25; row += 1) expect(rules).toContain(`T${row}`);
  });

  test('offers what has a screen or a job; the rest of the table stands and waits', () => {
    expect(caseActions.filter((action) => !offeredCaseActions.includes(action))).toEqual([]);
  });

  test('writes an event of its own for each action, and tells the citizen of each that ends, stops or moves a clock', () => {
    expect(new Set(caseActions.map((action) => caseMachine[action].event)).size).toBe(caseActions.length);
    const moving = caseActions.filter((action) => (caseMachine[action] as CaseEdge).clock.length > 0);
    expect(moving.filter((action) => !caseMachine[action].notice)).toEqual([]);
  });

  test('lets nobody decide who sits at a window, but for an immediate item', () => {
    for (const action of ['sign', 'forward', 'send_back', 'grant', 'refuse', 'terminate'] as const)
      for (const status of caseStatuses) expect(caseAllows(status, action, 'clerk', 'PROMISE')).toBe(false);
  });

  test.each(['CONCLUDED', 'NOT_ACCEPTED', 'RETURNED', 'WITHDRAWN', 'TERMINATED'] as const)('%s is an end', (status) => {
    const left = caseActions.filter((action) => caseRoles.some((role) => caseAllows(status, action, role, 'INSTANT')));
    for (const action of left) expect(caseMachine[action].to).toBe('SAME');
  });

  test('gives a reason of its own, with a status, for every guard', () => {
    for (const action of caseActions) for (const code of caseMachine[action].refusedWhen) expect(errorStatus[code]).toBeGreaterThan(400);
    const guards = caseActions.flatMap((action) => caseMachine[action].refusedWhen);
    const own = [
      'case.not_allowed',
      'case.not_offered',
      'case.wrong_unit',
      'case.agent_unauthorised',
      // what only the service can know: a screen that is old, whose card it is, who signs beside
      'case.stale',
      'case.not_the_applicant',
      'case.second_person_wrong',
      'case.code_wrong',
      'case.handler_wrong',
    ];
    const codes = Object.keys(errorStatus).filter((code) => code.startsWith('case.') && !own.includes(code));
    expect(codes.filter((code) => !(guards as string[]).includes(code))).toEqual([]);
  });

  test('knows four flags, a code of the exchange for each status, and the five presses of an immediate item', () => {
    expect(caseFlags).toEqual(['deficit', 'extended', 'supplementInReview', 'supervised']);
    expect(Object.keys(externalCodeOf)).toEqual([...caseStatuses]);
    expect(immediatePath.map((action) => caseMachine[action].rule)).toEqual(['T4', 'T8', 'T12', 'T18', 'T22']);
  });
});
