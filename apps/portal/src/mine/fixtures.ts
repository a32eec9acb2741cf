import type { Message, MyCase, MyCaseRow, MyRead, MyLicence } from './data.ts';

const row: MyCaseRow = {
  id: 'c1',
  version: 4,
  ref: 'K7QM4X2P',
  caseNo: '51160200000007202611260001',
  status: 'IN_REVIEW',
  stopKind: null,
  decision: null,
  flags: { deficit: false, extended: false, supplementInReview: false, supervised: false },
  item: { id: 'i3', name: '居住证申领', kind: 'PROMISE', sample: true },
  department: { id: 'd1', name: '区公安分局' },
  hall: { id: 'h1', name: '广安区政务服务中心' },
  timeZone: 'Asia/Shanghai',
  unit: { id: 'd1', name: '区公安分局' },
  channel: 'online',
  step: 'examine',
  startedAt: '2026-11-20T02:10:00.000Z',
  dueAt: '2026-11-27T09:00:00.000Z',
};

type Step = MyCase['steps'][number];
const step = (version: number, type: Step['type'], role: Step['role'], at: string, more: Partial<Step> = {}): Step => ({
  version,
  type,
  role,
  at,
  effectiveAt: null,
  by: null,
  texts: [],
  defects: [],
  signed: null,
  ...more,
});
const steps = [
  step(1, 'case.drafted', 'applicant', '2026-11-20T02:08:00.000Z'),
  step(2, 'case.submitted', 'applicant', '2026-11-20T02:10:00.000Z'),
  step(3, 'case.received', 'clerk', '2026-11-20T03:02:00.000Z'),
  step(4, 'case.accepted', 'clerk', '2026-11-20T03:05:00.000Z'),
  step(5, 'case.signed', 'department_handler', '2026-11-23T01:12:00.000Z'),
];

const clock: MyCase['clocks'][number] = {
  clock: 'promise',
  state: 'running',
  amount: 5,
  unit: 'working_day',
  at: '2026-11-27T09:00:00.000Z',
  endedAt: null,
  passed: false,
  provisional: false,
  lines: [
    { kind: 'start', at: '2026-11-20T03:05:00.000Z', date: '2026-11-20' },
    { kind: 'allowance', amount: 5, unit: 'working_day' },
    { kind: 'due', at: '2026-11-27T09:00:00.000Z', date: '2026-11-27' },
    { kind: 'calendar', years: [2026] },
  ],
};
const intake: MyCase['clocks'][number] = { ...clock, clock: 'intake' };

export const reviewed: MyCase = {
  ...row,
  applicant: { name: '周*', idNo: '511602********1234', phone: '138****1111' },
  remedies: null,
  answers: [],
  materials: [
    { code: 'photo', name: '近期免冠照片', need: 'required', from: 'self', state: 'present', files: [] },
    { code: 'address', name: '居住地址证明', need: 'required', from: 'self', state: 'present', files: [] },
    { code: 'id_card', name: '居民身份证', need: 'required', from: 'shared', state: null, files: [] },
  ],
  missing: [],
  unneeded: [],
  form: null,
  branches: [],
  authorities: [],
  pickupCode: null,
  paidFen: null,
  feeFen: 0,
  result: { name: '居住证', kind: 'certificate' },
  clocks: [clock],
  actions: [{ action: 'withdraw', refusal: null }],
  steps,
  visits: [],
  archived: null,
  papers: [
    { version: 2, kind: 'submission_receipt', waits: false, held: null },
    { version: 3, kind: 'receipt', waits: false, held: null },
    { version: 4, kind: 'acceptance_notice', waits: false, held: null },
  ],
};

const photos: MyCase['materials'][number]['files'] = [
  { id: 'f1', kind: 'jpeg', bytes: 412_000, trust: 'C', addedAt: '2026-11-20T02:00:00.000Z' },
  { id: 'f2', kind: 'pdf', bytes: 2_340_000, trust: 'B', addedAt: '2026-11-20T02:05:00.000Z' },
];

