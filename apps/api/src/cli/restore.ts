import { existsSync } from 'node:fs';
import { filesFolder, readConfig } from '../config.ts';
import { restoreEmbedded } from '../db/backup.ts';
import { embeddedFolder } from '../db/embedded.ts';
import { keyFileOf } from '../db/offline.ts';
import { runCommand } from '../command.ts';

await runCommand(async (args) => {
  const from = args.find((arg) => !arg.startsWith('--'));
  if (!from) throw new Error('用法：npm run restore -- <备份目录> [--force] / Usage: npm run restore -- <backup folder> [--force]');
  const config = readConfig(process.env, []);
  const options = { force: args.includes('--force'), files: filesFolder(config) };
  const { note, kept } = await restoreEmbedded(from, embeddedFolder(config.DATA_DIR), options);
  console.log(`已恢复到 ${note.takenAt} 的状态，请启动服务。 / Restored to ${note.takenAt}: start the service.`);
  const keys = keyFileOf(config);
  if (!existsSync(keys))
    console.log(`备份里没有密钥文件：先把原来的放到 ${keys}。 / A backup has no keys: first put the former key file at ${keys}.`);
  if (kept) console.log(`原数据保留在 / the former data are kept in ${kept}`);
});
