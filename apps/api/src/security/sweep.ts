import type { Sql } from 'postgres';

/** Takes away what nobody can use any more: old attempts, old codes, sessions whose day is over. Everything else is kept. */
export async function sweepExpired(sql: Sql): Promise<void> {
  await sql`delete from limits where last_at < now() - interval '1 day'`;
  await sql`delete from pairings where expires_at < now()`;
  await sql`delete from staff_sessions where expires_at < now() or (not recorded and created_at < now() - interval '1 hour')`;
  await sql`delete from citizen_codes where expires_at < now()`;
  await sql`delete from citizen_sessions where expires_at < now()`;
  // a phone that was given for a number is forgotten with the day of the number, and so is what was written to it
  await sql`
    delete from ticket_notices n using tickets t, hall_days d
    where t.id = n.id and d.id = t.hall_day_id and (d.cleared_at is not null or d.business_date < current_date - 1)`;
  await sql`delete from messages where ticket_id is not null and created_at < now() - interval '1 day'`;
  // drawn, and then nothing was handed over with it
  await sql`delete from signatures where version is null and signed_at < now() - interval '1 day'`;
  await sql`delete from staff_verifications where expires_at < now()`;
}

/** Nobody sends a press again after a week; its answer may name somebody. As role `retention`: the serving role can delete no key. */
export async function sweepCommandKeys(retention: Sql, batch = 1_000): Promise<number> {
  let gone = 0;
  for (;;) {
    // in small steps, so that no press waits for a long one
    const { count } = await retention`
      delete from command_keys where (actor, key) in
        (select actor, key from command_keys where created_at < now() - interval '7 days' order by created_at limit ${batch})`;
    gone += count;
    if (count < batch) return gone;
  }
}
