import { expect, test } from 'vitest';
import { createWedge, lineSplitter, scannedOf } from './lines.ts';

test('what a scanner sends in pieces is one line, however it ends, and noise without an end is forgotten', () => {
  const feed = lineSplitter();
  expect(feed('1234')).toEqual([]);
  expect(feed('5678\r')).toEqual(['12345678']);
  expect(feed('\nA0001\r\nB00')).toEqual(['A0001']);
  expect(feed('02\n')).toEqual(['B0002']);
  expect(feed('\x0287654321\x03\r')).toEqual(['87654321']);
  expect(feed('~'.repeat(5_000))).toEqual([]);
  expect(feed('11112222\r')).toEqual(['11112222']);
});

test('a booking code, a number and a card are told apart', () => {
  expect(scannedOf('12345678')).toEqual({ is: 'booking', code: '12345678' });
  expect(scannedOf('a0001')).toEqual({ is: 'number', number: 'A0001' });
  for (const card of ['11010519491231002x', '张三|11010519491231002X|女'])
    expect(scannedOf(card)).toEqual({ is: 'card', idNo: '11010519491231002X' });
  for (const other of ['', '1234567', 'https://example.com/t/x', 'AAAA1']) expect(scannedOf(other)).toEqual({ is: 'unknown' });
});

/** Keys as a reader presses them: one every so many milliseconds; gives what was read, and which keys nobody else shall hear. */
function typed(keys: readonly string[], gapMs: number, target: object = {}): { lines: string[]; kept: string[] } {
  const lines: string[] = [];
  const kept: string[] = [];
  const press = createWedge((line) => lines.push(line));
  const preventDefault = (): void => undefined;
  keys.forEach((key, i) => {
    const stopImmediatePropagation = (): void => void kept.push(key);
    press({ key, preventDefault, timeStamp: 1_000 + i * gapMs, target: target as EventTarget, stopImmediatePropagation });
  });
  return { lines, kept };
}

test('keys as fast as a reader presses them are one line up to enter, which presses nothing else; a hand is not taken for one', () => {
  const card = [...'51160219900307451', 'Shift', 'X', 'Enter'];
  expect(typed(card, 8)).toEqual({ lines: ['51160219900307451X'], kept: ['Enter'] });
  expect(typed([...'12345678', 'Enter'], 180)).toEqual({ lines: [], kept: [] });
  expect(typed(['Tab', 'Enter'], 8)).toEqual({ lines: [], kept: [] });
  expect(typed(['1', 'Enter'], 8)).toEqual({ lines: [], kept: [] });
});

test('a field keeps what fits into it; a line that is longer is no answer to its question', () => {
  const field = { maxLength: 8 };
  expect(typed([...'AB12CD34', 'Enter'], 8, field).lines).toEqual([]);
  expect(typed([...'51160219900307451X', 'Enter'], 8, field).lines).toEqual(['51160219900307451X']);
});
