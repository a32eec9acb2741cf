import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guideProblems, situationOf, type ItemGuideVersion } from './item-guide.ts';

const card: ItemGuideVersion = {
  caseKind: 'PROMISE',
  taskType: '07',
  legal: { amount: 60, unit: 'natural_day' },
  promise: { amount: 20, unit: 'working_day' },
  visits: { least: 1, most: 1 },
  fees: [
    { fen: 2000, when: { reason: ['renew'] } },
    { fen: 4000, when: { reason: ['lost'] } },
  ],
  result: { name: '居民身份证', kind: 'certificate' },
  scope: 'national',
  procedures: [],
  questions: [
    {
      id: 'reason',
      text: '为什么要办？',
      options: [
        { id: 'renew', text: '换领' },
        { id: 'lost', text: '补领' },
      ],
    },
  ],
  materials: [
    { code: 'old_card', name: '原居民身份证', need: 'required', from: 'self', when: { reason: ['renew'] } },
    { code: 'household_data', name: '户口信息', need: 'required', from: 'shared' },
  ],
};

describe('the guide of a situation', () => {
  test('asks first what the list depends on, and says until then only what is certain', () => {
    const { open, materials, feeFen } = situationOf(card, {});
    expect(open?.id).toBe('reason');
    expect(materials.map((m) => m.code)).toEqual(['household_data']);
    expect(feeFen).toBeNull();
  });

  test('who renews brings the old card and pays 20 yuan; who lost it has none and pays 40', () => {
    expect(situationOf(card, { reason: 'renew' })).toMatchObject({ open: null, feeFen: 2000 });
    expect(situationOf(card, { reason: 'renew' }).materials.map((m) => m.code)).toEqual(['old_card', 'household_data']);
    expect(situationOf(card, { reason: 'lost' })).toMatchObject({ open: null, feeFen: 4000 });
    expect(situationOf(card, { reason: 'lost' }).materials.map((m) => m.code)).toEqual(['household_data']);
  });

  test('an answer that the question does not have is no answer', () => {
    expect(situationOf(card, { reason: 'whatever', other: 'x' })).toEqual(situationOf(card, {}));
  });

  test('the same answers give the same list, and never a material that the item does not list', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('reason', 'other'), fc.constantFrom('renew', 'lost', '')), (answers) => {
        const once = situationOf(card, answers);
        expect(situationOf(card, { ...answers })).toEqual(once);
        expect(card.materials).toEqual(expect.arrayContaining([...once.materials]));
      }),
    );
  });

  test('an item without fee costs nothing, whatever is open', () => {
    expect(situationOf({ ...card, fees: [] }, {}).feeFen).toBe(0);
  });
});

describe('the linter of guides', () => {
  const found = (change: Partial<ItemGuideVersion>) => guideProblems({ ...card, ...change });
  test('finds nothing in a good one', () => expect(found({})).toEqual([]));
  test.each([
    ['promise_over_legal', { legal: { amount: 5, unit: 'working_day' } }],
    ['limit_of_immediate', { caseKind: 'INSTANT' }],
    ['no_legal_limit', { legal: null }],
    ['visits_upside_down', { visits: { least: 2, most: 1 } }],
    ['visit_for_none', { visits: { least: 0, most: 0 }, materials: [{ code: 'photo', name: '照片', need: 'required', from: 'here' }] }],
    ['material_twice', { materials: [...card.materials, card.materials[0]!] }],
    ['catch_all_material', { materials: [{ code: 'x', name: '有关部门要求的其他材料', need: 'required', from: 'self' }] }],
    ['unknown_condition', { questions: [] }],
  ] as const)('names %s', (problem, change) => {
    expect(found(change as Partial<ItemGuideVersion>)).toContain(problem);
  });
});
