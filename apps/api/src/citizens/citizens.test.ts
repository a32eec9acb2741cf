import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pressCase } from '../cases/commands.ts';
import type { MyCaseView } from '../cases/schemas.ts';
import { seedReference } from '../catalogue/seed.ts';
import { openSql } from '../db/sql.ts';
import { callByHand } from '../hotline/calls.ts';
import { beginOrder } from '../hotline/orders.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { gatewayMessenger, sendDue } from '../messages/messages.ts';
import { decryptField } from '../security/fields.ts';
import { createStaff } from '../staff/accounts.ts';
import { browser } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { testDeps, testHall, type TestDeps, type TestHall } from '../testing.ts';
import { citizenRoutes } from './routes.ts';
import { privacyNotice } from './sessions.ts';

let deps: TestDeps;
let hall: TestHall;
let portal: ReturnType<typeof testApp>;
let ahead = 0;
const person = { name: '欧阳𠮷', idNo: '511602195207150022' };

beforeAll(async () => {
  deps = await testDeps({ now: () => Date.now() + ahead });
  await seedReference(deps.sql, { samples: true });
  hall = await testHall(deps.sql);
  portal = testApp(deps, 'portal', { ready: async () => undefined, api: new Hono<Env>().route('/', citizenRoutes(deps)) });
});
beforeEach(() => {
  ahead = 0;
});
afterAll(() => deps.close());

type Phone = ReturnType<typeof browser>;

async function lastCode(): Promise<string> {
  const [row] = await deps.sql<
    { id: string; text_enc: string }[]
  >`select id, text_enc from messages where about = 'code' order by id desc limit 1`;
  return /\d{6}/.exec(decryptField(deps.keys, { table: 'messages', column: 'text_enc', row: row!.id }, row!.text_enc))![0];
}

let next = 0;
const newNumber = (): string => `139${String(10_000_000 + (next += 1)).padStart(8, '0')}`;

async function signedIn(number = newNumber()): Promise<Phone> {
  const phone = browser(portal);
  expect((await phone.post('/sign-in/code', { phone: number })).status).toBe(200);
  const answer = await phone.post('/sign-in', { phone: number, code: await lastCode(), noticeVersion: privacyNotice });
  expect(answer.status).toBe(200);
  return phone;
}

async function item(code: string): Promise<string> {
  const [row] = await deps.sql<{ id: string }[]>`
    select i.id from service_items i join item_versions v on v.item_id = i.id where i.external_code = ${code} and i.valid_to is null`;
  return row!.id;
}
const residencePermit = '512B0011200070-511602000000-000-11511300008778693M-1-00';

async function begun(phone: Phone, who: object = person): Promise<string> {
  const answer = await phone.post('/cases', { hallId: hall.id, itemId: await item(residencePermit), applicant: who });
  expect(answer.body.error).toBeUndefined();
  return (answer.body as unknown as { id: string }).id;
}
const look = async (phone: Phone, id: string): Promise<MyCaseView> => (await phone.get(`/cases/${id}`)).body as unknown as MyCaseView;

