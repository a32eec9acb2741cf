import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPolicy, type QueuePolicy } from './tickets.ts';
import { classOf, gatheredMs, nextTurn, turnRules, turnsOf, type TurnMoment, type Waiting } from './turns.ts';

const opened = Date.parse('2026-11-24T01:00:00.000Z');
const minute = (n: number): string => new Date(opened + n * 60_000).toISOString();

/** Who came `n` minutes after the hall opened. */
const came = (n: number, more: Partial<Waiting> = {}): Waiting => ({
  id: `t${n}`,
  seriesId: 'a',
  order: (n + 1) * 1000,
  waitsFrom: minute(n),
  priority: null,
  bookedAt: null,
  returned: false,
  overtaken: 0,
  ...more,
});
const at = (n: number, policy: Partial<QueuePolicy> = {}, more: Partial<TurnMoment> = {}): TurnMoment => ({
  policy: { ...defaultPolicy, ...policy },
  now: minute(n),
  ordinarySincePriority: 2,
  ...more,
});
const who = (waiting: readonly Waiting[], moment: TurnMoment) => {
  const turn = nextTurn(waiting, moment);
  return turn && [turn.ticket.id, turn.why.because, turn.why.overtook];
};

describe('whose turn it is', () => {
  test('nobody waits: nobody is called', () => expect(who([], at(5))).toBeNull());

  test('by what each has gathered: a priority citizen is overtaking once their double minutes are more', () => {
    const waiting = [came(0), came(6, { priority: 'elderly' })];
    expect(who(waiting, at(11))).toEqual(['t0', 'first', 0]);
    expect(who(waiting, at(13))).toEqual(['t6', 'priority', 1]);
  });

  test('a booked citizen counts from the booked time on, and no sooner for having come early', () => {
    const waiting = [came(0), came(5, { bookedAt: minute(15) })];
    expect(who(waiting, at(14))).toEqual(['t0', 'first', 0]);
    expect(who(waiting, at(15))).toEqual(['t5', 'booked', 1]);
    expect([14, 15].map((n) => classOf(waiting[1]!, minute(n)))).toEqual(['ordinary', 'booked']);
  });

  test('who comes back from a hold is given ten minutes', () => {
    expect(who([came(0), came(8, { returned: true })], at(10))).toEqual(['t8', 'returned', 1]);
    expect(gatheredMs(came(8, { returned: true }), defaultPolicy, minute(10))).toBe(12 * 60_000);
  });

  test('by turns: after a priority number two ordinary ones, of which each is told that it was their turn', () => {
    const waiting = [came(0, { priority: 'disabled' }), came(1), came(2), came(3, { priority: 'ill' })];
    const ratio = { rule: 'ratio', ordinaryPerPriority: 2 } as const;
    expect(who(waiting, at(5, ratio))).toEqual(['t0', 'first', 0]);
    expect(who(waiting, at(5, ratio, { ordinarySincePriority: 0 }))).toEqual(['t1', 'turn', 1]);
    expect(turnsOf(waiting, at(5, ratio)).map(({ id }) => id)).toEqual(['t0', 't1', 't2', 't3']);
  });

  test('strictly: priority before everybody; by arrival: nobody before anybody', () => {
    const waiting = [came(0), came(9, { priority: 'military' })];
    expect(who(waiting, at(9, { rule: 'strict' }))).toEqual(['t9', 'priority', 1]);
    expect(who(waiting, at(900, { rule: 'arrival' }))).toEqual(['t0', 'first', 0]);
  });

  test('whatever the rule, who was overtaken six times is next, and nobody overtakes who came half an hour before', () => {
    const often = [came(0, { overtaken: 6 }), came(1, { priority: 'elderly' })];
    expect(who(often, at(30, { rule: 'strict' }))).toEqual(['t0', 'overtaken_often', 0]);
    const long = [came(0), came(31, { priority: 'elderly' })];
    expect(who(long, at(40, { rule: 'strict' }))).toEqual(['t0', 'overtaken_long', 0]);
    expect(who(long, at(40, { rule: 'strict', overtakeMinutes: 0 }))).toEqual(['t31', 'priority', 1]);
  });

  test('another window’s queue is served only while nobody waits for one’s own, unless somebody there was overtaken too often or too long', () => {
    const fallback = new Set(['b']);
    const waiting = [came(0, { seriesId: 'b' }), came(3)];
    expect(who(waiting, at(5, {}, { fallback }))).toEqual(['t3', 'first', 1]);
    expect(who([waiting[0]!], at(5, {}, { fallback }))).toEqual(['t0', 'nobody_else', 0]);
    expect(who([came(0, { seriesId: 'b', overtaken: 6 }), came(3)], at(5, {}, { fallback }))).toEqual(['t0', 'overtaken_often', 0]);
    // nor is somebody there overtaken by who came half an hour later
    const late = [came(0, { seriesId: 'b' }), came(31), came(32)];
    expect(who(late, at(33, {}, { fallback }))).toEqual(['t0', 'overtaken_long', 0]);
    expect(who(late, at(33, { overtakeMinutes: 0 }, { fallback }))).toEqual(['t31', 'first', 1]);
  });
});

const crowd: fc.Arbitrary<Waiting[]> = fc
  .array(
    fc.record({
      series: fc.constantFrom('a', 'a', 'b'),
      kind: fc.constantFrom('ordinary', 'ordinary', 'ordinary', 'priority', 'booked', 'returned'),
      gap: fc.nat(4),
      booked: fc.nat(90),
    }),
    { maxLength: 40 },
  )
  .map((list) => {
    let n = 0;
    return list.map(({ series, kind, gap, booked }, i) => {
      n += gap;
      return came(n, {
        id: `t${i}`,
        seriesId: series,
        order: (i + 1) * 1000,
        priority: kind === 'priority' ? 'elderly' : null,
        bookedAt: kind === 'booked' ? minute(booked) : null,
        returned: kind === 'returned',
      });
    });
  });
const someRule = fc.constantFrom(...turnRules);

describe('the order of all', () => {
  test('is the next turn again and again, and holds everybody once', () => {
    fc.assert(
      fc.property(crowd, someRule, fc.nat(3), fc.integer({ min: 10, max: 300 }), (waiting, rule, since, gap) => {
        const moment = at(180, { rule }, { ordinarySincePriority: since });
        const walked: Waiting[] = [];
        let left: Waiting[] = waiting;
        let count = since;
        for (let i = 0; left.length > 0; i += 1) {
          const now = new Date(Date.parse(moment.now) + i * gap * 1000).toISOString();
          const { ticket } = nextTurn(left, { ...moment, now, ordinarySincePriority: count })!;
          count = classOf(ticket, now) === 'ordinary' ? count + 1 : 0;
          walked.push(ticket);
          left = left.filter((w) => w !== ticket).map((w) => (w.order < ticket.order ? { ...w, overtaken: w.overtaken + 1 } : w));
        }
        expect(turnsOf(waiting, moment, gap).map(({ id }) => id)).toEqual(walked.map(({ id }) => id));
      }),
    );
  });

  test('lets nobody be overtaken more often than the hall allows, by whatever rule', () => {
    fc.assert(
      fc.property(crowd, someRule, fc.integer({ min: 1, max: 8 }), (waiting, rule, overtakeMax) => {
        const order = turnsOf(waiting, at(180, { rule, overtakeMax }));
        order.forEach((ticket, place) => {
          expect(order.slice(0, place).filter((other) => other.order > ticket.order).length).toBeLessThanOrEqual(overtakeMax);
        });
      }),
    );
  });
});
