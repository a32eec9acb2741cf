import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCreditCode, nationalCodes, parseBasicCode, parseTaskCode } from './catalogue.ts';

describe('a unified social credit code', () => {
  test('is known by its check character', () => {
    expect(isCreditCode('11440232MB2D06811W')).toBe(true);
    expect(isCreditCode('11511301008778183N')).toBe(true);
    expect(isCreditCode('11511301008778183M')).toBe(false);
  });

  test.each(['083372204', '4148481895459659776', '11736', '1151130108778239R_5143', '11511301452259996u', '', 'I'.repeat(18)])(
    'is not %j',
    (code) => {
      expect(isCreditCode(code)).toBe(false);
    },
  );

  test('one wrong character is always noticed', () => {
    const good = '11511301008778183N';
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('');
    fc.assert(
      fc.property(fc.nat(17), fc.constantFrom(...alphabet), (at, other) => {
        fc.pre(good[at] !== other);
        return !isCreditCode(good.slice(0, at) + other + good.slice(at + 1));
      }),
    );
  });
});

describe('national codes', () => {
  test('the live example of an implementation code is read in its parts', () => {
    expect(parseTaskCode('11440232MB2D06811W4000117051000')).toEqual({
      code: '11440232MB2D06811W4000117051000',
      creditCode: '11440232MB2D06811W',
      level: '4',
      basic: { code: '000117051000', source: '00', type: '01', ministry: '17', main: '051', sub: '000' },
      handling: null,
    });
    expect(parseTaskCode('11440232MB2D06811W400011705100002')?.handling).toBe('02');
  });

  test('a basic code of an unknown type is none', () => {
    expect(parseBasicCode('009917051000')).toBeNull();
  });

  test('a published code that begins with a basic code of the same type gives it, and no implementation code', () => {
    const codes = nationalCodes('512012002012-511602000000-000-115113010087786859-1-00', '20');
    expect(codes).toEqual({ catalogCode: '512012002012', taskCode: null, problem: null });
  });

  test.each([
    ['512012002012-511602000000-000-115113010087786859-1-00', '01', 'type_differs'],
    ['511A0138600000-511602000000-000-115113010833722043-1-00', '01', 'letters_in_basic_code'],
    ['511Z18020001-511602000000-000-11511301008778386B-1-00', '10', 'letters_in_basic_code'],
    ['51201200200013-511602000000-000-115113010087786859-1-00', '20', 'fourteen_digits'],
    ['1234567890', '01', 'old_generation'],
    ['H-000185-001-4444444444', '08', 'not_national'],
    ['', '01', 'not_national'],
  ])('of %j with type %s none is made up: %s', (code, type, problem) => {
    expect(nationalCodes(code, type)).toEqual({ catalogCode: null, taskCode: null, problem });
  });

  test('no text whatever makes the reader throw', () => {
    // any code point, halves of pairs too; fast-check's own 'binary' first writes a table of them all (1.7 s)
    const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0x10_ff_ff }).map((point) => String.fromCodePoint(point)) });
    fc.assert(fc.property(anyText, fc.string(), (code, type) => nationalCodes(code, type) !== undefined));
  });
});
