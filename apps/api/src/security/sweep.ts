import type { Sql } from 'postgres';

/** Takes away what nobody can use any more: old attempts, old codes, sessions whose day is over. Everything else is kept. */
export async function sweepExpired(sql: Sql): Promise<void> {
  await sql`delete from limits where last_at < now() - interval '1 day'`;
  await sql`delete from pairings where expires_at < now()`;
  await sql`delete from staff_sessions where expires_at < now() or (not recorded and created_at < now() - interval '1 hour')`;
  await sql`delete from citizen_codes where expires_at < now()`;
  await sql`delete from citizen_sessions where expires_at < now()`;
  await sql`delete from staff_verifications where expires_at < now()`;
}
