import { createHmac } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { CaseCommand } from '@one-window/domain/case-events';
import { caseRoles, type CaseRole } from '@one-window/domain/case-words';
import {
  can,
  roles,
  type Action,
  type Actor,
  type Assignment,
  type DeviceKind,
  type Role,
  type Subject,
} from '@one-window/domain/permissions';
import { seedBookings } from './access-bookings.ts';
import { byPlace, places, type Place } from './access-places.ts';
import { draftCase, pressCase } from './cases/commands.ts';
import { seedReference } from './catalogue/seed.ts';
import { change } from './db/change.ts';
import { sha256 } from './devices/tokens.ts';
import { png } from './files/samples.ts';
import { callByHand } from './hotline/calls.ts';
import { writeEntry } from './hotline/knowledge.ts';
import { beginOrder } from './hotline/orders.ts';
import { mountListeners } from './listeners.ts';
import { putPerson } from './people/persons.ts';
import { decryptField } from './security/fields.ts';
import { areasAbove } from './security/scope.ts';
import { createStaff, type NewAssignment } from './staff/accounts.ts';
import { STAFF_COOKIE } from './staff/auth.ts';
import { browser, testPeople, type TestPeople } from './staff/testing.ts';
import { takeTicket, windowAction, windowSession } from './tickets/commands.ts';
import { untold } from './tickets/queue.ts';
import { testApp } from './testing-truth.ts';
import { newKey, testHall } from './testing.ts';

const departments = { own: '区住建局', near: '区消防大队', far: '区公安分局' } as const;
const areaCodes = { own: '511602001000', near: '511602001000', far: '511602002000' } as const;
export const ownerPhone = '13900000001';
const otherPhone = '13900000002';

type StaffActor = Extract<Actor, { kind: 'staff' }>;
/** A role, held somewhere, and the browser of whoever holds it. */
export interface Holder {
  readonly name: string;
  readonly role: Role | null;
  readonly actor: StaffActor;
  readonly desk: ReturnType<typeof browser>;
}

export interface KnownCase {
  readonly id: string;
  readonly hall: Place;
  /** Who decides, and who decides with it. */
  readonly units: readonly string[];
  readonly caseNo: string;
  readonly status: 'RECEIVED' | 'ACCEPTED' | 'IN_REVIEW' | 'NOT_ACCEPTED';
  readonly fileId: string;
  readonly material: string;
}

const command = () => ({ name: 'access', key: newKey(), body: null });
const seeder = { kind: 'system', id: 'access' } as const;
const someone = { kind: 'staff', id: uuidv7() } as const;
const another = { kind: 'staff', id: uuidv7() } as const;

/** Where each role is held: at its own unit, in its area, in the whole city; and two who hold nothing now. */
function bindings(units: Record<Place, string>, halls: Record<Place, string>, area: string): [string, Role | null, NewAssignment[]][] {
  const atHall = new Set<Role>(['clerk', 'guide', 'delivery_clerk', 'hall_manager']);
  const inDepartment = (role: Role): boolean => role.startsWith('department_') || role === 'certificate_officer';
  const held = roles.flatMap((role): [string, Role, NewAssignment[]][] => {
    const unit = atHall.has(role) ? { hallId: halls.own } : inDepartment(role) ? { departmentId: units.own } : {};
    return [
      [`${role} of ${Object.keys(unit)[0] ?? 'the city'}`, role, [{ roleId: role, ...unit }]],
      [`${role} of the area`, role, [{ roleId: role, areaId: area }]],
    ];
  });
  const past = { validFrom: '2020-01-01T00:00:00.000Z', validTo: '2021-01-01T00:00:00.000Z' };
  return [...held, ['clerk of last year', 'clerk', [{ roleId: 'clerk', ...past }]], ['nobody in particular', null, []]];
}

