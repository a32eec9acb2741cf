import { afterEach, expect, test } from 'vitest';
import { asked, reviewed, toPay } from './fixtures.ts';
import { idTrouble, idTyping } from './id-no.ts';
import { attemptKey, forget, keep, kept } from './kept.ts';
import { stripOf } from './strip-days.ts';
import { owedOf, owesFee } from './todo.tsx';

afterEach(() => sessionStorage.clear());

test('what is typed lasts in the tab, and the key of an attempt as long as the same is sent', () => {
  keep('x', { name: '周' });
  expect(kept('x')).toEqual({ name: '周' });
  sessionStorage.setItem('ow.mine.y', '{broken');
  expect(kept('y')).toEqual({});
  const key = attemptKey('a', { n: 1 });
  expect(attemptKey('a', { n: 1 })).toBe(key);
  expect(attemptKey('a', { n: 2 })).not.toBe(key);
  forget('a');
  expect(attemptKey('a', { n: 1 })).not.toBe(key);
});

test.each([
  ['', true, false, undefined],
  ['5116', true, true, undefined],
  ['5116', true, false, '少了 14 位，身份证号是 18 位'],
  ['511602195207150022', false, false, undefined],
  ['５１１６０２ 19520715 0022', false, true, undefined],
  ['511602195207150023', false, true, '有一位输错了，对着证件再看一遍'],
  ['511602195213150022', false, true, '第 7 到 14 位是出生日期，这一段不对'],
  ['5116021952071500221', false, true, '多了 1 位，身份证号是 18 位'],
])('an ID number %s (nothing is fine: %s, typing: %s) is told %s', (text, fine, typing, told) => {
  expect(idTrouble(text, fine, typing)).toBe(told);
});
test('while an ID number is typed it says how far it is', () => {
  expect(idTyping('5116')).toBe('已经输了 4 位，共 18 位');
});

test('a citizen is owed nothing by a case in review, a paper by a notice, and fields of the form are named apart', () => {
  expect(owedOf(reviewed)).toBeNull();
  expect(owedOf(asked)).toEqual({
    action: 'supplement',
    materials: [expect.objectContaining({ code: 'address' })],
    other: ['现住地址'],
  });
});

test('the days of a limit: the start, what was used, weekends, a stop and a day worked instead, the due day', () => {
  const lines = [
    { kind: 'start', at: '2026-11-20T03:05:00.000Z', date: '2026-11-20' },
    { kind: 'allowance', amount: 5, unit: 'working_day' },
    { kind: 'make_up', date: '2026-11-22' },
    { kind: 'paused', from: '2026-11-24', to: '2026-11-24', days: 1 },
  ];
  const clock = { ...reviewed.clocks[0]!, lines };
  const days = stripOf(clock, '2026-11-23T04:00:00.000Z');
  expect(days?.map(({ kind }) => kind)).toEqual(['start', 'off', 'used', 'used', 'paused', 'to_come', 'to_come', 'due']);
  expect(days?.find(({ today }) => today)?.date).toBe('2026-11-23');
  expect(stripOf({ ...clock, unit: 'hour' }, '2026-11-23T04:00:00.000Z')).toBeNull();
  expect(stripOf({ ...clock, at: null }, '2026-11-23T04:00:00.000Z')).toBeNull();
});

test('a fee is asked for once it is granted, and no more when it is paid', () => {
  expect(owesFee({ ...reviewed, feeFen: 2_000 })).toBeNull();
  expect(owesFee(toPay)).toBe(2_000);
  expect(owesFee({ ...toPay, paidFen: 2_000 })).toBeNull();
});