describe('a phone', () => {
  test('is proved by the code that was sent to it, once, for five minutes', async () => {
    const phone = browser(portal);
    const number = newNumber();
    await phone.post('/sign-in/code', { phone: number });
    const body = { phone: number, code: await lastCode(), noticeVersion: privacyNotice };
    expect((await phone.get('/me')).status).toBe(401);
    expect((await phone.post('/sign-in', body)).status).toBe(200);
    expect((await phone.get('/me')).body).toEqual({ phone: `${number.slice(0, 3)}****${number.slice(-4)}`, lang: 'zh' });
    expect((await browser(portal).post('/sign-in', body)).body.error?.code).toBe('auth.wrong');
    await phone.post('/sign-in/code', { phone: number });
    const late = { ...body, code: await lastCode() };
    ahead = 5 * 60_000 + 1_000;
    expect((await phone.post('/sign-in', late)).body.error?.code).toBe('auth.wrong');
  });

  test('whose code is guessed learns nothing: after five wrong ones even the right one is dead', async () => {
    const phone = browser(portal);
    const number = newNumber();
    await phone.post('/sign-in/code', { phone: number });
    const right = await lastCode();
    const guess = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    for (let i = 0; i < 5; i += 1)
      expect((await phone.post('/sign-in', { phone: number, code: guess, noticeVersion: privacyNotice })).body.error?.code).toBe(
        'auth.wrong',
      );
    expect((await phone.post('/sign-in', { phone: number, code: right, noticeVersion: privacyNotice })).body.error?.code).toBe(
      'auth.wrong',
    );
  });

  test('is not sent a fourth code in a row', async () => {
    const phone = browser(portal);
    const number = newNumber();
    const answers = [];
    for (let i = 0; i < 5; i += 1) answers.push((await phone.post('/sign-in/code', { phone: number })).status);
    expect(answers.at(-1)).toBe(429);
  });

  test('is written to in the language in which it reads the portal: the code, its cases, its requests at the hotline', async () => {
    const phone = browser(portal);
    const number = newNumber();
    const lastText = async (about: string): Promise<string> => {
      const [row] = await deps.sql<{ id: string; text_enc: string }[]>`
        select id, text_enc from messages where about = ${about} order by id desc limit 1`;
      return decryptField(deps.keys, { table: 'messages', column: 'text_enc', row: row!.id }, row!.text_enc);
    };
    await phone.post('/sign-in/code', { phone: number, lang: 'en' });
    expect(await lastText('code')).toMatch(/^One Window: your code is \d{6}/);
    await phone.post('/sign-in', { phone: number, code: await lastCode(), noticeVersion: privacyNotice, lang: 'en' });
    const submit = async (): Promise<string> => {
      await phone.post(`/cases/${await begun(phone)}/press`, { version: 1, press: { action: 'submit' } });
      return lastText('case.submitted');
    };
    expect(await submit()).toMatch(/^One Window: “居住证办理” is submitted/);
    const [{ realm }] = (await deps.sql`select realm_id as realm from halls where id = ${hall.id}`) as unknown as [{ realm: string }];
    const staff = await createStaff(deps, { kind: 'system', id: 'test' }, { realmId: realm, staffNo: 'op-1', name: '谢小雨' }, null);
    const operator = { kind: 'staff', id: staff.id } as const;
    const command = { name: 'test', key: null, body: null };
    const call = await callByHand(deps, operator, number, command);
    const said = {
      type: 'help',
      category: 'other',
      urgency: 'ordinary',
      secret: false,
      content: '路灯不亮',
      wish: '',
      address: '',
    } as const;
    await beginOrder(deps, operator, call.id, { action: 'log', ...said, readBack: true, name: null, personId: null }, command);
    expect(await lastText('order.logged')).toMatch(/^One Window: your request is logged/);
    expect((await phone.put('/me/language', { lang: 'zh' })).status).toBe(200);
    expect(await submit()).toMatch(/^【一窗】/);
    expect((await browser(portal).put('/me/language', { lang: 'en' })).status).toBe(401);
  });

  test('that took note of an old privacy notice is shown the new one', async () => {
    const phone = browser(portal);
    const answer = await phone.post('/sign-in', { phone: newNumber(), code: '000000', noticeVersion: '2020-01' });
    expect(answer.body.error).toMatchObject({ code: 'auth.notice_old', details: { version: privacyNotice } });
  });
});

