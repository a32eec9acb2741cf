import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import { dayKinds, type Calendar, type DayKind } from '@one-window/domain/calendar';
import type { DateText } from '@one-window/domain/time';
import { ImportProblem, readJson } from '../areas/files.ts';

const day = z.object({ date: z.iso.date(), name: z.string().min(1).max(100) });
const file = z.array(
  z.object({
    year: z.number().int().min(1949).max(2999),
    published: z.boolean(),
    notices: z.array(z.url({ protocol: /^https?$/ })),
    rest: z.array(day),
    workingWeekends: z.array(day),
  }),
);
type Year = z.infer<typeof file>[number];

export interface CalendarImport {
  readonly path: string;
  /** Who compiled the file, as it stands beside the data. */
  readonly source: string;
}

export interface CalendarReport {
  readonly years: number;
  /** Years whose notice is not out: due dates that reach them are provisional. */
  readonly unpublished: readonly number[];
  /** Published here, not in the file: kept. */
  readonly kept: readonly number[];
  readonly written: number;
  readonly removed: number;
}

interface CalendarDay {
  readonly date: DateText;
  readonly kind: DayKind;
  readonly name: string;
  readonly year: number;
}

/** Loads the State Council calendar. A published year is replaced as a whole by its newer notice and never becomes unpublished again. */
export async function importCalendar(sql: Sql, input: CalendarImport): Promise<CalendarReport> {
  const years = await readYears(input.path);
  const days = daysOf(years);
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(778003)`;
    const kept = await writeYears(tx, years, input.source);
    const published = years.filter((year) => year.published).map((year) => year.year);
    const removed = await tx`
      delete from calendar_days where notice_year = any(${published}::int[]) and date <> all(${days.map((d) => d.date)}::date[])`;
    const written = await tx`
      insert into calendar_days (date, kind, name, notice_year)
      select * from unnest(${days.map((d) => d.date)}::date[], ${days.map((d) => d.kind)}::text[], ${days.map((d) => d.name)}::text[], ${days.map((d) => d.year)}::int[])
      on conflict (date) do update set kind = excluded.kind, name = excluded.name, notice_year = excluded.notice_year
      where (calendar_days.kind, calendar_days.name, calendar_days.notice_year) is distinct from (excluded.kind, excluded.name, excluded.notice_year)`;
    const unpublished = years.filter((year) => !year.published && !kept.includes(year.year)).map((year) => year.year);
    return { years: years.length, unpublished, kept, written: written.count, removed: removed.count };
  }) as Promise<CalendarReport>;
}

async function readYears(path: string): Promise<Year[]> {
  const parsed = file.safeParse(await readJson(path));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ImportProblem('bad_calendar', null, issue ? `${issue.path.join('.')} ${issue.code}` : null);
}

function daysOf(years: readonly Year[]): CalendarDay[] {
  const days = new Map<DateText, CalendarDay>();
  for (const year of years)
    for (const kind of dayKinds)
      for (const { date, name } of kind === 'rest' ? year.rest : year.workingWeekends) {
        if (!year.published) throw new ImportProblem('days_of_an_unpublished_year', null, date);
        const before = days.get(date);
        if (before && before.kind !== kind) throw new ImportProblem('rest_and_work', null, date);
        if (!before) days.set(date, { date, kind, name, year: year.year });
      }
  return [...days.values()];
}

/** Writes what differs; gives back the years that are published here and not in the file. */
async function writeYears(tx: TransactionSql, years: readonly Year[], source: string): Promise<number[]> {
  const kept: number[] = [];
  for (const { year, published, notices } of years) {
    const [before] = await tx<{ published: boolean }[]>`select published from calendar_years where year = ${year}`;
    if (before?.published && !published) {
      kept.push(year);
      continue;
    }
    await tx`
      insert into calendar_years (year, published, notices, source, loaded_at) values (${year}, ${published}, ${notices}, ${source}, now())
      on conflict (year) do update set published = excluded.published, notices = excluded.notices, source = excluded.source, loaded_at = excluded.loaded_at
      where (calendar_years.published, calendar_years.notices, calendar_years.source) is distinct from (excluded.published, excluded.notices, excluded.source)`;
  }
  return kept;
}

/** The calendar for the rules of working days. */
export async function loadCalendar(sql: Sql): Promise<Calendar> {
  const years = await sql<{ year: number }[]>`select year from calendar_years where published`;
  const days = await sql<{ date: DateText; kind: DayKind }[]>`select date, kind from calendar_days`;
  return { publishedYears: new Set(years.map((row) => row.year)), days: new Map(days.map((row) => [row.date, row.kind])) };
}
