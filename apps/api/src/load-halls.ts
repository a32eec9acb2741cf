import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { change } from './db/change.ts';
import { openSql } from './db/sql.ts';
import { newPollToken, sha256 } from './devices/tokens.ts';
import { hallDirectory } from './halls/directory.ts';
import { chain } from './log/chain.ts';
import { loadKeys } from './security/keys.ts';
import { createStaff } from './staff/accounts.ts';
import { takeTicket, windowAction, windowSession } from './tickets/commands.ts';
import { untold } from './tickets/queue.ts';
import type { Deps } from './deps.ts';

export interface LoadHall {
  readonly id: string;
  readonly series: string;
  /** The first of `desks`. */
  readonly window: string;
  readonly staffNo: string;
  readonly desks: readonly { readonly window: string; readonly staffNo: string }[];
  /** Bearer token of its kiosk. */
  readonly kiosk: string;
  readonly board: string;
}

export const loadPassword = 'Last-Lauf-9-Probe';
const system = { kind: 'system', id: 'load' } as const;

/** Makes `count` halls with one queue, a kiosk, a board, and windows with a clerk each, in a migrated database. */
export async function prepareHalls(ownerUrl: string, keyFile: string, count: number, windows = 1): Promise<LoadHall[]> {
  const keys = loadKeys(keyFile);
  const sql = openSql(ownerUrl, 4);
  const deps = { sql, keys, demo: false, touched: () => undefined } as unknown as Deps;
  const realmId = uuidv7();
  await sql`insert into realms (id, name, time_zone, version, head_hash, head_at) values (${realmId}, '负载', 'Asia/Shanghai', 0, ${chain.genesis(realmId).hash}, now())`;
  const policy = { recallsBeforeMiss: 0, recallGapSeconds: 0, takesPerDevicePerMinute: 10_000_000 };
  const halls: LoadHall[] = [];
  for (let i = 0; i < count; i += 1) {
    const [id, series] = [uuidv7(), uuidv7()];
    await sql`insert into halls (id, realm_id, name, policy) values (${id}, ${realmId}, ${`大厅 ${i + 1}`}, ${sql.json(policy)})`;
    await sql`insert into series (id, hall_id, prefix, name) values (${series}, ${id}, 'A', '综合')`;
    const desks = [];
    for (let n = 1; n <= windows; n += 1) {
      const [window, staffNo] = [uuidv7(), `load-${i + 1}${n === 1 ? '' : `-${n}`}`];
      await sql`insert into windows (id, hall_id, label, name) values (${window}, ${id}, ${String(n)}, '综合窗口')`;
      await sql`insert into window_series (window_id, series_id) values (${window}, ${series})`;
      const clerk = { realmId, staffNo, name: '负载', password: loadPassword, assignments: [{ roleId: 'clerk', hallId: id } as const] };
      await createStaff(deps, system, clerk, null);
      desks.push({ window, staffNo });
    }
    const [kiosk, board] = [await pair(deps, id, 'kiosk'), await pair(deps, id, 'board')];
    halls.push({ id, series, ...desks[0]!, desks, kiosk, board });
  }
  await sql.end({ timeout: 2 });
  return halls;
}

async function pair(deps: Deps, hallId: string, kind: 'kiosk' | 'board'): Promise<string> {
  const id = uuidv7();
  const token = newPollToken();
  await change(deps, system, { name: 'load.pair', key: null, body: null }, { device: { kind: 'device', id, create: true } }, () => ({
    events: { device: [{ type: 'device.paired', subject: id, body: { hallId, kind, name: kind, tokenHash: sha256(token) } }] },
    result: null,
  }));
  return token;
}

/** Counts the statements that one "take" and one "next" send, transaction control included. */
export async function statementsPerCommand(ownerUrl: string, keyFile: string, hall: LoadHall): Promise<{ take: number; call: number }> {
  let count = 0;
  const sql = openSql(ownerUrl, 1, () => (count += 1));
  const deps = {
    sql,
    keys: loadKeys(keyFile),
    log: pino({ level: 'silent' }),
    now: Date.now,
    touched: () => undefined,
    halls: hallDirectory(sql),
    hallDays: new Map(),
  } as unknown as Deps;
  const info = await deps.halls.hall(hall.id);
  const command = () => ({ name: 'load', key: uuidv7(), body: null });
  const take = () =>
    takeTicket(deps, info, system, { seriesId: hall.series, itemId: null, priority: null, personId: null }, untold, command());
  await take();
  const clerk = { kind: 'staff', id: uuidv7() } as const;
  await windowSession(deps, info, hall.window, clerk, { action: 'open', takeOver: true }, command());
  count = 0;
  await take();
  const ofTake = count;
  count = 0;
  const { ticket } = await windowAction(deps, info, hall.window, clerk, { action: 'next' }, command());
  const ofCall = count;
  await windowAction(deps, info, hall.window, clerk, { action: 'miss', ticketId: ticket!.id }, command());
  await windowSession(deps, info, hall.window, clerk, { action: 'close' }, command());
  await sql.end({ timeout: 2 });
  return { take: ofTake, call: ofCall };
}
