import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemTypes, type ItemType } from '@one-window/domain/catalogue';
import { apiFolder } from '../db/migrate.ts';
import type { Env } from '../http.ts';
import { testApp } from '../testing-truth.ts';
import { testDeps, testDevice, testHall, type TestDeps } from '../testing.ts';
import { importCatalogue } from './import.ts';
import { catalogueRoutes } from './routes.ts';
import { searchItems } from './search.ts';
import { importFile, seedReference } from './seed.ts';
import { loadSynonyms } from './synonyms.ts';

const path = join(apiFolder('data'), 'catalogue/guangan-district.json');
const synonyms = loadSynonyms();

let deps: TestDeps;
let folder: string;
let published: Record<string, string | null>[];
beforeAll(async () => {
  deps = await testDeps();
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
  published = JSON.parse(await readFile(path, 'utf8')) as typeof published;
  await seedReference(deps.sql);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await deps.close();
});

const find = async (q: string, limit = 10) => (await searchItems(deps.sql, synonyms, { q, limit })).map((item) => item.name);
async function load(entries: unknown, complete = false) {
  const file = join(folder, 'catalogue.json');
  await writeFile(file, JSON.stringify(entries));
  return importCatalogue(deps.sql, { path: file, asOf: '2026-12-01', complete });
}

describe('the district catalogue', () => {
  test('stands with its 1,135 entries of 34 departments, all incomplete, with exactly the published fields', async () => {
    const rows = await deps.sql`
      select d.name as department, i.theme, i.name, i.external_code as "itemCode", i.type::text as "itemType", i.department_code as "departmentCode", a.code as "areaCode"
      from service_items i join departments d on d.id = i.department_id join areas a on a.id = i.area_id where i.state = 'incomplete'`;
    const byCode = (list: readonly Record<string, unknown>[]) =>
      list.map((row) => ({ ...row })).toSorted((a, b) => (String(a['itemCode']) < String(b['itemCode']) ? -1 : 1));
    expect(rows).toHaveLength(1_135);
    expect(byCode(rows)).toEqual(byCode(published));
    expect(await deps.sql`select 1 from departments`).toHaveLength(34);
  });

  test('the report counts what was read from codes and lists the rest', async () => {
    const report = await importCatalogue(deps.sql, { path, asOf: '2026-11-01' });
    expect(report).toMatchObject({ read: 1_135, departments: 34, added: 0, changed: 0, closed: [], conflicts: [] });
    expect(report.nationalCodes.catalogCodes + report.underivedCodes.length).toBe(1_135);
    expect(report.nationalCodes).toEqual({
      catalogCodes: 62,
      taskCodes: 0,
      underived: { old_generation: 0, letters_in_basic_code: 944, fourteen_digits: 108, not_national: 21, type_differs: 0 },
    });
    expect(report.departmentCodes).toMatchObject({ eighteenCharacters: 264, valid: 264 });
    expect(report.departmentCodes.severalPerDepartment.map((d) => d.department).toSorted()).toEqual(['区交通运输局', '区人社局']);
    expect(report.sameNames.toSorted()).toEqual(['城市建筑物、设施上张挂、张贴宣传品审批', '求职创业补贴申领']);
  });

  test('a department says whether its published code is a credit code', async () => {
    const rows =
      await deps.sql`select name, code, code_valid from departments where name in ('区教科体局', '区财政局', '区医疗保障局') order by name collate "C"`;
    expect(rows.map((row) => [row['name'], row['code'], row['code_valid']])).toEqual([
      ['区医疗保障局', '4148481895459659776', false],
      ['区教科体局', '083372204', false],
      ['区财政局', '11511301008778220W', true],
    ]);
  });

  test('is seeded once: a second start reads nothing and writes nothing', async () => {
    const before = await deps.sql`select id from imports`;
    const started = performance.now();
    await seedReference(deps.sql);
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(await deps.sql`select id from imports`).toHaveLength(before.length);
    expect(before).toHaveLength(3);
  });

  test('an installation of another place starts with the national calendar alone; a province comes on request', async () => {
    const elsewhere = await testDeps();
    try {
      await seedReference(elsewhere.sql, { district: false });
      const [empty] =
        await elsewhere.sql`select (select count(*)::int from areas) as areas, (select count(*)::int from service_items) as items, (select count(*)::int from calendar_years) as years`;
      expect({ ...empty }).toEqual({ areas: 0, items: 0, years: 13 });
      await seedReference(elsewhere.sql, { district: false, guizhou: true });
      expect(await elsewhere.sql`select 1 from areas`).toHaveLength(19_572);
    } finally {
      await elsewhere.close();
    }
  });

  test('an import is remembered with the digest of its file and its report', async () => {
    const file = { kind: 'catalogue', path, asOf: '2026-11-01' } as const;
    await importFile(deps.sql, file);
    const [row] =
      await deps.sql`select source, length(digest) as digest, report->>'read' as read from imports where kind = 'catalogue' order by loaded_at desc limit 1`;
    expect({ ...row }).toEqual({ source: 'guangan-district.json', digest: 64, read: '1135' });
  });
});

