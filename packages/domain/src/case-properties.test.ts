import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, workingDay } from './calendar.ts';
import { caseClocks } from './case-clocks.ts';
import type { Case, CaseActor, CaseEvent } from './case-events.ts';
import { applyCase } from './case-fold.ts';
import type { CaseContext } from './case-guards.ts';
import { context, hallTime, person, press, sampleCalendar, sampleInstant, samplePermit, samplePlace } from './case-samples.ts';
import { caseAllows, caseMachine } from './case-table.ts';
import { caseActions, caseRoles, type CaseAction, type CaseEdge, type CaseRole } from './case-words.ts';
import { caseRefusal, decideCase } from './cases.ts';
import { spent } from './clock.ts';
import type { ItemVersion } from './item-version.ts';
import { addMs, localInstant, localTime, type Instant } from './time.ts';

const items: readonly ItemVersion[] = [
  samplePermit,
  {
    ...samplePermit,
    id: 'food-2',
    acceptBy: 'DEPT',
    joint: true,
    assistDeptIds: ['planning', 'fire'],
    grantWithDeficit: true,
    feeFen: 2_000,
    reviewStopBasis: 'rule 9',
    steps: ['examine', 'decide'],
  },
  {
    ...samplePermit,
    id: 'proof-1',
    taskType: '07',
    resultType: 'none',
    intakeLimit: { amount: 2, unit: 'working_day' },
    legalLimit: { amount: 30, unit: 'natural_day' },
    extension: { max: 10, basis: 'rule 3' },
  },
  sampleInstant,
];

/** One press of a random history: which of those that the table allows, by whom, how long after the one before, and how it is filled in. */
interface Turn {
  readonly pick: number;
  readonly who: number;
  readonly hours: number;
  readonly odd: number;
}
const turns = fc.array(
  fc.record({
    pick: fc.nat(10_000),
    who: fc.nat(3),
    hours: fc.oneof({ weight: 6, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(900) }),
    odd: fc.nat(11),
  }),
  {
    minLength: 1,
    maxLength: 30,
  },
);
const histories = fc.record({ item: fc.constantFrom(...items), turns });

interface Moment {
  readonly before: Case | null;
  readonly event: CaseEvent;
  readonly after: Case;
  readonly action: CaseAction;
}

/** The way to a result: two turns of three keep to it where it can, or no history would get far. */
const onward: readonly CaseAction[] = [
  'draft',
  'submit',
  'receive',
  'accept',
  'accept_with_deficit',
  'sign',
  'forward',
  'sign_branch',
  'answer_branch',
  'grant',
  'refuse',
  'produce',
  'make_ready',
  'conclude',
  'deliver',
];

/** What can be pressed nearly always and leads nowhere: rarer, or it would crowd out the rest. */
const aside: readonly CaseAction[] = ['record_authority', 'end_authority', 'reassign', 'supervise', 'take_fee', 'withdraw', 'void'];

/** Well filled in, but for odd turns: missing papers, other procedures, a confirmation by oneself. */
function filled(action: CaseAction, who: string, odd: number, state: Case | null) {
  const checks = { form: 'present', rules: odd % 2 ? 'missing' : 'present', photo: 'missing' } as const;
  if (action === 'receive') return press(action, { checks });
  if (action === 'give_notice' || action === 'pre_review_return')
    return press(action, { defects: [`defect-${state?.notices ?? 0}`], approvedBy: odd === 1 ? 'supervisor' : null });
  if (action === 'ask_supplement') return press(action, { defects: [`gap-${state?.defects.length ?? 0}`] });
  if (action === 'start_procedure') return press(action, { kind: odd % 2 ? 'inspection' : 'site_visit' });
  if (action === 'grant' || action === 'refuse') return press(action, { confirmedBy: odd % 2 ? who : 'colleague' });
  if (action === 'answer_branch') return press(action, { agrees: odd > 1 });
  if (action === 'correct' && odd % 2) return press(action, { applicantId: `citizen-${odd}` });
  return press(action);
}

/** Staff are three people who may each hold any role, so that separation has something to hold. */
function actorsFor(role: CaseRole, who: number, state: Case | null): CaseActor[] {
  const actor = person(role);
  if (actor.unitId === null) return [actor];
  const ofHall = role === 'clerk' || role === 'delivery_clerk' || role === 'supervisor';
  const units = ofHall || !state ? [actor.unitId] : [state.deptId, ...state.branches.map(({ deptId }) => deptId)];
  return units.map((unitId) => ({ ...actor, id: `p${who}`, unitId }));
}

function play(item: ItemVersion, list: readonly Turn[]): readonly Moment[] {
  const moments: Moment[] = [];
  let state: Case | null = null;
  let now = hallTime('2026-01-05');
  for (const turn of list) {
    now = addMs(now, turn.hours * 3_600_000);
    const moment = pressed(state, item, turn, context(now, item));
    if (!moment) continue;
    moments.push(moment);
    state = moment.after;
  }
  return moments;
}

