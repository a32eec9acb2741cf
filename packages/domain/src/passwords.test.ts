import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEMO_PASSWORD, nextPasswordProblem, ONE_TIME_BYTES, oneTimePassword, passwordProblem } from './passwords.ts';

test.each([
  ['Sonne-7-Mond', null],
  ['correct horse battery staple', null],
  ['一窗受理集成服务大厅综合窗口工作人员甲乙', null],
  ['short-1A', 'too_short'],
  ['aaaaaaaaaaaaaaaaaaaa', 'too_simple'],
  ['abcdefghijkl', 'too_simple'],
  ['x'.repeat(10_000), 'too_long'],
  ['C1024-Passwort', 'has_staff_no'],
  [DEMO_PASSWORD, 'demo'],
] as const)('%s: %s', (password, problem) => expect(passwordProblem(password, 'c1024', false)).toBe(problem));

test('the demo password is good enough for the demo only', () => expect(passwordProblem(DEMO_PASSWORD, 'c1024', true)).toBeNull());

test('the old password is no new one', () => {
  expect(nextPasswordProblem('Sonne-7-Mond', 'Sonne-7-Mond', 'c1024', false)).toBe('same');
  expect(nextPasswordProblem('Sonne-8-Mond', 'Sonne-7-Mond', 'c1024', false)).toBeNull();
  expect(nextPasswordProblem('short-1A', 'Sonne-7-Mond', 'c1024', false)).toBe('too_short');
});

test('a password to hand over is read without doubt, and hardly ever has to be made again', () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.uint8Array({ minLength: ONE_TIME_BYTES, maxLength: ONE_TIME_BYTES }), (random) => {
      const password = oneTimePassword(random);
      expect(password).toMatch(/^[2-9a-km-np-z]{4}(-[2-9a-km-np-z]{4}){3}$/);
      if (passwordProblem(password, 'c1024', false) !== null) refused += 1;
    }),
    { numRuns: 300 },
  );
  // generators of tests like extremes: bytes that are all alike
  expect(refused).toBeLessThan(60);
});

test('every byte picks every sign equally often', () => {
  const counts = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    const [sign = ''] = oneTimePassword(new Uint8Array(ONE_TIME_BYTES).fill(byte));
    counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  expect([...new Set(counts.values())]).toEqual([8]);
  expect(counts.size).toBe(32);
});
