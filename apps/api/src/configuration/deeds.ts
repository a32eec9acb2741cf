import { Hono } from 'hono';
import { z } from 'zod';
import { boardTemplates, type BoardRow } from '@one-window/domain/boards';
import { can, canSomewhere, scopeOf, type Assignment } from '@one-window/domain/permissions';
import { businessDate, type Instant } from '@one-window/domain/time';
import type { Deps } from '../deps.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { done } from '../schemas.ts';
import { scopeSql } from '../security/scope.ts';
import { staffNameOf } from '../staff/accounts.ts';
import { assignmentOf, type AssignmentRow } from '../staff/aggregate.ts';
import type { People } from '../staff/identity.ts';
import { heldRole, inReach } from '../staff/register.ts';
import { suspendAll } from '../staff/roles.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';

/** What the history lists beside the configuration: what was done to devices and to colleagues. */
const deedTypes = {
  devices: ['device.paired', 'device.configured', 'device.reload_asked', 'device.revoked'],
  staff: ['staff.created', 'staff.changed', 'staff.suspended', 'staff.restored', 'staff.assigned', 'staff.unassigned'],
} as const;
/** The command that takes a deed back: each one that there is anyway, with its own right. */
const undoings = ['configure', 'end', 'give', 'suspend', 'restore'] as const;
/** Why there is none: what it made is out of reach, it was overtaken, or another has the right. */
const reasons = ['paired', 'reloaded', 'revoked', 'personal', 'later', 'denied'] as const;

const id = z.uuid();
const shown = z.object({ template: z.enum(boardTemplates), zone: z.string().nullable(), windowId: id.nullable() });
const deed = z.object({
  stream: id,
  version: z.number().int(),
  type: z.enum([...deedTypes.devices, ...deedTypes.staff]),
  at: z.string(),
  by: z.string(),
  name: z.string(),
  hallId: id.nullable(),
  shows: z.object({ before: shown, after: shown }).nullable().meta({ description: 'What a board showed and shows since' }),
  role: heldRole.omit({ validFrom: true }).nullable(),
  made: z.array(z.object({ id, name: z.string(), active: z.boolean() })).meta({ description: 'Whom this press made; a list makes many' }),
  undo: z.enum(undoings).nullable(),
  why: z.enum(reasons).nullable().meta({ description: 'Why it cannot be undone' }),
});
type Deed = z.infer<typeof deed>;

