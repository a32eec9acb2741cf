import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guideProblems, type ItemGuideVersion } from '@one-window/domain/item-guide';
import { seedReference } from '../catalogue/seed.ts';
import { jpeg } from '../files/samples.ts';
import { mountListeners } from '../listeners.ts';
import { verifyLog } from '../log/verify.ts';
import { decryptField } from '../security/fields.ts';
import { browser, testPassword, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { testHall } from '../testing.ts';
import type { CaseView, MyCaseView } from './schemas.ts';

/** What must never happen is refused by the service, by a constraint where there can be one, and each refusal is written down. */
let t: TestPeople;
let hallId: string;
type Browser = ReturnType<typeof browser>;
const at: Record<string, Browser> = {};
const applicant = { name: '欧阳𠮷', idNo: '511602195207150022' };
const phone = '13900000007';

beforeAll(async () => {
  t = await testPeople();
  const { deps, people } = t;
  await seedReference(deps.sql, { samples: true });
  hallId = (await testHall(deps.sql)).id;
  const realm = String((await deps.sql`select realm_id from halls`)[0]!['realm_id']);
  const police = String((await deps.sql`select id from departments where name = '区公安分局'`)[0]!['id']);
  const parts = mountListeners({ ...deps, identity: people }, people);
  const ready = async (): Promise<void> => undefined;
  const [desk, portal] = [testApp(deps, 'desk', { ready, ...parts.desk }), testApp(deps, 'portal', { ready, ...parts.portal })];
  const held = {
    clerk: [{ roleId: 'clerk', hallId }],
    both: [
      { roleId: 'clerk', hallId },
      { roleId: 'department_handler', departmentId: police },
    ],
    decider: [{ roleId: 'department_decider', departmentId: police }],
    operator: [{ roleId: 'hotline_agent' }],
    supervisor: [{ roleId: 'supervisor' }],
  } as const;
  for (const [name, assignments] of Object.entries(held)) {
    at[name] = browser(desk);
    await at[name].signIn((await testStaff(t, realm, { assignments })).staffNo, testPassword);
  }
  for (const [name, number] of Object.entries({ citizen: phone, stranger: '13900000008' })) {
    const one = (at[name] = browser(portal));
    await one.post('/sign-in/code', { phone: number });
    const [row] = await deps.sql<{ id: string; text_enc: string }[]>`
      select id, text_enc from messages where about = 'code' order by id desc limit 1`;
    const text = decryptField(deps.keys, { table: 'messages', column: 'text_enc', row: row!.id }, row!.text_enc);
    await one.post('/sign-in', { phone: number, code: /\d{6}/.exec(text)![0], noticeVersion: '2026-11' });
  }
});
afterAll(() => t.close());

const item = async (name: string): Promise<string> => {
  const [row] = await t.deps.sql<{ id: string }[]>`
    select i.id from service_items i join item_versions v on v.item_id = i.id where i.name = ${name} and i.valid_to is null`;
  return row!.id;
};
async function drafted(itemId: string, answers: object = {}): Promise<string> {
  const { body } = await at['clerk']!.post('/cases', { hallId, itemId, applicant: { ...applicant, phone }, answers });
  expect(body.error).toBeUndefined();
  return (body as unknown as { id: string }).id;
}
const look = async (who: string, id: string) => (await at[who]!.get(`/cases/${id}`)).body as unknown as CaseView;
async function press(who: string, id: string, body: object): Promise<string> {
  const { version } = await look('clerk', id);
  const answer = await at[who]!.post(`/cases/${id}/press`, { version, press: body });
  return answer.body.error?.code ?? 'done';
}
const received = async (who: string, id: string): Promise<string> => {
  const { materials } = await look('clerk', id);
  return press(who, id, { action: 'receive', checks: Object.fromEntries(materials.map(({ code }) => [code, 'present'])) });
};
const seen = async (id: string) => (await look('supervisor', id)).refusals.map(({ action, code }) => `${action} ${code}`).toReversed();

describe('what was refused on a case', () => {
  test('by a decision without intake, a material or fee off the list, a receiver who examines: is read by who supervises it, and by nobody else', async () => {
    const id = await drafted(await item('居民身份证办理（包括临时）'), { reason: 'lost' });
    expect(await press('decider', id, { action: 'grant', opinion: '先批' })).toBe('case.not_allowed');
    expect(await press('clerk', id, { action: 'receive', checks: { invented: 'present' } })).toBe('case.material_unlisted');
    expect(await received('both', id)).toBe('done');
    expect(await press('clerk', id, { action: 'accept' })).toBe('done');
    expect(await press('clerk', id, { action: 'take_fee', fen: 2_000, receiptNo: 'R1' })).toBe('case.fee_differs');
    expect(await press('both', id, { action: 'sign' })).toBe('case.receiver_decides');
    expect((await at['citizen']!.post(`/cases/${id}/press`, { version: 3, press: { action: 'submit' } })).body.error?.code).toBe(
      'case.not_allowed',
    );
    expect(await seen(id)).toEqual([
      'grant case.not_allowed',
      'receive case.material_unlisted',
      'take_fee case.fee_differs',
      'sign case.receiver_decides',
      'submit case.not_allowed',
    ]);
    const { refusals } = await look('supervisor', id);
    // a citizen is told apart, and not by name
    expect(refusals.map(({ by }) => by === null)).toEqual([true, false, false, false, false]);
    expect((await look('decider', id)).refusals).toEqual([]);
    expect(JSON.stringify(refusals)).not.toMatch(/欧阳|511602195207|1390000/);
  });

  test('to a citizen who drums is one row that counts', async () => {
    const id = await drafted(await item('居住证办理'));
    for (let i = 0; i < 3; i += 1)
      await at['citizen']!.post(`/cases/${id}/press`, { version: 1, press: { action: 'supplement', materials: ['invented'] } });
    expect((await look('supervisor', id)).refusals).toMatchObject([{ by: null, action: 'supplement', times: 3 }]);
  });
});

describe('an item for which nothing can be begun', () => {
  /** By each door, with what it answers. */
  async function tried(itemId: string): Promise<(string | undefined)[]> {
    const call = (await at['operator']!.post('/hotline/calls', { number: phone })).body as unknown as { id: string };
    const answers = [
      await at['clerk']!.post('/cases', { hallId, itemId, applicant: { ...applicant, phone: null } }),
      await at['citizen']!.post('/cases', { hallId, itemId, applicant }),
      await at['operator']!.post(`/hotline/calls/${call.id}/cases`, { hallId, itemId, applicant }),
    ];
    return answers.map(({ body }) => body.error?.code);
  }

  test.each([
    [
      'is incomplete',
      'item.incomplete',
      async () =>
        String(
          (
            await t.deps
              .sql`select i.id from service_items i where not exists (select 1 from item_versions v where v.item_id = i.id) limit 1`
          )[0]!['id'],
        ),
    ],
    ['is suspended', 'case.item_not_in_force', () => changed('生育津贴支付', t.deps.owner`state = 'suspended'`)],
    ['was closed today', 'case.item_not_in_force', () => changed('医疗费用手工报销', t.deps.owner`valid_to = current_date - 1`)],
    ['is not published yet', 'case.item_not_in_force', () => unpublished('异地就医备案')],
  ] as const)(
    'because it %s is refused at the window, on the portal and by telephone, and each is written down',
    async (_why, code, made) => {
      const itemId = await made();
      expect(await tried(itemId)).toEqual([code, code, code]);
      const [row] = await t.deps.sql<{ staff: number; citizens: number; cases: number }[]>`
      select (select count(*)::int from events where type = 'case.press_refused' and subject = ${itemId} and body::json ->> 'code' = ${code}) as staff,
        (select coalesce(sum(times), 0)::int from citizen_refusals where subject = ${itemId} and code = ${code} and action = 'draft') as citizens,
        (select count(*)::int from cases c join item_versions v on v.id = c.item_version_id where v.item_id = ${itemId}) as cases`;
      expect(row).toEqual({ staff: 2, citizens: 1, cases: 0 });
    },
  );

  test('by the table neither: a case stands on a version that there is', async () => {
    const id = await drafted(await item('居住证办理'));
    await expect(t.deps.owner`update cases set item_version_id = ${uuidv7()} where id = ${id}`).rejects.toThrow(/item_version/);
    await expect(t.deps.owner`update cases set item_version_id = null where id = ${id}`).rejects.toThrow(/null value/);
  });

  type Set = ReturnType<TestPeople['deps']['owner']>;
  async function changed(name: string, set: Set): Promise<string> {
    const id = await item(name);
    await t.deps.owner`update service_items set ${set} where id = ${id}`;
    return id;
  }
  async function unpublished(name: string): Promise<string> {
    const id = await item(name);
    await t.deps.owner`update item_versions set published_at = now() + interval '1 day' where item_id = ${id}`;
    return id;
  }
});

test('an item that expires between draft and acceptance: the draft stays and goes nowhere, what was received goes on, on its version', async () => {
  const itemId = await item('普通护照签发');
  const answers = Object.fromEntries(
    (
      await t.deps.sql<{ id: string; first: string }[]>`
      select q ->> 'id' as id, q -> 'options' -> 0 ->> 'id' as first from item_versions v, jsonb_array_elements(v.guide -> 'questions') q where v.item_id = ${itemId}`
    ).map(({ id, first }) => [id, first]),
  );
  const [early, late] = [await drafted(itemId, answers), await drafted(itemId, answers)];
  expect(await received('clerk', early)).toBe('done');
  // the entry closes at midnight, and a new version was published meanwhile
  await t.deps.owner`
    insert into item_versions (id, item_id, version, sample, published_at, guide)
    select ${uuidv7()}, item_id, version + 1, sample, now(), guide from item_versions where item_id = ${itemId}`;
  await t.deps.owner`update service_items set valid_to = current_date - 1 where id = ${itemId}`;
  // for up to 20 s the service may think that it is still open: the table knows
  expect(await received('clerk', late)).toBe('case.item_not_in_force');
  expect(await look('clerk', late)).toMatchObject({ status: 'DRAFT', version: 1, applicant: { name: '欧阳*' } });
  expect(await seen(late)).toEqual(['receive case.item_not_in_force']);
  expect(await press('clerk', early, { action: 'accept' })).toBe('done');
  const [kept] = await t.deps.sql`
    select v.version, c.state ->> 'itemVersionId' = v.id::text as same from cases c join item_versions v on v.id = c.item_version_id where c.id = ${early}`;
  expect(kept).toEqual({ version: 1, same: true });
});

test('who need not come is asked for nothing that is made at a window: neither the linter of guides nor the table lets such an item be published', async () => {
  const [version] = await t.deps.sql<{ id: string; guide: ItemGuideVersion }[]>`
    select id, guide from item_versions where guide -> 'visits' ->> 'most' = '0' limit 1`;
  const here = [{ code: 'photo', name: '照片', need: 'required', from: 'here' }] as const;
  expect(guideProblems({ ...version!.guide, materials: here })).toContain('visit_for_none');
  await expect(
    t.deps
      .owner`update item_versions set guide = jsonb_set(guide, '{materials}', ${JSON.stringify(here)}::text::jsonb) where id = ${version!.id}`,
  ).rejects.toThrow(/item_versions_no_visit/);
});

describe('one draft for all doors', () => {
  const amend = (given: object) => ({ action: 'amend', ...given });
  const other = { name: '司马青', idNo: '511602198003041231' };

  test('begun on the phone it is said otherwise at the window, by telephone and on the phone again: one case, which each of them reads as it is now', async () => {
    const [citizen, clerk, operator] = [at['citizen']!, at['clerk']!, at['operator']!];
    const itemId = await item('居民身份证办理（包括临时）');
    const begun = await citizen.post('/cases', { hallId, itemId, applicant, answers: { reason: 'renew' } });
    const { id } = begun.body as unknown as { id: string };
    const mine = async () => (await citizen.get(`/cases/${id}`)).body as unknown as MyCaseView;
    const first = await mine();
    const only = first.materials.find(({ from, code }) => from === 'self' && code === 'old_card')!;
    expect((await citizen.upload(`/cases/${id}/materials/${only.code}/files`, jpeg())).body.error).toBeUndefined();

    // the card lies at the window, and the matter is another: the list, the fee and what is not asked for any more follow
    const said = { answers: { reason: 'lost', invented: 'x' }, applicant: { ...other, phone: null } };
    expect(await press('clerk', id, amend(said))).toBe('done');
    const second = await mine();
    expect(second).toMatchObject({
      version: 3,
      ref: first.ref,
      status: 'DRAFT',
      channel: 'online',
      feeFen: 4_000,
      applicant: { name: '司马*', phone: '139****0007' },
    });
    expect([second.form?.answers, second.unneeded.map(({ code, files }) => [code, files.length])]).toEqual([
      { reason: 'lost' },
      [['old_card', 1]],
    ]);
    expect(second.materials.map(({ code }) => code)).not.toContain('old_card');

    const [whom] = await t.deps.sql`
      select count(*)::int as n from cases c join persons p on p.id = c.applicant_id where c.id = ${id} and p.id_no_index is null`;
    // the phone that began it is not told what else is known of a number
    expect(whom).toEqual({ n: 1 });
    // whom nobody proved and nothing else speaks of is kept no longer
    const [typed] = await t.deps.sql`
      select p.purged_at is not null and p.name_enc is null and p.id_no_enc is null and p.phone_enc is null as gone
      from events e join persons p on p.id = (e.body::json ->> 'applicantId')::uuid where e.stream = ${id} and e.version = 1`;
    expect(typed).toEqual({ gone: true });

    const call = (await operator.post('/hotline/calls', { number: phone })).body as unknown as { id: string };
    const byVoice = { version: 3, answers: { reason: 'renew' } };
    const path = `/hotline/calls/${call.id}/cases/${id}/amend`;
    expect((await operator.post(path, byVoice)).body).toEqual({ id, version: 4 });
    expect((await clerk.get(`/cases/${id}`)).body).toMatchObject({ version: 4, unneeded: [], applicant: { name: '司马*' } });

    // the press that was seen by another state changes nothing, one that is sent again is the same one
    const again = { version: 4, press: amend({ applicant, hallId }) };
    const key = { 'idempotency-key': 'amended-once' };
    expect((await citizen.post(`/cases/${id}/press`, { ...again, version: 3 })).body.error?.code).toBe('case.stale');
    for (let i = 0; i < 2; i += 1) expect((await citizen.post(`/cases/${id}/press`, again, key)).body).toEqual({ id, version: 5 });
    const last = await look('clerk', id);
    expect(last).toMatchObject({ ref: first.ref, applicant: { name: '欧阳*', phone: '139****0007' } });
    expect(last.steps.map(({ type, role }) => `${type} ${role}`)).toEqual([
      'case.drafted applicant',
      'case.file_added applicant',
      'case.amended clerk',
      'case.amended hotline_agent',
      'case.amended applicant',
    ]);
    expect(
      ((await citizen.get('/cases')).body as unknown as { cases: { id: string }[] }).cases.filter((one) => one.id === id),
    ).toHaveLength(1);

    // nobody else’s, by no door, and nobody’s any more once it is received
    expect((await at['stranger']!.post(`/cases/${id}/press`, { version: 5, press: amend({ hallId }) })).body.error?.code).toBe('not_found');
    const strange = (await operator.post('/hotline/calls', { number: '13900000008' })).body as unknown as { id: string };
    expect((await operator.post(path.replace(call.id, strange.id), { ...byVoice, version: 5 })).body.error?.code).toBe('not_found');
    expect(await press('clerk', id, amend({ answers: { reason: 'renew' } }))).toBe('case.nothing_amended');
    expect(await received('clerk', id)).toBe('done');
    expect((await citizen.post(`/cases/${id}/press`, { version: 6, press: amend({ applicant: other }) })).body.error?.code).toBe(
      'case.not_allowed',
    );
    expect((await operator.post(path, { version: 6, applicant: other })).body.error?.code).toBe('case.not_allowed');
    expect(await seen(id)).toEqual(['amend case.not_allowed', 'amend case.not_allowed']);
  });

  test('a name that the window mistyped is mended where it stands; what another case says of that number is not its to rename', async () => {
    const itemId = await item('居住证办理');
    const born = async (name: string) => {
      const made = await at['clerk']!.post('/cases', { hallId, itemId, applicant: { name, idNo: '511602199003071232', phone: null } });
      return (made.body as unknown as { id: string }).id;
    };
    const name = async (id: string) => (await look('clerk', id)).applicant.name;
    const one = await born('严晓满');
    const mended = amend({ applicant: { name: '阎小满', idNo: '511602199003071232', phone: '13900000009' } });
    expect(await press('clerk', one, mended)).toBe('done');
    const two = await born('又一个');
    expect([await name(one), await name(two)]).toEqual(['阎*满', '阎*满']);
    expect(await press('clerk', two, amend({ applicant: { name: '颜小满', idNo: '511602199003071232', phone: null } }))).toBe('done');
    expect([await name(one), await name(two)]).toEqual(['阎*满', '颜*满']);
    // the telephone alone: of whoever it is
    expect(await press('clerk', two, amend({ phone: '13900000010' }))).toBe('done');
    expect([await look('clerk', one), await look('clerk', two)].map((file) => file.applicant.phone)).toEqual([
      '139****0009',
      '139****0010',
    ]);
  });

  test('and the log, which holds, knows neither names nor numbers nor answers', async () => {
    expect((await verifyLog(t.deps.sql)).findings).toEqual([]);
    const bodies = await t.deps.sql<{ body: string }[]>`select body from events where type = 'case.amended'`;
    expect(bodies.length).toBeGreaterThan(4);
    expect(JSON.stringify(bodies)).not.toMatch(/司马|欧阳|小满|5116021|1390000|renew|lost/);
  });
});
