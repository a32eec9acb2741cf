import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import type { Logger } from 'pino';
import { safeError } from '../http.ts';

/** What one process tells the others. Ids only: a payload over 8,000 bytes would throw. */
export type Hint = `hall:${string}` | `session:${string}` | `device:${string}` | 'hotline' | 'config';

export interface Bus {
  send(hint: Hint): void;
  stop(): Promise<void>;
}

const channel = 'one_window';
const batchMs = 15;
const againMs = 50;
const maxPayload = 7_500;

/**
 * Hints between processes by NOTIFY on connections of their own, after commit and in batches: inside the transaction it
 * would take one lock for the whole cluster. Every hint may be lost; who listens catches up after each (re)connect.
 * A process acts on its own hints at once and passes over their echo: it would read and push each change twice.
 */
export async function openBus(sql: Sql, log: Logger, on: { hint: (hint: Hint) => void; reconnected: () => void }): Promise<Bus> {
  const self = randomBytes(6).toString('hex');
  const waiting = new Set<Hint>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const flush = async (): Promise<void> => {
    timer = null;
    const all = [...waiting];
    waiting.clear();
    for (const payload of batches(all)) {
      try {
        // a hint need not survive a crash: without this the notify waits for the disk, and commands wait behind it
        await sql`select set_config('synchronous_commit', 'off', true), pg_notify(${channel}, ${`${self} ${payload}`})`;
      } catch (error) {
        // the connection was cut: say it again; the sweep repairs what a crash loses
        log.warn({ err: safeError(error) }, 'hint not sent yet');
        for (const hint of payload.split(' ')) if (!stopped) waiting.add(hint as Hint);
        if (!stopped) timer ??= setTimeout(() => void flush(), againMs);
      }
    }
  };
  const listening = await sql.listen(
    channel,
    (payload) => {
      const [from, ...hints] = payload.split(' ');
      if (from !== self) for (const hint of hints) on.hint(hint as Hint);
    },
    () => on.reconnected(),
  );
  return {
    send(hint) {
      waiting.add(hint);
      timer ??= setTimeout(() => void flush(), batchMs);
    },
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await flush();
      await listening.unlisten().catch(() => undefined);
    },
  };
}

function batches(hints: readonly Hint[]): string[] {
  const result: string[] = [];
  let current = '';
  for (const hint of hints) {
    if (current.length + hint.length + 1 > maxPayload) {
      result.push(current);
      current = '';
    }
    current += current ? ` ${hint}` : hint;
  }
  return current ? [...result, current] : result;
}