/** The whole desk and portal over a small city in which a real thing of each kind lies at each place. */
export async function accessWorld() {
  const t = await testPeople();
  const { deps } = t;
  const { sql } = deps;
  await seedReference(sql, { samples: true });
  const areas = await byPlace(async (at) => idOf(t, 'areas', 'code', areaCodes[at]));
  const units = await byPlace(async (at) => idOf(t, 'departments', 'published_name', departments[at]));
  const made = await byPlace((at) => testHall(sql, { name: `大厅 ${at}` }));
  const realm = String((await sql`select realm_id from halls where id = ${made.own.id}`)[0]!['realm_id']);
  const halls = await byPlace(async (at) => made[at].id);
  for (const at of places)
    await deps.owner`update halls set realm_id = ${realm}, area_id = ${areas[at]}, policy = '{}' where id = ${halls[at]}`;
  // where results are handed over, and nothing else
  const counters = await byPlace((at) => counterIn(sql, halls[at]));
  deps.halls.clear();

  const today = new Date(deps.now()).toISOString().slice(0, 10);
  const above = await byPlace((at) => areasAbove(sql, areas[at], today));
  const inHall = (at: Place): Subject => ({ hallId: halls[at], areaIds: above[at] });
  const ofUnit = (at: Place, departmentId: string): Subject => ({ ...inHall(at), departmentId });

  const world = { deps: { ...deps, identity: t.people }, people: t.people, realm, halls, units, areas, inHall, ofUnit };
  const windows = await byPlace(async (at) => made[at].windows[0]!);
  const parts = mountListeners(world.deps, t.people);
  const ready = async (): Promise<void> => undefined;
  const apps = { desk: testApp(deps, 'desk', { ready, ...parts.desk }), portal: testApp(deps, 'portal', { ready, ...parts.portal }) };

  const holders: Holder[] = [];
  for (const [name, role, assignments] of bindings(units, halls, areas.own)) {
    const staffNo = `S${holders.length}`;
    const { id } = await createStaff(deps, seeder, { realmId: realm, staffNo, name: '周小华', assignments }, null);
    const desk = browser(apps.desk);
    desk.jar.set(STAFF_COOKIE, await sessionOf(t, id));
    const whole = assignments.map((a): Assignment => ({ ...unheld, ...a }));
    holders.push({ name, role, desk, actor: { kind: 'staff', id, staffNo, sessionId: '', assignments: whole } });
  }
  const colleagues = await byPlace(async (at) => {
    const assignments = [{ roleId: 'clerk', hallId: halls[at] }] as const;
    return (await createStaff(deps, seeder, { realmId: realm, staffNo: `spare-${at}`, name: '陈', assignments }, null)).id;
  });
  const now = (): string => new Date(deps.now()).toISOString();
  const may = ({ actor }: Holder, action: Action, subject: Subject): boolean => can(actor, action, subject, now());
  const device = await byPlace((at) => paired(t, halls[at], 'kiosk'));
  const board = await byPlace((at) => paired(t, halls[at], 'board'));
  const pad = await byPlace((at) => paired(t, halls[at], 'pad', windows[at]));
  const administrator = holders.find(({ name }) => name === 'administrator of the city')!;
  const changed = await byPlace((at) => renamed(t, administrator, halls[at]));
  const clerk = holders.find(({ name }) => name === 'clerk of hallId')!;
  const cases = await seedCases(t, halls, units);
  const citizens = { owner: await citizen(t, apps.portal, ownerPhone), other: await citizen(t, apps.portal, otherPhone) };
  const persons = await byPlace((at) => queued(t, halls[at], windows[at], at === 'own' ? clerk.actor.id : null));
  return {
    ...world,
    windows,
    counters,
    parts,
    apps,
    holders,
    holder: (name: string): Holder => holders.find((one) => one.name === name)!,
    colleagues,
    may,
    now,
    device,
    board,
    pad,
    changed,
    persons,
    hallDays: await byPlace((at) => idOf(t, 'hall_days', 'hall_id', halls[at])),
    item: await idOf(t, 'service_items', 'name', '居住证办理'),
    cases,
    licences: await byPlace((at) => seedLicence(t, cases.accepted[at])),
    ...(await seedHotline(t, units, holders)),
    citizens,
    bookings: await seedBookings(t, halls),
    close: () => t.close(),
  };
}

export type AccessWorld = Awaited<ReturnType<typeof accessWorld>>;

export const unheld = {
  id: 'a',
  areaId: null,
  departmentId: null,
  hallId: null,
  itemGroup: null,
  validFrom: '2020-01-01T00:00:00.000Z',
  validTo: null,
};

