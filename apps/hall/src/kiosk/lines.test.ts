import { expect, test } from 'vitest';
import { lineSplitter, scannedOf } from './lines.ts';

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
