import { createHmac } from 'node:crypto';
import type { Sql } from 'postgres';
import { DomainError, type ErrorCode } from '@one-window/domain/errors';
import { attempt, type Attempts, type LimitPolicy } from '@one-window/domain/limits';
import type { Instant } from '@one-window/domain/time';
import type { Keys } from './keys.ts';

/** Who tries: everything that is known of the one at the other end. */
export interface Trier {
  /** The account or code that is tried, e.g. a staff number. */
  readonly subject?: string;
  readonly address?: string;
  readonly device?: string;
}

interface PagePolicy {
  readonly code: Extract<ErrorCode, 'auth.locked' | 'limit.too_many'>;
  /** One subject from one address: a colleague elsewhere is not locked out by a stranger. */
  readonly pair?: LimitPolicy;
  readonly subject?: LimitPolicy;
  /** A hall shares one address. */
  readonly address?: LimitPolicy;
  readonly device?: LimitPolicy;
}

/** Every page that takes a password or a code. A new one is one entry here. */
const pages = {
  sign_in: {
    code: 'auth.locked',
    pair: { free: 5, baseSeconds: 15, maxSeconds: 3_600, forgetMinutes: 120 },
    subject: { free: 20, baseSeconds: 15, maxSeconds: 900, forgetMinutes: 120 },
    address: { free: 60, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 30 },
  },
  second_factor: { code: 'auth.locked', subject: { free: 5, baseSeconds: 30, maxSeconds: 3_600, forgetMinutes: 120 } },
  own_password: { code: 'auth.locked', subject: { free: 5, baseSeconds: 15, maxSeconds: 3_600, forgetMinutes: 120 } },
  pairing_start: { code: 'limit.too_many', address: { free: 30, baseSeconds: 5, maxSeconds: 300, forgetMinutes: 10 } },
  pairing_confirm: { code: 'limit.too_many', subject: { free: 10, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 30 } },
  setup: { code: 'limit.too_many', subject: { free: 5, baseSeconds: 10, maxSeconds: 3_600, forgetMinutes: 120 } },
  beside: { code: 'auth.locked', subject: { free: 5, baseSeconds: 15, maxSeconds: 3_600, forgetMinutes: 120 } },
  // a message costs money and disturbs: three in a row, then one a minute
  citizen_code: {
    code: 'limit.too_many',
    subject: { free: 3, baseSeconds: 60, maxSeconds: 3_600, forgetMinutes: 60 },
    address: { free: 30, baseSeconds: 10, maxSeconds: 600, forgetMinutes: 30 },
  },
  citizen_sign_in: {
    code: 'auth.locked',
    subject: { free: 10, baseSeconds: 15, maxSeconds: 3_600, forgetMinutes: 120 },
    address: { free: 60, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 30 },
  },
  pickup: { code: 'limit.too_many', subject: { free: 5, baseSeconds: 30, maxSeconds: 3_600, forgetMinutes: 60 } },
  // eight digits typed at a kiosk: a hand that errs thrice is not slowed
  booking_code: { code: 'limit.too_many', device: { free: 20, baseSeconds: 5, maxSeconds: 300, forgetMinutes: 10 } },
  case_code: { code: 'limit.too_many', device: { free: 10, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 10 } },
  // whoever tries links, or ids, that are none; who has one is never slowed
  paper_code: { code: 'limit.too_many', address: { free: 20, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 30 } },
  ticket_link: { code: 'limit.too_many', address: { free: 20, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 30 } },
  // a message to a number that was only typed: `device` is the number in the queue
  ticket_notice: {
    code: 'limit.too_many',
    subject: { free: 5, baseSeconds: 60, maxSeconds: 3_600, forgetMinutes: 120 },
    device: { free: 4, baseSeconds: 60, maxSeconds: 3_600, forgetMinutes: 120 },
    // a hall shares one address
    address: { free: 300, baseSeconds: 10, maxSeconds: 600, forgetMinutes: 30 },
  },
  own_case: { code: 'limit.too_many', subject: { free: 30, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 30 } },
  // a file held against its code: a signature and up to two megabytes each
  paper_check: { code: 'limit.too_many', address: { free: 30, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 10 } },
  rating_link: { code: 'limit.too_many', address: { free: 20, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 30 } },
  // a material has ten pages, a case ten materials: what comes faster than that is no person
  upload: { code: 'limit.too_many', subject: { free: 150, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 10 } },
  file_read: { code: 'limit.too_many', subject: { free: 200, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 5 } },
  // drawing one costs 50 ms of a processor
  paper: { code: 'limit.too_many', subject: { free: 120, baseSeconds: 5, maxSeconds: 600, forgetMinutes: 5 } },
  reveal: { code: 'limit.too_many', subject: { free: 40, baseSeconds: 10, maxSeconds: 600, forgetMinutes: 5 } },
} as const satisfies Record<string, PagePolicy>;

