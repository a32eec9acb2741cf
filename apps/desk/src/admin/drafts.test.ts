import { noConfig, type ConfigData } from '@one-window/domain/config';
import { expect, test } from 'vitest';
import { begin, draftRows, edit, forget, noDrafts, remove, wishes } from './drafts.ts';
import { clock } from '@one-window/domain/config';
import { minutesOf, numberOf } from './values.ts';

const window5 = {
  id: 'w5',
  hallId: 'h1',
  label: '5',
  name: '综合窗口',
  nameEn: null,
  zone: null,
  zoneEn: null,
  direction: null,
  seriesIds: ['a'],
  fallbackIds: null,
  sort: 0,
  active: true,
} as const;
const data: ConfigData = { ...noConfig, windows: [window5] };

test('a value that is put back is no change', () => {
  const changed = edit(data, noDrafts, 'windows', 'w5', 'name', '老年窗口');
  expect(draftRows(data, changed, 'windows')).toMatchObject([{ mark: 'changed', row: { id: 'w5', name: '老年窗口', label: '5' } }]);
  expect(wishes(changed)).toMatchObject([{ entity: 'windows', id: 'w5', set: { name: '老年窗口', seriesIds: ['a'] } }]);
  expect(wishes(changed)[0]?.set).not.toHaveProperty('id');
  expect(edit(data, changed, 'windows', 'w5', 'name', '综合窗口').size).toBe(0);
});

test('a list is compared by what it holds', () => {
  const changed = edit(data, noDrafts, 'windows', 'w5', 'seriesIds', ['a', 'b']);
  expect(edit(data, changed, 'windows', 'w5', 'seriesIds', ['a']).size).toBe(0);
});

test('a new one begins in its hall and is forgotten when taken away again', () => {
  const begun = begin(noDrafts, 'windows', 'new', { hallId: 'h1' });
  expect(draftRows(data, begun, 'windows').at(-1)).toMatchObject({ mark: 'new', row: { id: 'new', hallId: 'h1', active: true } });
  expect(remove(data, begun, 'windows', 'new').size).toBe(0);
});

test('taking away marks the row and can be taken back', () => {
  const gone = remove(data, noDrafts, 'windows', 'w5');
  expect(draftRows(data, gone, 'windows')).toMatchObject([{ mark: 'removed', row: { label: '5' } }]);
  expect(wishes(gone)).toEqual([{ entity: 'windows', id: 'w5', set: null }]);
  expect(forget(gone, 'w5').size).toBe(0);
});

test.each([
  ['9:00', 540],
  ['0900', 540],
  ['17：30', 1050],
  ['24:00', 1440],
  ['24:01', null],
  ['9:60', null],
  ['早上', null],
])('a time typed as %s is %s minutes after midnight', (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes);
});

test('times and numbers read as they are typed, full width too', () => {
  expect(clock(1050)).toBe('17:30');
  expect([numberOf('１２'), numberOf(' '), numberOf('abc')]).toEqual([12, null, 'abc']);
});
