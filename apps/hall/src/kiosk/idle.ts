/** How long a kiosk may stand untouched before it counts down, and how long it counts, in milliseconds. */
export interface IdleRule {
  readonly quiet: number;
  readonly count: number;
}

export type Idle = { readonly phase: 'active' } | { readonly phase: 'countdown'; readonly seconds: number } | { readonly phase: 'over' };

const COUNT_MS = 15_000;

/**
 * A minute, then 15 visible seconds; nobody who reads large letters, or waits for a person, is hurried before three
 * minutes. With the number in hand the countdown stands on the button from the beginning.
 */
export function idleRule(unhurried: boolean, hasTicket: boolean): IdleRule {
  if (unhurried) return { quiet: 180_000, count: COUNT_MS };
  return hasTicket ? { quiet: 0, count: 30_000 } : { quiet: 60_000, count: COUNT_MS };
}

export function idleAt(untouchedMs: number, rule: IdleRule): Idle {
  if (untouchedMs < rule.quiet) return { phase: 'active' };
  const left = rule.quiet + rule.count - untouchedMs;
  return left <= 0 ? { phase: 'over' } : { phase: 'countdown', seconds: Math.ceil(left / 1000) };
}
