import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from './db/embedded.ts';
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
