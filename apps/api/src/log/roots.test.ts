import { copyFile, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { watchSeals } from '../jobs/jobs.ts';
import { registry } from '../metrics.ts';
import { readConfig } from '../config.ts';
import { openSql } from '../db/sql.ts';
import { startService, type Service } from '../service.ts';
import { newKey, testDatabase, testDeps, testDevice, testHall, type TestDatabase, type TestDeps } from '../testing.ts';
import { takeTicket } from '../tickets/commands.ts';
import { untold } from '../tickets/queue.ts';
import { exportSeals, sealLog, verifyRoots, type LogRoot } from './roots.ts';

const key = { id: 'k1', key: Buffer.alloc(32, 7) };
const keyOf = (id: string) => (id === key.id ? key : undefined);
let base: string;
const newFolder = (): Promise<string> => mkdtemp(join(base, 'roots-'));
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'one-window-seals-'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

const seals = async (folder: string): Promise<LogRoot[]> =>
  Promise.all((await readdir(folder)).sort().map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as LogRoot));

describe('the seals of a hall', () => {
  let deps: TestDeps;
  let hall: Awaited<ReturnType<typeof testHall>>;
  let folder: string;
  beforeEach(async () => {
    deps = await testDeps();
    hall = await testHall(deps.owner);
    deps.halls.clear();
    folder = await newFolder();
    return () => deps.close();
  });
  const take = async (): Promise<void> => {
    const input = { seriesId: hall.series[0]!, itemId: null, priority: null, personId: null };
    const command = { name: 'ticket.take', key: newKey(), body: input };
    await takeTicket(deps, await deps.halls.hall(hall.id), testDevice(deps, hall.id), input, untold, command);
  };
  const days = async (): Promise<void> => {
    for (const day of ['2026-11-01', '2026-11-02', '2026-11-03']) {
      await take();
      await sealLog(deps.sql, key, day);
    }
  };
  const findings = async (...where: string[]) => (await verifyRoots(deps.sql, keyOf, where)).findings;

  test('are one a day, however many processes want to seal it and while numbers are taken', async () => {
    await take();
    await Promise.all(Array.from({ length: 8 }, (_, i) => (i % 2 ? take() : sealLog(deps.sql, key, '2026-11-01'))));
    const places = await Promise.all(Array.from({ length: 3 }, newFolder));
    await Promise.all([...places, ...places].map((place) => exportSeals(deps.sql, keyOf, place)));
    const exported = await Promise.all(places.map(seals));
    expect(exported.map((list) => list.length)).toEqual([1, 1, 1]);
    expect(exported[1]).toEqual(exported[0]);
    expect(exported[2]).toEqual(exported[0]);
    for (const place of places) expect(await findings(place)).toEqual([]);
  });

  test('hold what moved since the one before, and nothing twice', async () => {
    await days();
    await sealLog(deps.sql, key, '2026-11-04');
    await exportSeals(deps.sql, keyOf, folder);
    const heads = (await seals(folder)).map((root) => root.heads.map((head) => Number(head.split(' ')[1])));
    expect(heads).toEqual([[2], [3], [4], []]);
    expect(await findings(folder)).toEqual([]);
  });

  test('may lie scattered over the folders of several processes, and each may hold all', async () => {
    await days();
    await exportSeals(deps.sql, keyOf, folder);
    const other = await newFolder();
    const [first, second] = (await readdir(folder)).sort() as [string, string];
    await copyFile(join(folder, first), join(other, first));
    await rename(join(folder, second), join(other, second));
    expect(await findings(folder, other)).toEqual([]);
    expect(await findings(other, folder)).toEqual([]);
    expect((await findings(folder)).map((f) => f.detail)).toEqual(['the exported seal of 2026-11-02 is missing or another']);
    await exportSeals(deps.sql, keyOf, folder);
    expect(await findings(folder)).toEqual([]);
  });

  test('from before the database held what they are over are read as they were written', async () => {
    await days();
    await exportSeals(deps.sql, keyOf, folder);
    const [first] = (await readdir(folder)).sort() as [string];
    await rename(join(folder, first), join(folder, '2026-11-01.json'));
    await deps.owner`update log_roots set content = null where day = '2026-11-01'`;
    await exportSeals(deps.sql, keyOf, folder);
    expect(await readdir(folder)).toHaveLength(3);
    expect(await findings(folder)).toEqual([]);
  });

  test('tell of a day that was sealed twice, and the first file stays', async () => {
    await days();
    await exportSeals(deps.sql, keyOf, folder);
    const before = await seals(folder);
    await deps.owner`delete from log_roots where day = '2026-11-03'`;
    await take();
    await sealLog(deps.sql, key, '2026-11-03');
    await exportSeals(deps.sql, keyOf, folder);
    expect(await seals(folder)).toEqual(expect.arrayContaining(before));
    expect((await findings(folder)).map((f) => f.detail)).toEqual([expect.stringContaining('2026-11-03 was sealed 2 times')]);
  });

  test('tell of a database that lost the end of its log, and where each stream ends now', async () => {
    await days();
    await exportSeals(deps.sql, keyOf, folder);
    const [day] = await deps.owner<{ id: string }[]>`select id from hall_days`;
    await deps.owner`delete from events where version > 2`;
    await deps.owner`delete from log_roots where day > '2026-11-01'`;
    expect(await findings(folder)).toEqual([
      expect.objectContaining({ detail: expect.stringContaining('does not know the seal of 2026-11-02') }),
      { damage: 'cut tail', stream: day!.id, kind: 'root', version: 3, detail: 'sealed up to version 3 on 2026-11-02, ends at 2' },
      expect.objectContaining({ detail: expect.stringContaining('does not know the seal of 2026-11-03') }),
      { damage: 'cut tail', stream: day!.id, kind: 'root', version: 3, detail: 'sealed up to version 4 on 2026-11-03, ends at 2' },
    ]);
  });

  test('that somebody forged in the database are not exported, and a forged file is named', async () => {
    await take();
    await deps.sql`insert into log_roots (day, heads, root, previous, key_id, content) values ('2026-11-01', 0, ${'f'.repeat(64)}, '', 'k1', '')`;
    await expect(exportSeals(deps.sql, keyOf, folder)).rejects.toThrow(/not ours/);
    expect(await readdir(folder)).toEqual([]);
    await writeFile(
      join(folder, '2026-11-01.json'),
      JSON.stringify({ day: '2026-11-01', root: 'f'.repeat(64), previous: '', keyId: 'k1', heads: [] }),
    );
    expect((await findings(folder))[0]?.detail).toContain('the seal of 2026-11-01 is not ours');
  });
});

