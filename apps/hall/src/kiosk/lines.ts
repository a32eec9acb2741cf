/** A line longer than this is noise: a reader at another speed sends such without an end. */
const longest = 200;

/** Puts together what a scanner sends in pieces: a line ends with CR, LF or both. Gives the whole lines of each piece. */
export function lineSplitter(): (piece: string) => string[] {
  let rest = '';
  return (piece) => {
    const parts = (rest + piece).split(/[\r\n]+/);
    rest = parts.pop() ?? '';
    // cut from the front, so that what follows the noise is not kept for its sake
    if (rest.length > longest) rest = '';
    return parts.map(clean).filter((line) => line !== '' && line.length <= longest);
  };
}

/** Some scanners frame what they read with signs of their own (STX, AIM identifiers do not print). */
const clean = (line: string): string => line.replace(/[^\x20-\x7e\u00a0-\uffff]/g, '').trim();

type Press = Pick<KeyboardEvent, 'key' | 'target' | 'timeStamp' | 'preventDefault' | 'stopImmediatePropagation'>;

/** No hand types four signs and enter without ever leaving more than this between two keys; readers need a tenth of it. */
const gapMs = 80;
const trifle = 3;

/**
 * Reads a scanner or card reader that types. Its keys are heard by whoever listens, as any others; the enter after them
 * is not, for it would press the key that has the focus. A field keeps what fits into it.
 */
export function createWedge(onLine: (line: string) => void): (event: Press) => void {
  let line = '';
  let last = 0;
  return (event) => {
    const { key, target, timeStamp } = event;
    // shift, before a letter
    if (key.length > 1 && key !== 'Enter') return;
    if (timeStamp - last > gapMs) line = '';
    last = timeStamp;
    if (key !== 'Enter') {
      line += key;
      return;
    }
    const read = clean(line);
    line = '';
    if (read.length <= ((target as Partial<HTMLInputElement>).maxLength ?? trifle)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    onLine(read);
  };
}

export type Scanned =
  | { readonly is: 'booking'; readonly code: string }
  | { readonly is: 'number'; readonly number: string }
  /** An ID card, whose holder may be booked. Its number is asked for once and not kept. */
  | { readonly is: 'card'; readonly idNo: string }
  /** The address under the code of a receipt, a notice or a decision. */
  | { readonly is: 'paper'; readonly code: string }
  | { readonly is: 'unknown' };

/** What a line of a scanner or card reader means to the kiosk. */
export function scannedOf(line: string): Scanned {
  if (/^\d{8}$/.test(line)) return { is: 'booking', code: line };
  if (/^[A-Za-z]{1,2}\d{4,6}$/.test(line)) return { is: 'number', number: line.toUpperCase() };
  if (/\/verify\/[\w-]{40}$/.test(line)) return { is: 'paper', code: line };
  const idNo = /(?:^|\D)(\d{17}[\dXx])(?:\D|$)/.exec(line)?.[1];
  if (idNo !== undefined) return { is: 'card', idNo: idNo.toUpperCase() };
  return { is: 'unknown' };
}
