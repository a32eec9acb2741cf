import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchItems } from '../catalogue/search.ts';
import { seedReference } from '../catalogue/seed.ts';
import { loadSynonyms } from '../catalogue/synonyms.ts';
import { verifyLog } from '../log/verify.ts';
import { testDeps, type TestDeps } from '../testing.ts';
import { configureDemo } from './configure.ts';

let deps: TestDeps;
let halls: Map<string, string>;
beforeAll(async () => {
  deps = await testDeps();
  await seedReference(deps.sql);
  halls = await configureDemo(deps);
});
afterAll(() => deps.close());

test('what stands in the demo halls is what their events say', async () => {
  expect((await verifyLog(deps.owner)).findings).toEqual([]);
});

test('in the district centre every item of the catalogue has a queue', async () => {
  const rows = await deps.sql<{ name: string }[]>`
    select distinct d.name from departments d where not exists (
      select from series_departments sd join series s on s.id = sd.series_id where sd.department_id = d.id and s.hall_id = ${halls.get('centre')!})`;
  expect(rows.map((row) => row.name)).toEqual([]);
});

test.each([
  ['centre', '身份证', 'A'],
  ['centre', '户口迁移', 'F'],
  ['centre', '开公司', 'B'],
  ['centre', 'shebaoka', 'D'],
  ['centre', '开发票', 'E'],
  ['township', '身份证', 'A'],
  ['township', '社保卡', 'D'],
  ['township', '开发票', null],
])('at the kiosk of the %s, %j leads to queue %s', async (hall, q, prefix) => {
  const [first] = await searchItems(deps.sql, loadSynonyms(), { q, hallId: halls.get(hall)!, limit: 1 });
  const [series] = await deps.sql<{ prefix: string }[]>`select prefix from series where id = ${first?.seriesId ?? null}`;
  expect(first).toBeDefined();
  expect(series?.prefix ?? null).toBe(prefix);
});
