import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { assertTerm } from '@one-window/domain/knowledge';
import type { AnswerSource } from '@one-window/domain/order-words';
import { can, canSomewhere, scopeOf, type Action, type Subject } from '@one-window/domain/permissions';
import type { DateText, Instant } from '@one-window/domain/time';
import type { CaseDeps } from '../cases/queries.ts';
import { searchItems } from '../catalogue/search.ts';
import type { Synonyms } from '../catalogue/synonyms.ts';
import { queryKey } from '../catalogue/text.ts';
import { change, type ChangeActor, type Command } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';
import { personalDigest } from '../security/fields.ts';
import { scopeSql } from '../security/scope.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { gramsOf, type EntryWords } from './knowledge-aggregate.ts';
import { orderPlace } from './orders.ts';
import type { EntryRow, Found } from './schemas.ts';

interface Here {
  readonly hall: HallInfo;
  /** The city’s hotline, which sits in the first hall. */
  readonly subject: Subject;
  readonly now: Instant;
  readonly today: DateText;
}
async function hereOf(deps: CaseDeps): Promise<Here> {
  const { hall } = await orderPlace(deps);
  const now = new Date(deps.now()).toISOString();
  return { hall, subject: await deps.people.hallSubject(hall), now, today: businessDateOf(hall, now) };
}

const found = 8;

/** 知识库检索: what may be read out today, entries before guides; one that has run out or was withdrawn is not there. */
export async function searchKnowledge(deps: CaseDeps, synonyms: Synonyms, q: string): Promise<Found[]> {
  const { sql } = deps;
  const { today } = await hereOf(deps);
  const grams = gramsOf(queryKey(q));
  const [entries, items] = await Promise.all([
    sql<Found[]>`
      select 'entry' as source, e.id, e.state ->> 'version' as version, e.title, d.name as unit, e.answer, e.valid_until as "validUntil"
      from knowledge_entries e join departments d on d.id = e.unit_id,
        lateral (select count(*)::int as n from unnest(e.grams) g where g = any(${grams})) hits
      where not e.withdrawn and e.valid_until >= ${today} and e.grams && ${grams} and hits.n * 3 >= ${grams.length}
      order by hits.n desc, e.id desc limit ${found}`,
    searchItems(sql, synonyms, { q, limit: found }),
  ]);
  const versions = await sql<{ id: string; version: string }[]>`
    select item_id as id, max(version)::text as version from item_versions where item_id = any(${items.map(({ id }) => id)}::uuid[]) group by 1`;
  const guides = items.flatMap(({ id, name, department }): Found[] => {
    const version = versions.find((one) => one.id === id)?.version;
    return version ? [{ source: 'guide', id, version, title: name, unit: department, answer: null, validUntil: null }] : [];
  });
  return [...entries, ...guides];
}

/** The version of what an answer rests on, as it stands today; what is not there, or no longer counts, carries no answer. */
export async function versionOfSource(deps: CaseDeps, source: AnswerSource, id: string): Promise<string> {
  const { sql } = deps;
  const { today } = await hereOf(deps);
  const [row] =
    source === 'entry'
      ? await sql<{ version: string }[]>`
          select state ->> 'version' as version from knowledge_entries where id = ${id} and not withdrawn and valid_until >= ${today}`
      : await sql<{ version: string }[]>`
          select v.version::text as version from item_versions v join service_items i on i.id = v.item_id
          where i.id = ${id} and i.valid_to is null order by v.version desc limit 1`;
  if (!row) throw new DomainError('order.source_missing');
  return row.version;
}

/** Entries are read by whoever works at the hotline, a unit’s own by the unit; written by the unit and by the dispatcher. */
const readers: readonly Action[] = ['hotline.take', 'hotline.dispatch', 'hotline.call_back', 'hotline.rule', 'hotline.handle'];
const writers: readonly Action[] = ['hotline.dispatch', 'hotline.handle'];

/** The entries that somebody may see: the condition of the list and of every look. */
function reach({ sql }: CaseDeps, actor: StaffMemberActor, { hall, now, today }: Here) {
  const columns = { department: sql`e.unit_id`, area: sql`${hall.areaId}::uuid`, hall: sql`${hall.id}::uuid` };
  const ways = readers.map((right) => scopeSql(sql, scopeOf(actor, right, now), columns, today));
  return sql`(${ways.reduce((a, b) => sql`${a} or ${b}`)})`;
}

