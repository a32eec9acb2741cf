import type { CaseFile } from '@one-window/domain/case-events';
import { DomainError } from '@one-window/domain/errors';
import { cleanJpeg, cleanPng, pngSignature } from './images.ts';
import { checkPdf } from './pdf.ts';

export interface Inspected {
  readonly kind: CaseFile['kind'];
  /** As it is kept: an image without the data about it. */
  readonly bytes: Buffer;
}

/** What a file is, by its content and never by its name; throws in words what is wrong with it. */
export async function inspect(bytes: Buffer): Promise<Inspected> {
  if (bytes.length === 0) throw new DomainError('file.empty');
  if (bytes.length >= 3 && bytes.readUIntBE(0, 3) === 0xffd8ff) return { kind: 'jpeg', bytes: cleanJpeg(bytes) };
  if (bytes.subarray(0, pngSignature.length).equals(pngSignature)) return { kind: 'png', bytes: cleanPng(bytes) };
  if (bytes.toString('latin1', 0, 5) !== '%PDF-') throw new DomainError('file.type');
  await checkPdf(bytes);
  return { kind: 'pdf', bytes };
}
