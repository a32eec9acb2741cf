import { pinyin } from 'pinyin-pro';

/** What is stored beside a name, so that it is found by any way of asking. */
export interface SearchText {
  /** Letters and digits only, one width, lower case. */
  readonly key: string;
  /** Syllables without tones, with spaces: `ju min shen fen zheng`. */
  readonly pinyin: string;
  readonly initials: string;
  readonly grams: readonly string[];
}

/** Longest question that is compared: the longest published name has 110 characters. */
const maxQuery = 120;

/**
 * The form in which names and questions are compared: compatibility forms unified, letters and digits of every script kept
 * (𠮷 and ㅎ too), everything else dropped: punctuation, wildcards, emoji, control characters, halves of surrogate pairs.
 */
export function searchKey(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join('');
}

/** A question as it is compared: cut before any work is done, so that a pasted book costs no more than a word. */
export function queryKey(text: string): string {
  return [...searchKey(text.slice(0, maxQuery * 4))].slice(0, maxQuery).join('');
}

export function searchText(name: string): SearchText {
  const key = searchKey(name);
  const syllables = syllablesOf(key);
  const initials = initialsOf(syllables);
  const grams = [...new Set([...key, ...ngrams(key, 2), ...pinyinGrams(syllables.join('')), ...initialGrams(initials)])];
  return { key, pinyin: syllables.join(' '), initials, grams };
}

/** Syllables of a key; runs of Latin letters and digits stand as they are. Characters without a reading are left out. */
export function syllablesOf(key: string): string[] {
  if (key === '') return [];
  const parts = pinyin(key, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  return parts.filter((part) => /^[a-z0-9]+$/.test(part));
}

const initialsOf = (syllables: readonly string[]): string => syllables.map((s) => (/\d/.test(s) ? s : s.charAt(0))).join('');

/** Every run of `n` characters (not code units: 𠮷 is one). */
export function ngrams(text: string, n: number): string[] {
  const chars = [...text];
  return chars.length < n ? [] : Array.from({ length: chars.length - n + 1 }, (_, i) => chars.slice(i, i + n).join(''));
}

export const pinyinGrams = (letters: string): string[] => ngrams(letters, 3).map((gram) => `p:${gram}`);
export const initialGrams = (initials: string): string[] => ngrams(initials, 2).map((gram) => `i:${gram}`);

export const hasHan = (key: string): boolean => /\p{Script=Han}/u.test(key);
/** Letters as they are typed for pinyin: ü on a keyboard is v. */
export const asTyped = (key: string): string => key.replaceAll('ü', 'v').replace(/[^a-z0-9]/g, '');
