import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, workingDay, type Calendar } from '@one-window/domain/calendar';
import { dueOf } from '@one-window/domain/clock';
import { apiFolder } from '../db/migrate.ts';
import { testDeps, type TestDeps } from '../testing.ts';
import { importCalendar, loadCalendar } from './import.ts';

const path = join(apiFolder('data'), 'calendar/state-council-holidays.json');
const source = 'holiday-cn';

let deps: TestDeps;
let folder: string;
let calendar: Calendar;
beforeAll(async () => {
  deps = await testDeps();
  folder = await mkdtemp(join(tmpdir(), 'calendar-'));
  await importCalendar(deps.sql, { path, source });
  calendar = await loadCalendar(deps.sql);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await deps.close();
});

/** By the data of an independent project; its functions answer rightly only where the server's zone is east of Greenwich. */
function oracle(date: string): boolean {
  if (date in chineseDays.workdays) return true;
  return !(date in chineseDays.holidays) && ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}

function daysOf(year: number): string[] {
  const days: string[] = [];
  for (let date = `${year}-01-01`; date.startsWith(String(year)); date = addDays(date, 1)) days.push(date);
  return days;
}

async function load(content: unknown) {
  const changed = join(folder, 'calendar.json');
  await writeFile(changed, typeof content === 'string' ? content : JSON.stringify(content));
  return importCalendar(deps.sql, { path: changed, source });
}

describe('the State Council calendar as loaded', () => {
  test.each(Array.from({ length: 12 }, (_, i) => 2015 + i))('every day of %d agrees with an independent calendar', (year) => {
    const differing = daysOf(year).filter((date) => (workingDay(calendar, date) === 'working') !== oracle(date));
    expect(differing).toEqual([]);
  });

  test.each([2025, 2026])('%d has 248 working days', (year) => {
    expect(daysOf(year).filter((date) => workingDay(calendar, date) === 'working')).toHaveLength(248);
  });

  test('2027 is provisional on every day that no notice names', () => {
    expect(new Set(daysOf(2027).map((date) => workingDay(calendar, date)))).toEqual(new Set(['provisional']));
  });

  test('the same file again writes nothing', async () => {
    expect(await importCalendar(deps.sql, { path, source })).toEqual({ years: 13, unpublished: [2027], kept: [], written: 0, removed: 0 });
  });
});

describe('a limit in working days by the calendar as loaded', () => {
  /** The working days of 2015–2026 in order, by the independent calendar. */
  const worked = Array.from({ length: 12 }, (_, i) => daysOf(2015 + i)).flatMap((days) => days.filter(oracle));

  test.each(Array.from({ length: 12 }, (_, i) => 2015 + i))(
    'that begins on any day of %d and has 1 to 60 days ends where the oracle says',
    (year) => {
      const place = { calendar, timeZone: 'Asia/Shanghai', dayStartsMinutes: 540, dayEndsMinutes: 1050 };
      const differing: string[] = [];
      for (const date of daysOf(year)) {
        const first = worked.findIndex((day) => day > date);
        for (let amount = 1; amount <= 60; amount += 1) {
          const should = first < 0 ? undefined : worked[first + amount - 1];
          // what ends after 2026 nobody can know yet
          if (!should) break;
          const due = dueOf({ start: `${date}T04:00:00.000Z`, allowance: { amount, unit: 'working_day' } }, place);
          if (due.state !== 'running' || due.date !== should || due.provisional) differing.push(`${date} +${amount}`);
        }
      }
      expect(differing).toEqual([]);
    },
  );
});

describe('a changed calendar', () => {
  const year = (y: number, rest: string[], published = true) => ({
    year: y,
    published,
    notices: published ? ['https://www.gov.cn/notice'] : [],
    rest: rest.map((date) => ({ date, name: '节' })),
    workingWeekends: [],
  });

  test('a notice that comes out makes its year certain; an older file does not take it back', async () => {
    expect(await load([year(2031, [], false)])).toMatchObject({ unpublished: [2031] });
    expect(workingDay(await loadCalendar(deps.sql), '2031-01-02')).toBe('provisional');
    expect(await load([year(2031, ['2031-01-01'])])).toMatchObject({ written: 1 });
    expect(await load([year(2031, [], false)])).toMatchObject({ kept: [2031], unpublished: [] });
    expect(workingDay(await loadCalendar(deps.sql), '2031-01-02')).toBe('working');
    expect(workingDay(await loadCalendar(deps.sql), '2031-01-01')).toBe('rest');
  });

  test('an amended notice replaces its year and leaves the others', async () => {
    await load([year(2032, ['2032-01-01', '2032-01-02'])]);
    expect(await load([year(2032, ['2032-01-01', '2032-01-05'])])).toMatchObject({ written: 1, removed: 1 });
    const now = await loadCalendar(deps.sql);
    expect(['2032-01-01', '2032-01-02', '2032-01-05'].map((date) => workingDay(now, date))).toEqual(['rest', 'working', 'rest']);
    expect(workingDay(now, '2026-05-09')).toBe('working');
  });

  test.each([
    ['text that is no JSON', '{', 'not_json'],
    ['a date that does not exist', [year(2033, ['2033-02-30'])], 'bad_calendar'],
    [
      'a day that both rests and works',
      [{ ...year(2033, ['2033-01-01']), workingWeekends: [{ date: '2033-01-01', name: '节' }] }],
      'rest_and_work',
    ],
    ['rest days of a year that is not published', [year(2033, ['2033-01-01'], false)], 'days_of_an_unpublished_year'],
    ['an address that is a script', [{ ...year(2033, []), notices: ['javascript:alert(1)'] }], 'bad_calendar'],
  ])('%s is refused and nothing is written', async (_, content, reason) => {
    await expect(load(content)).rejects.toThrow(expect.objectContaining({ reason }));
    expect(await deps.sql`select 1 from calendar_years where year = 2033`).toHaveLength(0);
  });

  test('the data file names a notice for every published year', async () => {
    const years = JSON.parse(await readFile(path, 'utf8')) as { published: boolean; notices: string[] }[];
    expect(years.filter((y) => y.published && y.notices.length === 0)).toEqual([]);
  });
});
