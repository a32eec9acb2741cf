import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attempt, delaySeconds, type Attempts, type LimitPolicy } from './limits.ts';
import { addMs } from './time.ts';

const policy: LimitPolicy = { free: 3, baseSeconds: 10, maxSeconds: 100, forgetMinutes: 60 };
const start = '2026-11-24T02:00:00.000Z';

test('the delay begins after the free attempts, doubles and has an end', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1_000].map((n) => delaySeconds(n, policy))).toEqual([0, 0, 10, 20, 40, 80, 100, 100]);
});

test('an attempt during a delay is refused and not counted, so nobody can be locked out for ever', () => {
  let seen: Attempts | null = null;
  for (let i = 0; i < 3; i += 1) seen = attempt(seen, start, policy).next;
  const during = attempt(seen, addMs(start, 4_000), policy);
  expect(during).toMatchObject({ allowed: false, retryAfterSeconds: 6, next: seen });
  expect(attempt(seen, addMs(start, 10_000), policy).allowed).toBe(true);
});

test('after an hour of silence the count begins anew', () => {
  const seen = { count: 50, lastAt: start, lockedUntil: addMs(start, 100_000) };
  expect(attempt(seen, addMs(start, 3_600_000), policy).next.count).toBe(1);
});

test('a lock that a clock running ahead has left behind does not hold', () => {
  const seen = { count: 5, lastAt: addMs(start, 7_200_000), lockedUntil: addMs(start, 7_240_000) };
  expect(attempt(seen, start, policy).allowed).toBe(true);
});

test('whoever guesses without pause gets ever fewer guesses', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 400 }), (gaps) => {
      let seen: Attempts | null = null;
      let now = start;
      let guesses = 0;
      for (const gap of gaps) {
        now = addMs(now, gap * 1000);
        const judged = attempt(seen, now, policy);
        seen = judged.next;
        if (judged.allowed) guesses += 1;
      }
      const seconds = gaps.reduce((a, b) => a + b, 0);
      expect(guesses).toBeLessThanOrEqual(7 + seconds / policy.maxSeconds);
    }),
  );
});
