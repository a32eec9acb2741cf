import { MemoryRouter, Route, createMemoryHistory } from '@solidjs/router';
import { render } from 'solid-js/web';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeskApi } from '@one-window/api/client';
import type { HallStaffView } from '@one-window/domain/views';
import { installFixture, Refusal, type Answers } from '@one-window/ui/fixture';
import type { Me } from '../api.ts';
import {
  calledTicket,
  fixtureHall,
  fixtureStaff,
  helpAsked,
  helpComing,
  servingTicket,
  staffView,
  visitCases,
  visitTicket,
} from '../fixtures.ts';
import { createSession, SessionProvider } from '../session.ts';
import { barCommands, commandKeys, keyStates, type Command } from './model.ts';
import WindowScreen from './WindowScreen.tsx';

const me: Me = {
  staff: fixtureStaff,
  halls: [{ id: fixtureHall.id, name: fixtureHall.name }],
  demo: true,
  oneTimePassword: false,
  secondFactor: { enrolled: true, required: false },
};
let dispose = (): void => undefined;

async function show(view: HallStaffView, api: Answers<DeskApi> = {}): Promise<void> {
  installFixture<DeskApi>({ live: { 'hall.staff': { view } }, api: { 'GET /api/me': me, ...api } });
  const session = createSession();
  await session.load();
  const history = createMemoryHistory();
  history.set({ value: '/window/hall-1/window-5' });
  const root = document.body.appendChild(document.createElement('div'));
  dispose = render(
    () => (
      <SessionProvider value={session}>
        <MemoryRouter history={history}>
          <Route path="/window/:hallId/:windowId" component={WindowScreen} />
        </MemoryRouter>
      </SessionProvider>
    ),
    root,
  );
  await settle();
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const press = async (key: string): Promise<void> => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await settle();
};
const bar = (): HTMLElement => document.querySelector<HTMLElement>('[role=toolbar]')!;
const keyOf = (command: Command): HTMLElement =>
  [...bar().querySelectorAll('button')].find((b) => b.textContent?.startsWith(commandKeys[command]))!;
const work = (): string => document.querySelector('main')?.textContent ?? '';

beforeEach(() => {
  document.documentElement.lang = 'zh-CN';
});
afterEach(() => {
  dispose();
  installFixture(null);
  document.body.replaceChildren();
});

describe.each([
  ['nothing in hand', staffView()],
  ['a called number', staffView({}, [calledTicket()])],
  ['a served number', staffView({}, [servingTicket()])],
  ['nobody waiting', staffView({ tickets: [] })],
])('with %s', (_name, view) => {
  test('the key bar lights exactly what the machine allows, and each dim key says why', async () => {
    await show(view);
    const states = keyStates({ view, windowId: 'window-5', staffId: fixtureStaff.id, now: view.asOf });
    for (const command of barCommands) {
      const key = keyOf(command);
      expect([command, key.getAttribute('aria-disabled')]).toEqual([command, String(!states[command].allowed)]);
      const why = document.getElementById(key.getAttribute('aria-describedby') ?? '');
      expect([command, (why?.textContent ?? '') !== '']).toEqual([command, !states[command].allowed]);
    }
  });
});

test('the list says whose number it is, masked, and why somebody stands there', async () => {
  const waits = staffView().tickets.filter((t) => t.state === 'WAITING');
  const series = waits[0]!.seriesId;
  const late = (seq: number, patch: object) => ({
    ...waits[0]!,
    id: `late-${seq}`,
    number: `A0${seq}`,
    order: seq * 1_000_000,
    priority: null,
    bookedAt: null,
    ...patch,
  });
  const tickets = [
    { ...waits[0]!, id: 'first', seriesId: series },
    late(901, { personName: '周*华', returned: false, forWindowId: 'window-5' }),
    late(902, { misses: 1 }),
  ];
  await show(staffView({ tickets }));
  const rows = [...document.querySelectorAll('aside ol li')].map((row) => row.textContent ?? '');
  expect(rows.find((row) => row.includes('A0901'))).toMatch(/周\*华.*转到本窗口/);
  expect(rows.find((row) => row.includes('A0902'))).toContain('过号后重新排上');
});

test('a dim key that is pressed answers in the window', async () => {
  await show(staffView({}, [calledTicket()]));
  await press('F8');
  expect(work()).toMatch(/没过号：.*2/);
});

test('a press that the service refuses stays in words where it was made, and the ticket is as it was', async () => {
  await show(staffView({}, [calledTicket()]), { 'POST /api/windows/:windowId/actions': new Refusal(409, 'window.paused') });
  await press('F4');
  await settle();
  expect(document.querySelector('[role=alert]')?.textContent).toMatch(/没开始：/);
  expect(work()).toContain('已叫号');
});

test('nothing is shown before the service has answered, and a second key does not go out', async () => {
  await show(staffView({}, [calledTicket()]), { 'POST /api/windows/:windowId/actions': null });
  await press('F4');
  expect(keyOf('start').getAttribute('aria-busy')).toBe('true');
  await press('F6');
  expect(document.querySelector('[role=dialog]')).toBeNull();
  expect(work()).toContain('已叫号');
});

