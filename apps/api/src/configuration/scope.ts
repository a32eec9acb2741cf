import { rowOf, textOf, type AnySet, type ConfigData, type ConfigEntity } from '@one-window/domain/config';
import type { Subject } from '@one-window/domain/permissions';
import { businessDate, type Instant } from '@one-window/domain/time';
import type { Connection } from './store.ts';

/** Where a thing of the configuration stands, for `can`. The realm stands above every area: only an unbound role reaches it. */
export type SubjectOf = (entity: ConfigEntity, id: string, set: AnySet) => Subject;

/** Reads who lies in whom once, for all areas that are named. `data` is asked for the hall of a queue or a window. */
export async function subjectsOf(sql: Connection, data: ConfigData, areaIds: readonly string[], now: Instant): Promise<SubjectOf> {
  const today = businessDate(now, data.realm[0]?.timeZone ?? 'UTC');
  const found = await sql<{ area: string; above: string[] }[]>`
    select descendant_id as area, array_agg(ancestor_id::text) as above from area_closure
    where descendant_id = any(${[...areaIds]}::uuid[]) and valid_from <= ${today} and (valid_to is null or valid_to > ${today}) group by 1`;
  const above = new Map(found.map((row) => [row.area, row.above]));
  const inArea = (area: unknown): readonly string[] => (typeof area === 'string' ? (above.get(area) ?? []) : []);
  const ofHall = (id: string, hall: AnySet | null): Subject => ({ hallId: id, areaIds: inArea(hall?.['areaId']) });
  return (entity, id, set) => {
    switch (entity) {
      case 'halls':
        return ofHall(id, set);
      case 'series':
      case 'windows':
      case 'hours':
      case 'closures':
      case 'shifts':
      case 'quotas':
      case 'skills':
      case 'voices': {
        const hallId = textOf(set['hallId']);
        return ofHall(hallId, rowOf(data, 'halls', hallId));
      }
      case 'departments':
        return { departmentId: id, areaIds: inArea(set['areaId']) };
      case 'areas':
        return { areaIds: [...inArea(id), ...inArea(set['parentId'])] };
      // the hotline is the city's
      case 'orderRoutes':
      case 'orderLimits':
      case 'realm':
        return {};
    }
  };
}
