/**
 * 预约: a place in a slot of a queue, kept for one person. Rules of the rule book, §5: at least a day ahead, on one of the next five
 * working days, by name, for oneself, one a day, cancelled two hours before at the latest, no-shows written down and repeated ones
 * limited. Where the rule book says a number it is the default; [R] marks what it only recommends, and what is ours.
 */
export interface BookingRules {
  /** At least so many days ahead; a hall may take bookings for the same day, too. */
  readonly bookAheadDays: number;
  /** The next so many working days can be booked. */
  readonly bookWorkingDays: number;
  /** Cancelled until so many minutes before. */
  readonly bookCancelMinutes: number;
  /** Checked in from so many minutes before the time until so many after it. [R] */
  readonly bookEarlyMinutes: number;
  readonly bookLateMinutes: number;
  /** So many no-shows within so many days, and nothing can be booked for so many days after the last one. [R] 0 = never limited. */
  readonly noShowMax: number;
  readonly noShowDays: number;
  readonly noShowBarDays: number;
}

export const defaultBookingRules: BookingRules = {
  bookAheadDays: 1,
  bookWorkingDays: 5,
  bookCancelMinutes: 120,
  bookEarlyMinutes: 15,
  bookLateMinutes: 15,
  noShowMax: 3,
  noShowDays: 90,
  noShowBarDays: 30,
};
