import { describe, expect, test } from 'vitest';
import {
  actions,
  can,
  canSomewhere,
  decide,
  grants,
  purposes,
  roleFor,
  roles,
  scopeOf,
  sittingActions,
  type Action,
  type Actor,
  type Assignment,
  type Purpose,
  type Role,
} from './permissions.ts';

const now = '2026-11-24T02:00:00.000Z';
const hall = { hallId: 'hall-1', areaIds: ['village', 'town', 'county', 'city', 'province'] };

function staff(...assignments: Partial<Assignment>[]): Actor {
  const base: Assignment = {
    id: 'a',
    roleId: 'clerk',
    areaId: null,
    departmentId: null,
    hallId: null,
    itemGroup: null,
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: null,
  };
  return { kind: 'staff', id: 'me', staffNo: 'c1', sessionId: 's', assignments: assignments.map((a) => ({ ...base, ...a })) };
}

describe('default deny', () => {
  test.each(roles.flatMap((role) => actions.map((action) => [role, action] as const)))(
    '%s: %s only where the table says so',
    (role, action) => {
      const grant = (grants[role] as readonly { action: Action; purposes?: readonly Purpose[] }[]).find((one) => one.action === action);
      for (const purpose of purposes) {
        const granted = grant !== undefined && (grant.purposes?.includes(purpose) ?? true);
        expect(can(staff({ roleId: role }), action, { ...hall, assigneeId: 'me', purpose }, now), purpose).toBe(granted);
      }
    },
  );

  test('who has no role may do nothing, and citizens, agents and partners reach nothing here', () => {
    const strangers: Actor[] = [
      staff(),
      { kind: 'citizen', id: 'x' },
      { kind: 'agent', id: 'x', citizenId: 'y' },
      { kind: 'partner', id: 'x' },
    ];
    for (const actor of strangers)
      for (const action of actions) expect(decide(actor, action, hall, now)).toEqual({ allowed: false, reason: 'no_role' });
  });

  test('the administrator sees no business, the auditor only the log, and nobody is all three', () => {
    const of = (role: Role): Action[] => actions.filter((action) => canSomewhere(staff({ roleId: role }), action, now));
    expect(of('auditor')).toEqual(['log.read']);
    for (const action of ['hall.view', 'person.read', 'person.reveal', 'role.assign', 'log.read'] as const)
      expect(of('administrator')).not.toContain(action);
    expect(of('security_admin')).not.toContain('config.change');
  });
});

describe('where', () => {
  test('a role in a county reaches the halls below it, not beside it and not above it', () => {
    const actor = staff({ areaId: 'county' });
    expect(can(actor, 'hall.view', hall, now)).toBe(true);
    expect(can(actor, 'hall.view', { hallId: 'h', areaIds: ['other', 'city', 'province'] }, now)).toBe(false);
    expect(can(actor, 'hall.view', { hallId: 'h', areaIds: ['city', 'province'] }, now)).toBe(false);
  });

  test('a role in one hall does not reach the next, and says so', () => {
    expect(decide(staff({ hallId: 'hall-2' }), 'hall.view', hall, now)).toEqual({ allowed: false, reason: 'out_of_scope' });
  });

  test('what lies nowhere is reached only by a role that is bound to nowhere', () => {
    expect(can(staff({ roleId: 'security_admin' }), 'session.end', {}, now)).toBe(true);
    expect(can(staff({ roleId: 'security_admin', hallId: 'hall-1' }), 'session.end', {}, now)).toBe(false);
  });

  test('two roles add up, they do not mix: manager here and clerk there is not manager there', () => {
    const actor = staff({ roleId: 'hall_manager', hallId: 'hall-1' }, { roleId: 'clerk', hallId: 'hall-2' });
    expect(can(actor, 'hall.manage', hall, now)).toBe(true);
    expect(can(actor, 'hall.manage', { hallId: 'hall-2' }, now)).toBe(false);
    expect(can(actor, 'window.operate', { hallId: 'hall-2' }, now)).toBe(true);
  });
});

