import { DomainError } from './errors.ts';
import type { Ticket, TicketState } from './tickets.ts';

/** When the phone speaks up, and when a message goes out: so many are called before. */
export const NEAR_PLACES = 3;

/** What a number that asked for a message has been told so far: nothing yet, that its turn is near, that it is called. */
export const noticeStates = ['asked', 'near', 'called'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** States in which a message still helps; whoever is served, gone or missed is told nothing. */
export const noticeHelps = ['WAITING', 'CALLED', 'HELD'] as const satisfies readonly TicketState[];

/** Refuses to write to a number that nobody will call any more, or that was told already: each is told once. */
export function assertMayAsk({ state, notice, number }: Pick<Ticket, 'state' | 'notice' | 'number'>): void {
  const open = state === 'WAITING' || state === 'HELD';
  if (!open || (notice !== null && notice !== 'asked')) throw new DomainError('ticket.not_allowed', { state, number });
}

/**
 * What is to be told now. Where the hall speaks nothing aloud, the call itself goes to the phone too: nobody there can hear
 * it; elsewhere the voice calls.
 */
export function noticeDue(
  { state, notice }: Pick<Ticket, 'state' | 'notice'>,
  ahead: number | null,
  silent: boolean,
): Exclude<NoticeState, 'asked'> | null {
  if (state === 'WAITING' && notice === 'asked' && ahead !== null && ahead <= NEAR_PLACES) return 'near';
  if (state === 'CALLED' && silent && (notice === 'asked' || notice === 'near')) return 'called';
  return null;
}
