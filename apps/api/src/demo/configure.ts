import { v7 as uuidv7 } from 'uuid';
import type { ConfigWish } from '@one-window/domain/config';
import { createRealm } from '../configuration/commands.ts';
import type { Deps } from '../deps.ts';
import { demoHalls, demoRealm, demoRoutes, type DemoHall } from './data.ts';
import { demoSeed } from './names.ts';
import { departmentsFor, linkItems } from './queues.ts';

interface Wished {
  readonly wishes: readonly ConfigWish[];
  readonly series: ReadonlyMap<string, string>;
}

/** The demo's realm with its halls, queues and windows, made by the same events as any other; gives the halls by their keys. */
export async function configureDemo(deps: Deps): Promise<Map<string, string>> {
  const halls = new Map<string, string>();
  const made: [string, Wished][] = [];
  for (const hall of demoHalls) {
    const [area] = await deps.sql<{ id: string }[]>`select id from areas where code = ${hall.areaCode} order by valid_from desc limit 1`;
    const id = uuidv7();
    halls.set(hall.key, id);
    made.push([hall.key, wishesOf(hall, id, area?.id ?? null, await departmentsFor(deps.sql, hall.key))]);
  }
  const { name, nameEn, timeZone } = demoRealm;
  const wishes = [...made.flatMap(([, wished]) => wished.wishes), ...(await routeWishes(deps))];
  await createRealm(deps, { kind: 'system', id: demoSeed }, { name, nameEn, timeZone }, wishes, null);
  for (const [key, { series }] of made) await linkItems(deps.sql, key, series);
  return halls;
}

async function routeWishes({ sql }: Deps): Promise<ConfigWish[]> {
  const departments = await sql<{ id: string; name: string }[]>`select id, published_name as name from departments`;
  return Object.entries(demoRoutes).flatMap(([category, unit]) => {
    const unitId = departments.find(({ name }) => name === unit)?.id;
    return unitId ? [{ entity: 'orderRoutes', id: uuidv7(), set: { category, unitId } } as const] : [];
  });
}
/** Every queue of the demo can be booked: four places each half hour, not at noon. */
const booked = { bookingQuota: 4, bookingMinutes: 30, bookingBreakFromMinutes: 720, bookingBreakToMinutes: 810 };

function wishesOf(
  { name, nameEn, notice, noticeEn, guideDesk, guideDeskEn, series, windows }: DemoHall,
  hallId: string,
  areaId: string | null,
  departments: ReadonlyMap<string, readonly string[]>,
): Wished {
  const ids = new Map(series.map((s) => [s.prefix, uuidv7()]));
  return {
    series: ids,
    wishes: [
      { entity: 'halls', id: hallId, set: { name, nameEn, notice, noticeEn, guideDesk, guideDeskEn, areaId } },
      ...series.map((s, sort) => ({
        entity: 'series' as const,
        id: ids.get(s.prefix)!,
        set: { ...s, ...booked, hallId, sort, departmentIds: departments.get(s.prefix) ?? [] },
      })),
      ...windows.map(({ serves, ...w }, sort) => ({
        entity: 'windows' as const,
        id: uuidv7(),
        set: { ...w, hallId, sort, seriesIds: [...serves].map((prefix) => ids.get(prefix)!) },
      })),
    ],
  };
}
