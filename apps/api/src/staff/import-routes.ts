import { createHmac } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { role } from '../schemas.ts';
import type { People } from './identity.ts';
import { importProblemCodes, importStaff, readStaffList } from './import.ts';
import type { StaffMemberActor } from './sessions.ts';

const body = z.object({ csv: z.string().min(1).max(500_000) });
const field = z.enum(['staffNo', 'name', 'phone', 'idNo', 'roles', 'hall', 'area', 'password']);
const row = z.object({
  line: z.number().int(),
  staffNo: z.string(),
  name: z.string(),
  roles: z.array(role),
  hall: z.string().nullable(),
  problems: z.array(z.object({ field: field.nullable(), code: z.enum(importProblemCodes) })),
});

/** A list of colleagues as CSV: first what is wrong with it, then all of them or none. */
export function staffImportRoutes(deps: Deps, people: People) {
  const reading = async (c: Context<Env>, csv: string) => {
    const { actor } = await people.requireStaff((name) => c.req.header(name));
    // accounts belong to the realm: a role that is bound to one hall does not reach them
    people.assertCan(actor, 'staff.manage', {});
    const [own] = await deps.sql<{ realm_id: string }[]>`select realm_id from staff where id = ${actor.id}`;
    const rows = await readStaffList(deps, own!.realm_id, csv, new Date(deps.now()).toISOString().slice(0, 10));
    if (rows.some((r) => r.roles.length > 0)) assertMayGiveRoles(people, actor);
    return { actor, realmId: own!.realm_id, rows };
  };
  return new Hono<Env>()
    .post(
      '/staff/import/preview',
      route('previewStaffImport', {
        summary: 'Reads a list of staff and says what is wrong, line by line; nothing is written',
        tag: 'staff',
        result: z.object({ rows: z.array(row) }),
        errors: ['auth.forbidden'],
      }),
      valid('json', body),
      async (c) => {
        const { rows } = await reading(c, c.req.valid('json').csv);
        return c.json({
          rows: rows.map(({ line, staffNo, name, roles: held, hall, problems }) => ({ line, staffNo, name, roles: held, hall, problems })),
        });
      },
    )
    .post(
      '/staff/import',
      route('importStaff', {
        summary: 'Makes everybody on the list, or nobody',
        tag: 'staff',
        command: true,
        result: z.object({ created: z.number().int() }),
        errors: ['auth.forbidden', 'conflict'],
      }),
      valid('json', body),
      async (c) => {
        const { csv } = c.req.valid('json');
        const { actor, realmId, rows } = await reading(c, csv);
        // what the key stands for, without a name or a password in it
        const digest = createHmac('sha256', deps.keys.blindIndex).update(`staff-list\0${csv}`).digest('base64url');
        const { key } = commandOf(c, 'staff.import', null);
        const made = await importStaff(deps, actor, realmId, rows, { key: key!, digest });
        people.clear();
        return c.json(made);
      },
    );
}

function assertMayGiveRoles(people: People, actor: StaffMemberActor): void {
  people.assertCan(actor, 'role.assign', {});
}
