import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseRoutes } from '../cases/routes.ts';
import { seedReference } from '../catalogue/seed.ts';
import type { Env } from '../http.ts';
import { browser, testPassword, testPeople, testStaff, type TestPeople } from '../staff/testing.ts';
import { testApp } from '../testing-truth.ts';
import { testHall, type TestHall } from '../testing.ts';
import type { CaseView } from '../cases/schemas.ts';
import { compose } from './compose.ts';
import { drawPaper } from './draw.ts';
import type { PaperFacts } from './facts.ts';
import { paperKinds } from './kinds.ts';
import { paperLink, paperOfLink } from './link.ts';
import { textOf } from './reading.ts';
import { staffPaperRoutes } from './routes.ts';

const facts: PaperFacts = {
  kind: 'acceptance_notice',
  number: '51160200000007202611260001-3',
  caseNo: '51160200000007202611260001',
  ref: 'K7QM4X2P',
  at: '2026-11-20T02:42:16.000Z',
  date: '2026-11-20',
  time: '10:42',
  hall: '广安区政务服务中心',
  organ: '区市场监督管理局',
  item: '食品经营许可（新办）',
  sample: false,
  permit: true,
  applicant: '欧阳𠮷䶹',
  online: false,
  materials: [
    { name: '营业执照', from: 'shared', state: null, uploads: 0, compared: 0 },
    { name: '场所平面图', from: 'self', state: 'present', uploads: 2, compared: 2 },
  ],
  named: ['场所平面图'],
  limit: { date: '2026-11-27', allowance: { amount: 5, unit: 'working_day' }, provisional: false },
  legal: { amount: 20, unit: 'working_day' },
  deficit: null,
  lapseBasis: null,
  result: '食品经营许可证',
  code: 'not_qualified',
  reason: '场所平面图与实际不符。',
  basis: '《食品经营许可和备案管理办法》第十七条',
  direction: null,
  remedies: '可以在六十日内申请行政复议。',
  service: { way: 'counter', recipientBy: 'identity', signed: null, server: null },
  status: 'RECEIVED',
  decided: 'granted',
  archive: {
    retention: 'years_30',
    until: '2056-12-31',
    ended: '2026-10-20',
    entries: [
      { kind: 'receipt', name: '', date: '2026-10-02', digest: 'ab'.repeat(32) },
      { kind: null, name: '场所平面图', date: '2026-10-02', digest: 'cd'.repeat(22) },
    ],
  },
  link: `https://portal.test/verify/${'x'.repeat(40)}`,
};
const read = async (given: PaperFacts, form: 'a4' | 'slip' = 'a4') => textOf((await drawPaper(given, form)).bytes).join('');

