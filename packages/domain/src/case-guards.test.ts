import { expect, test } from 'vitest';
import { hallTime, next, person, refused, sampleInstant, samplePermit, walk, ways, type Step } from './case-samples.ts';
import type { Case } from './case-events.ts';
import type { CaseAction } from './case-words.ts';

const checks = { form: 'present', rules: 'missing', photo: 'missing' } as const;
const draft = next(null, 'draft');
const submitted = walk(['draft', 'submit']);
const noticed = walk([...ways.received, 'give_notice']);
const tolerant = next(next(draft, 'receive', { given: { checks } }), 'accept_with_deficit');
const lacking = next(draft, 'receive', { given: { checks } });
const decision = walk(ways.atDecision);
const asked = next(walk(ways.signed), 'ask_supplement');
const requested = next(walk(ways.signed), 'request_extension');
const notAccepted = next(walk(ways.received), 'refuse_acceptance');
const immediate = walk(['draft', 'receive', 'accept', 'sign'], { item: sampleInstant });

const row = <A extends CaseAction>(code: string, action: A, state: Case | null, step: Step<A>) => ({ code, action, state, step });

/** The same rule holds wherever a row of the table names it. */
const rows = [
  row('case.item_not_in_force', 'submit', draft, { item: { ...samplePermit, taskState: 'cancelled' } }),
  row('case.form_incomplete', 'receive', draft, { known: { formComplete: false } }),
  row('case.defects_missing', 'pre_review_return', submitted, { given: { defects: [] } }),
  row('case.defect_repeated', 'pre_review_return', walk(['pre_review_return', 'supplement'], {}, submitted), {
    given: { approvedBy: 'supervisor' },
  }),
  row('case.material_unlisted', 'supplement', noticed, { given: { materials: ['stamp'] } }),
  row('case.wrong_acceptor', 'accept_with_deficit', lacking, { by: person('department_handler') }),
  row('case.wrong_acceptor', 'refuse_acceptance', walk(ways.received), { by: person('department_handler') }),
  row('case.wrong_step', 'send_back', decision, { by: person('department_checker') }),
  row('case.opinion_missing', 'send_back', decision, { by: person('department_decider'), given: { opinion: '' } }),
  row('case.extension_used', 'approve_extension', next(requested, 'approve_extension'), {}),
  row('case.extension_late', 'approve_extension', requested, { at: hallTime('2026-03-31') }),
  row('case.defects_missing', 'ask_supplement', walk(ways.signed), { given: { defects: [] } }),
  row('case.material_unlisted', 'answer_supplement', asked, { given: { materials: ['stamp'] } }),
  row('case.no_deficit', 'supply_deficit', walk(ways.accepted), {}),
  row('case.material_unlisted', 'supply_deficit', tolerant, { given: { materials: ['stamp'] } }),
  row('case.opinion_missing', 'grant', decision, { given: { opinion: '' } }),
  row('case.second_person_missing', 'refuse', immediate, { item: sampleInstant, given: { confirmedBy: 'clerk' } }),
  row('case.wrong_step', 'refuse', walk(ways.signed), {}),
  row('case.revoked', 'produce', next(walk(ways.granted), 'revoke'), {}),
  row('case.revoked', 'make_ready', walk(['produce', 'revoke'], {}, walk(ways.granted)), {}),
  row('case.proof_missing', 'conclude', walk(ways.granted), { item: { ...samplePermit, resultType: 'none' }, given: { proof: '' } }),
  row('case.recipient_unproved', 'serve', notAccepted, { given: { recipientBy: null } }),
  row('case.recipient_unsigned', 'serve', notAccepted, { given: { signed: undefined as never } }),
  row('case.recipient_unsigned', 'deliver', walk(ways.ready), { given: { signed: undefined as never } }),
  row('case.proof_missing', 'serve', notAccepted, { given: { proof: '' } }),
  row('case.proof_missing', 'record_authority', draft, { given: { proof: '' } }),
  row('case.authority_past', 'record_authority', draft, { given: { until: '2026-03-01' } }),
  row('case.authority_unknown', 'end_authority', draft, {}),
  row('case.authority_unknown', 'serve', notAccepted, { given: { recipientBy: 'authority', authorityId: 'forged' } }),
  row('case.reason_missing', 'reassign', decision, { given: { reason: '' } }),
  row('case.reason_missing', 'correct', walk(ways.signed), { given: { reason: '' } }),
];

test.each(rows)('$code holds for $action too', ({ code, action, state, step }) => {
  expect(refused(state, action, step as Step<CaseAction>)).toBe(code);
});

test('a slip with nothing on it and an officer of another department are refused', () => {
  const made = next(walk(ways.granted), 'produce');
  const transfer = { id: 's', sentBy: 'a', takenBy: 'b', sent: 0, counted: 0 };
  expect(refused(made, 'make_ready', { given: { transfer } })).toBe('case.transfer_unsigned');
  const stranger = { ...person('certificate_officer'), unitId: 'health' };
  expect(refused(walk(ways.granted), 'produce', { by: stranger })).toBe('case.wrong_unit');
  // revocation is also the superior's
  expect(refused(walk(ways.ready), 'revoke', { by: { ...person('department_head'), unitId: 'city' } })).toBeNull();
});

test('somebody else collects by an authority on record: not by one for handing in, ended or run out, and never by none', () => {
  const by = (given: object, at?: string) => {
    const known = next(walk(ways.ready), 'record_authority', { given, by: person('delivery_clerk') });
    const service = { recipientBy: 'authority', authorityId: 'authority-1' } as const;
    return refused(known, 'deliver', { given: service, ...(at ? { at } : {}) });
  };
  expect(by({})).toBeNull();
  expect(by({ scope: 'collect', until: '2026-03-02' })).toBeNull();
  expect(by({ scope: 'handle' })).toBe('case.authority_unknown');
  expect(by({ until: '2026-03-03' }, hallTime('2026-03-04'))).toBe('case.authority_unknown');
  const ended = walk(['record_authority', 'end_authority'], {}, walk(ways.ready));
  expect(refused(ended, 'deliver', { given: { recipientBy: 'authority', authorityId: 'authority-1' } })).toBe('case.authority_unknown');
  expect(refused(walk(ways.ready), 'deliver', { given: { recipientBy: 'authority' } })).toBe('case.authority_unknown');
});

test('what nobody collects is told again after a week and after three, and then no more', () => {
  const ready = walk(ways.ready, { at: hallTime('2026-03-02') });
  expect(refused(ready, 'remind', { at: hallTime('2026-03-09', '09:59') })).toBe('case.reminder_early');
  const once = next(ready, 'remind', { at: hallTime('2026-03-09') });
  expect(once.reminders).toBe(1);
  expect(refused(once, 'remind', { at: hallTime('2026-03-22') })).toBe('case.reminder_early');
  const twice = next(once, 'remind', { at: hallTime('2026-03-23') });
  expect(refused(twice, 'remind', { at: hallTime('2027-03-23') })).toBe('case.reminder_early');
});
