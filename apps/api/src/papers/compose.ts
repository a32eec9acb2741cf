import type { RetentionClass } from '@one-window/domain/archive';
import type { CaseStatus } from '@one-window/domain/case-words';
import type { Allowance, ClockUnit } from '@one-window/domain/clock';
import type { PaperSignature, Strokes } from '@one-window/domain/signatures';
import type { PaperFacts, PaperMaterial } from './facts.ts';
import type { PaperKind } from './kinds.ts';

/** A paper as its parts, before anybody measures a line. Statutory papers are Chinese, whatever the screen speaks. */
export interface Sheet {
  readonly title: string;
  readonly number: string;
  readonly hall: string;
  readonly addressee: string;
  readonly parts: readonly Part[];
  readonly organ: string;
  readonly date: string;
  readonly link: string;
  readonly beside: readonly string[];
  readonly foot: string;
}

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'box'; readonly name: string; readonly value: string }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly widths: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'fields'; readonly rows: readonly (readonly [string, Value])[] };

/** What stands beside a name: words, or a signature as it was drawn. */
export type Value = string | { readonly strokes: Strokes; readonly beside: string };

export const titles: Readonly<Record<PaperKind, string>> = {
  submission_receipt: '提交回执',
  receipt: '收件凭证',
  supplement_receipt: '补正材料接收凭证',
  one_time_notice: '一次性告知书',
  acceptance_notice: '受理通知书',
  deficit_acceptance_notice: '容缺受理通知书',
  non_acceptance_notice: '不予受理通知书',
  grant_decision: '准予决定书',
  refusal_decision: '不予决定书',
  revocation_decision: '撤销决定书',
  proof_of_service: '送达回证',
  archive_index: '归档目录',
};

const text = (said: string): Part => ({ kind: 'text', text: said });
const box = (name: string, value: string): Part => ({ kind: 'box', name, value });

export function compose(facts: PaperFacts): Sheet {
  const parts = bodyOf(facts);
  if (facts.sample) parts.push(text('本事项为演示样例，本文书不具有法律效力。'));
  return {
    title: titles[facts.kind],
    number: facts.number,
    hall: facts.hall,
    addressee: facts.applicant,
    parts,
    organ: facts.organ,
    date: dayText(facts.date),
    link: facts.link,
    beside: ['扫码验真', ...(facts.caseNo ? [] : [`查询码 ${facts.ref}`])],
    foot: facts.caseNo ? `办件编号 ${facts.caseNo}` : `查询码 ${facts.ref}`,
  };
}

function bodyOf(facts: PaperFacts): Part[] {
  switch (facts.kind) {
    case 'submission_receipt':
    case 'receipt':
    case 'supplement_receipt':
      return receipt(facts);
    case 'one_time_notice':
      return oneTimeNotice(facts);
    case 'acceptance_notice':
    case 'deficit_acceptance_notice':
      return acceptance(facts);
    case 'non_acceptance_notice':
      return nonAcceptance(facts);
    case 'grant_decision':
      return granted(facts);
    case 'refusal_decision':
      return turnedDown(facts);
    case 'revocation_decision':
      return revoked(facts);
    case 'proof_of_service':
      return proofOfService(facts);
    case 'archive_index':
      return archiveIndex(facts);
  }
}

function receipt(facts: PaperFacts): Part[] {
  const when = `${dayText(facts.date)} ${facts.time}`;
  const opening = {
    submission_receipt: `您申请的${facts.item}，我们已于${when}在网上收到。`,
    receipt: `您申请的${facts.item}，我们已于${when}收件，材料如下。`,
    supplement_receipt: `您为${facts.item}补交的材料，我们已于${when}收到：${facts.named.join('、')}。`,
  }[facts.kind as 'receipt'];
  return [text(opening), materialTable(facts.materials), ...whenAnswered(facts), whereToAsk(facts)];
}

function whenAnswered({ limit, kind, permit }: PaperFacts): Part[] {
  if (!limit) return [];
  const name = kind === 'supplement_receipt' ? '最晚办结日' : '最晚答复是否受理';
  const note = permit ? [text('逾期不告知的，自收到申请材料之日起即为受理（《中华人民共和国行政许可法》第三十二条）。')] : [];
  return [box(name, longDay(limit.date)), ...(kind === 'supplement_receipt' ? [] : note)];
}

