import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { clusterOf, startEmbedded } from './db/embedded.ts';
import { migrate } from './db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's address on the server of this test run. Its database `template_ow` is migrated and empty. */
    adminUrl: string;
  }
}

/** The migrated and empty database that every test file clones. */
export const templateName = 'template_ow';

/** One server for the whole run: that of TEST_DATABASE_URL, else an embedded one that is deleted at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given ? { url: given, stop: () => Promise.resolve() } : await throwawayServer();
  await buildTemplate(server.url);
  project.provide('adminUrl', server.url);
  return () => server.stop();
}

/** A server without durability in a temporary folder, both gone after `stop`. */
export async function throwawayServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const base = await mkdtemp(join(tmpdir(), 'one-window-test-'));
  await chmod(base, 0o755);
  const server = await startEmbedded({ dir: join(base, 'pg'), test: true, database: 'postgres' });
  const stop = async () => {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/** A primary with its hot standby behind one address, as a service is given it: who answers there can change. */
export interface PrimaryAndStandby {
  /** A superuser's address. */
  readonly url: string;
  /** The standby hears what was committed until now, and nothing more of the primary. */
  detach(): Promise<void>;
  /** The primary dies with every connection to it, the standby takes its place. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

export async function primaryAndStandby(): Promise<PrimaryAndStandby> {
  const base = await mkdtemp(join(tmpdir(), 'one-window-pair-'));
  await chmod(base, 0o755);
  const [dirA, dirB] = [join(base, 'a'), join(base, 'b')];
  const start = (dir: string) => startEmbedded({ dir, test: true, database: 'postgres' });
  const first = await start(dirA);
  await buildTemplate(first.url);
  await first.stop();
  // a stopped server's folder is a base backup; `cp -a` keeps its owner
  await promisify(execFile)('cp', ['-a', dirA, dirB]);
  const primary = await start(dirA);
  const from = new URL(primary.url);
  const follow = `host=127.0.0.1 port=${from.port} user=${from.username} password=${from.password}`;
  await appendFile(join(clusterOf(dirB), 'postgresql.auto.conf'), `primary_conninfo = '${follow}'\n`);
  await writeFile(join(clusterOf(dirB), 'standby.signal'), '');
  const standby = await start(dirB);

  let target = primary.port;
  const lines = new Set<Socket>();
  const door = createServer((line) => {
    const behind = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [line, behind],
      [behind, line],
    ] as const) {
      lines.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy()).once('close', () => (lines.delete(one), other.destroy()));
    }
  });
  await new Promise<void>((up) => door.listen(0, '127.0.0.1', up));
  from.port = String((door.address() as AddressInfo).port);
  const on = async (url: string, ...statements: readonly string[]): Promise<Record<string, string>> => {
    const sql = postgres(url, { max: 1, onnotice: () => undefined });
    let last: Record<string, string> = {};
    for (const statement of statements) [last = {}] = await sql.unsafe(statement);
    await sql.end();
    return last;
  };
  return {
    url: from.href,
    async detach() {
      const { lsn } = await on(primary.url, 'select pg_current_wal_insert_lsn() as lsn');
      await on(standby.url, until(`pg_last_wal_replay_lsn() >= '${lsn}'`));
      await on(standby.url, `alter system set primary_conninfo = ''`, 'select pg_reload_conf()');
      await on(standby.url, until('not exists (select from pg_stat_wal_receiver)'));
    },
    async failOver() {
      process.kill(primary.pid, 'SIGKILL');
      for (const line of lines) line.destroy();
      target = standby.port;
      await on(standby.url, 'select pg_promote()');
    },
    async stop() {
      door.close();
      for (const line of lines) line.destroy();
      await standby.stop();
      await rm(base, { recursive: true, force: true });
    },
  };
}

const until = (holds: string): string => `do $$ begin while not (${holds}) loop perform pg_sleep(0.02); end loop; end $$`;

/** Makes `template_ow` anew and migrates it. */
export async function buildTemplate(adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`drop database if exists ${sql(templateName)} with (force)`;
    await sql`create database ${sql(templateName)}`;
  } finally {
    await sql.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${templateName}`;
  await migrate(url.href);
}
