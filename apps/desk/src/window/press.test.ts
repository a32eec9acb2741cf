import { expect, test, vi } from 'vitest';
import { calledTicket, servingTicket } from '../fixtures.ts';
import { makePresses, shows } from './press.ts';

const lostAnswer = new Error('network');
const make = () => {
  let n = 0;
  const busy: (string | null)[] = [];
  const presses = makePresses({ onBusy: (name) => busy.push(name), newKey: () => `key-${++n}`, isUnanswered: (e) => e === lostAnswer });
  return { presses, busy };
};

test('a second press while the first is on its way is not sent', async () => {
  const { presses, busy } = make();
  let answer = (_: string): void => undefined;
  const first = presses.run('next', {}, () => new Promise<string>((resolve) => (answer = resolve)));
  const twice = vi.fn(async () => 'two');
  expect(await presses.run('next', {}, twice)).toEqual({ kind: 'ignored' });
  answer('one');
  expect(await first).toEqual({ kind: 'done', value: 'one' });
  expect(twice).not.toHaveBeenCalled();
  expect(busy).toEqual(['next', null]);
});

test('the same press after a lost answer carries the same key, another press a new one', async () => {
  const { presses } = make();
  const keys: string[] = [];
  const lose = async (key: string): Promise<never> => {
    keys.push(key);
    throw lostAnswer;
  };
  const win = async (key: string): Promise<void> => {
    keys.push(key);
  };
  await presses.run('finish', { ticketId: 'a' }, lose);
  await presses.run('finish', { ticketId: 'a' }, win);
  await presses.run('finish', { ticketId: 'a' }, lose);
  await presses.run('finish', { ticketId: 'b' }, win);
  expect(keys).toEqual(['key-1', 'key-1', 'key-2', 'key-3']);
});

test('a press that the server refused is answered: pressing again is a new press', async () => {
  const { presses } = make();
  const keys: string[] = [];
  const refuse = async (key: string): Promise<never> => {
    keys.push(key);
    throw new Error('refused');
  };
  expect((await presses.run('start', {}, refuse)).kind).toBe('refused');
  await presses.run('start', {}, refuse);
  expect(keys).toEqual(['key-1', 'key-2']);
});

test('the keys stay busy until the view shows what the server answered', () => {
  expect(shows([calledTicket()], servingTicket())).toBe(false);
  expect(shows([servingTicket()], servingTicket())).toBe(true);
  expect(shows([], servingTicket())).toBe(false);
  expect(shows([], null)).toBe(true);
});
