import { runCommand } from '../command.ts';
import { readConfig } from '../config.ts';
import { keyFileOf, openDatabase } from '../db/offline.ts';
import { keyUse, rotate } from '../security/fields.ts';
import { addEncryptionKey, dropEncryptionKeys, loadKeys, settledAt } from '../security/keys.ts';

const usage = `用法 / Usage: keys:rotate [--retire]
            新增一把加密密钥，并用它重新加密全部个人信息 / adds an encryption key and encrypts all personal data anew
  --retire  半分钟之后：补完剩余的行，删去不再使用的旧密钥 / half a minute later: does the rest and drops keys that nothing uses`;

/** A new key for encrypted fields, beside the running service: old keys open what is left until they are retired. */
await runCommand(async (args) => {
  const retire = args[0] === '--retire';
  if (args.length > 1 || (args[0] !== undefined && !retire)) throw new Error(usage);
  const config = readConfig(process.env, []);
  const path = keyFileOf(config);
  // a service that has not noticed the newest key still writes under an old one
  if (retire && Date.now() < settledAt(path))
    throw new Error(
      '新密钥启用不足半分钟，请稍后再删除旧密钥。 / The newest key is younger than half a minute: retire the old ones later.',
    );
  const database = await openDatabase(config);
  try {
    if (!retire) addEncryptionKey(path);
    const keys = loadKeys(path);
    const rows = await rotate(database.sql, keys);
    console.log(`密钥 ${keys.currentId} 已加密 ${rows} 行 / key ${keys.currentId} has encrypted ${rows} rows`);
    const used = await keyUse(database.sql);
    const idle = keys.encryptionIds.filter((id) => id !== keys.currentId && !used.has(id));
    if (retire) dropEncryptionKeys(path, idle);
    if (retire) {
      console.log(`已删除旧密钥 / dropped: ${idle.join(', ') || '—'}`);
      console.log('旧备份仍需旧密钥文件，请与备份一起保留期满。 / Older backups still need the older key file: keep it as long as them.');
    } else console.log('半分钟后可运行 keys:rotate --retire 删除旧密钥。 / After half a minute keys:rotate --retire drops the old ones.');
  } finally {
    await database.close();
  }
});
