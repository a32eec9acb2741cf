export interface Box {
  readonly width: number;
  readonly height: number;
  /** Largest and smallest font size in px. */
  readonly max: number;
  readonly min: number;
  readonly lineHeight?: number;
}

/** How wide a text runs, in em: a Han character is one, other letters a bit more than half. */
export function ems(text: string): number {
  let sum = 0;
  for (const sign of text) sum += /[ᄀ-ᇿ⺀-鿿豈-﫿︰-﹏＀-￮\u{20000}-\u{3ffff}]/u.test(sign) ? 1 : 0.58;
  return sum;
}

/** Han breaks anywhere; a word of letters must not. */
function longestWord(text: string): number {
  return Math.max(0, ...text.split(/[^A-Za-z0-9'’.-]+/).map(ems));
}

/** A line of its own is worth a smaller size, down to this part of the largest. */
const ONE_LINE = 0.7;

/**
 * The largest even font size at which a text fits its box, by arithmetic: a screen on a wall must not jump while it
 * measures. Words do not fill a line to its end, so all lines but the only one lose an em.
 */
export function fit(text: string, box: Box): { size: number; fits: boolean } {
  const wide = ems(text);
  const least = Math.max(box.min, box.max * ONE_LINE);
  for (let size = box.max; size >= least; size -= 2) if (wide * size <= box.width) return { size, fits: true };
  const word = longestWord(text);
  for (let size = box.max; size >= box.min; size -= 2) {
    if (word * size > box.width) continue;
    const lines = Math.floor(box.height / (size * (box.lineHeight ?? 1.15)));
    const perLine = box.width / size;
    if (wide <= perLine || (lines > 1 && wide <= lines * (perLine - 1))) return { size, fits: true };
  }
  return { size: box.min, fits: false };
}
