import { expect, test } from 'vitest';
import { errorStatus } from '@one-window/domain/errors';
import * as kiosk from '@one-window/ui/i18n/kiosk';
import * as booking from '@one-window/ui/i18n/kiosk-booking';
import * as visit from '@one-window/ui/i18n/kiosk-visit';
import { idleAt, idleRule } from './idle.ts';
import { appendSign, signsMissing } from './model.ts';
import { problemWords } from './problems.ts';

const type = (signs: readonly string[]): string => signs.reduce(appendSign, '');

test.each([
  [['C', '0', '1', '1', '2'], 'C0112', 0],
  [['A', 'B', '1'], 'B1', 3],
  [['1', 'A'], 'A', 4],
  [['A', '1', 'B'], 'A1', 3],
  [['A', '1', '2', '3', '4', '5'], 'A1234', 0],
  [[], '', 5],
])('typing %o gives %s with %i signs missing', (signs, typed, missing) => {
  expect(type(signs)).toBe(typed);
  expect(signsMissing(typed)).toBe(missing);
});

test.each(Object.keys(errorStatus))('the refusal %s has a sentence and a next step in both languages', (code) => {
  const words = problemWords({ code: code as keyof typeof errorStatus, details: {}, requestId: null });
  const dictionaries = [
    { ...kiosk.zh, ...booking.zh, ...visit.zh },
    { ...kiosk.en, ...booking.en, ...visit.en },
  ];
  for (const dictionary of dictionaries) for (const key of [words.head, words.hint]) expect(dictionary[key]).not.toBe('');
});

test('the countdown runs from 15 to 1 and then is over', () => {
  const rule = idleRule(false, false);
  expect(idleAt(59_999, rule)).toEqual({ phase: 'active' });
  expect(idleAt(60_000, rule)).toEqual({ phase: 'countdown', seconds: 15 });
  expect(idleAt(74_001, rule)).toEqual({ phase: 'countdown', seconds: 1 });
  expect(idleAt(75_000, rule)).toEqual({ phase: 'over' });
});

test('with the number in hand the countdown stands on the button at once, for large letters only at the end', () => {
  expect(idleAt(0, idleRule(false, true))).toEqual({ phase: 'countdown', seconds: 30 });
  expect(idleAt(179_999, idleRule(true, true))).toEqual({ phase: 'active' });
});
