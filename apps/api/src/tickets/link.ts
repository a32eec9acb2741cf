import { createHmac, timingSafeEqual } from 'node:crypto';

/** 16 bytes ticket id + 12 bytes keyed proof: nobody can guess the page of somebody else's number, and nothing is stored. */
const proofBytes = 12;

function proof(key: Buffer, id: Buffer): Buffer {
  return createHmac('sha256', key).update('ticket-link').update(id).digest().subarray(0, proofBytes);
}

/** The secret part of a slip's address, 38 characters. Who has it may see and cancel this one ticket. */
export function ticketLink(key: Buffer, ticketId: string): string {
  const id = Buffer.from(ticketId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, proof(key, id)]).toString('base64url');
}

/** The ticket's id, or null where the link was not made by this installation. */
export function ticketIdOf(key: Buffer, link: string): string | null {
  if (!/^[\w-]{38}$/.test(link)) return null;
  const bytes = Buffer.from(link, 'base64url');
  const id = bytes.subarray(0, 16);
  // one spelling only: base64 ignores the last bits of the last character
  if (bytes.length !== 16 + proofBytes || bytes.toString('base64url') !== link || !timingSafeEqual(bytes.subarray(16), proof(key, id)))
    return null;
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
