import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, parseCsv, plainCell } from './csv.ts';

test.each([
  [
    'commas',
    '工号,姓名\n1,周华',
    [
      ['工号', '姓名'],
      ['1', '周华'],
    ],
  ],
  [
    'a byte order mark and CRLF, as spreadsheets write them',
    '\uFEFFa,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'semicolons, as some locales write them',
    'a;b\n"1;x";2',
    [
      ['a', 'b'],
      ['1;x', '2'],
    ],
  ],
  [
    'tabs, as they are pasted',
    'a\tb\n1\t2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'quotes, doubled quotes and line breaks within',
    'a,b\n"x, ""y""\nz",2',
    [
      ['a', 'b'],
      ['x, "y"\nz', '2'],
    ],
  ],
  [
    'lines with nothing in them',
    'a,b\n,\n\n1,',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  ['nothing at all', '', []],
])('a table with %s is read', (_name, text, rows) => {
  expect(parseCsv(text)).toEqual(rows);
});

test('whatever is written with quotes is read back', () => {
  const cell = fc
    .string({ minLength: 1, unit: fc.constantFrom('"', ',', '\n', 'x', '𠮷', ' ') })
    .filter((text) => text.trim() === text && text !== '');
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const text = ['a,b', ...rows.map(csvLine)].join('\n');
      expect(parseCsv(text).slice(1)).toEqual(rows);
    }),
  );
});

test.each(['=1+1', '+1', '-1', '@sum', '\t=1', '\r=1'])('%j is no formula for a spreadsheet', (text) => {
  expect(plainCell(text)).toBe(`'${text}`);
  expect(plainCell(`a${text}`)).toBe(`a${text}`);
});