function oneTimeNotice(facts: PaperFacts): Part[] {
  const rows = facts.named.map((name, i) => [String(i + 1), name, '补正']);
  const { limit, lapseBasis } = facts;
  return [
    text(`您申请的${facts.item}，经查看，还需要补正下列内容。需要补正的全部内容已在本告知书中一次列明。`),
    { kind: 'table', head: ['序', '需要补正的内容', '要求'], widths: [0.1, 0.68, 0.22], rows },
    ...(limit ? [box('请在此日前补正', longDay(limit.date)), text(`自告知之日次日起算 ${amountText(limit.allowance)}。`)] : []),
    ...(lapseBasis ? [text(`逾期未补正的，视为放弃申请（${lapseBasis}）。`)] : []),
    text('可以在手机上拍照补交，也可以带到任一综合窗口。'),
    whereToAsk(facts),
  ];
}

function acceptance(facts: PaperFacts): Part[] {
  const { limit, legal, deficit } = facts;
  const whole = deficit ? '主要材料齐全，我们决定容缺受理' : '材料齐全，符合法定形式，我们决定受理';
  const counted = limit
    ? `自受理之日次日起算 ${amountText(limit.allowance)}${limit.allowance.unit === 'working_day' ? '，休息日、法定节假日不算' : ''}`
    : '';
  const law = limit && legal ? `；法定时限 ${amountText(legal)}。` : '。';
  const guess = limit?.provisional ? [text('跨年度的放假安排尚未公布，公布后此日期有变动的，另行告知。')] : [];
  return [
    text(`您申请的${facts.item}，${whole}（${dayText(facts.date)}）。`),
    ...(limit ? [box('承诺办结日', longDay(limit.date)), text(counted + law), ...guess] : []),
    ...(deficit ? [text(`尚缺：${deficit.names.join('、')}。请在${dayText(deficit.date)}前补齐；到期未补的，终止办理。`)] : []),
    materialTable(facts.materials),
    whereToAsk(facts),
  ];
}

const nonAcceptanceWords: Readonly<Record<string, string>> = {
  no_permit_needed: '该事项依法不需要取得许可。',
  not_our_power: '该事项依法不属于本机关职权范围。',
  not_qualified: '申请不符合受理条件。',
};

function nonAcceptance(facts: PaperFacts): Part[] {
  return [
    text(`您申请的${facts.item}，我们决定不予受理。`),
    text(`理由：${nonAcceptanceWords[facts.code ?? ''] ?? ''}${facts.reason ?? ''}`),
    ...(facts.direction ? [text(`请向此处申请：${facts.direction}`)] : []),
    ...remedies(facts),
  ];
}

function granted(facts: PaperFacts): Part[] {
  const { limit, result } = facts;
  return [
    text(`您申请的${facts.item}，经审查，符合规定的条件、标准，决定准予。`),
    ...(facts.decided === 'granted_with_deficit' && facts.deficit ? [text(`尚缺：${facts.deficit.names.join('、')}。`)] : []),
    ...(result ? [text(`据此颁发：${result}。`)] : []),
    ...(limit && result ? [box('最晚送达日', longDay(limit.date))] : []),
    whereToAsk(facts),
  ];
}

function turnedDown(facts: PaperFacts): Part[] {
  return [
    text(`您申请的${facts.item}，经审查，决定不予批准。`),
    text(`理由：${facts.reason ?? ''}`),
    text(`依据：${facts.basis ?? ''}`),
    ...remedies(facts),
  ];
}

function revoked(facts: PaperFacts): Part[] {
  return [
    text(`您申请的${facts.item}，我们曾决定准予（办件编号 ${facts.caseNo ?? facts.ref}）。现决定撤销该决定，自本决定书之日起不再有效。`),
    text(`依据：${facts.basis ?? ''}`),
    ...remedies(facts),
  ];
}

/** The item's own words; none are made up where it has none. */
const remedies = ({ remedies: said }: PaperFacts): Part[] => (said ? [text(`不服本决定的：${said}`)] : []);

const ways: Readonly<Record<string, string>> = { counter: '窗口当面送达', shelf: '自助柜领取', post: '邮寄送达', electronic: '电子送达' };
const knownBy: Readonly<Record<string, string>> = { identity: '核对身份证件', code: '核对取件码', authority: '核对授权委托书' };

