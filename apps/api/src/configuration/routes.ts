import { Hono, type Context } from 'hono';
import { configOrder, definitionOf, type AnySet, type ConfigData, type ConfigEntity } from '@one-window/domain/config';
import { DomainError } from '@one-window/domain/errors';
import { can, canSomewhere, type Action } from '@one-window/domain/permissions';
import type { Deps } from '../deps.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import type { People } from '../staff/identity.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { applyConfig, draftConfig, undoConfig, undoWishes, type Draft, type Guard } from './commands.ts';
import { readHistory } from './history.ts';
import * as s from './schemas.ts';
import { subjectsOf, type SubjectOf } from './scope.ts';
import { areaIdsIn, readAreas, readConfig, searchAreas } from './store.ts';

interface Asking {
  readonly actor: StaffMemberActor;
  readonly realmId: string;
  readonly now: string;
}

/** Administration of halls, queues, windows, departments and the realm: read, preview, apply, history, undo. */
export function configRoutes(deps: Deps, people: People) {
  const asking = async (c: Context<Env>, action: Action): Promise<Asking> => {
    const { actor } = await people.requireStaff((name) => c.req.header(name));
    const now = new Date(deps.now()).toISOString();
    // default deny, before anything is said about what exists
    if (!canSomewhere(actor, action, now)) people.assertCan(actor, action, {});
    const [row] = await deps.sql<{ realm_id: string }[]>`select realm_id from staff where id = ${actor.id}`;
    if (!row) throw new DomainError('not_found');
    return { actor, realmId: row.realm_id, now };
  };
  const guardOf =
    ({ actor }: Asking): Guard =>
    (draft) =>
      assertReach(people, actor, draft);

  return new Hono<Env>()
    .get(
      '/config',
      route('readConfig', {
        summary: 'Everything that is configured, as far as it is in reach',
        tag: 'configuration',
        result: s.configData,
        errors: ['auth.forbidden'],
      }),
      async (c) => c.json(await visibleConfig(deps, await asking(c, 'config.view'))),
    )
    .get(
      '/config/history',
      route('readConfigHistory', {
        summary: 'Who changed what, and when; newest first',
        tag: 'configuration',
        result: s.history,
        errors: ['auth.forbidden'],
      }),
      valid('query', s.historyQuery),
      async (c) => {
        const who = await asking(c, 'config.view');
        const { before, limit } = c.req.valid('query');
        const { sees } = await reachOf(deps, who);
        return c.json(
          await readHistory(deps.sql, who.realmId, { before: before ?? null, limit }, ({ entity, id, before: was, set }) =>
            [was, set].every((row) => row === null || sees(entity, id, row)),
          ),
        );
      },
    )
    .get(
      '/config/:entity',
      route('readConfigEntity', {
        summary: 'One kind of thing; areas are found with ?q=',
        tag: 'configuration',
        result: s.entityRows,
        errors: ['auth.forbidden', 'not_found'],
      }),
      valid('param', s.entityParam),
      valid('query', s.areaQuery),
      async (c) => {
        const who = await asking(c, 'config.view');
        const { entity } = c.req.valid('param');
        const { q } = c.req.valid('query');
        if (entity === 'areas' && q) return c.json({ version: 0, rows: await searchAreas(deps.sql, q) });
        const config = await visibleConfig(deps, who);
        return c.json({ version: config.version, rows: config[entity] });
      },
    )
    .post(
      '/config/preview',
      route('previewConfig', {
        summary: 'What changes would do, and what is wrong with them; nothing is written',
        tag: 'configuration',
        result: s.preview,
        errors: ['auth.forbidden'],
      }),
      valid('json', s.previewBody),
      async (c) => {
        const who = await asking(c, 'config.change');
        const draft = await draftConfig(deps.sql, who.realmId, c.req.valid('json').changes, who.now);
        guardOf(who)(draft);
        return c.json(previewOf(draft));
      },
    )
    .post(
      '/config/apply',
      route('applyConfig', {
        summary: 'Apply changes, all or none; each changed thing is one event',
        tag: 'configuration',
        command: true,
        result: s.applied,
        errors: ['auth.forbidden', 'stale', 'config.invalid', 'config.in_use'],
      }),
      valid('json', s.applyBody),
      async (c) => {
        const who = await asking(c, 'config.change');
        const body = c.req.valid('json');
        return c.json(await applyConfig(deps, who.actor, who.realmId, body, guardOf(who), commandOf(c, 'config.apply', body)));
      },
    )
    .post(
      '/config/undo/preview',
      route('previewConfigUndo', {
        summary: 'What taking back an entry of the history would do',
        tag: 'configuration',
        result: s.preview,
        errors: ['auth.forbidden', 'config.undo_blocked', 'not_found'],
      }),
      valid('json', s.undoBody),
      async (c) => {
        const who = await asking(c, 'config.change');
        const { wishes } = await undoWishes(deps.sql, who.realmId, c.req.valid('json').version);
        const draft = await draftConfig(deps.sql, who.realmId, wishes, who.now);
        guardOf(who)(draft);
        return c.json(previewOf(draft));
      },
    )
    .post(
      '/config/undo',
      route('undoConfig', {
        summary: 'Take back an entry of the history, as a new one',
        tag: 'configuration',
        command: true,
        result: s.applied,
        errors: ['auth.forbidden', 'config.undo_blocked', 'config.invalid', 'config.in_use', 'not_found'],
      }),
      valid('json', s.undoBody),
      async (c) => {
        const who = await asking(c, 'config.change');
        const { version } = c.req.valid('json');
        return c.json(await undoConfig(deps, who.actor, who.realmId, version, guardOf(who), commandOf(c, 'config.undo', { version })));
      },
    );
}