export const draft: MyCase = {
  ...reviewed,
  version: 1,
  status: 'DRAFT',
  caseNo: null,
  unit: { id: 'h1', name: '广安区政务服务中心' },
  step: null,
  startedAt: null,
  dueAt: null,
  clocks: [],
  materials: reviewed.materials.map((m) => ({ ...m, state: null, files: m.code === 'photo' ? photos : [] })),
  answers: [{ question: '为什么要办？', answer: '第一次办' }],
  unneeded: [{ code: 'old_card', name: '原居住证', need: 'required', from: 'self', state: null, files: photos.slice(0, 1) }],
  form: {
    questions: [
      {
        id: 'reason',
        text: '为什么要办？',
        options: [
          { id: 'first', text: '第一次办' },
          { id: 'renew', text: '到期换领' },
        ],
      },
    ],
    materials: [
      { code: 'photo', name: '近期免冠照片', need: 'required', from: 'self' },
      { code: 'old_card', name: '原居住证', need: 'required', from: 'self', when: { reason: ['renew'] } },
      { code: 'id_card', name: '居民身份证', need: 'required', from: 'shared' },
    ],
    fees: [],
    answers: { reason: 'first' },
  },
  actions: [
    { action: 'submit', refusal: null },
    { action: 'amend', refusal: null },
    { action: 'withdraw', refusal: null },
    { action: 'add_file', refusal: null },
    { action: 'remove_file', refusal: null },
  ],
  steps: steps.slice(0, 1),
  papers: [],
};

export const submitted: MyCase = {
  ...draft,
  form: null,
  unneeded: [],
  version: 2,
  status: 'SUBMITTED',
  caseNo: row.caseNo,
  startedAt: row.startedAt,
  dueAt: row.dueAt,
  clocks: [intake],
  actions: [{ action: 'withdraw', refusal: null }],
  steps: steps.slice(0, 2),
};

export const asked: MyCase = {
  ...submitted,
  id: 'c2',
  version: 4,
  status: 'SUPPLEMENT',
  materials: reviewed.materials.map((m) => ({ ...m, state: m.code === 'address' ? 'missing' : 'present' })),
  missing: ['address'],
  clocks: [{ ...clock, clock: 'applicant' }],
  actions: [
    { action: 'supplement', refusal: null },
    { action: 'withdraw', refusal: null },
    { action: 'add_file', refusal: null },
    { action: 'remove_file', refusal: null },
  ],
  steps: [...steps.slice(0, 3), step(4, 'case.notice_given', 'clerk', '2026-11-20T03:10:00.000Z', { defects: ['address', '现住地址'] })],
};

export const ready: MyCase = {
  ...reviewed,
  id: 'c4',
  status: 'READY',
  decision: 'granted',
  unit: { id: 'h1', name: '广安区政务服务中心' },
  step: null,
  actions: [],
  clocks: [{ ...clock, clock: 'delivery' }],
  visits: [
    { number: 'A0031', state: 'DONE', at: '2026-11-12T01:20:00.000Z', hall: '广安区政务服务中心', window: '5', aim: 'first' },
    { number: 'G0007', state: 'CALLED', at: '2026-11-24T02:30:00.000Z', hall: '广安区政务服务中心', window: '12', aim: 'collect' },
  ],
  steps: [
    ...steps,
    step(6, 'case.forwarded', 'department_handler', '2026-11-23T02:00:00.000Z'),
    step(7, 'case.granted', 'department_decider', '2026-11-23T08:00:00.000Z'),
    step(8, 'case.produced', 'department_handler', '2026-11-24T01:00:00.000Z'),
    step(9, 'case.ready', 'department_handler', '2026-11-24T02:00:00.000Z'),
  ],
  pickupCode: '004711',
};

export const turnedDown: MyCase = {
  ...submitted,
  id: 'c3',
  status: 'NOT_ACCEPTED',
  dueAt: null,
  clocks: [],
  actions: [],
  remedies: '不服的，可以自收到通知书之日起 60 日内申请行政复议，或者 6 个月内向人民法院起诉。',
  steps: [
    ...steps.slice(0, 3),
    step(4, 'case.acceptance_refused', 'clerk', '2026-11-20T03:20:00.000Z', {
      texts: [{ field: 'reason', text: '居住还不满半年。' }],
    }),
  ],
};

const long = '因重大自然灾害、突发公共卫生事件等不可抗力造成损失的个体工商户及农村承包经营户减免申请（含𠮷姓）';
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

