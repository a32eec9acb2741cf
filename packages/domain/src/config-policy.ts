import type { QueuePolicy } from './tickets.ts';
import { turnRules } from './turns.ts';

/** Rules of a queue that a hall may set, with their bounds; `defaultPolicy` has what stands without. */
export const policyFields = {
  rule: { choices: turnRules },
  priorityRate: { min: 100, max: 1_000 },
  bookedRate: { min: 100, max: 1_000 },
  returnedBonusMinutes: { min: 0, max: 240 },
  bookedBonusMinutes: { min: 0, max: 240 },
  overtakeMax: { min: 0, max: 50 },
  overtakeMinutes: { min: 0, max: 480 },
  passPlaces: { min: 1, max: 20 },
  passMax: { min: 0, max: 10 },
  itemsMax: { min: 1, max: 9 },
  warnPerWindow: { min: 1, max: 200 },
  targetMinutes: { min: 1, max: 240 },
  ordinaryPerPriority: { min: 0, max: 20 },
  recallMax: { min: 0, max: 10 },
  recallGapSeconds: { min: 0, max: 300 },
  recallsBeforeMiss: { min: 0, max: 10 },
  rejoinMinutes: { min: 0, max: 480 },
  rejoinPlaces: { min: 0, max: 50 },
  undoSeconds: { min: 0, max: 600 },
  takesPerDevicePerMinute: { min: 1, max: 600 },
  bookAheadDays: { min: 0, max: 10 },
  bookWorkingDays: { min: 1, max: 20 },
  bookCancelMinutes: { min: 0, max: 2_880 },
  bookEarlyMinutes: { min: 0, max: 120 },
  bookLateMinutes: { min: 0, max: 120 },
  noShowMax: { min: 0, max: 20 },
  noShowDays: { min: 1, max: 365 },
  noShowBarDays: { min: 1, max: 365 },
} as const satisfies {
  readonly [F in keyof QueuePolicy]: QueuePolicy[F] extends number ? Bounds : { readonly choices: readonly QueuePolicy[F][] };
};

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Is this a value that the rule of a queue can have at all, and is it within its bounds? */
export function policyValue(rule: string, value: unknown): 'fine' | 'wrong_type' | 'out_of_bounds' {
  if (!Object.hasOwn(policyFields, rule)) return 'wrong_type';
  const field: Bounds | { readonly choices: readonly string[] } = policyFields[rule as keyof QueuePolicy];
  if ('choices' in field) return typeof value === 'string' && field.choices.includes(value) ? 'fine' : 'wrong_type';
  if (typeof value !== 'number') return 'wrong_type';
  return value >= field.min && value <= field.max && Number.isInteger(value) ? 'fine' : 'out_of_bounds';
}
