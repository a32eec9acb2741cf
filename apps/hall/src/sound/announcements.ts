import { msBetween } from '@one-window/domain/time';
import type { HallPublicView, PublicCall } from '@one-window/domain/views';

/** What of the hall's day a screen has heard of, and what it still has to say. */
export interface Announcements {
  readonly day: string | null;
  readonly epoch: string;
  /** Highest call that this screen knows; everything above it is new. */
  readonly heard: number;
  readonly waiting: readonly PublicCall[];
  /** What the last view brought, oldest first. */
  readonly fresh: readonly PublicCall[];
}

export const nothingHeard: Announcements = { day: null, epoch: '', heard: 0, waiting: [], fresh: [] };

/** A call older than this is no help to anybody: a screen that was cut off does not read out the past. */
export const FRESH_MS = 90_000;
/** With more than so many calls waiting each is said once instead of twice. */
const AT_LEISURE = 3;

type Heard = Pick<HallPublicView, 'businessDate' | 'epoch' | 'asOf' | 'calls'>;

/**
 * Takes in a view. The first view of a screen is its start: nothing of it is said. Later ones add each call once, oldest
 * first; a recall takes the place of the call it repeats, and who came, was missed or left is not called any more.
 */
export function hear(before: Announcements, view: Heard): Announcements {
  const highest = view.calls.reduce((max, call) => Math.max(max, call.callSeq), 0);
  const now = { day: view.businessDate, epoch: view.epoch };
  if (before.day === null) return { ...now, heard: highest, waiting: [], fresh: [] };
  const known = knownBefore(before, view, highest);
  const open = view.calls.filter((call) => call.state === 'CALLED').sort((a, b) => a.callSeq - b.callSeq);
  const fresh = open.filter((call) => call.callSeq > known && msBetween(call.calledAt, view.asOf) <= FRESH_MS);
  const pending = new Set([...before.waiting, ...fresh].map((call) => call.callSeq));
  return { ...now, heard: Math.max(known, highest), waiting: open.filter((call) => pending.has(call.callSeq)), fresh };
}

/** A new day counts from 1; a restored database may count on from an earlier number, and what it calls next is new again. */
function knownBefore(before: Announcements, view: Heard, highest: number): number {
  if (before.day !== view.businessDate) return 0;
  return before.epoch === view.epoch ? before.heard : Math.min(before.heard, highest);
}

/** The call to say now, and how often. */
export function nextToSay(now: Announcements): { call: PublicCall; times: 1 | 2; rest: Announcements } | null {
  const [call, ...waiting] = now.waiting;
  if (!call) return null;
  return { call, times: waiting.length > AT_LEISURE ? 1 : 2, rest: { ...now, waiting } };
}
