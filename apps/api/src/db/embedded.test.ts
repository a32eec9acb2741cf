import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachEmbedded, EmbeddedProblem, startEmbedded } from './embedded.ts';

const base = await mkdtemp(join(tmpdir(), 'ow-embedded-'));
const dir = join(base, 'pg');
const options = { dir, test: true };

async function ask<Row>(url: string, text: string): Promise<Row> {
  const sql = postgres(url, { max: 1 });
  try {
    const [row] = await sql.unsafe(text);
    return row as Row;
  } finally {
    await sql.end();
  }
}

beforeAll(() => chmod(base, 0o755));
afterAll(async () => {
  await (await attachEmbedded(dir))?.stop();
  await rm(base, { recursive: true, force: true });
});

test('an empty folder becomes a PostgreSQL 18 that knows Chinese and asks for its password', async () => {
  const server = await startEmbedded(options);
  expect(server.reused).toBe(false);
  const row = await ask<{ version: string; ctype: string; name: string }>(
    server.url,
    `select current_setting('server_version') as version, current_database() as name,
            (select datlocprovider::text || datlocale from pg_database where datname = current_database()) as ctype`,
  );
  expect(row).toMatchObject({ name: 'one_window', ctype: 'bC.UTF-8' });
  expect(row.version).toMatch(/^18\./);
  expect((await stat(join(dir, 'owner.password'))).mode & 0o777).toBe(0o600);
  await expect(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
  await server.stop();
  expect(await attachEmbedded(dir)).toBeNull();
});

test('a start whose parent was killed is taken over with its data by the next one', async () => {
  const child = join(import.meta.dirname, 'embedded.ts');
  const script = `import { startEmbedded } from ${JSON.stringify(child)};
    const { pid } = await startEmbedded(${JSON.stringify({ dir })}); console.log(pid); setInterval(() => {}, 1000);`;
  const entry = join(base, 'parent.mts');
  await writeFile(entry, script);
  const parent = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), entry], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text: Buffer) => resolve(Number(text))));
  const gone = new Promise((resolve) => parent.once('exit', resolve));
  parent.kill('SIGKILL');
  await gone;

  const server = await startEmbedded(options);
  expect(server).toMatchObject({ reused: true, pid });
  await ask(server.url, 'create table kept as select 1 as n');
  process.kill(server.pid, 'SIGKILL');

  const recovered = await startEmbedded(options);
  expect(recovered.reused).toBe(false);
  expect(await ask(recovered.url, 'select n from kept')).toEqual({ n: 1 });
  await recovered.stop();
});

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'root can keep the data below a folder that nobody else may enter',
  async () => {
    const closed = join(base, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const server = await startEmbedded({ dir: join(closed, 'pg'), test: true });
    expect(await ask(server.url, 'select 1 as n')).toEqual({ n: 1 });
    await server.stop();
  },
);

test('a folder that cannot be made is refused in one sentence', async () => {
  const file = join(base, 'a-file');
  await writeFile(file, '');
  await expect(startEmbedded({ dir: join(file, 'pg') })).rejects.toThrow(EmbeddedProblem);
});
