import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { ticketIdOf, ticketLink } from './link.ts';

const key = randomBytes(32);

describe('the link on a slip', () => {
  test('leads to its own ticket and to no other', () => {
    const id = uuidv7();
    expect(ticketIdOf(key, ticketLink(key, id))).toBe(id);
    expect(ticketIdOf(randomBytes(32), ticketLink(key, id))).toBeNull();
  });

  test('has one spelling: any other character anywhere leads nowhere', () => {
    const link = ticketLink(key, uuidv7());
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(fc.nat(link.length - 1), fc.nat(63), (at, letter) => {
        const other = link.slice(0, at) + alphabet[letter]! + link.slice(at + 1);
        expect(ticketIdOf(key, other) === null).toBe(other !== link);
      }),
    );
  });

  test.each(['', 'x', '𠮷'.repeat(19), 'a'.repeat(10_000), '../../etc/passwd'])('is refused where it is none: %s', (text) => {
    expect(ticketIdOf(key, text)).toBeNull();
  });
});
