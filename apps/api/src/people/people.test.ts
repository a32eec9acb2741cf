import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyLog } from '../log/verify.ts';
import { takeTicket, windowAction, windowSession } from '../tickets/commands.ts';
import { untold } from '../tickets/queue.ts';
import { newKey, testHall, type TestHall } from '../testing.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { maskPerson, openPerson, putPerson } from './persons.ts';

let t: TestPeople;
let hall: TestHall;
let realm: string;
let ahead = 0;
const person = { name: '司马𠮷祥', idNo: '51160219900101101X', phone: '13987654321' };

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  hall = await testHall(t.deps.sql, { windows: 16 });
  realm = String((await t.deps.sql`select realm_id from halls where id = ${hall.id}`)[0]!['realm_id']);
});
beforeEach(() => {
  ahead = 0;
});
afterAll(() => t.close());

let windowNo = 0;

/** A clerk at a window who has just called the ticket of a person. */
async function serving(options: { roleId?: 'clerk' | 'guide'; hallId?: string } = {}) {
  const info = await t.deps.halls.hall(hall.id);
  const personId = await putPerson(t.deps.sql, t.deps.keys, { ...person, idNo: null });
  const clerk = await testStaff(t, realm, { assignments: [{ roleId: options.roleId ?? 'clerk', hallId: options.hallId ?? hall.id }] });
  const actor = { kind: 'staff', id: clerk.id } as const;
  const command = (name: string) => ({ name, key: newKey(), body: null });
  const ticket = await takeTicket(
    t.deps,
    info,
    { kind: 'system', id: 'test' },
    { seriesId: hall.series[0]!, itemId: null, priority: null, personId },
    untold,
    command('take'),
  );
  const windowId = hall.windows[windowNo++]!;
  await windowSession(t.deps, info, windowId, actor, { action: 'open', takeOver: true }, command('open'));
  await windowAction(t.deps, info, windowId, actor, { action: 'next' }, command('next'));
  const desk = browser(t.desk);
  await desk.signIn(clerk.staffNo);
  const press = (input: Parameters<typeof windowAction>[4]) => windowAction(t.deps, info, windowId, actor, input, command('press'));
  return { personId, clerk, ticket, desk, press, windowId };
}

test('the clerk who serves a person reads name, number and phone with a purpose, and the reading is an event', async () => {
  const { personId, clerk, ticket, desk } = await serving();
  const answer = await desk.post(`/persons/${personId}/reveal`, { purpose: 'identify_at_window' });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ name: person.name, idNo: null, phone: person.phone });
  const reads = await t.deps.sql`select staff_id, person_id, ticket_id, purpose from person_reads where person_id = ${personId}`;
  expect([...reads]).toEqual([{ staff_id: clerk.id, person_id: personId, ticket_id: ticket.id, purpose: 'identify_at_window' }]);
  const events = await t.deps.sql`select actor_id, body from events where type = 'person.read' and subject = ${personId}`;
  expect(events).toHaveLength(1);
  expect(events[0]!['actor_id']).toBe(clerk.id);
  // neither the log nor the stored answer of the command tells who it was
  const stored = JSON.stringify([await t.deps.sql`select body from events`, await t.deps.sql`select response from command_keys`]);
  for (const secret of [person.name, person.phone]) expect(stored).not.toContain(secret);
});

test('without a purpose nothing opens, and an invented purpose is none', async () => {
  const { personId, desk } = await serving();
  expect((await desk.post(`/persons/${personId}/reveal`, {})).body.error?.code).toBe('auth.purpose_required');
  expect((await desk.post(`/persons/${personId}/reveal`, { purpose: 'curiosity' })).body.error?.code).toBe('request.invalid');
});

test('a colleague who does not serve the person is refused, as is one who asks for nobody', async () => {
  const { personId } = await serving();
  const colleague = await serving();
  const refused = await colleague.desk.post(`/persons/${personId}/reveal`, { purpose: 'fill_form' });
  const nobody = await colleague.desk.post(`/persons/${uuidv7()}/reveal`, { purpose: 'fill_form' });
  for (const answer of [refused, nobody]) {
    expect(answer.status).toBe(403);
    expect(answer.body.error).toMatchObject({ code: 'person.no_assignment', details: {} });
  }
  expect((await browser(t.desk).post(`/persons/${personId}/reveal`, { purpose: 'fill_form' })).status).toBe(401);
  const reads = await t.deps.sql`select 1 from person_reads where person_id = ${personId}`;
  expect(reads).toHaveLength(0);
  // the attempt itself stays, under the name of who made it
  const tried = await t.deps.sql`select actor_id, body from events where type = 'person.refused' and subject = ${personId}`;
  expect(tried.map((row) => [row['actor_id'], JSON.parse(String(row['body']))])).toEqual([
    [colleague.clerk.id, { code: 'person.no_assignment', purpose: 'fill_form' }],
  ]);
});