describe('a citizen', () => {
  test('who tries ids of cases is slowed, whether they exist or not, and still reads the own ones', async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    const [own, other] = [await begun(mine), await begun(theirs)];
    const tries = Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? other : uuidv7()));
    const answers = [];
    for (const id of tries) answers.push(await mine.get(`/cases/${id}`));
    expect(new Set(answers.slice(0, 30).map(({ status, body }) => `${status} ${body.error?.code}`))).toEqual(new Set(['404 not_found']));
    expect([answers[30]!.status, answers[31]!.status]).toEqual([429, 429]);
    expect((await mine.get(`/cases/${own}`)).status).toBe(200);
    expect((await theirs.get(`/cases/${other}`)).status).toBe(200);
  });

  test('begins, submits, sees the number, the unit and what happened, and withdraws', async () => {
    const phone = await signedIn();
    const id = await begun(phone);
    expect(await look(phone, id)).toMatchObject({ status: 'DRAFT', channel: 'online', applicant: { name: '欧阳*' } });
    expect((await phone.post(`/cases/${id}/press`, { version: 1, press: { action: 'submit' } })).body).toEqual({ id, version: 2 });
    const sent = await look(phone, id);
    expect(sent.caseNo).toMatch(/^51160200000007\d{12}$/);
    expect(sent).toMatchObject({ status: 'SUBMITTED', unit: { id: hall.id } });
    expect(sent.actions).toContainEqual({ action: 'withdraw', refusal: null });
    expect((await phone.post(`/cases/${id}/press`, { version: 2, press: { action: 'withdraw', signature: '欧阳𠮷' } })).status).toBe(200);
    expect((await look(phone, id)).steps.map((s) => s.type)).toEqual(['case.drafted', 'case.submitted', 'case.withdrawn']);
  });

  test('sees own cases and nobody else’s, whatever number of identity was typed', async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    const id = await begun(mine);
    const other = await begun(theirs, { ...person, name: '别人' });
    expect((await theirs.get(`/cases/${id}`)).status).toBe(404);
    expect((await theirs.post(`/cases/${id}/press`, { version: 1, press: { action: 'submit' } })).status).toBe(404);
    // the same number of identity, and yet not a word of what is known of its holder
    expect((await look(theirs, other)).applicant.name).toBe('别*');
    const list = (await theirs.get('/cases')).body as unknown as { cases: { id: string }[] };
    expect(list.cases.map((c) => c.id)).toEqual([other]);
  });

  test('may press nothing that is the office’s', async () => {
    const phone = await signedIn();
    const id = await begun(phone);
    for (const press of [{ action: 'accept' }, { action: 'grant', opinion: 'x' }, { action: 'receive', checks: {} }])
      expect((await phone.post(`/cases/${id}/press`, { version: 1, press })).status).toBe(422);
  });
});

