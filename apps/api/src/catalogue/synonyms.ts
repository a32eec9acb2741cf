import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { apiFolder } from '../db/migrate.ts';
import { searchKey, searchText } from './text.ts';

const file = z.object({
  note: z.string(),
  fillers: z.array(z.string().min(1)),
  entries: z.array(z.object({ say: z.array(z.string().min(2)).min(1), find: z.array(z.string().min(2)).min(1) })),
});

export interface Meaning {
  /** Words of the catalogue for which a question stands, most likely first. */
  readonly words: readonly string[];
  /** The question is nothing but an everyday word. */
  readonly exact: boolean;
}

export interface Synonyms {
  meaning(key: string): Meaning;
  /** The question without its polite frame. */
  core(key: string): string;
}

interface Saying {
  readonly say: string;
  readonly sound: string;
  readonly initials: string;
  readonly find: readonly string[];
}

const maxWords = 6;

/** Everyday words for the search. The file is ours and small: it is read once. */
export function loadSynonyms(path = join(apiFolder('data'), 'synonyms.json')): Synonyms {
  const { entries, fillers } = file.parse(JSON.parse(readFileSync(path, 'utf8')));
  const sayings = entries.flatMap(({ say, find }) => say.map((word) => sayingOf(searchKey(word), find.map(searchKey))));
  const frames = fillers.map(searchKey).toSorted((a, b) => b.length - a.length);
  return {
    meaning(key) {
      const hits =
        [...key].length < 2 ? [] : sayings.filter((saying) => means(key, saying)).toSorted((a, b) => b.say.length - a.say.length);
      const exact = hits.filter(({ say, sound, initials }) => key === say || key === sound || key === initials);
      const used = exact.length > 0 ? exact : hits;
      return { words: [...new Set(used.flatMap((saying) => saying.find))].slice(0, maxWords), exact: exact.length > 0 };
    },
    core: (key) => frames.reduce((rest, frame) => rest.replaceAll(frame, ''), key),
  };
}

function sayingOf(say: string, find: readonly string[]): Saying {
  const { pinyin, initials } = searchText(say);
  return { say, sound: pinyin.replaceAll(' ', ''), initials, find };
}

/** Somebody who has typed half of the word already means it; in letters only the whole one is sure. */
function means(key: string, { say, sound, initials }: Saying): boolean {
  return key.includes(say) || say.startsWith(key) || key === sound || (initials.length > 2 && key === initials);
}