/** What a hand-over hands over, by where the case stands and how it was decided. */
export function documentName(status: CaseStatus, decided: string | null, result: string | null): string {
  if (status === 'NOT_ACCEPTED') return titles.non_acceptance_notice;
  if (status === 'TERMINATED') return '终止办理通知';
  return decided === 'refused' ? titles.refusal_decision : (result ?? '办理结果');
}

/** Why it was not signed on the pad: the line stays free for the pen or the finger. */
const onPaper: Readonly<Record<PaperSignature, string>> = {
  no_pad: '（签在本回证上）',
  unwilling: '（签在本回证上）',
  fingerprint: '（在本回证上按手印）',
};

function signedBy(service: PaperFacts['service']): Value {
  const signed = service?.signed;
  if (!signed) return '';
  return signed.by === 'paper' ? onPaper[signed.why] : { strokes: signed.strokes, beside: '在窗口签字屏上手写' };
}

function proofOfService(facts: PaperFacts): Part[] {
  const { service } = facts;
  const server = service?.server;
  return [
    {
      kind: 'fields',
      rows: [
        ['受送达人', facts.applicant],
        ['事项', facts.item],
        ['送达文书', documentName(facts.status, facts.decided, facts.result)],
        ['送达方式', ways[service?.way ?? ''] ?? ''],
        ['核验方式', knownBy[service?.recipientBy ?? ''] ?? '—'],
        ['送达时间', `${dayText(facts.date)} ${facts.time}`],
        ['送达地点', facts.hall],
        [service?.recipientBy === 'authority' ? '代收人签名' : '收件人签名', signedBy(service)],
        ['送达人签名', server ? `${server.name}（工号 ${server.staffNo}，以本人账号登录确认）` : ''],
      ],
    },
  ];
}

const retentions: Readonly<Record<RetentionClass, string>> = { permanent: '永久', years_30: '30 年', years_10: '10 年' };

/** What lies in the package, each with the digest by which it is told from another. */
function archiveIndex({ archive, applicant, item, date }: PaperFacts): Part[] {
  if (!archive) return [];
  const kept = `${retentions[archive.retention]}${archive.until ? `，到${dayText(archive.until)}` : ''}`;
  const rows = archive.entries.map(({ kind, name, date: on, digest }, i) => [
    String(i + 1),
    kind ? titles[kind] : `上传件：${name}`,
    on,
    digest.slice(0, 16),
  ]);
  return [
    {
      kind: 'fields',
      rows: [
        ['申请人', applicant],
        ['事项', item],
        ['办结日期', dayText(archive.ended)],
        ['归档日期', dayText(date)],
        ['保管期限', kept],
      ],
    },
    { kind: 'table', head: ['序', '题名', '日期', '校验码（前 16 位）'], widths: [0.08, 0.42, 0.2, 0.3], rows },
  ];
}

const whereToAsk = ({ caseNo, ref }: PaperFacts): Part =>
  text(`办到哪一步，扫码或拨 12345 可查。${caseNo ? `办件编号 ${caseNo}，` : ''}查询码 ${ref}。`);

function materialTable(materials: readonly PaperMaterial[]): Part {
  const rows = materials.map((m, i) => [String(i + 1), m.name, settled(m), m.uploads > 0 ? String(m.uploads) : '']);
  return { kind: 'table', head: ['序', '材料', '怎样解决', '上传件'], widths: [0.08, 0.46, 0.34, 0.12], rows };
}

/** How each material was settled: what nobody has to bring is never written down as received. */
export function settled({ from, state, uploads, compared }: PaperMaterial): string {
  if (state === 'missing') return '没有交';
  if (from === 'shared') return '部门之间查得，没有收';
  if (from === 'commitment') return '书面承诺';
  if (uploads > 0) return compared === uploads ? '收上传件，与原件核对无误' : '收上传件，原件待核对';
  return state === 'present' ? '收到' : '还没有交';
}

const units: Readonly<Record<ClockUnit, string>> = {
  working_day: '个工作日',
  natural_day: '个自然日',
  working_hour: '个工作小时',
  hour: '小时',
  minute: '分钟',
};
const amountText = ({ amount, unit }: Allowance): string => `${amount} ${units[unit]}`;

/** `2026年11月27日`. */
export function dayText(date: string): string {
  return `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}

const weekdays = ['日', '一', '二', '三', '四', '五', '六'] as const;
/** With its weekday: the day by which somebody has to come is not looked up in a calendar. */
export const longDay = (date: string): string => `${dayText(date)}（星期${weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]}）`;
