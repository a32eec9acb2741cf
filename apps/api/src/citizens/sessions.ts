import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Sql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import type { MessageLanguage } from '@one-window/domain/languages';
import { maskPhone } from '@one-window/domain/masking';
import { addMs } from '@one-window/domain/time';
import type { Deps } from '../deps.ts';
import { sha256 } from '../devices/tokens.ts';
import type { HeaderOf } from '../identity.ts';
import { queueMessages } from '../messages/messages.ts';
import { messageText } from '../messages/words.ts';
import { blindIndex, decryptField, encryptField } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';
import { limiter, type Limiter } from '../security/limiter.ts';
import { cookieOf } from '../staff/sessions.ts';

export const CITIZEN_COOKIE = 'ow_citizen';
/** The text of the privacy notice; a new text is a new version, and is shown again. */
export const privacyNotice = '2026-11';
const codeMs = 5 * 60_000;
const sessionMs = 12 * 3_600_000;
/** Wrong codes in a row, then another has to be asked for: 5 in a million. */
const maxTries = 5;

export interface CitizenSession {
  readonly id: string;
  readonly kind: 'citizen';
  /** By which the cases of this number are found. */
  readonly phoneIndex: string;
  /** Masked. */
  readonly phone: string;
}

/** Who is signed in, with the language in which that number is written to. */
export interface SignedIn extends CitizenSession {
  readonly lang: MessageLanguage;
}

export interface Citizens {
  readonly limiter: Limiter;
  /** Sends a code to a phone. Says the same whether the number is known or not. */
  sendCode(phone: string, lang: MessageLanguage, address: string): Promise<void>;
  /** Gives the cookie. */
  signIn(given: { readonly phone: string; readonly code: string; readonly lang: MessageLanguage }, address: string): Promise<string>;
  /** From now on this number is written to in this language. */
  speak(citizenId: string, lang: MessageLanguage): Promise<void>;
  signOut(header: HeaderOf): Promise<string>;
  /** In clear, for what is written of one's own case. */
  phoneOf(citizenId: string): Promise<string>;
  /** Throws `auth.required`. */
  require(header: HeaderOf): Promise<SignedIn>;
}

/**
 * Citizens are known by a phone that they hold. Our own sessions and not the library of the staff: it keeps a phone number
 * in clear as the name of its user, and nothing here may.
 */
export function citizensOf(deps: Deps): Citizens {
  const { sql, keys } = deps;
  const limits = limiter(deps);
  const nowText = (): string => new Date(deps.now()).toISOString();
  return {
    limiter: limits,
    async sendCode(phone, lang, address) {
      const index = blindIndex(keys, 'phone', phone);
      await limits.attempt('citizen_code', { subject: index, address });
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const now = nowText();
      await sql.begin(async (tx) => {
        await tx`
          insert into citizen_codes (phone_index, code_hash, tries, expires_at) values (${index}, ${codeHash(keys, index, code)}, 0, ${addMs(now, codeMs)})
          on conflict (phone_index) do update set code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at`;
        await queueMessages(tx, keys, now, [
          { to: phone, about: 'code', text: messageText('message.code', { code, minutes: codeMs / 60_000 }, lang) },
        ]);
      });
    },
    async signIn({ phone, code, lang }, address) {
      const index = blindIndex(keys, 'phone', phone);
      await limits.attempt('citizen_sign_in', { subject: index, address });
      if (!(await takeCode(sql, keys, index, code, nowText()))) throw new DomainError('auth.wrong');
      await limits.succeeded('citizen_sign_in', { subject: index, address });
      const citizenId = await putCitizen(sql, keys, index, { phone, lang }, nowText());
      const token = randomBytes(32).toString('base64url');
      await sql`
        insert into citizen_sessions (id, citizen_id, token_hash, created_at, expires_at)
        values (${uuidv7()}, ${citizenId}, ${sha256(token)}, ${nowText()}, ${addMs(nowText(), sessionMs)})`;
      return cookie(deps, token, sessionMs / 1000);
    },
    async speak(citizenId, lang) {
      await sql`update citizens set lang = ${lang} where id = ${citizenId}`;
    },
    async signOut(header) {
      const token = cookieOf(header('cookie'), CITIZEN_COOKIE);
      if (token) await sql`delete from citizen_sessions where token_hash = ${sha256(token)}`;
      return cookie(deps, '', 0);
    },
    async phoneOf(citizenId) {
      const [row] = await sql<{ phone_enc: string }[]>`select phone_enc from citizens where id = ${citizenId}`;
      return decryptField(keys, { table: 'citizens', column: 'phone_enc', row: citizenId }, row!.phone_enc);
    },
    async require(header) {
      const token = cookieOf(header('cookie'), CITIZEN_COOKIE);
      const [row] = token
        ? await sql<{ id: string; phone_enc: string; phone_index: string; lang: MessageLanguage }[]>`
            select c.id, c.phone_enc, c.phone_index, c.lang from citizen_sessions s join citizens c on c.id = s.citizen_id
            where s.token_hash = ${sha256(token)} and s.expires_at > ${nowText()}`
        : [];
      if (!row) throw new DomainError('auth.required');
      const phone = decryptField(keys, { table: 'citizens', column: 'phone_enc', row: row.id }, row.phone_enc);
      return { kind: 'citizen', id: row.id, phoneIndex: row.phone_index, phone: maskPhone(phone), lang: row.lang };
    },
  };
}

const codeHash = (keys: Keys, index: string, code: string): string =>
  createHmac('sha256', keys.blindIndex).update(`citizen-code\0${index}\0${code}`).digest('base64url');

/** Each code once, and few tries: the row is gone with the right one, and with the last wrong one. */
async function takeCode(sql: Sql, keys: Keys, index: string, code: string, now: string): Promise<boolean> {
  const taken = await sql.begin(async (tx): Promise<boolean> => {
    const [row] = await tx<{ code_hash: string; tries: number }[]>`
      select code_hash, tries from citizen_codes where phone_index = ${index} and expires_at > ${now} for update`;
    if (!row) return false;
    const right = timingSafeEqual(Buffer.from(row.code_hash), Buffer.from(codeHash(keys, index, code)));
    if (right || row.tries + 1 >= maxTries) await tx`delete from citizen_codes where phone_index = ${index}`;
    else await tx`update citizen_codes set tries = ${row.tries + 1} where phone_index = ${index}`;
    return right;
  });
  return taken;
}

async function putCitizen(
  sql: Sql,
  keys: Keys,
  index: string,
  { phone, lang }: { readonly phone: string; readonly lang: MessageLanguage },
  now: string,
): Promise<string> {
  const id = uuidv7();
  const sealed = encryptField(keys, { table: 'citizens', column: 'phone_enc', row: id }, phone);
  const [row] = await sql<{ id: string }[]>`
    insert into citizens (id, phone_enc, phone_index, lang, notice_version, noticed_at, created_at)
    values (${id}, ${sealed}, ${index}, ${lang}, ${privacyNotice}, ${now}, ${now})
    on conflict (phone_index) do update set lang = excluded.lang, notice_version = excluded.notice_version,
      noticed_at = case when citizens.notice_version = excluded.notice_version then citizens.noticed_at else excluded.noticed_at end
    returning id`;
  return row!.id;
}

function cookie(deps: Deps, token: string, seconds: number): string {
  const secure = deps.urls.portal.startsWith('https:') ? '; Secure' : '';
  return `${CITIZEN_COOKIE}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
