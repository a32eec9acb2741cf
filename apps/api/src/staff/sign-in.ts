import { symmetricEncrypt } from 'better-auth/crypto';
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { DEMO_PASSWORD } from '@one-window/domain/passwords';
import { msBetween } from '@one-window/domain/time';
import { safeError } from '../http.ts';
import type { HeaderOf } from '../identity.ts';
import type { Limiter } from '../security/limiter.ts';
import { onStaff, type AccountDeps } from './accounts.ts';
import type { StaffDayEvent } from './aggregate.ts';
import type { Auth } from './auth.ts';
import { recordDeed, type DayDeps } from './days.ts';
import { changeOwnPassword } from './passwords.ts';
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
  enrol(session: StaffSession): Promise<{ uri: string; secret: string }>;
  confirm(session: StaffSession, header: HeaderOf, code: string): Promise<readonly string[]>;
}

/** A second factor is set up by whoever has just proved the password, not by whoever finds an open screen. */
const enrolWithinMs = 15 * 60_000;

export function signInOf(deps: SignInDeps): SignIn {
  /** Beside the answer: what a refusal costs to write down must not tell a known number from an unknown one. */
  const record = (staffId: string, event: StaffDayEvent): void => {
    void recordDeed(deps, { kind: 'staff', id: staffId }, staffId, event).catch((error: unknown) =>
      deps.log.error({ err: safeError(error), event: event.type }, 'deed not recorded'),
    );
  };
  const refused = async (staffNo: string, reason: string): Promise<void> => {
    deps.log.info({ event: 'sign-in', outcome: 'refused', reason }, 'sign-in refused');
    const [row] = await deps.sql<{ id: string }[]>`select id from staff where lower(staff_no) = ${staffNo.trim().toLowerCase()}`;
    if (row) record(row.id, { type: 'session.refused', subject: row.id, body: { reason } });
  };
  return {
    async signIn({ staffNo, password, code }, address) {
      const who = { subject: staffNo, address };
      await deps.limiter.attempt('sign_in', who);
      if (!deps.demo && password === DEMO_PASSWORD) throw new DomainError('auth.demo_refused');
      const first = await passwordStep(deps, staffNo.trim(), password);
      if (first === 'wrong' || first === 'barred') {
        await refused(staffNo, first === 'wrong' ? 'password' : 'barred');
        throw new DomainError(first === 'barred' && (await isDemoAccount(deps, staffNo)) ? 'auth.demo_refused' : 'auth.wrong');
      }
      const cookies = first.pending ? await codeStep(deps, first, code, () => refused(staffNo, 'second_factor')) : first.cookies;
      const session = await deps.sessions.find(headerWith(cookies));
      if (!session) throw new DomainError('auth.wrong');
      await deps.limiter.succeeded('sign_in', who);
      if (first.pending) await deps.limiter.succeeded('second_factor', { subject: session.actor.id });
      deps.log.info({ event: 'sign-in', outcome: 'done', staff: session.actor.id }, 'signed in');
      record(session.actor.id, {
        type: 'session.started',
        subject: session.actor.id,
        body: { sessionId: session.actor.sessionId, secondFactor: first.pending },
      });
      return { session, cookies };
    },
    async signOut(header) {
      const session = await deps.sessions.find(header);
      const { headers } = await deps.auth.api.signOut({ headers: requestHeaders(header), returnHeaders: true });
      deps.sessions.clear();
      if (session)
        record(session.actor.id, { type: 'session.ended', subject: session.actor.id, body: { sessionId: session.actor.sessionId } });
      return headers.getSetCookie();
    },
    async changePassword(session, input, key) {
      const who = { subject: session.actor.id };
      await deps.limiter.attempt('own_password', who);
      await changeOwnPassword(deps, session, input, key).catch((error: unknown) => {
        // an open screen that somebody else found
        if (error instanceof DomainError && error.code === 'auth.wrong') void refused(session.actor.staffNo, 'old_password');
        throw error;
      });
      await deps.limiter.succeeded('own_password', who);
    },
    async enrol(session) {
      // whoever made the password must not bind a telephone of their own to it
      if (session.oneTimePassword) throw new DomainError('auth.password_change');
      if (session.secondFactor.enrolled) throw new DomainError('conflict');
      if (msBetween(session.startedAt, new Date(deps.now()).toISOString()) > enrolWithinMs) throw new DomainError('auth.required');
      return storeSecret(deps, session);
    },
    async confirm(session, header, code) {
      const who = { subject: session.actor.id };
      await deps.limiter.attempt('second_factor', who);
      const result = await deps.auth.api
        .verifyTOTP({ body: { code }, headers: requestHeaders(header), returnHeaders: true })
        .catch(codeRefused);
      await deps.limiter.succeeded('second_factor', who);
      await deps.limiter.once('totp', `${session.actor.id}\0${code}`, codeSeconds);
      const key = `second-factor-${session.actor.sessionId}`;
      await onStaff(
        deps,
        { kind: 'staff', id: session.actor.id },
        session.actor.id,
        { name: 'staff.second-factor', key, body: null },
        () => [{ type: 'staff.second_factor_set', subject: session.actor.id, body: {} }],
      );
      deps.sessions.clear();
      return result.headers.getSetCookie();
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

/** How long a code could be used again: the library takes the one before and the one after too. */
const codeSeconds = 120;

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

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Stores an unconfirmed secret where the library looks for it. Its own endpoint would ask for the password once more and
 * put the login's e-mail, which is no person's, into the authenticator.
 */
async function storeSecret(deps: SignInDeps, session: StaffSession): Promise<{ uri: string; secret: string }> {
  const context = await deps.auth.$context;
  // the library takes the text's bytes as the key; authenticators want them in base32
  const text = randomBytes(24).toString('base64url');
  const secret = toBase32(Buffer.from(text));
  const sealed = await symmetricEncrypt({ key: context.secretConfig, data: text });
  await deps.sql`
    insert into staff_second_factors (id, user_id, secret, backup_codes, verified) values (${uuidv7()}, ${session.actor.id}, ${sealed}, '', false)
    on conflict (user_id) do update set secret = excluded.secret, verified = false, failed_verification_count = 0, locked_until = null
    where not staff_second_factors.verified`;
  const label = encodeURIComponent(`一窗:${session.actor.staffNo}`);
  return { secret, uri: `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent('一窗')}&digits=6&period=30` };
}

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => base32[parseInt(five.padEnd(5, '0'), 2)]).join('');
}
