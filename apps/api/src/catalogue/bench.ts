import type { Sql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { searchItems } from './search.ts';
import { loadSynonyms } from './synonyms.ts';
import { searchText } from './text.ts';

/** One line of `npm run bench`. */
export interface SearchMetric {
  readonly bench: 'search';
  readonly metric: string;
  readonly value: number;
  readonly unit: 'ms';
}

/** How citizens ask: names, parts of names, everyday words, letters, slips, nonsense. */
const questions = [
  '身份证',
  '户口',
  '护照',
  '许可',
  '开饭店',
  '身份证丢了怎么办',
  '食品经营',
  '社会保障卡补领',
  '教师资格认定',
  '道路运输',
  '变更',
  '犬',
  'sfz',
  'jmsfz',
  'shenfenzheng',
  'xukezheng',
  'putonghuzhao',
  'sh',
  '居名身份证',
  '领证结婚',
  '企业设立登记',
  '医疗机构执业',
  '没有这回事',
  '我想办一个营业执照要什么材料',
];

/**
 * Fills a bench database up to `total` rows by repeating the loaded names with other places before them. **Synthetic**: such rows
 * exist in bench and test databases only and are never part of a seed.
 */
export async function addSyntheticItems(sql: Sql, total: number): Promise<void> {
  const names = await sql<{ name: string; area_id: string; department_id: string; type: string }[]>`
    select name, area_id, department_id, type from service_items where valid_to is null order by external_code`;
  const towns = Array.from(
    { length: Math.ceil(total / names.length) },
    (_, i) => `${'东西南北中'.charAt(i % 5)}${'河山桥湖林坪坝'.charAt(i % 7)}镇`,
  );
  let count = names.length;
  for (const [t, town] of towns.entries()) {
    const rows = names.slice(0, Math.max(0, total - count)).map((n, i) => {
      const { key, pinyin, initials, grams } = searchText(n.name + town);
      return { id: uuidv7(), ...n, name: n.name + town, code: `synthetic-${t}-${i}`, key, pinyin, initials, grams };
    });
    count += rows.length;
    await sql`
      insert into service_items (id, area_id, department_id, external_code, name, type, state, valid_from, search_key, pinyin, initials, grams)
      select id, area_id, department_id, code, name, type, 'incomplete', current_date, key, pinyin, initials, grams
      from jsonb_to_recordset(${sql.json(rows)}) as r(id uuid, area_id uuid, department_id uuid, code text, name text, type text, key text, pinyin text, initials text, grams text[])`;
  }
}

/** Time of one question after another, from the call to the ranked list. */
export async function benchSearch(sql: Sql, rounds = 20): Promise<SearchMetric[]> {
  const synonyms = loadSynonyms();
  const [size] = await sql<{ n: number }[]>`select count(*)::int as n from service_items`;
  const times: { q: string; ms: number }[] = [];
  for (let round = -2; round < rounds; round++)
    for (const q of questions) {
      const started = performance.now();
      await searchItems(sql, synonyms, { q });
      if (round >= 0) times.push({ q, ms: performance.now() - started });
    }
  const sorted = times.map((t) => t.ms).toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)]! * 100) / 100;
  return [0.5, 0.95, 0.99].map((share) => ({
    bench: 'search',
    metric: `p${share * 100}_at_${size!.n}_items`,
    value: at(share),
    unit: 'ms',
  }));
}
