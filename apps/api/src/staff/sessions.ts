import type { Sql } from 'postgres';
import { DomainError } from '@one-window/domain/errors';
import type { Actor } from '@one-window/domain/permissions';
import type { Instant } from '@one-window/domain/time';
import type { HeaderOf } from '../identity.ts';
import type { Keys } from '../security/keys.ts';
import { staffNameOf } from './accounts.ts';
import { assignmentOf, type AssignmentRow } from './aggregate.ts';
import { STAFF_COOKIE, type Auth } from './auth.ts';

export type StaffMemberActor = Extract<Actor, { kind: 'staff' }>;

/** A valid session and what a request needs to know of its holder. */
export interface StaffSession {
  readonly actor: StaffMemberActor;
  readonly name: string;
  /** The password was made by somebody else. */
  readonly oneTimePassword: boolean;
  readonly secondFactor: { readonly enrolled: boolean; readonly required: boolean };
  readonly startedAt: Instant;
}

/** A revocation whose hint was lost is noticed after this; together with the sockets' own rhythm it is under 5 s. */
const actorMs = 4_000;
const liveMs = 1_500;
const maxCached = 5_000;

export interface Sessions {
  /** A session as the library made it, which is nobody's before its event is recorded. */
  made(header: HeaderOf): Promise<{ readonly id: string; readonly staffId: string } | null>;
  /** One lookup per request: from memory for a few seconds, then from the database. */
  find(header: HeaderOf): Promise<StaffSession | null>;
  isLive(sessionId: string): Promise<boolean>;
  /** Everything is looked up anew: after a revocation, here or in another process. */
  clear(): void;
}

export function sessions(deps: { readonly sql: Sql; readonly keys: Keys; readonly auth: Auth; readonly now: () => number }): Sessions {
  const cached = new Map<string, { until: number; session: Promise<StaffSession | null> }>();
  let live: { until: number; ids: Promise<ReadonlySet<string>> } | null = null;

  const made = async (cookie: string): Promise<{ id: string; staffId: string } | null> => {
    const found = await deps.auth.api.getSession({ headers: new Headers({ cookie: `${STAFF_COOKIE}=${cookie}` }) });
    return found && { id: found.session.id, staffId: found.session.userId };
  };
  const load = async (cookie: string): Promise<StaffSession | null> => {
    const found = await made(cookie);
    return found && readSession(deps.sql, deps.keys, found.id);
  };
  return {
    async made(header) {
      const cookie = cookieOf(header('cookie'), STAFF_COOKIE);
      return cookie ? made(cookie) : null;
    },
    find(header) {
      const cookie = cookieOf(header('cookie'), STAFF_COOKIE);
      if (!cookie) return Promise.resolve(null);
      const now = deps.now();
      const known = cached.get(cookie);
      if (known && known.until > now) return known.session;
      if (cached.size >= maxCached) cached.clear();
      const session = load(cookie);
      const entry = { until: now + actorMs, session };
      cached.set(cookie, entry);
      session.catch(() => {
        if (cached.get(cookie) === entry) cached.delete(cookie);
      });
      return session;
    },
    async isLive(sessionId) {
      const now = deps.now();
      if (!live || live.until <= now) {
        const reading = { until: now + liveMs, ids: liveIds(deps.sql) };
        live = reading;
        reading.ids.catch(() => {
          if (live === reading) live = null;
        });
      }
      return (await live.ids).has(sessionId);
    },
    clear() {
      cached.clear();
      live = null;
    },
  };
}

/** The value of one cookie, as it was sent. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

interface Row {
  readonly id: string;
  readonly staff_no: string;
  readonly name_enc: string;
  readonly one_time_password: boolean;
  readonly enrolled: boolean;
  readonly required: boolean;
  readonly started_at: Instant;
  readonly assignments: readonly AssignmentRow[];
}

async function readSession(sql: Sql, keys: Keys, sessionId: string): Promise<StaffSession | null> {
  const [row] = await sql<Row[]>`
    select s.id, s.staff_no, s.name_enc, s.one_time_password, l.two_factor_enabled as enrolled, r.second_factor_required as required, ss.created_at as started_at,
      coalesce((select jsonb_agg(a) from staff_assignments a where a.staff_id = s.id), '[]') as assignments
    from staff_sessions ss join staff_logins l on l.id = ss.user_id join staff s on s.id = l.id join realms r on r.id = s.realm_id
    where ss.id = ${sessionId} and ss.recorded and ss.expires_at > now() and s.active`;
  if (!row) return null;
  return {
    actor: { kind: 'staff', id: row.id, staffNo: row.staff_no, sessionId, assignments: row.assignments.map(assignmentOf) },
    name: staffNameOf(keys, row),
    oneTimePassword: row.one_time_password,
    secondFactor: { enrolled: row.enrolled, required: row.required },
    startedAt: row.started_at,
  };
}

/** One statement for all sockets, however many. */
async function liveIds(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql<{ id: string }[]>`
    select ss.id from staff_sessions ss join staff s on s.id = ss.user_id where ss.recorded and ss.expires_at > now() and s.active`;
  return new Set(rows.map((row) => row.id));
}

/** A session that may not work yet says why. */
export function assertReady(session: StaffSession): void {
  if (session.oneTimePassword) throw new DomainError('auth.password_change');
  if (session.secondFactor.required && !session.secondFactor.enrolled) throw new DomainError('auth.second_factor_setup');
}
