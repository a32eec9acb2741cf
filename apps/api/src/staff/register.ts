import { Hono, type Context } from 'hono';
import type { PendingQuery, Row } from 'postgres';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { idProblem } from '@one-window/domain/identity';
import { PASSWORD_MAX } from '@one-window/domain/passwords';
import { scopeOf, type Action, type Scope } from '@one-window/domain/permissions';
import { businessDate, type DateText } from '@one-window/domain/time';
import type { Deps } from '../deps.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { done, role } from '../schemas.ts';
import { decryptField } from '../security/fields.ts';
import { scopeSql } from '../security/scope.ts';
import { changeStaff, createStaff, staffNameOf, type Personal } from './accounts.ts';
import { assignmentOf, type AssignmentRow } from './aggregate.ts';
import type { People } from './identity.ts';
import { assignRole, endAssignment } from './roles.ts';
import type { StaffMemberActor } from './sessions.ts';

const id = z.uuid();
const instant = z.iso.datetime({ precision: 3 });
const place = { areaId: id.nullish(), departmentId: id.nullish(), hallId: id.nullish(), itemGroup: z.string().min(1).max(60).nullish() };
const assignment = z.object({ roleId: role, ...place, validFrom: instant.optional(), validTo: instant.nullish() });
const staffNo = z
  .string()
  .trim()
  .regex(/^[\w.-]{1,32}$/);
const personal = { name: z.string().trim().min(1).max(100), phone: z.string().max(32).nullish(), idNo: z.string().max(32).nullish() };
/** A role as it is held, or was. */
export const heldRole = z.object({
  id,
  roleId: role,
  areaId: id.nullable(),
  departmentId: id.nullable(),
  hallId: id.nullable(),
  itemGroup: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});
const shown = z.object({
  id,
  staffNo: z.string(),
  name: z.string(),
  active: z.boolean(),
  secondFactor: z.boolean(),
  /** Not replaced yet by one that only this person knows. */
  oneTimePassword: z.boolean(),
  assignments: z.array(heldRole),
});
const byId = z.object({ id });
const refusals = ['auth.forbidden', 'not_found', 'conflict'] as const;

