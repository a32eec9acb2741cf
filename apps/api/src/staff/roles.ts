import { v7 as uuidv7 } from 'uuid';
import { isHeld, keptRoles, lastOf, type Holder } from '@one-window/domain/assignments';
import { DomainError } from '@one-window/domain/errors';
import type { Instant } from '@one-window/domain/time';
import { change, type ChangeActor, type ChangeContext, type Command } from '../db/change.ts';
import { assigned, deleteSessions, onStaff, type AccountDeps, type NewAssignment } from './accounts.ts';
import { assignmentOf, type AssignmentRow, type StaffEvent, type StaffState } from './aggregate.ts';

/** Gives a role; the same person may hold several, each somewhere and for a time, none of them twice. */
export async function assignRole(
  deps: AccountDeps,
  actor: ChangeActor,
  staffId: string,
  assignment: NewAssignment,
  key: string | null,
): Promise<{ id: string }> {
  const command = { name: 'staff.assign', key, body: { staffId, assignment } };
  return change(deps, actor, command, { staff: { kind: 'staff', id: staffId } }, (tx, { staff }) => {
    const event = assigned(uuidv7(), assignment, tx.now);
    if (isHeld([...staff.assignments.values()], event.body, tx.now)) throw new DomainError('role.held');
    return { events: { staff: [event] }, result: { id: event.subject } };
  });
}

/** Ends a role now. */
export function endAssignment(
  deps: AccountDeps,
  actor: ChangeActor,
  staffId: string,
  assignmentId: string,
  key: string | null,
): Promise<null> {
  return inRealm(deps, actor, staffId, { name: 'staff.unassign', key, body: { staffId, assignmentId } }, async (tx, staff) => {
    const held = staff.assignments.get(assignmentId);
    if (!held) throw new DomainError('not_found');
    if (held.validTo !== null && held.validTo <= tx.now) return [];
    await assertNotLast(tx, staff, { staffId, assignmentIds: new Set([assignmentId]) });
    return [{ type: 'staff.unassigned', subject: assignmentId, body: {} }];
  });
}

/** Nobody signs in with it from now on, and who is signed in is out: in this process at once, elsewhere within 5 s. */
export function suspendStaff(deps: AccountDeps, actor: ChangeActor, staffId: string, key: string | null): Promise<null> {
  return inRealm(deps, actor, staffId, { name: 'staff.suspend', key, body: { staffId } }, async (tx, staff) => {
    if (actor.id === staffId) throw new DomainError('staff.self');
    if (!staff.member.active) return [];
    await assertNotLast(tx, staff, { staffId });
    await deleteSessions(tx, staffId);
    return [{ type: 'staff.suspended', subject: staffId, body: {} }];
  });
}

/** Bars several at once, all or none, each by the same rule: nobody bars oneself, and nobody is the last of a role. */
export async function suspendAll(deps: AccountDeps, actor: ChangeActor, staffIds: readonly string[], key: string | null): Promise<null> {
  const realms = await deps.sql<{ realm_id: string; n: number }[]>`
    select realm_id, count(*)::int as n from staff where id = any(${[...staffIds]}::uuid[]) group by realm_id`;
  const [realm] = realms;
  if (realms.length !== 1 || realm?.n !== staffIds.length) throw new DomainError('not_found');
  if (staffIds.includes(actor.id)) throw new DomainError('staff.self');
  const people = Object.fromEntries(staffIds.map((id) => [id, { kind: 'staff', id } as const]));
  const refs = { realm: { kind: 'realm', id: realm.realm_id } as const, ...people };
  const command = { name: 'staff.suspend-all', key, body: { staffIds } };
  return change(deps, actor, command, refs, async (tx, states) => {
    const holders = await holdersOf(tx, realm.realm_id, tx.now);
    const barred = new Set<string>();
    const events: Record<string, StaffEvent[]> = {};
    for (const staffId of staffIds) {
      // the realm is locked beside them, and has no name of theirs
      if (!(states as unknown as Record<string, StaffState>)[staffId]!.member.active) continue;
      const left = holders.map((holder) => (barred.has(holder.id) ? { ...holder, active: false } : holder));
      const role = lastOf(left, { staffId }, tx.now);
      if (role !== null) throw new DomainError('staff.last_of_role', { role });
      barred.add(staffId);
      events[staffId] = [{ type: 'staff.suspended', subject: staffId, body: {} }];
    }
    // for all at once: the realm is locked meanwhile
    await deleteSessions(tx, ...barred);
    return { events, result: null };
  });
}

export function restoreStaff(deps: AccountDeps, actor: ChangeActor, staffId: string, key: string | null): Promise<null> {
  return onStaff(deps, actor, staffId, { name: 'staff.restore', key, body: { staffId } }, (_tx, staff) =>
    staff.member.active ? [] : [{ type: 'staff.restored', subject: staffId, body: {} }],
  );
}

/**
 * One command on one member of staff that counts the others: under the lock of their realm, or two administrators who
 * take each other's role in the same instant would both be told that the other one stays.
 */
async function inRealm(
  deps: AccountDeps,
  actor: ChangeActor,
  staffId: string,
  command: Command,
  rule: (tx: ChangeContext, staff: StaffState) => Promise<StaffEvent[]>,
): Promise<null> {
  const [row] = await deps.sql<{ realm_id: string }[]>`select realm_id from staff where id = ${staffId}`;
  if (!row) throw new DomainError('not_found');
  const refs = { realm: { kind: 'realm', id: row.realm_id }, staff: { kind: 'staff', id: staffId } } as const;
  return change(deps, actor, command, refs, async (tx, { staff }) => ({ events: { staff: await rule(tx, staff) }, result: null }));
}

async function assertNotLast(tx: ChangeContext, staff: StaffState, gone: Parameters<typeof lastOf>[1]): Promise<void> {
  const role = lastOf(await holdersOf(tx, staff.member.realmId, tx.now), gone, tx.now);
  if (role !== null) throw new DomainError('staff.last_of_role', { role });
}

/** Of the roles that somebody has to keep: holders of the others may be thousands. */
async function holdersOf({ sql }: ChangeContext, realmId: string, now: Instant): Promise<Holder[]> {
  const rows = await sql<{ id: string; active: boolean; assignments: AssignmentRow[] }[]>`
    select s.id, s.active, jsonb_agg(a) as assignments from staff s join staff_assignments a on a.staff_id = s.id
    where s.realm_id = ${realmId} and a.role_id = any(${[...keptRoles]}) and (a.valid_to is null or a.valid_to > ${now}) group by s.id`;
  return rows.map(({ id, active, assignments }) => ({ id, active, assignments: assignments.map(assignmentOf) }));
}
