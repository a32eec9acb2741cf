import { chown, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import postgres from 'postgres';
import type { Sql } from 'postgres';
import { accountFor, EmbeddedProblem, passwordPath } from './embedded-files.ts';
import type { RunAs } from './embedded-files.ts';
import { attachEmbedded, clusterOf, startEmbedded } from './embedded.ts';

/** What stands in a backup's `backup.json`. */
export interface BackupNote {
  readonly format: 1;
  readonly takenAt: string;
  readonly postgres: string;
  readonly from: string;
  readonly to: string;
}

const noteFile = 'backup.json';
const markerFile = 'restored-at';
const filesFolder = 'files';
/** Made anew by every start, or belonging to the running server alone; the folders themselves must exist. */
const emptied = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans']);
const leftOut = /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|pgsql_tmp.*|pg_internal\.init.*)$/;

/**
 * Copies the embedded database while it is written to. The copy starts on its own: recovery replays the log segments
 * that were written meanwhile, so it holds everything committed before the end of this call.
 */
export async function backupEmbedded(dir: string, to: string, files: string | null = null): Promise<BackupNote> {
  const running = await attachEmbedded(dir, 'postgres');
  const server = running ?? (await startEmbedded({ dir, database: 'postgres' }));
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  try {
    return await takeBackup(sql, resolve(dir), resolve(to), files);
  } finally {
    await sql.end();
    if (!running) await server.stop();
  }
}

async function takeBackup(sql: Sql, dir: string, to: string, files: string | null): Promise<BackupNote> {
  if (await exists(to)) throw new EmbeddedProblem(`备份目标已存在：${to} / The target of the backup exists already: ${to}`);
  const part = `${to}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true, mode: 0o700 });
  // the slot keeps the server from recycling log segments that we have not copied yet; it ends with the session
  await sql`select pg_create_physical_replication_slot(${`one_window_backup_${process.pid}`}, true, true)`;
  await sql`select pg_backup_start('one-window', fast => true)`;
  await copyTree(clusterOf(dir), clusterOf(part));
  const [end] = await sql<{ label: string; map: string; last: string; version: string; at: Date }[]>`
    select labelfile as label, spcmapfile as map, pg_walfile_name(lsn) as last, current_setting('server_version') as version, clock_timestamp() as at
    from pg_backup_stop(wait_for_archive => false)`;
  const first = /START WAL LOCATION: \S+ \(file (\w+)\)/.exec(end?.label ?? '')?.[1];
  if (!end || !first) throw new Error('pg_backup_stop gave no label');
  await writeFile(join(clusterOf(part), 'backup_label'), end.label, { mode: 0o600 });
  await copySegments(clusterOf(dir), clusterOf(part), first, end.last);
  await copyFile(passwordPath(dir), passwordPath(part));
  // after the database: a file whose row is in the copy was there before the row
  if (files) await copyFiles(files, join(part, filesFolder));
  const note: BackupNote = { format: 1, takenAt: end.at.toISOString(), postgres: end.version, from: first, to: end.last };
  await writeFile(join(part, noteFile), `${JSON.stringify(note, null, 2)}\n`);
  await rename(part, to);
  return note;
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (leftOut.test(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isFile()) await copyFile(source, target).catch(unlessVanished);
    else if (emptied.has(entry.name)) await mkdir(target, { mode: 0o700 });
    else if (entry.isDirectory()) await copyTree(source, target).catch(unlessVanished);
  }
}

/** A table may be dropped while we copy; replay knows. */
function unlessVanished(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

async function copySegments(from: string, to: string, first: string, last: string): Promise<void> {
  const names = (await readdir(join(from, 'pg_wal'))).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
  if (!names.includes(first) || !names.includes(last)) throw new Error(`log segments ${first} to ${last} are incomplete`);
  for (const name of names) await copyFile(join(from, 'pg_wal', name), join(to, 'pg_wal', name));
  for (const folder of ['archive_status', 'summaries']) await mkdir(join(to, 'pg_wal', folder), { mode: 0o700 });
}

/**
 * Puts a backup in place of the database in `dir`, and its files beside those in `files`. An existing database is refused unless `force`; then its server is
 * stopped and its data are kept beside the new ones, under the name that is returned.
 */
export async function restoreEmbedded(
  from: string,
  dir: string,
  { force = false, files = null }: { readonly force?: boolean; readonly files?: string | null } = {},
): Promise<{ note: BackupNote; kept: string | null }> {
  const note = await readNote(from);
  const target = clusterOf(resolve(dir));
  const occupied = await exists(target);
  if (occupied && !force)
    throw new EmbeddedProblem(`${target} 已有数据，确要替换请加 --force。 / ${target} holds a database: add --force to replace it.`);
  await (await attachEmbedded(dir))?.stop();
  const account = await accountFor(target);
  const fresh = `${target}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(dirname(target), { recursive: true });
  await copyAll(clusterOf(resolve(from)), fresh, account);
  const kept = occupied ? `${target}.before-${new Date().toISOString().replace(/[:.]/g, '-')}` : null;
  if (kept) await rename(target, kept);
  await rename(fresh, target);
  await copyFile(passwordPath(from), passwordPath(dir));
  // what lies there already stays: whoever restores an older state wants none of it lost, and the sweep takes what no row knows
  if (files) await copyFiles(join(resolve(from), filesFolder), files);
  await writeFile(join(dir, markerFile), new Date().toISOString());
  return { note, kept };
}

/** Uploaded files as they lie, encrypted. One that is removed or half written meanwhile is in no row of the copy. */
async function copyFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true }).catch(() => [])) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyFiles(source, target);
    else if (!entry.name.endsWith('.part') && !(await exists(target))) await copyFile(source, target).catch(unlessVanished);
  }
}

async function copyAll(from: string, to: string, account: RunAs | undefined): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  if (account) await chown(to, account.uid, account.gid);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      await copyAll(source, target, account);
      continue;
    }
    await copyFile(source, target);
    if (account) await chown(target, account.uid, account.gid);
  }
}

async function readNote(from: string): Promise<BackupNote> {
  try {
    const note = JSON.parse(await readFile(join(from, noteFile), 'utf8')) as BackupNote;
    if (note.format === 1) return note;
  } catch (cause) {
    throw new EmbeddedProblem(`${from} 不是完整的备份。 / ${from} is not a complete backup.`, { cause });
  }
  throw new EmbeddedProblem(`${from} 的备份格式不认识。 / ${from} is a backup of another format.`);
}

/**
 * When the database in `dir` was restored and nobody has started on it since: that time, once. The service then opens a
 * new epoch, so that no screen takes the older views for stale ones.
 */
export async function takeRestoreMarker(dir: string): Promise<string | null> {
  const path = join(dir, markerFile);
  const at = await readFile(path, 'utf8').catch(() => null);
  await rm(path, { force: true });
  return at;
}

async function exists(path: string): Promise<boolean> {
  return Boolean(await stat(path).catch(() => undefined));
}