async function idOf(t: TestPeople, table: string, column: string, value: string): Promise<string> {
  const { sql } = t.deps;
  const [row] = await sql<{ id: string }[]>`select id from ${sql(table)} where ${sql(column)} = ${value}`;
  return row!.id;
}

/** A session as sign-in leaves it: thirty-eight passwords would cost three seconds. */
async function sessionOf({ deps }: TestPeople, staffId: string): Promise<string> {
  const token = uuidv7();
  await deps.owner`
    insert into staff_sessions (id, user_id, token, expires_at, created_at, updated_at, recorded)
    values (${uuidv7()}, ${staffId}, ${token}, now() + interval '1 hour', now(), now(), true)`;
  const signed = createHmac('sha256', deps.keys.session).update(token).digest('base64');
  return encodeURIComponent(`${token}.${signed}`);
}

/** Gives the hall a notice; its settings after that, and the version of the configuration that says so. */
async function renamed({ deps }: TestPeople, { desk }: Holder, hallId: string) {
  const { version, halls } = (await desk.get('/config')).body as unknown as { version: number; halls: { id: string }[] };
  const { id, ...set } = halls.find((hall) => hall.id === hallId)!;
  const changes = [{ entity: 'halls', id, set: { ...set, notice: '今日照常' } }];
  const answer = (await desk.post('/config/apply', { expectedVersion: version, changes })).body as unknown as { version: number };
  deps.halls.clear();
  return { version: answer.version, set: { ...set, notice: '今日照常' } };
}

/** What a screen of the hall shows to be let in. */
export const tokenFor = (kind: DeviceKind, hallId: string): string => sha256(`${kind}-${hallId}`);

async function paired({ deps }: TestPeople, hallId: string, kind: DeviceKind, windowId?: string): Promise<string> {
  const id = uuidv7();
  const body = {
    hallId,
    kind,
    name: '屏',
    place: null,
    tokenHash: sha256(tokenFor(kind, hallId)),
    ...(windowId ? { windowId } : {}),
  } as const;
  await change(deps, seeder, command(), { device: { kind: 'device', id, create: true } }, () => ({
    events: { device: [{ type: 'device.paired', subject: id, body }] },
    result: null,
  }));
  return id;
}

/** A known person with a number in the hall; called, where a clerk stands at the window. */
async function queued({ deps }: TestPeople, hallId: string, windowId: string, clerkId: string | null) {
  const hall = await deps.halls.hall(hallId);
  const personId = await putPerson(deps.sql, deps.keys, { name: `来宾${hallId.slice(-3)}`, idNo: null, phone: null });
  const input = { seriesId: [...hall.series.keys()][0]!, itemId: null, priority: null, personId };
  const ticket = await takeTicket(deps, hall, seeder, input, untold, command());
  if (clerkId) {
    const who = { kind: 'staff', id: clerkId } as const;
    await windowSession(deps, hall, windowId, who, { action: 'open' }, command());
    await windowAction(deps, hall, windowId, who, { action: 'next' }, command());
  }
  return { personId, ticketId: ticket.id };
}

type Stage = 'accepted' | 'received' | 'refused';

async function seedCases(t: TestPeople, halls: Record<Place, string>, units: Record<Place, string>) {
  const items = await t.deps.sql<{ id: string; unit: string; joint: boolean }[]>`
    select i.id, i.department_id as unit, v.guide -> 'assists' is not null as joint from item_versions v join service_items i on i.id = v.item_id
    where v.guide -> 'questions' = '[]' and v.guide ->> 'caseKind' = 'PROMISE' order by i.id`;
  const itemOf = (at: Place, joint = false): string => items.find((one) => one.unit === units[at] && one.joint === joint)!.id;
  const at = (hall: Place, unit: Place, stage: Stage) => seedCase(t, halls, hall, itemOf(unit), stage);
  const accepted = await byPlace((place) => at(place, place, 'accepted'));
  const received = await byPlace((place) => at(place, place, 'received'));
  const refused = await byPlace((place) => at(place, place, 'refused'));
  // the own department decides in the far hall; the near one assists the own one
  const crossed = await at('far', 'own', 'accepted');
  const joint = await seedCase(t, halls, 'own', itemOf('own', true), 'accepted');
  await press(t, joint.id, 'department_handler', units.own, someone.id, { action: 'sign' });
  const [row] = await t.deps.sql<{ assist_ids: string[] }[]>`select assist_ids from cases where id = ${joint.id}`;
  const assisted: KnownCase = { ...joint, status: 'IN_REVIEW', units: [units.own, ...row!.assist_ids] };
  const all = [...[accepted, received, refused].flatMap((set) => places.map((place) => set[place])), crossed, assisted];
  return { accepted, received, refused, all };
}

