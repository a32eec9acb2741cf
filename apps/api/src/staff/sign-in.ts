import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { DomainError } from '@one-window/domain/errors';
import { DEMO_PASSWORD } from '@one-window/domain/passwords';
import type { HeaderOf } from '../identity.ts';
import type { Limiter } from '../security/limiter.ts';
import type { AccountDeps } from './accounts.ts';
import type { Auth } from './auth.ts';
import { recordDeed, type DayDeps } from './days.ts';
import { changeOwnPassword } from './passwords.ts';
import { codeSeconds } from './second-factor.ts';
import { cookieOf, type Sessions, type StaffSession } from './sessions.ts';

export interface Credentials {
  readonly staffNo: string;
  readonly password: string;
  readonly code?: string | undefined;
}

export interface SignInDeps extends AccountDeps, DayDeps {
  readonly auth: Auth;
  readonly sessions: Sessions;
  readonly limiter: Limiter;
  readonly log: Logger;
  readonly demo: boolean;
}

export interface SignedIn {
  readonly session: StaffSession;
  /** For the answer, as the library made them. */
  readonly cookies: readonly string[];
}

export interface SignIn {
  signIn(credentials: Credentials, address: string): Promise<SignedIn>;
  signOut(header: HeaderOf): Promise<readonly string[]>;
  changePassword(session: StaffSession, input: { readonly old: string; readonly next: string }, key: string | null): Promise<void>;
}

/** A refusal leaves at a whole step of time: that it was written down must not tell a known number from an unknown one. */
const refusalStepMs = 250;

/**
 * Whoever is let in or refused is written down before the answer leaves. A session that the library has made is none
 * until its event is in the log: both become so in one transaction, so a crash leaves either both or nobody signed in.
 */
export function signInOf(deps: SignInDeps): SignIn {
  const refused = async (staffNo: string, reason: string): Promise<void> => {
    deps.log.info({ event: 'sign-in', outcome: 'refused', reason }, 'sign-in refused');
    const [row] = await deps.sql<{ id: string }[]>`select id from staff where lower(staff_no) = ${staffNo.trim().toLowerCase()}`;
    if (row) await recordDeed(deps, { kind: 'staff', id: row.id }, row.id, { type: 'session.refused', subject: row.id, body: { reason } });
  };
  const begin = async (cookies: readonly string[], secondFactor: boolean): Promise<StaffSession> => {
    const made = await deps.sessions.made(headerWith(cookies));
    if (!made) throw new DomainError('auth.wrong');
    const event = { type: 'session.started', subject: made.staffId, body: { sessionId: made.id, secondFactor } } as const;
    await recordDeed(deps, { kind: 'staff', id: made.staffId }, made.staffId, event, async (tx) => {
      const rows = await tx`update staff_sessions set recorded = true where id = ${made.id} returning 1`;
      // ended by a colleague in this very moment
      if (rows.length === 0) throw new DomainError('auth.wrong');
    });
    const session = await deps.sessions.find(headerWith(cookies));
    if (!session) throw new DomainError('auth.wrong');
    return session;
  };
  return {
    async signIn({ staffNo, password, code }, address) {
      const began = performance.now();
      const who = { subject: staffNo, address };
      await deps.limiter.attempt('sign_in', who);
      if (!deps.demo && password === DEMO_PASSWORD) throw new DomainError('auth.demo_refused');
      const first = await passwordStep(deps, staffNo.trim(), password);
      if (first === 'wrong' || first === 'barred') {
        await refused(staffNo, first === 'wrong' ? 'password' : 'barred');
        await pause(refusalStepMs - ((performance.now() - began) % refusalStepMs));
        throw new DomainError(first === 'barred' && (await isDemoAccount(deps, staffNo)) ? 'auth.demo_refused' : 'auth.wrong');
      }
      const cookies = first.pending ? await codeStep(deps, first, code, () => refused(staffNo, 'second_factor')) : first.cookies;
      const session = await begin(cookies, first.pending);
      await deps.limiter.succeeded('sign_in', who);
      if (first.pending) await deps.limiter.succeeded('second_factor', { subject: session.actor.id });
      deps.log.info({ event: 'sign-in', outcome: 'done', staff: session.actor.id }, 'signed in');
      return { session, cookies };
    },
    async signOut(header) {
      const session = await deps.sessions.find(header);
      if (session) {
        const { id, sessionId } = session.actor;
        const event = { type: 'session.ended', subject: id, body: { sessionId } } as const;
        await recordDeed(deps, { kind: 'staff', id }, id, event, (tx) => tx`delete from staff_sessions where id = ${sessionId}`);
      }
      const { headers } = await deps.auth.api.signOut({ headers: requestHeaders(header), returnHeaders: true });
      deps.sessions.clear();
      return headers.getSetCookie();
    },
    async changePassword(session, input, key) {
      const who = { subject: session.actor.id };
      await deps.limiter.attempt('own_password', who);
      await changeOwnPassword(deps, session, input, key).catch(async (error: unknown) => {
        // an open screen that somebody else found
        if (error instanceof DomainError && error.code === 'auth.wrong') await refused(session.actor.staffNo, 'old_password');
        throw error;
      });
      await deps.limiter.succeeded('own_password', who);
    },
  };
}

