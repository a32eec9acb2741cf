import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { DomainError } from '@one-window/domain/errors';
import { realmEvents } from '../configuration/commands.ts';
import { change, type ChangeDeps } from '../db/change.ts';
import { newCode, normaliseCode } from '../devices/tokens.ts';
import type { Keys } from '../security/keys.ts';
import { prepareStaff } from '../staff/accounts.ts';

export interface SetupDeps extends ChangeDeps {
  readonly sql: Sql;
  readonly keys: Keys;
  readonly demo: boolean;
}

export interface Setup {
  readonly realm: { readonly name: string; readonly nameEn: string | null; readonly timeZone: string };
  readonly administrator: { readonly staffNo: string; readonly name: string; readonly password: string };
}

/** Who sets the system up is nobody yet. */
const actor = { kind: 'system', id: 'setup' } as const;
/** Two setups in the same instant: the second waits here and finds that it is too late. */
const lockId = 778_003;

/** Is there no administrator yet? Accounts of the demo are none; one who was barred since is one. */
export async function setupNeeded(sql: Sql | TransactionSql): Promise<boolean> {
  const found = await sql`
    select 1 from staff s join staff_assignments a on a.staff_id = s.id where a.role_id = 'administrator' and not s.demo limit 1`;
  return found.length === 0;
}

/** A new code at each start as long as nobody administrates; only its keyed hash is kept. The server prints it. */
export async function openSetup(deps: SetupDeps): Promise<{ code: string } | null> {
  if (deps.demo || !(await setupNeeded(deps.sql))) return null;
  const code = `${newCode()}${newCode()}`;
  const value = deps.sql.json({ hash: hashOf(deps.keys, code).toString('base64url') });
  await deps.sql`insert into meta (key, value) values ('setup', ${value}) on conflict (key) do update set value = excluded.value`;
  return { code: code.replace(/(.{4})(?=.)/g, '$1-') };
}

/** Throws `setup.done` or `setup.wrong_code`. */
export async function assertSetupCode(deps: SetupDeps, code: string): Promise<void> {
  if (deps.demo || !(await setupNeeded(deps.sql))) throw new DomainError('setup.done');
  const [row] = await deps.sql<{ hash: string }[]>`select value ->> 'hash' as hash from meta where key = 'setup'`;
  const given = hashOf(deps.keys, normaliseCode(code));
  if (!row || !timingSafeEqual(given, Buffer.from(row.hash, 'base64url'))) throw new DomainError('setup.wrong_code');
}

/** The realm and its first administrator, both or neither. From then on the code is dead, as there is an administrator. */
export async function completeSetup(deps: SetupDeps, { realm, administrator }: Setup): Promise<{ realmId: string }> {
  const realmId = uuidv7();
  // administration and security are two people later; the first one has to be able to appoint the second
  const assignments = [{ roleId: 'administrator' }, { roleId: 'security_admin' }] as const;
  const first = await prepareStaff({ keys: deps.keys, demo: false }, { realmId, ...administrator, assignments });
  const made = realmEvents(realmId, { ...realm, secondFactorRequired: false });
  const refs = { realm: { kind: 'realm', id: realmId, create: true }, staff: { kind: 'staff', id: first.id, create: true } } as const;
  return change(deps, actor, { name: 'setup', key: null, body: null }, refs, async (tx, { staff }) => {
    await tx.sql`select pg_advisory_xact_lock(${lockId})`;
    if (!(await setupNeeded(tx.sql))) throw new DomainError('setup.done');
    return { events: { realm: made, staff: first.events(staff, tx.now) }, result: { realmId } };
  });
}

const hashOf = (keys: Keys, code: string): Buffer => createHmac('sha256', keys.blindIndex).update(`setup\0${code}`).digest();
