import { spawn, execFileSync } from 'node:child_process';
import { mkdir, open, readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import {
  accountFor,
  EmbeddedProblem,
  folderArgument,
  initialise,
  serverEnvironment,
  serverFiles,
  storedPassword,
} from './embedded-files.ts';
import type { ServerFiles } from './embedded-files.ts';

export { EmbeddedProblem } from './embedded-files.ts';

export interface EmbeddedOptions {
  /** The folder of this server: `cluster/` (the data), `owner.password`, `server.log`. */
  readonly dir: string;
  readonly port?: number;
  /** Durability off, for tests only. */
  readonly test?: boolean;
  /** Created when missing; `url` points to it. */
  readonly database?: string;
  readonly log?: (line: string) => void;
}

export interface Embedded {
  /** The superuser's address on 127.0.0.1. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** True when a server that outlived its parent was found and taken over. */
  readonly reused: boolean;
  /** Fast shutdown: sessions are ended, everything committed is kept. */
  stop(): Promise<void>;
}

const startWithinMs = 60_000;
const stopWithinMs = 30_000;

/** Starts the database of a data folder, or takes over the one that still runs there. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dir = resolve(options.dir);
  const cluster = clusterOf(dir);
  const log = options.log ?? (() => undefined);
  await mkdir(dir, { recursive: true }).catch((cause: unknown) => {
    throw new EmbeddedProblem(`数据目录不可写：${dir} / The data folder cannot be written: ${dir}`, { cause });
  });
  const running = await attachEmbedded(dir, options.database);
  if (running) return running;
  const files = await serverFiles(await accountFor(cluster));
  if (!(await stat(join(cluster, 'PG_VERSION')).catch(() => undefined))) {
    log('initdb');
    await writable(dir);
    await initialise(dir, cluster, files, options.test ?? false);
  }
  await launch(dir, files, options);
  const started = await attachEmbedded(dir, options.database);
  if (!started) throw await refused(dir);
  return { ...started, reused: false };
}

/** The server that runs on a data folder, or null. Waits for one that is just starting or recovering. */
export async function attachEmbedded(dir: string, database = 'one_window'): Promise<Embedded | null> {
  const cluster = clusterOf(resolve(dir));
  const deadline = Date.now() + startWithinMs;
  for (;;) {
    const file = await pidFile(cluster);
    if (!file) return null;
    if (!(await isServerOf(file.pid, cluster))) {
      await rm(join(cluster, 'postmaster.pid'), { force: true });
      return null;
    }
    if (file.ready) {
      try {
        return await handle(resolve(dir), file, database);
      } catch (error) {
        // it was killed or is stopping in this moment, and its file says so later than its socket
        if (!going.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
    if (Date.now() > deadline) throw await refused(resolve(dir));
    await pause(15);
  }
}

const going = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'CONNECTION_CLOSED', '57P01', '57P02', '57P03']);

/** The folder of the embedded server inside DATA_DIR: what `dir` is for the service and for its commands. */
export const embeddedFolder = (dataDir: string): string => join(resolve(dataDir), 'postgres');

/** The data folder proper of an embedded server's folder. */
export const clusterOf = (dir: string): string => join(dir, 'cluster');

async function handle(dir: string, file: { pid: number; port: number }, database: string): Promise<Embedded> {
  const password = await storedPassword(dir);
  if (!password)
    throw new EmbeddedProblem(
      `缺少 ${dir}/owner.password，无法连接数据库。 / ${dir}/owner.password is missing, the database cannot be opened.`,
    );
  const address = (name: string) => `postgres://postgres:${password}@127.0.0.1:${file.port}/${name}`;
  if (database !== 'postgres') await ensureDatabase(address('postgres'), database);
  return { url: address(database), port: file.port, pid: file.pid, reused: true, stop: () => stopServer(clusterOf(dir), file.pid) };
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined, connect_timeout: 10 });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!found) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
}

