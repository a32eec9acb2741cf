import { createHmac, timingSafeEqual } from 'node:crypto';

/** 16 bytes of the case, 2 of the event's version, 12 of keyed proof: nobody guesses one, and nothing is stored. */
const proofBytes = 12;
const headBytes = 18;

const proof = (key: Buffer, head: Buffer): Buffer =>
  createHmac('sha256', key).update('paper-link').update(head).digest().subarray(0, proofBytes);

/** The secret part of the address under a paper's code, 40 characters. Whoever has it may ask whether the paper is true. */
export function paperLink(key: Buffer, caseId: string, version: number): string {
  const head = Buffer.alloc(headBytes);
  Buffer.from(caseId.replaceAll('-', ''), 'hex').copy(head);
  head.writeUInt16BE(version, 16);
  return Buffer.concat([head, proof(key, head)]).toString('base64url');
}

/** Which paper it is, or null where the code was not made by this installation. */
export function paperOfLink(key: Buffer, link: string): { readonly caseId: string; readonly version: number } | null {
  if (!/^[\w-]{40}$/.test(link)) return null;
  const bytes = Buffer.from(link, 'base64url');
  const head = bytes.subarray(0, headBytes);
  if (!timingSafeEqual(bytes.subarray(headBytes), proof(key, head))) return null;
  const hex = head.toString('hex', 0, 16);
  const caseId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return { caseId, version: head.readUInt16BE(16) };
}
