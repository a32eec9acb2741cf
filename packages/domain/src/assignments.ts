import {
  actions,
  isLive,
  open,
  scopeOf,
  type Action,
  type Actor,
  type Assignment,
  type Clause,
  type Purpose,
  type Role,
} from './permissions.ts';
import type { Instant } from './time.ts';

/** Without one of each nobody could mend anything any more: the last of them is not barred and keeps the role. */
export const keptRoles = ['administrator', 'security_admin'] as const satisfies readonly Role[];
export type KeptRole = (typeof keptRoles)[number];

export interface Holder {
  readonly id: string;
  readonly active: boolean;
  readonly assignments: readonly Assignment[];
}

const isKept = (role: Role): role is KeptRole => (keptRoles as readonly Role[]).includes(role);

/** Held now, for the whole realm and without an end: what a realm can be left to. */
function isLasting(a: Assignment, now: Instant): boolean {
  return isLive(a, now) && a.validTo === null && placeOf(a) === wholeRealm;
}

/** Of the roles that go away with these assignments (all of them when somebody is barred): the first that nobody else holds. */
export function lastOf(
  staff: readonly Holder[],
  gone: { readonly staffId: string; readonly assignmentIds?: ReadonlySet<string> },
  now: Instant,
): KeptRole | null {
  const leaves = (holder: Holder, a: Assignment): boolean =>
    holder.id === gone.staffId && (gone.assignmentIds === undefined || gone.assignmentIds.has(a.id));
  const roles = new Set<KeptRole>();
  const stay = new Set<Role>();
  for (const holder of staff.filter((s) => s.active))
    for (const a of holder.assignments) {
      if (leaves(holder, a)) {
        if (isKept(a.roleId) && isLive(a, now)) roles.add(a.roleId);
      } else if (isLasting(a, now)) stay.add(a.roleId);
    }
  return [...roles].find((role) => !stay.has(role)) ?? null;
}

/** Does somebody hold this role at this place already, from now on and at least as long? */
export function isHeld(held: readonly Assignment[], wanted: Omit<Assignment, 'id' | 'validFrom'>, now: Instant): boolean {
  return held.some(
    (a) =>
      a.roleId === wanted.roleId &&
      placeOf(a) === placeOf(wanted) &&
      isLive(a, now) &&
      (a.validTo === null || (wanted.validTo !== null && a.validTo >= wanted.validTo)),
  );
}

type Place = Pick<Assignment, 'areaId' | 'departmentId' | 'hallId' | 'itemGroup'>;
const placeOf = (p: Place): string => JSON.stringify([p.areaId, p.departmentId, p.hallId, p.itemGroup]);
const wholeRealm = placeOf(open);

/** Something that somebody may do somewhere. */
export interface Ability {
  readonly action: Action;
  readonly clause: Clause;
}

/** What a change of roles gives and takes: what another role still covers is neither. */
export function abilityChange(
  before: readonly Assignment[],
  after: readonly Assignment[],
  now: Instant,
): { readonly gained: readonly Ability[]; readonly lost: readonly Ability[] } {
  const [was, is] = [abilitiesOf(before, now), abilitiesOf(after, now)];
  return { gained: without(is, was), lost: without(was, is) };
}

function abilitiesOf(assignments: readonly Assignment[], now: Instant): Ability[] {
  const actor: Actor = { kind: 'staff', id: 'self', staffNo: '', sessionId: '', assignments };
  return actions.flatMap((action) => scopeOf(actor, action, now).anyOf.map((clause) => ({ action, clause })));
}

const without = (some: readonly Ability[], others: readonly Ability[]): Ability[] =>
  some.filter((ability) => !others.some((other) => other.action === ability.action && covers(other.clause, ability.clause)));

/** Areas are compared by identity: that one lies in the other is not known here, so rather more is told than less. */
function covers(wide: Clause, narrow: Clause): boolean {
  const axes = ['itemGroup', 'areaId', 'hallId', 'departmentId', 'assigneeId'] as const;
  return axes.every((axis) => wide[axis] === null || wide[axis] === narrow[axis]) && coversPurposes(wide.purposes, narrow.purposes);
}

function coversPurposes(wide: readonly Purpose[] | null, narrow: readonly Purpose[] | null): boolean {
  return wide === null || (narrow !== null && narrow.every((purpose) => wide.includes(purpose)));
}

export const placeAxes = ['hallId', 'areaId', 'departmentId'] as const;
export type PlaceAxis = (typeof placeAxes)[number];

/** On which axes a role can be bound so that it still does something: accounts and rules belong to the realm as a whole. */
export const axesOfRole = {
  clerk: ['hallId', 'areaId'],
  guide: ['hallId', 'areaId'],
  delivery_clerk: ['hallId', 'areaId'],
  hall_manager: ['hallId', 'areaId'],
  department_handler: ['departmentId', 'areaId'],
  department_reviewer: ['departmentId', 'areaId'],
  department_checker: ['departmentId', 'areaId'],
  department_decider: ['departmentId', 'areaId'],
  department_head: ['departmentId', 'areaId'],
  certificate_officer: ['departmentId', 'areaId'],
  hotline_agent: ['areaId'],
  hotline_dispatcher: ['areaId'],
  callback_agent: ['areaId'],
  supervisor: ['areaId', 'departmentId'],
  village_agent: ['areaId'],
  administrator: [],
  security_admin: [],
  auditor: ['hallId', 'areaId'],
} as const satisfies Record<Role, readonly PlaceAxis[]>;
