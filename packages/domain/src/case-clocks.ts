import type { Case } from './case-events.ts';
import { dueOf, type Allowance, type ClockInput, type ClockPlace, type Due, type Pause } from './clock.ts';
import { clockProfile, type ItemVersion } from './item-version.ts';
import type { Instant } from './time.ts';

/** One limit of a case. `due.lines` explains it; `endedAt` is when it had done its work, in time or not. */
export interface CaseClock {
  readonly input: ClockInput;
  readonly due: Due;
  readonly endedAt: Instant | null;
}

/** Null where a limit has not begun, or the item knows none. */
export interface CaseClocks {
  /** Accept, or give the one-off notice (行政许可法 32 for permits). */
  readonly intake: CaseClock | null;
  /** The applicant's time for a supplement, before acceptance or in review. */
  readonly applicant: CaseClock | null;
  readonly legal: CaseClock | null;
  readonly promise: CaseClock | null;
  /** As it was promised before an extension: it stays visible, and it is what a kept promise is measured by. */
  readonly firstPromise: CaseClock | null;
  readonly deficit: CaseClock | null;
  /** The planned days of a special procedure: passing them warns, and resumes nothing. */
  readonly procedure: CaseClock | null;
  readonly delivery: CaseClock | null;
}

/**
 * Every limit of a case as a pure function of the case, the item's version and the calendar: nothing is stored that a new
 * notice of the State Council could make wrong. Legal and promised time begin with the lawful date of acceptance and stand
 * still together; the time for a deficit and for delivery is never suspended.
 */
export function caseClocks(state: Case, item: ItemVersion, place: ClockPlace): CaseClocks {
  const profile = clockProfile(item);
  const decided = state.decidedAt ?? state.endedAt;
  const clock = (start: Instant | null, allowance: Allowance | null, endedAt: Instant | null): CaseClock | null => {
    if (start === null || allowance === null) return null;
    const input = { start, allowance };
    return { input, due: dueOf(input, place), endedAt };
  };
  const main = (allowance: Allowance, extension: Case['extension']): CaseClock | null =>
    state.acceptedAt === null
      ? null
      : { ...extendedDue({ start: state.acceptedAt, allowance, pauses: state.pauses }, extension, place), endedAt: decided };
  const deficitFrom = state.deficit || state.deficitUntil !== null ? state.acceptedAt : null;
  return {
    intake: clock(state.intakeFrom, profile.intake, state.intakeUntil ?? state.endedAt),
    applicant: clock(state.supplementFrom, item.supplementLimit, state.supplementUntil ?? decided),
    legal: main(profile.legal, state.extension),
    promise: main(profile.promise, state.extension),
    firstPromise: state.extension ? main(profile.promise, null) : null,
    // what was granted with a deficit is owed beyond the hand-over
    deficit: clock(deficitFrom, item.deficitLimit, state.deficitUntil ?? (state.decision === null ? state.endedAt : null)),
    procedure: clock(state.procedure?.from ?? null, state.procedure?.planned ?? null, state.procedure?.until ?? state.endedAt),
    delivery: clock(state.decidedAt, profile.delivery, state.endedAt),
  };
}

/** The limit ran out before it was ended. A limit that does not run, or does not exist, has not passed. */
export function clockPassed(clock: CaseClock | null, now: Instant): boolean {
  return clock?.due.state === 'running' && (clock.endedAt ?? now) > clock.due.at;
}

/** An extension in another unit than the limit (working days upon natural ones) is counted on from the day that was due before. */
function extendedDue(input: ClockInput, extension: Case['extension'], place: ClockPlace): Pick<CaseClock, 'input' | 'due'> {
  if (!extension) return { input, due: dueOf(input, place) };
  if (extension.unit === input.allowance.unit) {
    const longer = { ...input, extensions: [extension.amount] };
    return { input: longer, due: dueOf(longer, place) };
  }
  const first = dueOf(input, place);
  if (first.state === 'stopped') return { input, due: first };
  const further = { start: first.at, allowance: { amount: extension.amount, unit: extension.unit }, pauses: after(input.pauses, first.at) };
  const due = dueOf(further, place);
  return { input: further, due: { ...due, lines: [...first.lines, ...due.lines] } };
}

/** What was suspended before an instant has been counted already. */
function after(pauses: readonly Pause[] | undefined, at: Instant): readonly Pause[] {
  return (pauses ?? []).filter((pause) => pause.until === null || pause.until > at);
}