describe('a message', () => {
  interface Got {
    readonly id: string;
    readonly text: string;
  }
  let gateway: Server;
  let url: string;
  const got: Got[] = [];
  let broken = false;
  beforeAll(async () => {
    gateway = createServer((req, res) => {
      let text = '';
      req.on('data', (part: Buffer) => (text += part.toString()));
      req.on('end', () => {
        if (!broken) got.push(JSON.parse(text) as Got);
        res.writeHead(broken ? 503 : 200).end();
      });
    });
    await new Promise<void>((up) => gateway.listen(0, '127.0.0.1', up));
    url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`;
  });
  afterAll(() => new Promise<void>((done) => void gateway.close(() => done())));

  test('tells each step once, in order, also when the gateway was away', async () => {
    const messenger = gatewayMessenger(url, null);
    while ((await sendDue(deps, messenger)) > 0);
    got.length = 0;
    const phone = await signedIn();
    const id = await begun(phone);
    await phone.post(`/cases/${id}/press`, { version: 1, press: { action: 'submit' } });
    broken = true;
    await sendDue(deps, messenger);
    await phone.post(`/cases/${id}/press`, { version: 2, press: { action: 'withdraw', signature: '欧阳𠮷' } });
    expect(await sendDue(deps, messenger)).toBe(0);
    broken = false;
    // the first waits for its next try, and the second for the first
    expect(await sendDue(deps, messenger)).toBe(0);
    ahead = 10 * 60_000;
    for (let i = 0; i < 4; i += 1) await sendDue(deps, messenger);
    const texts = got.map(({ text }) => text).filter((text) => !text.includes('验证码'));
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain('已提交');
    expect(texts[1]).toContain('撤回');
  });

  test('is sent by one of two processes, and goes out at the next try when one dies with it', async () => {
    const phone = await signedIn();
    const id = await begun(phone);
    await phone.post(`/cases/${id}/press`, { version: 1, press: { action: 'submit' } });
    await expect(sendDue(deps, { send: () => Promise.reject(new Error('x')) })).resolves.toBe(0);
    ahead = 10 * 60_000;
    got.length = 0;
    const messenger = gatewayMessenger(url, null);
    await Promise.all([sendDue(deps, messenger), sendDue(deps, messenger)]);
    expect(new Set(got.map((m) => m.id)).size).toBe(got.length);
    expect(got.some((m) => m.text.includes('已提交'))).toBe(true);
  });

  test('goes out once though the service is killed between the decision and the notice, and once more under its own name while it is sent', async () => {
    const messenger = gatewayMessenger(url, null);
    while ((await sendDue(deps, messenger)) > 0);
    const phone = await signedIn();
    const id = await begun(phone);
    await phone.post(`/cases/${id}/press`, { version: 1, press: { action: 'submit' } });
    while ((await sendDue(deps, messenger)) > 0);
    got.length = 0;
    const press = { version: 2, press: { action: 'withdraw', signature: '欧阳𠮷' } };
    const decideAt = (one: Phone) => one.post(`/cases/${id}/press`, press, { 'idempotency-key': 'killed-in-between' });
    // a process of its own, whose connections are cut while it decides, and which is then gone
    const pids = async () =>
      (await deps.owner<{ pid: number }[]>`select pid from pg_stat_activity where datname = current_database()`).map(({ pid }) => pid);
    const before = await pids();
    const dying = { ...deps, sql: openSql(deps.database.url('app'), 2) };
    const last = browser(testApp(dying, 'portal', { ready: async () => undefined, api: new Hono<Env>().route('/', citizenRoutes(dying)) }));
    for (const [name, value] of phone.jar) last.jar.set(name, value);
    const deciding = decideAt(last);
    await deps.owner`select pg_terminate_backend(pid) from unnest(${(await pids()).filter((pid) => !before.includes(pid))}::int[]) as pid`;
    await deciding;
    await dying.sql.end({ timeout: 0 });
    // asked again at the process that lives: what was written has its notice beside it, what was not is written now
    expect((await decideAt(phone)).body).toEqual({ id, version: 3 });
    const [row] =
      await deps.sql`select count(*)::int as n, count(sent_at)::int as sent from messages where case_id = ${id} and version = 3`;
    expect(row).toEqual({ n: 1, sent: 0 });
    // another process finds it; it dies when the gateway has taken it, and the one after it says the same again
    await sendDue(deps, { send: async (message) => messenger.send(message).then(() => Promise.reject(new Error('killed'))) });
    ahead = 10 * 60_000;
    await Promise.all([sendDue(deps, messenger), sendDue(deps, messenger)]);
    const told = got.filter(({ text }) => text.includes('撤回'));
    expect([told.length, new Set(told.map((one) => one.id)).size]).toEqual([2, 1]);
  });

  test('that never goes out is seen as failed, and holds back nothing after it', async () => {
    const phone = await signedIn();
    const id = await begun(phone);
    await phone.post(`/cases/${id}/press`, { version: 1, press: { action: 'submit' } });
    for (let i = 0; i < 12; i += 1) {
      ahead += 20 * 3_600_000;
      await sendDue(deps, { send: () => Promise.reject(new Error('x')) }, 100);
    }
    const rows = await deps.sql`select failed_at is not null as failed, tries from messages where case_id = ${id}`;
    expect([...rows]).toEqual([{ failed: true, tries: 10 }]);
  });
});

test('a supplement comes from the phone, and what the office wrote of it is read there', async () => {
  const phone = await signedIn();
  const id = await begun(phone);
  await phone.post(`/cases/${id}/press`, { version: 1, press: { action: 'submit' } });
  const clerk = { kind: 'staff', id: hall.id } as const;
  const roles = [{ role: 'clerk', unitId: hall.id, authorityId: null }] as const;
  const defects = () => [{ action: 'pre_review_return', defects: ['photo'], approvedBy: null } as const];
  const input = { caseId: id, version: 2, roles, presses: defects, identityLevel: 2 };
  await pressCase(deps, clerk, input, { name: 'return', key: null, body: null });
  const asked = await look(phone, id);
  expect(asked.status).toBe('SUPPLEMENT');
  expect(asked.steps.at(-1)).toMatchObject({ type: 'case.returned_for_changes', defects: ['photo'] });
  const press = { action: 'supplement', materials: ['photo'] };
  expect((await phone.post(`/cases/${id}/press`, { version: 3, press })).status).toBe(200);
  expect((await look(phone, id)).status).toBe('SUBMITTED');
});

test('the log holds, and neither it nor any table tells a phone, a name or a number in clear', async () => {
  expect((await verifyLog(deps.sql)).findings).toEqual([]);
  for (const table of ['events', 'cases', 'messages', 'citizens', 'command_keys', 'case_texts']) {
    const [row] = await deps.owner<{ n: number }[]>`
      select count(*)::int as n from ${deps.owner(table)} x where x::text like '%欧阳%' or x::text like '%51160219520715%' or x::text like '%1391000%'`;
    expect({ table, n: row!.n }).toEqual({ table, n: 0 });
  }
});
