import { expect, test } from 'vitest';
import { calledTicket, hugeView, servingTicket, staffView } from './fixtures.ts';
import { shareView } from './share.ts';

test('a row that did not change stays the same object, a changed one is new', () => {
  const before = staffView({}, [calledTicket()]);
  const next = shareView(structuredClone(staffView({ version: 2 }, [servingTicket()])), before);
  expect(next.version).toBe(2);
  expect(next.tickets[0]).not.toBe(before.tickets[0]);
  expect(next.tickets.slice(1).every((ticket, i) => ticket === before.tickets[i + 1])).toBe(true);
  expect(next.windows.every((window, i) => window === before.windows[i])).toBe(true);
});

test('ten thousand rows are compared in a moment', () => {
  const before = hugeView();
  const next = shareView(structuredClone(before), before);
  expect(next.tickets.every((ticket, i) => ticket === before.tickets[i])).toBe(true);
});
