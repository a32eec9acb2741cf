import type { MessageLanguage } from '@one-window/domain/languages';
import { assertMayAsk, noticeDue, noticeHelps, type NoticeState } from '@one-window/domain/notices';
import { DomainError } from '@one-window/domain/errors';
import type { Ticket } from '@one-window/domain/tickets';
import type { Sql, TransactionSql } from 'postgres';
import type { ChangeActor, Command, Statement } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';
import { safeError } from '../http.ts';
import { insertMessages } from '../messages/messages.ts';
import { messageText } from '../messages/words.ts';
import { decryptField, encryptField } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';
import { onHallDay, type Rule } from './hall-days.ts';
import { readTickets, remember } from './queries.ts';
import type { QueueDeps } from './routes.ts';

export interface NoticeInput {
  readonly phone: string;
  readonly lang: MessageLanguage;
  /** Typed on the page, or that of the account that is signed in. */
  readonly from: 'typed' | 'account';
}

const place = (id: string) => ({ table: 'ticket_notices', column: 'phone_enc', row: id });

/** Keeps a phone beside its number, encrypted; asked again before anything was told, the other phone replaces it. */
export function keepPhone(sql: TransactionSql, keys: Keys, id: string, { phone, lang }: NoticeInput, now: string): Statement {
  const row = { id, phone_enc: encryptField(keys, place(id), phone), lang, created_at: now };
  return sql`insert into ticket_notices ${sql(row)} on conflict (id) do update set phone_enc = excluded.phone_enc, lang = excluded.lang`;
}

interface Told {
  readonly notice: NoticeState | null;
}

/** "Tell me when three are ahead." The number of the phone is no part of the event. */
export async function askNotice(deps: Deps, hall: HallInfo, ticketId: string, input: NoticeInput, command: Command): Promise<Told> {
  return onTicket(deps, hall, ticketId, command, ({ sql, now }, ticket) => {
    assertMayAsk(ticket);
    const { lang, from } = input;
    return {
      events: [{ type: 'ticket.notice_asked', subject: ticketId, body: { lang, from } }],
      result: { notice: 'asked' },
      writes: [keepPhone(sql, deps.keys, ticketId, input, now)],
    };
  });
}

/** The phone is forgotten at once. */
export async function endNotice(deps: Deps, hall: HallInfo, ticketId: string, command: Command): Promise<Told> {
  return onTicket(deps, hall, ticketId, command, ({ sql }, { notice }) => ({
    events: notice === null ? [] : [{ type: 'ticket.notice_ended', subject: ticketId, body: {} }],
    result: { notice: null },
    writes: [
      sql`delete from ticket_notices where id = ${ticketId}`,
      sql`delete from messages where ticket_id = ${ticketId} and sent_at is null`,
    ],
  }));
}

type OnTicket = (tx: Parameters<Rule<Told, Ticket[]>>[0], ticket: Ticket) => Awaited<ReturnType<Rule<Told, Ticket[]>>>;

function onTicket(deps: Deps, hall: HallInfo, ticketId: string, command: Command, press: OnTicket): Promise<Told> {
  const actor: ChangeActor = { kind: 'citizen', id: ticketId };
  const rule: Rule<Told, Ticket[]> = (tx, state, found) => press(tx, remember(state, found));
  return onHallDay(deps, hall, actor, command, rule, (sql, dayId) => readTickets(sql, dayId, sql`id = ${ticketId}`));
}

/** The phone that was given, as it may be shown to whoever holds the slip; and how the message fared. */
export interface NoticeNow {
  readonly phone: string;
  readonly lang: MessageLanguage;
  readonly sent: boolean;
  /** The gateway was away too often: nothing will come. */
  readonly failed: boolean;
}

export async function readNotice(sql: Sql | TransactionSql, keys: Keys, ticketId: string): Promise<NoticeNow | null> {
  const [row] = await sql<{ phone_enc: string; lang: MessageLanguage; sent: boolean; failed: boolean }[]>`
    select n.phone_enc, n.lang, coalesce(bool_or(m.sent_at is not null), false) as sent, coalesce(bool_or(m.failed_at is not null), false) as failed
    from ticket_notices n left join messages m on m.ticket_id = n.id where n.id = ${ticketId} group by n.id`;
  if (!row) return null;
  const { phone_enc: sealed, ...rest } = row;
  return { ...rest, phone: decryptField(keys, place(ticketId), sealed) };
}

