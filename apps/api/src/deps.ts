import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { Ref } from './db/change.ts';
import type { FileStore } from './files/store.ts';
import type { HallDirectory } from './halls/directory.ts';
import type { Printer } from './papers/printer.ts';
import type { Telephony } from './hotline/telephony.ts';
import type { Keys } from './security/keys.ts';
import type { SignatureProvider } from './signing/provider.ts';

/** What every feature gets: no container, just the things themselves. */
export interface Deps {
  /** As role `app`. */
  readonly sql: Sql;
  readonly db: PostgresJsDatabase;
  readonly keys: Keys;
  readonly files: FileStore;
  readonly papers: Printer;
  /** Who signs decisions for the organ. */
  readonly signer: SignatureProvider;
  readonly log: Logger;
  readonly demo: boolean;
  readonly urls: { readonly portal: string; readonly desk: string; readonly hall: string };
  readonly trustedProxies: number;
  readonly halls: HallDirectory;
  /** The exchange of the hotline, where there is one. */
  readonly telephony?: Telephony | null;
  /** Today's hall-day of each hall, as last seen. */
  readonly hallDays: Map<string, { readonly date: string; readonly id: string }>;
  readonly now: () => number;
  readonly touched: (refs: readonly Ref[]) => void;
}
