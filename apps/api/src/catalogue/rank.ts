import { ngrams } from './text.ts';

/** What is known of a candidate when its place in the list is decided. */
export interface Candidate {
  readonly name: string;
  readonly key: string;
  readonly pinyin: string;
  readonly initials: string;
}

export interface Question {
  readonly key: string;
  /** Words of the catalogue for which the citizen's words stand. */
  readonly meant: readonly string[];
  /** The question is an everyday word and nothing else: what it stands for goes before names that merely hold it. */
  readonly meantExactly: boolean;
  /** The key without "I would like to" and "how do I". */
  readonly core: string;
  /** Typed in letters, or the pinyin of what was typed in characters. */
  readonly letters: string;
  readonly han: boolean;
}

/** At least this share of a question's character pairs must be in a name that is only near it. */
const nearEnough = 0.5;

/**
 * How well a name answers a question; 0 = not at all. The order of the ways to match: the words themselves, then what they
 * stand for, then pinyin, then the same sound in other characters, then a part of the words.
 */
export function score(question: Question, item: Candidate): number {
  return Math.max(byWords(question, item), byMeaning(question, item), byPinyin(question, item), byShare(question.core, item.key));
}

function byWords({ key, core }: Question, item: Candidate): number {
  if (item.key === key) return 100;
  if (item.key.startsWith(key)) return 90;
  if (item.key.includes(key)) return 80;
  if (core !== '' && item.key.includes(core)) return 78;
  const pairs = ngrams(key, 2);
  return pairs.length > 0 && pairs.every((pair) => item.key.includes(pair)) ? 70 : 0;
}

function byMeaning({ meant, meantExactly }: Question, item: Candidate): number {
  const at = meant.findIndex((word) => item.key.includes(word));
  if (at < 0) return 0;
  // the first word of an entry is the one most often meant
  return (meantExactly ? 85 : 75) + (item.key.startsWith(meant[at]!) ? 1 : 0) - 2 * Math.min(at, 4);
}

function byPinyin({ letters, han }: Question, item: Candidate): number {
  if (letters.length < 2) return 0;
  const sound = syllableMatch(letters, item.pinyin);
  // characters of the same sound: a slip of the input method, behind everything that is written right
  if (han) return letters.length >= 5 ? (sound === 'start' ? 50 : sound === 'inside' ? 48 : 0) : 0;
  const first = item.initials.indexOf(letters);
  const bySound = sound === 'start' ? 66 : sound === 'inside' ? 64 : 0;
  return Math.max(bySound, first === 0 ? 65 : first > 0 ? 60 : 0);
}

/** Where letters begin in a reading: only at the beginning of a syllable, or `an` would be everywhere. */
function syllableMatch(letters: string, pinyin: string): 'start' | 'inside' | null {
  const joined = pinyin.replaceAll(' ', '');
  if (joined.startsWith(letters)) return 'start';
  let at = 0;
  for (const syllable of pinyin.split(' ')) {
    if (at > 0 && joined.startsWith(letters, at)) return 'inside';
    at += syllable.length;
  }
  return null;
}

function byShare(core: string, key: string): number {
  const pairs = ngrams(core, 2);
  if (pairs.length === 0) return 0;
  const share = pairs.filter((pair) => key.includes(pair)).length / pairs.length;
  return share >= nearEnough ? 20 + 20 * share : 0;
}

/** Best first; equal ones by length, because the plain matter has the short name, then by name so that the order never changes. */
export function ranked<T extends Candidate>(question: Question, items: readonly T[], limit: number): T[] {
  return items
    .map((item) => ({ item, score: score(question, item) }))
    .filter((entry) => entry.score > 0)
    .toSorted((a, b) => b.score - a.score || a.item.key.length - b.item.key.length || (a.item.key < b.item.key ? -1 : 1))
    .slice(0, limit)
    .map((entry) => entry.item);
}
