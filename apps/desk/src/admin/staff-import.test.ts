import { expect, test } from 'vitest';
import { parseCsv } from '@one-window/domain/csv';
import { readStaffTable, tableOf, type ImportContext } from './staff-import.ts';

const context: ImportContext = {
  headings: { staffNo: ['工号'], name: ['姓名'], role: ['岗位'], hall: ['大厅'], password: ['初始密码'] },
  roleOf: (word) => (word === '窗口人员' ? 'clerk' : null),
  halls: [{ id: 'h1', names: ['广安区政务服务大厅'] }],
  taken: new Set(['1005']),
  demo: false,
};
const read = (text: string) => {
  const result = readStaffTable(text, context);
  if ('missing' in result) throw new Error('header');
  return result.rows.map((row) => row.problems.map((p) => p.code));
};
const head = '工号,姓名,岗位,大厅,初始密码';

test('a good row becomes a colleague with a role in a hall, odd names untouched', () => {
  const result = readStaffTable(`${head}\n1010,欧阳𠮷,窗口人员,广安区政务服务大厅,Laoshi-2026-x`, context);
  expect(result).toMatchObject({
    rows: [{ line: 2, problems: [], staff: { staffNo: '1010', name: '欧阳𠮷', assignments: [{ roleId: 'clerk', hallId: 'h1' }] } }],
  });
});

test('columns may stand in any order, and a hall may be left out', () => {
  const result = readStaffTable('姓名,初始密码,工号,岗位\n李四,Laoshi-2026-x,1011,窗口人员', context);
  expect(result).toMatchObject({ rows: [{ problems: [], staff: { staffNo: '1011', assignments: [{ hallId: null }] } }] });
});

test('each row says all that is wrong with it', () => {
  expect(read(`${head}\n1005,,馆长,西厅,123\n10 12,王五,窗口人员,,Laoshi-2026-x\n1013,赵六,窗口人员,,Laoshi-2026-x,more`)).toEqual([
    ['exists', 'name', 'password.too_short', 'role', 'hall'],
    ['staff_no'],
    ['columns'],
  ]);
});

test('a number that stands twice is told on both rows', () => {
  expect(read(`${head}\nA1,甲,窗口人员,,Laoshi-2026-x\na1,乙,窗口人员,,Laoshi-2026-x`)).toEqual([['twice'], ['twice']]);
});

test('a table without a column is not guessed at', () => {
  expect(readStaffTable('工号,姓名\n1,2', context)).toEqual({ missing: ['role', 'password'] });
});

test('the table goes to the service as it was read, without roles where none may be given', () => {
  const result = readStaffTable(`${head}\n1010,"欧阳, ""𠮷""",窗口人员,,Laoshi-2026-x`, context);
  const rows = 'rows' in result ? result.rows : [];
  expect(parseCsv(tableOf(rows, true))).toEqual([
    ['staffNo', 'name', 'role', 'hall', 'password'],
    ['1010', '欧阳, "𠮷"', '窗口人员', '', 'Laoshi-2026-x'],
  ]);
  expect(parseCsv(tableOf(rows, false))[0]).toEqual(['staffNo', 'name', 'password']);
});
