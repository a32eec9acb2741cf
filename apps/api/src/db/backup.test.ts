import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backupEmbedded, restoreEmbedded, takeRestoreMarker } from './backup.ts';
import { startEmbedded } from './embedded.ts';

const base = await mkdtemp(join(tmpdir(), 'ow-backup-'));
beforeAll(() => chmod(base, 0o755));
afterAll(() => rm(base, { recursive: true, force: true }));

test('a backup taken while citizens take numbers holds every number committed before its end', { timeout: 120_000 }, async () => {
  const [dir, copy, backup] = [join(base, 'a'), join(base, 'b'), join(base, 'backup')];
  const server = await startEmbedded({ dir, test: true });
  const sql = postgres(server.url, { max: 3 });
  await sql`create table taken (n bigint generated always as identity primary key, filler text)`;
  await sql`insert into taken (filler) select 'before' from generate_series(1, 50)`;
  let writing = true;
  const writer = (async () => {
    while (writing) await sql`insert into taken (filler) select repeat('号', 300) from generate_series(1, 20)`;
  })();
  const files = join(base, 'files');
  await mkdir(join(files, 'ab'), { recursive: true });
  for (const name of ['whole', 'half.part']) await writeFile(join(files, 'ab', name), name);
  await backupEmbedded(dir, backup, files);
  writing = false;
  await writer;
  const [before] = await sql`select count(*)::int as n from taken`;

  await expect(restoreEmbedded(backup, dir)).rejects.toThrow(/--force/);
  const there = join(base, 'files-there');
  await restoreEmbedded(backup, copy, { files: there });
  expect(await readdir(there, { recursive: true })).toEqual(['ab', join('ab', 'whole')]);
  const restored = await startEmbedded({ dir: copy, test: true });
  const database = postgres(restored.url, { max: 1 });
  const [found] = await database`select count(*)::int as n, coalesce(max(n), 0)::int as last from taken`;
  expect(found?.['n']).toBe(found?.['last']);
  expect(found?.['n']).toBeGreaterThanOrEqual(50);
  expect(found?.['n']).toBeLessThanOrEqual(before?.['n']);
  await database`insert into taken (filler) values ('after')`;
  await database.end();
  await restored.stop();
  expect(await takeRestoreMarker(copy)).toMatch(/^\d{4}-/);
  expect(await takeRestoreMarker(copy)).toBeNull();

  await sql.end();
  const { kept } = await restoreEmbedded(backup, dir, { force: true });
  expect(kept).toContain('cluster.before-');
  const again = await startEmbedded({ dir, test: true });
  await again.stop();
});

test('a folder that is no backup is refused and changes nothing', async () => {
  await expect(restoreEmbedded(base, join(base, 'c'))).rejects.toThrow(/not a complete backup/);
});
