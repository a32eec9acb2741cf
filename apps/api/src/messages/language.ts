import type { Sql, TransactionSql } from 'postgres';
import type { MessageLanguage } from '@one-window/domain/languages';
import { blindIndex } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';

/** In which language somebody is written to: the one in which the account of that number uses the portal; else Chinese. */
export async function languageOf(sql: Sql | TransactionSql, keys: Keys, phone: string): Promise<MessageLanguage> {
  const [row] = await sql<{ lang: MessageLanguage }[]>`select lang from citizens where phone_index = ${blindIndex(keys, 'phone', phone)}`;
  return row?.lang ?? 'zh';
}
