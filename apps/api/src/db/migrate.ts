import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { makeMonths } from '../log/partitions.ts';
import { createRoles, databaseRoles, grantRights } from './roles.ts';

/** Beside the sources and, in a build, beside dist. */
export function apiFolder(name: 'migrations' | 'data'): string {
  const found = ['../..', '..', '../../..']
    .map((up) => fileURLToPath(new URL(`${up}/${name}`, import.meta.url)))
    .find((path) => existsSync(path));
  if (!found) throw new Error(`folder ${name} is missing from the installation`);
  return found;
}

/**
 * Brings a database to the newest schema: roles, migrations under an advisory lock, the log's months, rights. `ownerUrl`
 * must name a user that may create roles. Safe to run by several processes at once and again.
 */
export async function migrate(ownerUrl: string, now = Date.now()): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(778001)`;
    await createRoles(sql);
    await sql.unsafe(`set role ${databaseRoles.owner}`);
    await runMigrations(drizzle(sql), { migrationsFolder: apiFolder('migrations') });
    await makeMonths(sql, now);
    await grantRights(sql);
  } finally {
    await sql.end();
  }
}
