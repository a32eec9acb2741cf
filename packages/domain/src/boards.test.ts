import { expect, test } from 'vitest';
import { boardCovers, boardProblem, boardView, openCall, type BoardRow } from './boards.ts';
import type { HallPublicView, PublicCall, PublicWindow } from './views.ts';

const [east, west] = [
  { zh: '东区', en: 'East' },
  { zh: '西区', en: null },
];
const window = (label: string, zone: PublicWindow['zone'], seriesIds: string[]): PublicWindow => ({
  id: `w${label}`,
  label,
  name: { zh: '综合', en: null },
  zone,
  seriesIds,
  open: true,
  paused: null,
});
const call = (callSeq: number, label: string, state: PublicCall['state'] = 'CALLED'): PublicCall => ({
  callSeq,
  number: `A${callSeq}`,
  window: label,
  zone: null,
  direction: null,
  calledAt: '2026-11-24T02:00:00.000Z',
  calls: 1,
  state,
  name: null,
});
const hall = {
  windows: [window('1', east, ['a']), window('2', east, ['a', 'b']), window('3', west, ['c']), window('4', null, [])],
  calls: [call(9, '3'), call(8, '2'), call(7, '1', 'SERVING'), call(6, '2', 'DONE'), call(5, '4')],
  series: ['a', 'b', 'c'].map((id) => ({ id })),
} as unknown as HallPublicView;

const whole: BoardRow = { template: 'hall', zone: null, windowId: null };
const zone = (name: string | null): BoardRow => ({ template: 'zone', zone: name, windowId: null });
const at = (windowId: string | null): BoardRow => ({ template: 'window', zone: null, windowId });
const shows = (row: BoardRow) => {
  const view = boardView(row, hall);
  return [view.calls.map((c) => c.callSeq), view.series.map((s) => s.id), view.windows.map((w) => w.label)].map(String);
};

test('the board of the hall shows all of it, that of a zone its windows and queues, that of a window one', () => {
  expect(boardView(whole, hall)).toBe(hall);
  expect(shows(zone('东区'))).toEqual(['8,7,6', 'a,b', '1,2']);
  expect(shows(at('w3'))).toEqual(['9', 'c', '3']);
});

test('a row that makes no sense darkens nothing: the board shows the hall, and what is wrong has a name', () => {
  for (const nonsense of [zone('北区'), zone(null), at('w99'), at(null)]) expect(boardView(nonsense, hall)).toBe(hall);
  expect([whole, zone('东区'), zone('北区'), at('w1'), at('w99')].map((row) => boardProblem(row, hall.windows))).toEqual([
    null,
    null,
    'zone_gone',
    null,
    'window_gone',
  ]);
});

test('each call appears on the boards that it concerns, and on all that lost their place', () => {
  const boards = [whole, zone('东区'), zone('北区'), at('w3'), at('w99')];
  const covering = (windowId: string | null) => boards.map((row) => boardCovers(row, windowId, hall.windows));
  expect(covering('w1')).toEqual([true, true, true, false, true]);
  expect(covering('w3')).toEqual([true, false, true, true, true]);
  expect(covering(null)).toEqual([true, false, true, false, true]);
});

test('a window has the number that is called to it or sits there, and none that is over', () => {
  expect(openCall(boardView(at('w1'), hall).calls)?.number).toBe('A7');
  expect(openCall(boardView(at('w2'), hall).calls)?.number).toBe('A8');
  expect(openCall([call(6, '2', 'DONE'), call(5, '2', 'MISSED')])).toBeNull();
});
