import { runCommand } from '../command.ts';
import { readConfig, signingKeyFile, type Config } from '../config.ts';
import { keyFileOf, openDatabase } from '../db/offline.ts';
import { keyUse, rotate } from '../security/fields.ts';
import { rememberKeys } from '../security/installed-keys.ts';
import { addEncryptionKey, dropEncryptionKeys, loadKeys, settledAt } from '../security/keys.ts';
import { firstSigningKey, publicKeys } from '../signing/documents.ts';
import { replaceSigningKey, softSigner } from '../signing/soft.ts';

const usage = `用法 / Usage: keys:rotate [--retire | --signing]
            新增一把加密密钥，并用它重新加密全部个人信息 / adds an encryption key and encrypts all personal data anew
  --retire  半分钟之后：补完剩余的行，删去不再使用的旧密钥 / half a minute later: does the rest and drops keys that nothing uses
  --signing 换一把签名密钥；旧的签名照样能核对 / another key signs from now on; what the old one signed stays verifiable`;

/** A new key for encrypted fields, beside the running service: old keys open what is left until they are retired. */
await runCommand(async (args) => {
  const retire = args[0] === '--retire';
  if (args.length > 1 || (args[0] !== undefined && !retire && args[0] !== '--signing')) throw new Error(usage);
  const config = readConfig(process.env, []);
  if (args[0] === '--signing') return rotateSigningKey(config);
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
    await rememberKeys(database.sql, loadKeys(path));
    if (retire) {
      console.log(`已删除旧密钥 / dropped: ${idle.join(', ') || '—'}`);
      console.log('旧备份仍需旧密钥文件，请与备份一起保留期满。 / Older backups still need the older key file: keep it as long as them.');
    } else console.log('半分钟后可运行 keys:rotate --retire 删除旧密钥。 / After half a minute keys:rotate --retire drops the old ones.');
  } finally {
    await database.close();
  }
});

/** The running service notices the file by itself; the public half of the old key is in the database before it goes. */
async function rotateSigningKey(config: Config): Promise<void> {
  const path = signingKeyFile(config);
  const database = await openDatabase(config);
  try {
    await firstSigningKey(database.sql, softSigner(path), path);
    replaceSigningKey(path);
    await firstSigningKey(database.sql, softSigner(path), path);
    const keys = await publicKeys(database.sql);
    console.log(`从现在起由 ${keys.at(-1)!.id} 签名 / signs from now on: ${keys.at(-1)!.id}`);
    console.log('旧文件已被替换，不需要保留。 / The old file is replaced; nobody needs it any more.');
  } finally {
    await database.close();
  }
}
