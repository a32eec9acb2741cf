import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seriesFull, type QuotaSpan } from './quotas.ts';

const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_440 }), { minLength: 2, maxLength: 8 })
  .map((edges) => edges.toSorted((a, b) => a - b))
  .chain((edges) =>
    fc.tuple(
      ...edges
        .slice(1)
        .map((to, i) => fc.record({ max: fc.integer({ min: 1, max: 5 }) }).map(({ max }) => ({ from: edges[i]!, to, max, given: 0 }))),
    ),
  );

test('whoever comes when, no stretch and no day gives more than it has, and who is refused is told of a stretch that still has places', () => {
  fc.assert(
    fc.property(
      spans,
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.integer({ min: 0, max: 1_439 }), { maxLength: 40 }),
      (all, max, comers) => {
        const state: QuotaSpan[] = [...all];
        let given = 0;
        for (const minute of comers.toSorted((a, b) => a - b)) {
          const full = seriesFull({ max, given }, state, minute);
          const at = state.findIndex(({ from, to }) => from <= minute && minute < to);
          if (full === null) {
            given += 1;
            if (at >= 0) state[at] = { ...state[at]!, given: state[at]!.given + 1 };
          } else if (full.next !== null) {
            expect(full.next).toBeGreaterThan(minute);
            expect(seriesFull({ max, given }, state, full.next)).toBeNull();
          } else expect(full.of === 'day' ? given : state[at]!.given).toBe(full.max);
          expect(given).toBeLessThanOrEqual(max);
          for (const span of state) expect(span.given).toBeLessThanOrEqual(span.max);
        }
      },
    ),
  );
});
