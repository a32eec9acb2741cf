import type { BoardTemplate } from '@one-window/domain/boards';
import type { OrderCategory } from '@one-window/domain/order-words';
import type { DeviceKind, Role } from '@one-window/domain/permissions';
import type { Direction } from '@one-window/domain/views';

/** Sample people, halls and queues. Nobody and nothing here is real; the district's name is, because its catalogue is. */
export const demoRealm = {
  name: '广安区（演示）',
  nameEn: "Guang'an District (demo)",
  timeZone: 'Asia/Shanghai',
  areaCode: '511602000000',
};

interface DemoSeries {
  readonly prefix: string;
  readonly name: string;
  readonly nameEn: string;
  readonly hint: string;
  readonly hintEn: string;
  readonly place: string;
  readonly placeEn: string;
  /** Who comes to collect takes a number of it. */
  readonly results?: boolean;
}

interface DemoWindow {
  readonly label: string;
  readonly name: string;
  readonly nameEn: string;
  readonly zone: string;
  readonly zoneEn: string;
  readonly direction: Direction;
  readonly serves: string;
}

export interface DemoHall {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly notice: string | null;
  readonly noticeEn: string | null;
  readonly guideDesk: string;
  readonly guideDeskEn: string;
  readonly areaCode: string;
  readonly series: readonly DemoSeries[];
  readonly windows: readonly DemoWindow[];
}

const series = (
  prefix: string,
  name: string,
  nameEn: string,
  hint: string,
  hintEn: string,
  place: string,
  placeEn: string,
): DemoSeries => ({ prefix, name, nameEn, hint, hintEn, place, placeEn });
const east = { zone: '东区', zoneEn: 'East', direction: 'left' as const };
const west = { zone: '西区', zoneEn: 'West', direction: 'right' as const };
const front = { zone: '正前', zoneEn: 'Ahead', direction: 'ahead' as const };
const window = (
  label: string,
  where: typeof east | typeof west | typeof front,
  serves: string,
  name = '综合窗口',
  nameEn = 'Comprehensive window',
): DemoWindow => ({ label, name, nameEn, ...where, serves });

export const demoHalls: readonly DemoHall[] = [
  {
    key: 'centre',
    name: '广安区政务服务中心',
    nameEn: "Guang'an District Service Centre",
    notice: '过号了？30 分钟内到取号机重排一次，号码不变',
    noticeEn: 'Missed your number? Rejoin once at the kiosk within 30 minutes',
    guideDesk: '一楼正门右侧',
    guideDeskEn: 'ground floor, right of the main door',
    areaCode: '511602000000',
    series: [
      series('A', '个人综合', 'Personal', '身份证、居住证', 'ID card, residence', '东区 1–6 号窗口', 'East, windows 1–6'),
      series('B', '企业开办', 'Business', '营业执照、许可证', 'Licences, permits', '东区 4–6 号窗口', 'East, windows 4–6'),
      series('C', '不动产', 'Real estate', '过户、抵押、查档', 'Transfer, mortgage', '西区 10–11 号窗口', 'West, windows 10–11'),
      series('D', '社保医保', 'Social security', '参保、退休、报销', 'Pension, medical', '正前 7–9 号窗口', 'Ahead, windows 7–9'),
      series('E', '税务', 'Tax', '发票、申报、完税', 'Invoices, returns', '正前 8–9 号窗口', 'Ahead, windows 8–9'),
      series('F', '公安户籍', 'Police & household', '落户、迁移、护照', 'Household, passport', '东区 1–3 号窗口', 'East, windows 1–3'),
      { ...series('G', '取证取件', 'Collect', '凭取件码领结果', 'Collect results', '西区 12 号窗口', 'West, window 12'), results: true },
      series('H', '办不成的事', 'Could not get it done', '别处没办成的', 'Not done elsewhere', '正前 7 号窗口', 'Ahead, window 7'),
    ],
    windows: [
      window('1', east, 'AF'),
      window('2', east, 'AF'),
      window('3', east, 'AF'),
      window('4', east, 'AB'),
      window('5', east, 'AB'),
      window('6', east, 'AB'),
      window('7', front, 'DH', '办不成事窗口', '“Could not get it done” window'),
      window('8', front, 'DE'),
      window('9', front, 'DE'),
      window('10', west, 'C', '不动产窗口', 'Real estate window'),
      window('11', west, 'C', '不动产窗口', 'Real estate window'),
      window('12', west, 'G', '出件窗口', 'Delivery window'),
    ],
  },
  {
    key: 'township',
    name: '浓洄街道便民服务中心',
    nameEn: 'Nonghui Subdistrict Service Centre',
    notice: null,
    noticeEn: null,
    guideDesk: '大门对面',
    guideDeskEn: 'opposite the door',
    areaCode: '511602001000',
    series: [
      series('A', '综合服务', 'General', '一窗办所有事', 'Everything at one window', '1–2 号窗口', 'Windows 1–2'),
      series('D', '社保医保', 'Social security', '参保、认证、报销', 'Pension, medical', '2–3 号窗口', 'Windows 2–3'),
    ],
    windows: [window('1', front, 'A'), window('2', front, 'AD'), window('3', front, 'D')],
  },
];

