import { describe, expect, test } from 'vitest';
import type { Case, CaseActor } from './case-events.ts';
import { next, person, refused, samplePermit, walk, ways, type Step } from './case-samples.ts';
import type { CaseAction, CaseRole } from './case-words.ts';

/** Three departments: market leads, planning and fire assist. */
const joint = { ...samplePermit, id: 'building-1', joint: true, assistDeptIds: ['planning', 'fire'] };
const signed = walk(ways.signed, { item: joint });

const at = (unitId: string, role: CaseRole): CaseActor => ({ ...person(role, `${unitId}-${role}`), unitId });
const handler = (unitId: string) => at(unitId, 'department_handler');
const decider = (unitId: string) => at(unitId, 'department_decider');

const press = <A extends CaseAction>(state: Case, action: A, step: Step<A> = {}): Case => next(state, action, { item: joint, ...step });
const no = <A extends CaseAction>(state: Case, action: A, step: Step<A> = {}): string | null =>
  refused(state, action, { item: joint, ...step });

const lead = (state: Case): Case => press(state, 'forward');
function answer(state: Case, unitId: string, agrees = true): Case {
  const own = state.branches.find((branch) => branch.deptId === unitId);
  const begun = own?.signedBy === null ? press(state, 'sign_branch', { by: handler(unitId) }) : state;
  return press(begun, 'answer_branch', { by: decider(unitId), given: { agrees } });
}

describe('a case of three departments (并联审批)', () => {
  test('opens a branch for each assisting department when the leading one signs; another item has none', () => {
    expect(signed.branches.map(({ deptId, answeredBy }) => [deptId, answeredBy])).toEqual([
      ['planning', null],
      ['fire', null],
    ]);
    expect(walk(ways.signed).branches).toEqual([]);
  });

  test.each([
    ['the leading one last', [answerOf('planning'), answerOf('fire'), lead]],
    ['the leading one first', [lead, answerOf('planning'), answerOf('fire')]],
    ['the leading one between', [answerOf('fire'), lead, answerOf('planning')]],
  ])('goes to the check once, with whoever is last: %s', (_order, presses) => {
    const steps = presses.reduce<Case[]>((states, done) => [...states, done(states.at(-1) ?? signed)], []).map(({ step }) => step);
    expect(steps).toEqual(['examine', 'examine', 'check']);
  });

  test('the leading department examines once, and nobody decides over an open branch', () => {
    const waiting = lead(signed);
    expect(waiting).toMatchObject({ step: 'examine', leadDone: true });
    expect(no(waiting, 'forward')).toBe('case.branches_open');
    const short = { ...joint, steps: ['decide'] as const };
    const atOnce = walk(ways.signed, { item: short });
    expect(refused(atOnce, 'grant', { item: short })).toBe('case.branches_open');
    expect(refused(atOnce, 'refuse', { item: short })).toBe('case.branches_open');
  });

  test('a department answers its own branch only, after signing it, with an opinion, and agrees once', () => {
    expect(no(signed, 'sign_branch', { by: handler('water') })).toBe('case.wrong_unit');
    expect(no(signed, 'sign_branch', { by: handler('market') })).toBe('case.no_branch');
    expect(no(signed, 'answer_branch', { by: decider('fire') })).toBe('case.branch_unsigned');
    const begun = press(signed, 'sign_branch', { by: handler('fire') });
    expect(no(begun, 'sign_branch', { by: handler('fire') })).toBe('case.branch_signed');
    expect(no(begun, 'answer_branch', { by: decider('fire'), given: { opinion: '' } })).toBe('case.opinion_missing');
    expect(no(answer(begun, 'fire'), 'answer_branch', { by: decider('fire') })).toBe('case.branch_agreed');
    expect(no(signed, 'forward', { by: handler('fire') })).toBe('case.wrong_unit');
  });

  test('is not granted over an objection, may be refused, and is granted when the objection is taken back', () => {
    const step = { item: joint };
    const objected = press(lead(answer(answer(signed, 'planning'), 'fire', false)), 'forward', { by: person('department_checker') });
    expect(objected.step).toBe('decide');
    expect(no(objected, 'grant')).toBe('case.branch_objects');
    expect(no(objected, 'refuse')).toBeNull();
    const again = answer(objected, 'fire');
    expect(again.step).toBe('decide');
    expect(next(again, 'grant', step)).toMatchObject({ status: 'DECIDED', decision: 'granted' });
  });

  test('what an assisting department misses it asks for itself, while the other decides; nothing is granted before the answer', () => {
    const asked = press(press(signed, 'sign_branch', { by: handler('fire') }), 'ask_supplement', { by: handler('fire') });
    const joined = press(lead(answer(answer(asked, 'planning'), 'fire')), 'forward', { by: person('department_checker') });
    expect(no(joined, 'grant')).toBe('case.supplement_open');
    expect(no(press(joined, 'answer_supplement'), 'grant')).toBeNull();
  });

  test('a withdrawal ends every branch with it', () => {
    const gone = press(press(signed, 'sign_branch', { by: handler('fire') }), 'withdraw');
    expect(no(gone, 'answer_branch', { by: decider('fire') })).toBe('case.not_allowed');
    expect(no(gone, 'sign_branch', { by: handler('planning') })).toBe('case.not_allowed');
  });

  test('sent back after the join, it comes on again without asking the others twice', () => {
    const joined = lead(answer(answer(signed, 'planning'), 'fire'));
    const back = press(joined, 'send_back', { by: person('department_checker') });
    expect(lead(back)).toMatchObject({ step: 'check', leadDone: false });
  });
});

function answerOf(unitId: string): (state: Case) => Case {
  return (state) => answer(state, unitId);
}
