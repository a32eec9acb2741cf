import { describe, expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import {
  applyLicence,
  decideLicence,
  hasRunOut,
  isInForce,
  licenceActions,
  licenceAllows,
  licenceRoles,
  licenceStatuses,
  validUntil,
  type Licence,
  type LicenceAction,
  type LicenceCommand,
  type LicenceInputs,
  type LicenceRole,
} from './licences.ts';

/** Written down by hand from §1 of the rule book and 行政许可法 8, 69, 70: action, from → to, who. */
const ruleBook = `
issue     NONE → VALID : case
correct   VALID CORRECTED → CORRECTED : department_head
expire    VALID CORRECTED → EXPIRED : system
withdraw  VALID CORRECTED → WITHDRAWN_BY_ORGAN : department_head
revoke    VALID CORRECTED EXPIRED → REVOKED : case
cancel    VALID CORRECTED EXPIRED → CANCELLED : department_head
forfeit   VALID CORRECTED → FORFEITED : department_head
`;
const written = new Map(
  [...ruleBook.matchAll(/^(\w+)\s+(.+) → (\w+) : (\w+)$/gm)].map(([, action, from, to, who]) => [
    action,
    { from: from!.split(' '), to, who },
  ]),
);

const grounds = { basis: '行政许可法第八条', reason: 'digest' };
const inputs: LicenceInputs = {
  issue: {
    caseId: 'case-1',
    deptId: 'market',
    itemVersionId: 'food-1',
    holderId: 'citizen-1',
    number: '5116022026000001',
    validFrom: '2026-03-02',
    validTo: '2027-03-01',
  },
  correct: { ...grounds, validFrom: '2026-03-02', validTo: '2031-03-01' },
  expire: {},
  withdraw: grounds,
  revoke: { basis: '行政许可法第六十九条' },
  cancel: grounds,
  forfeit: grounds,
};
const command = <A extends LicenceAction>(action: A, rest: object = {}): LicenceCommand =>
  ({ action, ...inputs[action], ...rest }) as LicenceCommand;
const at = '2026-03-02T02:00:00.000Z';
const issued = applyLicence(null, decideLicence(null, command('issue'), 'case', '2026-03-02'), at);
const pressed = (state: Licence, action: LicenceAction, role: LicenceRole, today = '2026-06-01', rest: object = {}): Licence =>
  applyLicence(state, decideLicence(state, command(action, rest), role, today), '2026-06-01T02:00:00.000Z');
const refusal = (
  state: Licence | null,
  action: LicenceAction,
  role: LicenceRole,
  today = '2026-06-01',
  rest: object = {},
): string | null => {
  try {
    decideLicence(state, command(action, rest), role, today);
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : 'fault';
  }
};

describe('the machine of a licence', () => {
  const everything = [...licenceStatuses, 'NONE' as const].flatMap((status) => licenceActions.map((action) => [status, action] as const));

  test.each(everything)('%s: %s is pressed by exactly those whom the law names, and leads where it says', (status, action) => {
    const row = written.get(action)!;
    for (const role of licenceRoles) {
      const may = row.from.includes(status) && row.who === role;
      expect(licenceAllows(status, action, role), role).toBe(may);
      const state = status === 'NONE' ? null : { ...issued, status };
      const day = action === 'expire' ? '2027-03-02' : '2026-06-01';
      expect(refusal(state, action, role, day)).toBe(may ? null : 'licence.not_allowed');
      if (may && state) expect(pressed(state, action, role, day).status).toBe(row.to);
    }
  });

  test('holds until the end of its last day, and runs out once', () => {
    expect(refusal(issued, 'expire', 'system', '2027-03-01')).toBe('licence.runs');
    const over = pressed(issued, 'expire', 'system', '2027-03-02');
    expect([over.status, isInForce(over.status), refusal(over, 'expire', 'system', '2027-03-03')]).toEqual([
      'EXPIRED',
      false,
      'licence.not_allowed',
    ]);
    expect(hasRunOut({ validTo: null }, '2999-01-01')).toBe(false);
  });

  test('asks a head of department for basis and reason, and a correction for dates that differ and make sense', () => {
    for (const action of ['correct', 'withdraw', 'cancel', 'forfeit'] as const)
      for (const lacking of [{ basis: '' }, { reason: '' }])
        expect(refusal(issued, action, 'department_head', '2026-06-01', lacking)).toBe('licence.basis_missing');
    const dates = (validFrom: string, validTo: string | null) =>
      refusal(issued, 'correct', 'department_head', '2026-06-01', { validFrom, validTo });
    expect(dates('2026-03-02', '2026-03-01')).toBe('licence.dates_wrong');
    expect(dates('2026-03-02', '2027-03-01')).toBe('licence.nothing_to_correct');
    expect(dates('2026-03-02', null)).toBeNull();
  });

  test('is in force as it was corrected, and keeps the first day on which it was not', () => {
    const corrected = pressed(issued, 'correct', 'department_head');
    expect([corrected.status, corrected.validTo, corrected.endedAt, isInForce(corrected.status)]).toEqual([
      'CORRECTED',
      '2031-03-01',
      null,
      true,
    ]);
    const over = { ...issued, status: 'EXPIRED', endedAt: '2027-03-02T00:00:00.000Z' } as const;
    expect(pressed(over, 'cancel', 'department_head').endedAt).toBe('2027-03-02T00:00:00.000Z');
  });

  test.each([
    ['2026-03-02', { amount: 1, unit: 'year' }, '2027-03-01'],
    ['2028-02-29', { amount: 1, unit: 'year' }, '2029-02-28'],
    ['2026-01-31', { amount: 1, unit: 'month' }, '2026-02-28'],
    ['2026-12-15', { amount: 3, unit: 'month' }, '2027-03-14'],
    ['2026-12-01', { amount: 1, unit: 'month' }, '2026-12-31'],
    ['2026-03-02', { amount: 30, unit: 'day' }, '2026-03-31'],
  ] as const)('from %s for %o it counts until %s', (from, validity, until) => {
    expect(validUntil(from, validity)).toBe(until);
  });
});
