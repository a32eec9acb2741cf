import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idCheckDigit, idProblem, normaliseIdNo, normaliseName, normalisePhone } from './identity.ts';

const today = '2026-11-24';

test.each([
  ['11010519491231002X', null],
  ['440524188001010014', null],
  ['11010519491231002x', null],
  ['１１０１０５１９４９１２３１００２Ｘ', null],
  ['110105 19491231 002X', null],
  ['110105194912310021', 'check_digit'],
  ['110105194902300023', 'date'],
  ['110105209901010029', 'date'],
  ['11010519491231002', 'form'],
  ['A10105194912310021', 'form'],
  ['', 'form'],
  ['x'.repeat(10_000), 'form'],
] as const)('%s: %s', (id, problem) => expect(idProblem(id, today)).toBe(problem));

test('one wrong digit never goes unnoticed', () => {
  const first17 = fc.stringMatching(/^[1-9]\d{5}(19[5-9]\d|200\d)(0[1-9]|1[0-2])(0[1-9]|1\d|2[0-8])\d{3}$/);
  fc.assert(
    fc.property(first17, fc.nat(16), fc.integer({ min: 1, max: 9 }), (base, at, by) => {
      const id = base + idCheckDigit(base);
      expect(idProblem(id, today)).toBeNull();
      const digit = String((Number(id[at]) + by) % 10);
      expect(idProblem(id.slice(0, at) + digit + id.slice(at + 1), today)).not.toBeNull();
    }),
  );
});

test('what people type is brought to one form', () => {
  expect(normalisePhone('+86 138-1234-1234')).toBe('13812341234');
  expect(normalisePhone('008613812341234')).toBe('13812341234');
  expect(normalisePhone('１３８１２３４１２３４')).toBe('13812341234');
  expect(normalisePhone('0826-2345678')).toBe('08262345678');
  expect(normaliseIdNo(' 11010519491231002x ')).toBe('11010519491231002X');
  expect(normaliseName(' 买买提  𠮷 ')).toBe('买买提 𠮷');
});
