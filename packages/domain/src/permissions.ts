import type { Instant } from './time.ts';

/** What somebody may want to do. Closed: an action that is not here cannot be granted. */
export const actions = [
  'hall.view',
  'hall.watch',
  'hall.guide',
  'hall.manage',
  'window.operate',
  'window.deliver',
  'help.ask',
  'help.answer',
  'ticket.take',
  'ticket.rejoin',
  'screen.report',
  'device.view',
  'device.pair',
  'device.revoke',
  'config.view',
  'config.change',
  'staff.view',
  'staff.manage',
  'role.assign',
  'session.end',
  'log.read',
  'case.view',
  'case.intake',
  'case.review',
  'case.deliver',
  'case.supervise',
  'rating.give',
  'rating.view',
  'rating.read',
  'hotline.take',
  'hotline.dispatch',
  'hotline.handle',
  'hotline.call_back',
  'hotline.rule',
  'person.read',
  'person.reveal',
] as const;
export type Action = (typeof actions)[number];

/** Why personal data is read in clear. Shown to the citizen beside the read. */
export const purposes = ['identify_at_window', 'fill_form', 'contact_applicant', 'correct_record', 'examine_case'] as const;
export type Purpose = (typeof purposes)[number];
/** At a window nobody is examined. */
export const windowPurposes = [
  'identify_at_window',
  'fill_form',
  'contact_applicant',
  'correct_record',
] as const satisfies readonly Purpose[];

