import { createHash, createPublicKey, verify } from 'node:crypto';
import { chmod, readFile, rename } from 'node:fs/promises';
import { Hono } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { press } from '@one-window/domain/case-samples';
import type { CaseRole } from '@one-window/domain/case-words';
import { DomainError } from '@one-window/domain/errors';
import { draftCase, pressCase } from '../cases/commands.ts';
import { caseRoutes } from '../cases/routes.ts';
import type { CaseView } from '../cases/schemas.ts';
import { seedReference } from '../catalogue/seed.ts';
import type { Env } from '../http.ts';
import { paperLink } from '../papers/link.ts';
import { textOf } from '../papers/reading.ts';
import { staffPaperRoutes } from '../papers/routes.ts';
import { portalPages } from '../portal/pages.ts';
import { browser, testPassword, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { newKey, testHall, type TestHall } from '../testing.ts';
import { signDue, signingState } from './documents.ts';
import { signingKeyRoutes, signingRoutes } from './routes.ts';
import { replaceSigningKey } from './soft.ts';

let t: TestPeople;
let hall: TestHall;
let item: { id: string; department_id: string };
let ahead = 0;
let desk: TestPeople['desk'];
let portal: TestPeople['desk'];
const clerk = { kind: 'staff', id: uuidv7() } as const;

beforeAll(async () => {
  t = await testPeople({ now: () => Date.now() + ahead });
  const { sql } = t.deps;
  await seedReference(sql, { samples: true });
  hall = await testHall(sql);
  [item] = (await sql`
    select i.id, i.department_id from item_versions v join service_items i on i.id = v.item_id
    where v.guide -> 'result' ->> 'name' = '居住证' and v.guide -> 'questions' = '[]'`) as unknown as [typeof item];
  const cases = { ...t.deps, people: t.people };
  const api = new Hono<Env>()
    .route('/', t.staffApi)
    .route('/', caseRoutes(cases))
    .route('/', staffPaperRoutes(cases))
    .route('/', signingRoutes(t.deps, t.people));
  const ready = async (): Promise<void> => undefined;
  desk = testApp(t.deps, 'desk', { ready, api });
  portal = testApp(t.deps, 'portal', { ready, api: new Hono<Env>().route('/', signingKeyRoutes(t.deps)), pages: portalPages(t.deps, '-') });
});
afterAll(() => t.close());

async function pressed(id: string, action: Parameters<typeof press>[0], role: CaseRole, rest: object = {}): Promise<string> {
  const unitId = role.startsWith('department') ? item.department_id : hall.id;
  const actor = { kind: 'staff', id: role === 'clerk' ? clerk.id : `${role}-of-${id}` } as const;
  const input = {
    caseId: id,
    version: null,
    roles: [{ role, unitId, authorityId: null }],
    presses: () => [press(action, rest)],
    identityLevel: 2,
  };
  return pressCase(t.deps, actor, input, { name: action, key: newKey(), body: null }).then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
}

/** A residence permit that was granted and is being made; its decision is in the queue. */
async function granted(): Promise<{ id: string; version: number }> {
  const { sql } = t.deps;
  const input = { itemId: item.id, applicantType: 'person', answers: {}, ticketId: null, citizenId: null, channel: 'hall' } as const;
  const applicant = { name: '欧阳𠮷', idNo: null, phone: null };
  const as = { role: 'clerk', unitId: hall.id, authorityId: null } as const;
  const { id } = await draftCase(
    t.deps,
    await t.deps.halls.hall(hall.id),
    clerk,
    as,
    { ...input, applicant },
    { name: 'draft', key: newKey(), body: null },
  );
  const [guide] = await sql<{ codes: string[] }[]>`
    select array_agg(m ->> 'code') as codes from item_versions v, jsonb_array_elements(v.guide -> 'materials') m where v.item_id = ${item.id}`;
  const checks = Object.fromEntries(guide!.codes.map((code) => [code, 'present']));
  expect(await pressed(id, 'receive', 'clerk', { caseNo: newKey(), checks })).toBe('done');
  for (const [action, role] of [
    ['accept', 'clerk'],
    ['sign', 'department_handler'],
    ['forward', 'department_handler'],
    ['forward', 'department_checker'],
    ['grant', 'department_decider'],
    ['produce', 'department_handler'],
  ] as const)
    expect(await pressed(id, action, role), action).toBe('done');
  const [document] = await sql<{ version: number }[]>`select version from documents where case_id = ${id}`;
  return { id, version: document!.version };
}

async function staffScreen(roleId: 'department_decider' | 'hall_manager' | 'clerk') {
  const [row] = await t.deps.sql<{ realm_id: string }[]>`select realm_id from halls where id = ${hall.id}`;
  const place = roleId === 'department_decider' ? { departmentId: item.department_id } : { hallId: hall.id };
  const { staffNo } = await testStaff(t, row!.realm_id, { assignments: [{ roleId, ...place }] });
  const screen = browser(desk);
  await screen.signIn(staffNo, testPassword);
  return screen;
}

const toCounter = () => ({ unitId: hall.id, transfer: null });
const verifyAddress = (id: string, version: number): string => `/verify/${paperLink(t.deps.keys.link, id, version)}`;
async function checkFile(address: string, bytes: Uint8Array): Promise<string> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(bytes)], 'decision.pdf', { type: 'application/pdf' }));
  return (await portal.request(address, { method: 'POST', body: form })).text();
}