describe('asking for an item', () => {
  test.each([
    ['普通护照签发', '普通护照签发'],
    ['护照', '普通护照签发'],
    ['居民身份证', '居民身份证办理（包括临时）'],
    ['身份证', '居民身份证办理（包括临时）'],
    ['sfz', '居民身份证办理（包括临时）'],
    ['shenfenzheng', '居民身份证办理（包括临时）'],
    ['jmsfz', '居民身份证办理（包括临时）'],
    ['开办互联网', '开办互联网上网服务营业场所'],
    ['教师资格认定', '教师资格认定'],
    ['犬', '犬类准养证核发'],
    ['　“护照”。', '普通护照签发'],
    ['ＰＴＨＺ', '普通护照签发'],
    ['putonghuzhao', '普通护照签发'],
    ['jiaoshizige', '教师资格认定'],
    ['jszgrd', '教师资格认定'],
    ['ptHZqf', '普通护照签发'],
    ['pu tong hu zhao', '普通护照签发'],
    ['quanleizhunyangzheng', '犬类准养证核发'],
  ])('%j is answered first by %j', async (q, name) => {
    expect((await find(q))[0]).toBe(name);
  });

  test.each([
    ['shenfenz', '居民身份证'],
    ['居名身份证', '居民身份证'],
    ['身份证办理', '居民身份证'],
    ['shebaobutie', '社保补贴'],
  ])('%j finds what says %j', async (q, word) => {
    expect((await find(q)).some((name) => name.includes(word))).toBe(true);
  });

  test.each([
    ['开饭店', '食品'],
    ['我想开饭店要什么材料', '食品'],
    ['身份证丢了怎么办', '居民身份证挂失申报'],
    ['领证结婚', '结婚登记预约'],
    ['请问如何办低保', '最低生活保障'],
    ['养狗', '犬类准养证核发'],
    ['注册公司', '公司设立登记'],
    ['老年证', '老年人优待证'],
    ['KTV开KTV', '歌舞娱乐场所'],
  ])('what people say, %j, is answered first by something with %j', async (q, word) => {
    expect((await find(q))[0]).toContain(word);
  });

  test('half a question is enough when no name holds all of it', async () => {
    expect(await find('教师资格证书丢失后申请')).toContain('教师资格证书补发、换发');
  });

  test('every word that a synonym stands for occurs in the catalogue', async () => {
    const { entries } = JSON.parse(await readFile(join(apiFolder('data'), 'synonyms.json'), 'utf8')) as { entries: { find: string[] }[] };
    const keys = await deps.sql<{ key: string }[]>`select search_key as key from service_items`;
    const nowhere = entries.flatMap((entry) => entry.find).filter((word) => !keys.some(({ key }) => key.includes(word)));
    expect(nowhere).toEqual([]);
  });

  test('each entry finds itself by its whole name', async () => {
    const missed: string[] = [];
    for (const { name } of published.filter((_, i) => i % 25 === 0)) if ((await find(name!))[0] !== name) missed.push(name!);
    expect(missed).toEqual([]);
  });

  test.each([['%'], ['_'], ['%身%'], [''], ['   '], ['\0'], ['😀😀'], ['\ud842'], ["' or 1=1 --"], ['\\'], ['a'], ['{}'], ['"'], ['null']])(
    '%j breaks nothing',
    async (q) => {
      expect(Array.isArray(await find(q))).toBe(true);
    },
  );

  test('wildcards are no wildcards', async () => {
    expect(await find('%')).toEqual([]);
    expect(await find('____')).toEqual([]);
    expect(await find('%照%')).toEqual(await find('照'));
  });

  test('ten thousand characters are as quick as a word', async () => {
    for (const q of ['身'.repeat(10_000), '居民身份证'.repeat(2_000), '😀'.repeat(10_000), 'a'.repeat(10_000), '%'.repeat(10_000)]) {
      const started = performance.now();
      await find(q);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });

  test('a name with 𠮷 is found by it, alone and in a word', async () => {
    await load([{ ...published[0], name: '𠮷野村集体用地登记', itemCode: 'test-𠮷' }]);
    expect(await find('𠮷')).toEqual(['𠮷野村集体用地登记']);
    expect(await find('𠮷野')).toEqual(['𠮷野村集体用地登记']);
    await load(published, true);
    expect(await find('𠮷')).toEqual([]);
  });
});

describe('a changed catalogue', () => {
  test('a renamed entry keeps its id; one that is gone is closed, found no more, and not deleted', async () => {
    const idOf = async (code: unknown) =>
      (
        await deps.sql<
          { id: string; valid_to: string | null }[]
        >`select id, valid_to from service_items where external_code = ${String(code)}`
      )[0];
    const [first, second, ...rest] = published;
    const before = await idOf(first!['itemCode']);
    const report = await load([{ ...first, name: '改过名的事项' }, ...rest], true);
    expect(report).toMatchObject({ added: 0, changed: 1, closed: [second!['itemCode']] });
    expect(await find('改过名的')).toEqual(['改过名的事项']);
    expect((await idOf(first!['itemCode']))?.id).toBe(before?.id);
    expect((await idOf(second!['itemCode']))?.valid_to).toBe('2026-12-01');
    expect(await find(second!['name']!, 1)).not.toEqual([second!['name']]);
    await load(published);
  });

  test('what two people have completed is not overwritten by a file, but named', async () => {
    const code = published[5]!['itemCode']!;
    await deps.sql`update service_items set state = 'in_use' where external_code = ${code} and valid_to is null`;
    const changed = published.map((entry, i) => (i === 5 ? { ...entry, name: '别的名字' } : entry));
    expect(await load(changed)).toMatchObject({ changed: 0, conflicts: [code] });
    await deps.sql`update service_items set state = 'incomplete' where external_code = ${code}`;
  });

  test('a department that was renamed here keeps its items and its name when the file comes again', async () => {
    await deps.sql`update departments set name = '区人力资源社会保障局' where name = '区人社局'`;
    expect(await load(published)).toMatchObject({ added: 0, changed: 0, departments: 34 });
    const [row] = await deps.sql<{ items: number }[]>`
      select count(*)::int as items from service_items i join departments d on d.id = i.department_id where d.name = '区人力资源社会保障局' and i.valid_to is null`;
    expect(row?.items).toBe(published.filter((entry) => entry['department'] === '区人社局').length);
    expect(await deps.sql`select 1 from departments`).toHaveLength(34);
    await deps.sql`update departments set name = published_name where name <> published_name`;
  });

  test('a department that stood here before the catalogue is taken over, not doubled', async () => {
    const [area] = await deps.sql<{ id: string }[]>`select id from areas where code = '511602000000'`;
    await deps.owner`insert into departments (id, area_id, name) values ('01890000-0000-7000-8000-00000000000d', ${area!.id}, '区新设局')`;
    await load([{ ...published[0], department: '区新设局', itemCode: 'new-department' }]);
    expect([...(await deps.sql`select id, code from departments where name = '区新设局'`)]).toEqual([
      { id: '01890000-0000-7000-8000-00000000000d', code: published[0]!['departmentCode'] },
    ]);
    await load(published, true);
  });

  test.each([
    ['a field that nobody published', { materials: ['身份证'] }, 'bad_catalogue'],
    ['a type that is none', { itemType: '99' }, 'bad_catalogue'],
    ['an empty name', { name: '' }, 'bad_catalogue'],
    ['a name with a zero byte', { name: '护照\0' }, 'bad_catalogue'],
    ['half a character', { name: '护照\ud842' }, 'bad_catalogue'],
    ['an area that is not loaded', { areaCode: '999999999999' }, 'unknown_area'],
  ])('%s refuses the whole file', async (_, patch, reason) => {
    const all = await deps.sql`select count(*) as n from service_items`;
    await expect(
      load([
        { ...published[0], itemCode: 'new-1' },
        { ...published[1], itemCode: 'new-2', ...patch },
      ]),
    ).rejects.toThrow(expect.objectContaining({ reason }));
    expect(await deps.sql`select count(*) as n from service_items`).toEqual(all);
  });

  test('the same code twice refuses the whole file', async () => {
    await expect(load([published[0], published[0]])).rejects.toThrow(expect.objectContaining({ reason: 'code_twice' }));
  });
});

describe('which queue to take', () => {
  test("an item's own rule goes before its department's, and another hall has its own", async () => {
    const hall = await testHall(deps.sql, { series: 2 });
    const other = await testHall(deps.sql, { series: 1, name: '另一大厅' });
    const [a, b] = hall.series as [string, string];
    const ask = (hallId: string) => searchItems(deps.sql, synonyms, { q: '普通护照签发', hallId, limit: 1 });
    expect((await ask(hall.id))[0]?.seriesId).toBeNull();
    await deps.sql`insert into series_departments (series_id, department_id) select ${a}, department_id from service_items where name = '普通护照签发'`;
    expect((await ask(hall.id))[0]?.seriesId).toBe(a);
    expect((await ask(other.id))[0]?.seriesId).toBeNull();
    await deps.sql`insert into series_items (series_id, item_id) select ${b}, id from service_items where name = '普通护照签发'`;
    expect((await ask(hall.id))[0]?.seriesId).toBe(b);
    await deps.sql`update series set active = false where id = ${b}`;
    expect((await ask(hall.id))[0]?.seriesId).toBe(a);
  });

  test('a hall shows what its own district and those above it offer', async () => {
    const hall = await testHall(deps.sql);
    const ask = async () => (await searchItems(deps.sql, synonyms, { q: '普通护照签发', hallId: hall.id })).map((item) => item.name);
    const setArea = (code: string) =>
      deps.owner`update halls set area_id = (select id from areas where code = ${code}) where id = ${hall.id}`;
    await setArea('511602001000');
    expect(await ask()).toContain('普通护照签发');
    await setArea('511600000000');
    expect(await ask()).toEqual([]);
  });
});

describe('the catalogue over HTTP', () => {
  const app = () => testApp(deps, 'portal', { ready: async () => undefined, api: new Hono<Env>().route('/', catalogueRoutes(deps)) });
  const read = async (url: string, headers: Record<string, string> = {}) => {
    const response = await app().request(url, { headers });
    return {
      status: response.status,
      body: (await response.json()) as { items: { id: string; name: string; seriesId: string | null }[]; error: { code: string } },
    };
  };

  test('a kiosk is told the queue of its own hall', async () => {
    const hall = await testHall(deps.sql, { name: '某大厅' });
    await deps.sql`insert into series_departments (series_id, department_id) select ${hall.series[0]!}, department_id from service_items where name = '犬类准养证核发' and valid_to is null`;
    const kiosk = testDevice(deps, hall.id);
    const { status, body } = await read('/api/items?q=yanggou', { 'x-test-device': kiosk.id });
    expect(status).toBe(200);
    expect(body.items[0]).toMatchObject({
      name: '犬类准养证核发',
      department: '区公安分局',
      seriesId: hall.series[0],
      state: 'incomplete',
    });
    const asked = await read(`/api/items?q=${encodeURIComponent('养狗')}&hallId=${hall.id}`);
    expect(asked.body.items).toEqual(body.items);
  });

  test('the guide of an incomplete entry gives what was published and names what is missing', async () => {
    const { body } = await read(`/api/items?q=${encodeURIComponent('普通护照签发')}`);
    const guide = await read(`/api/items/${body.items[0]!.id}`);
    const source = published.find((entry) => entry['name'] === '普通护照签发')!;
    expect(guide.body).toEqual({
      id: body.items[0]!.id,
      name: '普通护照签发',
      department: source['department'],
      area: '广安区',
      state: 'incomplete',
      code: source['itemCode'],
      catalogCode: null,
      type: itemTypes[source['itemType'] as ItemType],
      typeCode: source['itemType'],
      theme: source['theme'],
      seriesId: expect.toSatisfy((id) => id === null || typeof id === 'string'),
      missing: ['materials', 'time', 'fee', 'visits', 'law'],
      version: null,
      places: expect.any(Array),
    });
  });

  test.each([
    [`/api/items?q=${'a'.repeat(10_000)}`, 422, 'request.invalid'],
    ['/api/items', 422, 'request.invalid'],
    ['/api/items?q=a&hallId=1', 422, 'request.invalid'],
    ['/api/items/1', 422, 'request.invalid'],
    ['/api/items/01890000-0000-7000-8000-000000000000', 404, 'not_found'],
  ])('a wrong question gets a typed refusal (%#)', async (url, status, code) => {
    const answer = await read(url);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  test('a hall that does not exist has no queue and says nothing more', async () => {
    const { body } = await read(`/api/items?q=${encodeURIComponent('护照')}&hallId=01890000-0000-7000-8000-000000000000`);
    expect(body.items[0]).toMatchObject({ name: '普通护照签发', seriesId: null });
  });
});
