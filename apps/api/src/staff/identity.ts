import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { DomainError, type ErrorCode } from '@one-window/domain/errors';
import { maskName } from '@one-window/domain/masking';
import { decide, roleFor, type Action, type Decision, type Subject } from '@one-window/domain/permissions';
import { businessDate, type DateText } from '@one-window/domain/time';
import { devicesOf, type Devices } from '../devices/tokens.ts';
import type { HallDirectory, HallInfo } from '../halls/directory.ts';
import { safeError } from '../http.ts';
import type { HeaderOf, Identity, StaffActor } from '../identity.ts';
import type { Hint } from '../live/bus.ts';
import { decryptField } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';
import { limiter, type Limiter } from '../security/limiter.ts';
import { areasAbove } from '../security/scope.ts';
import { staffNameOf } from './accounts.ts';
import { createAuth, type Auth } from './auth.ts';
import { assertReady, sessions, type Sessions, type StaffMemberActor, type StaffSession } from './sessions.ts';

export interface IdentityDeps {
  readonly sql: Sql;
  readonly db: PostgresJsDatabase;
  readonly keys: Keys;
  readonly log: Logger;
  readonly demo: boolean;
  readonly urls: { readonly desk: string };
  readonly halls: HallDirectory;
  readonly now: () => number;
  /** Tells the other processes that somebody is out. */
  readonly broadcast: (hint: Hint) => void;
}

/** Everything about who is who: what `Identity` promises to the queue, and the parts that sign-in and pairing work with. */
export interface People extends Identity {
  readonly auth: Auth;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly limiter: Limiter;
  /** A session with a password of one's own, and a second factor where the realm wants one; throws `auth.required` and friends. */
  requireStaff(header: HeaderOf): Promise<StaffSession>;
  /** Throws `auth.forbidden` with the reason. */
  assertCan(actor: StaffMemberActor, action: Action, subject: Subject): void;
  /** The "where" of something that lies in a hall. */
  hallSubject(hall: HallInfo): Promise<Subject>;
  /** Forgets sessions, devices and names: after a revocation or a change of roles, here or elsewhere. */
  clear(): void;
  /** After a revocation in this process: forgets here at once and tells the others. */
  revoked(hint: Hint): void;
}

const areaCacheMs = 10_000;

/** One of these per process. */
export function staffIdentity(deps: IdentityDeps): People {
  const maySignIn = async (staffId: string): Promise<boolean> =>
    (await deps.sql`select 1 from staff where id = ${staffId} and active and (${deps.demo} or not demo)`).length > 0;
  const auth = createAuth({ ...deps, maySignIn });
  const known = sessions({ ...deps, auth });
  const devices = devicesOf(deps);
  const names = staffNames(deps);
  const above = areaCache(deps);
  const nowText = (): string => new Date(deps.now()).toISOString();

  const hallSubject = async (hall: HallInfo): Promise<Subject> => ({
    hallId: hall.id,
    areaIds: hall.areaId === null ? [] : await above(hall.areaId, businessDate(nowText(), hall.timeZone)),
  });
  /** The whole session again: the queue hands back only the part of the actor that it knows. */
  const actorOf = (actor: StaffActor): StaffMemberActor => {
    if (!('assignments' in actor)) throw new DomainError('auth.required');
    return actor as StaffMemberActor;
  };
  const clear = (): void => {
    known.clear();
    devices.clear();
    names.clear();
  };
  return {
    auth,
    sessions: known,
    devices,
    limiter: limiter(deps),
    async staff(header) {
      const session = await known.find(header);
      if (session) assertReady(session);
      return session?.actor ?? null;
    },
    async requireStaff(header) {
      const session = await known.find(header);
      if (!session) throw new DomainError('auth.required');
      assertReady(session);
      return session;
    },
    device: (header) => devices.find(header),
    async refusal(actor, action, hall): Promise<ErrorCode | null> {
      const decision = decide(actorOf(actor), action, await hallSubject(hall), nowText());
      return decision.allowed ? null : 'auth.forbidden';
    },
    async role(actor, action, hall) {
      return roleFor(actorOf(actor), action, await hallSubject(hall), nowText());
    },
    assertCan(actor, action, subject) {
      assertAllowed(decide(actor, action, subject, nowText()), action);
    },
    hallSubject,
    staffAlive: (actor) => known.isLive(actor.sessionId),
    deviceAlive: (actor) => devices.isLive(actor.id),
    staffName: names.get,
    personNames: (ids) => maskedNames(deps, ids),
    clear,
    revoked(hint) {
      clear();
      deps.broadcast(hint);
    },
  };
}

/** Default deny, and the reason is told. */
export function assertAllowed(decision: Decision, action: Action): void {
  if (!decision.allowed) throw new DomainError('auth.forbidden', { action, reason: decision.reason });
}

/** Areas hardly ever move: one look-up per area and some seconds. */
function areaCache(deps: IdentityDeps): (areaId: string, today: DateText) => Promise<string[]> {
  const cache = new Map<string, { until: number; ids: Promise<string[]> }>();
  return (areaId, today) => {
    const key = `${areaId} ${today}`;
    const found = cache.get(key);
    if (found && found.until > deps.now()) return found.ids;
    if (cache.size > 1_000) cache.clear();
    const ids = areasAbove(deps.sql, areaId, today);
    cache.set(key, { until: deps.now() + areaCacheMs, ids });
    ids.catch(() => cache.delete(key));
    return ids;
  };
}

/** Names of staff, decrypted once; a name that is not there yet comes with the next view. */
function staffNames(deps: IdentityDeps): { get: (id: string) => string | null; clear: () => void } {
  let names = new Map<string, string>();
  let loading: Promise<void> | null = null;
  const load = async (): Promise<void> => {
    const rows = await deps.sql<{ id: string; name_enc: string }[]>`select id, name_enc from staff`;
    names = new Map(rows.map((row) => [row.id, staffNameOf(deps.keys, row)]));
  };
  const refresh = (): void => {
    loading ??= load()
      .catch((error: unknown) => deps.log.warn({ err: safeError(error) }, 'staff names not read'))
      .finally(() => (loading = null));
  };
  refresh();
  return {
    get(id) {
      const name = names.get(id);
      if (name === undefined) refresh();
      return name ?? null;
    },
    clear: refresh,
  };
}

/** Names of people as everybody in a hall may read them. */
export async function maskedNames(deps: Pick<IdentityDeps, 'sql' | 'keys'>, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await deps.sql<
    { id: string; name_enc: string }[]
  >`select id, name_enc from persons where id = any(${[...ids]}) and name_enc is not null`;
  return new Map(
    rows.map((row) => [row.id, maskName(decryptField(deps.keys, { table: 'persons', column: 'name_enc', row: row.id }, row.name_enc))]),
  );
}
