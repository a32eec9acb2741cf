import type { HallApi } from '@one-window/api/client';
import type { PriorityReason } from '@one-window/domain/tickets';
import type { ErrorCode, ErrorDetails } from '@one-window/domain/errors';

/** What a citizen chose, and the key under which it is asked for: a lost reply never takes a second number. */
export interface Choice {
  readonly seriesId: string;
  /** The matters in the order in which they were chosen; none where only the queue was. */
  readonly items: readonly ChosenItem[];
}
export interface ChosenItem {
  readonly id: string;
  readonly name: string;
}

/** Where a number stands: the answer to taking one, and to coming back after a miss. */
export type NumberPlace = HallApi['POST /api/tickets/rejoin']['answer']['ticket'];
export type TakenTicket = HallApi['POST /api/tickets']['answer']['ticket'];
export type FoundItem = HallApi['GET /api/items']['answer']['items'][number];

export interface Problem {
  readonly code: ErrorCode | 'offline' | 'scan.card' | 'scan.unknown';
  readonly details: ErrorDetails;
  readonly requestId: string | null;
}

/** One question a screen. */
export type Step =
  | { readonly at: 'home' }
  | { readonly at: 'series' }
  /** `to` = another matter for the same number. */
  | { readonly at: 'search'; readonly to?: Choice }
  | { readonly at: 'bring'; readonly choice: Choice }
  | { readonly at: 'priority'; readonly choice: Choice }
  | { readonly at: 'taking'; readonly choice: Choice }
  | { readonly at: 'ticket'; readonly ticket: TakenTicket; readonly priority: PriorityReason | null; readonly choice: Choice }
  /** Whoever comes for a result says for which, or takes a number all the same. */
  | { readonly at: 'collect'; readonly seriesId: string }
  | { readonly at: 'check-in' }
  /** For staff. */
  | { readonly at: 'readers' }
  | { readonly at: 'rejoin' }
  | { readonly at: 'rejoined'; readonly ticket: NumberPlace }
  | { readonly at: 'problem'; readonly problem: Problem; readonly back: Step; readonly again: (() => void) | null };

export const home: Step = { at: 'home' };

/** The number as typed so far: a prefix of the hall's, then digits. */
export function appendSign(typed: string, sign: string): string {
  const letters = typed.replace(/[0-9]+$/, '');
  const digits = typed.slice(letters.length);
  if (/^[A-Z]+$/.test(sign)) return digits === '' ? sign : typed;
  return letters !== '' && digits.length < NUMBER_DIGITS ? typed + sign : typed;
}

export const NUMBER_DIGITS = 4;

/** How many digits are missing; a letter counts as one. */
export function signsMissing(typed: string): number {
  const digits = typed.replace(/^[A-Z]+/, '').length;
  return NUMBER_DIGITS - digits + (/^[A-Z]/.test(typed) ? 0 : 1);
}

/** The matters of a choice as a line: all of them as long as they are few. */
export const itemsText = (names: readonly string[], more: (first: string, n: number) => string): string =>
  names.length > 1 ? more(names[0]!, names.length) : (names[0] ?? '');
