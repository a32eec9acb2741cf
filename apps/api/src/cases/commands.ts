import { randomUUID } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import type { Case, CaseActor, CaseCommand, CaseEvent } from '@one-window/domain/case-events';
import { applyCase } from '@one-window/domain/case-fold';
import type { CaseCircumstances, CaseContext } from '@one-window/domain/case-guards';
import { immediatePath, offeredCaseActions } from '@one-window/domain/case-table';
import type { ClockPlace } from '@one-window/domain/clock';
import { caseRefusal, contextAfter, decideCase } from '@one-window/domain/cases';
import { DomainError } from '@one-window/domain/errors';
import type { SituationAnswers } from '@one-window/domain/item-guide';
import type { ApplicantType } from '@one-window/domain/item-version';
import type { Instant } from '@one-window/domain/time';
import { calendarOf } from '../calendar/cache.ts';
import { change, type ChangeActor, type Command, type Ref, type Statement } from '../db/change.ts';
import { reserveSerial } from '../db/serials.ts';
import type { Deps } from '../deps.ts';
import { newCode } from '../devices/tokens.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';
import { licenceEvents, licenceMove, licenceRef, likelyMove, MovesLicence, type LicenceMove } from '../licences/of-case.ts';
import { putPerson, type PersonClear } from '../people/persons.ts';
import { encryptField, personalDigest } from '../security/fields.ts';
import { queueDocuments } from '../signing/queue.ts';
import { toStore, type CaseIntake, type Channel } from './aggregate.ts';
import { itemOfVersion, newestItem, type CaseItem } from './item.ts';
import { isClean, knownApplicant, nextDue, tellApplicant, type KnownApplicant } from './telling.ts';
import { filesThere } from './package.ts';

export interface PressedCase {
  readonly id: string;
  readonly version: number;
}

/** Whose hours and calendar a case of this hall runs by. */
export async function placeOf(deps: Deps, hall: HallInfo): Promise<ClockPlace> {
  const { timeZone, opensMinutes: dayStartsMinutes, closesMinutes: dayEndsMinutes } = hall;
  return { calendar: await calendarOf(deps.sql, deps.now()), timeZone, dayStartsMinutes, dayEndsMinutes };
}

export interface DraftInput {
  readonly itemId: string;
  readonly applicantType: ApplicantType;
  readonly applicant: PersonClear;
  readonly answers: SituationAnswers;
  readonly ticketId: string | null;
  readonly citizenId: string | null;
  readonly channel: Channel;
}

/** 30 characters to the eighth: nobody guesses one, and it is read out over a counter. */
const refLength = 8;

/** T1: a new case, with the newest version of its item; it keeps that version for good. */
export async function draftCase(
  deps: Deps,
  hall: HallInfo,
  actor: ChangeActor,
  as: Omit<CaseActor, 'id'>,
  input: DraftInput,
  command: Command,
): Promise<PressedCase> {
  const { itemId, answers, applicantType, applicant, ...door } = input;
  const item = await newestItem(deps.sql, itemId, hall.id, answers);
  // only at a window a card proves the number
  const applicantId = await putPerson(deps.sql, deps.keys, applicant, door.channel !== 'hall');
  const place = await placeOf(deps, hall);
  const id = uuidv7();
  const ref = newCode(refLength);
  return change(deps, actor, command, { case: { kind: 'case', id, create: true } }, async (tx, { case: state }) => {
    const context = await contextOf(tx.sql, { item, place, now: tx.now, file: null, applicantId });
    const draft = { action: 'draft', caseId: id, applicantId, applicantType } as const;
    const event = decideCase(null, draft, { ...as, id: actor.id }, context);
    state.extras = { caseKind: item.version.caseKind, dueAt: null, unsigned: 0, answers };
    return { events: { case: [toStore(event, { ...door, hallId: hall.id, ref })] }, result: { id, version: 1 } };
  });
}

/** The presses of one key, made from what the screen sent and what stands behind the lock. */
export type PressesOf = (state: Case, item: CaseItem, intake: CaseIntake) => readonly CaseCommand[];

