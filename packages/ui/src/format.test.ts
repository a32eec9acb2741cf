import { beforeEach, expect, test } from 'vitest';
import { age, clock, count, day, dueDay, duration, langOf, minutesSince, moment, nameOf, stopwatch, wait } from './format.ts';
import { setLang } from './theme.ts';

const zone = 'Asia/Shanghai';
const now = '2026-11-24T02:42:00.000Z';
beforeEach(() => setLang('zh-CN'));

test('the wall of the hall counts, not the device', () => {
  expect(clock(now, zone)).toBe('10:42');
  expect(clock('2026-11-23T16:05:00.000Z', zone)).toBe('00:05');
  expect(clock(now, 'Asia/Urumqi')).toBe('08:42');
});

test.each([
  [0, '0 分', '0 min'],
  [18, '18 分', '18 min'],
  [60, '1 小时', '1 h'],
  [80, '1 小时 20 分', '1 h 20 min'],
])('%i minutes', (minutes, zh, en) => {
  expect(duration(minutes)).toBe(zh);
  expect(wait(minutes)).toBe(`约 ${zh}`);
  setLang('en');
  expect(duration(minutes)).toBe(en);
  expect(wait(minutes)).toBe(`about ${en}`);
});

test.each([
  [-5_000, '0 秒'],
  [12_900, '12 秒'],
  [192_000, '3 分 12 秒'],
  [4_800_000, '1 小时 20 分'],
  [200_000_000, '2 天'],
])('an age of %i ms', (ms, zh) => expect(age(ms)).toBe(zh));

test.each([
  ['2026-11-24T15:59:00.000Z', '今天', 'today'],
  ['2026-11-23T15:59:00.000Z', '昨天', 'yesterday'],
  ['2026-11-24T16:00:00.000Z', '明天', 'tomorrow'],
  ['2026-11-18T02:00:00.000Z', '11-18', '18 Nov'],
  ['2025-11-18T02:00:00.000Z', '2025-11-18', '18 Nov 2025'],
])('%s is %s', (at, zh, en) => {
  expect(day(at, now, zone)).toBe(zh);
  setLang('en');
  expect(day(at, now, zone)).toBe(en);
});

test('a due date has its weekday', () => {
  expect(dueDay('2026-11-20')).toBe('11月20日（周五）');
  setLang('en');
  expect(dueDay('2026-11-20')).toBe('Fri 20 Nov');
  expect(moment(now, now, zone)).toBe('today 10:42');
});

test('a stopwatch never runs backwards', () => {
  expect([stopwatch(-1), stopwatch(372_000), stopwatch(3_972_000)]).toEqual(['00:00', '06:12', '1:06:12']);
  expect(minutesSince('2026-11-24T03:00:00.000Z', now)).toBe(0);
  expect(count(12_345)).toBe('12,345');
});

test('a name without English stays Chinese, and is marked as such', () => {
  setLang('en');
  expect(nameOf({ zh: '东区', en: 'East' })).toBe('East');
  expect([nameOf({ zh: '东区', en: null }), langOf({ zh: '东区', en: null })]).toEqual(['东区', 'zh-CN']);
});