test('who hands results over sits at a delivery window and at no other, and decides nothing', () => {
  const delivery = staff({ roleId: 'delivery_clerk', hallId: 'hall-1' });
  const sits = (actor: Actor, delivers: boolean) => sittingActions({ delivers }).some((action) => can(actor, action, hall, now));
  expect([sits(delivery, true), sits(delivery, false)]).toEqual([true, false]);
  expect([sits(staff({}), true), sits(staff({}), false)]).toEqual([true, true]);
  expect(sits(staff({ roleId: 'delivery_clerk', hallId: 'hall-2' }), true)).toBe(false);
  for (const action of ['case.review', 'case.intake', 'hall.manage'] as const) expect(can(delivery, action, hall, now)).toBe(false);
});

test('who comes is told by the first role that fits here, not by one held elsewhere or ended', () => {
  const actor = staff(
    { roleId: 'hall_manager', hallId: 'hall-1' },
    { roleId: 'guide', hallId: 'hall-1' },
    { roleId: 'clerk', hallId: 'hall-2' },
    { roleId: 'clerk', hallId: 'hall-1', validTo: now },
  );
  expect(roleFor(actor, 'help.answer', hall, now)).toBe('guide');
  expect(roleFor(actor, 'help.answer', { hallId: 'hall-2' }, now)).toBe('clerk');
  expect(roleFor(actor, 'log.read', hall, now)).toBeNull();
  expect(roleFor({ kind: 'device', id: 'd', hallId: 'hall-1', device: 'kiosk' }, 'help.ask', hall, now)).toBeNull();
});

describe('when and why', () => {
  test('a role begins and ends to the instant, and an ended one is told as ended', () => {
    const actor = staff({ validFrom: now, validTo: '2026-11-24T03:00:00.000Z' });
    expect(can(actor, 'hall.view', hall, now)).toBe(true);
    expect(can(actor, 'hall.view', hall, '2026-11-24T01:59:59.999Z')).toBe(false);
    expect(decide(actor, 'hall.view', hall, '2026-11-24T03:00:00.000Z')).toEqual({ allowed: false, reason: 'expired' });
  });

  test('personal data opens with a purpose, for the person that is being served', () => {
    const actor = staff({ hallId: 'hall-1' });
    expect(can(actor, 'person.reveal', { ...hall, assigneeId: 'me', purpose: 'fill_form' }, now)).toBe(true);
    expect(decide(actor, 'person.reveal', { ...hall, assigneeId: 'me' }, now)).toEqual({ allowed: false, reason: 'purpose' });
    expect(decide(actor, 'person.reveal', { ...hall, assigneeId: 'somebody', purpose: 'fill_form' }, now)).toEqual({
      allowed: false,
      reason: 'out_of_scope',
    });
  });
});

test('a screen reaches its own hall; only a kiosk takes numbers and asks for help; none reaches a person', () => {
  const kiosk: Actor = { kind: 'device', id: 'd', hallId: 'hall-1', device: 'kiosk' };
  expect(can(kiosk, 'ticket.take', hall, now)).toBe(true);
  expect(can(kiosk, 'ticket.take', { hallId: 'hall-2' }, now)).toBe(false);
  for (const action of ['ticket.take', 'help.ask'] as const) {
    expect(can(kiosk, action, hall, now)).toBe(true);
    expect(can({ ...kiosk, device: 'board' }, action, hall, now)).toBe(false);
  }
  for (const action of ['person.read', 'person.reveal', 'hall.view', 'config.view'] as const)
    expect(can(kiosk, action, hall, now)).toBe(false);
});

test('the system reaches everything, as one open way in', () => {
  expect(scopeOf({ kind: 'system', id: 'job' }, 'hall.manage', now).anyOf).toHaveLength(1);
});