test('the window is not enough: the role must be held, and here', async () => {
  const guide = await serving({ roleId: 'guide' });
  expect((await guide.desk.post(`/persons/${guide.personId}/reveal`, { purpose: 'fill_form' })).body.error).toMatchObject({
    code: 'auth.forbidden',
    details: { reason: 'no_role' },
  });
  const elsewhere = await testHall(t.deps.sql, { name: '另一大厅' });
  const stranger = await serving({ hallId: elsewhere.id });
  expect((await stranger.desk.post(`/persons/${stranger.personId}/reveal`, { purpose: 'fill_form' })).body.error).toMatchObject({
    code: 'auth.forbidden',
    details: { reason: 'out_of_scope' },
  });
});

test('when the service ends the right ends, though the key of an earlier reading is shown again', async () => {
  const { personId, ticket, desk, press } = await serving();
  const key = { 'idempotency-key': newKey() };
  const body = { purpose: 'fill_form' };
  expect((await desk.post(`/persons/${personId}/reveal`, body, key)).status).toBe(200);
  expect((await desk.post(`/persons/${personId}/reveal`, body, key)).status).toBe(200);
  await press({ action: 'start', ticketId: ticket.id });
  await press({ action: 'finish', ticketId: ticket.id });
  expect((await desk.post(`/persons/${personId}/reveal`, body)).body.error?.code).toBe('person.no_assignment');
  ahead = 61_000;
  expect((await desk.post(`/persons/${personId}/reveal`, body, key)).body.error?.code).toBe('person.no_assignment');
  expect(await t.deps.sql`select 1 from person_reads where person_id = ${personId}`).toHaveLength(1);
});

test('a colleague who takes the window over takes the right over with it', async () => {
  const before = await serving();
  const colleague = await testStaff(t, realm, { assignments: [{ roleId: 'clerk', hallId: hall.id }] });
  const desk = browser(t.desk);
  await desk.signIn(colleague.staffNo);
  const read = { purpose: 'fill_form' };
  expect((await desk.post(`/persons/${before.personId}/reveal`, read)).body.error?.code).toBe('person.no_assignment');
  await windowSession(
    t.deps,
    await t.deps.halls.hall(hall.id),
    before.windowId,
    { kind: 'staff', id: colleague.id },
    { action: 'open', takeOver: true },
    { name: 'open', key: newKey(), body: null },
  );
  expect((await desk.post(`/persons/${before.personId}/reveal`, read)).status).toBe(200);
  expect((await before.desk.post(`/persons/${before.personId}/reveal`, read)).body.error?.code).toBe('person.no_assignment');
});

test('who reads without end is slowed down', async () => {
  const { personId, desk } = await serving();
  const codes = [];
  for (let i = 0; i < 42; i += 1) codes.push((await desk.post(`/persons/${personId}/reveal`, { purpose: 'fill_form' })).status);
  expect(codes.slice(0, 40).every((status) => status === 200)).toBe(true);
  expect(codes[41]).toBe(429);
});

test('two who enter the same person at once enter one person', async () => {
  const input = { ...person, idNo: '511602198505052023' };
  const ids = await Promise.all(Array.from({ length: 8 }, () => putPerson(t.deps.sql, t.deps.keys, input)));
  expect(new Set(ids).size).toBe(1);
  expect(maskPerson((await openPerson(t.deps.sql, t.deps.keys, ids[0]!))!)).toEqual({
    name: '司马*祥',
    idNo: '511***********2023',
    phone: '139****4321',
  });
});

test('no column of any table has a name, a number of identity or a phone in clear', async () => {
  const staff = { staffNo: 'X7', name: '慕容雪䶹', phone: '13711112222', idNo: '511602197001011234' };
  await testStaff(t, realm, staff);
  await putPerson(t.deps.sql, t.deps.keys, { ...person, idNo: '511602196001013344' });
  const secrets = [staff.name, staff.phone, staff.idNo, person.name, person.phone, '511602196001013344'];
  const columns = await t.deps.owner<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'jsonb', 'character varying', 'bytea')`;
  expect(columns.length).toBeGreaterThan(60);
  for (const { table, column } of columns) {
    for (const secret of secrets) {
      const rows = await t.deps.owner`
        select 1 from ${t.deps.owner(table)} x where to_jsonb(x) ->> ${column} like ${`%${secret}%`} or to_jsonb(x) ->> ${column} like ${`%${Buffer.from(secret).toString('hex')}%`} limit 1`;
      expect({ table, column, secret, found: rows.length }).toEqual({ table, column, secret, found: 0 });
    }
  }
});

test('the log tells the same as the tables, and a reading that was taken out of them is found', async () => {
  expect((await verifyLog(t.deps.sql)).findings).toEqual([]);
  await t.deps.owner`delete from person_reads where id = (select id from person_reads limit 1)`;
  expect((await verifyLog(t.deps.sql)).findings).toMatchObject([{ damage: 'row differs', kind: 'staff_day' }]);
});
