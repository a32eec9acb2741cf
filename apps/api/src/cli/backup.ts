import { join, resolve } from 'node:path';
import { filesFolder, readConfig } from '../config.ts';
import { backupEmbedded } from '../db/backup.ts';
import { embeddedFolder } from '../db/embedded.ts';
import { runCommand } from '../command.ts';

await runCommand(async (args) => {
  const config = readConfig(process.env, []);
  if (config.DATABASE_URL)
    throw new Error(
      '备份只针对内置数据库；外部数据库请用 pg_basebackup。 / Backup is for the embedded database: use pg_basebackup for yours.',
    );
  const stamp = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-');
  const target = resolve(args[0] ?? join(config.DATA_DIR, 'backups', stamp));
  const note = await backupEmbedded(embeddedFolder(config.DATA_DIR), target, filesFolder(config));
  console.log(`备份完成 / backed up: ${target} (PostgreSQL ${note.postgres}, ${note.takenAt})`);
  console.log('密钥文件不在备份中，请另行保管。 / The key file is not part of it: keep that elsewhere.');
});
