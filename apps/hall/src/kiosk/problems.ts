import { ApiError } from '@one-window/ui/api';
import type { PublicHall } from '@one-window/domain/views';
import { nameOf } from '@one-window/ui/format';
import type { KioskKey } from '@one-window/ui/i18n/kiosk';
import type { KioskVisitKey } from '@one-window/ui/i18n/kiosk-visit';
import type { KioskBookingKey } from '@one-window/ui/i18n/kiosk-booking';
import type { Problem } from './model.ts';
import { t } from './t.ts';

const own = [
  'offline',
  'unavailable',
  'series.full',
  'series.full_for_now',
  'limit.too_many',
  'item.incomplete',
  'ticket.rejoin_expired',
  'ticket.rejoin_used',
  'not_found',
  'ticket.case_unknown',
  'booking.early',
  'booking.late',
  'booking.not_allowed',
  'scan.card',
  'scan.unknown',
] as const;
const closed = ['hall.closed', 'hall.not_open', 'hall.halted', 'hall.not_configured', 'series.closed', 'series.not_served'] as const;
const stillOpen = ['WAITING', 'CALLED', 'SERVING', 'HELD'] as const;

/** Where the numbers of a queue are gone and it can be booked: the next times for it, as `2026-11-30 09:00`. */
export const slotsOf = ({ details }: Problem): readonly string[] => (details['slots'] ?? []) as readonly string[];

/** What a refusal is called on the kiosk, and the next step for the person before it. */
export function problemWords({ code, details }: Problem): Record<'head' | 'hint', KioskKey | KioskBookingKey | KioskVisitKey> {
  const named = own.find((known) => known === code);
  if (named) return { head: `kiosk.error.${named}`, hint: `kiosk.error.${named}Hint` };
  if (closed.some((known) => known === code)) return { head: 'kiosk.error.closed', hint: 'kiosk.error.closedHint' };
  if (code === 'ticket.already_open') return { head: 'kiosk.error.already', hint: 'kiosk.error.alreadyHint' };
  if (code === 'ticket.not_allowed') {
    const state = stillOpen.find((known) => known === details['state']);
    return { head: 'kiosk.error.ticket.not_allowed', hint: state ? `kiosk.error.${state}` : 'kiosk.error.ended' };
  }
  return { head: 'kiosk.error.other', hint: 'kiosk.error.otherHint' };
}

/** Why a call for a person did not go out, or is not known to have. */
export function helpProblem({ code }: Problem): KioskKey {
  if (code === 'offline' || code === 'unavailable') return 'kiosk.helpError.offline';
  if (code === 'hall.closed') return 'kiosk.helpError.closed';
  return code === 'limit.too_many' ? 'kiosk.helpError.tooMany' : 'kiosk.helpError.other';
}

/** The guide desk, with the place where it stands if the hall has said so. */
export function deskOf(hall: PublicHall | null): string {
  return hall?.guideDesk ? t('kiosk.deskAt', { place: nameOf(hall.guideDesk) }) : t('kiosk.desk');
}

/** Is it worth pressing again? The same key is sent again, so at most one number is taken. */
export function mayRepeat({ code }: Problem): boolean {
  return code === 'offline' || code === 'unavailable' || code === 'limit.too_many' || code === 'internal';
}

/** A refusal as the screen keeps it; anything else is our own fault and says so. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return { code: error.code, details: error.details, requestId: error.requestId };
  return { code: 'internal', details: {}, requestId: null };
}