/** The register of staff: who there is, a new colleague, another name, a role given or ended. */
export function registerRoutes(deps: Deps, people: People) {
  const actorWho = async (c: Context<Env>, action: Action): Promise<StaffMemberActor> => {
    const { actor } = await people.requireStaff((name) => c.req.header(name));
    // accounts belong to the realm: a role that is bound to one hall does not reach them
    people.assertCan(actor, action, {});
    return actor;
  };
  return new Hono<Env>()
    .get(
      '/staff',
      route('listStaff', {
        summary: 'Colleagues in reach',
        tag: 'staff',
        result: z.object({ staff: z.array(shown), areas: z.array(z.object({ id, name: z.string() })) }),
      }),
      async (c) => {
        const { actor } = await people.requireStaff((name) => c.req.header(name));
        const now = new Date(deps.now()).toISOString();
        const today = businessDate(now, (await deps.halls.all())[0]?.timeZone ?? 'UTC');
        const staff = await readStaff(deps, scopeOf(actor, 'staff.view', now), today);
        return c.json({ staff, areas: await areasOf(deps, staff) });
      },
    )
    .post(
      '/staff',
      route('createStaff', {
        summary: 'A new colleague, with roles where the maker may give them',
        tag: 'staff',
        command: true,
        result: byId,
        errors: [...refusals, 'auth.demo_refused'],
      }),
      valid(
        'json',
        z.object({
          staffNo,
          ...personal,
          password: z.string().min(1).max(PASSWORD_MAX).optional(),
          assignments: z.array(assignment).max(20).default([]),
        }),
      ),
      async (c) => {
        const actor = await actorWho(c, 'staff.manage');
        const input = c.req.valid('json');
        if (input.assignments.length > 0) people.assertCan(actor, 'role.assign', {});
        for (const a of input.assignments) await assertPlace(deps, a);
        assertIdNo(input.idNo, deps);
        const [own] = await deps.sql<{ realm_id: string }[]>`select realm_id from staff where id = ${actor.id}`;
        const { password, phone = null, idNo = null, assignments, ...rest } = input;
        const made = await createStaff(
          deps,
          actor,
          {
            realmId: own!.realm_id,
            ...rest,
            phone,
            idNo,
            assignments: assignments.map(withoutGaps),
            ...(password === undefined ? {} : { password, oneTimePassword: true }),
          },
          commandOf(c, 'staff.create', null).key,
        );
        people.clear();
        return c.json(made);
      },
    )
    .post(
      '/staff/:id',
      route('changeStaff', {
        summary: 'Another number, name, phone; what is left out stays',
        tag: 'staff',
        command: true,
        result: done,
        errors: [...refusals, 'staff.number_binds'],
      }),
      valid('param', byId),
      valid('json', z.object({ staffNo: staffNo.optional(), name: personal.name.optional(), phone: personal.phone, idNo: personal.idNo })),
      async (c) => {
        const actor = await actorWho(c, 'staff.manage');
        const staffId = c.req.valid('param').id;
        const input = c.req.valid('json');
        assertIdNo(input.idNo, deps);
        const before = await readPersonal(deps, staffId);
        const kept = <T>(value: T | undefined, old: T): T => (value === undefined ? old : value);
        const next = {
          staffNo: input.staffNo ?? before.staffNo,
          name: input.name ?? before.name,
          phone: kept(input.phone, before.phone),
          idNo: kept(input.idNo, before.idNo),
        };
        await changeStaff(deps, actor, staffId, next, commandOf(c, 'staff.change', null).key);
        people.clear();
        return c.json({ ok: true as const });
      },
    )
    .post(
      '/staff/:id/assignments',
      route('assignRole', {
        summary: 'Give a role, somewhere and for a time',
        tag: 'staff',
        command: true,
        result: byId,
        errors: [...refusals, 'role.held'],
      }),
      valid('param', byId),
      valid('json', assignment),
      async (c) => {
        const actor = await actorWho(c, 'role.assign');
        const input = c.req.valid('json');
        await assertPlace(deps, input);
        const staffId = c.req.valid('param').id;
        const given = await assignRole(deps, actor, staffId, withoutGaps(input), commandOf(c, 'staff.assign', null).key);
        people.revoked(`session:${staffId}`);
        return c.json(given);
      },
    )
    .post(
      '/staff/:id/assignments/:assignmentId/end',
      route('endAssignment', {
        summary: 'End a role now',
        tag: 'staff',
        command: true,
        result: done,
        errors: [...refusals, 'staff.last_of_role'],
      }),
      valid('param', z.object({ id, assignmentId: id })),
      async (c) => {
        const actor = await actorWho(c, 'role.assign');
        const param = c.req.valid('param');
        await endAssignment(deps, actor, param.id, param.assignmentId, commandOf(c, 'staff.unassign', null).key);
        people.revoked(`session:${param.id}`);
        return c.json({ ok: true as const });
      },
    );
}

type AssignmentInput = z.infer<typeof assignment>;

function withoutGaps(a: AssignmentInput) {
  const { roleId, areaId = null, departmentId = null, hallId = null, itemGroup = null, validTo = null } = a;
  return { roleId, areaId, departmentId, hallId, itemGroup, validTo, ...(a.validFrom === undefined ? {} : { validFrom: a.validFrom }) };
}

