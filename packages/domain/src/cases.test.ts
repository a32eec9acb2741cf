import { describe, expect, test } from 'vitest';
import { externalCode } from './case-codes.ts';
import { context, hallTime, next, person, press, refused, sampleInstant, samplePermit, walk, ways } from './case-samples.ts';
import { offeredCaseActions } from './case-table.ts';
import { caseRefusal, decideCase, decideSession } from './cases.ts';
import { DomainError } from './errors.ts';
import type { ItemVersion } from './item-version.ts';

const item = (rest: Partial<ItemVersion>): ItemVersion => ({ ...samplePermit, ...rest });
const missing = { form: 'present', rules: 'missing', photo: 'missing' } as const;
const lacking = next(next(null, 'draft'), 'receive', { given: { checks: missing } });
const tolerant = next(lacking, 'accept_with_deficit');

describe('a case begins', () => {
  test('only with an item that is whole, in use and in force, and fits the applicant', () => {
    expect(refused(null, 'draft')).toBeNull();
    expect(refused(null, 'draft', { item: item({ taskState: 'incomplete' }) })).toBe('item.incomplete');
    expect(refused(null, 'draft', { item: item({ taskState: 'suspended' }) })).toBe('case.item_not_in_force');
    expect(refused(null, 'draft', { item: item({ planEffectiveDate: hallTime('2026-03-03') }) })).toBe('case.item_not_in_force');
    expect(refused(null, 'draft', { item: item({ planCancelDate: hallTime('2026-03-02') }) })).toBe('case.item_not_in_force');
    expect(refused(null, 'draft', { given: { applicantType: 'association' } })).toBe('case.applicant_unfit');
  });

  test('never against a promise that is longer than the law after an edit of the catalogue', () => {
    const promiseLimit = { amount: 21, unit: 'working_day' } as const;
    expect(refused(null, 'draft', { item: item({ promiseLimit }) })).toBe('item.incomplete');
  });

  test('by an agent only with an authority on record', () => {
    expect(refused(null, 'draft', { by: person('agent') })).toBeNull();
    expect(refused(null, 'draft', { by: { ...person('agent'), authorityId: null } })).toBe('case.agent_unauthorised');
  });

  test('and is submitted when the form is whole and the citizen is known well enough', () => {
    const draft = next(null, 'draft');
    expect(refused(draft, 'submit')).toBeNull();
    expect(refused(draft, 'submit', { known: { identityLevel: 1 } })).toBe('case.identity_too_low');
    expect(refused(draft, 'submit', { known: { formComplete: false } })).toBe('case.form_incomplete');
  });

  test('and is said otherwise at any door until it is handed in or received; what is not named stays, and nothing is no change', () => {
    const draft = next(null, 'draft', { by: person('applicant') });
    const given = { applicantId: 'citizen-2', hallId: 'hall-2' };
    for (const role of ['applicant', 'clerk', 'hotline_agent'] as const)
      expect(next(draft, 'amend', { by: person(role), given })).toEqual({ ...draft, applicantId: 'citizen-2', unitId: 'hall-2' });
    expect(next(draft, 'amend')).toEqual(draft);
    expect(refused(draft, 'amend', { given: { answers: null } })).toBe('case.nothing_amended');
    expect(refused(draft, 'amend', { by: person('department_handler') })).toBe('case.not_allowed');
    expect(refused(draft, 'amend', { item: item({ taskState: 'suspended' }) })).toBe('case.item_not_in_force');
    for (const way of [['draft', 'submit'], ways.received] as const) expect(refused(walk(way), 'amend')).toBe('case.not_allowed');
  });

  test('keeps its version when the item expires after the submission, but a draft of an expired item goes nowhere', () => {
    const expired = item({ planCancelDate: hallTime('2026-03-02') });
    expect(refused(next(null, 'draft'), 'receive', { item: expired })).toBe('case.item_not_in_force');
    expect(refused(walk(['draft', 'submit']), 'receive', { item: expired })).toBeNull();
    expect(() => refused(next(null, 'draft'), 'submit', { item: item({ id: 'food-2' }) })).toThrow('another version');
  });
});