export type Page = keyof typeof pages;

export interface Limiter {
  /** Counts the attempt before it is judged, so that a hundred at once are a hundred; throws while a delay runs. */
  attempt(page: Page, who: Trier): Promise<void>;
  /** It was right: the delay is gone, for this subject. */
  succeeded(page: Page, who: Trier): Promise<void>;
  /** True for the first in so many seconds: a code that was used is used up. */
  once(what: 'totp', value: string, seconds: number): Promise<boolean>;
}

/** The one limiter, in the database so that every process counts together. */
export function limiter(deps: { readonly sql: Sql; readonly keys: Keys; readonly now: () => number }): Limiter {
  const nowText = (): Instant => new Date(deps.now()).toISOString();
  return {
    async attempt(page, who) {
      const buckets = bucketsOf(deps.keys, page, who);
      const wait = await deps.sql.begin(async (tx) => {
        const names = buckets.map((b) => b.name);
        const now = nowText();
        await tx`insert into limits (bucket, count, last_at) select name, 0, ${now} from unnest(${names}::text[]) as name order by name on conflict do nothing`;
        const rows = await tx<{ bucket: string; count: number; last_at: Instant; locked_until: Instant | null }[]>`
          select * from limits where bucket = any(${names}) order by bucket for no key update`;
        const judged = buckets.map((b) => {
          const row = rows.find((r) => r.bucket === b.name);
          const seen: Attempts | null =
            row && row.count > 0 ? { count: row.count, lastAt: row.last_at, lockedUntil: row.locked_until } : null;
          return { name: b.name, ...attempt(seen, now, b.policy) };
        });
        const refused = judged.filter((j) => !j.allowed);
        if (refused.length > 0) return Math.max(...refused.map((j) => j.retryAfterSeconds));
        for (const { name, next } of judged)
          await tx`update limits set count = ${next.count}, last_at = ${next.lastAt}, locked_until = ${next.lockedUntil} where bucket = ${name}`;
        return 0;
      });
      if (wait > 0) throw new DomainError(pages[page].code, { seconds: wait });
    },
    async succeeded(page, who) {
      const own = bucketsOf(deps.keys, page, who).filter((b) => b.axis !== 'address');
      await deps.sql`delete from limits where bucket = any(${own.map((b) => b.name)})`;
      // one who got in was no attack: the shared address gets this attempt back
      const shared = bucketsOf(deps.keys, page, who).filter((b) => b.axis === 'address');
      await deps.sql`update limits set count = greatest(count - 1, 0), locked_until = case when count <= 1 then null else locked_until end where bucket = any(${shared.map((b) => b.name)})`;
    },
    async once(what, value, seconds) {
      const now = nowText();
      const rows = await deps.sql`
        insert into limits (bucket, count, last_at) values (${hash(deps.keys, `${what}\0${value}`)}, 1, ${now})
        on conflict (bucket) do update set last_at = excluded.last_at where limits.last_at <= excluded.last_at - make_interval(secs => ${seconds}) returning 1`;
      return rows.length > 0;
    },
  };
}

interface Bucket {
  readonly axis: 'pair' | 'subject' | 'address' | 'device';
  readonly name: string;
  readonly policy: LimitPolicy;
}

/** Sorted by name: locks are always taken in one order. */
function bucketsOf(keys: Keys, page: Page, who: Trier): Bucket[] {
  const policy: PagePolicy = pages[page];
  const subject = who.subject?.trim().toLowerCase();
  const values = {
    pair: subject === undefined || who.address === undefined ? undefined : `${subject}\0${who.address}`,
    subject,
    address: who.address,
    device: who.device,
  };
  const axes = ['pair', 'subject', 'address', 'device'] as const;
  return axes
    .flatMap((axis) => {
      const value = values[axis];
      const rule = policy[axis];
      return value === undefined || !rule ? [] : [{ axis, policy: rule, name: hash(keys, `${page}\0${axis}\0${value}`) }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A dump tells neither who was tried nor from where. */
const hash = (keys: Keys, text: string): string => createHmac('sha256', keys.blindIndex).update(`limit\0${text}`).digest('base64url');
