import type { PriorityReason } from '@one-window/domain/tickets';

/** Somebody who comes to the hall on a made-up day, with all that they will do, whoever serves them and in whatever order. */
export interface SimulatedCitizen {
  /** When they take their number, in minutes of the day. */
  readonly minute: number;
  /** Which of the queues that give numbers then, as a share of them: 0 ≤ share < 1. */
  readonly queue: number;
  readonly priority: PriorityReason | null;
  readonly matters: number;
  readonly walkMinutes: number;
  readonly serviceMinutes: number;
  readonly comes: boolean;
  /** Missed, they come back with their number, as it allows. */
  readonly comesBack: boolean;
  /** What happens at the window once they are served for the first time. */
  readonly then: 'finish' | 'hold' | 'transfer';
  /** With the phone: so many minutes after the number they give it up, or let some pass, if nobody called before. */
  readonly givesUpAfter: number | null;
  readonly letsPassAfter: number | null;
}

/** Mulberry32: the same seed gives the same numbers below 1. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Of a hundred citizens: 8 are old, 3 with a small child or pregnant, 2 disabled, 1 ill, 1 of the forces. */
const priorities: readonly (readonly [PriorityReason, number])[] = [
  ['elderly', 0.08],
  ['pregnant_or_infant', 0.11],
  ['disabled', 0.13],
  ['ill', 0.14],
  ['military', 0.15],
];

/**
 * The citizens of a day, by the minute in which they come: a morning peak and a weaker one after noon. Each is drawn from the
 * seed and the own place alone, so that neither a busy window nor another speed of the day changes anybody.
 */
export function simulatedDay(seed: number, count: number, dayMinutes: number): SimulatedCitizen[] {
  return Array.from({ length: count }, (_, i) => drawn(seededRandom(seed * 100_003 + i), dayMinutes)).sort((a, b) => a.minute - b.minute);
}

function drawn(random: () => number, dayMinutes: number): SimulatedCitizen {
  const chance = (part: number): boolean => random() < part;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const arrival = (): number => {
    const share = chance(0.62) ? 0.16 + 0.1 * normal() : 0.7 + 0.13 * normal();
    return share > 0 && share < 0.97 ? share : arrival();
  };
  const minute = dayMinutes * arrival();
  const queue = random();
  const luck = random();
  const priority = priorities.find(([, below]) => luck < below)?.[0] ?? null;
  const extra = random();
  const matters = extra < 0.88 ? 1 : extra < 0.97 ? 2 : 3;
  // 7 minutes in the mean, half an hour for some; each further matter is shorter than the first
  const serviceMinutes = Math.min(45, Math.exp(Math.log(7) - 0.245 + 0.7 * normal()) * (1 + 0.6 * (matters - 1)));
  const end = random();
  return {
    minute,
    queue,
    priority,
    matters,
    walkMinutes: 0.3 + random() * 0.7,
    serviceMinutes,
    comes: !chance(0.06),
    comesBack: chance(0.5),
    then: end < 0.03 ? 'hold' : end < 0.07 ? 'transfer' : 'finish',
    givesUpAfter: chance(0.04) ? 20 + random() * 40 : null,
    letsPassAfter: chance(0.05) ? 5 + random() * 15 : null,
  };
}
