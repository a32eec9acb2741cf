import { crc32 } from 'node:zlib';
import { DomainError } from '@one-window/domain/errors';

/** What no camera of a phone or a desk makes, and what would fill a viewer's memory when decoded. */
const maxSide = 16_000;
const maxPixels = 60_000_000;

const damaged = (): DomainError => new DomainError('file.damaged');

/** Refused by what the header says, before anybody decodes it. */
function assertSize(width: number, height: number): void {
  if (width === 0 || height === 0) throw damaged();
  if (width > maxSide || height > maxSide || width * height > maxPixels) throw new DomainError('file.too_many_pixels', { width, height });
}

const frameHeaders = new Set([0xc0, 0xc1, 0xc2]);
const otherFrames = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
const tables = new Set([0xc4, 0xdb, 0xdd]);

/**
 * Walks a JPEG to its end and puts it together anew from what a decoder needs: no place, time or device of the photo (EXIF,
 * XMP, comments), no thumbnail, nothing after the end. The orientation is kept, or a portrait would lie on its side.
 */
export function cleanJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  let [at, frames, scans, orientation] = [2, 0, 0, 1];
  for (;;) {
    if (bytes[at] !== 0xff) throw damaged();
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined) throw damaged();
    if (marker === 0xd9) break;
    const length = at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : 0;
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw damaged();
    const segment = bytes.subarray(at, end);
    if (marker === 0xe1) orientation = orientationOf(segment.subarray(4)) ?? orientation;
    else if (frameHeaders.has(marker)) {
      if (length < 8 || (frames += 1) > 1) throw damaged();
      assertSize(segment.readUInt16BE(7), segment.readUInt16BE(5));
      kept.push(segment);
    } else if (otherFrames.has(marker)) throw damaged();
    // APP14 says how colours are written down
    else if (tables.has(marker) || (marker === 0xee && segment.subarray(4, 9).equals(Buffer.from('Adobe')))) kept.push(segment);
    at = end;
    if (marker !== 0xda) continue;
    if (frames === 0) throw damaged();
    scans += 1;
    at = endOfScan(bytes, end);
    kept.push(segment, bytes.subarray(end, at));
  }
  if (scans === 0) throw damaged();
  const start = Buffer.from([0xff, 0xd8]);
  return Buffer.concat([start, ...(orientation === 1 ? [] : [exifWith(orientation)]), ...kept, Buffer.from([0xff, 0xd9])]);
}

/** Where the marker stands that ends the coded data; a picture that was cut off has none. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw damaged();
}

/** 1 to 8 out of an EXIF segment, or null; whatever does not fit is read as nothing. */
function orientationOf(exif: Buffer): number | null {
  if (exif.length < 14 || exif.toString('latin1', 0, 6) !== 'Exif\0\0') return null;
  const tiff = exif.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  for (let i = 0; i < Math.min(short(directory), 100); i += 1) {
    const entry = directory + 2 + i * 12;
    if (short(entry) === 0x0112) return short(entry + 8) >= 1 && short(entry + 8) <= 8 ? short(entry + 8) : null;
  }
  return null;
}

/** An EXIF segment that says which way is up, and nothing else. */
function exifWith(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const pngKept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs']);

/** Walks a PNG chunk by chunk to its end; texts, times and whatever a viewer does not need stay behind. */
export function cleanPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [pngSignature];
  let [at, pixels] = [pngSignature.length, 0];
  for (let first = true; ; first = false) {
    const length = at + 12 <= bytes.length ? bytes.readUInt32BE(at) : -1;
    const end = at + 12 + length;
    if (length < 0 || end > bytes.length) throw damaged();
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (first !== (type === 'IHDR') || (first && length !== 13)) throw damaged();
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) throw damaged();
    if (first) assertSize(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12));
    if (type === 'IDAT') pixels += length;
    // a chunk that a viewer must understand (capital letter) and that we do not know
    if (!pngKept.has(type) && /^[A-Z]/.test(type)) throw damaged();
    if (pngKept.has(type)) kept.push(bytes.subarray(at, end));
    at = end;
    if (type === 'IEND') break;
  }
  if (pixels === 0) throw damaged();
  return Buffer.concat(kept);
}
