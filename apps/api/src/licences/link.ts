import { createHmac, timingSafeEqual } from 'node:crypto';

/** 16 bytes of the licence, 12 of keyed proof: two characters shorter than a paper's code, and told from it by that. */
const proofBytes = 12;
const headBytes = 16;

const proof = (key: Buffer, head: Buffer): Buffer =>
  createHmac('sha256', key).update('licence-link').update(head).digest().subarray(0, proofBytes);

/** The secret part of the address by which whoever is shown a licence asks whether it counts today. */
export function licenceLink(key: Buffer, id: string): string {
  const head = Buffer.from(id.replaceAll('-', ''), 'hex');
  return Buffer.concat([head, proof(key, head)]).toString('base64url');
}

/** Which licence it is, or null where the code was not made by this installation. */
export function licenceOfLink(key: Buffer, link: string): string | null {
  if (!/^[\w-]{38}$/.test(link)) return null;
  const bytes = Buffer.from(link, 'base64url');
  const head = bytes.subarray(0, headBytes);
  if (!timingSafeEqual(bytes.subarray(headBytes), proof(key, head))) return null;
  const hex = head.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
