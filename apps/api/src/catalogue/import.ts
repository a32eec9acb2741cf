import type { Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { isCreditCode, itemTypeCodes, nationalCodes } from '@one-window/domain/catalogue';
import type { DateText } from '@one-window/domain/time';
import { ImportProblem, readJson } from '../areas/files.ts';
import { aboutCodes, groupBy, twice, type CatalogueReport } from './report.ts';
import { searchText } from './text.ts';

/** No control characters and no halves of a character: the database keeps neither. */
const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u);
const entry = z.strictObject({
  department: text(100),
  theme: text(200).nullable(),
  name: text(500),
  itemCode: text(100),
  itemType: z.enum(itemTypeCodes),
  departmentCode: text(50),
  areaCode: z.string().regex(/^\d{12}$/),
});
export type Entry = z.infer<typeof entry>;

export interface CatalogueImport {
  readonly path: string;
  /** The first day on which the entries are known to hold. */
  readonly asOf: DateText;
  /** The file is the whole catalogue of its area: an incomplete entry that it no longer names is closed. */
  readonly complete?: boolean;
}

/** Loads a published catalogue: exactly its fields, state `incomplete`. The same file again changes nothing; all or nothing is written. */
export async function importCatalogue(sql: Sql, input: CatalogueImport): Promise<CatalogueReport> {
  const entries = await readEntries(input.path);
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(778004)`;
    const areas = await areaIds(tx, entries);
    const departments = await writeDepartments(tx, entries, areas);
    const written = await writeItems(tx, entries, areas, departments, input.asOf);
    const closed = input.complete ? await closeMissing(tx, entries, areas, input.asOf) : [];
    return {
      read: entries.length,
      departments: departments.size,
      ...written,
      closed,
      ...aboutCodes(entries),
      sameNames: twice(entries.map((e) => e.name)),
    };
  }) as Promise<CatalogueReport>;
}

async function readEntries(path: string): Promise<Entry[]> {
  const parsed = z
    .array(entry)
    .min(1)
    .safeParse(await readJson(path));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ImportProblem('bad_catalogue', null, issue ? `${issue.path.join('.')} ${issue.code}` : null);
  }
  const [double] = twice(parsed.data.map((e) => `${e.areaCode} ${e.itemCode}`));
  if (double) throw new ImportProblem('code_twice', null, double);
  return parsed.data;
}

async function areaIds(tx: TransactionSql, entries: readonly Entry[]): Promise<Map<string, string>> {
  const codes = [...new Set(entries.map((e) => e.areaCode))];
  const rows = await tx<{ code: string; id: string }[]>`select code, id from areas where valid_to is null and code = any(${codes}::text[])`;
  const ids = new Map(rows.map((row) => [row.code, row.id]));
  const unknown = codes.find((code) => !ids.has(code));
  if (unknown) throw new ImportProblem('unknown_area', null, unknown);
  return ids;
}

const departmentKey = (e: Entry): string => `${e.areaCode} ${e.department}`;

/**
 * A department is its published name in its area; one that an administrator made under that name before is taken over. Its code
 * is the valid one among those published, else the one published most. What administrators call it is left alone.
 */
async function writeDepartments(
  tx: TransactionSql,
  entries: readonly Entry[],
  areas: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const groups = [...groupBy(entries, departmentKey)];
  const rows = groups.map(([key, group]) => {
    const code = bestCode(group.map((e) => e.departmentCode));
    return {
      id: uuidv7(),
      key,
      area: areas.get(group[0]!.areaCode)!,
      name: group[0]!.department,
      code,
      valid: isCreditCode(code.toUpperCase()),
    };
  });
  const published = tx`jsonb_to_recordset(${tx.json(rows)}) as r(id uuid, key text, area uuid, name text, code text, valid bool)`;
  await tx`
    update departments d set published_name = r.name from ${published}
    where d.area_id = r.area and d.name = r.name and d.published_name is null
      and not exists (select from departments o where o.area_id = r.area and o.published_name = r.name)`;
  await tx`
    insert into departments (id, area_id, name, published_name, code, code_valid)
    select r.id, r.area, r.name, r.name, r.code, r.valid from ${published}
    on conflict (area_id, published_name) do update set code = excluded.code, code_valid = excluded.code_valid
    where (departments.code, departments.code_valid) is distinct from (excluded.code, excluded.code_valid)`;
  const ids = await tx<{ id: string; key: string }[]>`
    select d.id, r.key from ${published} join departments d on d.area_id = r.area and d.published_name = r.name`;
  return new Map(ids.map((row) => [row.key, row.id]));
}

function bestCode(codes: readonly string[]): string {
  const counts = [...groupBy(codes, (code) => code)].map(([code, group]) => ({
    code,
    valid: isCreditCode(code.toUpperCase()),
    count: group.length,
  }));
  return counts.toSorted((a, b) => Number(b.valid) - Number(a.valid) || b.count - a.count || (a.code < b.code ? -1 : 1))[0]!.code;
}

async function writeItems(
  tx: TransactionSql,
  entries: readonly Entry[],
  areas: ReadonlyMap<string, string>,
  departments: ReadonlyMap<string, string>,
  asOf: DateText,
): Promise<Pick<CatalogueReport, 'added' | 'changed' | 'conflicts'>> {
  const rows = entries.map((e) => itemRow(e, areas.get(e.areaCode)!, departments.get(departmentKey(e))!));
  // one statement for all of them; json, because an array of arrays of different lengths is none in PostgreSQL
  const written = await tx<{ added: boolean }[]>`
    insert into service_items (id, area_id, department_id, external_code, department_code, name, theme, type, catalog_code, task_code, state, valid_from, search_key, pinyin, initials, grams)
    select r.id, r.area_id, r.department_id, r.external_code, r.department_code, r.name, r.theme, r.type, r.catalog_code, r.task_code, 'incomplete', ${asOf}::date,
           r.search_key, r.pinyin, r.initials, r.grams
    from jsonb_to_recordset(${tx.json(rows)}) as r(id uuid, area_id uuid, department_id uuid, external_code text, department_code text, name text, theme text, type text,
         catalog_code text, task_code text, search_key text, pinyin text, initials text, grams text[])
    on conflict (area_id, external_code) where valid_to is null do update set
      department_id = excluded.department_id, department_code = excluded.department_code, name = excluded.name, theme = excluded.theme, type = excluded.type,
      catalog_code = excluded.catalog_code, task_code = excluded.task_code, search_key = excluded.search_key, pinyin = excluded.pinyin,
      initials = excluded.initials, grams = excluded.grams
    where service_items.state = 'incomplete'
      and (service_items.department_id, service_items.department_code, service_items.name, service_items.theme, service_items.type, service_items.grams)
      is distinct from (excluded.department_id, excluded.department_code, excluded.name, excluded.theme, excluded.type, excluded.grams)
    returning xmax = 0 as added`;
  const conflicts = await tx<{ code: string }[]>`
    select i.external_code as code from service_items i
    join jsonb_to_recordset(${tx.json(rows)}) as r(area_id uuid, external_code text, name text, type text) on r.area_id = i.area_id and r.external_code = i.external_code
    where i.valid_to is null and i.state <> 'incomplete' and (i.name, i.type::text) is distinct from (r.name, r.type)`;
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added, conflicts: conflicts.map((row) => row.code).toSorted() };
}

function itemRow(e: Entry, areaId: string, departmentId: string) {
  const { key, pinyin, initials, grams } = searchText(e.name);
  const codes = nationalCodes(e.itemCode, e.itemType);
  return {
    id: uuidv7(),
    area_id: areaId,
    department_id: departmentId,
    external_code: e.itemCode,
    department_code: e.departmentCode,
    name: e.name,
    theme: e.theme,
    type: e.itemType,
    catalog_code: codes.catalogCode,
    task_code: codes.taskCode,
    search_key: key,
    pinyin,
    initials,
    grams,
  };
}

async function closeMissing(
  tx: TransactionSql,
  entries: readonly Entry[],
  areas: ReadonlyMap<string, string>,
  asOf: DateText,
): Promise<string[]> {
  const rows = await tx<{ code: string }[]>`
    update service_items i set valid_to = greatest(${asOf}::date, i.valid_from)
    where i.valid_to is null and i.state = 'incomplete' and i.area_id = any(${[...areas.values()]}::uuid[])
      and i.external_code <> all(${entries.map((e) => e.itemCode)}::text[])
    returning i.external_code as code`;
  return rows.map((row) => row.code).toSorted();
}
