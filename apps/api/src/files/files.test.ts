import { readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseView, MyCaseView } from '../cases/schemas.ts';
import { caseRoutes } from '../cases/routes.ts';
import { seedReference } from '../catalogue/seed.ts';
import { citizenRoutes } from '../citizens/routes.ts';
import { citizensOf } from '../citizens/sessions.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { decryptField } from '../security/fields.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { newKey, testHall, type TestHall } from '../testing.ts';
import { citizenFileRoutes, staffFileRoutes } from './routes.ts';
import { jpeg, pdf, png } from './samples.ts';
import { fileStore } from './store.ts';

let t: TestPeople;
let hall: TestHall;
let portal: TestPeople['desk'];
type Who = ReturnType<typeof browser>;
const at: Record<string, Who> = {};

beforeAll(async () => {
  t = await testPeople();
  const { deps } = t;
  await seedReference(deps.sql, { samples: true });
  hall = await testHall(deps.sql);
  const ready = async (): Promise<void> => undefined;
  const citizens = citizensOf(deps);
  const ofCitizens = new Hono<Env>().route('/', citizenRoutes(deps, citizens)).route('/', citizenFileRoutes(deps, citizens));
  portal = testApp(deps, 'portal', { ready, api: ofCitizens });
  const cases = { ...deps, people: t.people };
  const ofStaff = new Hono<Env>().route('/', t.staffApi).route('/', caseRoutes(cases)).route('/', staffFileRoutes(cases));
  const desk = testApp(deps, 'desk', { ready, api: ofStaff });
  const realm = String((await deps.sql`select realm_id from halls where id = ${hall.id}`)[0]!['realm_id']);
  const [police, other] = await deps.sql<{ id: string }[]>`select id from departments order by name <> '区公安分局' limit 2`;
  const people = {
    clerk: [{ roleId: 'clerk', hallId: hall.id }],
    delivery: [{ roleId: 'delivery_clerk', hallId: hall.id }],
    handler: [{ roleId: 'department_handler', departmentId: police!.id }],
    stranger: [{ roleId: 'department_handler', departmentId: other!.id }],
  } as const;
  for (const [name, assignments] of Object.entries(people)) {
    at[name] = browser(desk);
    await at[name].signIn((await testStaff(t, realm, { assignments })).staffNo);
  }
});
afterAll(() => t.close());

let numbers = 0;
async function signedIn(): Promise<Who> {
  const who = browser(portal);
  const phone = `137${String(20_000_000 + (numbers += 1))}`;
  await who.post('/sign-in/code', { phone });
  const [row] = await t.deps.sql<
    { id: string; text_enc: string }[]
  >`select id, text_enc from messages where about = 'code' order by id desc limit 1`;
  const text = decryptField(t.deps.keys, { table: 'messages', column: 'text_enc', row: row!.id }, row!.text_enc);
  await who.post('/sign-in', { phone, code: /\d{6}/.exec(text)![0], noticeVersion: '2026-11' });
  return who;
}

interface Added {
  readonly fileId: string;
  readonly version: number;
}
const permit = '512B0011200070-511602000000-000-11511300008778693M-1-00';

async function begun(who: Who): Promise<{ id: string; material: string }> {
  const [item] = await t.deps.sql<{ id: string }[]>`select id from service_items where external_code = ${permit} and valid_to is null`;
  const applicant = { name: '欧阳𠮷', idNo: '511602195207150022' };
  const { id } = (await who.post('/cases', { hallId: hall.id, itemId: item!.id, applicant })).body as unknown as { id: string };
  return { id, material: (await look(who, id)).materials[0]!.code };
}
const look = async (who: Who, id: string): Promise<MyCaseView & CaseView> => (await who.get(`/cases/${id}`)).body as never;
const filesOf = async (who: Who, id: string) => (await look(who, id)).materials.flatMap((m) => m.files);
const add = (who: Who, id: string, material: string, bytes: Buffer, key?: string) =>
  who.upload(`/cases/${id}/materials/${material}/files`, bytes, key);
const added = (answer: { body: unknown }): Added => answer.body as Added;