describe('a clerk who receives', () => {
  test('ticks every listed material, and asks for nothing off the list', () => {
    const draft = next(null, 'draft');
    expect(refused(draft, 'receive', { given: { checks: { form: 'present' } } })).toBe('case.checklist_open');
    const more = { ...missing, stamp: 'present' } as const;
    expect(refused(draft, 'receive', { given: { checks: more } })).toBe('case.material_unlisted');
    expect(next(draft, 'receive')).toMatchObject({ status: 'RECEIVED', unitId: 'hall', intakeBy: ['clerk'], missing: [] });
  });

  test('does not accept what is incomplete; with a deficit only what may come later, on a signed promise and a clean record', () => {
    expect(refused(lacking, 'accept')).toBe('case.materials_missing');
    expect(refused(lacking, 'accept_with_deficit')).toBeNull();
    expect(refused(lacking, 'accept_with_deficit', { given: { commitment: '' } })).toBe('case.commitment_missing');
    expect(refused(lacking, 'accept_with_deficit', { known: { creditClean: false } })).toBe('case.credit_barred');
    const core = next(next(null, 'draft'), 'receive', { given: { checks: { ...missing, form: 'missing' } } });
    expect(refused(core, 'accept_with_deficit')).toBe('case.deficit_not_allowed');
    expect(refused(walk(ways.received), 'accept_with_deficit')).toBe('case.no_deficit');
  });

  test('accepts only where the item says that a window accepts', () => {
    const byDepartment = item({ acceptBy: 'DEPT' });
    expect(refused(walk(ways.received), 'accept', { item: byDepartment })).toBe('case.wrong_acceptor');
    expect(refused(walk(ways.received), 'accept', { item: byDepartment, by: person('department_handler') })).toBeNull();
    expect(refused(walk(ways.received), 'accept', { by: person('department_handler') })).toBe('case.wrong_acceptor');
  });

  test('says why a case is not accepted, where to go instead and how to complain', () => {
    const received = walk(ways.received);
    expect(refused(received, 'refuse_acceptance')).toBeNull();
    expect(refused(received, 'refuse_acceptance', { given: { reason: '' } })).toBe('case.reason_missing');
    expect(refused(received, 'refuse_acceptance', { given: { code: 'not_our_power' } })).toBe('case.direction_missing');
    expect(refused(received, 'refuse_acceptance', { item: item({ remedies: null }) })).toBe('case.remedies_missing');
  });

  test('neither examines nor decides the same case, whatever other roles the person holds', () => {
    expect(refused(walk(ways.accepted), 'sign', { by: person('department_handler', 'clerk') })).toBe('case.receiver_decides');
    expect(refused(walk(ways.signed), 'forward', { by: person('department_handler', 'clerk') })).toBe('case.receiver_decides');
    for (const action of ['grant', 'refuse', 'send_back'] as const)
      expect(refused(walk(ways.atDecision), action, { by: person('department_decider', 'clerk') })).toBe('case.receiver_decides');
  });
});

describe('a one-off notice', () => {
  test('names everything at once; a second one needs a supervisor, and never names the same again', () => {
    const again = walk([...ways.received, 'give_notice', 'supplement']);
    expect(refused(walk(ways.received), 'give_notice', { given: { defects: [] } })).toBe('case.defects_missing');
    expect(refused(again, 'give_notice', { given: { defects: ['seal'] } })).toBe('case.notice_given');
    expect(refused(again, 'give_notice', { given: { defects: ['seal'], approvedBy: 'clerk' } })).toBe('case.notice_given');
    expect(refused(again, 'give_notice', { given: { defects: ['seal'], approvedBy: 'supervisor' } })).toBeNull();
    expect(refused(again, 'give_notice', { given: { defects: ['rules'], approvedBy: 'supervisor' } })).toBe('case.defect_repeated');
    expect(again).toMatchObject({ status: 'RECEIVED', notices: 1 });
  });

  test('is what a return from pre-review is, so nothing circles outside the clock', () => {
    const returned = walk(['draft', 'submit', 'pre_review_return']);
    expect(returned).toMatchObject({ status: 'SUPPLEMENT', notices: 1 });
    const back = next(returned, 'supplement');
    expect(back.status).toBe('SUBMITTED');
    expect(refused(back, 'pre_review_return', { given: { defects: ['seal'] } })).toBe('case.notice_given');
    expect(refused(next(back, 'receive'), 'give_notice', { given: { defects: ['seal'] } })).toBe('case.notice_given');
  });

  test('that is not answered ends the case only after its time, and only where the item has a basis for that', () => {
    const noticed = walk([...ways.received, 'give_notice']);
    expect(refused(noticed, 'lapse_supplement', { at: hallTime('2026-03-23', '17:30') })).toBe('case.supplement_running');
    const late = hallTime('2026-03-23', '17:31');
    expect(refused(noticed, 'lapse_supplement', { at: late })).toBeNull();
    expect(refused(noticed, 'lapse_supplement', { at: late, item: item({ lapseBasis: null }) })).toBe('case.lapse_without_basis');
    expect(refused(noticed, 'lapse_supplement', { at: late, item: item({ supplementLimit: null }) })).toBe('case.supplement_running');
  });
});

