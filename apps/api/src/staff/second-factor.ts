import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { msBetween } from '@one-window/domain/time';
import type { ChangeContext } from '../db/change.ts';
import type { Limiter } from '../security/limiter.ts';
import { onStaff, type AccountDeps } from './accounts.ts';
import type { Auth } from './auth.ts';
import type { StaffSession } from './sessions.ts';

interface SecondFactorDeps extends AccountDeps {
  readonly auth: Auth;
  readonly limiter: Limiter;
  readonly now: () => number;
}

/** A second factor is set up by whoever has just proved the password, not by whoever finds an open screen. */
const enrolWithinMs = 15 * 60_000;
const periodMs = 30_000;
/** How long a code could be used again: the one before and the one after count too. */
export const codeSeconds = 120;

/**
 * Setting up a second factor. The library keeps it and asks for it at each sign-in; its own set-up would write in four
 * steps that a crash can part, and nobody could sign in with a half of it.
 */
export function secondFactorOf(deps: SecondFactorDeps) {
  const key = async () => (await deps.auth.$context).secretConfig;
  return {
    async enrol(session: StaffSession): Promise<{ uri: string; secret: string }> {
      // whoever made the password must not bind a telephone of their own to it
      if (session.oneTimePassword) throw new DomainError('auth.password_change');
      if (session.secondFactor.enrolled) throw new DomainError('conflict');
      if (msBetween(session.startedAt, new Date(deps.now()).toISOString()) > enrolWithinMs) throw new DomainError('auth.required');
      // the library takes the text's bytes as the key; authenticators want them in base32
      const text = randomBytes(24).toString('base64url');
      const sealed = await symmetricEncrypt({ key: await key(), data: text });
      await deps.sql`
        insert into staff_second_factors (id, user_id, secret, backup_codes, verified) values (${uuidv7()}, ${session.actor.id}, ${sealed}, '', false)
        on conflict (user_id) do update set secret = excluded.secret, verified = false, failed_verification_count = 0, locked_until = null
        where not staff_second_factors.verified`;
      const secret = toBase32(Buffer.from(text));
      const label = encodeURIComponent(`一窗:${session.actor.staffNo}`);
      return { secret, uri: `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent('一窗')}&digits=6&period=30` };
    },
    /** It counts from the moment at which its event stands in the log. */
    async confirm(session: StaffSession, code: string): Promise<void> {
      const { id } = session.actor;
      await deps.limiter.attempt('second_factor', { subject: id });
      const command = { name: 'staff.second-factor', key: `second-factor-${session.actor.sessionId}`, body: null };
      await onStaff(deps, { kind: 'staff', id }, id, command, async (tx) => {
        const sealed = await waitingSecret(tx, id);
        const text = sealed && (await symmetricDecrypt({ key: await key(), data: sealed }));
        if (!text || !shows(text, code, deps.now())) throw new DomainError('auth.second_factor');
        await tx.sql`update staff_second_factors set verified = true where user_id = ${id}`;
        await tx.sql`update staff_logins set two_factor_enabled = true where id = ${id}`;
        return [{ type: 'staff.second_factor_set', subject: id, body: {} }];
      });
      await deps.limiter.succeeded('second_factor', { subject: id });
      await deps.limiter.once('totp', `${id}\0${code}`, codeSeconds);
    },
  };
}

async function waitingSecret(tx: ChangeContext, staffId: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ secret: string }[]>`
    select secret from staff_second_factors where user_id = ${staffId} and not verified for no key update`;
  return row?.secret;
}

/** RFC 6238 with SHA-1, 30 s, six digits: the code of now, of the period before or of the one after. */
function shows(secret: string, code: string, now: number): boolean {
  const given = Buffer.from(code);
  return [-1, 0, 1].some((period) => {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(now / periodMs) + period));
    const mac = createHmac('sha1', secret).update(counter).digest();
    const number = mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fff_ffff;
    const wanted = Buffer.from(String(number % 1_000_000).padStart(6, '0'));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => base32[parseInt(five.padEnd(5, '0'), 2)]).join('');
}
