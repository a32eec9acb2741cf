import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import {
  anomalyRules,
  assertRatable,
  caseStepAt,
  checkableTags,
  isBad,
  ratingAnomalies,
  ratingFigures,
  ratingLevels,
  ratingState,
  ratingTags,
  tagsFor,
  toldGroups,
  tookMs,
  type RatingFact,
  type RatingLevel,
} from './ratings.ts';

const done = '2026-11-24T02:00:00.000Z';
const levels = (some: Partial<Record<RatingLevel, number>>): Record<RatingLevel, number> => ({ 1: 0, 2: 0, 3: 0, 4: 0, 5: 0, ...some });

function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe('a step can be rated', () => {
  test('once it is finished, for 30 days, and once', () => {
    const states = (now: string): string => ratingState(done, false, now);
    expect(ratingState(null, false, done)).toBe('not_yet');
    expect([states(done), states('2026-12-24T02:00:00.000Z'), states('2026-12-24T02:00:00.001Z')]).toEqual(['open', 'open', 'expired']);
    expect(ratingState(done, true, '2027-02-01T00:00:00.000Z')).toBe('given');
  });

  test('and a refusal says which of these it is', () => {
    expect(refusal(() => assertRatable(null, false, done))).toBe('rating.not_yet');
    expect(refusal(() => assertRatable(done, true, done))).toBe('rating.given');
    expect(refusal(() => assertRatable(done, false, '2027-02-01T00:00:00.000Z'))).toBe('rating.expired');
    expect(refusal(() => assertRatable(done, false, done))).toBeNull();
  });

  test('at acceptance and at the end; a refusal to accept is an end too, a withdrawal is none', () => {
    const at = { acceptedAt: done, endedAt: '2026-11-25T02:00:00.000Z' };
    expect(caseStepAt('ACCEPTED', { status: 'IN_REVIEW', ...at, endedAt: null })).toBe(done);
    expect(caseStepAt('CONCLUDED', { status: 'IN_REVIEW', ...at, endedAt: null })).toBeNull();
    for (const status of ['CONCLUDED', 'NOT_ACCEPTED', 'TERMINATED'] as const)
      expect(caseStepAt('CONCLUDED', { status, ...at })).toBe(at.endedAt);
    for (const status of ['WITHDRAWN', 'RETURNED'] as const) expect(caseStepAt('CONCLUDED', { status, ...at })).toBeNull();
  });
});

describe('what may be said beside a level', () => {
  test('is fixed, and only a bad one can be held against the log', () => {
    for (const level of ratingLevels)
      for (const tag of checkableTags) expect((ratingTags[level] as readonly string[]).includes(tag)).toBe(isBad(level));
  });

  test('comes once and in the order of the list; what another level offers is refused', () => {
    expect(tagsFor(5, ['fast', 'kind', 'fast'])).toEqual(['kind', 'fast']);
    expect(refusal(() => tagsFor(5, ['over_legal_limit']))).toBe('request.invalid');
    expect(refusal(() => tagsFor(1, ['kind']))).toBe('request.invalid');
  });
});

describe('the figures', () => {
  test('follow the formulas: 5, 4 and 3 are good, of those who rated; who rated, of what was finished', () => {
    const figures = ratingFigures({ finished: 40, levels: levels({ 5: 10, 4: 4, 3: 2, 2: 3, 1: 1 }) });
    expect(figures).toMatchObject({ rated: 20, activeRate: 0.5, goodRate: 0.8 });
    expect(figures.average).toBeCloseTo((100 + 32 + 12 + 6) / 20);
  });

  test('a hall that nobody rated has no good rate at all', () => {
    expect(ratingFigures({ finished: 500, levels: levels({}) })).toMatchObject({ rated: 0, activeRate: 0, goodRate: null, average: null });
    expect(ratingFigures({ finished: 0, levels: levels({}) }).activeRate).toBeNull();
  });

  test('more people who say nothing never make it better', () => {
    const counts = fc.record({ 1: fc.nat(50), 2: fc.nat(50), 3: fc.nat(50), 4: fc.nat(50), 5: fc.nat(50) });
    fc.assert(
      fc.property(counts, fc.nat(500), fc.nat(500), (some, finished, silent) => {
        const before = ratingFigures({ finished, levels: some });
        const after = ratingFigures({ finished: finished + silent, levels: some });
        expect([after.goodRate, after.average]).toEqual([before.goodRate, before.average]);
        expect(after.activeRate ?? 0).toBeLessThanOrEqual(before.activeRate ?? Infinity);
      }),
    );
  });

  test('a window with few ratings is counted and not told, and cannot be worked out from the rest', () => {
    const [few, some, many] = [{ rated: 2 }, { rated: 9 }, { rated: 30 }];
    expect([...toldGroups([few, some, many])]).toEqual([many]);
    expect([...toldGroups([{ rated: 3 }, { rated: 4 }, many])]).toEqual([many]);
    expect([...toldGroups([some, many, { rated: 0 }])]).toEqual([some, many]);
    expect([...toldGroups([few, some])]).toEqual([]);
  });
});

describe('what looks odd', () => {
  const fact = (more: Partial<RatingFact> = {}): RatingFact => ({
    level: 5,
    channel: 'link',
    windowId: null,
    givenAt: done,
    tookMs: 9_000,
    source: null,
    ...more,
  });
  const many = (n: number, more: (i: number) => Partial<RatingFact>): RatingFact[] => Array.from({ length: n }, (_, i) => fact(more(i)));

  test('is a window that is rated more often in a minute than anybody can be served there', () => {
    const rush = many(anomalyRules.perWindowAndMinute + 1, () => ({ windowId: 'w5' }));
    expect(ratingAnomalies(rush, 99).crowded).toBe(4);
    expect(ratingAnomalies(rush.slice(1), 99).crowded).toBe(0);
    expect(
      ratingAnomalies(
        many(4, (i) => ({ windowId: `w${i}` })),
        99,
      ).crowded,
    ).toBe(0);
  });

  test('is one phone that rates a whole queue; a pad, where everybody rates, is none', () => {
    expect(
      ratingAnomalies(
        many(6, () => ({ source: 'phone' })),
        99,
      ).sameSource,
    ).toBe(6);
    expect(
      ratingAnomalies(
        many(6, () => ({ channel: 'pad' })),
        99,
      ).sameSource,
    ).toBe(0);
  });

  test('is praise that came before anybody could have read the question', () => {
    expect(
      ratingAnomalies([fact({ tookMs: 1_999 }), fact({ tookMs: 2_000 }), fact({ level: 1, tookMs: 10 }), fact({ tookMs: null })], 99)
        .quickBest,
    ).toBe(1);
  });

  test('is more ratings than there was anything to rate', () => {
    expect(
      ratingAnomalies(
        many(5, () => ({})),
        3,
      ).beyondFinished,
    ).toBe(2);
    expect(
      ratingAnomalies(
        many(3, () => ({})),
        3,
      ).beyondFinished,
    ).toBe(0);
  });

  test('a screen cannot claim to have thought longer than the step is old', () => {
    expect(tookMs(60_000, done, '2026-11-24T02:00:01.000Z')).toBe(1_000);
    expect(tookMs(800, done, '2026-11-24T02:00:01.000Z')).toBe(800);
    expect(tookMs(null, done, done)).toBeNull();
  });
});
