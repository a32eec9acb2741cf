import { beforeEach, expect, test } from 'vitest';
import { offeredCaseActions } from '@one-window/domain/case-table';
import { caseRoles } from '@one-window/domain/case-words';
import { procedureKinds } from '@one-window/domain/item-version';
import { setLang } from '@one-window/ui/theme';
import { actionWord, dueExplained, dueWords, idText, procedureWord, roleWord } from './words.ts';

beforeEach(() => setLang('zh-CN'));

/** Citizens and jobs press these. */
const notAtTheDesk = ['draft', 'submit', 'withdraw', 'lapse_supplement', 'deem_accepted'];

test('every key that a screen of the desk may show has its word, so have roles and procedures', () => {
  const keys = offeredCaseActions.filter((action) => !notAtTheDesk.includes(action));
  expect([...keys, 'do_at_once' as const].filter((action) => actionWord(action) === action)).toEqual([]);
  expect(caseRoles.filter((role) => roleWord(role) === role)).toEqual([]);
  expect(procedureKinds.filter((kind) => procedureWord(kind) === kind)).toEqual([]);
});

test('how long is left is said in days, then in hours, then in minutes', () => {
  const now = '2026-11-24T02:00:00.000Z';
  const said = (dueAt: string) => dueWords({ status: 'RECEIVED', dueAt }, now);
  expect(said('2026-11-27T09:30:00.000Z')).toEqual({ text: '还剩 3 天', look: 'ok' });
  expect(said('2026-11-24T09:30:00.000Z')).toEqual({ text: '还剩 7 小时', look: 'warn' });
  expect(said('2026-11-24T01:20:00.000Z')).toEqual({ text: '超了 40 分', look: 'red' });
  expect(dueWords({ status: 'CONCLUDED', dueAt: null }, now)).toBeNull();
});

test('a limit is explained line by line', () => {
  expect(
    dueExplained(
      [
        { kind: 'start', at: '2026-11-24T02:00:00.000Z', date: '2026-11-24' },
        { kind: 'allowance', amount: 5, unit: 'working_day' },
        { kind: 'off', from: '2026-11-28', to: '2026-11-29' },
        { kind: 'due', at: '2026-12-01T09:30:00.000Z', date: '2026-12-01' },
      ],
      'Asia/Shanghai',
    ),
  ).toEqual([
    '11月24日（周二）开始，当天不算',
    '一共给 5 个工作日',
    '11月28日（周六）到11月29日（周日）放假，不算',
    '12月1日（周二） 17:30 到期',
  ]);
});

test('a number is judged while it is typed', () => {
  expect(idText('5116')).toBe('还差 14 位，身份证号是 18 位');
  expect(idText('511602199003071233')).toBe('末位对不上，再看一遍');
  expect(idText('511602 19900307 1232')).toBeUndefined();
});
