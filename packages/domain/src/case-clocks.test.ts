import { describe, expect, test } from 'vitest';
import { caseClocks, clockPassed, type CaseClock } from './case-clocks.ts';
import type { Case } from './case-events.ts';
import { hallTime, next, person, refused, sampleCalendar, sampleInstant, samplePermit, samplePlace, walk, ways } from './case-samples.ts';
import { clockProfile, itemProblems, procedureStops, type ItemVersion } from './item-version.ts';
import type { DateText } from './time.ts';

const item = (rest: Partial<ItemVersion>): ItemVersion => ({ ...samplePermit, ...rest });
const days = (amount: number) => ({ amount, unit: 'working_day' }) as const;
const clocks = (state: Case, of: ItemVersion = samplePermit) => caseClocks(state, of, samplePlace);
const dueOn = (clock: CaseClock | null): DateText | null => (clock?.due.state === 'running' ? clock.due.date : null);
const at = (date: DateText, time?: string) => ({ at: hallTime(date, time) });
const accepted = (date: DateText, of: ItemVersion = samplePermit) => walk(ways.accepted, { ...at(date), item: of });

describe('a promise in working days, accepted on', () => {
  test.each([
    ['2026-02-13', 3, '2026-02-25'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-05-08', 1, '2026-05-09'],
    ['2026-06-18', 7, '2026-06-30'],
    ['2026-09-23', 5, '2026-10-08'],
    ['2026-01-03', 2, '2026-01-05'],
    ['2025-01-24', 3, '2025-02-05'],
  ])('%s with %i days is kept until %s', (date, amount, due) => {
    const of = item({ promiseLimit: days(amount), deficitLimit: null, materials: [] });
    const received = next(next(null, 'draft', { ...at(date), item: of }), 'receive', { ...at(date), item: of, given: { checks: {} } });
    expect(dueOn(clocks(next(received, 'accept', { ...at(date), item: of }), of).promise)).toBe(due);
  });

  test('2026-03-02 with ten days and an inspection from the 5th to the 12th is kept until the 23rd', () => {
    const of = item({ promiseLimit: days(10) });
    const stopped = walk(['sign', 'start_procedure'], { ...at('2026-03-05'), item: of }, accepted('2026-03-02', of));
    expect(dueOn(clocks(next(stopped, 'end_procedure', { ...at('2026-03-12'), item: of }), of).promise)).toBe('2026-03-23');
  });

  test('2026-09-23 explains itself line by line', () => {
    const promise = clocks(accepted('2026-09-23')).promise;
    expect(promise?.due.lines).toEqual([
      { kind: 'start', at: hallTime('2026-09-23'), date: '2026-09-23' },
      { kind: 'allowance', amount: 5, unit: 'working_day' },
      { kind: 'off', from: '2026-09-25', to: '2026-09-27' },
      { kind: 'off', from: '2026-10-01', to: '2026-10-07' },
      { kind: 'due', at: hallTime('2026-10-08', '17:30'), date: '2026-10-08' },
      { kind: 'calendar', years: [2026] },
    ]);
  });
});

describe('the time to accept', () => {
  test('runs from the submission, and receiving it at a window begins nothing anew', () => {
    const submitted = walk(['draft', 'submit'], at('2026-03-02'));
    expect(dueOn(clocks(submitted).intake)).toBe('2026-03-09');
    expect(dueOn(clocks(next(submitted, 'receive', at('2026-03-05'))).intake)).toBe('2026-03-09');
    expect(dueOn(clocks(walk(ways.received, at('2026-03-05'))).intake)).toBe('2026-03-12');
  });

  test('begins on Sunday night with the submission and still counts from the next working day', () => {
    const submitted = walk(['draft', 'submit'], at('2026-03-01', '02:00'));
    expect(dueOn(clocks(submitted).intake)).toBe('2026-03-06');
  });

  test('that passes in silence accepts a permit by itself, dated from the receipt and not from the day it passed', () => {
    const submitted = walk(['draft', 'submit'], at('2026-03-02'));
    for (const state of [submitted, next(submitted, 'receive', at('2026-03-05'))]) {
      expect(refused(state, 'deem_accepted', at('2026-03-09', '17:30'))).toBe('case.intake_running');
      const deemed = next(state, 'deem_accepted', at('2026-03-09', '17:31'));
      expect(deemed).toMatchObject({ status: 'ACCEPTED', deemed: true, acceptedAt: hallTime('2026-03-02'), unitId: 'market' });
      expect(deemed.receivedAt).not.toBeNull();
      expect(dueOn(clocks(deemed).promise)).toBe('2026-03-09');
      expect(clockPassed(clocks(deemed).intake, hallTime('2026-03-20'))).toBe(true);
    }
  });

  test('binds permits; anything else has the limit of its own basis or none, and silence accepts nothing', () => {
    const benefit = item({ taskType: '05' });
    const submitted = walk(['draft', 'submit'], at('2026-03-02'));
    expect(clocks(submitted, benefit).intake).toBeNull();
    expect(dueOn(clocks(submitted, { ...benefit, intakeLimit: days(2) }).intake)).toBe('2026-03-04');
    const late = { ...at('2026-03-20'), item: benefit };
    expect(refused(walk(['draft', 'submit'], { ...at('2026-03-02'), item: benefit }), 'deem_accepted', late)).toBe('case.not_a_permit');
  });

  test('ends with the one-off notice, and begins again when the supplement is there; acceptance dates from that day', () => {
    const noticed = next(walk(ways.received, at('2026-03-02')), 'give_notice', at('2026-03-04'));
    expect(clocks(noticed).intake?.endedAt).toBe(hallTime('2026-03-04'));
    expect(dueOn(clocks(noticed).applicant)).toBe('2026-03-25');
    expect(refused(noticed, 'deem_accepted', at('2026-06-01'))).toBe('case.not_allowed');
    const whole = next(noticed, 'supplement', at('2026-03-10'));
    expect(clocks(whole).applicant?.endedAt).toBe(hallTime('2026-03-10'));
    expect(dueOn(clocks(whole).intake)).toBe('2026-03-17');
    const late = next(whole, 'accept', at('2026-03-12'));
    expect(late.acceptedAt).toBe(hallTime('2026-03-10'));
    expect(dueOn(clocks(late).promise)).toBe('2026-03-17');
    const part = next(walk(['draft'], at('2026-03-02')), 'receive', {
      ...at('2026-03-02'),
      given: { checks: { form: 'missing', rules: 'missing', photo: 'missing' } },
    });
    const owing = next(next(part, 'give_notice', at('2026-03-04')), 'supplement', { ...at('2026-03-10'), given: { materials: ['form'] } });
    expect(next(owing, 'accept_with_deficit', at('2026-03-12')).acceptedAt).toBe(hallTime('2026-03-12'));
  });
});

describe('legal and promised time', () => {
  const signed = next(accepted('2026-03-02'), 'sign', at('2026-03-03'));

  test('count working days, not calendar days, and the Saturdays that pay for a holiday', () => {
    const state = clocks(accepted('2026-04-30'));
    expect([dueOn(state.promise), dueOn(state.legal)]).toEqual(['2026-05-11', '2026-06-01']);
  });

  test('do not begin again when the case changes hands, is sent back, marked or supplemented', () => {
    const before = clocks(signed);
    const moved = next(signed, 'reassign', at('2026-03-05'));
    const back = next(next(moved, 'forward', at('2026-03-05')), 'send_back', { ...at('2026-03-06'), by: person('department_checker') });
    const marked = next(back, 'supervise', at('2026-03-06'));
    const asked = next(marked, 'ask_supplement', at('2026-03-06'));
    expect(clocks(asked).legal).toEqual(before.legal);
    expect(clocks(next(asked, 'answer_supplement', at('2026-03-10'))).promise).toEqual(before.promise);
  });

  test('run on through a supplement in review, unless the item stops them and says by what', () => {
    const of = item({ reviewStopBasis: 'local rule 9' });
    const stopped = next(signed, 'ask_supplement', { ...at('2026-03-05'), item: of });
    expect(clocks(stopped, of).promise?.due).toMatchObject({ state: 'stopped', remaining: 2 });
    const answered = next(stopped, 'answer_supplement', { ...at('2026-03-06'), item: of });
    expect(dueOn(clocks(answered, of).promise)).toBe('2026-03-10');
  });

  test('stand still for a procedure of the law, not for one that counts, nor for a visit without a basis', () => {
    const stopsFor = (kind: 'inspection' | 'site_visit' | 'test', of = samplePermit): boolean => {
      const stopped = next(signed, 'start_procedure', { ...at('2026-03-04'), item: of, given: { kind } });
      return clocks(stopped, of).legal?.due.state === 'stopped';
    };
    expect([stopsFor('inspection'), stopsFor('site_visit'), stopsFor('test')]).toEqual([true, false, false]);
    const visit = { kind: 'site_visit', days: 3, basis: 'city rule 12', countedInLegal: false } as const;
    expect(stopsFor('site_visit', item({ specialProcedures: [visit] }))).toBe(true);
    // the law's list binds permits; a confirmation stops only by a basis of its own
    expect(stopsFor('inspection', item({ taskType: '07' }))).toBe(false);
    expect(procedureStops(item({ taskType: '07' }), { ...visit, kind: 'inspection' })).toBe(true);
  });

  test('resume with the result alone: a procedure beyond its planned days warns and starts nothing', () => {
    const stopped = next(signed, 'start_procedure', { ...at('2026-03-04'), given: { days: 3 } });
    expect(dueOn(clocks(stopped).procedure)).toBe('2026-03-09');
    expect(clockPassed(clocks(stopped).procedure, hallTime('2026-03-20'))).toBe(true);
    expect(clocks(stopped).promise?.due).toMatchObject({ state: 'stopped', since: hallTime('2026-03-04'), remaining: 3 });
    const resumed = next(stopped, 'end_procedure', at('2026-03-20'));
    expect(dueOn(clocks(resumed).promise)).toBe('2026-03-25');
  });

  test('count suspensions that touch each other once', () => {
    const stopped = next(signed, 'start_procedure', at('2026-03-05'));
    const twice = next(next(next(stopped, 'end_procedure', at('2026-03-09')), 'suspend', at('2026-03-09', '15:00')), 'resume', {
      ...at('2026-03-11'),
    });
    expect(twice.pauses.map((pause) => pause.why)).toEqual(['special_procedure', 'suspended']);
    expect(dueOn(clocks(twice).promise)).toBe('2026-03-13');
  });

  test('both move by an extension, and the first promise stays to be seen', () => {
    const asked = next(signed, 'request_extension', at('2026-03-06'));
    expect(clocks(asked).firstPromise).toBeNull();
    const state = clocks(next(asked, 'approve_extension', at('2026-03-06')));
    expect([dueOn(state.firstPromise), dueOn(state.promise), dueOn(state.legal)]).toEqual(['2026-03-09', '2026-03-23', '2026-04-14']);
    expect(state.promise?.due.lines).toContainEqual({ kind: 'extension', amount: 10, unit: 'working_day' });
  });

  test('in natural days are extended by working days from the day that was due', () => {
    const of = item({ legalLimit: { amount: 15, unit: 'natural_day' } });
    const extended = walk(
      ['sign', 'request_extension', 'approve_extension'],
      { ...at('2026-03-03'), item: of },
      accepted('2026-03-02', of),
    );
    const { legal } = clocks(extended, of);
    expect(dueOn(legal)).toBe('2026-03-31');
    expect(legal?.due.lines.map((line) => line.kind)).toEqual([
      'start',
      'allowance',
      'due',
      'calendar',
      'start',
      'allowance',
      'due',
      'calendar',
    ]);
  });

  test('end with the decision, and the time for delivery begins', () => {
    const granted = walk(['forward', 'forward', 'grant'], at('2026-03-05'), signed);
    const state = clocks(granted);
    expect([state.legal?.endedAt, state.promise?.endedAt]).toEqual([hallTime('2026-03-05'), hallTime('2026-03-05')]);
    expect(dueOn(state.delivery)).toBe('2026-03-19');
    const made = walk(['produce', 'make_ready'], at('2026-03-06'), granted);
    expect(clockPassed(clocks(made).delivery, hallTime('2026-03-20'))).toBe(true);
    expect(clocks(next(made, 'deliver', at('2026-03-10'))).delivery?.endedAt).toBe(hallTime('2026-03-10'));
    expect(clocks(granted, item({ taskType: '05' })).delivery).toBeNull();
  });

  test('that reach a year without a notice are provisional, and settled by the notice', () => {
    const state = accepted('2026-12-30');
    expect(clocks(state).promise?.due).toMatchObject({ provisional: true, date: '2027-01-06' });
    const published = {
      publishedYears: new Set([...sampleCalendar.publishedYears, 2027]),
      days: new Map([...sampleCalendar.days, ['2027-01-01', 'rest'] as const]),
    };
    const after = caseClocks(state, samplePermit, { ...samplePlace, calendar: published });
    expect(after.promise?.due).toMatchObject({ provisional: false, date: '2027-01-07' });
  });
});

test('the time for what may come later runs from acceptance, through every stop, until it is there', () => {
  const checks = { form: 'present', rules: 'missing', photo: 'missing' } as const;
  const lacking = next(next(null, 'draft', at('2026-03-02')), 'receive', { ...at('2026-03-02'), given: { checks } });
  const tolerant = next(lacking, 'accept_with_deficit', at('2026-03-02'));
  expect(dueOn(clocks(tolerant).deficit)).toBe('2026-03-05');
  const stopped = walk(['sign', 'start_procedure'], at('2026-03-03'), tolerant);
  expect(dueOn(clocks(stopped).deficit)).toBe('2026-03-05');
  expect(clocks(next(stopped, 'supply_deficit', at('2026-03-04'))).deficit?.endedAt).toBe(hallTime('2026-03-04'));
  expect(clocks(accepted('2026-03-02')).deficit).toBeNull();
});

describe('an item', () => {
  test('has the clocks of the law when it is a permit, and those of its own basis otherwise', () => {
    expect(clockProfile(samplePermit)).toMatchObject({ intake: days(5), deemedAcceptance: true, extensionMax: 10, delivery: days(10) });
    expect(clockProfile(item({ joint: true })).extensionMax).toBe(15);
    expect(clockProfile(item({ taskType: '20' }))).toMatchObject({
      intake: null,
      deemedAcceptance: false,
      extensionMax: 0,
      delivery: null,
    });
  });

  test('is not complete while a limit of it goes beyond what binds it', () => {
    expect(itemProblems(samplePermit)).toEqual([]);
    expect(itemProblems(sampleInstant)).toEqual([]);
    expect(itemProblems(item({ promiseLimit: days(21) }))).toEqual(['promise_over_legal']);
    expect(itemProblems(item({ legalLimit: { amount: 4, unit: 'natural_day' } }))).toEqual(['promise_over_legal']);
    expect(itemProblems(item({ deficitLimit: days(6) }))).toEqual(['deficit_over_promise']);
    expect(itemProblems(item({ deficitLimit: null }))).toEqual(['deficit_without_limit']);
    expect(itemProblems(item({ intakeLimit: days(6), deliveryLimit: days(11) }))).toEqual(['intake_over_law', 'delivery_over_law']);
    expect(itemProblems(item({ extension: { max: 11, basis: 'x' } }))).toEqual(['extension_over_law']);
    expect(itemProblems(item({ steps: ['examine'] }))).toEqual(['no_decision_step']);
    const minutes = {
      promiseLimit: { amount: 90, unit: 'minute' },
      legalLimit: { amount: 1, unit: 'hour' },
      deficitLimit: null,
      materials: [],
    };
    expect(itemProblems(item(minutes as Partial<ItemVersion>))).toEqual(['promise_over_legal']);
  });
});
