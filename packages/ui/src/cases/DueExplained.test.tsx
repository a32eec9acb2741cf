import { createSignal, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hallTime, samplePlace } from '@one-window/domain/case-samples';
import { dueOf, type Due } from '@one-window/domain/clock';
import { setLang } from '../theme.ts';
import { DueExplained } from './DueExplained.tsx';

let stop: (() => void)[] = [];
function page(draw: () => JSX.Element): HTMLElement {
  const root = document.createElement('div');
  document.body.append(root);
  stop.push(render(draw, root), () => root.remove());
  return root;
}
const one = <E extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): E => {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const allowance = (amount: number) => ({ amount, unit: 'working_day' }) as const;
const holidays = dueOf({ start: hallTime('2026-09-23'), allowance: allowance(5) }, samplePlace);
beforeEach(() => setLang('zh-CN'));
afterEach(() => {
  for (const end of stop.reverse()) end();
  stop = [];
});

test('the date is shown, and why it is that day opens with it', () => {
  const root = page(() => <DueExplained clock="promise" due={holidays} />);
  const details = one<HTMLDetailsElement>(root, 'details');
  expect(details.open).toBe(false);
  expect(one(details, 'summary').textContent).toBe('承诺时限10月8日（周四） 17:30为什么');
  expect(one(details, 'time').getAttribute('datetime')).toBe('2026-10-08T09:30:00.000Z');
  expect([...one(details, 'ol').children].map((line) => line.textContent)).toContain('10月1日（周四）到10月7日（周三）放假，不算');
  one(details, 'summary').click();
  expect(details.open).toBe(true);
});

test('date and lines follow the language', () => {
  const root = page(() => <DueExplained clock="promise" due={holidays} />);
  setLang('en');
  expect(one(root, 'summary').textContent).toBe('Promised limitThu 8 Oct 17:30Why');
  expect(one(root, 'li').textContent).toBe('Begins Wed 23 Sept; that day does not count');
});

test('a limit that stands still says what is left and since when, and says the date again when it runs', () => {
  const pauses = [{ from: hallTime('2026-03-05'), until: null }];
  const still = dueOf({ start: hallTime('2026-03-02'), allowance: allowance(10), pauses }, samplePlace);
  const [due, setDue] = createSignal<Due>(still);
  const root = page(() => <DueExplained clock="legal" due={due()} />);
  expect(one(root, 'summary').textContent).toBe('法定时限停表，还剩 7 个工作日为什么');
  expect(root.querySelector('time')).toBeNull();
  expect(one(root, 'li:last-child').textContent).toBe('3月5日（周四）停表，停着的时间不算');
  setDue(holidays);
  expect(one(root, 'time').textContent).toBe('10月8日（周四） 17:30');
});

test('a date that a missing calendar may move says so', () => {
  const provisional = dueOf({ start: hallTime('2026-11-20'), allowance: allowance(30) }, samplePlace);
  const root = page(() => <DueExplained clock="legal" due={provisional} />);
  expect(one(root, 'summary').textContent).toContain('暂定');
  expect(one(root, 'li:last-child').textContent).toContain('2027 年的放假安排还没公布');
});
