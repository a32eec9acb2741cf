import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { constants as osConstants } from 'node:os';
import { join } from 'node:path';
import { contract, runTests, runVerify } from './stages.mjs';
import { build, environment, execute, freePorts, install, reachable, Refusal, root, say, writableFolder } from './tools.mjs';

const withParent = new URL('./with-parent.mjs', import.meta.url).href;

const tasks = {
  start: () => serve(['--demo'], { developmentPages: true }),
  serve: () => serve([], { developmentPages: false }),
  dev,
  test: runTests,
  verify: runVerify,
  contract: () => install().then(async () => (await contract()).code),
  bench: ([name = 'bench', ...args]) => (name.startsWith('--') ? script('bench', [name, ...args]) : script(name, args)),
  drill: ([name, ...args]) => (name ? script(name, args) : listDrills()),
  shots: (args) => script('shots', args),
  simulate: (args) => script('simulate', args),
  'log:verify': (args) => cli('log-verify', args),
  'keys:rotate': (args) => cli('keys-rotate', args),
  import: (args) => cli('import', args),
  backup: (args) => cli('backup', args),
  restore: (args) => cli('restore', args),
};

/** Runs one command of package.json and answers with its exit code. */
export async function run(name, args) {
  const task = tasks[name];
  if (task) return task(args);
  throw new Refusal(`没有命令“${name}”。`, `There is no command “${name}”. Commands: ${Object.keys(tasks).join(', ')}.`);
}

async function serve(args, kind) {
  const port = Number(process.env.PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_533)
    throw new Refusal('PORT 不是有效的端口号。', 'PORT is not a valid port number.');
  writableFolder(process.env.DATA_DIR || join(root, '.data'));
  if (port) await freePorts(port);
  if (process.env.DATABASE_URL) await reachable(process.env.DATABASE_URL);
  await install();
  await build(kind);
  say('启动 / starting');
  return supervise(process.execPath, ['--import', withParent, join(root, 'apps/api/dist/main.js'), ...args]);
}

/**
 * Runs the service in a process group of its own and passes signals on, so that ^C reaches it once, through us, and
 * never twice. The channel tells it when we are killed.
 */
function supervise(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: environment, detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    if (process.env.npm_lifecycle_event) stopWithNpm(child);
    child.once('error', (error) => (console.error(error.message), resolve(1)));
    child.once('exit', (code, signal) => resolve(code ?? 128 + osConstants.signals[signal]));
  });
}

/** npm passes no signal on when it is killed itself, and the shell between us may stay: their parents then change. */
function stopWithNpm(child) {
  const before = parents();
  setInterval(() => parents() !== before && child.kill('SIGTERM'), 1000).unref();
}

function parents() {
  try {
    const status = readFileSync(`/proc/${process.ppid}/status`, 'utf8');
    return `${process.ppid} ${/^PPid:\s*(\d+)/m.exec(status)?.[1]}`;
  } catch {
    return String(process.ppid);
  }
}

/** The service from source, restarted on change, and the front ends rebuilt on change. */
async function dev() {
  await install();
  await build({ developmentPages: true });
  say('开发模式 / development');
  const screens = ['desk', 'hall', 'portal'].map((app) => {
    const vite = join(root, 'apps', app, 'node_modules/.bin/vite');
    const child = spawn(vite, ['build', '--watch'], {
      cwd: join(root, 'apps', app),
      env: { ...environment, OW_DEVELOPMENT_PAGES: '1' },
      stdio: 'inherit',
    });
    return child;
  });
  const code = await supervise('tsx', ['watch', '--clear-screen=false', join(root, 'apps/api/src/main.ts'), '--demo']);
  for (const child of screens) child.kill();
  return code;
}

async function cli(name, args) {
  await install();
  if (!existsSync(join(root, 'apps/api/dist/cli', `${name}.js`))) await build({ developmentPages: true });
  return (await execute(process.execPath, [join(root, 'apps/api/dist/cli', `${name}.js`), ...args])).code;
}

async function script(name, args) {
  await install();
  const file = ['load', '.'].map((folder) => join(root, 'e2e', folder, `${name}.ts`)).find((path) => existsSync(path));
  if (!file) return listDrills();
  await build({ developmentPages: true });
  return (await execute(process.execPath, ['--import', 'tsx', file, ...args], { cwd: join(root, 'e2e') })).code;
}

function listDrills() {
  const folder = join(root, 'e2e', 'load');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  // the benches have a command of their own, and a floor is a part of one
  const names = files
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => name !== 'bench' && name !== 'order' && !name.endsWith('-floor'));
  const all = names.join(' | ');
  throw new Refusal(`用法：npm run drill -- <${all}>`, `Usage: npm run drill -- <${all}>`);
}