const cursor = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/;
const query = z.object({
  kind: z.enum(['devices', 'staff']).default('devices'),
  before: z.string().regex(cursor).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

interface Page {
  readonly before: readonly [at: Instant, stream: string];
  readonly limit: number;
}
interface Reader {
  readonly actor: StaffMemberActor;
  readonly now: Instant;
  readonly today: string;
}

/** Who did what to devices and colleagues, newest first, each with the command that takes it back or why there is none. */
export function deedRoutes(deps: Deps, people: People) {
  return new Hono<Env>()
    .get(
      '/deeds',
      route('readDeeds', {
        summary: 'What was done to devices or to colleagues in reach, newest first, and how each is taken back',
        tag: 'configuration',
        result: z.object({ deeds: z.array(deed), areas: z.array(z.object({ id, name: z.string() })), next: z.string().nullable() }),
        errors: ['auth.forbidden'],
      }),
      valid('query', query),
      async (c) => {
        const { actor } = await people.requireStaff((name) => c.req.header(name));
        const now = new Date(deps.now()).toISOString();
        const { kind, before, limit } = c.req.valid('query');
        const action = kind === 'devices' ? 'device.view' : 'staff.view';
        // default deny, before anything is said about what exists
        if (!canSomewhere(actor, action, now)) people.assertCan(actor, action, {});
        const today = businessDate(now, (await deps.halls.all())[0]?.timeZone ?? 'UTC');
        const [, at = '9999-12-31T00:00:00.000Z', stream = ''] = cursor.exec(before ?? '') ?? [];
        const [reader, page]: [Reader, Page] = [
          { actor, now, today },
          { before: [at, stream], limit },
        ];
        const deeds = await (kind === 'devices' ? readDevices(deps, people, reader, page) : readColleagues(deps, reader, page));
        const last = deeds.length < limit ? undefined : deeds.at(-1);
        const ids = [...new Set(deeds.flatMap(({ role: held }) => held?.areaId ?? []))];
        const areas = await deps.sql<{ id: string; name: string }[]>`select id, name from areas where id = any(${ids}::uuid[])`;
        return c.json({ deeds, areas: [...areas], next: last ? `${last.at}_${last.stream}` : null });
      },
    )
    .post(
      '/staff/suspend-all',
      route('suspendAllStaff', {
        summary: 'Bar several colleagues, all or none: so a list that was read in is taken back',
        tag: 'staff',
        command: true,
        result: done,
        errors: ['auth.forbidden', 'not_found', 'staff.self', 'staff.last_of_role'],
      }),
      valid('json', z.object({ staffIds: z.array(id).min(1).max(2_000) })),
      async (c) => {
        const { actor } = await people.requireStaff((name) => c.req.header(name));
        people.assertCan(actor, 'staff.manage', {});
        const { staffIds } = c.req.valid('json');
        await suspendAll(deps, actor, [...new Set(staffIds)].sort(), commandOf(c, 'staff.suspend-all', null).key);
        for (const staffId of staffIds) people.revoked(`session:${staffId}`);
        return c.json({ ok: true as const });
      },
    );
}

interface Row {
  readonly stream: string;
  readonly version: number;
  readonly type: Deed['type'];
  readonly body: string;
  readonly at: Instant;
  readonly by: string;
}
const plain = { hallId: null, shows: null, role: null, made: [], undo: null, why: null } as const;
const boardOf = (body: string): BoardRow => {
  const { template = 'hall', zone = null, windowId = null } = JSON.parse(body) as Partial<BoardRow>;
  return { template, zone, windowId };
};

async function readDevices(deps: Deps, people: People, { actor, now, today }: Reader, { before, limit }: Page): Promise<Deed[]> {
  const { sql } = deps;
  const scope = scopeOf(actor, 'device.view', now);
  const rows = await sql<(Row & { name: string; hallId: string; revoked: boolean; former: string | null; later: boolean })[]>`
    select e.stream, e.version, e.type, e.body, e.recorded_at as at, coalesce(s.staff_no, e.actor_kind) as by, d.name, d.hall_id as "hallId",
      d.revoked_at is not null as revoked,
      (select p.body from events p where p.stream = e.stream and p.version < e.version and p.type in ('device.paired', 'device.configured') order by p.version desc limit 1) as former,
      exists (select 1 from events n where n.stream = e.stream and n.version > e.version and n.type = 'device.configured') as later
    from events e join devices d on d.id = e.stream join halls h on h.id = d.hall_id
      left join staff s on e.actor_kind = 'staff' and s.id::text = e.actor_id
    where e.kind = 'device' and e.type = any(${[...deedTypes.devices]}) and (e.recorded_at, e.stream::text) < (${before[0]}::timestamptz, ${before[1]})
      and ${scopeSql(sql, scope, { hall: sql`d.hall_id`, area: sql`h.area_id` }, today)}
    order by e.recorded_at desc, e.stream::text desc limit ${limit}`;
  const halls = new Map((await deps.halls.all()).map((hall) => [hall.id, hall]));
  const may = new Map<string, boolean>();
  for (const hallId of new Set(rows.map((row) => row.hallId))) {
    const hall = halls.get(hallId);
    may.set(hallId, hall !== undefined && can(actor, 'device.pair', await people.hallSubject(hall), now));
  }
  return rows.map(({ body, former, later, revoked, ...row }) => {
    const one: Deed = { ...plain, ...row, made: [] };
    if (row.type === 'device.paired') return { ...one, why: 'paired' };
    if (row.type === 'device.revoked') return { ...one, why: 'revoked' };
    if (row.type === 'device.reload_asked') return { ...one, why: 'reloaded' };
    const shows = { before: boardOf(former ?? '{}'), after: boardOf(body) };
    return { ...one, shows, ...undone('configure', { later: later || revoked, may: may.get(row.hallId) === true }) };
  });
}

/** A deed that was overtaken is not taken back, and only who has the right to the command is offered it. */
function undone(undo: Deed['undo'], { later, may }: { readonly later: boolean; readonly may: boolean }): Pick<Deed, 'undo' | 'why'> {
  if (later) return { undo: null, why: 'later' };
  return may ? { undo, why: null } : { undo: null, why: 'denied' };
}

interface StaffRow extends Row {
  readonly first: string;
  readonly subject: string;
  readonly staff_no: string;
  readonly name_enc: string;
  readonly active: boolean;
  readonly later: boolean;
  readonly held: boolean;
  readonly given: string | null;
  readonly assignment: AssignmentRow | null;
}

/** One press of a list makes many colleagues and is one deed. */
async function readColleagues({ sql, keys }: Deps, { actor, now, today }: Reader, { before, limit }: Page): Promise<Deed[]> {
  const reach = inReach(sql, scopeOf(actor, 'staff.view', now), today);
  const types = [...deedTypes.staff];
  const rows = await sql<StaffRow[]>`
    with presses as (
      select e.recorded_at as at, e.actor_kind, e.actor_id, e.command_key, min(e.stream::text) as first
      from events e join staff s on s.id = e.stream
      where e.kind = 'staff' and e.type = any(${types}) and e.recorded_at <= ${before[0]}::timestamptz and ${reach}
      group by e.recorded_at, e.actor_kind, e.actor_id, e.command_key
      having (e.recorded_at, min(e.stream::text)) < (${before[0]}::timestamptz, ${before[1]})
      order by 1 desc, 5 desc limit ${limit})
    select p.at, p.first, e.stream, e.version, e.type, e.subject, e.body, coalesce(w.staff_no, e.actor_kind) as by, s.staff_no, s.name_enc, s.active,
      exists (select 1 from events n where n.stream = e.stream and n.version > e.version and n.type in ('staff.suspended', 'staff.restored')) as later,
      (select to_jsonb(a) from staff_assignments a where a.id = e.subject) as assignment,
      (select g.body from events g where g.stream = e.stream and g.subject = e.subject and g.type = 'staff.assigned' limit 1) as given,
      exists (select 1 from staff_assignments a join staff_assignments b on b.staff_id = a.staff_id and b.role_id = a.role_id
        and (b.area_id, b.department_id, b.hall_id, b.item_group) is not distinct from (a.area_id, a.department_id, a.hall_id, a.item_group)
        where a.id = e.subject and (b.valid_to is null or b.valid_to > ${now})) as held
    from presses p join events e on e.recorded_at = p.at and e.actor_kind = p.actor_kind and e.actor_id = p.actor_id and e.command_key is not distinct from p.command_key
      join staff s on s.id = e.stream left join staff w on e.actor_kind = 'staff' and w.id::text = e.actor_id
    where e.kind = 'staff' and e.type = any(${types}) and ${reach}
    order by p.at desc, p.first desc, e.stream, e.version`;
  const presses = new Map<string, StaffRow[]>();
  for (const row of rows) {
    const press = `${row.at} ${row.first}`;
    presses.set(press, [...(presses.get(press) ?? []), row]);
  }
  const named = (row: StaffRow): string => `${row.staff_no} ${staffNameOf(keys, { id: row.stream, name_enc: row.name_enc })}`;
  const may = { manage: can(actor, 'staff.manage', {}, now), assign: can(actor, 'role.assign', {}, now) };
  return [...presses.values()].map((press) => deedOf(press, named, may, now));
}

function deedOf(
  press: readonly StaffRow[],
  named: (row: StaffRow) => string,
  may: { readonly manage: boolean; readonly assign: boolean },
  now: Instant,
): Deed {
  const created = press.filter((row) => row.type === 'staff.created');
  const row = created[0] ?? press[0]!;
  const { stream, version, type, at, by } = row;
  const one: Deed = { ...plain, stream, version, type, at, by, name: named(row), made: [] };
  switch (type) {
    case 'staff.created': {
      const made = created.map((each) => ({ id: each.stream, name: named(each), active: each.active }));
      return { ...one, made, ...undone('suspend', { later: made.every((each) => !each.active), may: may.manage }) };
    }
    case 'staff.suspended':
      return { ...one, ...undone('restore', { later: row.later, may: may.manage }) };
    case 'staff.restored':
      return { ...one, ...undone('suspend', { later: row.later, may: may.manage }) };
    case 'staff.assigned':
    case 'staff.unassigned': {
      const held = roleOf(row);
      const gives = type === 'staff.assigned';
      const over = held.validTo !== null && held.validTo <= now;
      return {
        ...one,
        role: held,
        ...undone(gives ? 'end' : 'give', { later: gives ? isOver(row, now) : over || row.held, may: may.assign }),
      };
    }
    default:
      // the log has a digest of the former name, and not the name
      return { ...one, why: 'personal' };
  }
}

const isOver = ({ assignment }: StaffRow, now: Instant): boolean => {
  const end = assignment ? assignmentOf(assignment).validTo : now;
  return end !== null && end <= now;
};

/** The role as it was given: where it ends now, it may have been ended early. */
function roleOf({ subject, given }: StaffRow): NonNullable<Deed['role']> {
  const { validFrom: _from, ...held } = JSON.parse(given ?? '{}') as Omit<Assignment, 'id'>;
  return { id: subject, ...held };
}