export interface PressInput {
  readonly caseId: string;
  /** Where whoever asked for the right to press has read it already. */
  readonly head?: CaseHead;
  /** How the case stood then: says which licence is likely to move, nothing else. */
  readonly seen?: Case;
  /** What the screen showed; null for a job, which has seen nothing. */
  readonly version: number | null;
  /** In every role that the presser may have here; the first that may do it does it. */
  readonly roles: readonly Omit<CaseActor, 'id'>[];
  readonly presses: PressesOf;
  readonly identityLevel: number;
  /** What becomes true with it, in the same transaction. */
  readonly also?: (sql: TransactionSql) => Statement;
  /** The answers as they are from now on. */
  readonly answers?: SituationAnswers | undefined;
}

/** One key on a case: one event for each transition, all of them or none. A screen that had not seen the newest state is refused. */
export async function pressCase(deps: Deps, actor: ChangeActor, input: PressInput, command: Command): Promise<PressedCase> {
  const head = input.head ?? (await caseHead(deps, input.caseId));
  const beside = async (move: LicenceMove): Promise<Beside> => ({ licence: await licenceRef(deps.sql, input.caseId, move) });
  const likely = input.seen ? likelyMove(input.seen, head.item) : null;
  try {
    return await pressOn(deps, actor, { ...input, head }, command, likely && (await beside(likely)));
  } catch (error) {
    if (!(error instanceof MovesLicence)) throw error;
    return pressOn(deps, actor, { ...input, head }, command, await beside(error.move));
  }
}

interface Beside {
  readonly licence: Ref<'licence'> | null;
}

/** `beside`: the licence that moves with the press, once it is known that one does. */
async function pressOn(
  deps: Deps,
  actor: ChangeActor,
  input: PressInput & { readonly head: CaseHead },
  command: Command,
  beside: Beside | null,
): Promise<PressedCase> {
  const { caseId, version, roles, presses, identityLevel, also, answers } = input;
  const about = input.head;
  const { item, place } = about;
  const own = { kind: 'case', id: caseId } as const;
  // typed as if both were always there: which of them is, `beside` says
  const refs = (beside?.licence ? { case: own, licence: beside.licence } : { case: own }) as { case: Ref<'case'>; licence: Ref<'licence'> };
  const load = (sql: TransactionSql): Promise<KnownApplicant> => knownApplicant(deps, sql, caseId);
  return change(
    deps,
    actor,
    command,
    refs,
    async (tx, { case: state, licence }, applicant: KnownApplicant) => {
      const file = state.file!;
      if (version !== null && version !== state.version)
        throw new DomainError('case.stale', { version: state.version, status: file.status });
      // a draft that was amended between the look at it and the lock asks for other materials, or lies in another hall
      if (state.intake.hallId !== about.hall.id || JSON.stringify(state.answers) !== JSON.stringify(about.answers))
        throw new DomainError('case.stale', { version: state.version, status: file.status });
      const context = await contextOf(tx.sql, {
        item,
        place,
        now: tx.now,
        file,
        applicantId: file.applicantId,
        identityLevel,
        unsigned: state.unsigned,
        creditClean: applicant.creditClean,
      });
      const texts = new Map<string, string>();
      const commands = presses(file, item, state.intake).map((press) => sealed(deps, press, texts));
      const done = pressAll(file, commands, roles, actor.id, context);
      const move = licenceMove(done.events, done.file, item);
      if (move && !beside) throw new MovesLicence(move);
      const moved =
        move && beside?.licence
          ? await licenceEvents(tx.sql, move, licence.licence, done.events, {
              caseId,
              file: done.file,
              item,
              timeZone: place.timeZone,
              now: tx.now,
            })
          : [];
      const telling = {
        item,
        place,
        version: state.version,
        file,
        ref: state.intake.ref,
        now: tx.now,
        phone: applicant.phone,
        lang: applicant.lang,
      };
      const documents = queueDocuments(tx.sql, { caseId, version: state.version, now: tx.now, hallId: about.hall.id }, done.events);
      const writes = [
        ...writeTexts(deps, tx.sql, caseId, state.version, done.events, texts),
        ...documents.writes,
        ...(also ? [also(tx.sql)] : []),
        ...dropFiles(tx.sql, done.events),
        ...tellApplicant(deps, tx.sql, done.events, telling),
      ];
      const unsigned = state.unsigned + documents.decided;
      const due = { dueAt: nextDue(done.file, item, place), unsigned };
      state.extras = { caseKind: item.version.caseKind, ...due, ...(answers ? { answers } : {}) };
      const result = { id: caseId, version: state.version + done.events.length };
      return { events: { case: done.events.map((event) => toStore(event)), licence: moved }, result, writes, ...lateOf(done.events) };
    },
    load,
  );
}

