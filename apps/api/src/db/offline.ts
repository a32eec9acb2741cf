import { join } from 'node:path';
import type { Sql } from 'postgres';
import type { Config } from '../config.ts';
import { installedKeys } from '../security/installed-keys.ts';
import { attachEmbedded, embeddedFolder, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { setRolePasswords, urlAs } from './roles.ts';
import { openSql } from './sql.ts';

export const keyFileOf = (config: Config): string => config.KEY_FILE ?? join(config.DATA_DIR, 'keys.json');

/** The database of this installation for a command line, as role `app`, whether the service runs or not. */
export async function openDatabase(config: Config): Promise<{ sql: Sql; close: () => Promise<void> }> {
  const folder = embeddedFolder(config.DATA_DIR);
  const running = config.DATABASE_URL ? null : await attachEmbedded(folder);
  const started = config.DATABASE_URL || running ? null : await startEmbedded({ dir: folder });
  const ownerUrl = config.DATABASE_URL ?? (running ?? started)!.url;
  await migrate(ownerUrl);
  const owner = openSql(ownerUrl, 1);
  const keys = await installedKeys(owner, keyFileOf(config)).catch(async (error: unknown) => {
    await owner.end({ timeout: 1 });
    await started?.stop();
    throw error;
  });
  if (!config.APP_DATABASE_URL) await setRolePasswords(owner, (role) => keys.rolePassword(role));
  await owner.end();
  const sql = openSql(config.APP_DATABASE_URL ?? urlAs(ownerUrl, 'app', keys.rolePassword('app')), 2);
  return {
    sql,
    async close() {
      await sql.end({ timeout: 2 });
      await started?.stop();
    },
  };
}
