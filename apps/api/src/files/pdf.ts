import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';
import { DomainError } from '@one-window/domain/errors';

const inflated = promisify(inflate);

/** What a document may hold that acts, opens, sends or carries something else. A picture of a page needs none of it. */
const active = [
  'JavaScript',
  'Launch',
  'OpenAction',
  'EmbeddedFile',
  'EmbeddedFiles',
  'RichMedia',
  'XFA',
  'SubmitForm',
  'ImportData',
  'GoToE',
];

/** In a name each letter may be written as `#4a`. */
const written = (name: string): string => [...name].map((c) => `(?:${c}|#${hexOf(c)})`).join('');
const hexOf = (c: string): string =>
  c
    .charCodeAt(0)
    .toString(16)
    .replace(/[a-f]/, (h) => `[${h}${h.toUpperCase()}]`);
const nameOf = (...names: string[]): RegExp => new RegExp(`/(?:${names.map(written).join('|')})(?![A-Za-z])`);

const activeName = nameOf(...active);
const encrypted = nameOf('Encrypt');
const objectStream = nameOf('ObjStm');
const filters = nameOf('Filter');
const flate = new RegExp(`${nameOf('Filter').source}\\s*\\[?\\s*${nameOf('FlateDecode').source}\\s*\\]?\\s*(?=/|>>)`);
const parameters = nameOf('DecodeParms', 'DP', 'F', 'FFilter');

/** One packed stream of objects unpacks to no more than this, all of them together to four times as much. */
const maxUnpacked = 16 * 1024 * 1024;
const maxUnpackedAll = 4 * maxUnpacked;

/**
 * Refuses what was cut off, has a password, or is more than pages to look at. Objects that are packed into streams are looked
 * into; how they are packed must be the ordinary way, because what cannot be looked into is not let in.
 */
export async function checkPdf(bytes: Buffer): Promise<void> {
  const text = bytes.toString('latin1');
  assertWhole(text);
  if (encrypted.test(text)) throw new DomainError('file.locked');
  if (activeName.test(text)) throw new DomainError('file.active_content');
  let all = 0;
  for (const { start, dictionary } of streams(text)) {
    if (!objectStream.test(dictionary)) continue;
    if (!filters.test(dictionary)) continue;
    if (!flate.test(dictionary) || parameters.test(dictionary)) throw new DomainError('file.active_content');
    const unpacked = await unpack(bytes.subarray(start));
    if ((all += unpacked.length) > maxUnpackedAll) throw new DomainError('file.damaged');
    if (activeName.test(unpacked.toString('latin1'))) throw new DomainError('file.active_content');
  }
}

/** Ends with `%%EOF`, after which nothing comes, and says where its table of objects is; there it must be. */
function assertWhole(text: string): void {
  const end = /startxref\s+(\d{1,10})\s+%%EOF[\s\0]*$/.exec(text.slice(-2_048));
  const at = Number(end?.[1] ?? -1);
  const head = /^%PDF-[12]\.\d/.test(text);
  if (!head || at <= 0 || at >= text.length || !/^\s*(xref|\d{1,10}\s+\d{1,5}\s+obj)\b/.test(text.slice(at, at + 40)))
    throw new DomainError('file.damaged');
}

/** Each stream with the dictionary before it. */
function* streams(text: string): Generator<{ readonly start: number; readonly dictionary: string }> {
  const keyword = />>\s*stream(\r\n|\n|\r)/g;
  for (let found = keyword.exec(text); found; found = keyword.exec(text)) {
    const begin = text.lastIndexOf('obj', found.index);
    yield { start: keyword.lastIndex, dictionary: text.slice(Math.max(begin, found.index - 4_096), found.index + 2) };
  }
}

/** What follows the packed data does not matter: it says itself where it ends. */
async function unpack(data: Buffer): Promise<Buffer> {
  try {
    return await inflated(data, { maxOutputLength: maxUnpacked, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    throw new DomainError('file.damaged');
  }
}