describe('a department', () => {
  test('acts on its own cases and on nobody else’s', () => {
    const stranger = { ...person('department_handler'), unitId: 'health' };
    expect(refused(walk(ways.accepted), 'sign', { by: stranger })).toBe('case.wrong_unit');
    const moved = next(walk(ways.accepted), 'reassign', { given: { unitId: 'health' } });
    expect(moved).toMatchObject({ unitId: 'health', handlerId: 'other' });
    expect(refused(moved, 'sign', { by: stranger })).toBeNull();
    expect(refused(moved, 'sign')).toBe('case.wrong_unit');
  });

  test('examines, checks and decides in this order, with an opinion at each step; sending back is counted', () => {
    const signed = walk(ways.signed);
    expect(signed.step).toBe('examine');
    expect(refused(signed, 'grant')).toBe('case.wrong_step');
    expect(refused(signed, 'forward', { by: person('department_checker') })).toBe('case.wrong_step');
    expect(refused(signed, 'forward', { given: { opinion: '' } })).toBe('case.opinion_missing');
    const back = next(walk(ways.atDecision), 'send_back', { by: person('department_decider') });
    expect(back).toMatchObject({ step: 'check', sentBack: 1 });
    const examined = next(back, 'send_back', { by: person('department_checker') });
    expect(examined).toMatchObject({ step: 'examine', sentBack: 2 });
  });

  test('stops only for a procedure on the item’s list, for planned days, and goes on with its result', () => {
    const signed = walk(ways.signed);
    expect(refused(signed, 'start_procedure', { given: { kind: 'auction' } })).toBe('case.procedure_unlisted');
    expect(refused(signed, 'start_procedure', { given: { days: 0 } })).toBe('case.days_missing');
    const stopped = next(signed, 'start_procedure');
    expect(stopped).toMatchObject({ status: 'STOPPED', stopKind: 'special_procedure' });
    expect(refused(stopped, 'end_procedure', { given: { result: '' } })).toBe('case.result_missing');
    expect(refused(stopped, 'resume')).toBe('case.wrong_stop');
    expect(next(stopped, 'end_procedure')).toMatchObject({ status: 'IN_REVIEW', stopKind: null });
  });

  test('suspends by its head alone: with a reason, a basis and a day to look again', () => {
    const signed = walk(ways.signed);
    expect(refused(signed, 'suspend')).toBeNull();
    expect(refused(signed, 'suspend', { given: { reason: '' } })).toBe('case.reason_missing');
    expect(refused(signed, 'suspend', { given: { basis: '' } })).toBe('case.basis_missing');
    expect(refused(signed, 'suspend', { given: { reviewOn: '2026-03-02' } })).toBe('case.review_date_missing');
    expect(refused(next(signed, 'suspend'), 'end_procedure')).toBe('case.wrong_stop');
    expect(next(next(signed, 'suspend'), 'resume').status).toBe('IN_REVIEW');
  });

  test('extends once, before the due date, within the law, when somebody else asked', () => {
    const signed = walk(ways.signed);
    expect(refused(signed, 'approve_extension')).toBe('case.extension_not_requested');
    expect(refused(signed, 'request_extension', { given: { amount: 11 } })).toBe('case.extension_too_long');
    expect(refused(walk(ways.signed), 'request_extension', { given: { amount: 15 }, item: item({ joint: true }) })).toBeNull();
    expect(refused(signed, 'request_extension', { given: { reason: '' } })).toBe('case.reason_missing');
    expect(refused(signed, 'request_extension', { at: hallTime('2026-03-31') })).toBe('case.extension_late');
    const asked = next(signed, 'request_extension');
    expect(refused(asked, 'approve_extension', { by: person('department_head', 'department_handler') })).toBe('case.same_person');
    const extended = next(asked, 'approve_extension');
    expect(extended).toMatchObject({ extended: true, extension: { amount: 10, unit: 'working_day' } });
    expect(refused(extended, 'request_extension')).toBe('case.extension_used');
    expect(refused(signed, 'request_extension', { item: item({ taskType: '07' }) })).toBe('case.extension_without_basis');
    const own = item({ taskType: '07', extension: { max: 10, basis: 'local rule 3' } });
    expect(refused(signed, 'request_extension', { item: own })).toBeNull();
  });
});