export const huge: MyCase = {
  ...asked,
  id: 'c1',
  item: { ...row.item, name: long },
  hall: { id: 'h1', name: long },
  unit: { id: 'h1', name: long },
  department: { id: 'd1', name: long },
  applicant: { ...reviewed.applicant, name: '买买提·阿卜杜*****' },
  answers: many(6, (i) => ({ question: `${i} ${long}`, answer: long })),
  result: { name: long, kind: 'certificate' },
  materials: many(40, (i) => ({
    code: `m${i}`,
    name: `${i} ${long}`,
    need: 'required',
    from: i % 2 ? 'self' : 'shared',
    state: 'missing',
    files: [],
  })),
  missing: many(40, (i) => `m${i}`),
  authorities: many(3, (i) => ({ id: `a${i}`, name: '买买提·阿卜杜*****', scope: 'all', until: '2026-12-31', ended: i === 2 })),
  branches: many(4, (i) => ({ department: long, state: (['open', 'signed', 'agreed', 'objected'] as const)[i]! })),
  remedies: long.repeat(3),
  steps: [
    ...many(60, (i) =>
      step(i + 1, 'case.forwarded', 'department_reviewer', '2026-11-20T03:10:00.000Z', { texts: [{ field: 'reason', text: long }] }),
    ),
    step(61, 'case.notice_given', 'clerk', '2026-11-20T03:10:00.000Z', { defects: many(40, (i) => `m${i}`) }),
  ],
  visits: many(9, (i) => ({
    number: `AB${10_000 + i}`,
    state: 'DONE',
    at: '2026-11-20T03:10:00.000Z',
    hall: long,
    window: '12',
    aim: 'other',
  })),
};

export const hugeDraft: MyCase = {
  ...huge,
  status: 'DRAFT',
  actions: draft.actions,
  unneeded: many(3, (i) => ({ ...huge.materials[i]!, files: photos })),
  form: {
    questions: many(6, (i) => ({ id: `q${i}`, text: `${i} ${long}`, options: many(4, (o) => ({ id: `o${o}`, text: long })) })),
    materials: huge.materials.map(({ code, name, need, from }) => ({ code, name, need, from })),
    fees: [],
    answers: {},
  },
};

/** Granted, and paid for only at the window. */
export const toPay: MyCase = { ...ready, id: 'c6', status: 'DECIDED', feeFen: 2_000, clocks: [], steps: ready.steps.slice(0, 7) };

/** As the lists show it: without what only the view of one has. */
export const rows: readonly MyCaseRow[] = [
  { ...row, id: 'c5', status: 'DRAFT', caseNo: null, dueAt: null, startedAt: null },
  { ...row, id: 'c2', status: 'SUPPLEMENT' },
  row,
  { ...row, id: 'c4', status: 'READY' },
  { ...row, id: 'c3', status: 'NOT_ACCEPTED', dueAt: null },
];
export const manyRows: readonly MyCaseRow[] = many(100, (i) => ({ ...rows[i % 5]!, id: `c${i}`, item: { ...row.item, name: long } }));

const message: Message = {
  id: 'm1',
  to: '13800001111',
  text: '验证码 428917，5 分钟内有效。不要告诉别人。',
  about: 'code',
  createdAt: '2026-11-24T02:42:00.000Z',
  sentAt: '2026-11-24T02:42:01.000Z',
};
export const messages: readonly Message[] = [
  message,
  { ...message, id: 'm2', about: 'case.submitted', sentAt: null, text: '您交的“居住证申领”收到了。' },
];
export const manyMessages: readonly Message[] = many(40, (i) => ({ ...message, id: `m${i}`, text: `${message.text}${long}` }));

const read = (n: number, purpose: MyRead['purpose'], about: string | null, unit: string): MyRead => ({
  id: `r${n}`,
  at: '2026-11-20T03:10:00.000Z',
  purpose,
  unit,
  about,
});
export const reads: readonly MyRead[] = [
  read(1, 'examine_case', '居住证办理', '区公安分局'),
  read(2, 'identify_at_window', 'A0023', '广安区政务服务中心'),
];
export const manyReads: readonly MyRead[] = many(120, (i) => read(i, 'contact_applicant', long, long));

const licence: MyLicence = {
  id: 'l1',
  caseId: 'c1',
  number: '5116022026000007',
  name: '居住证',
  department: '区公安分局',
  status: 'VALID',
  validFrom: '2026-11-24',
  validTo: '2027-11-23',
  code: 'x'.repeat(38),
  sample: true,
  why: null,
};
export const licences: readonly MyLicence[] = [
  licence,
  {
    ...licence,
    id: 'l2',
    number: '5116022025000398',
    name: '食品经营许可证',
    department: '区市场监管局',
    status: 'WITHDRAWN_BY_ORGAN',
    validFrom: '2025-03-02',
    validTo: '2030-03-01',
    sample: false,
    why: { basis: '《中华人民共和国行政许可法》第八条', reason: '道路规划改变，原址不再符合条件' },
  },
];
export const manyLicences: readonly MyLicence[] = Array.from({ length: 60 }, (_, i) => ({
  ...licences[i % 2]!,
  id: `l${i}`,
  name: '公众聚集场所投入使用营业前消防安全检查合格证及食品经营许可证',
  validTo: i % 3 === 0 ? null : licence.validTo,
}));