test('a photo from the phone is one event with its digest, lies encrypted and without its place, and comes back as a photo', async () => {
  const phone = await signedIn();
  const { id, material } = await begun(phone);
  const answer = await add(phone, id, material, jpeg());
  expect(answer.body.error).toBeUndefined();
  const { fileId, version } = added(answer);
  const [event] = await t.deps.sql<
    { type: string; body: string }[]
  >`select type, body from events where stream = ${id} and version = ${version}`;
  expect(event!.type).toBe('case.file_added');
  expect(JSON.parse(event!.body)).toMatchObject({
    fileId,
    material,
    kind: 'jpeg',
    trust: 'C',
    digest: expect.stringMatching(/^[\w-]{43}$/),
  });
  expect(await filesOf(phone, id)).toMatchObject([{ id: fileId, kind: 'jpeg', trust: 'C' }]);

  const got = await phone.raw(`/cases/${id}/files/${fileId}`);
  const bytes = Buffer.from(await got.arrayBuffer());
  expect(bytes.includes('GPS')).toBe(false);
  expect(
    Object.fromEntries(
      ['content-type', 'x-content-type-options', 'content-security-policy', 'cache-control'].map((h) => [h, got.headers.get(h)]),
    ),
  ).toEqual({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  });
  const stored = await readFile(join(t.deps.filesFolder, fileId.slice(-2), fileId));
  expect(stored.includes(bytes.subarray(50, 90))).toBe(false);
});

test('a document is handed out to be saved, and never opened inside the page', async () => {
  const phone = await signedIn();
  const { id, material } = await begun(phone);
  const { fileId } = added(await add(phone, id, material, pdf()));
  expect((await phone.raw(`/cases/${id}/files/${fileId}`)).headers.get('content-disposition')).toMatch(/^attachment/);
});

test('sent again after a lost answer it is one file, and the key with another photo is refused', async () => {
  const phone = await signedIn();
  const { id, material } = await begun(phone);
  const key = newKey();
  const first = added(await add(phone, id, material, jpeg(), key));
  expect(added(await add(phone, id, material, jpeg(), key))).toEqual(first);
  expect((await add(phone, id, material, png(), key)).body.error?.code).toBe('request.key_reused');
  expect(await filesOf(phone, id)).toHaveLength(1);
  expect(await t.deps.sql`select 1 from files where case_id = ${id}`).toHaveLength(1);
});

test('what lies about itself is refused in words, and leaves nothing behind', async () => {
  const phone = await signedIn();
  const { id, material } = await begun(phone);
  const before = await everything();
  const refused = async (bytes: Buffer, code = material) => (await add(phone, id, code, bytes)).body.error?.code;
  expect(await refused(Buffer.from('<svg onload="alert(1)"/>'))).toBe('file.type');
  expect(await refused(jpeg().subarray(0, -4))).toBe('file.damaged');
  expect(await refused(png({ width: 60_000, height: 60_000 }))).toBe('file.too_many_pixels');
  expect(await refused(Buffer.alloc(0))).toBe('file.empty');
  expect(await refused(jpeg(), 'portrait-of-nobody')).toBe('case.material_unlisted');
  expect((await look(phone, id)).version).toBe(1);
  expect(await everything()).toEqual(before);
});
const everything = () => readdir(t.deps.filesFolder, { recursive: true }).then((names) => names.filter((n) => n.length > 10).sort());

test('others neither see it nor add to it', async () => {
  const [phone, other] = [await signedIn(), await signedIn()];
  const { id, material } = await begun(phone);
  const { fileId } = added(await add(phone, id, material, jpeg()));
  expect((await other.raw(`/cases/${id}/files/${fileId}`)).status).toBe(404);
  expect((await add(other, id, material, jpeg())).status).toBe(404);
  expect((await browser(portal).raw(`/cases/${id}/files/${fileId}`)).status).toBe(401);
  expect((await at['stranger']!.raw(`/cases/${id}/files/${fileId}`)).status).toBe(404);
  expect((await at['delivery']!.raw(`/cases/${id}/files/${fileId}`)).status).toBe(403);
});

test('who examines it sees it, and each look is a deed that can be read later', async () => {
  const phone = await signedIn();
  const { id, material } = await begun(phone);
  const { fileId } = added(await add(phone, id, material, jpeg()));
  expect((await at['clerk']!.raw(`/cases/${id}/files/${fileId}`)).status).toBe(200);
  expect((await at['handler']!.raw(`/cases/${id}/files/${fileId}`)).status).toBe(200);
  const looks = await t.deps.sql<{ purpose: string }[]>`select purpose from person_reads where case_id = ${id} order by id`;
  expect(looks.map(({ purpose }) => purpose)).toEqual(['identify_at_window', 'examine_case']);
  const events = await t.deps.sql<
    { body: string }[]
  >`select body from events where type = 'person.read' and body::jsonb ->> 'caseId' = ${id}`;
  for (const { body } of events) expect(JSON.parse(body)).toMatchObject({ fileId });
});

