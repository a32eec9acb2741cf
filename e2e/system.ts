import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The built service in a process of its own, on a data folder of its own. */
export interface System {
  readonly portal: string;
  readonly desk: string;
  readonly hall: string;
  readonly pid: number;
  /** Where its data lies, with the database in it. */
  readonly data: string;
  /** What it printed so far: addresses, demo logins, the first administrator's code. */
  output(): string;
  stop(): Promise<void>;
}

export interface SystemOptions {
  /** Without it the service starts empty, as in production. */
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** The first of the three ports, to come back where a killed one was. */
  readonly port?: number;
}

const readyWithinMs = 60_000;
const entry = fileURLToPath(new URL('../apps/api/dist/main.js', import.meta.url));

/** Starts the built service and waits until it is ready; `stop` ends it and deletes its data. */
export async function startSystem({ demo = true, env = {}, port: wanted }: SystemOptions = {}): Promise<System> {
  const data = await mkdtemp(join(tmpdir(), 'one-window-e2e-'));
  await chmod(data, 0o755);
  const port = wanted ?? (await freeTriple());
  const child = spawn(process.execPath, [entry, ...(demo ? ['--demo'] : [])], {
    env: { ...process.env, DATA_DIR: data, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(data, { recursive: true, force: true });
  };
  const address = (n: number) => `http://127.0.0.1:${port + n}`;
  // the addresses are printed last, when the demo stands
  const printed = () => output.includes(`:${port + 1}`);
  await ready(`${address(0)}/readyz`, printed, () => child.exitCode !== null).catch(async (error: unknown) => {
    await stop();
    throw new Error(`the service did not become ready:\n${output}`, { cause: error });
  });
  return { portal: address(0), desk: address(1), hall: address(2), pid: child.pid ?? 0, data, output: () => output, stop };
}

async function ready(url: string, printed: () => boolean, ended: () => boolean): Promise<void> {
  for (const deadline = Date.now() + readyWithinMs; Date.now() < deadline && !ended(); await pause(50)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok && printed()) return;
  }
  throw new Error(`nothing ready at ${url}`);
}

async function freeTriple(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([first, first + 1, first + 2].map(isFree));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer().once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}
