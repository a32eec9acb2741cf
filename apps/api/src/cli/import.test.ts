import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiFolder } from '../db/migrate.ts';
import { testDeps, type TestDeps } from '../testing.ts';

let deps: TestDeps;
let dataDir: string;
beforeAll(async () => {
  deps = await testDeps();
  dataDir = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
  await deps.close();
});

/** The command as a person runs it. */
function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: deps.database.ownerUrl, APP_DATABASE_URL: deps.database.url('app'), DATA_DIR: dataDir };
  const script = fileURLToPath(new URL('import.ts', import.meta.url));
  return new Promise((done) => {
    execFile(process.execPath, ['--import', 'tsx', script, ...args], { env, cwd: apiFolder('data') }, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
}

test('a file is imported by hand, the report is printed and kept', async () => {
  const areas = await run('areas', 'regions/guangan-district.csv', '--as-of', '2023-06-30');
  expect(areas).toMatchObject({ code: 0, err: '', out: expect.stringContaining('"added": 360') });
  const catalogue = await run('catalogue', 'catalogue/guangan-district.json');
  expect(catalogue.out).toContain('"letters_in_basic_code": 944');
  expect((await readdir(join(dataDir, 'imports'))).filter((name) => name.endsWith('.json'))).toHaveLength(2);
  expect(await deps.sql`select 1 from service_items`).toHaveLength(1_135);
});

test.each([
  [['areas', 'catalogue/guangan-district.json'], '没有数据行|CSV|区划代码'],
  [['areas', 'nowhere.csv'], 'There is no such file'],
  [['people', 'regions/guangan-district.csv'], 'Usage'],
  [['areas', 'regions/guangan-district.csv', '--as-of', 'yesterday'], 'Usage'],
  [['areas', 'regions/guangan-district.csv', '--delete'], 'Usage'],
])('%j is refused in one clear sentence and no stack', async (args, sentence) => {
  const { code, out, err } = await run(...args);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(new RegExp(sentence));
  expect(err).not.toContain('    at ');
});
