import { expect, test } from 'vitest';
import { dueState, progressOf } from './due.ts';

const now = '2026-11-24T02:00:00.000Z';

test.each([
  ['2026-11-27T09:30:00.000Z', 'left'],
  ['2026-11-24T09:30:00.000Z', 'soon'],
  ['2026-11-24T01:59:00.000Z', 'late'],
  [null, 'none'],
] as const)('what is due at %s is %s', (dueAt, kind) => {
  expect(dueState({ status: 'RECEIVED', dueAt }, now).kind).toBe(kind);
});

test('a case that stands still has no date, one that is over is late for nothing', () => {
  expect(dueState({ status: 'STOPPED', dueAt: null }, now).kind).toBe('stopped');
  expect(dueState({ status: 'CONCLUDED', dueAt: '2026-11-20T00:00:00.000Z' }, now).kind).toBe('over');
});

test('a refused acceptance was received, and stands in no step any more', () => {
  expect(progressOf('NOT_ACCEPTED', [{ type: 'case.drafted' }, { type: 'case.received' }])).toEqual({ done: 1, here: null });
  expect(progressOf('IN_REVIEW', [])).toEqual({ done: 2, here: 2 });
  expect(progressOf('CONCLUDED', [])).toEqual({ done: 5, here: null });
});