describe('a decision', () => {
  test('waits for a supplement in review; only a refusal may follow when its time has passed', () => {
    const asked = next(walk(ways.atDecision), 'ask_supplement');
    expect(asked.supplementInReview).toBe(true);
    expect(refused(asked, 'ask_supplement', { given: { defects: ['other'] } })).toBe('case.supplement_open');
    for (const action of ['grant', 'refuse'] as const) expect(refused(asked, action)).toBe('case.supplement_open');
    expect(refused(asked, 'refuse', { at: hallTime('2026-03-24') })).toBeNull();
    expect(refused(asked, 'grant', { at: hallTime('2026-03-24') })).toBe('case.supplement_open');
    const answered = next(asked, 'answer_supplement');
    expect(refused(answered, 'grant')).toBeNull();
    expect(refused(answered, 'answer_supplement')).toBe('case.supplement_not_open');
    expect(refused(answered, 'ask_supplement')).toBe('case.defect_repeated');
  });

  test('waits for a deficit unless the item allows it to stand', () => {
    const ready = walk(['sign', 'forward', 'forward'], {}, tolerant);
    expect(refused(ready, 'grant')).toBe('case.deficit_open');
    const owing = item({ grantWithDeficit: true });
    const granted = next(ready, 'grant', { item: owing });
    expect(granted.decision).toBe('granted_with_deficit');
    const delivered = walk(['produce', 'make_ready', 'deliver'], { item: owing }, granted);
    expect(refused(delivered, 'archive', { item: owing })).toBe('case.package_incomplete');
    expect(refused(next(delivered, 'supply_deficit', { item: owing }), 'archive', { item: owing })).toBe('case.archive_early');
    const whole = next(ready, 'supply_deficit');
    expect(whole).toMatchObject({ deficit: false, missing: [] });
    expect(next(whole, 'grant').decision).toBe('granted');
  });

  test('does not wait for the purse, but the result does, unless the item cites a basis', () => {
    const withFee = item({ feeFen: 2_000 });
    expect(refused(walk(ways.atDecision), 'grant', { item: withFee })).toBeNull();
    expect(refused(walk(ways.granted), 'produce', { item: withFee })).toBe('case.fee_unpaid');
    expect(refused(walk(ways.ready), 'deliver', { item: withFee })).toBe('case.fee_unpaid');
    const paid = next(walk(ways.granted), 'take_fee', { item: withFee });
    expect(refused(paid, 'produce', { item: withFee })).toBeNull();
    const basis = item({ feeFen: 2_000, feeBeforeDecisionBasis: 'fee rule 1' });
    expect(refused(walk(ways.atDecision), 'grant', { item: basis })).toBe('case.fee_unpaid');
  });

  test('costs what the list says, once, by a receipt; what is free and what was refused costs nothing', () => {
    const withFee = item({ feeFen: 2_000 });
    const granted = walk(ways.granted);
    expect(refused(granted, 'take_fee')).toBe('case.fee_not_due');
    expect(refused(granted, 'take_fee', { item: withFee, given: { fen: 2_500 } })).toBe('case.fee_differs');
    expect(refused(granted, 'take_fee', { item: withFee, given: { receiptNo: '' } })).toBe('case.receipt_missing');
    const paid = next(granted, 'take_fee', { item: withFee });
    expect(paid.paidFen).toBe(2_000);
    expect(refused(paid, 'take_fee', { item: withFee })).toBe('case.fee_not_due');
    expect(refused(next(walk(ways.atDecision), 'refuse'), 'take_fee', { item: withFee })).toBe('case.fee_not_due');
  });

  test('to refuse names reason, article and remedies, after the hearing where one is due; its paper costs nothing', () => {
    const ready = walk(ways.atDecision);
    expect(refused(ready, 'refuse', { given: { reason: '' } })).toBe('case.reason_missing');
    expect(refused(ready, 'refuse', { given: { basis: '' } })).toBe('case.basis_missing');
    expect(refused(ready, 'refuse', { item: item({ remedies: null }) })).toBe('case.remedies_missing');
    expect(refused(ready, 'refuse', { item: item({ hearing: true }), known: { hearingDone: false } })).toBe('case.hearing_due');
    const no = next(ready, 'refuse');
    expect(refused(no, 'produce', { item: item({ feeFen: 2_000, resultType: 'none' }) })).toBeNull();
    expect(refused(no, 'revoke')).toBe('case.not_granted');
  });

  test('is signed by two people for an immediate item, unless its authorisation says that one suffices', () => {
    const signed = walk(['draft', 'receive', 'accept', 'sign'], { item: sampleInstant });
    const alone = { item: sampleInstant, given: { confirmedBy: null } };
    expect(refused(signed, 'grant', alone)).toBe('case.second_person_missing');
    expect(refused(signed, 'grant', { ...alone, given: { confirmedBy: 'clerk' } })).toBe('case.second_person_missing');
    expect(refused(signed, 'grant', { ...alone, given: { confirmedBy: 'colleague' } })).toBeNull();
    expect(refused(signed, 'grant', { ...alone, by: person('clerk', 'other') })).toBeNull();
    expect(refused(signed, 'grant', { ...alone, item: { ...sampleInstant, onePersonBasis: 'authorisation 4' } })).toBeNull();
  });

  test('of an immediate item takes one session at the window and writes five events', () => {
    const draft = next(null, 'draft', { item: sampleInstant });
    const presses = ways.immediate.slice(1).map((action) => press(action));
    const { events, state } = decideSession(draft, presses, person('clerk'), context(hallTime('2026-03-02'), sampleInstant));
    expect(events.map((event) => event.type)).toEqual(['case.received', 'case.accepted', 'case.signed', 'case.granted', 'case.produced']);
    expect(state).toMatchObject({ status: 'PRODUCING', decision: 'granted' });
  });
});

