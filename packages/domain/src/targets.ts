import type { QueuePolicy } from './tickets.ts';

/** How long one should wait in a queue at most, and how many for each of its open windows are too many. */
export type QueueTargets = Pick<QueuePolicy, 'targetMinutes' | 'warnPerWindow'>;
/** Set for one queue; null = as in the hall. */
export type OwnTargets = { readonly [T in keyof QueueTargets]: number | null };

/** What holds for a queue: its own where it has one, else the hall's. */
export const targetsOf = (own: OwnTargets, hall: QueueTargets): QueueTargets => ({
  targetMinutes: own.targetMinutes ?? hall.targetMinutes,
  warnPerWindow: own.warnPerWindow ?? hall.warnPerWindow,
});

/** Too long is longer than the target: who waits exactly as long is within it. */
export const isOverTarget = (minutes: number, { targetMinutes }: QueueTargets): boolean => minutes > targetMinutes;

/** Where no window is open another alarm speaks. */
export const isCrowded = (waiting: number, openWindows: number, { warnPerWindow }: QueueTargets): boolean =>
  openWindows > 0 && waiting > warnPerWindow * openWindows;
