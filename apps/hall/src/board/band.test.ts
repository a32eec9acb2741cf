import { expect, test } from 'vitest';
import type { PublicCall } from '@one-window/domain/views';
import { bandAt, recentCalls, takeTurns } from './band.ts';

function call(callSeq: number): PublicCall {
  return {
    callSeq,
    number: `A${callSeq}`,
    window: '5',
    zone: null,
    direction: null,
    calledAt: '2026-11-24T02:00:00.000Z',
    calls: 1,
    state: 'CALLED',
    name: null,
  };
}
const three = [call(3), call(2), call(1)];
const shownAt = (turns: ReturnType<typeof takeTurns>, now: number): [number | undefined, boolean] => {
  const band = bandAt(turns, three, now);
  return [band.call?.callSeq, band.lit];
};

test('a call lights the band for 15 seconds and then stays, unlit', () => {
  const turns = takeTurns([], [call(3)], three, 1_000);
  expect(shownAt(turns, 1_000)).toEqual([3, true]);
  expect(shownAt(turns, 15_999)).toEqual([3, true]);
  expect(shownAt(turns, 16_000)).toEqual([3, false]);
});

test('three calls at once are shown in order, six seconds each, the last one until its 15 seconds are over', () => {
  const turns = takeTurns([], [call(1), call(2), call(3)], three, 0);
  expect([0, 5_999, 6_000, 12_000, 26_999].map((now) => shownAt(turns, now)[0])).toEqual([1, 1, 2, 3, 3]);
  expect(shownAt(turns, 27_000)).toEqual([3, false]);
});

test('a newer call takes the band over when the one before had its six seconds', () => {
  const turns = takeTurns(takeTurns([], [call(1)], three, 0), [call(2)], three, 2_000);
  expect(shownAt(turns, 5_999)).toEqual([1, true]);
  expect(shownAt(turns, 6_000)).toEqual([2, true]);
  expect(shownAt(takeTurns(takeTurns([], [call(1)], three, 0), [call(2)], three, 9_000), 9_000)).toEqual([2, true]);
});

test('a call that was taken back leaves the band at once', () => {
  const turns = takeTurns([], [call(3)], three, 0);
  expect(bandAt(turns, [call(2), call(1)], 1_000)).toEqual({ call: call(2), lit: false, marked: new Set() });
});

test('while calls take turns all of them stand in the list, else the list leaves the band out', () => {
  const several = bandAt(takeTurns([], [call(2), call(3)], three, 0), three, 0);
  expect(recentCalls(three, several, 4).map((c) => c.callSeq)).toEqual([3, 2, 1]);
  expect([...several.marked]).toEqual([2, 3]);
  expect(recentCalls(three, bandAt([], three, 0), 4).map((c) => c.callSeq)).toEqual([2, 1]);
  expect(recentCalls(three, bandAt([], three, 0), 1)).toHaveLength(1);
});

test('an empty hall has an empty band', () => {
  expect(bandAt([], [], 0)).toEqual({ call: null, lit: false, marked: new Set() });
});
