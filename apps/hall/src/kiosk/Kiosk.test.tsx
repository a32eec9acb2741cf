import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HallPublicView } from '@one-window/domain/views';
import { installFixture, Refusal } from '@one-window/ui/fixture';
import { createLive } from '@one-window/ui/live';
import { lang, mode, startLook } from '@one-window/ui/theme';
import type { Device } from '../device.ts';
import { busyHall } from '../fixtures.ts';
import { takenTicket } from './fixtures.ts';
import { Kiosk } from './Kiosk.tsx';

const device: Device = { id: 'd', kind: 'kiosk', hallId: busyHall.hall.id, name: '2 号取号机', demo: true, portalUrl: 'http://portal' };
let dispose = (): void => {};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] });
  document.body.innerHTML = '<div id="root"></div>';
  startLook({ surface: 'kiosk' });
});
afterEach(() => {
  dispose();
  installFixture(null);
  vi.useRealTimers();
});

function open(api: Record<string, unknown> = {}, view: HallPublicView = busyHall, ageMs = 0): void {
  installFixture({ live: { 'hall.public': { view, ageMs } }, api });
  const root = document.querySelector('#root');
  if (!root) return;
  dispose = render(() => {
    const live = createLive('hall.public', 'hall');
    return <Kiosk live={live} device={device} />;
  }, root);
}

function press(words: string): void {
  const button = [...document.querySelectorAll('button')].find(
    (b) => b.textContent.includes(words) || b.getAttribute('aria-label') === words,
  );
  if (!button) throw new Error(`no key says ${words}: ${document.querySelector('.kiosk')?.textContent ?? ''}`);
  button.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  button.click();
}

const heading = (): string => document.querySelector('main h1')?.textContent ?? '';
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a citizen takes a number in three presses and sees it with the way to the phone page', async () => {
  open({ 'POST /api/tickets': { ticket: takenTicket } });
  press('个人综合');
  expect(heading()).toBe('您需要优先吗？');
  press('不用优先，直接取号');
  expect(heading()).toBe('正在取号');
  await settled();
  expect(document.querySelector('.ticket-card .no')?.textContent).toBe('A0093');
  expect(document.querySelector('.next svg.qr')).not.toBeNull();
  expect(document.querySelector('.slip .no')?.textContent).toBe('A0093');
});

test('declining priority is a key like agreeing, and eight reasons are offered', () => {
  open();
  press('个人综合');
  expect(document.querySelectorAll('.reason')).toHaveLength(8);
  expect(document.querySelector('.ask')?.textContent).toContain('后面至少叫 2 个普通号');
});

test.each([
  [new Refusal(409, 'series.full', { max: 300 }), '今天的号取完了', '导办台'],
  [new Refusal(409, 'hall.closed'), '现在不取号', '导办台'],
  [new Refusal(429, 'limit.too_many', { seconds: 12 }), '取得太快了', '等 12 秒'],
  [new Refusal(500, 'internal'), '这台取号机出了点问题', '换一台'],
])('a refusal says what it is and what to do: %o', async (refusal, head, hint) => {
  open({ 'POST /api/tickets': refusal });
  press('个人综合');
  press('不用优先');
  await settled();
  expect(heading()).toBe(head);
  expect(document.querySelector('.ask')?.textContent).toContain(hint);
});

test('a kiosk that lost the hall shows no waits and sends people to the guide desk', () => {
  open({}, busyHall, 60_000);
  expect(heading()).toBe('取号机连不上网了');
  expect(document.querySelector('main')?.textContent).toContain('导办台');
  expect(document.querySelectorAll('.tile')).toHaveLength(0);
});

test('a counter that gives no numbers says so and cannot be chosen', () => {
  open({}, { ...busyHall, series: busyHall.series.map((s) => ({ ...s, issuing: false, waiting: 0 })) });
  press('个人综合');
  expect(heading()).toBe('您好，今天办什么？');
  expect(document.querySelector('.tile')?.textContent).toContain('停止取号');
});

test('after a minute untouched it counts down, and then everything is forgotten', () => {
  open();
  press('English');
  press('Personal');
  expect(lang()).toBe('en');
  vi.advanceTimersByTime(59_000);
  expect(document.querySelector('.idle')).toBeNull();
  vi.advanceTimersByTime(3_000);
  expect(document.querySelector('.idle')?.textContent).toContain('Back to the start in 1');
  press('I am here');
  expect(document.querySelector('.idle')).toBeNull();
  vi.advanceTimersByTime(76_000);
  expect(heading()).toBe('您好，今天办什么？');
  expect(lang()).toBe('zh-CN');
});

test('who reads large letters is not hurried before three minutes', () => {
  open();
  press('大字版');
  press('取一个号');
  vi.advanceTimersByTime(179_000);
  expect(document.querySelector('.idle')).toBeNull();
  vi.advanceTimersByTime(2_000);
  expect(document.querySelector('.idle')).not.toBeNull();
  vi.advanceTimersByTime(15_000);
  expect(mode()).toBe('normal');
});

test('asking for a person turns the screen yellow and loses nothing', () => {
  open();
  press('个人综合');
  press('请人帮忙');
  expect(heading()).toBe('我需要帮忙');
  press('不用了，我继续');
  expect(heading()).toBe('您需要优先吗？');
});

test('a missed number is typed with the letters of this hall and comes back', async () => {
  open({ 'POST /api/tickets/rejoin': { ticket: { number: 'C0112', seriesId: busyHall.series[2]?.id, state: 'WAITING' } } });
  press('过号了，重新排上');
  for (const sign of ['C', '0', '1', '1', '2'])
    [...document.querySelectorAll<HTMLElement>('.key')].find((key) => key.textContent === sign)?.click();
  expect(document.querySelector('.typed')?.textContent).toBe('C0112');
  document.querySelector<HTMLElement>('.rejoin .end button:last-child')?.click();
  await settled();
  expect(heading()).toBe('重新排上了');
  expect(document.querySelector('.ticket-card .no')?.textContent).toBe('C0112');
});

test('a number that is still waiting needs no rejoining, and the kiosk says so', async () => {
  open({ 'POST /api/tickets/rejoin': new Refusal(409, 'ticket.not_allowed', { state: 'WAITING' }) });
  press('过号了，重新排上');
  for (const sign of ['A', '0', '0', '9', '3'])
    [...document.querySelectorAll<HTMLElement>('.key')].find((key) => key.textContent === sign)?.click();
  document.querySelector<HTMLElement>('.rejoin .end button:last-child')?.click();
  await settled();
  expect(document.querySelector('.ask')?.textContent).toContain('还在排队');
});