interface Due {
  readonly id: string;
  readonly hall_id: string;
  readonly business_date: string;
}

const system: ChangeActor = { kind: 'system', id: 'notices' };
const perRun = 200;

/**
 * Puts into the outbox what is due: which number is near is read from the same view that the phone page shows, and judged
 * again under the lock. Its event and the message are one transaction, so each is told once however many processes run this.
 */
export async function tellDue(deps: QueueDeps): Promise<number> {
  const due = await deps.sql<Due[]>`
    select t.id, d.hall_id, d.business_date from tickets t join hall_days d on d.id = t.hall_day_id join halls h on h.id = d.hall_id
    where t.notice in ('asked', 'near') and t.state in ('WAITING', 'CALLED') and d.cleared_at is null
      and ((t.state = 'WAITING' and t.notice = 'asked') or (t.state = 'CALLED' and h.silent)) order by t.order limit ${perRun}`;
  let told = 0;
  for (const row of due) {
    try {
      told += (await tell(deps, row)) ? 1 : 0;
    } catch (error) {
      deps.log.debug({ err: safeError(error), ticketId: row.id }, 'not told: somebody was quicker');
    }
  }
  return told;
}

async function tell(deps: QueueDeps, { id, hall_id: hallId, business_date: date }: Due): Promise<boolean> {
  const hall = await deps.halls.hall(hallId);
  if (businessDateOf(hall, new Date(deps.now()).toISOString()) !== date) return false;
  const view = (await deps.publisher.recent(hallId, 1_000)).ticketView(id);
  if (!view || noticeDue(view, view.ahead, hall.silent) === null) return false;
  const rule: Rule<boolean, Ticket[]> = async (tx, state, found) => {
    const ticket = remember(state, found);
    const of = noticeDue(ticket, view.ahead, hall.silent);
    if (of === null) return { events: [], result: false };
    const phone = await readNotice(tx.sql, deps.keys, id);
    if (!phone) throw new DomainError('not_found');
    const text = wordsOf(of, hall, ticket, view.ahead ?? 0, phone.lang);
    const message = { to: phone.phone, text, about: `ticket.${of}`, ticketId: id };
    const ahead = of === 'near' ? view.ahead : null;
    return {
      events: [{ type: 'ticket.noticed', subject: id, body: { of, ahead } }],
      result: true,
      writes: [insertMessages(tx.sql, deps.keys, tx.now, [message])],
    };
  };
  // no key: what is due is told by the fold, and whoever comes second finds it told
  return onHallDay(deps, hall, system, { name: 'ticket.notice', key: null, body: null }, rule, (sql, dayId) =>
    readTickets(sql, dayId, sql`id = ${id}`),
  );
}

function wordsOf(of: 'near' | 'called', hall: HallInfo, ticket: Ticket, ahead: number, lang: MessageLanguage): string {
  const said = (name: { readonly zh: string; readonly en: string | null }): string => (lang === 'en' && name.en ? name.en : name.zh);
  const { number } = ticket;
  const at = said(hall.name);
  if (of === 'called') {
    const window = (ticket.windowId && hall.windows.get(ticket.windowId)?.label) ?? '';
    return messageText('message.ticket.called', { number, window, hall: at }, lang);
  }
  const where = hall.series.get(ticket.seriesId)?.place;
  const figures = { number, hall: where ? `${at} ${said(where)}` : at, n: ahead };
  return messageText(ahead === 0 ? 'message.ticket.next' : 'message.ticket.near', figures, lang);
}

/** What was not sent yet and tells of a number that is over goes nowhere: nobody is called to a window that has served him. */
export async function dropOver(deps: Pick<Deps, 'sql' | 'now'>): Promise<void> {
  const now = new Date(deps.now()).toISOString();
  await deps.sql`
    update messages m set dropped_at = ${now} from tickets t
    where t.id = m.ticket_id and m.sent_at is null and m.failed_at is null and m.dropped_at is null and t.state <> all(${[...noticeHelps]})`;
}
