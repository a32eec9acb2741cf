import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Sql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import type { DateText } from '@one-window/domain/time';
import { importAreas, type AreaReport } from '../areas/import.ts';
import { importCalendar, type CalendarReport } from '../calendar/import.ts';
import { apiFolder } from '../db/migrate.ts';
import { importCatalogue } from './import.ts';
import type { CatalogueReport } from './report.ts';
import { importSamples, type SamplesReport } from './samples.ts';

export const importKinds = ['areas', 'catalogue', 'calendar', 'samples'] as const;
export type ImportKind = (typeof importKinds)[number];
export type ImportReport = AreaReport | CatalogueReport | CalendarReport | SamplesReport;

export interface FileImport {
  readonly kind: ImportKind;
  readonly path: string;
  readonly asOf: DateText;
  /** Close what the file no longer names. */
  readonly complete?: boolean;
}

/** Runs one importer on one file and remembers in `imports` what came of it. */
export async function importFile(sql: Sql, { kind, path, asOf, complete = false }: FileImport): Promise<ImportReport> {
  const digest = await digestOf(path);
  const report = await importers[kind](sql, { path, asOf, complete });
  await sql`
    insert into imports (id, kind, source, digest, loaded_at, report)
    values (${uuidv7()}, ${kind}, ${basename(path)}, ${digest}, now(), ${sql.json(JSON.parse(JSON.stringify(report)) as never)})`;
  return report;
}

const importers: Record<ImportKind, (sql: Sql, file: Required<Omit<FileImport, 'kind'>>) => Promise<ImportReport>> = {
  areas: importAreas,
  catalogue: importCatalogue,
  calendar: (sql, file) => importCalendar(sql, { path: file.path, source: basename(file.path) }),
  samples: importSamples,
};

const digestOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

/** The files that come with the product, each with the day for which it holds (data/ORIGIN.md). */
const shipped = {
  district: { kind: 'areas', file: 'regions/guangan-district.csv', asOf: '2023-06-30' },
  catalogue: { kind: 'catalogue', file: 'catalogue/guangan-district.json', asOf: '2026-11-01' },
  calendar: { kind: 'calendar', file: 'calendar/state-council-holidays.json', asOf: '2025-11-04' },
  samples: { kind: 'samples', file: 'items/worked-samples.json', asOf: '2026-11-01' },
  guizhou: { kind: 'areas', file: 'regions/guizhou.csv', asOf: '2023-06-30' },
} as const;

/**
 * The State Council calendar, which holds everywhere; areas and catalogue of the district unless `district` is false; on
 * request the worked samples on top of it, and a whole province of areas. A file that was loaded before is not read again, so this may run at every start.
 */
export async function seedReference(sql: Sql, options: { district?: boolean; samples?: boolean; guizhou?: boolean } = {}): Promise<void> {
  const { calendar, district, catalogue, samples, guizhou } = shipped;
  const wanted = [
    calendar,
    ...(options.district === false ? [] : [district, catalogue]),
    ...(options.samples ? [samples] : []),
    ...(options.guizhou ? [guizhou] : []),
  ];
  for (const { kind, file, asOf } of wanted) {
    const path = join(apiFolder('data'), file);
    const digest = await digestOf(path);
    const [done] = await sql`select 1 from imports where kind = ${kind} and digest = ${digest} limit 1`;
    if (!done) await importFile(sql, { kind, path, asOf });
  }
}