test('hold asks for how long and is answered by a digit', async () => {
  await show(staffView({}, [servingTicket()]), { 'POST /api/windows/:windowId/actions': new Refusal(409, 'stale') });
  await press('F6');
  expect(document.querySelector('[role=dialog]')?.textContent).toContain('挂起多久');
  await press('3');
  await settle();
  expect(document.querySelector('[role=alert]')?.textContent).toMatch(/没挂起：/);
});

test('who was taken over is told by whom, and every key is dim', async () => {
  const view = staffView({}, [servingTicket()]);
  await show({ ...view, windows: view.windows.map((w) => (w.id === 'window-5' ? { ...w, staffId: 'staff-9', staffName: '游静' } : w)) });
  expect(work()).toContain('游静 接替了这个窗口');
  expect(barCommands.every((command) => keyOf(command).getAttribute('aria-disabled') === 'true')).toBe(true);
});

test('the primary verb has the focus: what comes next in the work', async () => {
  await show(staffView({}, [calledTicket()]));
  expect(document.activeElement?.textContent).toContain('开始办理');
});

const calls = (): string => document.querySelector('aside ul[aria-live]')?.textContent ?? '';
/** What a button says: the words of its busy time keep their place in it unseen. */
function said(button: Element): string {
  const copy = button.cloneNode(true) as Element;
  for (const unseen of copy.querySelectorAll('[aria-hidden="true"]')) unseen.remove();
  return copy.textContent ?? '';
}
const button = (words: string): HTMLButtonElement | undefined => [...document.querySelectorAll('button')].find((b) => said(b) === words);

test('who waits for a person at a kiosk is a quiet line at the window: which, where, how long, and one press to go', async () => {
  await show(staffView({ help: [helpAsked()] }), { 'POST /api/halls/:hallId/help': new Refusal(409, 'help.answered') });
  expect(calls()).toMatch(/2 号取号机，有人要帮忙.*一楼东门内.*等了 40 秒/);
  button('我去')?.click();
  await settle();
  expect(document.querySelector('aside [role=alert]')?.textContent).toBe('已经有同事去了');
});

test('who goes is told by name to colleagues, who then have nothing to press', async () => {
  await show(staffView({ help: [helpComing()] }));
  expect(calls()).toMatch(/2 号取号机，游静去了.*9 号窗口/);
  expect([button('我去'), button('帮好了')]).toEqual([undefined, undefined]);
});

test('who said "I go" can take it back or say that it is done', async () => {
  await show(staffView({ help: [helpComing({ staffId: fixtureStaff.id, staffName: fixtureStaff.name })] }));
  expect(calls()).toContain('说好了你去：2 号取号机');
  expect([button('去不了'), button('帮好了')].every(Boolean)).toBe(true);
});

const lazily = async (): Promise<void> => {
  for (let i = 0; i < 40 && !document.querySelector('section ol [aria-current=step]'); i += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
};
const comesOf = { 'GET /api/halls/:hallId/tickets/:ticketId/cases': { cases: [...visitCases] } } as const;

test('several matters stand step by step: what waits to be handed over first, then what is begun, done, next, and not for today', async () => {
  await show(staffView({}, [visitTicket()]), comesOf);
  await lazily();
  const rows = [...document.querySelectorAll('section[aria-label="来办什么"] li')].map((li) => li.textContent ?? '');
  expect(rows[0]).toMatch(/营业执照变更.*来取结果.*打开，交给申请人/);
  expect(rows[1]).toMatch(/食品经营许可（新办）.*草稿.*打开办件/);
  expect(rows[2]).toMatch(/公共场所卫生许可.*办好了.*改回没办/);
  expect(rows[3]).toMatch(/户外广告设施设置审批.*还没办.*收件/);
  expect(document.querySelector('a[href^="/intake/hall-1/item-3?ticketId="]')).not.toBeNull();
  expect(document.activeElement?.getAttribute('href')).toBe('/cases/all/case-9');
});

test('whoever would end a number with matters left is asked once, by their names; one matter alone is not asked about', async () => {
  const refused = { 'POST /api/windows/:windowId/actions': new Refusal(409, 'window.paused') } as const;
  await show(staffView({}, [visitTicket()]), { ...comesOf, ...refused });
  await press('F9');
  const dialog = (): string => document.querySelector('[role=dialog]')?.textContent ?? '';
  expect(dialog()).toMatch(/还有 2 件没办.*食品经营许可（新办）、户外广告设施设置审批/);
  // nothing was sent so far
  expect(work()).not.toContain('暂停');
  [...document.querySelectorAll('button')].find((b) => b.textContent?.startsWith('就到这里'))?.click();
  await settle();
  expect(work()).toContain('暂停');

  dispose();
  document.body.replaceChildren();
  await show(staffView({}, [servingTicket()]), refused);
  await press('F9');
  expect(dialog()).toBe('');
  expect(work()).toContain('暂停');
});
