import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { situationOf } from '@one-window/domain/item-guide';
import { apiFolder } from '../db/migrate.ts';
import type { Env } from '../http.ts';
import { testApp } from '../testing-truth.ts';
import { testDeps, type TestDeps } from '../testing.ts';
import { catalogueRoutes, type ItemGuide } from './routes.ts';
import { importSamples } from './samples.ts';
import { seedReference } from './seed.ts';

const path = join(apiFolder('data'), 'items/worked-samples.json');
let deps: TestDeps;
beforeAll(async () => {
  deps = await testDeps();
  await seedReference(deps.sql, { samples: true });
});
afterAll(() => deps.close());

async function guideOf(name: string): Promise<ItemGuide> {
  const [row] = await deps.sql<{ id: string }[]>`select id from service_items where name = ${name}`;
  const app = testApp(deps, 'portal', {
    ready: async () => {},
    api: new Hono<Env>().route('/', catalogueRoutes({ ...deps, identity: deps.identity })) as never,
  });
  const answer = await app.request(`/api/items/${row!.id}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as ItemGuide;
}

test('32 worked samples stand: 22 on the published entry of the same matter, ten on entries of their own', async () => {
  const [counts] = await deps.sql<{ versions: number; samples: number; own: number }[]>`
    select count(*)::int as versions, count(*) filter (where v.sample)::int as samples,
           count(*) filter (where i.external_code like 'SAMPLE-%')::int as own
    from item_versions v join service_items i on i.id = v.item_id`;
  expect(counts).toEqual({ versions: 32, samples: 32, own: 10 });
});

test('the same file again makes no new version, and no entry is completed by an example', async () => {
  expect(await importSamples(deps.sql, { path, asOf: '2026-11-01' })).toMatchObject({ read: 32, versions: 0 });
  const states = await deps.sql<{ state: string }[]>`select distinct i.state from service_items i join item_versions v on v.item_id = i.id`;
  expect(states).toEqual([{ state: 'incomplete' }]);
});

test('a guide says what to bring, how long, how often and what it costs, that it is a sample, and that its legal basis is missing', async () => {
  const guide = await guideOf('居民身份证办理（包括临时）');
  expect(guide.missing).toEqual(['law']);
  expect(guide.version).toMatchObject({
    sample: true,
    version: 1,
    legal: { amount: 60, unit: 'natural_day' },
    promise: { amount: 20, unit: 'working_day' },
    visits: { least: 1, most: 1 },
  });
  expect(situationOf(guide.version!, { reason: 'lost' })).toMatchObject({ feeFen: 4000 });
});

test('two of them ask for the situation first', async () => {
  const asking = await deps.sql<{ name: string }[]>`
    select i.name from item_versions v join service_items i on i.id = v.item_id where jsonb_array_length(v.guide -> 'questions') > 0 order by i.name`;
  expect(asking.map((row) => row.name)).toEqual(['居民身份证办理（包括临时）', '普通护照签发'].toSorted());
});

test('an entry without a version says that everything is missing', async () => {
  expect(await guideOf('临时身份证明')).toMatchObject({ version: null, missing: ['materials', 'time', 'fee', 'visits', 'law'] });
});

test('what was published cannot be changed by the service', async () => {
  await expect(deps.sql`update item_versions set sample = false`).rejects.toMatchObject({ code: '42501' });
});
