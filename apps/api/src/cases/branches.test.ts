import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Case, CaseCommand } from '@one-window/domain/case-events';
import type { CaseRole } from '@one-window/domain/case-words';
import { DomainError } from '@one-window/domain/errors';
import { seedReference } from '../catalogue/seed.ts';
import type { Env } from '../http.ts';
import { verifyLog } from '../log/verify.ts';
import { browser, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { newKey, testHall, type TestHall } from '../testing.ts';
import { draftCase, pressCase, type PressedCase } from './commands.ts';
import { caseRoutes } from './routes.ts';
import type { CaseView } from './schemas.ts';

/** `npm run drill -- join` takes a thousand. */
const rounds = Number(process.env['OW_JOIN_ROUNDS'] ?? 45);

let t: TestPeople;
let hall: TestHall;
let itemId: string;
let dept: Record<'lead' | 'planning' | 'fire' | 'water', string>;
beforeAll(async () => {
  t = await testPeople();
  const { sql } = t.deps;
  await seedReference(sql, { samples: true });
  hall = await testHall(sql);
  const rows = await sql<{ id: string; name: string }[]>`select id, name from departments`;
  const named = (name: string): string => rows.find((row) => row.name === name)!.id;
  dept = { lead: named('区住建局'), planning: named('区自然资源和规划局'), fire: named('区消防大队'), water: named('区水务局') };
  const [item] = await sql<
    { id: string }[]
  >`select i.id from item_versions v join service_items i on i.id = v.item_id where v.guide -> 'assists' ? '区消防大队'`;
  itemId = item!.id;
});
afterAll(() => t.close());

async function press(id: string, who: string, role: CaseRole, unitId: string | null, command: CaseCommand, key = newKey()) {
  const kind = role === 'applicant' ? ('citizen' as const) : ('staff' as const);
  const input = { caseId: id, version: null, roles: [{ role, unitId, authorityId: null }], presses: () => [command], identityLevel: 2 };
  return pressCase(t.deps, { kind, id: who }, input, { name: `case.${id}.press`, key, body: command });
}
const decider = (of: 'planning' | 'fire') => (id: string, agrees: boolean, key?: string) =>
  press(id, `${of}-2`, 'department_decider', dept[of], { action: 'answer_branch', agrees, opinion: '意见' }, key);
const planningAnswers = decider('planning');
const fireAnswers = decider('fire');

async function drafted(): Promise<string> {
  const info = await t.deps.halls.hall(hall.id);
  const applicant = { name: '欧阳𠮷', idNo: '511602195207150022', phone: null };
  const input = { itemId, applicantType: 'person', applicant, answers: {}, ticketId: null, citizenId: null, channel: 'hall' } as const;
  const as = { role: 'clerk', unitId: hall.id, authorityId: null } as const;
  return (await draftCase(t.deps, info, { kind: 'staff', id: 'clerk' }, as, input, { name: 'case.draft', key: newKey(), body: {} })).id;
}

/** The leading department has examined, both others have signed: whoever answers last moves it on. */
async function waiting(): Promise<string> {
  const id = await drafted();
  const [row] = await t.deps.sql<{ codes: string[] }[]>`
    select array_agg(m ->> 'code') as codes from cases c join item_versions v on v.id = c.item_version_id, jsonb_array_elements(v.guide -> 'materials') m where c.id = ${id}`;
  const checks = Object.fromEntries(row!.codes.map((code) => [code, 'present' as const]));
  await press(id, 'clerk', 'clerk', hall.id, { action: 'receive', caseNo: `no-${id}`, checks });
  await press(id, 'clerk', 'clerk', hall.id, { action: 'accept' });
  await press(id, 'lead-1', 'department_handler', dept.lead, { action: 'sign' });
  await press(id, 'planning-1', 'department_handler', dept.planning, { action: 'sign_branch' });
  await press(id, 'fire-1', 'department_handler', dept.fire, { action: 'sign_branch' });
  await press(id, 'lead-1', 'department_handler', dept.lead, { action: 'forward', opinion: '材料齐全' });
  return id;
}

const stateOf = async (id: string): Promise<Case> =>
  (await t.deps.sql<{ state: Case }[]>`select state from cases where id = ${id}`)[0]!.state;

/** Into which step each answer led, in the order of the log. */
async function stepsAfterAnswers(id: string): Promise<string[]> {
  const rows = await t.deps.sql<{ body: string }[]>`
    select body from events where stream = ${id} and type = 'case.branch_answered' order by version`;
  return rows.map(({ body }) => (JSON.parse(body) as { step: string }).step);
}

const settled = (presses: readonly Promise<PressedCase>[]): Promise<(string | null)[]> =>
  Promise.all(
    presses.map((done) =>
      done.then(
        () => null,
        (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
      ),
    ),
  );

describe('the last two departments of a joint case, in the same instant', () => {
  test(
    `${rounds} times, each press sent twice: the case goes on once; a withdrawal or a supplement between them leaves nothing half-done`,
    {
      timeout: 600_000,
    },
    async () => {
      for (let round = 0; round < rounds; round += 1) {
        const id = await waiting();
        const [one, other] = [newKey(), newKey()];
        if (round % 3 === 0) {
          const answers = [
            planningAnswers(id, true, one),
            fireAnswers(id, true, other),
            planningAnswers(id, true, one),
            fireAnswers(id, true, other),
          ];
          expect(await settled(answers)).toEqual([null, null, null, null]);
          expect(await stepsAfterAnswers(id)).toEqual(['examine', 'check']);
          continue;
        }
        await planningAnswers(id, true);
        if (round % 3 === 1) {
          const withdrawal = press(id, 'citizen', 'applicant', null, { action: 'withdraw', signature: '签名' });
          const [answered, withdrawn] = await settled([fireAnswers(id, true), withdrawal]);
          expect([null, 'case.not_allowed']).toContain(answered);
          expect(withdrawn).toBeNull();
          expect((await stateOf(id)).status).toBe('WITHDRAWN');
          expect(await stepsAfterAnswers(id)).toEqual(answered === null ? ['examine', 'check'] : ['examine']);
        } else {
          const asked = press(id, 'planning-1', 'department_handler', dept.planning, { action: 'ask_supplement', defects: ['gap'] });
          expect(await settled([fireAnswers(id, true), asked])).toEqual([null, null]);
          expect(await stateOf(id)).toMatchObject({ step: 'check', supplementInReview: true });
          await press(id, 'lead-2', 'department_checker', dept.lead, { action: 'forward', opinion: '同意' });
          const decision = press(id, 'lead-3', 'department_decider', dept.lead, { action: 'grant', opinion: '准予', confirmedBy: null });
          expect(await settled([decision])).toEqual(['case.supplement_open']);
        }
      }
      expect((await verifyLog(t.deps.owner)).findings).toEqual([]);
    },
  );

  test('and the table refuses a decision over an open branch, whatever the code forgot', async () => {
    const id = await waiting();
    const decided = t.deps.owner`update cases set decision = 'granted' where id = ${id}`;
    await expect(decided).rejects.toMatchObject({ constraint_name: 'cases_decided_after_branches' });
  });
});

test('an assisting department finds the case among its own, answers its part and no other; a department that is not asked does not see it', async () => {
  const { sql } = t.deps;
  const [row] = await sql<{ realm_id: string }[]>`select realm_id from halls where id = ${hall.id}`;
  const desk = testApp(t.deps, 'desk', {
    ready: async () => undefined,
    api: new Hono<Env>().route('/', t.staffApi).route('/', caseRoutes({ ...t.deps, people: t.people })),
  });
  const signedIn = async (departmentId: string): Promise<ReturnType<typeof browser>> => {
    const assignments = (['department_handler', 'department_decider'] as const).map((roleId) => ({ roleId, departmentId }));
    const { staffNo } = await testStaff(t, row!.realm_id, { assignments });
    const one = browser(desk);
    await one.signIn(staffNo);
    return one;
  };
  const id = await waiting();
  const [fire, water] = [await signedIn(dept.fire), await signedIn(dept.water)];
  const view = (await fire.get(`/cases/${id}`)).body as unknown as CaseView;
  expect(Object.fromEntries(view.branches.map(({ department, state }) => [department, state]))).toEqual({
    区消防大队: 'signed',
    区自然资源和规划局: 'signed',
  });
  expect(view.actions.map(({ action, refusal }) => [action, refusal])).toEqual([
    ['sign_branch', 'case.branch_signed'],
    ['answer_branch', null],
    ['ask_supplement', null],
  ]);
  const listed = (await fire.get(`/cases?box=review&q=no-${id}`)).body as unknown as { cases: { id: string }[] };
  expect(listed.cases.map((one) => one.id)).toContain(id);
  expect((await water.get(`/cases/${id}`)).status).toBe(404);
  expect(((await water.get('/cases?box=review')).body as unknown as { cases: unknown[] }).cases).toEqual([]);

  const { version } = view;
  const foreign = await fire.post(`/cases/${id}/press`, { version, press: { action: 'forward', opinion: '越权' } });
  expect(foreign.body.error?.code).toBe('case.wrong_unit');
  const objects = await fire.post(`/cases/${id}/press`, {
    version,
    press: { action: 'answer_branch', agrees: false, opinion: '消防通道不够宽' },
  });
  expect(objects.status).toBe(200);
  const after = (await fire.get(`/cases/${id}`)).body as unknown as CaseView;
  expect(after.branches.find((branch) => branch.department === '区消防大队')?.state).toBe('objected');
  expect(after.steps.at(-1)).toMatchObject({ type: 'case.branch_answered', texts: [{ field: 'opinion', text: '消防通道不够宽' }] });
});
