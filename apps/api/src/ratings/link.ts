import { createHmac, timingSafeEqual } from 'node:crypto';
import { ratingStages, type RatingTarget } from '@one-window/domain/ratings';

/** 16 bytes of what is rated, one of the stage, 12 bytes of keyed proof: a capability that nothing has to be stored for. */
const proofBytes = 12;

function proof(key: Buffer, target: Buffer): Buffer {
  return createHmac('sha256', key).update('rating-link').update(target).digest().subarray(0, proofBytes);
}

/** The secret part of a rating's address, 39 characters. Who has it may rate this one step, once. */
export function ratingLink(key: Buffer, { id, stage }: RatingTarget): string {
  const target = Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), Buffer.from([ratingStages.indexOf(stage)])]);
  return Buffer.concat([target, proof(key, target)]).toString('base64url');
}

/** What may be rated by this link, or null where it was not made by this installation. */
export function ratingTargetOf(key: Buffer, link: string): RatingTarget | null {
  if (!/^[\w-]{39}$/.test(link)) return null;
  const bytes = Buffer.from(link, 'base64url');
  const target = bytes.subarray(0, 17);
  const stage = ratingStages[target[16] ?? 255];
  // one spelling only: base64 ignores the last bits of the last character
  if (bytes.length !== 17 + proofBytes || bytes.toString('base64url') !== link || stage === undefined) return null;
  if (!timingSafeEqual(bytes.subarray(17), proof(key, target))) return null;
  const hex = target.subarray(0, 16).toString('hex');
  return { stage, id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` };
}
