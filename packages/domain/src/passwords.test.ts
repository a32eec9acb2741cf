import { expect, test } from 'vitest';
import { DEMO_PASSWORD, passwordProblem } from './passwords.ts';

test.each([
  ['Sonne-7-Mond', null],
  ['correct horse battery staple', null],
  ['一窗受理集成服务大厅综合窗口工作人员甲乙', null],
  ['short-1A', 'too_short'],
  ['aaaaaaaaaaaaaaaaaaaa', 'too_simple'],
  ['abcdefghijkl', 'too_simple'],
  ['x'.repeat(10_000), 'too_long'],
  ['C1024-Passwort', 'has_staff_no'],
  [DEMO_PASSWORD, 'demo'],
] as const)('%s: %s', (password, problem) => expect(passwordProblem(password, 'c1024', false)).toBe(problem));

test('the demo password is good enough for the demo only', () => expect(passwordProblem(DEMO_PASSWORD, 'c1024', true)).toBeNull());