describe('a result', () => {
  test('changes hands by a slip that both sign, with the same count', () => {
    const made = next(walk(ways.granted), 'produce');
    const slip = { id: 's', sentBy: 'a', takenBy: 'b', sent: 2, counted: 2 };
    expect(refused(made, 'make_ready', { given: { transfer: { ...slip, counted: 1 } } })).toBe('case.transfer_unsigned');
    expect(refused(made, 'make_ready', { given: { transfer: { ...slip, takenBy: '' } } })).toBe('case.transfer_unsigned');
    expect(refused(made, 'make_ready', { given: { transfer: { ...slip, takenBy: 'a' } } })).toBe('case.transfer_unsigned');
    expect(next(made, 'make_ready', { given: { transfer: null, unitId: 'counter' } }).unitId).toBe('counter');
  });

  test('goes to whoever proves to be the one, and leaves a proof of service', () => {
    const ready = walk(ways.ready);
    expect(refused(ready, 'deliver', { given: { recipientBy: null } })).toBe('case.recipient_unproved');
    expect(refused(ready, 'deliver', { given: { way: 'post', recipientBy: null } })).toBeNull();
    expect(refused(ready, 'deliver', { given: { proof: '' } })).toBe('case.proof_missing');
    expect(next(ready, 'deliver')).toMatchObject({ status: 'CONCLUDED', servedAt: hallTime('2026-03-02') });
  });

  test('of an item that issues nothing is concluded at once; otherwise it is handed over', () => {
    const nothing = item({ resultType: 'none' });
    expect(refused(walk(ways.granted), 'conclude')).toBe('case.result_issued');
    expect(refused(walk(ways.granted), 'produce', { item: nothing })).toBe('case.nothing_issued');
    expect(next(walk(ways.granted), 'conclude', { item: nothing }).status).toBe('CONCLUDED');
    expect(refused(next(walk(ways.atDecision), 'refuse'), 'conclude', { item: nothing })).toBe('case.result_issued');
  });

  test('that was revoked goes nowhere any more', () => {
    const revoked = next(walk(ways.ready), 'revoke');
    expect(refused(revoked, 'deliver')).toBe('case.revoked');
    expect(refused(revoked, 'revoke')).toBe('case.revoked');
    expect(refused(walk(ways.ready), 'revoke', { given: { basis: '' } })).toBe('case.basis_missing');
    expect(next(revoked, 'conclude').status).toBe('CONCLUDED');
  });

  test('that is a refusal to accept or a termination is served by the same counter, once, before it is archived', () => {
    const no = next(walk(ways.received), 'refuse_acceptance');
    expect(refused(no, 'archive')).toBe('case.package_incomplete');
    const told = next(no, 'serve');
    expect(refused(told, 'serve')).toBe('case.served_already');
    expect(refused(told, 'archive', { known: { packageComplete: false } })).toBe('case.package_incomplete');
    expect(refused(told, 'archive')).toBe('case.archive_early');
  });
});

