import type { Sql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { noConfig, type ConfigData, type ConfigProblem, type ConfigSet, type ConfigWish } from '@one-window/domain/config';
import { inverseOf, planConfig, quiet, type ConfigChange, type ConfigPlan } from '@one-window/domain/config-plan';
import { DomainError, type ErrorDetails } from '@one-window/domain/errors';
import type { Instant } from '@one-window/domain/time';
import { change, type ChangeActor, type ChangeDeps, type Command } from '../db/change.ts';
import type { ConfigEvent, RealmState } from './aggregate.ts';
import { changesOf, newerThan, readEntry, type Newer } from './history.ts';
import { subjectsOf, type SubjectOf } from './scope.ts';
import { areaIdsIn, readAreas, readConfig, readFacts, type Connection } from './store.ts';

export interface ConfigDeps extends ChangeDeps {
  readonly sql: Sql;
  readonly now: () => number;
}

/** A plan and the means to judge who may do it. */
export interface Draft extends ConfigPlan {
  readonly subjectOf: SubjectOf;
}

/** Throws where the one who asks may not change what the plan changes. */
export type Guard = (draft: Draft) => void;

export interface Applied {
  readonly version: number;
  /** Ids of what was changed, in the order of the wishes that changed something. */
  readonly ids: readonly string[];
  readonly diff: ConfigPlan['diff'];
}

/** What wishes would do, without doing it. */
export async function draftConfig(
  sql: Connection,
  realmId: string,
  wishes: readonly ConfigWish[],
  now: Instant,
  known?: ConfigData,
): Promise<Draft> {
  const stored = known ?? (await readConfig(sql, realmId));
  const wished = wishes.filter((wish) => wish.entity === 'areas');
  const areaIds = [
    ...areaIdsIn([...stored.halls, ...stored.departments, ...wishes.map((wish) => wish.set)]),
    ...wished.flatMap((wish) => wish.id ?? []),
  ];
  const codes = wished.map((wish) => wish.set?.['code']).filter((code) => typeof code === 'string');
  const all = { ...stored, areas: await readAreas(sql, areaIds, codes) };
  const plan = planConfig(all, wishes, await readFacts(sql, all, wishes, now), uuidv7);
  // a window that goes together with its hall still stood in it
  const halls = [...plan.after.halls, ...all.halls];
  return { ...plan, subjectOf: await subjectsOf(sql, { ...plan.after, halls }, areaIds, now) };
}

/** Applies all wishes or none; one event per thing that changes. Stale when somebody else has changed the same thing since. */
export function applyConfig(
  deps: ConfigDeps,
  actor: ChangeActor,
  realmId: string,
  input: { changes: readonly ConfigWish[]; expectedVersion: number },
  guard: Guard,
  command: Command,
): Promise<Applied> {
  return onRealm(deps, actor, realmId, guard, command, async (sql, state) => {
    const ids = input.changes.flatMap((wish) => wish.id ?? []);
    const newer = await newerThan(sql, realmId, input.expectedVersion, ids);
    if (newer || input.expectedVersion > state.version)
      throw new DomainError('stale', newer ? detailsOf(newer) : { version: state.version });
    return { wishes: input.changes, undoes: null };
  });
}

/** Takes back everything that one press of "apply" did, unless some of it was changed again. */
export function undoConfig(
  deps: ConfigDeps,
  actor: ChangeActor,
  realmId: string,
  version: number,
  guard: Guard,
  command: Command,
): Promise<Applied> {
  return onRealm(deps, actor, realmId, guard, command, (sql) => undoWishes(sql, realmId, version));
}

/** The wishes that take an entry of the history back; throws `config.undo_blocked` where something newer stands on it. */
export async function undoWishes(sql: Connection, realmId: string, version: number): Promise<{ wishes: ConfigWish[]; undoes: number }> {
  const entry = await readEntry(sql, realmId, version);
  const changes = changesOf(entry);
  if (changes.some((done) => done.entity === 'realm' && done.before === null)) throw new DomainError('config.undo_blocked', { version });
  const newer = await newerThan(
    sql,
    realmId,
    entry.at(-1)!.version,
    changes.map((done) => done.id),
  );
  if (newer) throw new DomainError('config.undo_blocked', detailsOf(newer));
  return { wishes: inverseOf(changes), undoes: entry.at(-1)!.version };
}

/** A realm and what stands in it from the first moment, in one stream that begins here. */
export async function createRealm(
  deps: ConfigDeps,
  actor: ChangeActor,
  realm: Partial<ConfigSet<'realm'>>,
  wishes: readonly ConfigWish[],
  key: string | null,
): Promise<{ id: string }> {
  const id = uuidv7();
  return change(
    deps,
    actor,
    { name: 'realm.create', key, body: { realm, wishes } },
    { realm: { kind: 'realm', id, create: true } },
    async (tx) => {
      const areas = await readAreas(tx.sql, areaIdsIn(wishes.map((wish) => wish.set)));
      const { departments } = await readConfig(tx.sql, id);
      return { events: { realm: realmEvents(id, realm, wishes, { areas, departments }) }, result: { id } };
    },
  );
}

/** The first events of a realm; throws `config.invalid`. */
export function realmEvents(
  id: string,
  realm: Partial<ConfigSet<'realm'>>,
  wishes: readonly ConfigWish[] = [],
  imported: Partial<ConfigData> = {},
): ConfigEvent[] {
  const before = { ...noConfig, ...imported };
  const plan = planConfig(before, [{ entity: 'realm', id, set: realm }, ...wishes], quiet, uuidv7);
  assertSound(plan.problems);
  return plan.changes.map((done) => eventOf(done, null));
}

type Wishes = (sql: Connection, state: RealmState) => Promise<{ wishes: readonly ConfigWish[]; undoes: number | null }>;

async function onRealm(
  deps: ConfigDeps,
  actor: ChangeActor,
  realmId: string,
  guard: Guard,
  command: Command,
  wishesOf: Wishes,
): Promise<Applied> {
  return change(deps, actor, command, { realm: { kind: 'realm', id: realmId } }, async (tx, { realm }) => {
    const { wishes, undoes } = await wishesOf(tx.sql, realm);
    const draft = await draftConfig(tx.sql, realmId, wishes, new Date(deps.now()).toISOString(), realm.data);
    guard(draft);
    assertSound(draft.problems);
    const events = draft.changes.map((done) => eventOf(done, undoes));
    return {
      events: { realm: events },
      result: { version: realm.version + events.length, ids: draft.changes.map((done) => done.id), diff: draft.diff },
    };
  }).catch(inUse);
}

function eventOf({ entity, id, before, set }: ConfigChange, undoes: number | null): ConfigEvent {
  return { type: 'config.set', subject: id, body: { entity, before, set, undoes } };
}

/** Each problem as `entity id field code`: the screen asks for the preview again to get them whole. */
function assertSound(problems: readonly ConfigProblem[]): void {
  if (problems.length > 0)
    throw new DomainError('config.invalid', {
      problems: problems.slice(0, 50).map((p) => `${p.entity} ${p.id} ${p.field ?? ''} ${p.code}`),
    });
}

/** Somebody began to use what was just taken away: the foreign key says so. */
function inUse(error: unknown): never {
  if ((error as { code?: string }).code === '23503') throw new DomainError('config.in_use');
  throw error;
}

const detailsOf = ({ version, by, at, entity, id }: Newer): ErrorDetails => ({ version, by, at, entity, id });