export const deviceKinds = ['kiosk', 'board', 'pad'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** The roles of the rule book. A role without grants can be assigned and may do nothing yet. */
export const roles = [
  'clerk',
  'guide',
  'delivery_clerk',
  'hall_manager',
  'department_handler',
  'department_reviewer',
  'department_checker',
  'department_decider',
  'department_head',
  'certificate_officer',
  'hotline_agent',
  'hotline_dispatcher',
  'callback_agent',
  'supervisor',
  'village_agent',
  'administrator',
  'security_admin',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

/**
 * What lets somebody sit at a window, any of these: at a delivery window (出件窗口) also whoever only hands over. It is one while
 * it serves nothing but results.
 */
export function sittingActions(window: { readonly delivers: boolean }): readonly ('window.operate' | 'window.deliver')[] {
  return window.delivers ? ['window.operate', 'window.deliver'] : ['window.operate'];
}

interface Grant {
  readonly action: Action;
  /** Only what is assigned to the actor in person. */
  readonly own?: true;
  readonly purposes?: readonly Purpose[];
}

const all = (...names: Action[]): Grant[] => names.map((action) => ({ action }));

const reveals = (...why: Purpose[]): Grant => ({ action: 'person.reveal', own: true, purposes: why });
const examiner: Grant[] = [...all('case.view', 'case.review'), reveals('examine_case', 'contact_applicant')];

/**
 * Default deny: what is not in the table is refused. System, security and audit are three people (等保 三员): the
 * administrator configures and sees no business, the security administrator gives roles, the auditor only reads the log.
 */
export const grants = {
  clerk: [
    ...all('hall.view', 'window.operate', 'help.answer', 'person.read', 'case.view', 'case.intake'),
    { action: 'person.reveal', own: true, purposes: windowPurposes },
  ],
  guide: all('hall.view', 'hall.guide', 'help.answer'),
  delivery_clerk: [...all('hall.view', 'window.deliver', 'case.view', 'case.deliver'), reveals('identify_at_window', 'contact_applicant')],
  hall_manager: all(
    'hall.view',
    'hall.guide',
    'hall.manage',
    'window.operate',
    'help.answer',
    'device.view',
    'device.pair',
    'device.revoke',
    'staff.view',
    'config.view',
    'person.read',
    'case.view',
    'rating.view',
  ),
  department_handler: [...examiner, ...all('hotline.handle')],
  department_reviewer: examiner,
  department_checker: examiner,
  department_decider: examiner,
  department_head: [...examiner, ...all('hotline.handle')],
  certificate_officer: all('case.view', 'case.review'),
  hotline_agent: all('hotline.take'),
  hotline_dispatcher: all('hotline.dispatch', 'hotline.call_back'),
  callback_agent: all('hotline.call_back'),
  supervisor: all('case.view', 'case.supervise', 'hotline.rule', 'rating.view', 'rating.read'),
  village_agent: [],
  administrator: all('config.view', 'config.change', 'device.view', 'device.pair', 'device.revoke', 'staff.view', 'staff.manage'),
  security_admin: all('staff.view', 'role.assign', 'session.end', 'config.view'),
  auditor: all('log.read'),
} as const satisfies Record<Role, readonly Grant[]>;

const deviceGrants = {
  kiosk: ['hall.watch', 'help.ask', 'ticket.take', 'ticket.rejoin', 'screen.report'],
  board: ['hall.watch', 'screen.report'],
  pad: ['hall.watch', 'screen.report', 'rating.give'],
} as const satisfies Record<DeviceKind, readonly Action[]>;

/** A role, held somewhere, for something, for a time. `null` leaves that axis open. */
export interface Assignment {
  readonly id: string;
  readonly roleId: Role;
  readonly areaId: string | null;
  readonly departmentId: string | null;
  readonly hallId: string | null;
  readonly itemGroup: string | null;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

/** Who acts. Closed: a seventh kind does not compile. */
export type Actor =
  | {
      readonly kind: 'staff';
      readonly id: string;
      readonly staffNo: string;
      readonly sessionId: string;
      readonly assignments: readonly Assignment[];
    }
  | { readonly kind: 'citizen'; readonly id: string }
  | { readonly kind: 'agent'; readonly id: string; readonly citizenId: string }
  | { readonly kind: 'device'; readonly id: string; readonly hallId: string; readonly device: DeviceKind }
  | { readonly kind: 'partner'; readonly id: string }
  | { readonly kind: 'system'; readonly id: string };

/** One way in: every axis that is not `null` must fit. */
export interface Clause {
  /** which */
  readonly itemGroup: string | null;
  /** where: the area or anything below it */
  readonly areaId: string | null;
  /** where: one hall */
  readonly hallId: string | null;
  /** whose: the department's */
  readonly departmentId: string | null;
  /** whose: assigned to this one */
  readonly assigneeId: string | null;
  /** why */
  readonly purposes: readonly Purpose[] | null;
}

/** What an action reaches: any of these ways in, nothing when there is none. `can` and the SQL of lists both come from here. */
export interface Scope {
  readonly anyOf: readonly Clause[];
}

/** What is acted upon. An axis that is absent fits no clause that asks for it. */
export interface Subject {
  /** The area and all above it, as of today. */
  readonly areaIds?: readonly string[];
  readonly hallId?: string | null;
  readonly departmentId?: string | null;
  readonly itemGroups?: readonly string[];
  readonly assigneeId?: string | null;
  readonly purpose?: Purpose;
}

export const open: Clause = { itemGroup: null, areaId: null, hallId: null, departmentId: null, assigneeId: null, purposes: null };

/** The one definition of reach. */
export function scopeOf(actor: Actor, action: Action, now: Instant): Scope {
  switch (actor.kind) {
    case 'system':
      return { anyOf: [open] };
    case 'device':
      return { anyOf: (deviceGrants[actor.device] as readonly Action[]).includes(action) ? [{ ...open, hallId: actor.hallId }] : [] };
    case 'staff':
      return { anyOf: actor.assignments.filter((a) => isLive(a, now)).flatMap((a) => clausesOf(a, action, actor.id)) };
    case 'citizen':
    case 'agent':
    case 'partner':
      // their own doors come with their own listeners; until then they reach nothing
      return { anyOf: [] };
  }
}

function clausesOf(assignment: Assignment, action: Action, actorId: string): Clause[] {
  const { areaId, departmentId, hallId, itemGroup } = assignment;
  return (grants[assignment.roleId] as readonly Grant[])
    .filter((grant) => grant.action === action)
    .map((grant) => ({
      itemGroup,
      areaId,
      hallId,
      departmentId,
      assigneeId: grant.own ? actorId : null,
      purposes: grant.purposes ?? null,
    }));
}

export function isLive(assignment: Assignment, now: Instant): boolean {
  return assignment.validFrom <= now && (assignment.validTo === null || now < assignment.validTo);
}

export type Refusal = 'no_role' | 'expired' | 'purpose' | 'out_of_scope';
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: Refusal };

/** May this actor do that to this subject now? Tells why not. */
export function decide(actor: Actor, action: Action, subject: Subject, now: Instant): Decision {
  const { anyOf } = scopeOf(actor, action, now);
  if (anyOf.some((clause) => matches(clause, subject))) return { allowed: true };
  if (anyOf.length === 0) return { allowed: false, reason: everHeld(actor, action) ? 'expired' : 'no_role' };
  const inPlace = anyOf.some((clause) => matches({ ...clause, purposes: null }, subject));
  return { allowed: false, reason: inPlace ? 'purpose' : 'out_of_scope' };
}

export function can(actor: Actor, action: Action, subject: Subject, now: Instant): boolean {
  return decide(actor, action, subject, now).allowed;
}

/** The first role that lets this member of staff do it here: what a stranger may be told of who comes. */
export function roleFor(actor: Actor, action: Action, subject: Subject, now: Instant): Role | null {
  if (actor.kind !== 'staff') return null;
  const held = actor.assignments.filter((a) => isLive(a, now));
  return (
    roles.find((role) => held.some((a) => a.roleId === role && clausesOf(a, action, actor.id).some((c) => matches(c, subject)))) ?? null
  );
}

/** Anywhere at all? For menus and for routes whose list is narrowed by SQL. */
export function canSomewhere(actor: Actor, action: Action, now: Instant): boolean {
  return scopeOf(actor, action, now).anyOf.length > 0;
}

function everHeld(actor: Actor, action: Action): boolean {
  return actor.kind === 'staff' && actor.assignments.some((a) => clausesOf(a, action, actor.id).length > 0);
}

function matches(clause: Clause, subject: Subject): boolean {
  return (
    (clause.areaId === null || (subject.areaIds ?? []).includes(clause.areaId)) &&
    (clause.hallId === null || clause.hallId === subject.hallId) &&
    (clause.departmentId === null || clause.departmentId === subject.departmentId) &&
    (clause.itemGroup === null || (subject.itemGroups ?? []).includes(clause.itemGroup)) &&
    (clause.assigneeId === null || clause.assigneeId === subject.assigneeId) &&
    (clause.purposes === null || (subject.purpose !== undefined && clause.purposes.includes(subject.purpose)))
  );
}
