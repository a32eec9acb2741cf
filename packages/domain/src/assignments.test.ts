import { describe, expect, test } from 'vitest';
import { abilityChange, axesOfRole, isHeld, lastOf, type Holder } from './assignments.ts';
import { can, grants, purposes, roles, type Action, type Actor, type Assignment, type Purpose, type Role } from './permissions.ts';

const now = '2026-11-24T02:00:00.000Z';
let made = 0;
const held = (roleId: Role, patch: Partial<Assignment> = {}): Assignment => ({
  id: `a${(made += 1)}`,
  roleId,
  areaId: null,
  departmentId: null,
  hallId: null,
  itemGroup: null,
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: null,
  ...patch,
});
const holder = (id: string, ...assignments: Assignment[]): Holder => ({ id, active: true, assignments });

describe('the last of those who can mend everything', () => {
  const own = held('administrator');
  const gone = { staffId: 'me', assignmentIds: new Set([own.id]) };
  test.each<[string, Holder[], string | null]>([
    ['alone', [], 'administrator'],
    ['with another', [holder('other', held('administrator'))], null],
    ['with another who is barred', [{ ...holder('other', held('administrator')), active: false }], 'administrator'],
    ['with another for one hall only', [holder('other', held('administrator', { hallId: 'h' }))], 'administrator'],
    ['with another until next week', [holder('other', held('administrator', { validTo: '2026-12-01T00:00:00.000Z' }))], 'administrator'],
    ['with another from tomorrow on', [holder('other', held('administrator', { validFrom: '2026-11-25T00:00:00.000Z' }))], 'administrator'],
    ['with somebody who gives roles', [holder('other', held('security_admin'))], 'administrator'],
    ['holding the role twice', [holder('me', held('administrator'))], null],
  ])('%s', (_how, others, role) => {
    expect(lastOf([holder('me', own), ...others], gone, now)).toBe(role);
  });

  test('who is barred takes all roles along', () => {
    const me = holder('me', held('administrator'), held('security_admin'));
    expect(lastOf([me, holder('other', held('administrator'))], { staffId: 'me' }, now)).toBe('security_admin');
    expect(lastOf([me, holder('other', held('administrator'), held('security_admin'))], { staffId: 'me' }, now)).toBeNull();
  });

  test('other roles may end with their last holder, and who is barred already holds nothing together', () => {
    const clerk = held('clerk');
    expect(lastOf([holder('me', clerk)], { staffId: 'me', assignmentIds: new Set([clerk.id]) }, now)).toBeNull();
    expect(lastOf([{ ...holder('me', own), active: false }], gone, now)).toBeNull();
  });
});

test('the same role at the same place is not given twice, for another place or for longer it is', () => {
  const clerk = held('clerk', { hallId: 'h1', validTo: '2026-12-01T00:00:00.000Z' });
  expect(isHeld([clerk], clerk, now)).toBe(true);
  expect(isHeld([clerk], { ...clerk, validTo: null }, now)).toBe(false);
  expect(isHeld([clerk], { ...clerk, hallId: 'h2' }, now)).toBe(false);
  expect(isHeld([clerk], clerk, '2026-12-02T00:00:00.000Z')).toBe(false);
});

describe('what a change of roles gives and takes', () => {
  const clerk = held('clerk', { hallId: 'h1' });
  const manager = held('hall_manager', { hallId: 'h1' });
  const names = (list: readonly { action: Action }[]): Action[] => [...new Set(list.map((a) => a.action))];

  test('a first role gives all that it may do', () => {
    const { gained, lost } = abilityChange([], [clerk], now);
    expect(names(gained).toSorted()).toEqual(grants.clerk.map((g) => g.action).toSorted());
    expect(lost).toEqual([]);
  });

  test('what another role still covers is not lost', () => {
    const { lost } = abilityChange([clerk, manager], [manager], now);
    expect(names(lost)).toEqual(['case.intake', 'person.reveal']);
  });

  test('the same for the whole realm takes nothing away, and the other way round it does', () => {
    const everywhere = held('clerk');
    expect(abilityChange([clerk], [everywhere], now).lost).toEqual([]);
    expect(names(abilityChange([everywhere], [clerk], now).lost)).toContain('window.operate');
  });

  test.each(roles.flatMap((from) => roles.map((to) => [from, to] as const)))('%s → %s is what can() says', (from, to) => {
    const [before, after] = [held(from, { hallId: 'h1' }), held(to, { hallId: 'h1' })];
    const purposesOf = (a: Assignment, action: Action): readonly Purpose[] => {
      const actor: Actor = { kind: 'staff', id: 'me', staffNo: '1', sessionId: 's', assignments: [a] };
      return purposes.filter((purpose) => can(actor, action, { hallId: 'h1', assigneeId: 'me', purpose }, now));
    };
    const more = (some: Assignment, than: Assignment, action: Action): boolean =>
      purposesOf(some, action).some((purpose) => !purposesOf(than, action).includes(purpose));
    const { gained, lost } = abilityChange([before], [after], now);
    for (const action of names(gained)) expect(more(after, before, action), action).toBe(true);
    for (const action of names(lost)) expect(more(before, after, action), action).toBe(true);
  });
});

test('a role is bound only where it still does something', () => {
  for (const role of ['administrator', 'security_admin'] as const) expect(axesOfRole[role]).toEqual([]);
});
