import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import type { BoardTemplate } from '@one-window/domain/boards';
import { DomainError } from '@one-window/domain/errors';
import type { DeviceActor, HeaderOf } from '../identity.ts';
import { cookieOf } from '../staff/sessions.ts';

export const DEVICE_COOKIE = 'ow_device';
/** The longest that browsers keep a cookie; every start of the screen renews it. */
const cookieSeconds = 400 * 86_400;

/** Without 0 O 1 I L and the like: read from a wall, typed at a desk. 30 characters, so six of them are 729 million codes. */
export const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
export const codeLength = 6;

/** A random code; bytes beyond the last whole alphabet are thrown away, so that no character is likelier. */
export function newCode(length = codeLength): string {
  const limit = 256 - (256 % codeAlphabet.length);
  let code = '';
  while (code.length < length)
    for (const byte of randomBytes(16)) if (byte < limit && code.length < length) code += codeAlphabet[byte % codeAlphabet.length];
  return code;
}

/** As a person types it: small letters, spaces, a dash in the middle. */
export const normaliseCode = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');

export const newPollToken = (): string => randomBytes(32).toString('base64url');
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
/** A short code could be tried out against a plain hash; not against a keyed one. */
export const codeHash = (key: Buffer, code: string): string => createHmac('sha256', key).update(`pairing\0${code}`).digest('base64url');
/** The device's token follows from the poll token that only the device has: the server stores neither. */
export const deviceToken = (pollToken: string): string => sha256(`one-window-device\0${pollToken}`);

export function deviceCookie(token: string, secure: boolean): string {
  return `${DEVICE_COOKIE}=${token}; Path=/; Max-Age=${cookieSeconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

/** The token of a request or a socket: the cookie that pairing set, or a bearer token of a device without cookies. */
export function tokenOf(header: HeaderOf): string | null {
  const token = /^Bearer ([\w-]{43})$/.exec(header('authorization') ?? '')?.[1] ?? cookieOf(header('cookie'), DEVICE_COOKIE);
  return token && /^[\w-]{43}$/.test(token) ? token : null;
}

export interface Devices {
  /** Null for a token that is none; a revoked one is told so. */
  find(header: HeaderOf): Promise<DeviceActor | null>;
  isLive(deviceId: string): Promise<boolean>;
  clear(): void;
}

interface Paired {
  readonly actor: DeviceActor;
  readonly revoked: boolean;
}

/** Together with the sockets' own rhythm a revoked device is cut within 5 s even if the hint was lost. */
const cacheMs = 1_500;

/** All devices of the installation in one statement, kept for a moment: a screen asks several times a second. */
export function devicesOf(deps: { readonly sql: Sql; readonly now: () => number }): Devices {
  let cached: { until: number; byToken: Promise<ReadonlyMap<string, Paired>> } | null = null;
  const all = (): Promise<ReadonlyMap<string, Paired>> => {
    if (!cached || cached.until <= deps.now()) {
      const reading = { until: deps.now() + cacheMs, byToken: readDevices(deps.sql) };
      cached = reading;
      reading.byToken.catch(() => {
        if (cached === reading) cached = null;
      });
    }
    return cached.byToken;
  };
  const find = async (hash: string): Promise<Paired | undefined> => {
    const known = (await all()).get(hash);
    if (known) return known;
    // paired a moment ago, perhaps in another process
    const [row] = await deps.sql<DeviceRow[]>`select ${deps.sql.unsafe(columns)} from devices where token_hash = ${hash}`;
    return row && pairedOf(row);
  };
  return {
    async find(header) {
      const token = tokenOf(header);
      const device = token ? await find(sha256(token)) : undefined;
      if (device?.revoked) throw new DomainError('device.revoked');
      return device?.actor ?? null;
    },
    async isLive(deviceId) {
      for (const device of (await all()).values()) if (device.actor.id === deviceId) return !device.revoked;
      return false;
    },
    clear() {
      cached = null;
    },
  };
}

const columns = 'id, hall_id, kind, name, window_id, template, zone, reload_at, token_hash, revoked_at is not null as revoked';

interface DeviceRow {
  readonly id: string;
  readonly hall_id: string;
  readonly kind: DeviceActor['device'];
  readonly name: string;
  readonly window_id: string | null;
  readonly template: BoardTemplate;
  readonly zone: string | null;
  readonly reload_at: string | null;
  readonly token_hash: string;
  readonly revoked: boolean;
}

const pairedOf = (row: DeviceRow): Paired => ({
  actor: {
    kind: 'device',
    id: row.id,
    hallId: row.hall_id,
    device: row.kind,
    name: row.name,
    windowId: row.window_id,
    template: row.template,
    reloadAt: row.reload_at,
    zone: row.zone,
  },
  revoked: row.revoked,
});

async function readDevices(sql: Sql): Promise<ReadonlyMap<string, Paired>> {
  const rows = await sql<DeviceRow[]>`select ${sql.unsafe(columns)} from devices`;
  return new Map(rows.map((row) => [row.token_hash, pairedOf(row)]));
}
