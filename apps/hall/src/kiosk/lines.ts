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
