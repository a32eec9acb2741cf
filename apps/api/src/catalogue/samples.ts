import { isDeepStrictEqual } from 'node:util';
import type { Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { itemTypeCodes } from '@one-window/domain/catalogue';
import { guideProblems, type ItemGuideVersion } from '@one-window/domain/item-guide';
import type { DateText } from '@one-window/domain/time';
import { ImportProblem, readJson } from '../areas/files.ts';
import { guideFields, listedMaterial } from './guide.ts';
import { searchText } from './text.ts';

const sample = guideFields.omit({ taskType: true }).extend({
  no: z.int(),
  department: z.string(),
  name: z.string(),
  entry: z.string().nullable(),
  type: z.enum(itemTypeCodes),
  materials: z.array(listedMaterial).min(1),
});
const file = z.strictObject({ remedies: z.string(), materials: z.record(z.string(), z.string()), items: z.array(sample).min(1) });
type Sample = z.infer<typeof sample>;

export interface SamplesReport {
  readonly read: number;
  /** Attached to an entry of the published catalogue, because it is the same matter. */
  readonly attached: number;
  /** Entries of their own, because the catalogue has no such matter. */
  readonly own: number;
  readonly versions: number;
}

const district = '511602000000';

/**
 * Worked samples: guides written as examples, each attached to the published entry of the same matter where there is one. The
 * entry itself stays as published. The same file again makes no new version; all or nothing is written.
 */
export async function importSamples(sql: Sql, input: { readonly path: string; readonly asOf: DateText }): Promise<SamplesReport> {
  const parsed = file.safeParse(await readJson(input.path));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ImportProblem('bad_catalogue', null, issue ? `${issue.path.join('.')} ${issue.code}` : null);
  }
  const { materials, items, remedies } = parsed.data;
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(778004)`;
    let versions = 0;
    for (const one of items) {
      const guide = { ...guideOf(one, materials), remedies };
      const itemId = one.entry ? await entryOf(tx, one.entry) : await ownEntry(tx, one, input.asOf);
      if (await publish(tx, itemId, guide)) versions += 1;
    }
    const attached = items.filter((item) => item.entry !== null).length;
    return { read: items.length, attached, own: items.length - attached, versions };
  }) as Promise<SamplesReport>;
}

function guideOf(
  { no, department: _, name: __, entry: ___, type, materials, ...rest }: Sample,
  names: Readonly<Record<string, string>>,
): ItemGuideVersion {
  const named = materials.map((material) => ({ ...material, name: names[material.code] ?? '' }));
  const guide: ItemGuideVersion = { ...rest, taskType: type, materials: named };
  const problem = named.some((m) => m.name === '') ? 'unknown_material' : guideProblems(guide)[0];
  if (problem) throw new ImportProblem('bad_catalogue', null, `${no} ${problem}`);
  return guide;
}

async function entryOf(tx: TransactionSql, code: string): Promise<string> {
  const [row] = await tx<{ id: string }[]>`
    select i.id from service_items i join areas a on a.id = i.area_id where a.code = ${district} and i.external_code = ${code} and i.valid_to is null`;
  if (!row) throw new ImportProblem('bad_catalogue', null, code);
  return row.id;
}

async function ownEntry(tx: TransactionSql, { no, name, department, type }: Sample, asOf: DateText): Promise<string> {
  const [area] = await tx<{ id: string }[]>`select id from areas where code = ${district} and valid_to is null`;
  if (!area) throw new ImportProblem('unknown_area', null, district);
  const { key, pinyin, initials, grams } = searchText(name);
  await tx`
    insert into departments (id, area_id, name, published_name) values (${uuidv7()}, ${area.id}, ${department}, ${department})
    on conflict (area_id, published_name) do nothing`;
  const [row] = await tx<{ id: string }[]>`
    insert into service_items (id, area_id, department_id, external_code, name, type, state, valid_from, search_key, pinyin, initials, grams)
    select ${uuidv7()}, ${area.id}, d.id, ${`SAMPLE-${String(no).padStart(2, '0')}`}, ${name}, ${type}, 'incomplete', ${asOf}, ${key}, ${pinyin}, ${initials}, ${grams}
    from departments d where d.area_id = ${area.id} and d.published_name = ${department}
    on conflict (area_id, external_code) where valid_to is null do update set name = excluded.name
    returning id`;
  return row!.id;
}

/** False where the newest version says the same. */
async function publish(tx: TransactionSql, itemId: string, guide: ItemGuideVersion): Promise<boolean> {
  const [last] = await tx<{ version: number; sample: boolean; guide: unknown }[]>`
    select version, sample, guide from item_versions where item_id = ${itemId} order by version desc limit 1`;
  // what two people have completed is not overwritten by an example
  if (last && (!last.sample || isDeepStrictEqual(last.guide, JSON.parse(JSON.stringify(guide))))) return false;
  await tx`
    insert into item_versions (id, item_id, version, sample, published_at, guide)
    values (${uuidv7()}, ${itemId}, ${(last?.version ?? 0) + 1}, true, now(), ${tx.json(guide as never)})`;
  return true;
}