async function launch(dir: string, files: ServerFiles, options: EmbeddedOptions): Promise<void> {
  const cluster = clusterOf(dir);
  const deadline = Date.now() + startWithinMs;
  for (let port = options.port ?? (await freePort()); ; port = options.port ?? (await freePort())) {
    options.log?.(`postgres on port ${port}`);
    const child = await spawnServer(dir, cluster, files, port, options.test ?? false);
    let exited = false;
    child.once('exit', () => (exited = true)).once('error', () => (exited = true));
    while (!exited && Date.now() < deadline) {
      const file = await pidFile(cluster);
      if (file?.ready && file.pid === child.pid) return watch(options, file.pid, dir);
      await pause(10);
    }
    // sessions of a killed server may hold its shared memory for a moment, and a free port may be taken meanwhile
    if (!exited || Date.now() > deadline || !/in use/.test(await logTail(dir))) throw await refused(dir);
    await pause(200);
  }
}

async function spawnServer(dir: string, cluster: string, files: ServerFiles, port: number, test: boolean) {
  const logFile = await open(join(dir, 'server.log'), 'w', 0o600);
  try {
    const folder = await folderArgument(cluster, files.runAs);
    const settings = { ...steady, ...(test ? careless : {}), port: String(port) };
    const args = ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    // detached, so that ^C in the terminal does not reach the server before our last query has
    const child = spawn(files.postgres, args, {
      ...files.runAs,
      cwd: cluster,
      detached: true,
      env: serverEnvironment(),
      stdio: ['ignore', logFile.fd, logFile.fd],
    });
    child.unref();
    return child;
  } finally {
    await logFile.close();
  }
}

const steady = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // a statement or the row of a failed one can hold a citizen's name: neither belongs in a log
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** A test server dies with the process that wanted it, even one that was killed; a real one waits to be taken over. */
function watch(options: EmbeddedOptions, pid: number, dir: string): void {
  if (!options.test) return;
  const script = 'while kill -0 "$1" 2>/dev/null; do sleep 1; kill -0 "$2" 2>/dev/null || exit; done; kill -INT "$2"; sleep 2; rm -rf "$3"';
  spawn('/bin/sh', ['-c', script, 'sh', String(process.pid), String(pid), dir], { detached: true, stdio: 'ignore', cwd: '/' }).unref();
}

async function stopServer(cluster: string, pid: number): Promise<void> {
  const deadline = Date.now() + stopWithinMs;
  signal(pid, 'SIGINT');
  while (await pidFile(cluster).then((file) => file?.pid === pid && alive(pid))) {
    if (Date.now() > deadline) {
      signal(pid, 'SIGQUIT');
      return;
    }
    await pause(10);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (alive(pid)) process.kill(pid, name);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Line 1 of postmaster.pid is the process, line 4 the port, line 8 how far it is. */
async function pidFile(cluster: string): Promise<{ pid: number; port: number; ready: boolean } | undefined> {
  const path = join(cluster, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new EmbeddedProblem(`数据目录属于另一用户：${cluster} / The data folder belongs to another user: ${cluster}`, { cause: error });
  });
  const lines = text?.split('\n');
  if (!lines) return undefined;
  return { pid: Number(lines[0]), port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' };
}

/** After a crash the number in the file may belong to a stranger by now: only the server itself lives in that folder. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (!pid || !alive(pid)) return false;
  try {
    if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(cluster));
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)]).includes('postgres');
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (!address || typeof address === 'string') throw new EmbeddedProblem('没有空闲端口。 / No free port.');
  return address.port;
}

async function writable(dir: string): Promise<void> {
  const probe = join(dir, `.probe-${process.pid}`);
  try {
    await (await open(probe, 'w')).close();
    await rm(probe);
  } catch (cause) {
    throw new EmbeddedProblem(`数据目录不可写：${dir} / The data folder cannot be written: ${dir}`, { cause });
  }
}

async function logTail(dir: string): Promise<string> {
  return (await readFile(join(dir, 'server.log'), 'utf8').catch(() => '')).slice(-2000);
}

async function refused(dir: string): Promise<EmbeddedProblem> {
  const last = (await logTail(dir)).split('\n').findLast((line) => /FATAL|ERROR|PANIC/.test(line)) ?? '';
  return new EmbeddedProblem(
    `数据库未能启动，见 ${join(dir, 'server.log')}。${last} / The database did not start, see ${join(dir, 'server.log')}. ${last}`,
  );
}
