import { Hono, type Context } from 'hono';
import type { Sql } from 'postgres';
import { z } from 'zod';
import {
  guideParts,
  itemStates,
  itemTypeCodes,
  itemTypes,
  type GuidePart,
  type ItemState,
  type ItemType,
} from '@one-window/domain/catalogue';
import { DomainError } from '@one-window/domain/errors';
import type { Deps } from '../deps.ts';
import { route, valid, type Env } from '../http.ts';
import type { Identity } from '../identity.ts';
import { guideFields } from './guide.ts';
import { placesOf, searchItems } from './search.ts';
import { loadSynonyms } from './synonyms.ts';

const foundItem = z.object({
  id: z.uuid(),
  name: z.string(),
  department: z.string(),
  seriesId: z.uuid().nullable().meta({ description: 'The queue that takes it; null = not registered, ask at the service desk' }),
  state: z.enum(itemStates).meta({ description: 'incomplete = name, code, type and department are known and nothing else' }),
});
const guide = foundItem.extend({
  code: z.string().meta({ description: "The publisher's own code" }),
  catalogCode: z.string().nullable().meta({ description: 'National basic code, 12 digits, where it can be read from the own code' }),
  type: z.string(),
  typeCode: z.enum(itemTypeCodes),
  theme: z.string().nullable(),
  area: z.string(),
  missing: z.array(z.enum(guideParts)).meta({ description: 'What nobody has filled in and checked' }),
  version: guideFields
    .extend({
      id: z.uuid(),
      version: z.int().positive(),
      sample: z.boolean().meta({ description: 'Written as an example, never checked by the department' }),
      publishedAt: z.string(),
    })
    .nullable()
    .meta({ description: 'The newest published version; null = nothing but the directory entry' }),
  places: z.array(z.object({ hallId: z.uuid(), seriesId: z.uuid() })),
});
export type ItemGuide = z.infer<typeof guide>;

// longer than any name: what is pasted by mistake is refused in words, not searched
const question = z.string().max(200);
/**
 * The catalogue is public; the same on the portal and on the hall listener. A paired device is answered with its own hall's
 * queues, everybody else with those of the hall that was asked for, or of any.
 */
export function catalogueRoutes(deps: Deps & { readonly identity: Pick<Identity, 'device'> }) {
  const synonyms = loadSynonyms();
  const hallOf = async (c: Context<Env>, asked: string | undefined): Promise<string | null> =>
    (await deps.identity.device((name) => c.req.header(name)))?.hallId ?? asked ?? null;
  return new Hono<Env>()
    .get(
      '/items',
      route('searchItems', {
        summary: 'Find a service item by name, pinyin, initials or everyday words',
        tag: 'catalogue',
        public: true,
        result: z.object({ items: z.array(foundItem) }),
        errors: ['device.revoked'],
      }),
      valid('query', z.object({ q: question, hallId: z.uuid().optional() })),
      async (c) => {
        const asked = c.req.valid('query');
        const hallId = await hallOf(c, asked.hallId);
        const items = await searchItems(deps.sql, synonyms, { q: asked.q, hallId });
        return c.json({ items: hallId ? items : await withAnyQueue(deps.sql, items) });
      },
    )
    .get(
      '/items/:id',
      route('readItem', {
        summary: 'What is known of a service item, and what is missing',
        tag: 'catalogue',
        public: true,
        result: guide,
        errors: ['not_found', 'device.revoked'],
      }),
      valid('param', z.object({ id: z.uuid() })),
      async (c) => c.json(await readGuide(deps.sql, c.req.valid('param').id, await hallOf(c, undefined))),
    );
}

/** Without a hall the first queue that takes an item stands for all: the guide names every place. */
async function withAnyQueue<T extends { id: string; seriesId: string | null }>(sql: Sql, items: readonly T[]): Promise<T[]> {
  const places =
    items.length === 0
      ? []
      : await placesOf(
          sql,
          items.map((item) => item.id),
          null,
        );
  return items.map((item) => ({ ...item, seriesId: places.find((place) => place.itemId === item.id)?.seriesId ?? null }));
}

interface GuideRow {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly state: ItemState;
  readonly code: string;
  readonly catalogCode: string | null;
  readonly type: ItemType;
  readonly theme: string | null;
  readonly area: string;
  readonly version: ItemGuide['version'];
}

async function readGuide(sql: Sql, id: string, hallId: string | null): Promise<ItemGuide> {
  const [row] = await sql<GuideRow[]>`
    select i.id, i.name, d.name as department, i.state, i.external_code as code, i.catalog_code as "catalogCode", i.type, i.theme, a.name as area,
      (select v.guide || jsonb_build_object('id', v.id, 'version', v.version, 'sample', v.sample, 'publishedAt', v.published_at)
       from item_versions v where v.item_id = i.id order by v.version desc limit 1) as version
    from service_items i join departments d on d.id = i.department_id join areas a on a.id = i.area_id
    where i.id = ${id} and i.valid_to is null`;
  if (!row) throw new DomainError('not_found');
  const places = (await placesOf(sql, [id], hallId)).map((place) => ({ hallId: place.hallId, seriesId: place.seriesId }));
  // no version has a legal basis yet: the samples have none, and completing an entry is not built
  const missing: GuidePart[] = row.version ? ['law'] : row.state === 'incomplete' ? [...guideParts] : [];
  return { ...row, type: itemTypes[row.type], typeCode: row.type, seriesId: places[0]?.seriesId ?? null, missing, places };
}
