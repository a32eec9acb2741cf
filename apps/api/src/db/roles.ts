import type { Sql } from 'postgres';
import { partitions } from '../log/partitions.ts';

/**
 * Who may do what in the database. `owner` only migrates; `app` serves and can append to the log but never change it;
 * `retention` purges person content; `screen` reads what hangs on the wall and cannot see a person table.
 */
export const databaseRoles = { owner: 'ow_owner', app: 'ow_app', retention: 'ow_retention', screen: 'ow_screen' } as const;
export type LoginRole = Exclude<keyof typeof databaseRoles, 'owner'>;

/** Tables that the service may only append to. */
const appendOnly = ['events', 'command_keys', 'log_roots', 'item_versions', 'signing_keys', 'knowledge_versions'];
/** Tables from which the service may delete; everything else stays. */
const appDeletes = [
  'files',
  'window_series',
  'series_departments',
  'halls',
  'series',
  'windows',
  'hall_hours',
  'hall_closures',
  'hall_shifts',
  'clerk_skills',
  'series_quotas',
  'hall_voices',
  'voice_packs',
  'departments',
  'series_items',
  'order_routes',
  'order_limits',
  'calendar_days',
  'limits',
  'pairings',
  'citizen_codes',
  'ticket_notices',
  'signatures',
  'messages',
  'citizen_sessions',
  'staff_sessions',
  'staff_verifications',
  'staff_second_factors',
];
/** Tables whose content may be lost in a crash: who writes them says it again. */
const unlogged = ['screens', 'device_pages', 'limits', 'pairings', 'citizen_codes'];
/** What a screen may read, column by column: no person, no clerk. */
const screenReads: Record<string, string> = {
  realms: 'id, time_zone',
  halls:
    'id, realm_id, name, name_en, notice, notice_en, guide_desk, guide_desk_en, phone, silent, day_start_minutes, opens_minutes, closes_minutes, policy, active',
  series: '*',
  windows: '*',
  window_series: '*',
  hall_days: 'id, hall_id, business_date, counters, taken, call_seq, windows, skills, help, signing, halt, swept_to, cleared_at, version',
  tickets:
    'id, hall_day_id, series_id, number, seq, "order", waits_from, priority, booked_at, returned, for_window_id, item_id, items, state, window_id, call_seq, calls, misses, passes, inaccurate, notice, why, taken_at, first_called_at, called_at, started_at, ended_at, held_until',
  meta: '*',
  service_items: 'id, name',
};

/** Creates the roles where they are missing. They belong to the cluster, so two databases may race for them. */
export async function createRoles(sql: Sql): Promise<void> {
  for (const role of Object.values(databaseRoles)) {
    const login = role === databaseRoles.owner ? 'nologin' : 'login';
    // asked first: where somebody else made the roles, this user need not be allowed to
    await sql.unsafe(
      `do $$ begin if to_regrole('${role}') is null then create role ${role} ${login}; end if; exception when duplicate_object or unique_violation then null; end $$`,
    );
  }
  const [row] = await sql<{ db: string; name: string; member: boolean }[]>`
    select quote_ident(current_database()) as db, quote_ident(current_user) as name, pg_has_role(${databaseRoles.owner}, 'MEMBER') as member`;
  if (!row!.member) await sql.unsafe(`grant ${databaseRoles.owner} to ${row!.name}`).catch(ignoreConcurrent);
  await sql.unsafe(
    `grant create on database ${row!.db} to ${databaseRoles.owner}; grant create, usage on schema public to ${databaseRoles.owner}`,
  );
}

/** Gives the rights of every role on what exists now. Safe to repeat; runs as owner after each migration. */
export async function grantRights(sql: Sql): Promise<void> {
  const { app, retention, screen } = databaseRoles;
  for (const table of unlogged) await sql.unsafe(`alter table ${table} set unlogged`);
  const months = (await partitions(sql)).join(', ');
  const statements = [
    `revoke all on all tables in schema public from public, ${app}, ${retention}, ${screen}`,
    `grant usage on schema public to ${app}, ${retention}, ${screen}`,
    `grant select, insert, update on all tables in schema public to ${app}`,
    `revoke update on ${appendOnly.join(', ')} from ${app}`,
    // the log is written through its parent alone
    `revoke insert, update on ${months} from ${app}`,
    `grant delete on ${appDeletes.join(', ')} to ${app}`,
    `grant select on all tables in schema public to ${retention}`,
    `grant insert on events to ${retention}`,
    `grant delete on command_keys to ${retention}`,
    ...Object.entries(screenReads).map(
      ([table, columns]) => `grant select ${columns === '*' ? '' : `(${columns})`} on ${table} to ${screen}`,
    ),
  ];
  // at once: beside a start another process serves, and must neither lose a right nor find one too many in between
  await sql.begin(async (tx) => {
    for (const statement of statements) await tx.unsafe(statement);
  });
}

/** Sets the login passwords; they are derived from the key file, so the database never tells them. */
export async function setRolePasswords(sql: Sql, passwordOf: (role: LoginRole) => string): Promise<void> {
  for (const role of ['app', 'retention', 'screen'] as const) {
    const password = passwordOf(role).replaceAll("'", "''");
    await sql.unsafe(`alter role ${databaseRoles[role]} password '${password}'`).catch(ignoreConcurrent);
  }
}

/** Another process wrote the same row of pg_authid in the same moment: its result is ours. */
function ignoreConcurrent(error: unknown): void {
  if (!(error instanceof Error && error.message.includes('tuple concurrently updated'))) throw error;
}

/** The same server and database, another role. */
export function urlAs(ownerUrl: string, role: LoginRole, password: string): string {
  const url = new URL(ownerUrl);
  url.username = databaseRoles[role];
  url.password = encodeURIComponent(password);
  return url.href;
}

/**
 * What of the log the connected role could rewrite, by itself or as a role that it may take on: must be empty, or the
 * service refuses to start. Each partition is a table of its own with rights of its own, so each is asked.
 */
export async function rewritable(sql: Sql): Promise<string[]> {
  const rows = await sql<{ what: string }[]>`
    with role as (select oid, rolsuper from pg_roles where pg_has_role(current_user, oid, 'MEMBER')),
    log as (select c.oid, c.relname, c.relowner, n.nspowner, p.isleaf
      from pg_partition_tree('events') p join pg_class c on c.oid = p.relid join pg_namespace n on n.oid = c.relnamespace),
    found as (select can.what, log.relname, log.isleaf from role, log, lateral (values
      ('superuser', role.rolsuper),
      ('owner', role.oid in (log.relowner, log.nspowner)),
      ('UPDATE', has_table_privilege(role.oid, log.oid, 'UPDATE') or has_any_column_privilege(role.oid, log.oid, 'UPDATE')),
      ('DELETE', has_table_privilege(role.oid, log.oid, 'DELETE')),
      ('TRUNCATE', has_table_privilege(role.oid, log.oid, 'TRUNCATE')),
      ('TRIGGER', has_table_privilege(role.oid, log.oid, 'TRIGGER'))) as can(what, yes) where can.yes)
    select case when bool_or(not isleaf) then what else what || ' ' || min(relname) end as what from found group by what order by what`;
  return rows.map((row) => row.what);
}
