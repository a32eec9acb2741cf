import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayPlan, noNumbers } from '@one-window/domain/opening';
import { addMs } from '@one-window/domain/time';
import { searchItems } from '../catalogue/search.ts';
import { seedReference } from '../catalogue/seed.ts';
import { loadSynonyms } from '../catalogue/synonyms.ts';
import { verifyLog } from '../log/verify.ts';
import { testDeps, type TestDeps } from '../testing.ts';
import { calendarOf } from '../calendar/cache.ts';
import { applyConfig } from '../configuration/commands.ts';
import { readConfig } from '../configuration/store.ts';
import { createStaff } from '../staff/accounts.ts';
import { configureDemo } from './configure.ts';
import { seedDelivery, seedRules } from './rules.ts';

let deps: TestDeps;
let halls: Map<string, string>;
beforeAll(async () => {
  deps = await testDeps();
  await seedReference(deps.sql);
  halls = await configureDemo(deps);
});
afterAll(() => deps.close());

test('what stands in the demo halls is what their events say', async () => {
  expect((await verifyLog(deps.owner)).findings).toEqual([]);
});

test('in the district centre every item of the catalogue has a queue', async () => {
  const rows = await deps.sql<{ name: string }[]>`
    select distinct d.name from departments d where not exists (
      select from series_departments sd join series s on s.id = sd.series_id where sd.department_id = d.id and s.hall_id = ${halls.get('centre')!})`;
  expect(rows.map((row) => row.name)).toEqual([]);
});

test.each([
  ['centre', '身份证', 'A'],
  ['centre', '户口迁移', 'F'],
  ['centre', '开公司', 'B'],
  ['centre', 'shebaoka', 'D'],
  ['centre', '开发票', 'E'],
  ['township', '身份证', 'A'],
  ['township', '社保卡', 'D'],
  ['township', '开发票', null],
])('at the kiosk of the %s, %j leads to queue %s', async (hall, q, prefix) => {
  const [first] = await searchItems(deps.sql, loadSynonyms(), { q, hallId: halls.get(hall)!, limit: 1 });
  const [series] = await deps.sql<{ prefix: string }[]>`select prefix from series where id = ${first?.seriesId ?? null}`;
  expect(first).toBeDefined();
  expect(series?.prefix ?? null).toBe(prefix);
});

test('data of an earlier version gets hours, shifts, a quota and skills; both halls give numbers at every minute of every day; what is taken out stays out', async () => {
  const [centre, township] = await Promise.all([halls.get('centre')!, halls.get('township')!].map((id) => deps.halls.hall(id)));
  const { realmId } = centre!;
  for (const staffNo of ['1102', '1104', '1105'])
    await createStaff(
      deps,
      { kind: 'system', id: 'test' },
      { realmId, staffNo, name: '王秀兰', password: 'Sonne-Mond-7-Sterne', assignments: [] },
      null,
    );
  const rules = async () => {
    const { hours, shifts, quotas, skills } = await readConfig(deps.sql, realmId);
    return { hours: hours.length, shifts: shifts.length, quotas: quotas.length, skills: skills.length };
  };
  expect(await rules()).toEqual({ hours: 0, shifts: 0, quotas: 0, skills: 0 });
  await seedRules(deps, centre!, township!);
  expect(await rules()).toEqual({ hours: 2, shifts: 4, quotas: 4, skills: 3 });
  const calendar = await calendarOf(deps.sql, deps.now());
  for (const { id } of [centre!, township!]) {
    const hall = await deps.halls.hall(id);
    // a working day, a weekend, a holiday, a make-up Saturday, and a year that nobody has published yet
    for (const date of ['2026-11-24', '2026-11-28', '2026-10-01', '2026-10-10', '2027-06-05']) {
      const plan = hall.hours.length === 0 ? null : dayPlan(date, hall, calendar);
      for (let minute = 0; minute < 1_440; minute += 1)
        expect(
          noNumbers(plan, null, addMs(`${date}T00:00:00.000Z`, (minute - 480) * 60_000), hall.timeZone),
          `${date} ${minute}`,
        ).toBeNull();
      expect(plan === null || plan.periods.length === 1).toBe(true);
    }
    // whatever a clerk does not do, some window still serves each queue
    const served = [...hall.windows.values()].flatMap(({ skills }) => skills.seriesIds);
    expect([...hall.series.keys()].filter((series) => !served.includes(series))).toEqual([]);
  }
  await seedRules(deps, centre!, township!);
  expect(await rules()).toEqual({ hours: 2, shifts: 4, quotas: 4, skills: 3 });
  await deps.owner`delete from series_quotas`;
  await seedRules(deps, centre!, township!);
  expect(await rules()).toMatchObject({ quotas: 0, skills: 3 });
});

test('data of an earlier version gets a delivery window for results alone; one that somebody set otherwise stays', async () => {
  const centre = await deps.halls.hall(halls.get('centre')!);
  const of = (prefix: string): string => [...centre.series.values()].find((series) => series.prefix === prefix)!.id;
  const windowId = [...centre.windows.values()].find(({ label }) => label === '12')!.id;
  const stands = async () => {
    const { series, windows } = await readConfig(deps.sql, centre.realmId);
    const { hallId, seriesIds, ...set } = windows.find(({ id }) => id === windowId)!;
    return { results: series.find(({ id }) => id === of('G'))!.results, seriesIds, set: { ...set, hallId } };
  };
  await deps.owner`insert into window_series (window_id, series_id) values (${windowId}, ${of('C')})`;
  await deps.owner`update series set results = false where id = ${of('G')}`;
  await seedDelivery(deps, centre);
  expect(await stands()).toMatchObject({ results: true, seriesIds: [of('G')] });

  const { id: _, ...set } = (await stands()).set;
  const seriesIds = [of('C'), of('G')];
  const [realm] = await deps.sql<{ version: number }[]>`select version from realms where id = ${centre.realmId}`;
  const changes = [{ entity: 'windows', id: windowId, set: { ...set, seriesIds } }] as const;
  const command = { name: 'test', key: null, body: null };
  const input = { changes, expectedVersion: realm!.version };
  await applyConfig(deps, { kind: 'system', id: 'test' }, centre.realmId, input, () => undefined, command);
  await seedDelivery(deps, centre);
  expect(new Set((await stands()).seriesIds)).toEqual(new Set(seriesIds));
});
