import { existsSync } from 'node:fs';
import { runCommand } from '../command.ts';
import { readConfig, rootsFolder } from '../config.ts';
import { attachEmbedded, clusterOf, embeddedFolder, startEmbedded } from '../db/embedded.ts';
import { keyFileOf } from '../db/offline.ts';
import { openSql } from '../db/sql.ts';
import { logRoom } from '../log/partitions.ts';
import { verifyRoots } from '../log/roots.ts';
import { verifyLog } from '../log/verify.ts';
import { fittingKeys } from '../security/installed-keys.ts';

/**
 * Walks chains, folds and seals. Exit code 1 and the first row that does not fit, where one does not. The seals are those
 * of the folders that are named, else those of this installation.
 */
await runCommand(async (args) => {
  const config = readConfig(process.env, []);
  const folders = sealFolders(args, rootsFolder(config));
  const folder = embeddedFolder(config.DATA_DIR);
  const running = config.DATABASE_URL ? null : await attachEmbedded(folder);
  // whoever mistypes the folder must not be told that an empty log of its own is whole
  if (!config.DATABASE_URL && !running && !existsSync(clusterOf(folder)))
    throw new Error(`${config.DATA_DIR} 中没有数据库。 / There is no database in ${config.DATA_DIR}.`);
  const own = config.DATABASE_URL || running ? null : await startEmbedded({ dir: folder });
  const sql = openSql(config.DATABASE_URL ?? (running ?? own)!.url, 2);
  try {
    const keys = await fittingKeys(sql, keyFileOf(config));
    const report = await verifyLog(sql, (streams) => process.stdout.write(`\r${streams} …`));
    const roots = await verifyRoots(sql, keys.rootKey, folders);
    const findings = [...report.findings, ...roots.findings];
    for (const f of findings) console.log(`✗ ${f.damage} · ${f.kind} ${f.stream} · version ${f.version} · ${f.detail}`);
    console.log(
      `${report.streams} 条流 streams, ${report.events} 个事件 events, ${roots.roots} 个封签 seals, ${findings.length} 处不符 findings`,
    );
    const { outside } = await logRoom(sql, Date.now());
    if (outside > 0)
      console.log(
        `${outside} 个事件不在任何月份分区中，下次启动服务时归位。 / ${outside} events lie in no month's partition: the next start of the service moves them.`,
      );
    if (findings.length > 0) process.exitCode = 1;
  } finally {
    await sql.end({ timeout: 2 });
    await own?.stop();
  }
});

function sealFolders(named: readonly string[], own: string): readonly string[] {
  const missing = named.find((folder) => !existsSync(folder));
  if (missing !== undefined) throw new Error(`没有封签目录 ${missing}。 / There is no folder of seals ${missing}.`);
  if (named.length > 0) return named;
  // an installation of today has no seal yet
  return existsSync(own) ? [own] : [];
}
