import { describe, expect, test } from 'vitest';
import { configEntities, configOrder, emptySet, fieldsOf, noConfig, type ConfigData, type ConfigWish } from './config.ts';
import { policyFields, policyValue } from './config-policy.ts';
import { inverseOf, planConfig, quiet, sameValue, type ConfigFacts } from './config-plan.ts';
import { defaultPolicy } from './tickets.ts';

const hall = {
  id: 'h1',
  name: '政务大厅',
  nameEn: null,
  areaId: null,
  opensMinutes: 540,
  closesMinutes: 1050,
  dayStartMinutes: 0,
  notice: null,
  noticeEn: null,
  guideDesk: null,
  guideDeskEn: null,
  silent: false,
  phone: null,
  policy: {},
  active: true,
};
const queue = (id: string, prefix: string, hallId = 'h1') => ({
  id,
  hallId,
  prefix,
  name: `业务${prefix}`,
  nameEn: null,
  hint: null,
  hintEn: null,
  place: null,
  placeEn: null,
  dailyMax: null,
  targetMinutes: null,
  warnPerWindow: null,
  bookingQuota: null,
  bookingMinutes: null,
  bookingFromMinutes: null,
  bookingToMinutes: null,
  bookingBreakFromMinutes: null,
  bookingBreakToMinutes: null,
  departmentIds: [],
  results: false,
  sort: 0,
  active: true,
});
const desk = (id: string, label: string, seriesIds: string[]) => ({
  id,
  hallId: 'h1',
  label,
  name: '综合窗口',
  nameEn: null,
  zone: null,
  zoneEn: null,
  direction: null,
  seriesIds,
  fallbackIds: null,
  sort: 0,
  active: true,
});
const city: ConfigData = {
  ...noConfig,
  realm: [{ id: 'r', name: '测试区', nameEn: null, timeZone: 'Asia/Shanghai', secondFactorRequired: false }],
  areas: [{ id: 'p', name: '四川省', code: '510000000000', level: 2, parentId: null }],
  departments: [],
  halls: [hall, { ...hall, id: 'h2', name: '东区分厅' }],
  series: [queue('a', 'A'), queue('b', 'B'), queue('x', 'A', 'h2')],
  windows: [desk('w1', '1', ['a', 'b'])],
  hours: [],
  closures: [],
  shifts: [],
};

let ids = 0;
const plan = (wishes: ConfigWish[], facts: ConfigFacts = quiet) => planConfig(city, wishes, facts, () => `new${(ids += 1)}`);
const problem = (wish: ConfigWish, facts?: ConfigFacts) => plan([wish], facts).problems.map((p) => `${p.field ?? ''} ${p.code}`.trim());
const change = (
  row: Readonly<Record<string, unknown>> & { id: string },
  entity: ConfigWish['entity'],
  patch: Record<string, unknown>,
): ConfigWish => ({ entity, id: row.id, set: { ...row, ...patch } });
const busy = (...open: string[]): ConfigFacts => ({ open: new Map(open.map((id) => [id, 3])), today: new Set(open), ever: new Set(open) });

describe('the definitions', () => {
  test('every reference leads to an entity that comes before it, every unique field exists', () => {
    for (const entity of configOrder) {
      for (const field of Object.values(fieldsOf(entity))) {
        if ('to' in field) expect(configOrder.indexOf(field.to)).toBeLessThanOrEqual(configOrder.indexOf(entity));
      }
      for (const fields of configEntities[entity].unique) for (const field of fields) expect(fieldsOf(entity)).toHaveProperty(field);
    }
  });

  test('the rules that hold without any setting lie within their bounds', () => {
    expect(Object.keys(defaultPolicy)).toEqual(Object.keys(policyFields));
    for (const [rule, value] of Object.entries(defaultPolicy)) expect([rule, policyValue(rule, value)]).toEqual([rule, 'fine']);
  });

  test('a new thing begins with its defaults', () => {
    expect(emptySet('halls')).toMatchObject({ name: null, opensMinutes: 540, closesMinutes: 1050, policy: {}, active: true });
  });
});

describe('a wish', () => {
  test('that changes nothing is no change', () => {
    expect(plan([change(hall, 'halls', { name: '  政务大厅 ' })])).toMatchObject({ changes: [], diff: [], problems: [] });
  });

  test('is shown field by field, before and after', () => {
    expect(plan([change(hall, 'halls', { closesMinutes: 1020, notice: '今日提前半小时' })]).diff).toEqual([
      { entity: 'halls', id: 'h1', name: '政务大厅', field: 'closesMinutes', before: 1050, after: 1020 },
      { entity: 'halls', id: 'h1', name: '政务大厅', field: 'notice', before: null, after: '今日提前半小时' },
    ]);
  });

  test('may make a queue and the window that serves it at once', () => {
    const wishes: ConfigWish[] = [
      { entity: 'series', id: 'c', set: { hallId: 'h1', prefix: 'C', name: '社保' } },
      { entity: 'windows', id: null, set: { hallId: 'h1', label: '2', name: '社保窗口', seriesIds: ['c'] } },
    ];
    expect(plan(wishes)).toMatchObject({ problems: [], changes: [{ id: 'c', before: null }, { before: null }] });
  });

  test('is taken back by its inverse', () => {
    const done = plan([
      change(hall, 'halls', { name: '市民中心' }),
      { entity: 'series', id: 'c', set: { hallId: 'h1', prefix: 'C', name: '社保' } },
    ]);
    expect(sameValue(planConfig(done.after, inverseOf(done.changes), quiet, () => '').after, city)).toBe(true);
  });

  test('for the same thing twice is refused', () => {
    expect(plan([change(hall, 'halls', { name: '甲' }), change(hall, 'halls', { name: '乙' })]).problems).toMatchObject([
      { code: 'twice' },
    ]);
  });
});

