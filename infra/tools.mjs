import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { constants as osConstants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const pnpm = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
const began = performance.now();

/** A refusal that is told in one sentence, without a stack. */
export class Refusal extends Error {
  constructor(zh, en) {
    super(en);
    this.sentence = `${zh} / ${en}`;
  }
}

/** A line of progress with the seconds since the command began. */
export const say = (text) => console.log(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${text}`);

export const environment = {
  ...process.env,
  PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
};

/** Runs a program to its end. `quiet` keeps its output and shows it only when it fails. */
export function execute(command, args, { cwd = root, env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...environment, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => resolve({ code: 1, output: String(error) }));
    child.once('close', (code, signal) => {
      const output = Buffer.concat(chunks).toString();
      if (quiet && code !== 0) process.stdout.write(output);
      resolve({ code: code ?? 128 + osConstants.signals[signal], output });
    });
  });
}

/**
 * Installs when lockfile or platform differ from what was installed last. On a warm run nothing is asked of the
 * registry: `npx pnpm` alone would wait 71 s without one.
 */
export async function install() {
  writableFolder(root);
  const stampFile = join(root, 'node_modules', '.one-window-installed');
  const stamp = digest([readFileSync(join(root, 'pnpm-lock.yaml')), process.platform, process.arch]);
  if (read(stampFile) === stamp) return;
  say('安装依赖 / installing dependencies');
  const args = ['--prefer-offline', '-y', pnpm, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
  const { code } = await execute('npx', args, { env: { npm_config_loglevel: 'error' } });
  if (code !== 0) throw new Refusal('依赖安装失败，原因见上。', 'The dependencies could not be installed, see above.');
  writeFileSync(stampFile, stamp);
}

/** Builds what changed since the last build of this kind; a warm start does not even ask turbo. */
export async function build({ developmentPages }) {
  const stampFile = join(root, 'node_modules', '.one-window-built');
  const pages = developmentPages ? '1' : '';
  const stamp = digest([pages, ...sources(['apps', 'packages']), readFileSync(join(root, 'pnpm-lock.yaml'))]);
  const outputs = ['api/dist/main.js', 'desk/dist/index.html', 'hall/dist', 'portal/dist'];
  if (read(stampFile) === stamp && outputs.every((path) => existsSync(join(root, 'apps', path)))) return;
  say('构建 / building');
  const { code } = await execute('turbo', ['run', 'build', '--output-logs=errors-only'], { env: { OW_DEVELOPMENT_PAGES: pages } });
  if (code !== 0) throw new Refusal('构建失败，原因见上。', 'The build failed, see above.');
  writeFileSync(stampFile, stamp);
}

const notSources = new Set(['node_modules', 'dist', '.turbo', '.test']);

function sources(folders) {
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (notSources.has(entry.name)) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (!/\.test\.tsx?$/.test(entry.name)) found.push(path, readFileSync(join(root, path)));
    }
  };
  folders.forEach(walk);
  return found;
}

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

export function writableFolder(path) {
  try {
    // one by one: under /proc Node's own recursive way never comes back
    for (const folder of missing(resolve(path))) mkdirSync(folder);
    accessSync(path, constants.W_OK);
  } catch {
    throw new Refusal(`目录不可写：${path}`, `This folder cannot be written: ${path}`);
  }
}

/** The folders on the way to a path that are not there yet, the outermost first. */
function missing(path) {
  return existsSync(path) ? [] : [...missing(dirname(path)), path];
}

/** Refuses before anything is built when one of the three ports belongs to somebody else. */
export async function freePorts(first) {
  for (const port of [first, first + 1, first + 2]) {
    const taken = await new Promise((resolve) => {
      const server = createServer().once('error', (error) => resolve(error.code));
      server.listen(port, process.env.HOST || '0.0.0.0', () => server.close(() => resolve(undefined)));
    });
    if (taken === 'EACCES')
      throw new Refusal(`没有权限使用端口 ${port}，请用 PORT=… 换一个。`, `Port ${port} is not allowed: choose another with PORT=….`);
    if (taken)
      throw new Refusal(
        `端口 ${port} 已被占用，请用 PORT=… 换一个（需要连续三个）。`,
        `Port ${port} is taken: choose another with PORT=… (three in a row are needed).`,
      );
  }
}

/** PostgreSQL answers this question for TLS with one letter, S or N; what else listens there answers otherwise or never. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Refuses when a DATABASE_URL is set and nobody answers there, or somebody else than PostgreSQL. */
export async function reachable(databaseUrl) {
  let url;
  try {
    url = new URL(databaseUrl);
  } catch {
    throw new Refusal('DATABASE_URL 不是有效的地址。', 'DATABASE_URL is not a valid address.');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1';
  const port = Number(url.port || 5432);
  const problem = await new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 5000 });
    const end = (result) => (socket.destroy(), resolve(result));
    socket.once('connect', () => socket.write(sslRequest));
    socket.once('data', (data) => end(/^[SN]$/.test(data) ? undefined : 'not PostgreSQL'));
    socket.once('close', () => end('closed'));
    socket.once('timeout', () => end('timeout'));
    socket.once('error', (error) => end(error.code || error.message));
  });
  if (problem)
    throw new Refusal(
      `连不上 DATABASE_URL 指定的数据库 ${host}:${port}（${problem}）。`,
      `The database of DATABASE_URL at ${host}:${port} cannot be reached (${problem}).`,
    );
}