test('the window compares with the original: then it is believed, and the citizen can no longer take it away', async () => {
  const phone = await signedIn();
  const { id, material } = await begun(phone);
  const { fileId } = added(await add(phone, id, material, jpeg()));
  const remove = (who: Who, version: number) => who.post(`/cases/${id}/press`, { version, press: { action: 'remove_file', fileId } });
  const check = { action: 'check_file', fileId };
  expect((await at['clerk']!.post(`/cases/${id}/press`, { version: 2, press: check })).status).toBe(200);
  expect(await filesOf(at['clerk']!, id)).toMatchObject([{ id: fileId, trust: 'B' }]);
  expect((await remove(phone, 3)).body.error?.code).toBe('case.file_checked');
  const scanned = await at['clerk']!.upload(`/cases/${id}/materials/${material}/files?checked=yes`, png());
  expect((await filesOf(phone, id)).at(-1)).toMatchObject({ id: added(scanned).fileId, kind: 'png', trust: 'B' });
});

test('what is removed cannot be read any more, and its bytes are swept with those of uploads that never arrived', async () => {
  const phone = await signedIn();
  const { id, material } = await begun(phone);
  const kept = added(await add(phone, id, material, png()));
  const { fileId, version } = added(await add(phone, id, material, jpeg()));
  expect((await phone.post(`/cases/${id}/press`, { version, press: { action: 'remove_file', fileId } })).status).toBe(200);
  expect((await phone.raw(`/cases/${id}/files/${fileId}`)).status).toBe(404);
  const shelf = join(t.deps.filesFolder, fileId.slice(-2));
  await writeFile(join(shelf, `${fileId}.part`), 'half');
  const young = await t.deps.files.sweep(3_600_000);
  for (const name of [fileId, `${fileId}.part`]) await utimes(join(shelf, name), 0, 0);
  expect([young, await t.deps.files.sweep(3_600_000)]).toEqual([0, 2]);
  expect((await phone.raw(`/cases/${id}/files/${kept.fileId}`)).status).toBe(200);
});

test('a full store takes no more, says so, and the draft stays as it was', async () => {
  const phone = await signedIn();
  const { id, material } = await begun(phone);
  const full = { ...t.deps, files: fileStore({ ...t.deps, folder: t.deps.filesFolder, maxBytes: 1 }) };
  const ready = async (): Promise<void> => undefined;
  const crowded = testApp(full, 'portal', { ready, api: new Hono<Env>().route('/', citizenFileRoutes(full)) });
  const there = browser(crowded);
  for (const [name, value] of phone.jar) there.jar.set(name, value);
  expect((await add(there, id, material, jpeg())).body.error?.code).toBe('file.store_full');
  expect(await look(phone, id)).toMatchObject({ version: 1, status: 'DRAFT' });
});

test('fifty megabytes are refused by their head, or after ten, and the door stays open for the next', async () => {
  const phone = await signedIn();
  const { id, material } = await begun(phone);
  const server: Server = createServer(getRequestListener(portal.fetch));
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const { port } = server.address() as AddressInfo;
  const cookie = [...phone.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const head = `POST /api/cases/${id}/materials/${material}/files HTTP/1.1\r\nhost: portal.test\r\ncookie: ${cookie}\r\nidempotency-key: ${newKey()}\r\n`;
  const before = process.memoryUsage().rss;
  expect(await spoken(port, `${head}content-length: ${50 * 1024 * 1024}\r\n\r\n`, 0)).toMatch(/^HTTP\/1.1 413 [\s\S]*file\.too_large/);
  expect(await spoken(port, `${head}transfer-encoding: chunked\r\n\r\n`, 50)).toMatch(/^HTTP\/1.1 413 [\s\S]*file\.too_large/);
  expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
  expect((await add(phone, id, material, jpeg())).status).toBe(200);
  server.closeAllConnections();
  await new Promise((down) => server.close(down));
});

/** What a socket answers to a head and so many megabytes in chunks, as far as it lets one speak. */
function spoken(port: number, head: string, megabytes: number): Promise<string> {
  return new Promise((done, failed) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head);
      const block = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(1024 * 1024), Buffer.from('\r\n')]);
      let left = megabytes;
      const more = (): void => {
        while (left > 0 && socket.writable) {
          left -= 1;
          if (!socket.write(block)) return void socket.once('drain', more);
        }
      };
      more();
    });
    socket.on('data', (part: Buffer) => {
      answer += part.toString();
      if (answer.includes('requestId')) done(answer);
      socket.end();
    });
    socket.on('error', (error) => (answer ? done(answer) : failed(error)));
    socket.on('close', () => done(answer));
  });
}

test('the log holds, and nothing of a picture stands in it', async () => {
  expect((await verifyLog(t.deps.sql)).findings).toEqual([]);
});