/** As one lies there whose case is long over. */
async function seedLicence({ deps }: TestPeople, { id: caseId, units }: KnownCase): Promise<string> {
  const [row] = await deps.sql<{ holder: string; version: string }[]>`
    select c.applicant_id as holder, v.id as version from cases c, item_versions v
    where c.id = ${caseId} and v.guide -> 'result' ->> 'kind' = 'certificate' limit 1`;
  const body = { caseId, deptId: units[0]!, itemVersionId: row!.version, holderId: row!.holder };
  const issued = { ...body, number: `L${(serial += 1)}`, validFrom: '2026-01-01', validTo: null };
  const id = uuidv7();
  await change(deps, seeder, command(), { licence: { kind: 'licence', id, create: true } }, () => ({
    events: { licence: [{ type: 'licence.issued', subject: caseId, body: issued }] },
    result: null,
  }));
  return id;
}

async function press(t: TestPeople, caseId: string, role: CaseRole, unitId: string, as: string, given: CaseCommand) {
  const input = { caseId, version: null, roles: [{ role, unitId, authorityId: null }], presses: () => [given], identityLevel: 2 };
  await pressCase(t.deps, { kind: 'staff', id: as }, input, command());
}

let serial = 0;
async function seedCase(t: TestPeople, halls: Record<Place, string>, place: Place, itemId: string, stage: Stage): Promise<KnownCase> {
  const { deps } = t;
  const hall = await deps.halls.hall(halls[place]);
  const [about] = await deps.sql<{ unit: string; codes: string[] }[]>`
    select i.department_id as unit, array(select m ->> 'code' from jsonb_array_elements(v.guide -> 'materials') m) as codes
    from item_versions v join service_items i on i.id = v.item_id where i.id = ${itemId}`;
  const { unit, codes } = about!;
  const applicant = { name: '欧阳𠮷', idNo: null, phone: place === 'own' ? ownerPhone : otherPhone };
  const input = { itemId, applicantType: 'person', applicant, answers: {}, ticketId: null, citizenId: null, channel: 'hall' } as const;
  const { id } = await draftCase(deps, hall, someone, { role: 'clerk', unitId: hall.id, authorityId: null }, input, command());
  const clerk = (given: CaseCommand) => press(t, id, 'clerk', hall.id, another.id, given);
  const fileId = await addFile(t, id, hall.id, codes[0]!);
  const caseNo = `N${(serial += 1)}`;
  await clerk({ action: 'receive', caseNo, checks: Object.fromEntries(codes.map((code) => [code, 'present'])) });
  if (stage === 'accepted') await clerk({ action: 'accept' });
  if (stage === 'refused')
    await clerk({ action: 'refuse_acceptance', code: 'not_our_power', reason: '不归本机关管', direction: '区人社局' });
  const status = { received: 'RECEIVED', accepted: 'ACCEPTED', refused: 'NOT_ACCEPTED' } as const;
  return { id, hall: place, units: [unit], caseNo, status: status[stage], fileId, material: codes[0]! };
}

async function addFile({ deps }: TestPeople, caseId: string, hallId: string, material: string): Promise<string> {
  const id = uuidv7();
  const bytes = png();
  const { keyEnc } = await deps.files.put(id, bytes);
  const given = { action: 'add_file', fileId: id, material, kind: 'png', bytes: bytes.length, digest: 'digest', trust: 'B' } as const;
  const roles = [{ role: 'clerk', unitId: hallId, authorityId: null }] as const;
  const input = { caseId, version: null, roles, presses: () => [given], identityLevel: 1 };
  await pressCase(
    deps,
    someone,
    {
      ...input,
      also: (sql) =>
        sql`insert into files (id, case_id, bytes, key_enc, created_at) values (${id}, ${caseId}, ${bytes.length}, ${keyEnc}, now())`,
    },
    command(),
  );
  return id;
}

