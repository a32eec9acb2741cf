import { expect, test } from 'vitest';
import { noticeDue, noticeStates } from './notices.ts';
import { ticketStates } from './tickets.ts';

test('told is who waits with three ahead, and in a hall without a voice who is called; each once, and nobody else', () => {
  const told = ticketStates.flatMap((state) =>
    [null, ...noticeStates].flatMap((notice) =>
      [4, 3, 0, null].flatMap((ahead) =>
        [false, true].flatMap((silent) => {
          const of = noticeDue({ state, notice }, ahead, silent);
          return of ? [`${state} ${notice} ${ahead} ${silent ? 'silent' : 'voice'}: ${of}`] : [];
        }),
      ),
    ),
  );
  expect(told.filter((line) => line.endsWith('near'))).toEqual([
    'WAITING asked 3 voice: near',
    'WAITING asked 3 silent: near',
    'WAITING asked 0 voice: near',
    'WAITING asked 0 silent: near',
  ]);
  const called = told.filter((line) => line.endsWith('called'));
  expect(called).toHaveLength(8);
  for (const line of called) expect(line).toMatch(/^CALLED (asked|near) \S+ silent/);
});
