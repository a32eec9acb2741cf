/** 事项类型: two digits of the national directory. */
export const itemTypes = {
  '01': '行政许可',
  '02': '行政处罚',
  '03': '行政强制',
  '04': '行政征收',
  '05': '行政给付',
  '06': '行政检查',
  '07': '行政确认',
  '08': '行政奖励',
  '09': '行政裁决',
  '10': '其他行政权力',
  '20': '公共服务',
} as const;
export type ItemType = keyof typeof itemTypes;
export const itemTypeCodes = Object.keys(itemTypes).toSorted() as ItemType[];

/** `incomplete`: a directory entry with name, code, type and department; no case can be opened against it. */
export const itemStates = ['incomplete', 'in_use', 'suspended', 'cancelled'] as const;
export type ItemState = (typeof itemStates)[number];

/** What a citizen asks of a guide, beyond name and department. The screen names each part that is missing. */
export const guideParts = ['materials', 'time', 'fee', 'visits', 'law'] as const;
export type GuidePart = (typeof guideParts)[number];

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** A unified social credit code (GB 32100-2015): 18 characters of its alphabet, the last one the check character. Capitals only. */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false;
  const sum = creditWeights.reduce((total, weight, i) => total + weight * creditAlphabet.indexOf(code.charAt(i)), 0);
  return creditAlphabet[(31 - (sum % 31)) % 31] === code[17];
}

export interface BasicCode {
  readonly code: string;
  readonly source: string;
  readonly type: ItemType;
  readonly ministry: string;
  readonly main: string;
  readonly sub: string;
}

/** 基本编码: 12 digits = 2 source, 2 type, 2 ministry, 3 main item, 3 sub-item. Null where the type is none of the directory. */
export function parseBasicCode(code: string): BasicCode | null {
  const parts = /^(\d\d)(\d\d)(\d\d)(\d{3})(\d{3})$/.exec(code);
  if (!parts) return null;
  const [, source, type, ministry, main, sub] = parts as unknown as [string, string, string, string, string, string];
  return type in itemTypes ? { code, source, type: type as ItemType, ministry, main, sub } : null;
}

export interface TaskCode {
  /** 31 characters. */
  readonly code: string;
  readonly creditCode: string;
  readonly level: string;
  readonly basic: BasicCode;
  /** 业务办理项: two more digits. */
  readonly handling: string | null;
}

/** 实施编码: 31 = credit code 18 + level of exercise 1 + basic code 12; 33 with the handling item's digits. */
export function parseTaskCode(code: string): TaskCode | null {
  const parts = /^(.{18})([1-6])(\d{12})(\d\d)?$/u.exec(code);
  if (!parts) return null;
  const [, creditCode, level, digits, handling] = parts as unknown as [string, string, string, string, string?];
  const basic = parseBasicCode(digits);
  return basic && isCreditCode(creditCode) ? { code: code.slice(0, 31), creditCode, level, basic, handling: handling ?? null } : null;
}

/** Why no national code can be derived from a published one. */
export type CodeProblem = 'old_generation' | 'letters_in_basic_code' | 'fourteen_digits' | 'not_national' | 'type_differs';

export interface NationalCodes {
  readonly catalogCode: string | null;
  readonly taskCode: string | null;
  readonly problem: CodeProblem | null;
}

/**
 * The national codes that a published item code contains. They are read, never made up: a full 31- or 33-character code gives
 * both, a code that begins with a 12-digit basic code gives that alone, because level of exercise and organ are not in it in a
 * form that can be trusted. The 10- and 24-digit codes of 2016/17 are recognised and kept as published only.
 */
export function nationalCodes(published: string, type: string): NationalCodes {
  const task = parseTaskCode(published);
  const first = published.split('-')[0] ?? '';
  const basic = task?.basic ?? parseBasicCode(first);
  if (basic && basic.type === type) return { catalogCode: basic.code, taskCode: task?.code ?? null, problem: null };
  return { catalogCode: null, taskCode: null, problem: basic ? 'type_differs' : problemOf(published, first) };
}

function problemOf(published: string, first: string): CodeProblem {
  if (/^(\d{10}|\d{24})$/.test(published)) return 'old_generation';
  if (/^\d{3}[A-Z](\d{8}|\d{10})$/.test(first)) return 'letters_in_basic_code';
  if (/^\d{14}$/.test(first)) return 'fourteen_digits';
  return 'not_national';
}