/** Two operators with a call each, an order and an entry at each unit, and an order that waits for its dispatcher. */
async function seedHotline(t: TestPeople, units: Record<Place, string>, holders: readonly Holder[]) {
  const { deps } = t;
  const known = { ...deps, people: t.people };
  const [mine, other] = holders
    .filter(({ role }) => role === 'hotline_agent')
    .map(({ actor }) => ({ kind: 'staff', id: actor.id }) as const);
  const callOf = async (who: { kind: 'staff'; id: string }, number: string) => (await callByHand(deps, who, number, command())).id;
  const calls = { own: await callOf(mine!, ownerPhone), near: await callOf(other!, otherPhone) };
  const categories = { own: 'housing', near: 'security', far: 'roads' } as const;
  for (const at of places) await deps.sql`insert into order_routes (category, unit_id) values (${categories[at]}, ${units[at]})`;
  const said = {
    name: '周丽华',
    personId: null,
    type: 'help',
    urgency: 'ordinary',
    secret: false,
    content: '路灯不亮',
    wish: '',
    address: '',
  } as const;
  const log = async (category: (typeof categories)[Place] | 'other') =>
    (await beginOrder(deps, mine!, calls.own, { action: 'log', ...said, category, readBack: true }, command())).id;
  const orders = await byPlace((at) => log(categories[at]));
  const undispatched = await log('other');
  const dispatcher = holders.find(({ name }) => name === 'hotline_dispatcher of the city')!.actor;
  const entry = (at: Place) => ({ unitId: units[at], title: '路灯不亮找谁', keywords: '', answer: '打 12345', validUntil: '2027-06-30' });
  const entries = await byPlace(async (at) => (await writeEntry(known, dispatcher, null, entry(at), command())).id);
  return { entries, calls, operators: { own: mine!.id, near: other!.id }, orders, undispatched };
}

async function counterIn(sql: TestPeople['deps']['sql'], hallId: string): Promise<string> {
  const [id, seriesId] = [uuidv7(), uuidv7()];
  await sql`insert into series (id, hall_id, prefix, name, sort, results) values (${seriesId}, ${hallId}, 'G', '取证取件', 9, true)`;
  await sql`insert into windows (id, hall_id, label, name, sort) values (${id}, ${hallId}, '9', '出件窗口', 9)`;
  await sql`insert into window_series (window_id, series_id) values (${id}, ${seriesId})`;
  return id;
}

/** A citizen with a session, signed in by the code that was sent. */
async function citizen({ deps }: TestPeople, app: TestPeople['desk'], phone: string) {
  const who = browser(app);
  await who.post('/sign-in/code', { phone });
  const [row] = await deps.sql<{ id: string; text_enc: string }[]>`
    select id, text_enc from messages where about = 'code' order by id desc limit 1`;
  const text = decryptField(deps.keys, { table: 'messages', column: 'text_enc', row: row!.id }, row!.text_enc);
  await who.post('/sign-in', { phone, code: /\d{6}/.exec(text)![0], noticeVersion: '2026-11' });
  return who;
}

/** By which right each role acts on a case: the table of the rule book, §3.3. */
const caseRight: Partial<Record<CaseRole, Action>> = {
  clerk: 'case.intake',
  delivery_clerk: 'case.deliver',
  supervisor: 'case.supervise',
  department_handler: 'case.review',
  department_reviewer: 'case.review',
  department_checker: 'case.review',
  department_decider: 'case.review',
  department_head: 'case.review',
  certificate_officer: 'case.review',
};
/** Of a case its department and those that assist it see it, and its hall. */
export function seesCase(w: AccessWorld, who: Holder, one: KnownCase): boolean {
  return one.units.some((unit) => w.may(who, 'case.view', w.ofUnit(one.hall, unit)));
}

/** The roles in which somebody may act on a case. */
export function caseRolesOf(w: AccessWorld, who: Holder, one: KnownCase): CaseRole[] {
  return caseRoles.filter((role) => {
    const right = caseRight[role];
    return who.role === role && right !== undefined && one.units.some((unit) => w.may(who, right, w.ofUnit(one.hall, unit)));
  });
}
