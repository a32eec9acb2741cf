import type { LicenceRow, LicencesPage, LicenceView } from './api.ts';

const id = (n: number): string => `01a21439-0000-7000-9000-${String(n).padStart(12, '0')}`;
export const fixtureLicence = id(1);

const row: LicenceRow = {
  id: fixtureLicence,
  version: 1,
  caseId: '01a21439-0000-7000-8000-000000000001',
  number: '5116022026000007',
  name: '食品经营许可证',
  department: '区市场监管局',
  status: 'VALID',
  validFrom: '2026-11-24',
  validTo: '2031-11-23',
  sample: true,
  holder: '邓*',
};
const rows: readonly LicenceRow[] = [
  row,
  { ...row, id: id(2), number: '5116022026000006', status: 'CORRECTED', validTo: null, holder: '周*华' },
  { ...row, id: id(3), number: '5116022025000412', status: 'EXPIRED', validFrom: '2021-06-01', validTo: '2026-05-31', holder: '何*' },
  { ...row, id: id(4), number: '5116022025000398', status: 'WITHDRAWN_BY_ORGAN', holder: '罗*敏' },
  { ...row, id: id(5), number: '5116022025000377', status: 'REVOKED', holder: '严*满' },
  { ...row, id: id(6), number: '5116022025000350', status: 'CANCELLED', holder: '吴*' },
  { ...row, id: id(7), number: '5116022025000349', status: 'FORFEITED', holder: '谢*雨' },
];
export const licencesFixture: LicencesPage = { licences: rows, next: null };
const longName = '公众聚集场所投入使用营业前消防安全检查合格证及食品经营许可证（𠮷野家餐饮管理有限公司广安分公司）';
export const manyLicences: LicencesPage = {
  licences: Array.from({ length: 200 }, (_, i) => ({
    ...rows[i % rows.length]!,
    id: i === 0 ? fixtureLicence : id(100 + i),
    name: longName,
    department: '区住房和城乡建设及城市管理综合行政执法局行政审批股',
    holder: '𠮷*买买提·吐尔逊·艾合买提',
  })),
  next: id(999),
};
const step = (version: number, type: LicenceView['steps'][number]['type'], at: string): LicenceView['steps'][number] => ({
  version,
  type,
  at,
  by: '龙永强',
  basis: null,
  reason: null,
});
export const licenceFixture: LicenceView = {
  ...row,
  code: 'x'.repeat(38),
  verify: 'http://localhost:8080/verify/x',
  actions: ['correct', 'withdraw', 'cancel', 'forfeit'],
  steps: [step(1, 'licence.issued', '2026-11-24T02:10:00.000Z')],
};
export const longLicence: LicenceView = {
  ...licenceFixture,
  name: longName,
  holder: '𠮷*买买提·吐尔逊·艾合买提',
  actions: [],
  status: 'WITHDRAWN_BY_ORGAN',
  steps: [
    ...licenceFixture.steps,
    ...Array.from({ length: 12 }, (_, i) => ({
      ...step(i + 2, 'licence.corrected', '2026-11-24T03:10:00.000Z'),
      basis: `${longName}管理办法第${i + 1}条`,
      reason: longName,
    })),
    { ...step(14, 'licence.withdrawn', '2026-11-24T04:10:00.000Z'), basis: '《中华人民共和国行政许可法》第八条', reason: longName },
  ],
};