const lateOf = ([event, ...more]: readonly CaseEvent[]): { effectiveAt?: Instant } =>
  event && more.length === 0 && event.effectiveAt !== event.at ? { effectiveAt: event.effectiveAt } : {};

function pressAll(
  first: Case,
  commands: readonly CaseCommand[],
  roles: readonly Omit<CaseActor, 'id'>[],
  actorId: string,
  context: CaseContext,
): { readonly file: Case; readonly events: readonly CaseEvent[] } {
  let file = first;
  const events: CaseEvent[] = [];
  for (const command of commands) {
    const known = contextAfter(context, events);
    const event = decideCase(file, command, actorFor(file, command, roles, actorId, known), known);
    events.push(event);
    file = applyCase(file, event);
  }
  return { file, events };
}

/** Of several roles the first that may press this; else the one whose refusal says most. */
export function actorFor(
  state: Case,
  command: CaseCommand,
  roles: readonly Omit<CaseActor, 'id'>[],
  actorId: string,
  context: CaseContext,
): CaseActor {
  const actors = roles.map((role) => ({ ...role, id: actorId }));
  const refusals = actors.map((actor) => caseRefusal(state, command, actor, context));
  const fit = refusals.findIndex((refusal) => refusal === null);
  const telling = refusals.findIndex((refusal) => refusal?.code !== 'case.not_allowed');
  const chosen = actors[fit >= 0 ? fit : Math.max(0, telling)];
  if (!chosen) throw new DomainError('auth.forbidden', { reason: 'no_role' });
  return chosen;
}

/**
 * 即办件 at the window: each step of the session still writes its own event (§3.3). The last one, to the counter, is pressed by
 * whatever signs the decision (`signing/ready.ts`): nothing unsigned is handed over.
 */
export function immediatePresses(state: Case, item: CaseItem, opinion: string, confirmedBy: string | null): CaseCommand[] {
  const issued = item.version.resultType !== 'none';
  return immediatePath
    .filter((action) => action !== 'receive' && (action !== 'produce' || issued))
    .filter((action) => !(state.status === 'ACCEPTED' && action === 'accept'))
    .map((action) => (action === 'grant' ? { action, opinion, confirmedBy } : { action }) as CaseCommand);
}

/** Words that stand outside the log; it keeps their keyed digest. */
const sealedFields = ['opinion', 'reason', 'commitment', 'result', 'signature', 'proof'] as const;

function sealed(deps: Deps, command: CaseCommand, texts: Map<string, string>): CaseCommand {
  const fields = Object.entries(command).map(([field, value]) => {
    if (!(sealedFields as readonly string[]).includes(field) || typeof value !== 'string' || value === '') return [field, value];
    const digest = personalDigest(deps.keys, { [field]: value });
    texts.set(digest, value);
    return [field, digest];
  });
  return Object.fromEntries(fields) as CaseCommand;
}