/** Where a thing stands now and where it would stand: both must be in reach. */
function assertReach(people: People, actor: StaffMemberActor, { changes, subjectOf }: Draft): void {
  for (const { entity, id, before, set } of changes)
    for (const row of [before, set]) if (row) people.assertCan(actor, 'config.change', subjectOf(entity, id, row));
}

const previewOf = ({ diff, problems }: Draft) => ({ diff, problems });

/** Names that everybody needs to choose from are no secret; halls and what stands in them are shown within reach. */
async function visibleConfig(deps: Deps, who: Asking): Promise<ConfigData & { version: number }> {
  const { data, version, sees } = await reachOf(deps, who);
  const areas = await readAreas(deps.sql, areaIdsIn([...data.halls, ...data.departments]));
  const all: ConfigData = { ...data, areas };
  const shown = Object.fromEntries(
    configOrder.map((entity) => [entity, all[entity].filter(({ id, ...set }) => isCommon(entity) || sees(entity, id, set))]),
  );
  return { version, ...(shown as unknown as ConfigData) };
}

const isCommon = (entity: ConfigEntity): boolean => entity === 'departments' || entity === 'areas' || definitionOf(entity).single === true;

async function reachOf(
  deps: Deps,
  { actor, realmId, now }: Asking,
): Promise<{ data: ConfigData; version: number; sees: (entity: ConfigEntity, id: string, set: AnySet) => boolean }> {
  const { data, version } = await readVersioned(deps, realmId);
  const subjectOf: SubjectOf = await subjectsOf(deps.sql, data, areaIdsIn([...data.halls, ...data.departments]), now);
  return { data, version, sees: (entity, id, set) => can(actor, 'config.view', subjectOf(entity, id, set), now) };
}

/** Rows and the version that they belong to, from one snapshot. */
function readVersioned(deps: Deps, realmId: string): Promise<{ data: ConfigData; version: number }> {
  return deps.sql.begin('isolation level repeatable read read only', async (tx) => {
    const [row] = await tx<{ version: number }[]>`select version from realms where id = ${realmId}`;
    return { data: await readConfig(tx, realmId), version: row?.version ?? 0 };
  }) as Promise<{ data: ConfigData; version: number }>;
}
