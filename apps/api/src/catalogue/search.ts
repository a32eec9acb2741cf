import type { Sql } from 'postgres';
import type { ItemState } from '@one-window/domain/catalogue';
import { ranked, type Candidate, type Question } from './rank.ts';
import type { Synonyms } from './synonyms.ts';
import { asTyped, hasHan, initialGrams, ngrams, pinyinGrams, queryKey, syllablesOf } from './text.ts';

export interface ItemSearch {
  readonly q: string;
  /** Answers which queue of this hall to take, and leaves out what other districts offer. */
  readonly hallId?: string | null;
  readonly limit?: number;
}

export interface FoundItem {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly seriesId: string | null;
  readonly state: ItemState;
}

interface Row extends Candidate {
  readonly id: string;
  readonly department: string;
  readonly state: ItemState;
}

/** So many rows are fetched to be ranked; a question that hits more of them is not yet a question. */
const maxCandidates = 120;
const maxResults = 50;

/**
 * Service items that answer a question, best first. The index finds candidates by character pairs, pinyin triples and pairs
 * of initials; which of them is best is decided in rank.ts. Only when nothing answers is it asked again more loosely.
 */
export async function searchItems(sql: Sql, synonyms: Synonyms, { q, hallId = null, limit = 20 }: ItemSearch): Promise<FoundItem[]> {
  const key = queryKey(q);
  if (key === '') return [];
  const question = questionOf(key, synonyms);
  const wanted = Math.max(1, Math.min(limit, maxResults));
  let found = ranked(question, await candidates(sql, strictly(question), key, hallId), wanted);
  if (found.length === 0 && question.han) found = ranked(question, await candidates(sql, loosely(question), key, hallId), wanted);
  const series = await seriesOf(
    sql,
    found.map((item) => item.id),
    hallId,
  );
  return found.map(({ id, name, department, state }) => ({ id, name, department, seriesId: series.get(id) ?? null, state }));
}

function questionOf(key: string, synonyms: Synonyms): Question {
  const han = hasHan(key);
  const { words, exact } = synonyms.meaning(key);
  return { key, core: synonyms.core(key), meant: words, meantExactly: exact, han, letters: han ? syllablesOf(key).join('') : asTyped(key) };
}

const pairsOf = (word: string): string[] => ([...word].length === 1 ? [word] : ngrams(word, 2));

/** Each alternative is a set of grams that a name must hold all of. */
function strictly({ key, core, meant, han, letters }: Question): string[][] {
  const words = [key, core, ...meant].map(pairsOf);
  return distinct(han ? words : [...words, pinyinGrams(letters), initialGrams(letters)]);
}

/** Same sound in other characters; or half of the question, from its beginning, its end, or its middle. */
function loosely({ core, letters }: Question): string[][] {
  const pairs = pairsOf(core);
  const half = Math.ceil(pairs.length / 2);
  const quarter = Math.floor((pairs.length - half) / 2);
  const parts = pairs.length < 2 ? [] : [pairs.slice(0, half), pairs.slice(-half), pairs.slice(quarter, quarter + half)];
  return distinct([pinyinGrams(letters), ...parts]);
}

const distinct = (alternatives: readonly string[][]): string[][] => [
  ...new Map(alternatives.filter((grams) => grams.length > 0).map((grams) => [grams.join('\0'), grams])).values(),
];

async function candidates(sql: Sql, alternatives: readonly string[][], key: string, hallId: string | null): Promise<Row[]> {
  if (alternatives.length === 0) return [];
  const holds = alternatives.map((grams) => sql`i.grams @> ${grams}::text[]`).reduce((all, one) => sql`${all} or ${one}`);
  return sql<Row[]>`
    select i.id, i.name, i.search_key as key, i.pinyin, i.initials, i.state, d.name as department
    from service_items i join departments d on d.id = i.department_id
    where i.valid_to is null and i.state <> 'cancelled' and (${holds})
      and (${hallId}::uuid is null or i.area_id in (
        select c.ancestor_id from halls h join area_closure c on c.descendant_id = h.area_id and c.valid_to is null where h.id = ${hallId}::uuid)
        or (select area_id from halls where id = ${hallId}::uuid) is null)
    order by starts_with(i.search_key, ${key}) desc, length(i.search_key), i.search_key
    limit ${maxCandidates}`;
}

/** Which queue of the hall takes each item: the item's own rule first, else its department's. */
export async function seriesOf(sql: Sql, itemIds: readonly string[], hallId: string | null): Promise<Map<string, string>> {
  if (hallId === null || itemIds.length === 0) return new Map();
  const places = await placesOf(sql, itemIds, hallId);
  return new Map(places.map((place) => [place.itemId, place.seriesId]));
}

/** Per item and hall the queue that takes it; of all halls when none is given. */
export async function placesOf(
  sql: Sql,
  itemIds: readonly string[],
  hallId: string | null,
): Promise<{ itemId: string; hallId: string; seriesId: string }[]> {
  return sql<{ itemId: string; hallId: string; seriesId: string }[]>`
    select distinct on (i.id, s.hall_id) i.id as "itemId", s.hall_id as "hallId", s.id as "seriesId"
    from service_items i
    cross join lateral (
      select si.series_id, 0 as rank from series_items si where si.item_id = i.id
      union all
      select sd.series_id, 1 from series_departments sd where sd.department_id = i.department_id) m
    join series s on s.id = m.series_id and s.active
    join halls h on h.id = s.hall_id and h.active
    where i.id = any(${itemIds as string[]}::uuid[]) and (${hallId}::uuid is null or s.hall_id = ${hallId}::uuid)
    order by i.id, s.hall_id, m.rank, s.sort, s.id`;
}
