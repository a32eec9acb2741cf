import { addMs } from '@one-window/domain/time';
import { fixtureNow } from '../fixtures.ts';
import type { CaseRow, CasesPage, CaseView, FoundItem, ItemGuide } from './api.ts';

const id = (n: number): string => `01a21439-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const fixtureCase = id(1);
export const fixtureItem = id(20);
const hours = (n: number): string => addMs(fixtureNow, n * 3_600_000);

const hall = { id: id(50), name: '广安区政务服务中心' };
const market = { id: id(60), name: '区市场监管局' };
const noFlags = { deficit: false, extended: false, supplementInReview: false, supervised: false };

const firstRow: CaseRow = {
  id: fixtureCase,
  version: 2,
  ref: 'K7Q2M9TX',
  caseNo: '5116022611240007',
  status: 'RECEIVED',
  stopKind: null,
  decision: null,
  flags: noFlags,
  item: { id: fixtureItem, name: '食品经营许可（新办）', kind: 'PROMISE', sample: true },
  department: market,
  hall,
  timeZone: 'Asia/Shanghai',
  unit: hall,
  applicant: { name: '邓*' },
  channel: 'hall',
  handler: '陈雪梅',
  step: null,
  startedAt: hours(-1),
  dueAt: hours(31),
};
const row = (n: number, patch: Partial<CaseRow>): CaseRow => ({ ...firstRow, id: id(n), caseNo: `51160226112300${10 + n}`, ...patch });

const rows: readonly CaseRow[] = [
  row(2, {
    status: 'SUPPLEMENT',
    item: { ...firstRow.item, name: '劳务派遣经营许可' },
    department: { id: id(61), name: '区人社局' },
    applicant: { name: '周*华' },
    dueAt: hours(-29),
  }),
  row(3, { status: 'SUBMITTED', channel: 'online', applicant: { name: '何*' }, handler: null, dueAt: hours(6) }),
  firstRow,
  row(4, {
    status: 'DRAFT',
    caseNo: null,
    item: { id: id(21), name: '居住证申领', kind: 'INSTANT', sample: true },
    department: { id: id(62), name: '区公安分局' },
    applicant: { name: '罗*敏' },
    startedAt: null,
    dueAt: null,
  }),
];

export const casesFixture: CasesPage = { cases: rows, next: null, counts: { intake: 4, review: 12, delivery: 3, overdue: 1 } };
export const noCases: CasesPage = { cases: [], next: null, counts: { intake: 0, review: 0, delivery: 0, overdue: 0 } };
const longName = '𠮷野家餐饮管理有限公司广安分公司食品经营许可证延续及经营场所地址变更事项合并办理';
export const manyCases: CasesPage = {
  cases: Array.from({ length: 200 }, (_, i) => ({
    ...rows[i % rows.length]!,
    id: i === 0 ? fixtureCase : id(1_000 + i),
    item: { ...firstRow.item, name: longName },
    applicant: { name: '𠮷*买买提·吐尔逊·艾合买提' },
    unit: { id: id(63), name: '区住房和城乡建设及城市管理综合行政执法局行政审批股' },
    dueAt: i % 4 === 3 ? null : hours(i * 3 - 400),
  })),
  next: 'more',
  counts: { intake: 10_482, review: 31_207, delivery: 2_911, overdue: 1_288 },
};

const filesOf: Readonly<Record<string, CaseView['materials'][number]['files']>> = {
  m3: [
    { id: id(71), kind: 'jpeg', bytes: 386_000, trust: 'C', addedAt: hours(-2) },
    { id: id(72), kind: 'pdf', bytes: 1_940_000, trust: 'B', addedAt: hours(-1) },
  ],
};
const material = (code: string, name: string, from: CaseView['materials'][number]['from'], state: 'present' | 'missing' | null) =>
  ({ code, name, from, state, need: code === 'm5' ? 'deferrable' : 'required', files: filesOf[code] ?? [] }) as const;
const step = (version: number, type: CaseView['steps'][number]['type'], at: string): CaseView['steps'][number] => ({
  version,
  type,
  at,
  effectiveAt: null,
  role: 'clerk',
  by: '陈雪梅',
  texts: [],
  defects: [],
  signed: null,
});

const [yes, no] = [
  { id: 'yes', text: '做' },
  { id: 'no', text: '不做' },
];
const intakeClock: CaseView['clocks'][number] = {
  clock: 'intake',
  state: 'running',
  amount: 5,
  unit: 'working_day',
  at: hours(31),
  endedAt: null,
  passed: false,
  provisional: false,
  lines: [
    { kind: 'start', at: hours(-1), date: '2026-11-24' },
    { kind: 'allowance', amount: 5, unit: 'working_day' },
    { kind: 'off', from: '2026-11-28', to: '2026-11-29' },
    { kind: 'due', at: hours(31), date: '2026-12-01' },
  ],
};

/** Received with one material missing: it may follow later, so there is more than one way on. */
export const caseFixture: CaseView = {
  ...firstRow,
  applicant: { id: id(90), name: '邓*', idNo: '511602********1234', phone: '138****6207' },
  applicantType: 'person',
  answers: [
    { question: '店里做不做热食？', answer: '做' },
    { question: '营业执照办了吗？', answer: '办了' },
  ],
  materials: [
    material('m1', '食品经营许可申请书', 'here', 'present'),
    material('m2', '营业执照', 'shared', 'present'),
    material('m3', '场所平面图', 'self', 'present'),
    material('m4', '从业人员健康证明', 'self', 'present'),
    material('m5', '食品安全管理制度', 'commitment', 'missing'),
  ],
  missing: ['m5'],
  unneeded: [],
  form: null,
  branches: [],
  authorities: [],
  feeFen: 2_000,
  paidFen: null,
  result: { name: '食品经营许可证', kind: 'certificate' },
  scope: 'city',
  reveals: ['identify_at_window', 'contact_applicant'],
  clocks: [intakeClock],
  actions: [
    { action: 'accept_with_deficit', refusal: null },
    { action: 'give_notice', refusal: null },
    { action: 'refuse_acceptance', refusal: null },
    { action: 'accept', refusal: 'case.materials_missing' },
    { action: 'add_file', refusal: null },
    { action: 'remove_file', refusal: null },
    { action: 'check_file', refusal: null },
  ],
  steps: [step(1, 'case.drafted', hours(-1.2)), step(2, 'case.received', hours(-1))],
  visits: [
    { number: 'A0086', state: 'DONE', at: hours(-1.5), hall: '广安区政务服务大厅', window: '5', aim: 'first' },
    { number: 'G0012', state: 'WAITING', at: hours(-0.1), hall: '广安区政务服务大厅', window: null, aim: 'collect' },
  ],
  refusals: [],
  archived: null,
  papers: [{ version: 2, kind: 'receipt', waits: false, held: null }],
};

/** Begun a minute ago: nothing is checked, no clock runs. */
export const draftFixture: CaseView = {
  ...caseFixture,
  status: 'DRAFT',
  caseNo: null,
  dueAt: null,
  startedAt: null,
  materials: caseFixture.materials.map((m) => ({ ...m, state: null })),
  missing: [],
  clocks: [],
  answers: [{ question: '店里做不做热食？', answer: '做' }],
  unneeded: [material('m3', '原食品经营许可证', 'self', null)],
  form: {
    questions: [
      { id: 'hot', text: '店里做不做热食？', options: [yes, no] },
      { id: 'licence', text: '营业执照办了吗？', options: [yes, no] },
    ],
    materials: [],
    fees: [],
    answers: { hot: 'yes' },
  },
  actions: [
    { action: 'receive', refusal: null },
    { action: 'amend', refusal: null },
  ],
  steps: caseFixture.steps.slice(0, 1),
  papers: [],
};

/** Months of review, every flag, every clock, long words. */
export const longCase: CaseView = {
  ...caseFixture,
  status: 'IN_REVIEW',
  decision: 'granted_with_deficit',
  stopKind: 'special_procedure',
  flags: { deficit: true, extended: true, supplementInReview: true, supervised: true },
  item: { ...firstRow.item, name: longName },
  unit: { id: id(63), name: '区住房和城乡建设及城市管理综合行政执法局行政审批股' },
  handler: '买买提·吐尔逊·艾合买提',
  step: 'check',
  answers: Array.from({ length: 12 }, (_, i) => ({ question: `第 ${i + 1} 问：${longName}？`, answer: longName })),
  materials: Array.from({ length: 40 }, (_, i) =>
    material(`n${i}`, `${longName}（第 ${i + 1} 份）`, i % 3 === 0 ? 'shared' : 'self', i % 4 === 0 ? 'missing' : 'present'),
  ),
  archived: { at: hours(-1), retention: 'years_30', until: '2056-12-31' },
  papers: [
    ...caseFixture.papers,
    { version: 9, kind: 'grant_decision', waits: true, held: 'key_missing' },
    { version: 10, kind: 'revocation_decision', waits: true, held: null },
  ],
  authorities: [
    { id: id(95), name: '买*买提', scope: 'all', until: '2026-12-31', ended: false },
    { id: id(96), name: '吴*', scope: 'collect', until: null, ended: true },
  ],
  branches: (['open', 'signed', 'agreed', 'objected'] as const).map((state) => ({ department: `${longName}局`, state })),
  clocks: (['legal', 'promise', 'firstPromise', 'deficit', 'procedure', 'delivery'] as const).map((clock, i) => ({
    ...intakeClock,
    clock,
    amount: 20 + i,
    passed: i === 2,
    state: i === 4 ? 'stopped' : 'running',
    at: i === 4 ? null : hours(i * 40 - 80),
    provisional: i === 1,
  })),
  actions: [
    ...(
      [
        'take_fee',
        'forward',
        'send_back',
        'sign_branch',
        'answer_branch',
        'start_procedure',
        'request_extension',
        'ask_supplement',
        'grant',
        'refuse',
        'terminate',
      ] as const
    ).map((action) => ({ action, refusal: null })),
    { action: 'supply_deficit', refusal: 'case.no_deficit' },
    { action: 'approve_extension', refusal: 'case.same_person' },
    { action: 'end_procedure', refusal: 'case.wrong_stop' },
  ],
  steps: Array.from({ length: 60 }, (_, i) => ({
    ...step(i + 1, (['case.received', 'case.accepted', 'case.signed', 'case.forwarded'] as const)[i % 4]!, hours(i - 90)),
    role: 'department_handler',
    by: '买买提·吐尔逊·艾合买提',
    texts: i % 5 === 0 ? [{ field: 'opinion', text: longName.repeat(4) }] : [],
    defects: i % 9 === 0 ? ['n1', 'n2'] : [],
  })),
  refusals: [
    { at: hours(-3), by: '买买提·吐尔逊·艾合买提', action: 'grant', code: 'case.receiver_decides', times: 1 },
    { at: hours(-5), by: null, action: 'add_file', code: 'case.material_unlisted', times: 12 },
    { at: hours(-9), by: '陈雪梅', action: 'take_fee', code: 'case.fee_differs', times: 1 },
  ],
};

export const foundFixture: { items: readonly FoundItem[] } = {
  items: [
    { id: fixtureItem, name: '食品经营许可（新办）', department: market.name, seriesId: id(70), state: 'in_use' },
    { id: id(21), name: '食品小经营店备案', department: market.name, seriesId: id(70), state: 'incomplete' },
    { id: id(22), name: '食品生产许可', department: market.name, seriesId: null, state: 'suspended' },
  ],
};
export const guideFixture: ItemGuide = {
  ...foundFixture.items[0]!,
  code: '511A0131000Y',
  catalogCode: null,
  type: '行政许可',
  typeCode: '01',
  theme: null,
  area: '广安区',
  missing: ['law'],
  places: [{ hallId: hall.id, seriesId: id(70) }],
  version: {
    id: id(30),
    version: 1,
    sample: true,
    publishedAt: hours(-500),
    caseKind: 'PROMISE',
    taskType: '01',
    legal: { amount: 20, unit: 'working_day' },
    promise: { amount: 5, unit: 'working_day' },
    visits: { least: 0, most: 1 },
    fees: [{ fen: 0 }],
    result: { name: '食品经营许可证', kind: 'certificate' },
    scope: 'city',
    procedures: ['site_visit'],
    questions: [
      {
        id: 'q1',
        text: '店里做不做热食？',
        options: [
          { id: 'hot', text: '做热食' },
          { id: 'cold', text: '只卖包装好的' },
        ],
      },
    ],
    materials: caseFixture.materials.map(({ code, name, from, need }) => ({ code, name, from, need })),
  },
};
export const unwrittenGuide: ItemGuide = { ...guideFixture, state: 'incomplete', version: null };
export const longGuide: ItemGuide = {
  ...guideFixture,
  name: longName,
  version: {
    ...guideFixture.version!,
    questions: Array.from({ length: 8 }, (_, i) => ({
      id: `q${i}`,
      text: `第 ${i + 1} 问：${longName}？`,
      options: Array.from({ length: 6 }, (__, k) => ({ id: `o${k}`, text: `${longName}之${k + 1}` })),
    })),
    materials: longCase.materials.map(({ code, name, from, need }) => ({ code, name, from, need })),
  },
};
export const manyFound: { items: readonly FoundItem[] } = {
  items: Array.from({ length: 20 }, (_, i) => ({ ...foundFixture.items[i % 3]!, id: id(200 + i), name: longName })),
};
