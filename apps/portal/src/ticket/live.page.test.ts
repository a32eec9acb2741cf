import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addMs } from '@one-window/domain/time';
import type { TicketView } from '@one-window/domain/views';
import { ticketsByState, waitingTicket } from '@one-window/ui/ticket/fixtures';
import { ticketBody, type TicketPageOptions } from '@one-window/ui/ticket/page';
import { ticketScene } from '@one-window/ui/ticket/scene';
import { listen } from './actions.ts';
import { takeOver, type TicketScreen } from './take-over.ts';

const options: TicketPageOptions = {
  locale: 'zh-CN',
  path: '/t/secret',
  elder: false,
  theme: null,
  demo: false,
  keys: { cancel: 'key-of-cancel', rejoin: 'key-of-rejoin', letPass: 'key-of-let-pass' },
  asking: false,
  refused: false,
  rate: null,
  moves: true,
};
let clock = 0;
let asOf = waitingTicket.asOf;
const vibrated: unknown[] = [];

function open(view: TicketView): TicketScreen {
  document.body.innerHTML = ticketBody(ticketScene(view, 'zh-CN', view.asOf), options).source;
  asOf = view.asOf;
  return takeOver(view, 'zh-CN', () => clock);
}
/** The next view of the ticket, a second later. */
function next(view: TicketView): TicketView {
  asOf = addMs(asOf, 1000);
  return { ...view, asOf };
}
const text = (slot: string): string => document.querySelector(`[data-text=${slot}]`)?.textContent ?? '';
const hidden = (name: string): boolean => document.querySelector(`[data-show=${name}]`)?.hasAttribute('hidden') ?? true;
const say = (): string => document.querySelector('[data-say]')?.textContent ?? '';

beforeEach(() => {
  vi.useFakeTimers();
  clock = 0;
  vibrated.length = 0;
  Object.defineProperty(navigator, 'vibrate', { configurable: true, value: (pattern: unknown) => vibrated.push(pattern) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the place counts down in the same elements', () => {
  const screen = open(waitingTicket);
  const ahead = document.querySelector('[data-text=ahead]');
  screen.show(next({ ...waitingTicket, ahead: 6 }));
  expect(text('ahead')).toBe('6');
  expect(document.querySelector('[data-text=ahead]')).toBe(ahead);
  expect(document.title).toBe('前面 6 人 · A0093 · 一窗');
});

test('an older view never replaces a newer one', () => {
  const screen = open(waitingTicket);
  screen.show(next({ ...waitingTicket, ahead: 5 }));
  screen.show({ ...waitingTicket, ahead: 7 });
  expect(text('ahead')).toBe('5');
});

test('at three ahead the phone says so once, by voice and touch', () => {
  const screen = open(waitingTicket);
  for (const ahead of [4, 3, 2]) screen.show(next({ ...waitingTicket, ahead }));
  expect(vibrated).toHaveLength(1);
  expect(say()).toBe('快到您了，前面还有 3 人。');
  expect(document.title).toContain('快到了，前面 2 人');
  expect(hidden('soon')).toBe(false);
});

test('a call lights the card, names the window and touches the hand; a recall does it again', () => {
  const screen = open(waitingTicket);
  screen.show(next(ticketsByState.CALLED));
  expect(document.querySelector('#ticket')?.className).toContain('lit');
  expect([text('window'), say(), document.title]).toEqual(['5', 'A0093，请到 5 号窗口。', '请到 5 号窗口 · A0093 · 一窗']);
  screen.show(next({ ...ticketsByState.CALLED, calledAt: asOf }));
  expect(vibrated).toHaveLength(2);
  vi.advanceTimersByTime(15_000);
  expect(document.querySelector('#ticket')?.className).not.toContain('lit');
});

test('the button to rejoin goes when its time is over, by the hall clock and not by that of the phone', () => {
  open({ ...ticketsByState.MISSED, rejoinUntil: addMs(waitingTicket.asOf, 60_000) });
  expect(hidden('rejoin')).toBe(false);
  clock = 61_000;
  vi.advanceTimersByTime(10_000);
  expect(hidden('rejoin')).toBe(true);
  expect(text('noteText')).toContain('重新取号');
});

test('a page that lost the hall says since when, and is live again afterwards', () => {
  const screen = open(waitingTicket);
  screen.freshness({ stale: true, asOf: waitingTicket.asOf, ageMs: 192_000 });
  expect(document.querySelector('[data-age]')?.textContent).toBe('停在 10:42，已 3 分 12 秒');
  expect(document.querySelector<HTMLElement>('[data-stale]')?.hidden).toBe(false);
  expect(text('staleHint')).toContain('10:42');
  screen.freshness({ stale: false, asOf: waitingTicket.asOf, ageMs: 0 });
  expect(document.querySelector('[data-age]')?.textContent).toBe('实时');
  expect(document.querySelector<HTMLElement>('[data-stale]')?.hidden).toBe(true);
});

interface Sent {
  readonly url: string;
  readonly key: string | undefined;
}

/** A server that answers each request in turn with a status and a view. */
function server(answers: { status: number; body?: unknown }[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    sent.push({ url, key: new Headers(init?.headers).get('idempotency-key') ?? undefined });
    const { status, body } = answers.shift() ?? { status: 0 };
    return status === 0 ? Promise.reject(new TypeError('offline')) : Promise.resolve(new Response(JSON.stringify(body ?? {}), { status }));
  });
  return sent;
}
const submit = (action: string): void => {
  const form = document.querySelector(`[data-do=${action}]`)?.closest('form');
  form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
};
const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(10).then(() => undefined);
const error = (): string | null => {
  const el = document.querySelector<HTMLElement>('[data-error]');
  return el && !el.hidden ? el.textContent : null;
};

test('rejoining offline keeps its key, so that pressing again acts once', async () => {
  const screen = open(ticketsByState.MISSED);
  listen(screen, 'secret', 'zh-CN');
  // three tries by themselves, and the view cannot be read either
  const sent = server([
    { status: 0 },
    { status: 0 },
    { status: 0 },
    { status: 0 },
    { status: 200 },
    { status: 200, body: next({ ...waitingTicket, ahead: 3 }) },
  ]);
  submit('rejoin');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(error()).toBe('没办成，网断了。您的号没有变，再按一次。');
  submit('rejoin');
  await settle();
  expect(new Set(sent.filter((s) => s.url.endsWith('/rejoin')).map((s) => s.key))).toEqual(new Set(['key-of-rejoin']));
  expect([error(), screen.current().state]).toEqual([null, 'WAITING']);
});

test('a refusal is told in words and the page shows how things stand', async () => {
  const screen = open(waitingTicket);
  listen(screen, 'secret', 'zh-CN');
  server([{ status: 409 }, { status: 200, body: next(ticketsByState.SERVING) }]);
  submit('cancel');
  await settle();
  expect(error()).toBe('没办成：这个号的状态刚变了，请看上面。');
  expect(text('state')).toBe('办理中');
});

test('the question before a cancellation opens with the safe answer in focus', () => {
  const screen = open(waitingTicket);
  listen(screen, 'secret', 'zh-CN');
  document.querySelector<HTMLElement>('[data-ask]')?.click();
  const dialog = document.querySelector('dialog');
  expect([dialog?.open, document.activeElement?.hasAttribute('data-keep')]).toEqual([true, true]);
  document.querySelector<HTMLElement>('[data-keep]')?.click();
  expect([dialog?.open, document.activeElement?.hasAttribute('data-ask')]).toEqual([false, true]);
});
