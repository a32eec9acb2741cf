import { clipNames } from './voice.ts';

/**
 * A pack is one file: length of the index in four bytes, the index as JSON (`[name, bytes]` in the order of the list of
 * words), then the recordings one after another. One file, so that a board has all of it or nothing.
 */
const HEAD = 4;

/** Puts recordings together, in the one order: the same recordings are the same bytes. */
export function joinPack(clips: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const kept = clipNames.flatMap((name) => {
    const bytes = clips.get(name);
    return bytes ? [[name, bytes] as const] : [];
  });
  const index = ascii(JSON.stringify(kept.map(([name, bytes]) => [name, bytes.length])));
  const pack = new Uint8Array(HEAD + index.length + kept.reduce((sum, [, bytes]) => sum + bytes.length, 0));
  new DataView(pack.buffer).setUint32(0, index.length);
  pack.set(index, HEAD);
  let at = HEAD + index.length;
  for (const [, bytes] of kept) {
    pack.set(bytes, at);
    at += bytes.length;
  }
  return pack;
}

/** JSON needs no more than ASCII, and that needs no codec. */
const ascii = (json: string): Uint8Array =>
  Uint8Array.from(
    json.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
    (sign) => sign.charCodeAt(0),
  );

/** The recordings of a pack by their names, or null where it is none: another form, an unknown name, a byte too many or too few. */
export function splitPack(pack: Uint8Array): ReadonlyMap<string, Uint8Array> | null {
  const index = indexOf(pack);
  if (!index) return null;
  const clips = new Map<string, Uint8Array>();
  let { at } = index;
  for (const [name, length] of index.entries) {
    if (!clipNames.includes(name) || clips.has(name) || length > pack.length - at) return null;
    clips.set(name, pack.subarray(at, at + length));
    at += length;
  }
  return at === pack.length ? clips : null;
}

function indexOf(pack: Uint8Array): { at: number; entries: readonly (readonly [string, number])[] } | null {
  if (pack.length < HEAD) return null;
  const length = new DataView(pack.buffer, pack.byteOffset).getUint32(0);
  if (length > pack.length - HEAD || length > 65_536) return null;
  try {
    const entries: unknown = JSON.parse(Array.from(pack.subarray(HEAD, HEAD + length), (code) => String.fromCharCode(code)).join(''));
    return Array.isArray(entries) && entries.every(isEntry) ? { at: HEAD + length, entries } : null;
  } catch {
    return null;
  }
}

const isEntry = (entry: unknown): entry is readonly [string, number] =>
  Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string' && Number.isInteger(entry[1]) && Number(entry[1]) > 0;
