import { DomainError } from '@one-window/domain/errors';
import { nextPasswordProblem } from '@one-window/domain/passwords';
import type { ChangeActor, ChangeContext } from '../db/change.ts';
import { assertPassword, checkedHash, deleteSessions, onStaff, passwordDigest, type AccountDeps } from './accounts.ts';
import { hashPassword, verifyPassword } from './auth.ts';
import type { StaffSession } from './sessions.ts';

/** A password that somebody else made: it opens one thing, the choice of one's own. Whoever knew the old one is out. */
export async function setPassword(
  deps: AccountDeps,
  actor: ChangeActor,
  staffId: string,
  password: string,
  key: string | null,
): Promise<null> {
  const passwordHash = await checkedHash(deps, password, await staffNoOf(deps, staffId));
  const body = { staffId, password: passwordDigest(deps.keys, password) };
  return onStaff(deps, actor, staffId, { name: 'staff.password', key, body }, async (tx, staff) => {
    staff.secrets = { passwordHash };
    await deleteSessions(tx, staffId);
    return [{ type: 'staff.password_set', subject: staffId, body: { oneTime: true } }];
  });
}

/**
 * One's own, by whoever knows the old one; all other sessions end. The old one is looked at under the lock: a press that
 * is sent again because its answer got lost finds its key before it finds that the old password is no more.
 */
export async function changeOwnPassword(
  deps: AccountDeps,
  { actor }: StaffSession,
  { old, next }: { readonly old: string; readonly next: string },
  key: string | null,
): Promise<null> {
  assertPassword(nextPasswordProblem(next, old, actor.staffNo, deps.demo));
  const passwordHash = await hashPassword(next);
  const body = { old: passwordDigest(deps.keys, old), password: passwordDigest(deps.keys, next) };
  return onStaff(deps, actor, actor.id, { name: 'staff.own-password', key, body }, async (tx, staff) => {
    if (!(await isPassword(tx, actor.id, old))) throw new DomainError('auth.wrong');
    staff.secrets = { passwordHash };
    await tx.sql`delete from staff_sessions where user_id = ${actor.id} and id <> ${actor.sessionId}`;
    return [{ type: 'staff.password_set', subject: actor.id, body: { oneTime: false } }];
  });
}

async function isPassword(tx: ChangeContext, staffId: string, password: string): Promise<boolean> {
  const [row] = await tx.sql<{ password: string | null }[]>`
    select password from staff_accounts where user_id = ${staffId} and provider_id = 'credential'`;
  return row?.password ? verifyPassword(row.password, password) : false;
}

async function staffNoOf({ sql }: AccountDeps, staffId: string): Promise<string> {
  const [row] = await sql<{ staff_no: string }[]>`select staff_no from staff where id = ${staffId}`;
  if (!row) throw new DomainError('not_found');
  return row.staff_no;
}