/** One of the presses that are not refused now; first what, then who. */
function pressed(before: Case | null, item: ItemVersion, { pick, who, odd }: Turn, circumstances: CaseContext): Moment | null {
  const choices = caseActions.flatMap((action) =>
    caseRoles
      .filter((role) => caseAllows(before?.status ?? 'NONE', action, role, item.caseKind))
      .flatMap((role) => actorsFor(role, who, before))
      .map((actor) => ({ action, actor, command: filled(action, actor.id, odd, before) }))
      .filter(({ command, actor }) => caseRefusal(before, command, actor, circumstances) === null),
  );
  const all = [...new Set(choices.map((choice) => choice.action))];
  const ahead = all.filter((action) => onward.includes(action));
  const leading = all.filter((one) => !aside.includes(one));
  const others = odd % 4 > 0 && leading.length > 0 ? leading : all;
  const actions = pick % 3 > 0 && ahead.length > 0 ? ahead : others;
  const action = actions[Math.floor(pick / 3) % actions.length];
  const same = choices.filter((choice) => choice.action === action);
  const choice = same[odd % same.length];
  if (!choice) return null;
  const event = decideCase(before, choice.command, choice.actor, circumstances);
  return { before, event, after: applyCase(before, event), action: choice.action };
}

const always = (check: (moments: readonly Moment[], item: ItemVersion) => void): void => {
  fc.assert(
    fc.property(histories, ({ item, turns: list }) => check(play(item, list), item)),
    { numRuns: 120 },
  );
};
const clocksOf = (state: Case, item: ItemVersion) => caseClocks(state, item, samplePlace);
const open = (state: Case): boolean => state.endedAt === null;