describe('what is refused, and beside which field', () => {
  test.each<[string, ConfigWish, string]>([
    [
      'a second queue with the same letter in a hall',
      { entity: 'series', id: null, set: { hallId: 'h1', prefix: 'A', name: '社保' } },
      'prefix duplicate',
    ],
    ['a letter that is none', { entity: 'series', id: null, set: { hallId: 'h1', prefix: 'a1', name: '社保' } }, 'prefix bad_form'],
    [
      'a second window with the same label',
      { entity: 'windows', id: null, set: { hallId: 'h1', label: '1', name: '窗口', seriesIds: ['a'] } },
      'label duplicate',
    ],
    ['a window without a queue', { entity: 'windows', id: null, set: { hallId: 'h1', label: '9', name: '窗口' } }, 'seriesIds no_queue'],
    [
      'skills with the queue of another hall',
      { entity: 'skills', id: null, set: { hallId: 'h1', staffNo: '1005', neverIds: ['x'] } },
      'neverIds other_hall',
    ],
    ['a window with the queue of another hall', change(city.windows[0]!, 'windows', { seriesIds: ['x'] }), 'seriesIds other_hall'],
    ['a queue that nobody knows', change(city.windows[0]!, 'windows', { seriesIds: ['zz'] }), 'seriesIds unknown_ref'],
    ['a hall that closes before it opens', change(hall, 'halls', { closesMinutes: 500 }), 'closesMinutes opens_after_closes'],
    ['a rule out of bounds', change(hall, 'halls', { policy: { recallMax: 99 } }), 'policy out_of_bounds'],
    ['an order of calling that is none', change(hall, 'halls', { policy: { rule: 'who_shouts' } }), 'policy wrong_type'],
    ['a rule that is none', change(hall, 'halls', { policy: { magic: 1 } }), 'policy wrong_type'],
    ['a name of 61 characters', change(hall, 'halls', { name: '𠮷'.repeat(61) }), 'name too_long'],
    ['an empty name', change(hall, 'halls', { name: ' ' }), 'name required'],
    ['half a character', change(hall, 'halls', { name: 'x\ud800' }), 'name bad_form'],
    ['a telephone that is a link', change(hall, 'halls', { phone: 'javascript:1' }), 'phone bad_form'],
    ['a number where a text belongs', change(hall, 'halls', { name: 7 }), 'name wrong_type'],
    ['a field that is none', change(hall, 'halls', { colour: 'red' }), 'colour unknown_field'],
    ['a time zone that is none', change(city.realm[0]!, 'realm', { timeZone: 'Mars/Olympus' }), 'timeZone bad_form'],
    ['a queue that moves to another hall', change(city.series[1]!, 'series', { hallId: 'h2' }), 'hallId fixed'],
    ['taking away a queue that a window serves', { entity: 'series', id: 'a', set: null }, 'referred_to'],
    ['taking away what is not there', { entity: 'series', id: 'zz', set: null }, 'not_found'],
    ['taking away the realm', { entity: 'realm', id: 'r', set: null }, 'in_use'],
    ['an area with a code that is none', { entity: 'areas', id: null, set: { name: '区', code: '5116', level: 3 } }, 'code bad_form'],
    [
      'an area that is no smaller than the one it lies in',
      { entity: 'areas', id: null, set: { name: '区', code: '511602000000', level: 2, parentId: 'p' } },
      'level out_of_bounds',
    ],
    [
      'a second area with the same code',
      { entity: 'areas', id: null, set: { name: '省', code: '510000000000', level: 1 } },
      'code duplicate',
    ],
  ])('%s', (_name, wish, expected) => {
    expect(problem(wish)).toContain(expected);
  });

  test('a name of 60 rare characters is no problem', () => {
    expect(problem(change(hall, 'halls', { name: '𠮷'.repeat(60) }))).toEqual([]);
  });
});

describe('while the hall is open', () => {
  test.each<[string, ConfigWish, string, ConfigFacts]>([
    ['a queue in which somebody waits is not closed', change(city.series[0]!, 'series', { active: false }), 'active in_use', busy('a')],
    ['a window at which somebody sits is not closed', change(city.windows[0]!, 'windows', { active: false }), 'active in_use', busy('w1')],
    [
      'the time zone does not change under the numbers of today',
      change(city.realm[0]!, 'realm', { timeZone: 'Asia/Urumqi' }),
      'timeZone in_use',
      busy('h1'),
    ],
    [
      'a letter stays for the day on which it was given out',
      change(city.series[0]!, 'series', { prefix: 'Z' }),
      'prefix in_use',
      busy('a'),
    ],
    [
      'what was ever used is closed, not taken away',
      { entity: 'windows', id: 'w1', set: null },
      'in_use',
      { ...quiet, ever: new Set(['w1']) },
    ],
  ])('%s', (_name, wish, expected, facts) => {
    expect(problem(wish, facts)).toEqual([expected]);
  });

  test('a queue nobody stands in closes at any hour', () => {
    expect(problem(change(city.series[1]!, 'series', { active: false }), busy('a'))).toEqual([]);
  });
});
