import type { CallReason } from './tickets.ts';
import type { Instant } from './time.ts';

/** A call, as whoever still waits asks of it. */
export interface MadeCall {
  readonly order: number;
  readonly callSeq: number;
  readonly calledAt: Instant;
  readonly windowId: string;
  readonly why: Pick<CallReason, 'because'> & Omit<CallFor, 'windowId'>;
}

/** Who waits: in which queue, and for one window alone or for any. */
export interface WaitingPlace {
  readonly order: number;
  readonly prefix: string;
  readonly forWindowId: string | null;
}

type CallFor = { readonly windowId: string; readonly queues?: string | null | undefined; readonly sent?: string | null | undefined };

// no list is made of it: this is asked for every call of a day and every queue
const names = (list: string, one: string): boolean => ` ${list} `.includes(` ${one} `);

/**
 * Could a call that was made at a window have been for this one? Who was sent to one window is passed over at that one alone, or
 * where another stood in for it. Calls of before they kept their queues are judged by what the window offers.
 */
export function couldHaveCalled(
  { windowId, queues, sent }: CallFor,
  { prefix, forWindowId }: Omit<WaitingPlace, 'order'>,
  offers: (windowId: string) => boolean,
): boolean {
  if (forWindowId !== null && forWindowId !== windowId && !names(sent ?? '', forWindowId)) return false;
  return queues ? names(queues, prefix) : offers(windowId);
}

/** "Why was B12 called before me?": the calls of those who came later, where this one could have been called; the newest first. */
export function calledBefore<C extends MadeCall>(one: WaitingPlace, calls: readonly C[], offers: (windowId: string) => boolean): C[] {
  return calls
    .filter((c) => c.order > one.order && couldHaveCalled({ windowId: c.windowId, ...c.why }, one, offers))
    .sort((a, b) => b.callSeq - a.callSeq);
}