describe('whatever is pressed, by whom and when', () => {
  test('histories get everywhere: every action that this page speaks of is pressed in some of them', () => {
    const seen = new Set<CaseAction>();
    fc.assert(
      fc.property(histories, ({ item, turns: list }) => play(item, list).forEach((m) => seen.add(m.action))),
      { numRuns: 800, seed: 7 },
    );
    expect(caseActions.filter((action) => !seen.has(action))).toEqual([]);
  });

  test('an open case has one unit that answers for it, and only a step that hands it on changes which', () => {
    const hands: readonly CaseAction[] = [
      'draft',
      'receive',
      'accept',
      'accept_with_deficit',
      'deem_accepted',
      'make_ready',
      'reassign',
      'correct',
    ];
    always((moments) => {
      for (const { before, after, action } of moments) {
        expect(after.unitId).not.toBe('');
        if (before && before.unitId !== after.unitId) expect(hands).toContain(action);
      }
    });
  });

  test('the state is the fold of its events, also after they were written down and read again', () => {
    always((moments) => {
      const stored = JSON.parse(JSON.stringify(moments.map((m) => m.event))) as CaseEvent[];
      let state: Case | null = null;
      for (const [i, event] of stored.entries()) {
        state = applyCase(state, event);
        expect(state).toEqual(moments[i]?.after);
      }
    });
  });

  test('each press makes one event of its row, and leads where the row says', () => {
    always((moments) => {
      for (const { before, event, after, action } of moments) {
        const edge: CaseEdge = caseMachine[action];
        expect(event.type).toBe(edge.event);
        expect(edge.from).toContain(before?.status ?? 'NONE');
        if (edge.to === 'SAME') expect(after.status).toBe(before?.status);
        else if (edge.to !== 'BEFORE') expect(after.status).toBe(edge.to);
        expect(event.effectiveAt <= event.at).toBe(true);
      }
    });
  });

  test('nothing is decided that was not received and accepted, in this order, on the version with which it began', () => {
    always((moments, item) => {
      for (const { after } of moments) {
        expect(after.itemVersionId).toBe(item.id);
        if (after.acceptedAt !== null) expect(after.receivedAt !== null && after.intakeFrom !== null).toBe(true);
        if (after.decision === null) continue;
        expect(after.acceptedAt !== null && after.acceptedAt <= after.decidedAt!).toBe(true);
        expect(after.decidedBy).not.toBeNull();
      }
    });
  });

  test('who received does not decide; an immediate item that one person took in and decided was confirmed by another', () => {
    always((moments, item) => {
      for (const { event, before } of moments) {
        if (event.type !== 'case.granted' && event.type !== 'case.refused') continue;
        const received = before?.intakeBy.includes(event.actor.id) === true;
        if (item.caseKind === 'PROMISE') expect(received).toBe(false);
        else if (received) expect([null, event.actor.id]).not.toContain(event.body.confirmedBy);
      }
    });
  });

  test('a second notice was allowed by another person, and no defect was named twice', () => {
    always((moments) => {
      for (const { event, before, after } of moments) {
        expect(new Set(after.defects).size).toBe(after.defects.length);
        if (event.type !== 'case.notice_given' && event.type !== 'case.returned_for_changes') continue;
        if (before !== null && before.notices > 0) expect([null, event.actor.id]).not.toContain(event.body.approvedBy);
      }
    });
  });

  test('an edge that names no clock moves none, and one that names a clock moves no other', () => {
    always((moments, item) => {
      for (const { before, after, action } of moments) {
        if (before === null || action === 'correct') continue;
        const effects: readonly string[] = (caseMachine[action] as CaseEdge).clock;
        const [was, is] = [clocksOf(before, item), clocksOf(after, item)];
        if (effects.includes('all_end')) continue;
        const named = (clock: string): boolean => effects.some((effect) => effect.startsWith(`${clock}_`));
        for (const clock of ['intake', 'applicant', 'deficit', 'delivery'] as const)
          if (!named(clock)) expect(is[clock], `${action} ${clock}`).toEqual(was[clock]);
        // where a supplement stops the clocks the item says so, and the table cannot
        const supplement = item.reviewStopBasis !== null && (action === 'ask_supplement' || action === 'answer_supplement');
        if (!named('due') && !supplement) expect([is.legal, is.promise]).toEqual([was.legal, was.promise]);
      }
    });
  });

  test('an end ends every clock, and a running one says when it is due', () => {
    always((moments, item) => {
      for (const { after } of moments) {
        const clocks = Object.values(clocksOf(after, item));
        if (!open(after))
          for (const clock of clocks)
            expect(clock === null || clock.endedAt !== null || (after.deficit && after.decision !== null)).toBe(true);
        for (const clock of clocks)
          if (clock?.due.state === 'stopped') expect(after.pauses.some((pause) => pause.until === null)).toBe(true);
      }
    });
  });

  test('acceptance, once there, keeps its date; time for acceptance begins with submission, receipt or supplement alone', () => {
    always((moments) => {
      for (const { before, after, action } of moments) {
        if (before === null || action === 'correct') continue;
        if (before.acceptedAt !== null) expect(after.acceptedAt).toBe(before.acceptedAt);
        if (after.intakeFrom !== before.intakeFrom) expect(['submit', 'receive', 'supplement']).toContain(action);
        if (action === 'receive' && before.submittedAt !== null) expect(after.intakeFrom).toBe(before.intakeFrom);
        if (action === 'deem_accepted') expect(after.acceptedAt).toBe(before.intakeFrom);
      }
    });
  });

  test('elapsed and remaining days are the whole allowance on any day, and suspended ones are the rest', () => {
    const works = (date: string): boolean => workingDay(sampleCalendar, date) === 'working';
    fc.assert(
      fc.property(histories, fc.nat(60), ({ item, turns: list }, after) => {
        const state = play(item, list).at(-1)?.after;
        const clock = state && clocksOf(state, item).promise;
        if (!clock || clock.input.allowance.unit !== 'working_day') return;
        const from = localTime(clock.input.start, samplePlace.timeZone).date;
        const today = addDays(from, after);
        const { elapsed, suspended, remaining } = spent(clock.input, endOf(today), samplePlace);
        const total = clock.input.allowance.amount + (clock.input.extensions ?? []).reduce((a, b) => a + b, 0);
        expect(elapsed + remaining).toBe(total);
        let passed = 0;
        for (let date = addDays(from, 1); date <= today; date = addDays(date, 1)) if (works(date)) passed += 1;
        if (remaining > 0) expect(elapsed + suspended).toBe(passed);
        if (clock.due.state === 'running') expect(remaining === 0).toBe(today >= clock.due.date);
      }),
      { numRuns: 120 },
    );
  });

  test('due dates are the same whenever and however often they are worked out, and no pause or extension brings one forward', () => {
    always((moments, item) => {
      for (const { after } of moments) {
        const clocks = clocksOf(after, item);
        const again = clocksOf({ ...after, pauses: [...after.pauses, ...after.pauses].reverse() }, item);
        expect(again.legal?.due.state).toBe(clocks.legal?.due.state);
        if (clocks.legal?.due.state !== 'running' || again.legal?.due.state !== 'running') continue;
        expect(again.legal.due.date).toBe(clocks.legal.due.date);
        const bare = clocksOf({ ...after, pauses: [], extension: null }, item).legal?.due;
        expect(bare?.state === 'running' && bare.date <= clocks.legal.due.date).toBe(true);
      }
    });
  });

  test('a case is extended once at most, by somebody who did not ask', () => {
    always((moments) => {
      const extensions = moments.filter((m) => m.action === 'approve_extension');
      expect(extensions.length).toBeLessThanOrEqual(1);
      for (const { before, event } of extensions) expect(before?.extensionAsked?.by).not.toBe(event.actor.id);
    });
  });

  test('a refused press changes nothing and makes no event', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...caseActions), fc.constantFrom(...caseRoles), ({ item, turns: list }, action, role) => {
        const moment = play(item, list).at(-1);
        if (!moment) return;
        const { after } = moment;
        const copy = JSON.stringify(after);
        const ask = (): unknown => decideCase(after, press(action), person(role), context(moment.event.at, item));
        if (caseRefusal(after, press(action), person(role), context(moment.event.at, item))) expect(ask).toThrow(/^(case|item)\./);
        else expect(ask()).toBeDefined();
        expect(JSON.stringify(after)).toBe(copy);
      }),
      { numRuns: 120 },
    );
  });
});

function endOf(date: string): Instant {
  return localInstant(date, samplePlace.dayEndsMinutes, samplePlace.timeZone);
}
