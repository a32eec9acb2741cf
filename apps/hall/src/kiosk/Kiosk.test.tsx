import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HallPublicView } from '@one-window/domain/views';
import type { HallApi } from '@one-window/api/client';
import { installFixture, Refusal, type Answers } from '@one-window/ui/fixture';
import { createLive } from '@one-window/ui/live';
import { lang, mode, startLook } from '@one-window/ui/theme';
import type { Device } from '../device.ts';
import { busyHall } from '../fixtures.ts';
import { backInQueue, cardGuide, foundItems, takenTicket } from './fixtures.ts';
import { Kiosk } from './Kiosk.tsx';
import type { Port } from './reader.ts';

const device: Device = {
  id: 'd',
  kind: 'kiosk',
  hallId: busyHall.hall.id,
  name: '2 号取号机',
  windowId: null,
  template: 'hall',
  zone: null,
  demo: true,
  portalUrl: 'http://portal',
};
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

function open(api: Answers<HallApi> = {}, view: HallPublicView = busyHall, ageMs = 0): void {
  installFixture<HallApi>({ live: { 'hall.public': { view, ageMs } }, api });
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
  expect(document.querySelector('.ask')?.textContent).toContain('优先的人等 1 分钟，算 2 分钟');
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

test('a counter whose numbers are gone opens to the next times that can be booked, with the way to book one; a matter of its queue as well', async () => {
  const full = { max: 60, next: null };
  const slots = ['2026-11-30 09:00', '2026-11-30 09:30', '2026-12-01 14:00'];
  const refusal = new Refusal(409, 'series.full', { max: 60, seriesId: 's', slots });
  const view = { ...busyHall, series: busyHall.series.map((s) => ({ ...s, issuing: false, full, bookable: true })) };
  open({ 'POST /api/tickets': refusal, 'GET /api/items': { items: [...foundItems] } }, view);
  expect(document.querySelector('.tile')?.textContent).toContain('看可约的时间今天取完了');
  press('个人综合');
  await soon();
  expect(heading()).toBe('今天的号取完了');
  for (const at of ['11月30日周一 09:00', '12月1日周二 14:00']) expect(document.querySelector('.next')?.textContent).toContain(at);
  expect(document.querySelector('.next .qr')?.getAttribute('aria-label')).toContain('手机扫码预约');
  press('返回');
  press('写一写要办的事');
  await searchFor('身份证');
  expect(document.querySelector('.result')?.textContent).toContain('今天取完了');
  document.querySelector<HTMLElement>('.result')?.click();
  await soon();
  expect(heading()).toBe('今天的号取完了');
});

test('a counter whose numbers are gone and that cannot be booked says until when, and is no key; so does a matter of its queue', async () => {
  const view = {
    ...busyHall,
    series: busyHall.series.map((s) => ({ ...s, issuing: false, full: { max: 60, next: '14:00' }, bookable: false })),
  };
  open({ 'GET /api/items': { items: [...foundItems] } }, view);
  expect(document.querySelector('.tile')?.textContent).toContain('14:00起再取');
  press('个人综合');
  expect(heading()).toBe('您好，今天办什么？');
  press('写一写要办的事');
  await searchFor('身份证');
  expect(document.querySelector('.result')?.textContent).toContain('这段时间的号取完了');
  expect(document.querySelector('.result')?.getAttribute('aria-disabled')).toBe('true');
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

const request = { id: 'help', deviceId: device.id, askedAt: busyHall.asOf, coming: null };
const said = (): string => document.querySelector('.helping')?.textContent ?? '';
const helpKey = (): string => document.querySelector('.bar .help')?.textContent ?? '';

test('asking for a person turns the screen yellow, tells the staff, and loses nothing of what was begun', async () => {
  open({ 'POST /api/help': { help: { id: 'help', state: 'ASKED' } } });
  press('个人综合');
  press('请人帮忙');
  expect(heading()).toBe('我需要帮忙');
  expect(said()).toContain('正在通知工作人员');
  await settled();
  expect(said()).toContain('已经通知工作人员');
  press('等着，先接着用');
  expect(heading()).toBe('您需要优先吗？');
});

test('a call that did not reach the staff says so and sends the citizen to the guide desk', async () => {
  open({ 'POST /api/help': new Refusal(503, 'unavailable') });
  press('请人帮忙');
  await settled();
  expect(said()).toContain('不知道工作人员那边收到没有');
  expect(said()).toContain('请直接到导办台（一楼正门右侧）');
  installFixture({ live: { 'hall.public': { view: busyHall } }, api: { 'POST /api/help': { help: { id: 'help', state: 'ASKED' } } } });
  press('再试一次');
  await settled();
  expect(said()).toContain('已经通知工作人员');
});

test('an open call is told on the key of every screen, and pressing it sends nothing more', async () => {
  open({ 'POST /api/help': new Refusal(500, 'internal') }, { ...busyHall, help: [request] });
  expect(helpKey()).toBe('已请人来');
  press('已请人来');
  await settled();
  expect(said()).toContain('还没有人应答');
});

test.each([
  [{ window: '5', role: 'clerk' }, '来的是 5 号窗口的工作人员'],
  [{ window: null, role: 'guide' }, '来的是导办员'],
  [{ window: null, role: 'hall_manager' }, '来的是大厅主管'],
] as const)('who comes is told by window or role: %o', (who, words) => {
  open({}, { ...busyHall, help: [{ ...request, coming: { at: busyHall.asOf, ...who } }] });
  expect(helpKey()).toBe('马上有人来');
  press('马上有人来');
  expect(heading()).toBe('工作人员马上过来');
  expect(said()).toContain(words);
});

test('who waits for a person is not hurried before three minutes; the call stays open for whoever comes', () => {
  open({ 'POST /api/help': null }, { ...busyHall, help: [request] });
  press('已请人来');
  vi.advanceTimersByTime(179_000);
  expect(document.querySelector('.idle')).toBeNull();
  vi.advanceTimersByTime(17_000);
  expect(document.querySelector('.helping')).toBeNull();
  expect(helpKey()).toBe('已请人来');
});

test('another kiosk’s call is not this one’s', () => {
  open({}, { ...busyHall, help: [{ ...request, deviceId: 'other' }] });
  expect(helpKey()).toBe('请人帮忙');
});

test('a missed number is typed with the letters of this hall and comes back', async () => {
  open({ 'POST /api/tickets/rejoin': { ticket: { ...backInQueue, number: 'C0112', seriesId: busyHall.series[2]!.id } } });
  press('过号了，重新排上');
  for (const sign of ['C', '0', '1', '1', '2'])
    [...document.querySelectorAll<HTMLElement>('.key')].find((key) => key.textContent === sign)?.click();
  expect(document.querySelector('.typed')?.textContent).toBe('C0112');
  document.querySelector<HTMLElement>('.rejoin .end button:last-child')?.click();
  await settled();
  expect(heading()).toBe('重新排上了');
  const card = document.querySelector('.ticket-card');
  expect(card?.querySelector('.no')?.textContent).toBe('C0112');
  expect(card?.textContent).toContain('您前面还有3人');
  expect(card?.textContent).toContain('大约要等9分钟');
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

/** A serial port as the browser gives one, with a real stream in it. */
function serialPort() {
  let feed!: ReadableStreamDefaultController<Uint8Array>;
  const serial = new EventTarget();
  const port: Port = {
    readable: null,
    async open() {
      Object.assign(port, { readable: new ReadableStream<Uint8Array>({ start: (controller) => void (feed = controller) }) });
    },
    close: async () => undefined,
  };
  let ports: Port[] = [];
  Object.defineProperty(navigator, 'serial', {
    configurable: true,
    value: Object.assign(serial, { getPorts: async () => ports, requestPort: async () => (ports = [port])[0] }),
  });
  return {
    send: (text: string) => feed.enqueue(new TextEncoder().encode(text)),
    unplug: () => feed.error(new Error('the device has been lost')),
    plugIn: () => serial.dispatchEvent(new Event('connect')),
  };
}
const soon = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await settled();
};

test('staff choose the scanner’s port once; a code that is held to it checks in from any screen, and a lost scanner says so', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
  const scanner = serialPort();
  const answers: Answers<HallApi> = { 'POST /api/bookings/check-in': { ticket: { ...takenTicket, number: 'A0042' } } };
  open(answers);
  await soon();
  const name = document.querySelector('header .strong')!;
  name.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  vi.advanceTimersByTime(3_000);
  expect(heading()).toBe('扫码器');
  press('选串口');
  await soon();
  expect(document.querySelector('main [role=status]')?.textContent).toContain('已连上');
  press('返回');
  scanner.send('1234');
  scanner.send('5678\r');
  await soon();
  expect(document.querySelector('.no')?.textContent).toBe('A0042');
  press('好的，完成');
  Object.assign(answers, { 'POST /api/bookings/check-in': new Refusal(404, 'not_found') });
  scanner.send('11010519491231002X\r\n');
  await soon();
  expect(heading()).toBe('这张身份证今天没有预约');
  expect(document.body.textContent).not.toContain('1101051949');
  scanner.unplug();
  await soon();
  press('返回');
  expect(document.querySelector('.note')?.textContent).toContain('扫码口现在用不了');
  scanner.plugIn();
  await soon();
  expect(document.querySelector('.note')?.textContent).toContain('对着扫描口');
  Reflect.deleteProperty(navigator, 'serial');
});

/** What a reader that types presses, wherever the focus is. */
function type(line: string): void {
  for (const key of [...line, 'Enter'])
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

test('a reader that types checks in and rejoins from any screen, and a card on the page of bookings is a card, not a code', async () => {
  const answers: Answers<HallApi> = {
    'POST /api/bookings/check-in': { ticket: { ...takenTicket, number: 'A0042' } },
    'POST /api/tickets/rejoin': { ticket: { ...backInQueue, number: 'A0003' } },
  };
  open(answers);
  type('12345678');
  await soon();
  expect(document.querySelector('.no')?.textContent).toBe('A0042');
  press('好的，完成');
  type('A0003');
  await soon();
  expect(heading()).toBe('重新排上了');
  press('好的，完成');
  press('预约签到');
  Object.assign(answers, { 'POST /api/bookings/check-in': new Refusal(404, 'not_found') });
  type('51160219900307451X');
  await soon();
  expect(heading()).toBe('这张身份证今天没有预约');
});

const searchFor = async (text: string): Promise<void> => {
  const field = document.querySelector<HTMLInputElement>('input[type=search]')!;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await vi.waitFor(() => expect(document.querySelector('.result')).not.toBeNull());
};

test('a second matter joins the first where the same queue takes it; what is chosen, or done elsewhere, says so', async () => {
  const names = ['居民身份证换领', '居民身份证补领'];
  open({
    'GET /api/items': { items: [...foundItems] },
    'GET /api/items/:id': cardGuide,
    'POST /api/tickets': { ticket: { ...takenTicket, itemNames: names } },
  });
  press('写一写');
  await searchFor('身份证');
  press('居民身份证换领');
  await vi.waitFor(() => expect(heading()).toBe('这些都带了吗？'));
  press('还要办别的');
  expect(heading()).toBe('还要办什么事？');
  await searchFor('身份证');
  press('看全部 9 条');
  const rows = [...document.querySelectorAll('.result')].map((row) => row.textContent ?? '');
  expect(rows[0]).toMatch(/居民身份证换领.*已经选了/);
  expect(rows.find((row) => row.startsWith('居住证签注'))).toMatch(/不在一个队列.*要另取一个号/);
  press('居民身份证补领');
  await vi.waitFor(() => expect(document.querySelectorAll('.bring .matter')).toHaveLength(2));
  // the same papers are brought once
  expect(document.querySelector('.bring')?.textContent).toContain('要带的上面都有了');
  press('接着取号');
  expect(document.querySelector('.ask')?.textContent).toContain('居民身份证换领 等 2 件事');
  press('不用优先，直接取号');
  await settled();
  expect([...document.querySelectorAll('.slip li')].map((li) => li.textContent)).toEqual(names);
});

test('who comes for a result says for which by a code, or takes a number without; a code that is none says what to do', async () => {
  const results = { ...busyHall, series: busyHall.series.map((s, i) => ({ ...s, results: i === 0 })) };
  open({ 'POST /api/tickets/case': new Refusal(404, 'ticket.case_unknown') }, results);
  press('个人综合');
  expect(heading()).toBe('来取哪一件？');
  for (const sign of 'K7M2P9QX') press(sign);
  press('取一个号');
  await settled();
  expect(heading()).toBe('没有找到要来办的件');
  dispose();
  document.body.innerHTML = '<div id="root"></div>';
  open({}, results);
  press('个人综合');
  press('没带，直接取号');
  expect(heading()).toBe('您需要优先吗？');
});
