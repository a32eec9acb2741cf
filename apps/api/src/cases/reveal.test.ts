import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedReference } from '../catalogue/seed.ts';
import { citizenRoutes } from '../citizens/routes.ts';
import { privacyNotice } from '../citizens/sessions.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { decryptField } from '../security/fields.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { testHall, type TestHall } from '../testing.ts';
import { caseRoutes } from './routes.ts';
import type { CaseView } from './schemas.ts';

type Screen = ReturnType<typeof browser>;

let t: TestPeople;
let hall: TestHall;
let clerk: Screen;
let handler: Screen;
let decider: Screen;
const applicant = { name: '欧阳𠮷', idNo: '511602195207150022', phone: '13987650011' };
let item: { id: string; department_id: string; name: string };

beforeAll(async () => {
  t = await testPeople();
  const { sql } = t.deps;
  await seedReference(sql, { samples: true });
  hall = await testHall(sql);
  [item] = (await sql`
    select i.id, i.department_id, i.name from item_versions v join service_items i on i.id = v.item_id
    where v.guide -> 'result' ->> 'name' = '居住证' and v.guide -> 'questions' = '[]'`) as unknown as [typeof item];
  const [row] = await sql<{ realm_id: string }[]>`select realm_id from halls where id = ${hall.id}`;
  const api = new Hono<Env>().route('/', t.staffApi).route('/', caseRoutes({ ...t.deps, people: t.people }));
  const desk = testApp(t.deps, 'desk', { ready: async () => undefined, api });
  const as = async (roleId: 'clerk' | 'department_handler' | 'department_decider'): Promise<Screen> => {
    const place = roleId === 'clerk' ? { hallId: hall.id } : { departmentId: item.department_id };
    const { staffNo } = await testStaff(t, row!.realm_id, { assignments: [{ roleId, ...place }] });
    const screen = browser(desk);
    await screen.signIn(staffNo);
    return screen;
  };
  [clerk, handler, decider] = [await as('clerk'), await as('department_handler'), await as('department_decider')];
});
afterAll(() => t.close());

const look = async (who: Screen, id: string): Promise<CaseView> => (await who.get(`/cases/${id}`)).body as unknown as CaseView;
async function press(who: Screen, id: string, body: object): Promise<void> {
  const answer = await who.post(`/cases/${id}/press`, { version: (await look(clerk, id)).version, press: body });
  expect(answer.body.error ?? answer.status).toBe(200);
}
const reveal = (who: Screen, id: string, purpose?: string) => who.post(`/cases/${id}/reveal`, { purpose });

async function accepted(): Promise<string> {
  const made = await clerk.post('/cases', { hallId: hall.id, itemId: item.id, applicant });
  const { id } = made.body as unknown as { id: string };
  const { materials } = await look(clerk, id);
  await press(clerk, id, { action: 'receive', checks: Object.fromEntries(materials.map(({ code }) => [code, 'present'])) });
  await press(clerk, id, { action: 'accept' });
  return id;
}

test('who examines a case opens the applicant for that, only while it is theirs to act, and the applicant reads on the phone who it was', async () => {
  const id = await accepted();
  expect((await look(handler, id)).reveals).toEqual(['contact_applicant', 'examine_case']);
  expect((await look(handler, id)).applicant.idNo).not.toContain('19520715');
  expect((await reveal(handler, id, 'examine_case')).body).toEqual(applicant);
  expect((await reveal(handler, id)).body.error?.code).toBe('auth.purpose_required');
  expect((await reveal(handler, id, 'identify_at_window')).body.error?.code).toBe('auth.forbidden');

  // whose turn it is not, and whoever has done their part, sees the mask
  expect((await look(decider, id)).reveals).toEqual([]);
  expect((await reveal(decider, id, 'examine_case')).body.error?.code).toBe('person.no_assignment');
  expect((await reveal(clerk, id, 'fill_form')).body.error?.code).toBe('person.no_assignment');

  const portal = testApp(t.deps, 'portal', { ready: async () => undefined, api: new Hono<Env>().route('/', citizenRoutes(t.deps)) });
  const phone = browser(portal);
  expect((await phone.get('/reads')).status).toBe(401);
  await phone.post('/sign-in/code', { phone: applicant.phone });
  const [message] = await t.deps.sql<{ id: string; text_enc: string }[]>`
    select id, text_enc from messages where about = 'code' order by id desc limit 1`;
  const text = decryptField(t.deps.keys, { table: 'messages', column: 'text_enc', row: message!.id }, message!.text_enc);
  await phone.post('/sign-in', { phone: applicant.phone, code: /\d{6}/.exec(text)![0], noticeVersion: privacyNotice });
  const { reads } = (await phone.get('/reads')).body as unknown as { reads: { purpose: string; unit: string; about: string }[] };
  expect(reads).toEqual([expect.objectContaining({ purpose: 'examine_case', unit: '区公安分局', about: item.name })]);

  const refused = await t.deps.sql`select body from events where type = 'person.refused' order by recorded_at`;
  expect(refused.map(({ body }) => (JSON.parse(body as string) as { code: string }).code)).toEqual([
    'auth.forbidden',
    'person.no_assignment',
    'person.no_assignment',
  ]);
  expect((await verifyLog(t.deps.owner)).findings).toEqual([]);
});