describe('a paper', () => {
  test('is the same, byte by byte, whenever it is drawn', async () => {
    for (const form of ['a4', 'slip'] as const) {
      const [first, other, again] = [
        await drawPaper(facts, form),
        await drawPaper({ ...facts, applicant: '周明' }, form),
        await drawPaper(facts, form),
      ];
      expect(first.bytes.equals(again.bytes)).toBe(true);
      expect(first.bytes.equals(other.bytes)).toBe(false);
    }
  });

  test('shows the signature of who took it as it was drawn, the same each time, and who gave it', async () => {
    const server = { name: '周小华', staffNo: '5001' };
    const signed = {
      by: 'pad',
      strokes: [
        [10, 20, 300, 340],
        [500, 100],
      ],
    } as const;
    const served = (of: NonNullable<PaperFacts['service']>['signed']): PaperFacts => ({
      ...facts,
      kind: 'proof_of_service',
      service: { way: 'counter', recipientBy: 'identity', signed: of, server },
    });
    const [one, again] = [await drawPaper(served(signed), 'a4'), await drawPaper(served(signed), 'a4')];
    expect(one.bytes.equals(again.bytes)).toBe(true);
    const other = await drawPaper(served({ ...signed, strokes: [[10, 20, 300, 330]] }), 'a4');
    expect(one.bytes.equals(other.bytes)).toBe(false);
    const text = textOf(one.bytes).join('');
    for (const words of ['食品经营许可证', '在窗口签字屏上手写', '周小华（工号 5001，以本人账号登录确认）']) expect(text).toContain(words);
    expect(await read(served({ by: 'paper', why: 'fingerprint' }))).toContain('在本回证上按手印');
    expect(await read({ ...served(null), status: 'NOT_ACCEPTED' })).toContain('不予受理通知书');
  });

  test('can be selected as text: name, day with its weekday, how each material was settled', async () => {
    const text = await read(facts);
    for (const words of [
      '受理通知书',
      '欧阳𠮷䶹：',
      '2026年11月27日（星期五）',
      '部门之间查得，没有收',
      '收上传件，与原件核对无误',
      '第 1 页，共 1 页',
    ])
      expect(text).toContain(words);
  });

  test('says a character that no font has by its code, and tells that it did: never an empty place', async () => {
    const drawn = await drawPaper({ ...facts, applicant: '周𠀀' }, 'a4');
    expect(drawn.undrawn).toEqual(['𠀀']);
    expect(textOf(drawn.bytes).join('')).toContain('周〔U+20000〕：');
    expect((await drawPaper(facts, 'a4')).undrawn).toEqual([]);
  });

  test.each(paperKinds)('%s has its title, its number and nothing that is missing', async (kind) => {
    const text = await read({ ...facts, kind });
    expect(text).toContain(compose({ ...facts, kind }).title);
    expect(text).toContain(facts.number);
    expect(text).not.toMatch(/undefined|null|\ufffd/);
  });

  test('turned down says why, by which law and what can be done about it; without remedies of the item none are made up', async () => {
    const text = await read({ ...facts, kind: 'refusal_decision' });
    for (const words of [facts.reason, facts.basis, facts.remedies]) expect(text).toContain(words);
    expect(await read({ ...facts, kind: 'refusal_decision', remedies: null })).not.toMatch(/复议|诉讼/);
  });

  test('of forty materials goes over several pages, each with the number of the case', async () => {
    const materials = Array.from({ length: 40 }, (_, i) => ({
      ...facts.materials[1]!,
      name: `第 ${i + 1} 份材料，名字很长很长很长很长很长很长`,
    }));
    const text = await read({ ...facts, materials });
    expect(text).toContain('第 40 份材料');
    expect(text).toContain('第 4 页，共 4 页');
    expect(text.split(`办件编号 ${facts.caseNo}第`)).toHaveLength(5);
  });

  test('has an address that nobody can make up', () => {
    const key = Buffer.alloc(32, 7);
    const caseId = '01932d5e-0000-7000-8000-0123456789ab';
    const link = paperLink(key, caseId, 300);
    expect(paperOfLink(key, link)).toEqual({ caseId, version: 300 });
    expect(paperOfLink(Buffer.alloc(32, 8), link)).toBeNull();
    expect(paperOfLink(key, `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).toBeNull();
  });
});

describe('at the desk', () => {
  let t: TestPeople;
  let hall: TestHall;
  const at: Record<string, ReturnType<typeof browser>> = {};
  beforeAll(async () => {
    t = await testPeople();
    await seedReference(t.deps.sql, { samples: true });
    hall = await testHall(t.deps.sql);
    const cases = { ...t.deps, people: t.people };
    const api = new Hono<Env>().route('/', t.staffApi).route('/', caseRoutes(cases)).route('/', staffPaperRoutes(cases));
    const desk = testApp(t.deps, 'desk', { ready: async () => undefined, api });
    const realm = String((await t.deps.sql`select realm_id from halls where id = ${hall.id}`)[0]!['realm_id']);
    const other = (await t.deps.sql<{ id: string }[]>`select id from departments where name <> '区公安分局' limit 1`)[0]!.id;
    for (const [name, assignments] of Object.entries({
      clerk: [{ roleId: 'clerk', hallId: hall.id }],
      stranger: [{ roleId: 'department_handler', departmentId: other }],
    } as const)) {
      at[name] = browser(desk);
      await at[name].signIn((await testStaff(t, realm, { assignments })).staffNo, testPassword);
    }
  });
  afterAll(() => t.close());

  test('the receipt is the paper of its event: drawn in the worker, the same each time, and whoever opens it is written down', async () => {
    const clerk = at['clerk']!;
    const [item] = await t.deps.sql<{ id: string }[]>`
      select i.id from service_items i join item_versions v on v.item_id = i.id where v.guide -> 'questions' = '[]' and i.valid_to is null limit 1`;
    const applicant = { name: '欧阳𠮷', idNo: '511602195207150022', phone: null };
    const { id } = (await clerk.post('/cases', { hallId: hall.id, itemId: item!.id, applicant })).body as unknown as { id: string };
    const { materials } = (await clerk.get(`/cases/${id}`)).body as unknown as CaseView;
    const checks = Object.fromEntries(materials.map((m) => [m.code, 'present']));
    await clerk.post(`/cases/${id}/press`, { version: 1, press: { action: 'receive', checks } });
    const { papers, caseNo } = (await clerk.get(`/cases/${id}`)).body as unknown as CaseView;
    expect(papers).toEqual([{ version: 2, kind: 'receipt', waits: false, held: null }]);
    const opened = async (form: string) => {
      const answer = await clerk.raw(`/cases/${id}/papers/2?form=${form}`);
      expect(answer.headers.get('content-type')).toBe('application/pdf');
      return Buffer.from(await answer.arrayBuffer());
    };
    const [sheet, again, slip] = [await opened('a4'), await opened('a4'), await opened('slip')];
    expect(sheet.equals(again)).toBe(true);
    for (const paper of [sheet, slip]) expect(textOf(paper).join('')).toMatch(new RegExp(`欧阳𠮷[\\s\\S]*${caseNo}`));
    const deeds = () => t.deps.sql`select 1 from person_reads where case_id = ${id}`;
    expect(await deeds()).toHaveLength(3);
    // nobody saw a paper that there is not, and the citizen reads of no such look
    for (const none of [1, 999]) expect((await clerk.raw(`/cases/${id}/papers/${none}`)).status).toBe(404);
    expect(await deeds()).toHaveLength(3);
    expect((await at['stranger']!.raw(`/cases/${id}/papers/2`)).status).toBe(404);
  });
});