interface FirstStep {
  readonly cookies: readonly string[];
  /** The password was right and a code is still wanted. */
  readonly pending: boolean;
}

/** Every wrong one looks and lasts alike: unknown number, wrong password, no login. Barred: right, but may not come in. */
async function passwordStep({ auth }: SignInDeps, staffNo: string, password: string): Promise<FirstStep | 'wrong' | 'barred'> {
  try {
    const { headers, response } = await auth.api.signInUsername({
      body: { username: staffNo, password },
      headers: new Headers(),
      returnHeaders: true,
    });
    return { cookies: headers.getSetCookie(), pending: 'twoFactorRedirect' in response };
  } catch (error) {
    if (!isApiError(error)) throw error;
    return (error as { body?: { code?: string } }).body?.code === 'FAILED_TO_CREATE_SESSION' ? 'barred' : 'wrong';
  }
}

async function isDemoAccount(deps: SignInDeps, staffNo: string): Promise<boolean> {
  const rows = await deps.sql`select 1 from staff where lower(staff_no) = ${staffNo.trim().toLowerCase()} and demo and active`;
  return rows.length > 0;
}

async function codeStep(
  deps: SignInDeps,
  first: FirstStep,
  code: string | undefined,
  refused: () => Promise<void>,
): Promise<readonly string[]> {
  if (!code) throw new DomainError('auth.second_factor');
  const staffId = await pendingStaff(deps, first);
  await deps.limiter.attempt('second_factor', { subject: staffId });
  try {
    if (!(await deps.limiter.once('totp', `${staffId}\0${code}`, codeSeconds))) throw new DomainError('auth.second_factor');
    const { headers } = await deps.auth.api
      .verifyTOTP({ body: { code }, headers: requestHeaders(headerWith(first.cookies)), returnHeaders: true })
      .catch(codeRefused);
    return headers.getSetCookie();
  } catch (error) {
    await refused();
    throw error;
  }
}

/** Whose code is wanted: the library knows it by the cookie that it has just set. */
async function pendingStaff(deps: SignInDeps, first: FirstStep): Promise<string> {
  const cookie = cookieOf(headerWith(first.cookies)('cookie'), 'ow.two_factor') ?? '';
  const identifier = decodeURIComponent(cookie).split('.')[0] ?? '';
  const [row] = await deps.sql<{ value: string }[]>`select value from staff_verifications where identifier = ${identifier}`;
  if (!row) throw new DomainError('auth.second_factor');
  return row.value;
}

function codeRefused(error: unknown): never {
  throw isApiError(error) ? new DomainError('auth.second_factor') : error;
}

/** The library's own refusals; a database that is away is something else. */
const isApiError = (error: unknown): boolean => error instanceof Error && error.name === 'APIError';

/** Set-Cookie of an answer as the Cookie of the next request. */
function headerWith(setCookies: readonly string[]): HeaderOf {
  const cookie = setCookies
    .map((text) => text.split(';')[0]!)
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
  return (name) => (name === 'cookie' ? cookie : undefined);
}

const requestHeaders = (header: HeaderOf): Headers => new Headers({ cookie: header('cookie') ?? '' });