interface DemoStaff {
  readonly staffNo: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Hall keys; empty = the whole district. */
  readonly halls: readonly string[];
  /** Departments as the catalogue names them; then only their cases. */
  readonly departments?: readonly string[];
}

const police = { halls: [], departments: ['区公安分局'] } as const;
/** The joint sample (并联审批): who leads, and who assists. */
const housing = { halls: [], departments: ['区住建局'] } as const;
const planning = { halls: [], departments: ['区自然资源和规划局'] } as const;
const fire = { halls: [], departments: ['区消防大队'] } as const;
const approvals = { halls: [], departments: ['区行政审批局'] } as const;

export const demoStaff: readonly DemoStaff[] = [
  { staffNo: '1005', name: '陈雪梅', roles: ['clerk'], halls: ['centre'] },
  { staffNo: '1006', name: '何建国', roles: ['clerk'], halls: ['centre'] },
  { staffNo: '2001', name: '罗敏', roles: ['clerk'], halls: ['township'] },
  { staffNo: '3001', name: '唐丽', roles: ['hall_manager'], halls: ['centre', 'township'] },
  { staffNo: '3201', name: '张玉兰', roles: ['guide'], halls: ['centre'] },
  { staffNo: '3101', name: '高明', roles: ['supervisor'], halls: [] },
  { staffNo: '4001', name: '郑敏', roles: ['department_handler'], ...police },
  { staffNo: '4002', name: '冯涛', roles: ['department_checker'], ...police },
  { staffNo: '4003', name: '蒋红', roles: ['department_decider', 'department_head'], ...police },
  { staffNo: '4101', name: '韩梅', roles: ['department_handler', 'department_checker'], ...approvals },
  { staffNo: '4103', name: '杨帆', roles: ['department_decider', 'department_head'], ...approvals },
  { staffNo: '4201', name: '许峰', roles: ['department_handler', 'department_decider'], ...planning },
  { staffNo: '4301', name: '曹军', roles: ['department_handler', 'department_decider'], ...fire },
  { staffNo: '4401', name: '彭勇', roles: ['department_handler', 'department_checker'], ...housing },
  { staffNo: '4403', name: '董倩', roles: ['department_decider', 'department_head'], ...housing },
  { staffNo: '5001', name: '孙丽', roles: ['delivery_clerk'], halls: ['centre'] },
  { staffNo: '6001', name: '谢小雨', roles: ['hotline_agent'], halls: [] },
  { staffNo: '6002', name: '邓伟', roles: ['hotline_dispatcher'], halls: [] },
  { staffNo: '6003', name: '曾丽', roles: ['callback_agent'], halls: [] },
  { staffNo: '6004', name: '马晓燕', roles: ['hotline_agent'], halls: [] },
  { staffNo: '9001', name: '周凯', roles: ['administrator', 'security_admin'], halls: [] },
  { staffNo: '9009', name: '吴静', roles: ['auditor'], halls: [] },
];

/** Colleagues who keep the demo alive at the windows that nobody signs in to; the delivery window is left to 5001. */
export const demoColleagues: readonly (DemoStaff & { readonly window: string })[] = [
  { staffNo: '1101', name: '李国强', window: '2' },
  { staffNo: '1102', name: '王秀兰', window: '4' },
  { staffNo: '1103', name: '张立新', window: '8' },
  { staffNo: '1104', name: '刘芳', window: '10' },
  { staffNo: '1105', name: '赵雪', window: '11' },
].map((c) => ({ ...c, roles: ['clerk'] as const, halls: ['centre'] }));

