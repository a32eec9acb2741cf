import type { TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { decideLicence, type HeadAction, type Licence, type LicenceCommand, type LicenceEvent } from '@one-window/domain/licences';
import { localTime, type DateText, type Instant } from '@one-window/domain/time';
import { change, type ChangeActor, type Command } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { queueMessages } from '../messages/messages.ts';
import { languageOf } from '../messages/language.ts';
import { messageText } from '../messages/words.ts';
import { openPerson } from '../people/persons.ts';
import { encryptField, personalDigest } from '../security/fields.ts';

export interface PressedLicence {
  readonly id: string;
  readonly version: number;
}

export interface LicencePress {
  readonly action: HeadAction;
  readonly basis: string;
  readonly reason: string;
  /** Of a correction alone. */
  readonly validFrom?: DateText | undefined;
  readonly validTo?: DateText | null | undefined;
}

/** What does not change while a licence is pressed. */
export interface LicenceAbout {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

/** A key of a head of department on a licence; the holder is told in the same transaction. */
export async function pressLicence(
  deps: Deps,
  actor: ChangeActor,
  about: LicenceAbout,
  { version, press }: { readonly version: number; readonly press: LicencePress },
  command: Command,
): Promise<PressedLicence> {
  return change(deps, actor, command, { licence: { kind: 'licence', id: about.id } }, async (tx, { licence: state }) => {
    const licence = state.licence!;
    if (version !== state.version) throw new DomainError('licence.stale', { version: state.version, status: licence.status });
    const reason = press.reason === '' ? '' : personalDigest(deps.keys, { reason: press.reason });
    const event = decideLicence(licence, commandOf(licence, press, reason), 'department_head', localTime(tx.now, about.timeZone).date);
    const next = state.version + 1;
    await writeReason(deps, tx.sql, { licenceId: about.id, version: next, reason: press.reason, digest: reason });
    await tellHolder(deps, tx.sql, about, licence, event, tx.now);
    return { events: { licence: [{ ...event, subject: licence.caseId }] }, result: { id: about.id, version: next } };
  });
}

function commandOf(licence: Licence, { action, basis, validFrom, validTo }: LicencePress, reason: string): LicenceCommand {
  if (action !== 'correct') return { action, basis, reason };
  const until = validTo === undefined ? licence.validTo : validTo;
  return { action, basis, reason, validFrom: validFrom ?? licence.validFrom, validTo: until };
}

async function writeReason(
  deps: Deps,
  sql: TransactionSql,
  { licenceId, version, reason, digest }: { licenceId: string; version: number; reason: string; digest: string },
): Promise<void> {
  const id = uuidv7();
  const textEnc = encryptField(deps.keys, { table: 'licence_texts', column: 'text_enc', row: id }, reason);
  await sql`insert into licence_texts ${sql({ id, licence_id: licenceId, version, text_enc: textEnc, digest })}`;
}

async function tellHolder(
  deps: Deps,
  sql: TransactionSql,
  { name }: LicenceAbout,
  licence: Licence,
  event: LicenceEvent,
  now: Instant,
): Promise<void> {
  if (event.type === 'licence.issued' || event.type === 'licence.revoked') return;
  const phone = (await openPerson(sql, deps.keys, licence.holderId))?.phone;
  if (!phone) return;
  const until = event.type === 'licence.corrected' ? event.body.validTo : licence.validTo;
  const text = messageText(
    `message.${event.type}`,
    { name, number: licence.number, until: until ?? '—' },
    await languageOf(sql, deps.keys, phone),
  );
  await queueMessages(sql, deps.keys, now, [{ to: phone, text, about: event.type }]);
}

const system = { kind: 'system', id: 'licence-clock' } as const;
const atOnce = 50;

/** What has run out says so, once, and its holder is told. Gives how many. */
export async function expireLicences(deps: Deps): Promise<number> {
  const due = await deps.sql<LicenceAbout[]>`
    select l.id, v.guide -> 'result' ->> 'name' as name, r.time_zone as "timeZone"
    from licences l join item_versions v on v.id = l.item_version_id join cases c on c.id = l.case_id
      join halls h on h.id = c.hall_id join realms r on r.id = h.realm_id
    where l.status in ('VALID', 'CORRECTED') and l.valid_to < (${new Date(deps.now())} at time zone r.time_zone)::date
    order by l.valid_to, l.id limit ${atOnce}`;
  let done = 0;
  for (const about of due) done += await expire(deps, about);
  return done;
}

/** 1, or 0 where somebody was quicker. */
function expire(deps: Deps, about: LicenceAbout): Promise<number> {
  const today = localTime(new Date(deps.now()).toISOString(), about.timeZone).date;
  const command = { name: 'licence.expire', key: null, body: null };
  return change(deps, system, command, { licence: { kind: 'licence', id: about.id } }, async (tx, { licence: state }) => {
    const licence = state.licence!;
    const event = decideLicence(licence, { action: 'expire' }, 'system', today);
    await tellHolder(deps, tx.sql, about, licence, event, tx.now);
    return { events: { licence: [{ ...event, subject: licence.caseId }] }, result: null };
  }).then(
    () => 1,
    (error: unknown) => {
      if (error instanceof DomainError) return 0;
      throw error;
    },
  );
}