/** A role is held at a place that there is. */
async function assertPlace(
  { sql }: Deps,
  { hallId = null, areaId = null, departmentId = null, validFrom, validTo }: AssignmentInput,
): Promise<void> {
  const [row] = await sql<{ hall: boolean; area: boolean; department: boolean }[]>`
    select ${hallId}::uuid is null or exists (select 1 from halls where id = ${hallId}) as hall,
      ${areaId}::uuid is null or exists (select 1 from areas where id = ${areaId}) as area,
      ${departmentId}::uuid is null or exists (select 1 from departments where id = ${departmentId}) as department`;
  const missing = (['hall', 'area', 'department'] as const).filter((field) => !row![field]).map((field) => `${field}Id`);
  if (validFrom && validTo && validTo <= validFrom) missing.push('validTo');
  if (missing.length > 0) throw new DomainError('request.invalid', { fields: missing });
}

function assertIdNo(idNo: string | null | undefined, deps: Deps): void {
  const problem = idNo ? idProblem(idNo, new Date(deps.now()).toISOString().slice(0, 10)) : null;
  if (problem) throw new DomainError('request.invalid', { fields: ['idNo'], problem });
}

async function readPersonal(deps: Deps, staffId: string): Promise<Personal & { staffNo: string }> {
  const [row] = await deps.sql<{ staff_no: string; name_enc: string; phone_enc: string | null; id_no_enc: string | null }[]>`
    select staff_no, name_enc, phone_enc, id_no_enc from staff where id = ${staffId}`;
  if (!row) throw new DomainError('not_found');
  const unseal = (column: string, sealed: string): string => decryptField(deps.keys, { table: 'staff', column, row: staffId }, sealed);
  return {
    staffNo: row.staff_no,
    name: unseal('name_enc', row.name_enc),
    phone: row.phone_enc === null ? null : unseal('phone_enc', row.phone_enc),
    idNo: row.id_no_enc === null ? null : unseal('id_no_enc', row.id_no_enc),
  };
}

async function readStaff({ sql, keys }: Deps, scope: Scope, today: DateText): Promise<z.infer<typeof shown>[]> {
  const rows = await sql<
    {
      id: string;
      staff_no: string;
      name_enc: string;
      active: boolean;
      second: boolean;
      one_time_password: boolean;
      assignments: readonly AssignmentRow[];
    }[]
  >`
    select s.id, s.staff_no, s.name_enc, s.active, s.one_time_password, l.two_factor_enabled as second,
      coalesce((select jsonb_agg(a order by a.valid_from, a.id) from staff_assignments a where a.staff_id = s.id), '[]') as assignments
    from staff s join staff_logins l on l.id = s.id where ${inReach(sql, scope, today)} order by s.staff_no`;
  return rows.map((row) => ({
    id: row.id,
    staffNo: row.staff_no,
    name: staffNameOf(keys, row),
    active: row.active,
    secondFactor: row.second,
    oneTimePassword: row.one_time_password,
    assignments: row.assignments.map(assignmentOf),
  }));
}

/** The names of the areas for which roles are held: there are tens of thousands, so a screen has only those that it shows. */
async function areasOf({ sql }: Deps, staff: readonly z.infer<typeof shown>[]): Promise<{ id: string; name: string }[]> {
  const ids = [...new Set(staff.flatMap((s) => s.assignments.flatMap((a) => a.areaId ?? [])))];
  return ids.length === 0 ? [] : sql<{ id: string; name: string }[]>`select id, name from areas where id = any(${ids})`;
}

/** Who sees the whole realm sees everybody, also without a role; who sees a hall sees who has one there. */
export function inReach(sql: Deps['sql'], scope: Scope, today: DateText): PendingQuery<Row[]> {
  const unbound = scope.anyOf.some((clause) => Object.values(clause).every((axis) => axis === null));
  if (unbound) return sql`true`;
  return sql`exists (select 1 from staff_assignments a left join halls h on h.id = a.hall_id where a.staff_id = s.id
    and ${scopeSql(sql, scope, { hall: sql`a.hall_id`, area: sql`coalesce(h.area_id, a.area_id)`, department: sql`a.department_id`, itemGroup: sql`a.item_group` }, today)})`;
}
