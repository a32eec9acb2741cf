import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { addMs, type Instant } from '@one-window/domain/time';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { safeError } from '../http.ts';
import { decryptField, encryptField } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';

export interface NewMessage {
  readonly to: string;
  readonly text: string;
  /** `code`, or the type of the case's event. */
  readonly about: string;
  readonly of?: { readonly caseId: string; readonly version: number };
  /** The number in a queue that it tells of. */
  readonly ticketId?: string;
}

/** The way to a phone. May be told the same message twice: `id` says that it is the same. */
export interface Messenger {
  send(message: { readonly id: string; readonly to: string; readonly text: string }): Promise<void>;
}

/** Puts messages into the outbox, in the transaction of what they tell. */
export async function queueMessages(sql: Sql | TransactionSql, keys: Keys, now: Instant, all: readonly NewMessage[]): Promise<void> {
  if (all.length > 0) await insertMessages(sql, keys, now, all);
}

/** The same as a statement, for at least one message. */
export function insertMessages(sql: Sql | TransactionSql, keys: Keys, now: Instant, all: readonly NewMessage[]): PendingQuery<Row[]> {
  const rows = all.map(({ to, text, about, of, ticketId = null }) => {
    const id = uuidv7();
    const seal = (column: string, clear: string): string => encryptField(keys, { table: 'messages', column, row: id }, clear);
    const head = { id, to_enc: seal('to_enc', to), text_enc: seal('text_enc', text), about };
    return { ...head, case_id: of?.caseId ?? null, version: of?.version ?? null, ticket_id: ticketId, next_at: now, created_at: now };
  });
  return sql`insert into messages ${sql(rows)}`;
}

/** A gateway that is away is asked again after 2, 4, 8 … minutes; after a day somebody has to look. */
const maxTries = 10;
const firstWaitMs = 120_000;

interface Due {
  readonly id: string;
  readonly to_enc: string;
  readonly text_enc: string;
  readonly tries: number;
}

/** So long a message belongs to the process that took it; one that dies with it lets another send it after that. */
const leaseMs = 60_000;

/**
 * Sends what is due: at least once, the messages of one case one after the other. Each is taken for a minute and sent with
 * no lock held. Gives how many went out.
 */
export async function sendDue(deps: Pick<Deps, 'sql' | 'keys' | 'log' | 'now'>, messenger: Messenger, limit = 20): Promise<number> {
  const { sql, keys } = deps;
  const now = new Date(deps.now()).toISOString();
  const taken = await sql<Due[]>`
    update messages set next_at = ${addMs(now, leaseMs)}, tries = tries + 1 where id in (
      select id from messages m where sent_at is null and failed_at is null and dropped_at is null and next_at <= ${now} and not exists (
        select 1 from messages e where e.case_id = m.case_id and e.version < m.version and e.sent_at is null and e.failed_at is null)
      order by next_at, id limit ${limit} for update skip locked)
    returning id, to_enc, text_enc, tries`;
  let sent = 0;
  for (const row of taken.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const open = (column: 'to_enc' | 'text_enc'): string => decryptField(keys, { table: 'messages', column, row: row.id }, row[column]);
    try {
      await messenger.send({ id: row.id, to: open('to_enc'), text: open('text_enc') });
      await sql`update messages set sent_at = ${now} where id = ${row.id}`;
      sent += 1;
    } catch (error) {
      deps.log.warn({ err: safeError(error), messageId: row.id, tries: row.tries }, 'message not sent');
      await putOff(sql, row, now);
    }
  }
  return sent;
}

async function putOff(sql: Sql, { id, tries }: Due, now: Instant): Promise<void> {
  const next = addMs(now, firstWaitMs * 2 ** (tries - 1));
  await sql`update messages set next_at = ${next}, failed_at = ${tries >= maxTries ? now : null} where id = ${id}`;
}

const answerMs = 5_000;

/** A gateway for short messages: POST with id, number and text; anything but 2xx is tried again. */
export function gatewayMessenger(url: string, token: string | null): Messenger {
  return {
    async send(message) {
      const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(message), signal: AbortSignal.timeout(answerMs) });
      if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`);
    },
  };
}

/** In the demo nothing leaves the machine: what would have gone out is read on the page of the outbox. */
const demoMessenger: Messenger = { send: () => Promise.resolve() };

/** The way out that this installation has, or none. */
export function messengerOf({
  demo,
  MESSAGE_URL,
  MESSAGE_TOKEN,
}: Pick<Config, 'demo' | 'MESSAGE_URL' | 'MESSAGE_TOKEN'>): Messenger | null {
  if (MESSAGE_URL) return gatewayMessenger(MESSAGE_URL, MESSAGE_TOKEN ?? null);
  return demo ? demoMessenger : null;
}
