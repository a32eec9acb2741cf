import { personalDigest } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';

const codeSpace = 100_000_000;

/**
 * 预约码: eight digits that check one booking in, at the kiosk of its hall and within its half hour. Worked out from the key file and
 * stored nowhere: a copy of the database checks nobody in.
 */
export function bookingCode(keys: Keys, bookingId: string): string {
  const digest = Buffer.from(personalDigest(keys, { booking: bookingId }), 'base64url');
  return String(digest.readUIntBE(0, 6) % codeSpace).padStart(8, '0');
}

/** By which a typed code is found; unique in a hall's day, so that one code is one booking. */
export const codeIndex = (keys: Keys, code: string): string => personalDigest(keys, { booking_code: code });
