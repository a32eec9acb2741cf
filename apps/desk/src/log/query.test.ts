import { describe, expect, test } from 'vitest';
import { eventQuery, forForm, instantOf, readsQuery } from './query.ts';

const now = '2026-11-24T02:00:00.000Z';
const zone = 'Asia/Shanghai';

describe('a time that somebody types', () => {
  test.each([
    ['11-24 9:30', '2026-11-24T01:30:00.000Z'],
    ['2026-11-24 09:30', '2026-11-24T01:30:00.000Z'],
    ['２０２６／１１／２４ ９：３０', '2026-11-24T01:30:00.000Z'],
    ['2026.11.24', '2026-11-23T16:00:00.000Z'],
    ['9:30', '2026-11-24T01:30:00.000Z'],
    ['1-3', '2026-01-02T16:00:00.000Z'],
  ])('%s is an instant', (text, at) => expect(instantOf(text, now, zone, false)).toBe(at));

  test('a day as an end is its last moment', () => {
    expect(instantOf('11-24', now, zone, true)).toBe('2026-11-24T16:00:00.000Z');
    expect(instantOf('12-31', now, zone, true)).toBe('2026-12-31T16:00:00.000Z');
    expect(instantOf('11-24 18:00', now, zone, true)).toBe('2026-11-24T10:00:00.000Z');
  });

  test.each(['', 'yesterday', '13-01', '2-30', '9:60', '24:00', '11-24 9', '2026'])('%j is none', (text) => {
    expect(instantOf(text, now, zone, false)).toBeNull();
  });

  test('what is shown in the form is understood again', () => {
    for (const at of ['2026-11-24T01:30:00.000Z', '2025-02-28T16:00:00.000Z'])
      expect(instantOf(forForm(at, zone), now, zone, false)).toBe(at);
  });
});

describe('an address as a question', () => {
  test('what is no kind, type or time is left out', () => {
    const asked = eventQuery({ kind: 'realm', type: 'ticket.eaten', from: 'x', about: ' A0001 ', by: '', looks: 'maybe' });
    expect(Object.entries(asked).filter(([, value]) => value !== undefined)).toEqual([
      ['kind', 'realm'],
      ['about', 'A0001'],
    ]);
    expect(readsQuery({ purpose: 'curiosity' }).purpose).toBeUndefined();
  });

  test('a type of another kind goes with the kind that was chosen later', () => {
    expect(eventQuery({ kind: 'staff', type: 'ticket.called' })).toMatchObject({ kind: 'staff', type: undefined });
    expect(eventQuery({ kind: 'hall_day', type: 'ticket.called' })).toMatchObject({ type: 'ticket.called' });
  });
});
