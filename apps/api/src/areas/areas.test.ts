import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { apiFolder } from '../db/migrate.ts';
import { testDeps, type TestDeps } from '../testing.ts';
import { csvCells, ImportProblem } from './files.ts';
import { importAreas } from './import.ts';
import { areaChildren, areaPath, areaSubtree, searchAreas } from './queries.ts';

let deps: TestDeps;
let folder: string;
beforeAll(async () => {
  deps = await testDeps();
  folder = await mkdtemp(join(tmpdir(), 'areas-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await deps.close();
});
beforeEach(async () => {
  await deps.owner`truncate areas, area_names, area_closure cascade`;
});

const header = 'code,name,level,parent';
const village = (last: string, name: string, parent = '990100000000') => `9901000000${last},${name},3,${parent}`;
const small = [
  header,
  '990000000000,试验省,1,',
  '990100000000,甲市,2,990000000000',
  '990200000000,乙市,2,990000000000',
  village('01', '子村'),
  village('02', '丑村'),
];

async function load(lines: readonly string[], asOf: string, complete = false) {
  const path = join(folder, 'areas.csv');
  await writeFile(path, lines.join('\n'));
  return importAreas(deps.sql, { path, asOf, complete });
}
const idOf = async (code: string) =>
  (await deps.sql<{ id: string }[]>`select id from areas where code = ${code} and valid_to is null`)[0]?.id ?? '';
const names = (areas: readonly { name: string }[]) => areas.map((area) => area.name);

describe('importing areas', () => {
  test('a district comes with its province, city, streets and villages, and a second import changes nothing', async () => {
    const file = { path: join(apiFolder('data'), 'regions/guangan-district.csv'), asOf: '2023-06-30' };
    expect(await importAreas(deps.sql, file)).toMatchObject({ read: 360, added: 360, renamed: [], moved: [], closed: [] });
    const before = await deps.sql`select id, code from areas order by code`;
    expect(await importAreas(deps.sql, file)).toEqual({
      read: 360,
      added: 0,
      renamed: [],
      moved: [],
      closed: [],
      closureOpened: 0,
      closureClosed: 0,
    });
    expect([...(await deps.sql`select id, code from areas order by code`)]).toEqual([...before]);
    const path = await areaPath(deps.sql, await idOf('511602001000'));
    expect(names(path)).toEqual(['四川省', '广安市', '广安区', '浓洄街道']);
    expect((await areaSubtree(deps.sql, await idOf('511602000000'))).length).toBe(358);
  });

  test('a province of 19,572 areas with its closure takes a few seconds', async () => {
    const started = performance.now();
    const report = await importAreas(deps.sql, { path: join(apiFolder('data'), 'regions/guizhou.csv'), asOf: '2023-06-30' });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(report).toMatchObject({ read: 19_572, added: 19_572 });
    const levels = await deps.sql<{ count: string }[]>`select count(*) from areas group by level order by level`;
    expect(levels.map((row) => Number(row.count))).toEqual([1, 9, 88, 1_510, 17_964]);
    // every area has exactly one path to the root: as many closure rows as its level says
    const [wrong] = await deps.sql<{ n: number }[]>`
      select count(*)::int as n from areas a where (select count(*) from area_closure c where c.descendant_id = a.id and c.valid_to is null) <> a.level`;
    expect(wrong?.n).toBe(0);
  });

  test('children may stand before their parents', async () => {
    expect(await load([header, ...small.slice(1).toReversed()], '2024-01-01')).toMatchObject({
      added: 5,
      closureOpened: 1 + 2 * 2 + 3 * 2,
    });
    expect(names(await areaChildren(deps.sql, await idOf('990100000000')))).toEqual(['子村', '丑村']);
  });

  test('a renamed area stays the same area and an old paper still reads its old name', async () => {
    await load(small, '2024-01-01');
    const id = await idOf('990100000001');
    const report = await load(
      small.map((line) => line.replace('子村', '子社区')),
      '2025-03-01',
    );
    expect(report.renamed).toEqual([{ code: '990100000001', from: '子村', to: '子社区' }]);
    expect(await idOf('990100000001')).toBe(id);
    expect(names(await areaPath(deps.sql, id))).toEqual(['试验省', '甲市', '子社区']);
    expect(names(await areaPath(deps.sql, id, '2024-06-01'))).toEqual(['试验省', '甲市', '子村']);
    expect(names(await areaPath(deps.sql, id, '2025-03-01'))).toEqual(['试验省', '甲市', '子社区']);
  });

  test('an area that goes to another city keeps its id, and its old place can be asked by date', async () => {
    await load(small, '2024-01-01');
    const id = await idOf('990100000002');
    const report = await load([...small.slice(0, -1), village('02', '丑村', '990200000000')], '2025-03-01');
    expect(report).toMatchObject({ moved: ['990100000002'], closureOpened: 1, closureClosed: 1 });
    expect(names(await areaPath(deps.sql, id))).toEqual(['试验省', '乙市', '丑村']);
    expect(names(await areaPath(deps.sql, id, '2025-02-28'))).toEqual(['试验省', '甲市', '丑村']);
  });

  test('an area missing from a complete file is closed and not deleted; from a partial file it stays', async () => {
    await load(small, '2024-01-01');
    const id = await idOf('990100000002');
    expect(await load(small.slice(0, -1), '2025-03-01')).toMatchObject({ closed: [] });
    expect(await load(small.slice(0, -1), '2025-03-01', true)).toMatchObject({ closed: ['990100000002'] });
    expect(await idOf('990100000002')).toBe('');
    expect(names(await areaChildren(deps.sql, await idOf('990100000000')))).toEqual(['子村']);
    expect(names(await areaPath(deps.sql, id, '2024-12-31'))).toEqual(['试验省', '甲市', '丑村']);
    expect(await areaPath(deps.sql, id)).toEqual([]);
  });

  test('a code that comes back after years is another area', async () => {
    await load(small, '2024-01-01');
    const id = await idOf('990100000002');
    await load(small.slice(0, -1), '2025-03-01', true);
    await load(small, '2026-01-01');
    expect(await idOf('990100000002')).not.toBe(id);
  });

  test('a complete file of one province closes nothing in another', async () => {
    await load([header, '980000000000,他省,1,', '980100000000,丙市,2,980000000000'], '2024-01-01');
    await load(small, '2024-01-01', true);
    expect(await idOf('980100000000')).not.toBe('');
  });

  test.each([
    ['a code of eleven digits', [header, '99000000000,试验省,1,'], 'bad_code', 2],
    ['a sixth level', [header, '990000000000,试验省,6,'], 'bad_level', 2],
    ['a parent that is nowhere', [...small, '990300000000,丁市,2,970000000000'], 'unknown_parent', 7],
    ['the same code twice', [...small, small[1]!], 'code_twice', 7],
    ['no rows', [header], 'empty_file', null],
  ])('%s refuses the whole file and names the line', async (_, lines, reason, line) => {
    await expect(load(lines, '2024-01-01')).rejects.toThrow(expect.objectContaining({ reason, line }));
    expect(await deps.sql`select 1 from areas`).toHaveLength(0);
  });

  test('two imports at once make every area once', async () => {
    const file = { path: join(apiFolder('data'), 'regions/guangan-district.csv'), asOf: '2023-06-30' };
    const reports = await Promise.all([importAreas(deps.sql, file), importAreas(deps.sql, file)]);
    expect(reports.map((report) => report.added).toSorted((a, b) => a - b)).toEqual([0, 360]);
  });
});

describe('finding an area', () => {
  beforeEach(() => load([...small, '990300000000,𠮷市,2,990000000000'], '2024-01-01'));

  test('by a part of its name or the beginning of its code, cities before villages', async () => {
    expect(names(await searchAreas(deps.sql, '村'))).toEqual(['子村', '丑村']);
    expect(names(await searchAreas(deps.sql, '9901'))).toEqual(['甲市', '子村', '丑村']);
    expect(names(await searchAreas(deps.sql, '𠮷'))).toEqual(['𠮷市']);
  });

  test.each(['%', '_', '', '  ', '\0', "'; drop table areas --"])('%j finds nothing and breaks nothing', async (q) => {
    expect(await searchAreas(deps.sql, q)).toEqual([]);
  });

  test('ten thousand characters find nothing and break nothing', async () => {
    expect(await searchAreas(deps.sql, '村'.repeat(10_000))).toEqual([]);
  });
});

describe('reading a CSV line', () => {
  test('quotes may hold commas and quotes', () => {
    expect(csvCells('a,"b,""c""",,d')).toEqual(['a', 'b,"c"', '', 'd']);
    expect(csvCells('')).toEqual(['']);
    expect(() => csvCells('"open')).toThrow(ImportProblem);
  });
});
