import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PublicCall } from '@one-window/domain/views';
import { hear, nextToSay, nothingHeard, type Announcements } from './announcements.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 24, 2, 0, 0) + seconds * 1000).toISOString();

function call(callSeq: number, more: Partial<PublicCall> = {}): PublicCall {
  return {
    callSeq,
    number: `A${String(callSeq).padStart(4, '0')}`,
    window: '5',
    zone: null,
    direction: null,
    calledAt: at(callSeq),
    calls: 1,
    state: 'CALLED',
    name: null,
    ...more,
  };
}

function view(calls: readonly PublicCall[], more: { businessDate?: string; epoch?: string; asOf?: string } = {}) {
  const newest = Math.max(0, ...calls.map((c) => c.callSeq));
  return { businessDate: '2026-11-24', epoch: '1', asOf: at(newest + 1), calls: [...calls].sort((a, b) => b.callSeq - a.callSeq), ...more };
}

const after = (...views: ReturnType<typeof view>[]): Announcements => views.reduce(hear, nothingHeard);
const said = (state: Announcements): number[] => state.waiting.map((c) => c.callSeq);

test('what was called before the screen started is not said', () => {
  expect(said(after(view([call(1), call(2)])))).toEqual([]);
  expect(said(after(view([call(1), call(2)]), view([call(1), call(2), call(3)])))).toEqual([3]);
});

test('the first call of the day is said on a screen that started in an empty hall', () => {
  expect(said(after(view([]), view([call(1)])))).toEqual([1]);
});

test('a recall replaces the call that waits', () => {
  const recall = call(4, { number: 'A0002', calls: 2 });
  const state = after(view([]), view([call(2), call(3)]), view([recall, call(3)]));
  expect(state.waiting.map((c) => [c.number, c.calls])).toEqual([
    ['A0003', 1],
    ['A0002', 2],
  ]);
});

test.each(['SERVING', 'MISSED', 'CANCELLED', 'HELD'] as const)('a number that became %s before its turn is not said', (state) => {
  expect(said(after(view([]), view([call(1), call(2)]), view([call(1, { state }), call(2)])))).toEqual([2]);
});

test('more than three waiting are said once each, at most three twice', () => {
  let state = after(view([]), view([1, 2, 3, 4, 5].map((n) => call(n))));
  const times: number[] = [];
  for (let next = nextToSay(state); next; next = nextToSay(state)) {
    times.push(next.times);
    state = next.rest;
  }
  expect(times).toEqual([1, 2, 2, 2, 2]);
});

test('a screen that was cut off for ten minutes does not read out the past', () => {
  expect(said(after(view([]), view([call(1), call(600)], { asOf: at(601) })))).toEqual([600]);
});

test('a new day starts again at one', () => {
  expect(said(after(view([call(80)]), view([call(1)], { businessDate: '2026-11-25' })))).toEqual([1]);
});

test('a restored database that counts on from an earlier number is heard again', () => {
  expect(said(after(view([call(80)]), view([call(70)], { epoch: '2' }), view([call(70), call(71)], { epoch: '2' })))).toEqual([71]);
});

test('whatever the hall does, each call is said at most once and in order', () => {
  const step = fc.record({ calls: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }), say: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const spoken: number[] = [];
      let state = after(view([]));
      for (const { calls, say } of steps) {
        state = hear(state, view(calls.map((n) => call(n))));
        const next = say ? nextToSay(state) : null;
        if (!next) continue;
        spoken.push(next.call.callSeq);
        state = next.rest;
      }
      expect(spoken).toEqual([...new Set(spoken)].sort((a, b) => a - b));
    }),
  );
});
