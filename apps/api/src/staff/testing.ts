import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import { deedRoutes } from '../configuration/deeds.ts';
import { deviceAdminRoutes, pairingRoutes } from '../devices/routes.ts';
import type { Env } from '../http.ts';
import type { Hint } from '../live/bus.ts';
import { chain } from '../log/chain.ts';
import { personRoutes } from '../people/routes.ts';
import { testApp } from '../testing-truth.ts';
import { newKey, testDeps } from '../testing.ts';
import { createStaff, type NewAssignment } from './accounts.ts';
import { staffIdentity } from './identity.ts';
import { staffImportRoutes } from './import-routes.ts';
import { staffAdminRoutes, staffRoutes } from './routes.ts';

export const testPassword = 'Sonne-Mond-7-Sterne';
const system = { kind: 'system', id: 'test' } as const;

/** The people's part of the service on a database of its own, with desk and hall listeners. */
export async function testPeople(options: { now?: () => number; demo?: boolean } = {}) {
  const base = await testDeps(options.now ? { now: options.now } : {});
  const deps = { ...base, demo: options.demo ?? false };
  const hints: Hint[] = [];
  const people = staffIdentity({ ...deps, broadcast: (hint) => hints.push(hint) });
  const api = new Hono<Env>()
    .route('/', staffRoutes(deps, people))
    .route('/', staffImportRoutes(deps, people))
    .route('/', deedRoutes(deps, people))
    .route('/', staffAdminRoutes(deps, people))
    .route('/', deviceAdminRoutes(deps, people))
    .route('/', personRoutes(deps, people));
  const ready = async (): Promise<void> => undefined;
  const desk = testApp(deps, 'desk', { ready, api });
  const hall = testApp(deps, 'hall', { ready, api: new Hono<Env>().route('/', pairingRoutes(deps, people)) });
  return { deps, people, hints, staffApi: api, desk, hall, close: () => base.close() };
}

export type TestPeople = Awaited<ReturnType<typeof testPeople>>;

/** A clerk, manager … of the realm that `realmOf` made. */
export async function testStaff(
  t: TestPeople,
  realmId: string,
  options: {
    staffNo?: string;
    name?: string;
    assignments?: readonly NewAssignment[];
    demo?: boolean;
    password?: string;
    phone?: string;
    idNo?: string;
  } = {},
) {
  const staffNo = options.staffNo ?? `S${uuidv7().slice(-8)}`;
  const { id } = await createStaff(t.deps, system, { realmId, staffNo, name: '周小华', password: testPassword, ...options }, null);
  return { id, staffNo };
}

export async function testRealm(t: TestPeople, secondFactorRequired = false): Promise<string> {
  const id = uuidv7();
  await t.deps
    .sql`insert into realms (id, name, time_zone, second_factor_required, head_hash, head_at) values (${id}, '测试区', 'Asia/Shanghai', ${secondFactorRequired}, ${chain.genesis(id).hash}, now())`;
  return id;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, never> & { error?: { code: string; details: Record<string, unknown> } };
}

/** A browser with its cookies. */
export function browser(app: TestPeople['desk']) {
  const jar = new Map<string, string>();
  const cookies = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await app.request(`/api${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'idempotency-key': newKey(),
        cookie: cookies(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const text of response.headers.getSetCookie()) {
      const [name, value] = text.split(';')[0]!.split(/=(.*)/s) as [string, string];
      if (value === '' || /max-age=0/i.test(text)) jar.delete(name);
      else jar.set(name, value);
    }
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  };
  return {
    jar,
    get: (path: string) => send('GET', path),
    /** The body is the file itself. */
    upload: async (path: string, bytes: Uint8Array, key = newKey()) => {
      const response = await app.request(`/api${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'idempotency-key': key, cookie: cookies() },
        body: new Uint8Array(bytes),
      });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    },
    raw: (path: string) => app.request(`/api${path}`, { headers: { cookie: cookies() } }),
    put: (path: string, body: unknown) => send('PUT', path, body),
    post: (path: string, body: unknown = {}, headers: Record<string, string> = {}) => send('POST', path, body, headers),
    signIn: (staffNo: string, password = testPassword, code?: string) =>
      send('POST', '/sign-in', { staffNo, password, ...(code ? { code } : {}) }),
  };
}

/** What an authenticator shows: RFC 6238 with SHA-1, 30 s, six digits. */
export function authenticator(secret: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[19]! & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
