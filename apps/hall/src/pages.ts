/** How many pages a list takes; an empty list has one. */
export function pageCount(items: number, size: number): number {
  return Math.max(1, Math.ceil(items / size));
}

/** The items of a page; a page beyond the end is the last one, so a list that shrinks never shows nothing. */
export function pageOf<T>(items: readonly T[], size: number, page: number): readonly T[] {
  const at = Math.min(Math.max(0, page), pageCount(items.length, size) - 1);
  return items.slice(at * size, (at + 1) * size);
}

/** Which page is turned up now when pages turn by themselves: from the clock alone, so no timer can pile up or drift. */
export function turnedPage(now: number, everyMs: number, pages: number): number {
  return Math.floor(now / everyMs) % pages;
}
