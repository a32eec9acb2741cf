import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../deps.ts';
import { chain } from '../log/chain.ts';
import { demoHalls, demoRealm } from './data.ts';
import { linkQueues } from './queues.ts';

/** The demo's realm with its halls, queues and windows. */
export async function createRealm(deps: Deps): Promise<{ realmId: string; halls: Map<string, string> }> {
  const { sql } = deps;
  const realmId = uuidv7();
  await sql`insert into realms (id, name, name_en, time_zone, version, head_hash, head_at)
    values (${realmId}, ${demoRealm.name}, ${demoRealm.nameEn}, ${demoRealm.timeZone}, 0, ${chain.genesis(realmId).hash}, now())`;
  const halls = new Map<string, string>();
  for (const hall of demoHalls) {
    const [area] = await sql<{ id: string }[]>`select id from areas where code = ${hall.areaCode} order by valid_from desc limit 1`;
    const id = uuidv7();
    halls.set(hall.key, id);
    await sql`insert into halls ${sql({ id, realm_id: realmId, area_id: area?.id ?? null, name: hall.name, name_en: hall.nameEn, notice: hall.notice, notice_en: hall.noticeEn })}`;
    const series = new Map<string, string>();
    for (const [sort, s] of hall.series.entries()) {
      const seriesId = uuidv7();
      series.set(s.prefix, seriesId);
      await sql`insert into series ${sql({ id: seriesId, hall_id: id, prefix: s.prefix, name: s.name, name_en: s.nameEn, hint: s.hint, hint_en: s.hintEn, place: s.place, place_en: s.placeEn, sort })}`;
    }
    await linkQueues(sql, hall.key, series);
    for (const [sort, w] of hall.windows.entries()) {
      const windowId = uuidv7();
      await sql`insert into windows ${sql({ id: windowId, hall_id: id, label: w.label, name: w.name, name_en: w.nameEn, zone: w.zone, zone_en: w.zoneEn, direction: w.direction, sort })}`;
      for (const prefix of w.serves) await sql`insert into window_series ${sql({ window_id: windowId, series_id: series.get(prefix)! })}`;
    }
  }
  return { realmId, halls };
}