/** By title; what has run out stands among them and says so. */
export async function listEntries(deps: CaseDeps, actor: StaffMemberActor, q: string | undefined): Promise<EntryRow[]> {
  const { sql } = deps;
  const here = await hereOf(deps);
  if (!readers.some((right) => canSomewhere(actor, right, here.now))) throw new DomainError('auth.forbidden', { reason: 'no_role' });
  const asked = q ? sql`and e.grams && ${gramsOf(queryKey(q))}` : sql``;
  const rows = await sql<(Omit<EntryRow, 'mine' | 'unit'> & { unit_id: string; unit_name: string })[]>`
    select e.id, e.version, (e.state ->> 'version')::int as edition, e.title, e.keywords, e.answer, e.unit_id, d.name as unit_name,
      e.valid_until as "validUntil", e.withdrawn, e.valid_until < ${here.today} as expired
    from knowledge_entries e join departments d on d.id = e.unit_id
    where ${reach(deps, actor, here)} ${asked} order by e.title collate "C", e.id limit 200`;
  return rows.map(({ unit_id: id, unit_name: name, ...row }) => ({ ...row, unit: { id, name }, mine: writes(actor, here, id) }));
}

const writes = (actor: StaffMemberActor, { subject, now }: Here, departmentId: string): boolean =>
  writers.some((right) => can(actor, right, { ...subject, departmentId }, now));

function assertWrites(actor: StaffMemberActor, here: Here, unitId: string): void {
  if (!writes(actor, here, unitId)) throw new DomainError('auth.forbidden', { reason: 'out_of_scope' });
}

/** Whose entry it is; nothing is said about what is out of reach. */
async function unitOf(deps: CaseDeps, actor: StaffMemberActor, here: Here, id: string): Promise<string> {
  const [row] = await deps.sql<{ unit_id: string }[]>`
    select e.unit_id from knowledge_entries e where e.id = ${id} and ${reach(deps, actor, here)}`;
  if (!row) throw new DomainError('not_found');
  return row.unit_id;
}

export interface EntryInput extends EntryWords {
  readonly unitId: string;
  readonly validUntil: DateText;
}

/** A new entry, or a new version of one: the former stays as it was read out. `version` is what the screen showed. */
export async function writeEntry(
  deps: CaseDeps,
  actor: StaffMemberActor,
  of: { readonly id: string; readonly version: number } | null,
  { unitId, validUntil, ...words }: EntryInput,
  command: Command,
) {
  const here = await hereOf(deps);
  if (of) assertWrites(actor, here, await unitOf(deps, actor, here, of.id));
  assertWrites(actor, here, unitId);
  assertTerm(validUntil, here.today);
  return putEntry(deps, actor, of, { unitId, validUntil, ...words }, command);
}

/** The same for who needs no right: the demo's own. */
export function putEntry(
  deps: Deps,
  actor: ChangeActor,
  of: { readonly id: string; readonly version: number } | null,
  { unitId, validUntil, ...words }: EntryInput,
  command: Command,
) {
  const id = of?.id ?? uuidv7();
  const ref = { kind: 'knowledge', id, create: of === null } as const;
  return change(deps, actor, command, { entry: ref }, (_tx, { entry: state }) => {
    if (of && state.version !== of.version) throw new DomainError('stale', { version: state.version });
    state.words = words;
    const body = { unitId, validUntil, words: personalDigest(deps.keys, words) };
    return { events: { entry: [{ type: 'knowledge.written', subject: id, body }] }, result: { id, version: state.version + 1 } };
  });
}

/** 停用: offered to nobody from now on; written anew it counts again. */
export async function withdrawEntry(deps: CaseDeps, actor: StaffMemberActor, id: string, version: number, command: Command) {
  const here = await hereOf(deps);
  assertWrites(actor, here, await unitOf(deps, actor, here, id));
  return change(deps, actor, command, { entry: { kind: 'knowledge', id } }, (_tx, { entry: state }) => {
    if (state.version !== version || state.entry?.withdrawn) throw new DomainError('stale', { version: state.version });
    return { events: { entry: [{ type: 'knowledge.withdrawn', subject: id, body: {} }] }, result: { id, version: version + 1 } };
  });
}