export const demoScreens: readonly {
  readonly path: string;
  readonly kind: DeviceKind;
  readonly hall: string;
  readonly name: string;
  readonly place: string;
  /** Label of the window at which it stands. */
  readonly window?: string;
  /** A board of one zone of its hall, or of its window; else it is the hall's. */
  readonly template?: BoardTemplate;
  readonly zone?: string;
}[] = [
  { path: 'board', kind: 'board', hall: 'centre', name: '大厅综合屏', place: '一楼正中' },
  { path: 'kiosk', kind: 'kiosk', hall: 'centre', name: '取号机 1', place: '一楼东门内' },
  { path: 'board-2', kind: 'board', hall: 'township', name: '大厅屏', place: '等候区' },
  { path: 'kiosk-2', kind: 'kiosk', hall: 'township', name: '取号机', place: '大门左侧' },
  { path: 'pad', kind: 'pad', hall: 'centre', name: '评价器 5', place: '5 号窗口', window: '5' },
  { path: 'pad-12', kind: 'pad', hall: 'centre', name: '签字屏 12', place: '12 号窗口', window: '12' },
  { path: 'board-west', kind: 'board', hall: 'centre', name: '西区屏', place: '西区等候区', template: 'zone', zone: west.zone },
  { path: 'board-5', kind: 'board', hall: 'centre', name: '5 号窗口屏', place: '5 号窗口', template: 'window', window: '5' },
  { path: 'pad-2', kind: 'pad', hall: 'township', name: '评价器 1', place: '1 号窗口', window: '1' },
];

/** Citizens whose identity is known at the window; sample names with rare characters among them. The check digits are right. */
export const demoCitizens = [
  { name: '周丽华', idNo: '511602198003041231', phone: '13812346207' },
  { name: '欧阳𠮷', idNo: '511602195207150022', phone: '13987650011' },
  { name: '䶹晓明', idNo: '511602199911302112', phone: '15808260033' },
] as const;

/** 派单规则: which unit of the district has which kind of request; what is not here goes to the dispatcher's list. */
export const demoRoutes: Readonly<Partial<Record<OrderCategory, string>>> = {
  security: '区公安分局',
  noise: '区公安分局',
  household: '区公安分局',
  licences: '区行政审批局',
  market: '区市监局',
  labour: '区人社局',
  housing: '区住建局',
  roads: '区综合执法局',
  environment: '区生态环境局',
  education: '区教科体局',
  health: '区卫健局',
  social: '区医疗保障局',
};

/** 知识库: what callers ask often, each answer from the law that it names. */
export const demoKnowledge = [
  {
    unit: '区公安分局',
    title: '居住证到期怎么办',
    keywords: '居住证 签注 过期 续期',
    answer:
      '居住证每年签注一次：在当地连续居住每满一年之日前一个月内，到居住地派出所或街道便民服务中心办签注。过期没有签注的，居住证使用功能中止；补办签注后恢复，居住年限从补办之日起连续计算。依据：《居住证暂行条例》第十条。',
  },
  {
    unit: '区综合执法局',
    title: '夜里施工吵得睡不着',
    keywords: '噪音 工地 晚上 扰民',
    answer:
      '居民区等噪声敏感建筑物集中区域，夜里十点到早上六点禁止施工；抢修抢险和因生产工艺要求必须连续作业的除外，后者要有证明并公告附近居民。请说清地点和时间，登记成工单，由执法人员到现场看。依据：《噪声污染防治法》第四十三条。',
  },
  {
    unit: '区消防大队',
    title: '电动自行车能不能推进楼里充电',
    keywords: '电瓶车 充电 楼道 飞线',
    answer:
      '不能。高层民用建筑的公共门厅、疏散走道、楼梯间、安全出口禁止停放电动自行车，也禁止给它充电。请用小区里集中的充电处；看到有人在楼道里充电，可以登记成工单。依据：《高层民用建筑消防安全管理规定》第三十七条。',
  },
] as const;
