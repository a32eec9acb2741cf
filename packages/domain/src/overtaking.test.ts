import { expect, test } from 'vitest';
import { calledBefore, couldHaveCalled, type MadeCall } from './overtaking.ts';

const call = (order: number, windowId: string, queues: string, sent?: string): MadeCall => ({
  order,
  callSeq: order,
  calledAt: '2026-11-24T02:00:00.000Z',
  windowId,
  why: { because: 'priority', queues, ...(sent && { sent }) },
});
const nowhere = () => false;

test('who waits is overtaken by later ones alone, at windows that served the queue then', () => {
  const calls = [call(5, 'w5', 'A B'), call(9, 'w6', 'B C'), call(12, 'w6', 'A'), call(13, 'w7', 'AB')];
  const before = calledBefore({ order: 7, prefix: 'A', forWindowId: null }, calls, nowhere);
  expect(before.map((c) => c.order)).toEqual([12]);
});

test('who was sent to one window is overtaken there alone, or at one that stood in for it', () => {
  const calls = [call(9, 'w6', 'A'), call(10, 'w5', 'A'), call(11, 'w6', 'A', 'w4 w5')];
  const before = (forWindowId: string | null) => calledBefore({ order: 7, prefix: 'A', forWindowId }, calls, nowhere).map((c) => c.order);
  expect([before(null), before('w5'), before('w6'), before('w4')]).toEqual([[11, 10, 9], [11, 10], [11, 9], [11]]);
});

test('a call of before it kept its queues is judged by what the window offers', () => {
  const own = (windowId: string) => windowId === 'w5';
  const one = { prefix: 'A', forWindowId: null };
  expect(['w5', 'w6'].map((windowId) => couldHaveCalled({ windowId, queues: null }, one, own))).toEqual([true, false]);
});