describe('a decision', () => {
  test('is nobody’s to see or to hand over before it is signed; then everybody gets the signed bytes, and anybody can verify them', async () => {
    const { id, version } = await granted();
    const decider = await staffScreen('department_decider');
    const read = () => decider.raw(`/cases/${id}/papers/${version}`);
    expect(((await (await read()).json()) as { error: { code: string } }).error.code).toBe('paper.unsigned');
    expect(await pressed(id, 'make_ready', 'department_handler', toCounter())).toBe('case.decision_unsigned');
    // the last line: a row that says otherwise is none
    await expect(t.deps.owner`update cases set status = 'READY' where id = ${id}`).rejects.toThrow('cases_signed_first');

    expect(await signDue(t.deps)).toBe(1);
    expect(await signDue(t.deps)).toBe(0);
    const bytes = Buffer.from(await (await read()).arrayBuffer());
    expect(bytes.equals(Buffer.from(await (await decider.raw(`/cases/${id}/papers/${version}?form=slip`)).arrayBuffer()))).toBe(true);
    expect(textOf(bytes).join('')).toContain('准予决定书');
    const { keys } = (await (await portal.request('/api/signing-keys')).json()) as { keys: { id: string; publicKey: string }[] };
    const [row] = await t.deps.sql<{ key_id: string; signature: string; sha256: string }[]>`select * from documents where case_id = ${id}`;
    const spki = Buffer.from(keys.find((key) => key.id === row!.key_id)!.publicKey, 'base64');
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const holds = (what: Buffer): boolean => verify(null, what, key, Buffer.from(row!.signature, 'base64url'));
    const altered = Buffer.from(bytes);
    altered[bytes.length - 200]! ^= 1;
    expect([holds(bytes), holds(altered)]).toEqual([true, false]);
    expect(row!.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));

    const address = verifyAddress(id, version);
    const page = await (await portal.request(address)).text();
    for (const words of ['这份文书是真的', '有，并且对得上', row!.key_id]) expect(page).toContain(words);
    expect(await checkFile(address, bytes)).toContain('一字不差');
    expect(await checkFile(address, altered)).toContain('改动过');
    expect((await portal.request(address, { method: 'POST', body: new Uint8Array(3_000_000) })).status).toBe(413);
    expect(await pressed(id, 'make_ready', 'department_handler', toCounter())).toBe('done');
  });

  test('is held while the key is away: nothing goes out, whoever must act is told, and it goes on by itself when the key is back', async () => {
    const { id, version } = await granted();
    const [decider, manager, stranger] = [
      await staffScreen('department_decider'),
      await staffScreen('hall_manager'),
      await staffScreen('clerk'),
    ];
    const { signingKey } = t.deps;
    await rename(signingKey, `${signingKey}.away`);
    expect(await signDue(t.deps)).toBe(0);
    const alarm = async () => (await manager.get('/signing')).body as unknown as { held: number; why: string };
    expect(await alarm()).toMatchObject({ waiting: 1, held: 1, why: 'key_missing' });
    expect((await stranger.get('/signing')).status).toBe(403);
    const { papers, actions } = (await decider.get(`/cases/${id}`)).body as unknown as CaseView;
    expect(papers.at(-1)).toEqual({ version, kind: 'grant_decision', waits: true, held: 'key_missing' });
    expect(actions).not.toContainEqual({ action: 'make_ready', refusal: null });
    expect(await pressed(id, 'make_ready', 'department_handler', toCounter())).toBe('case.decision_unsigned');
    expect(await (await portal.request(verifyAddress(id, version))).text()).toContain('还没有签名');
    await rename(`${signingKey}.away`, signingKey);
    if (process.platform !== 'win32') {
      await chmod(signingKey, 0o644);
      await signDue(t.deps);
      expect(await alarm()).toMatchObject({ why: 'key_unreadable' });
      await chmod(signingKey, 0o600);
    }
    expect(await signDue(t.deps)).toBe(1);
    expect(await alarm()).toEqual({ waiting: 0, held: 0, why: null, since: null });
  });

  test('whose signing was cut short is signed once after the start, however many processes try', async () => {
    const { id } = await granted();
    // taken by a process that was killed over it
    const lease = new Date(Date.now() + ahead + 30_000).toISOString();
    await t.deps.owner`update documents set tries = 1, next_at = ${lease} where case_id = ${id}`;
    expect(await signDue(t.deps)).toBe(0);
    ahead += 31_000;
    const done = await Promise.all([signDue(t.deps), signDue(t.deps)]);
    expect(done[0] + done[1]).toBe(1);
    expect(await t.deps.sql`select 1 from files where case_id = ${id}`).toHaveLength(1);
    expect((await signingState(t.deps.sql)).waiting).toBe(0);
  });

  test('stays verifiable when another key has taken over, and a file that was touched in the store is called broken', async () => {
    const first = await granted();
    await signDue(t.deps);
    replaceSigningKey(t.deps.signingKey);
    const second = await granted();
    await signDue(t.deps);
    const ids = await t.deps.sql<{ key_id: string; file_id: string }[]>`
      select key_id, file_id from documents where case_id in (${first.id}, ${second.id}) order by id`;
    expect(new Set(ids.map((row) => row.key_id)).size).toBe(2);
    for (const { id, version } of [first, second])
      expect(await (await portal.request(verifyAddress(id, version))).text()).toContain('对得上');
    // the bytes of one under the row of the other
    const path = (id: string): string => `${t.deps.filesFolder}/${id.slice(-2)}/${id}`;
    expect((await readFile(path(ids[0]!.file_id))).length).toBeGreaterThan(0);
    await rename(path(ids[1]!.file_id), path(ids[0]!.file_id));
    expect(await (await portal.request(verifyAddress(first.id, first.version))).text()).toContain('签名对不上');
  });
});
