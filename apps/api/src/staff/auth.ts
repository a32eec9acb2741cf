import { hash, verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { twoFactor, username } from 'better-auth/plugins';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { v7 as uuidv7 } from 'uuid';
import { PASSWORD_MAX } from '@one-window/domain/passwords';
import { staffAccounts, staffLogins, staffSecondFactors, staffSessions, staffVerifications } from '../db/schema/people.ts';
import type { Keys } from '../security/keys.ts';

export const STAFF_COOKIE = 'ow_staff';
/** A working day: nobody signs in twice, nobody stays for the night. */
export const SESSION_HOURS = 12;

/** argon2id (2) as OWASP asks for it. */
const argon = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, argon);

export const verifyPassword = (stored: string, password: string): Promise<boolean> => verify(stored, password);

interface AuthDeps {
  readonly db: PostgresJsDatabase;
  readonly keys: Keys;
  readonly urls: { readonly desk: string };
  /** The last word on every new session, whichever way it came about. */
  readonly maySignIn: (staffId: string) => Promise<boolean>;
}

/**
 * better-auth for passwords, sessions and second factors, on tables of our own. It has no handler: our routes call its
 * endpoints by name, so what we do not call does not exist. Lock-out, revocation and events are ours (sign-in.ts).
 */
export function createAuth(deps: AuthDeps) {
  return betterAuth({
    appName: '一窗',
    baseURL: deps.urls.desk,
    secret: deps.keys.session,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    database: drizzleAdapter(deps.db, {
      provider: 'pg',
      schema: {
        user: staffLogins,
        session: staffSessions,
        account: staffAccounts,
        verification: staffVerifications,
        twoFactor: staffSecondFactors,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: PASSWORD_MAX,
      password: { hash: hashPassword, verify: ({ hash: stored, password }) => verifyPassword(stored, password) },
    },
    session: { expiresIn: SESSION_HOURS * 3_600, disableSessionRefresh: true, cookieCache: { enabled: false } },
    databaseHooks: { session: { create: { before: async (session) => ((await deps.maySignIn(session.userId)) ? undefined : false) } } },
    plugins: [
      // every text is looked up and hashed alike: an odd staff number is no faster than a wrong one
      username({ displayUsername: false, minUsernameLength: 1, maxUsernameLength: 64, usernameValidator: () => true }),
      twoFactor({ issuer: '一窗', trustDeviceMaxAge: 1 }),
    ],
    advanced: {
      cookiePrefix: 'ow',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', secure: deps.urls.desk.startsWith('https:'), path: '/' },
      cookies: { session_token: { name: STAFF_COOKIE } },
      database: { generateId: () => uuidv7() },
      ipAddress: { disableIpTracking: true },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