function writeTexts(
  deps: Deps,
  sql: TransactionSql,
  caseId: string,
  version: number,
  events: readonly CaseEvent[],
  texts: ReadonlyMap<string, string>,
): Statement[] {
  const rows = events.flatMap((event, i) =>
    Object.entries(event.body).flatMap(([field, digest]) => {
      const text = typeof digest === 'string' ? texts.get(digest) : undefined;
      if (text === undefined) return [];
      const id = uuidv7();
      const sealedText = encryptField(deps.keys, { table: 'case_texts', column: 'text_enc', row: id }, text);
      return [{ id, case_id: caseId, version: version + 1 + i, field, text_enc: sealedText, digest: digest as string }];
    }),
  );
  return rows.length > 0 ? [sql`insert into case_texts ${sql(rows)}`] : [];
}

/** A file that is removed loses its key with the event; its bytes are nobody's to read any more, and are swept. */
function dropFiles(sql: TransactionSql, events: readonly CaseEvent[]): Statement[] {
  const ids = events.flatMap((event) => (event.type === 'case.file_removed' ? [event.body.fileId] : []));
  return ids.length > 0 ? [sql`delete from files where id = any(${ids})`] : [];
}

/** What does not change while a case is pressed: item, answers, place. */
export interface CaseHead {
  readonly hall: HallInfo;
  readonly item: CaseItem;
  readonly place: ClockPlace;
  readonly answers: SituationAnswers;
}

export interface HeadRow {
  readonly hall_id: string;
  readonly item_version_id: string;
  readonly answers: SituationAnswers;
}

export async function caseHead(deps: Deps, caseId: string): Promise<CaseHead> {
  const [row] = await deps.sql<HeadRow[]>`select hall_id, item_version_id, answers from cases where id = ${caseId}`;
  if (!row) throw new DomainError('not_found');
  return headOf(deps, row);
}

export async function headOf(deps: Deps, row: HeadRow): Promise<CaseHead> {
  const hall = await deps.halls.hall(row.hall_id);
  const item = await itemOfVersion(deps.sql, row.item_version_id, hall.id, row.answers);
  return { hall, item, place: await placeOf(deps, hall), answers: row.answers };
}

interface Known {
  readonly item: CaseItem;
  readonly place: ClockPlace;
  readonly now: Instant;
  readonly file: Case | null;
  readonly applicantId: string;
  readonly identityLevel?: number;
  readonly unsigned?: number;
  /** Where it was read beside the lock. */
  readonly creditClean?: boolean;
}

/** What the machine is told of the world, read under the same lock. */
export async function contextOf(sql: Sql | TransactionSql, known: Known): Promise<CaseContext> {
  const { item, place, now, file, applicantId, identityLevel = 0, unsigned = 0 } = known;
  // asked only where it can matter: each press is one statement shorter
  const asked = known.creditClean === undefined && file?.status === 'RECEIVED';
  const [row] = asked ? await sql<{ clean: boolean }[]>`select ${isClean(sql, applicantId)} as clean` : [];
  const circumstances: CaseCircumstances = {
    identityLevel,
    formComplete: item.situation.open === null,
    creditClean: known.creditClean ?? row?.clean ?? true,
    hearingDone: false,
    packageComplete: file !== null && file.endedAt !== null && (await filesThere(sql, file)),
    decisionSigned: unsigned === 0,
  };
  return { now, item: item.version, place, circumstances, offered: offeredCaseActions };
}

/**
 * 办件编号: the item's national code, or the area's and the type where it has none, then the day and a serial of four digits
 * that is reserved here and now. Gapless is not promised (§4.1).
 */
export async function reserveCaseNo(deps: Deps, { item, hall }: Pick<CaseHead, 'item' | 'hall'>): Promise<string> {
  const series = item.version.taskCode || `${item.areaCode}${item.version.taskType}`;
  const day = businessDateOf(hall, new Date(deps.now()).toISOString());
  const serial = await reserveSerial(deps.sql, series, day);
  return `${series}${day.replaceAll('-', '')}${String(serial).padStart(4, '0')}`;
}

/** 物料流转单 of a hand-over: who gives has pressed, who takes has signed beside. */
export const transferOf = (sentBy: string, takenBy: string, sent: number, counted: number) => ({
  id: randomUUID(),
  sentBy,
  takenBy,
  sent,
  counted,
});