describe('two services on one database', () => {
  let database: TestDatabase;
  const services: Service[] = [];
  beforeAll(async () => {
    database = await testDatabase(inject('adminUrl'));
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await database.drop();
  });

  test('seal each day once between them, and each exports it to its own folder', async () => {
    const env = {
      PORT: '0',
      HOST: '127.0.0.1',
      KEY_FILE: join(base, 'keys.json'),
      DATABASE_URL: database.ownerUrl,
      APP_DATABASE_URL: database.url('app'),
      SCREEN_DATABASE_URL: database.url('screen'),
    };
    const places = [await newFolder(), join(await newFolder(), 'roots')];
    const configs = [
      readConfig({ ...env, DATA_DIR: await newFolder(), ROOTS_DIR: places[0] }, []),
      // without ROOTS_DIR it is a folder of the data
      readConfig({ ...env, DATA_DIR: join(places[1]!, '..') }, []),
    ];
    services.push(...(await Promise.all(configs.map((config) => startService(config, { log: pino({ level: 'silent' }) })))));
    const exported = () => Promise.all(places.map((place) => seals(place).catch(() => [])));
    await expect.poll(async () => (await exported()).map((list) => list.length), { timeout: 10_000 }).toEqual([1, 1]);
    const [first, second] = await exported();
    expect(second).toEqual(first);
    const owner = openSql(database.ownerUrl, 1);
    expect(await owner`select root from log_roots`).toEqual([{ root: first![0]!.root }]);
    expect((await verifyRoots(owner, services[0]!.deps.keys.rootKey, places)).findings).toEqual([]);
    // yesterday's lies in the folder; in an empty one there is none
    const age = async () => Number(/^log_last_seal_age_days (.+)$/m.exec(await registry.metrics())?.[1]);
    const { deps } = services[0]!;
    await watchSeals(deps, places[0]!);
    expect(await age()).toBeLessThanOrEqual(1);
    await watchSeals({ ...deps, now: () => Date.now() + 86_400_000 * 2 }, places[0]!);
    expect(await age()).toBeGreaterThan(1.5);
    await watchSeals(deps, join(base, 'nowhere'));
    expect(await age()).toBeNaN();
    await owner.end();
  });
});
