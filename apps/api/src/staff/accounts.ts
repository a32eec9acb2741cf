import { createHmac, randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { normaliseIdNo, normaliseName, normalisePhone } from '@one-window/domain/identity';
import { passwordProblem, type PasswordProblem } from '@one-window/domain/passwords';
import type { Assignment } from '@one-window/domain/permissions';
import type { Instant } from '@one-window/domain/time';
import { change, type ChangeActor, type ChangeContext, type ChangeDeps, type Command } from '../db/change.ts';
import { decryptField, encryptField, personalDigest } from '../security/fields.ts';
import type { Keys } from '../security/keys.ts';
import type { StaffEvent, StaffSecrets, StaffState } from './aggregate.ts';
import { hashPassword } from './auth.ts';

export interface AccountDeps extends ChangeDeps {
  readonly sql: Sql;
  readonly keys: Keys;
  readonly demo: boolean;
}

/** Personal data of a member of staff, in clear; encrypted before anything is written. */
export interface Personal {
  readonly name: string;
  readonly phone: string | null;
  readonly idNo: string | null;
}

export type NewAssignment = Pick<Assignment, 'roleId'> & Partial<Omit<Assignment, 'id' | 'roleId'>>;

export interface NewStaff extends Partial<Omit<Personal, 'name'>> {
  readonly name: string;
  readonly realmId: string;
  readonly staffNo: string;
  /** Absent: nobody can sign in until one is set. */
  readonly password?: string;
  /** Somebody else made it: the person replaces it at the first sign-in. */
  readonly oneTimePassword?: boolean;
  readonly assignments?: readonly NewAssignment[];
  /** Made by the demo seed; refused outside the demo. */
  readonly demo?: boolean;
}

/** A new member of staff, ready to be written by any command that has a stream for it. */
export interface PreparedStaff {
  readonly id: string;
  /** What the command's key stands for; tells nothing. */
  readonly body: unknown;
  readonly events: (staff: StaffState, now: Instant) => StaffEvent[];
}

/** Checks and seals everything before a lock is taken: a password's hash alone costs 20 ms. */
export async function prepareStaff(deps: Pick<AccountDeps, 'keys' | 'demo'>, input: NewStaff): Promise<PreparedStaff> {
  const id = uuidv7();
  const { realmId, assignments = [] } = input;
  const staffNo = input.staffNo.trim();
  const personal = { name: input.name, phone: input.phone ?? null, idNo: input.idNo ?? null };
  const digest = digestOf(deps.keys, personal);
  const passwordHash = await checkedHash(deps, input.password, staffNo);
  return {
    id,
    body: { realmId, staffNo, digest, assignments, password: passwordDigest(deps.keys, input.password) },
    events(staff, now) {
      staff.secrets = { personal: sealed(deps.keys, id, personal), passwordHash };
      const created = {
        type: 'staff.created',
        subject: id,
        body: { realmId, staffNo, personal: digest, demo: input.demo ?? false },
      } as const;
      const given = input.password !== undefined && input.oneTimePassword === true;
      const once = given ? [{ type: 'staff.password_set', subject: id, body: { oneTime: true } } as const] : [];
      return [created, ...once, ...assignments.map((a) => assigned(uuidv7(), a, now))];
    },
  };
}

/** A member of staff with a login and roles. */
export async function createStaff(deps: AccountDeps, actor: ChangeActor, input: NewStaff, key: string | null): Promise<{ id: string }> {
  const { id, body, events } = await prepareStaff(deps, input);
  return change(deps, actor, { name: 'staff.create', key, body }, { staff: { kind: 'staff', id, create: true } }, (tx, { staff }) => ({
    events: { staff: events(staff, tx.now) },
    result: { id },
  }));
}

/** Another number, name, phone or id number. */
export function changeStaff(
  deps: AccountDeps,
  actor: ChangeActor,
  staffId: string,
  input: { staffNo: string } & Personal,
  key: string | null,
): Promise<null> {
  const digest = digestOf(deps.keys, input);
  return onStaff(
    deps,
    actor,
    staffId,
    { name: 'staff.change', key, body: { staffId, staffNo: input.staffNo, digest } },
    async (tx, staff) => {
      await assertFree(tx, staffId, input.staffNo.trim());
      staff.secrets = { personal: sealed(deps.keys, staffId, input) };
      return [{ type: 'staff.changed', subject: staffId, body: { staffNo: input.staffNo.trim(), personal: digest } }];
    },
  );
}

/** Skills are set by staff number: one that binds its clerk in a hall stays, or the rule would silently bind nobody. */
async function assertFree({ sql }: ChangeContext, staffId: string, staffNo: string): Promise<void> {
  const [bound] = await sql<{ no: string }[]>`
    select s.staff_no as no from staff s join clerk_skills k on lower(k.staff_no) = lower(s.staff_no) where s.id = ${staffId} limit 1`;
  if (bound && bound.no !== staffNo) throw new DomainError('staff.number_binds', { number: bound.no });
}

/** Ends every session of one member of staff. */
export function endSessions(deps: AccountDeps, actor: ChangeActor, staffId: string, key: string | null): Promise<null> {
  return onStaff(deps, actor, staffId, { name: 'staff.end-sessions', key, body: { staffId } }, async (tx) => {
    await deleteSessions(tx, staffId);
    return [{ type: 'staff.sessions_ended', subject: staffId, body: {} }];
  });
}

/** A lost phone: the second factor is taken away and has to be set up again. */
export function removeSecondFactor(deps: AccountDeps, actor: ChangeActor, staffId: string, key: string | null): Promise<null> {
  return onStaff(deps, actor, staffId, { name: 'staff.remove-second-factor', key, body: { staffId } }, async (tx) => {
    await tx.sql`delete from staff_second_factors where user_id = ${staffId}`;
    await tx.sql`update staff_logins set two_factor_enabled = false where id = ${staffId}`;
    await deleteSessions(tx, staffId);
    return [{ type: 'staff.second_factor_removed', subject: staffId, body: {} }];
  });
}

/** A display name, for staff who look at staff. */
export function staffNameOf(keys: Keys, row: { readonly id: string; readonly name_enc: string }): string {
  return decryptField(keys, { table: 'staff', column: 'name_enc', row: row.id }, row.name_enc);
}

/** One command on one member of staff. */
export function onStaff(
  deps: ChangeDeps,
  actor: ChangeActor,
  staffId: string,
  command: Command,
  rule: (tx: ChangeContext, staff: StaffState) => Promise<StaffEvent[]> | StaffEvent[],
): Promise<null> {
  return change(deps, actor, command, { staff: { kind: 'staff', id: staffId } }, async (tx, { staff }) => ({
    events: { staff: await rule(tx, staff) },
    result: null,
  }));
}

export const deleteSessions = (tx: ChangeContext, ...staffIds: readonly string[]): Promise<unknown> =>
  tx.sql`delete from staff_sessions where user_id = any(${[...staffIds]}::uuid[])`;

export function assigned(id: string, a: NewAssignment, now: Instant): Extract<StaffEvent, { type: 'staff.assigned' }> {
  const { roleId, areaId = null, departmentId = null, hallId = null, itemGroup = null, validFrom = now, validTo = null } = a;
  return { type: 'staff.assigned', subject: id, body: { roleId, areaId, departmentId, hallId, itemGroup, validFrom, validTo } };
}

const digestOf = (keys: Keys, { name, phone, idNo }: Personal): string =>
  personalDigest(keys, { name: normaliseName(name), phone: phone && normalisePhone(phone), idNo: idNo && normaliseIdNo(idNo) });

function sealed(keys: Keys, row: string, { name, phone, idNo }: Personal): NonNullable<StaffSecrets['personal']> {
  const seal = (column: string, text: string): string => encryptField(keys, { table: 'staff', column, row }, text);
  return {
    name_enc: seal('name_enc', normaliseName(name)),
    phone_enc: phone ? seal('phone_enc', normalisePhone(phone)) : null,
    id_no_enc: idNo ? seal('id_no_enc', normaliseIdNo(idNo)) : null,
  };
}

export async function checkedHash(deps: Pick<AccountDeps, 'demo'>, password: string | undefined, staffNo: string): Promise<string> {
  if (password === undefined) return noPassword();
  assertPassword(passwordProblem(password, staffNo, deps.demo));
  return hashPassword(password);
}

export function assertPassword(problem: PasswordProblem | null): void {
  if (problem) throw new DomainError(problem === 'demo' ? 'auth.demo_refused' : 'request.invalid', { fields: ['password'], problem });
}

/** The hash of a password that nobody knows; one for all, as an import may bring hundreds. */
const noPassword = (): Promise<string> => (unknown ??= hashPassword(randomBytes(32).toString('base64url')));
let unknown: Promise<string> | null = null;

/** So that a repeated command is known by its key, and its stored fingerprint tells nothing. */
export const passwordDigest = (keys: Keys, password: string | undefined): string | null =>
  password === undefined ? null : createHmac('sha256', keys.blindIndex).update(`password\0${password}`).digest('base64url');
