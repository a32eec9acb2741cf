import { createHash } from 'node:crypto';
import type { ConfigEntity, ConfigWish } from '@one-window/domain/config';
import { applyConfig } from '../configuration/commands.ts';
import { readConfig } from '../configuration/store.ts';
import type { Deps } from '../deps.ts';
import type { HallInfo } from '../halls/directory.ts';
import { safeError } from '../http.ts';
import { demoSeed } from './names.ts';

/**
 * Hours, shifts, a quota and skills of the demo's halls, such that it works at any hour for whoever tries it: the township's
 * hall tells hours and is open around the clock; the district centre tells none and only changes its windows from shift to
 * shift, among those where a colleague of the demo sits; the quota lies on a queue whose line grows no further by itself.
 * Nobody's skills leave a queue without a window that serves it.
 */
const hours = (days: 'workdays' | 'restdays') => ({ days, fromMinutes: 0, toMinutes: 1_440, extended: days === 'restdays' });
const shift = (days: 'workdays' | 'restdays', fromMinutes: number, toMinutes: number, windows: readonly string[]) => ({
  days,
  fromMinutes,
  toMinutes,
  windows,
});
const shifts = [
  shift('workdays', 0, 510, ['8']),
  shift('workdays', 510, 1_050, ['2', '4', '8', '10', '11']),
  shift('workdays', 1_050, 1_440, ['2', '8']),
  shift('restdays', 0, 1_440, ['2', '8']),
];
const quota = { series: 'D', maxNumbers: 60, parts: [0, 720, 1_440] };
const skills = [
  { staffNo: '1102', helps: 'A', never: '' },
  { staffNo: '1104', helps: '', never: 'G' },
  { staffNo: '1105', helps: 'C', never: '' },
];

type Made = { readonly entity: ConfigEntity; readonly key: string; readonly set: Readonly<Record<string, unknown>> };

function rulesOf(centre: HallInfo, township: HallInfo): readonly (readonly Made[])[] {
  const windowIds = (labels: readonly string[]) => [...centre.windows.values()].filter((w) => labels.includes(w.label)).map((w) => w.id);
  const seriesIds = ({ series }: HallInfo, letters: string) =>
    [...series.values()].filter((s) => letters.includes(s.prefix)).map((s) => s.id);
  const days = ['workdays', 'restdays'] as const;
  return [
    days.map((day) => ({ entity: 'hours', key: day, set: { hallId: township.id, ...hours(day) } })),
    shifts.map(({ windows, ...set }, i) => ({
      entity: 'shifts',
      key: String(i),
      set: { hallId: centre.id, ...set, windowIds: windowIds(windows) },
    })),
    seriesIds(township, quota.series).flatMap((seriesId) =>
      days.flatMap((day) =>
        quota.parts.slice(1).map((toMinutes, i) => ({
          entity: 'quotas' as const,
          key: `${day} ${i}`,
          set: { hallId: township.id, seriesId, days: day, fromMinutes: quota.parts[i]!, toMinutes, maxNumbers: quota.maxNumbers },
        })),
      ),
    ),
    skills.map(({ staffNo, helps, never }) => ({
      entity: 'skills',
      key: staffNo,
      set: { hallId: centre.id, staffNo, helpsIds: seriesIds(centre, helps), neverIds: seriesIds(centre, never) },
    })),
  ];
}

/**
 * Gives data of an earlier version what came since, kind by kind. What was once made and taken out stays out, and a hall that has
 * rules of its own of a kind keeps those.
 */
export async function seedRules(deps: Deps, centre: HallInfo, township: HallInfo): Promise<void> {
  const realmId = centre.realmId;
  for (const rules of rulesOf(centre, township)) {
    const { config, version } = await readAll(deps, realmId);
    const wishes = rules.map(({ entity, key, set }): ConfigWish => ({ entity, id: idOf(set['hallId'], entity, key), set }));
    const ids = wishes.map(({ id }) => id!);
    const before = await deps.sql`select 1 from events where stream = ${realmId} and subject = any(${ids}::uuid[]) limit 1`;
    const own = rules.some(({ entity, set }) => config[entity].some((row) => 'hallId' in row && row.hallId === set['hallId']));
    if (before.length > 0 || own || wishes.length === 0) continue;
    await applyConfig(deps, { kind: 'system', id: demoSeed }, realmId, { changes: wishes, expectedVersion: version }, () => undefined, {
      name: 'demo.rules',
      key: null,
      body: null,
    }).catch((error: unknown) => deps.log.warn({ err: safeError(error), kind: rules[0]?.entity }, 'demo rules not seeded'));
  }
  deps.halls.clear();
}

async function readAll({ sql }: Deps, realmId: string) {
  const [row] = await sql<{ version: number }[]>`select version from realms where id = ${realmId}`;
  return { config: await readConfig(sql, realmId), version: row?.version ?? 0 };
}

/**
 * The delivery window of an earlier version served real estate too, and its queue was not known as that of results: both become
 * what they are for now, unless somebody set them otherwise since.
 */
export async function seedDelivery(deps: Deps, { id: hallId, realmId }: HallInfo): Promise<void> {
  const { config, version } = await readAll(deps, realmId);
  const series = config.series.filter((one) => one.hallId === hallId);
  const [collect, estate] = ['G', 'C'].map((prefix) => series.find((one) => one.prefix === prefix));
  const window = config.windows.find((one) => one.hallId === hallId && one.label === '12');
  if (!collect || !window) return;
  const touched = await deps.sql<{ subject: string }[]>`
    select subject from events where stream = ${realmId} and subject = any(${[collect.id, window.id]}::uuid[]) group by subject having count(*) > 1`;
  const asMade = (id: string): boolean => touched.every(({ subject }) => subject !== id);
  const mixed = window.seriesIds.length === 2 && [collect, estate].every((one) => one && window.seriesIds.includes(one.id));
  const changes: ConfigWish[] = [];
  if (!collect.results && asMade(collect.id)) changes.push({ entity: 'series', id: collect.id, set: { ...setOf(collect), results: true } });
  if (mixed && asMade(window.id)) changes.push({ entity: 'windows', id: window.id, set: { ...setOf(window), seriesIds: [collect.id] } });
  if (changes.length === 0) return;
  await applyConfig(deps, { kind: 'system', id: demoSeed }, realmId, { changes, expectedVersion: version }, () => undefined, {
    name: 'demo.delivery',
    key: null,
    body: null,
  });
  deps.halls.clear();
}

const setOf = ({ id: _, ...set }: { readonly id: string }) => set;

/** The same id at every start: the log tells whether it was ever made. */
function idOf(hallId: unknown, entity: string, key: string): string {
  const hex = createHash('sha256')
    .update(`demo ${String(hallId)} ${entity} ${key}`)
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
