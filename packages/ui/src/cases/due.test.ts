import { afterEach, expect, test } from 'vitest';
import { hallTime, sampleCalendar, samplePlace } from '@one-window/domain/case-samples';
import { dueOf, type ClockInput, type ClockPlace } from '@one-window/domain/clock';
import { createI18n } from '../i18n.ts';
import * as cases from '../i18n/cases.ts';
import { setLang } from '../theme.ts';
import { dueLines } from './due.ts';

const { t } = createI18n(cases);
const said = (input: ClockInput, place: ClockPlace = samplePlace): string[] => dueLines(t, dueOf(input, place).lines);
/** The same explanation in both languages: the language is the screen's. */
function both(input: ClockInput, place?: ClockPlace): { readonly zh: string[]; readonly en: string[] } {
  setLang('zh-CN');
  const zh = said(input, place);
  setLang('en');
  return { zh, en: said(input, place) };
}
const workingDays = (amount: number) => ({ amount, unit: 'working_day' }) as const;
afterEach(() => setLang('zh-CN'));

test('five working days over Mid-Autumn and National Day are explained line by line', () => {
  expect(both({ start: hallTime('2026-09-23'), allowance: workingDays(5) })).toEqual({
    zh: [
      '9月23日（周三）开始，当天不算',
      '一共给 5 个工作日',
      '9月25日（周五）到9月27日（周日）放假，不算',
      '10月1日（周四）到10月7日（周三）放假，不算',
      '10月8日（周四） 17:30 到期',
      '按国务院 2026 年的放假安排算',
    ],
    en: [
      'Begins Wed 23 Sept; that day does not count',
      '5 working days in all',
      'Off from Fri 25 Sept to Sun 27 Sept, not counted',
      'Off from Thu 1 Oct to Wed 7 Oct, not counted',
      'Due Thu 8 Oct at 17:30',
      'Counted by the State Council holidays of 2026',
    ],
  });
});

test('a working Saturday counts, and one day is said in the singular', () => {
  expect(both({ start: hallTime('2026-05-08'), allowance: workingDays(1) })).toEqual({
    zh: [
      '5月8日（周五）开始，当天不算',
      '一共给 1 个工作日',
      '5月9日（周六）调休上班，算一天',
      '5月9日（周六） 17:30 到期',
      '按国务院 2026 年的放假安排算',
    ],
    en: [
      'Begins Fri 8 May; that day does not count',
      '1 working day in all',
      'Sat 9 May is a working day in exchange, counted',
      'Due Sat 9 May at 17:30',
      'Counted by the State Council holidays of 2026',
    ],
  });
});

test('a suspension and an extension are counted, the days of the suspension in the unit of the limit', () => {
  const pauses = [{ from: hallTime('2026-03-05'), until: hallTime('2026-03-12') }];
  const { zh, en } = both({ start: hallTime('2026-03-02'), allowance: workingDays(10), extensions: [2], pauses });
  expect(zh.slice(2, 5)).toEqual([
    '延期，再加 2 个工作日',
    '3月6日（周五）到3月12日（周四）停表，5 个工作日不算',
    '3月25日（周三） 17:30 到期',
  ]);
  expect(en.slice(2, 5)).toEqual([
    'Extended by 2 working days',
    'Stopped from Fri 6 Mar to Thu 12 Mar: 5 working days not counted',
    'Due Wed 25 Mar at 17:30',
  ]);
  const oneDay = [{ from: hallTime('2026-03-05'), until: hallTime('2026-03-06') }];
  expect(both({ start: hallTime('2026-03-02'), allowance: workingDays(10), pauses: oneDay }).zh).toContain('3月6日（周五）停表，这天不算');
});

test('natural days that end on a rest day move on, and a day that ends at midnight ends at 24:00', () => {
  const untilMidnight = { ...samplePlace, dayEndsMinutes: 1440 };
  expect(both({ start: hallTime('2026-09-23'), allowance: { amount: 10, unit: 'natural_day' } }, untilMidnight)).toEqual({
    zh: [
      '9月23日（周三）开始，当天不算',
      '一共给 10 个自然日',
      '最后一天10月3日（周六）不上班，顺延到10月8日（周四）',
      '10月8日（周四） 24:00 到期',
      '按国务院 2026 年的放假安排算',
    ],
    en: [
      'Begins Wed 23 Sept; that day does not count',
      '10 calendar days in all',
      'The last day, Sat 3 Oct, is off, so it moves to Thu 8 Oct',
      'Due Thu 8 Oct at 24:00',
      'Counted by the State Council holidays of 2026',
    ],
  });
});

test('hours run from their minute on, day and night', () => {
  const pauses = [{ from: hallTime('2026-09-25', '10:30'), until: hallTime('2026-09-25', '11:00') }];
  expect(both({ start: hallTime('2026-09-25'), allowance: { amount: 2, unit: 'hour' }, pauses })).toEqual({
    zh: [
      '9月25日（周五） 10:00 开始，日夜连着算',
      '一共给 2 小时',
      '9月25日（周五） 10:30 到 9月25日（周五） 11:00 停表，30 分不算',
      '9月25日（周五） 12:30 到期',
    ],
    en: [
      'Begins Fri 25 Sept at 10:00 and runs day and night',
      '2 hours in all',
      'Stopped from Fri 25 Sept 10:30 to Fri 25 Sept 11:00: 30 min not counted',
      'Due Fri 25 Sept at 12:30',
    ],
  });
});

test('a year without its notice makes the date provisional, and a calendar without a year is not named', () => {
  const input = { start: hallTime('2026-11-20'), allowance: workingDays(30) };
  expect(both(input).zh.slice(-2)).toEqual(['按国务院 2026 年的放假安排算', '2027 年的放假安排还没公布，公布后这天可能会变']);
  const unread = { ...samplePlace, calendar: { ...sampleCalendar, publishedYears: new Set<number>() } };
  const { zh, en } = both(input, unread);
  expect(zh.at(-1)).toBe('2026、2027 年的放假安排还没公布，公布后这天可能会变');
  expect(en.at(-1)).toBe('The holidays of 2026, 2027 are not published yet; the date may change when they are');
  expect(zh.join()).not.toContain('按国务院');
});