describe('a case ends without a decision', () => {
  test('when the citizen withdraws in writing', () => {
    expect(refused(walk(ways.signed), 'withdraw', { given: { signature: '' } })).toBe('case.signature_missing');
    expect(next(walk(ways.signed), 'withdraw')).toMatchObject({ status: 'WITHDRAWN', stopKind: null });
    expect(refused(walk(ways.granted), 'withdraw')).toBe('case.not_allowed');
  });

  test('when what was to come later did not come, from any status before the decision', () => {
    const late = { at: hallTime('2026-03-06') };
    for (const state of [tolerant, next(tolerant, 'sign'), walk(['sign', 'start_procedure'], {}, tolerant)]) {
      expect(refused(state, 'terminate', late)).toBeNull();
      expect(refused(state, 'terminate')).toBe('case.deficit_running');
    }
    expect(refused(walk(ways.signed), 'terminate', late)).toBe('case.no_deficit');
    expect(refused(next(tolerant, 'supply_deficit'), 'terminate', late)).toBe('case.no_deficit');
  });

  test('when a supervisor voids it, with a reason', () => {
    expect(refused(walk(ways.signed), 'void', { given: { reason: '' } })).toBe('case.reason_missing');
    expect(next(walk(ways.signed), 'void').status).toBe('TERMINATED');
  });
});

describe('a supervisor', () => {
  test('takes the last press back whole, or puts the right applicant', () => {
    const received = walk(ways.received);
    const undone = next(next(received, 'give_notice'), 'correct');
    expect({ ...undone, before: null }).toEqual({ ...received, before: null });
    expect(refused(undone, 'correct')).toBe('case.nothing_to_correct');
    expect(refused(walk(ways.signed), 'correct', { given: { applicantId: 'citizen-1' } })).toBe('case.nothing_to_correct');
    expect(next(walk(ways.signed), 'correct', { given: { applicantId: 'citizen-2' } }).applicantId).toBe('citizen-2');
    const deemed = next(received, 'deem_accepted', { at: hallTime('2026-03-20') });
    expect(refused(deemed, 'correct')).toBe('case.nothing_to_correct');
  });

  test('marks a case without moving anything else', () => {
    const signed = walk(ways.signed);
    expect(next(signed, 'supervise')).toEqual({ ...signed, supervised: true, before: null });
  });
});

test('what has no screen yet is refused with a reason of its own, after the table', () => {
  const now = { ...context(hallTime('2026-03-02')), offered: offeredCaseActions.filter((action) => action !== 'archive') };
  const code = (role: 'system' | 'applicant'): unknown =>
    caseRefusal(walk([...ways.ready, 'deliver']), press('archive'), person(role), now)?.code;
  expect(code('system')).toBe('case.not_offered');
  expect(code('applicant')).toBe('case.not_allowed');
  expect(() => decideCase(walk([...ways.ready, 'deliver']), press('archive'), person('system'), now)).toThrow(DomainError);
});

test('an exchange is told each step in its own code', () => {
  const stopped = walk([...ways.signed, 'start_procedure']);
  const told = [
    walk(['draft']),
    walk(['draft', 'submit']),
    walk(ways.received),
    walk([...ways.received, 'give_notice']),
    walk([...ways.received, 'give_notice', 'supplement']),
    walk(ways.accepted),
    walk(ways.signed),
    stopped,
    next(stopped, 'end_procedure'),
    walk(ways.ready),
    next(walk(['sign', 'forward', 'forward'], {}, tolerant), 'grant', { item: item({ grantWithDeficit: true }) }),
    next(walk(ways.atDecision), 'refuse'),
    next(walk(ways.received), 'withdraw'),
    next(walk(ways.signed), 'withdraw'),
    next(walk(ways.ready), 'revoke'),
    next(walk(ways.received), 'refuse_acceptance', { given: { code: 'no_permit_needed' } }),
    next(walk(ways.received), 'refuse_acceptance'),
    next(tolerant, 'terminate', { at: hallTime('2026-03-06') }),
  ];
  expect(told.map(externalCode)).toEqual([null, null, 1, 6, 7, 3, 8, 9, 10, 11, 12, 13, 2, 14, 15, 4, 5, null]);
});
