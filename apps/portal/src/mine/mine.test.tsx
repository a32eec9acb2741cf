import { createMemoryHistory, MemoryRouter, query, Route } from '@solidjs/router';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import type { ItemGuide } from '../home/data.ts';
import Guide from '../home/guide.tsx';
import Apply from './apply.tsx';
import Change from './change.tsx';
import Check from './check.tsx';
import { asked, draft, ready, reviewed, rows, submitted, turnedDown } from './fixtures.ts';
import { keep, kept } from './kept.ts';
import MyCase from './my-case.tsx';
import MyCases from './my-cases.tsx';
import Outbox from './outbox.tsx';
import Receipt from './receipt.tsx';
import SignIn from './sign-in.tsx';

const guide: ItemGuide = {
  id: 'i3',
  name: '居住证申领',
  department: '区公安分局',
  seriesId: null,
  state: 'incomplete',
  code: '512B-1',
  catalogCode: null,
  type: '行政确认',
  typeCode: '07',
  theme: null,
  area: '广安区',
  missing: ['law'],
  places: [],
  version: {
    id: 'v1',
    version: 1,
    sample: true,
    publishedAt: '2026-11-01T00:00:00.000Z',
    caseKind: 'PROMISE',
    taskType: '07',
    legal: { amount: 15, unit: 'natural_day' },
    promise: { amount: 5, unit: 'working_day' },
    visits: { least: 0, most: 1 },
    fees: [],
    result: { name: '居住证', kind: 'certificate' },
    scope: 'city',
    procedures: [],
    questions: [{ id: 'reason', text: '为什么要办？', options: ['first', 'renew'].map((id) => ({ id, text: id })) }],
    materials: [
      { code: 'photo', name: '近期免冠照片', need: 'required', from: 'self' },
      { code: 'id_card', name: '居民身份证', need: 'required', from: 'shared' },
    ],
  },
};
const hall = { id: 'h1', name: { zh: '政务服务中心', en: null }, timeZone: 'Asia/Shanghai', asOf: '2026-11-24T02:42:00.000Z', series: [] };

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  query.clear();
  document.body.innerHTML = '';
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

interface Sent {
  readonly route: string;
  readonly key: string | null;
  readonly body: Record<string, unknown>;
}
type Reply = (sent: Sent) => unknown;
const refusal = (status: number, code: string, details: object = {}) =>
  new Response(JSON.stringify({ error: { code, details } }), { status });

/** Opens an address in front of a server that answers so; what is not listed is not found. Gives what was sent to it. */
function open(path: string, replies: Record<string, Reply>): { sent: Sent[]; at: () => string } {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const route = `${init.method ?? 'GET'} ${url}`;
    const headers = new Headers(init.headers);
    const one: Sent = {
      route,
      key: headers.get('idempotency-key'),
      body: JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Sent['body'],
    };
    if (init.method) sent.push(one);
    const answer = replies[route]?.(one) ?? refusal(404, 'not_found');
    if (answer === 'lost') return Promise.reject(new TypeError('offline'));
    return Promise.resolve(answer instanceof Response ? answer : new Response(JSON.stringify(answer)));
  });
  const history = createMemoryHistory();
  history.set({ value: path });
  const root = document.body.appendChild(document.createElement('div'));
  dispose?.();
  dispose = render(
    () => (
      <MemoryRouter history={history}>
        <Route path="/items/:id" component={Guide} />
        <Route path="/sign-in" component={SignIn} />
        <Route path="/outbox" component={Outbox} />
        <Route path="/apply/:id" component={Apply} />
        <Route path="/my" component={MyCases} />
        <Route path="/my/:id" component={MyCase} />
        <Route path="/my/:id/check" component={Check} />
        <Route path="/my/:id/change" component={Change} />
        <Route path="/my/:id/receipt" component={Receipt} />
        <Route path="*" component={() => <p>elsewhere</p>} />
      </MemoryRouter>
    ),
    root,
  );
  return { sent, at: () => history.get() };
}
const seen = (words: string): Promise<void> => vi.waitFor(() => expect(document.body.textContent).toContain(words), { timeout: 3000 });
const button = (words: string): HTMLButtonElement =>
  [...document.querySelectorAll('button')].find((b) => b.textContent?.includes(words)) as HTMLButtonElement;
function type(input: Element | null | undefined, text: string): void {
  (input as HTMLInputElement).value = text;
  input?.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
const inputs = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('input.input')];
const ok = () => ({ ok: true });
const me = () => ({ phone: '138****1111', lang: 'zh' });
const noMe = () => refusal(401, 'auth.required');

test('signing in: a number, the notice, a code out of a pasted message, and on to where one wanted to go', async () => {
  const { sent, at } = open('/sign-in?to=/my', {
    'GET /api/notice': () => ({ version: '2026-11', demo: true }),
    'GET /api/me': me,
    'GET /api/cases': () => ({ cases: [] }),
    'POST /api/sign-in/code': ok,
    'POST /api/sign-in': ({ body }) => (body['code'] === '123456' ? { ok: true } : refusal(401, 'auth.wrong')),
  });
  await seen('谁看得到');
  type(inputs()[0], '+86 138 0000 1111');
  expect(button('看完上面这段').getAttribute('aria-disabled')).toBe('true');
  document.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  button('发验证码').click();
  await seen('发到了 13800001111');
  await seen('60 秒后可以再发');
  expect(document.querySelector('a[href="/outbox"]')).not.toBeNull();
  type(inputs()[0], '111111');
  button('登录').click();
  await seen('验证码不对');
  expect(inputs()[0]?.value).toBe('111111');
  type(inputs()[0], '【一窗】验证码 123456，5 分钟内有效');
  expect(inputs()[0]?.value).toBe('123456');
  button('登录').click();
  await vi.waitFor(() => expect(at()).toBe('/my'));
  expect(sent.at(-1)?.body).toEqual({ phone: '13800001111', code: '123456', noticeVersion: '2026-11', lang: 'zh' });
  expect(kept('sign-in')).toEqual({});
});

test('a notice that has changed is shown and ticked again; being locked is told in minutes', async () => {
  let version = '2026-11';
  keep('sign-in', { phone: '13800001111', sentAt: String(Date.now()) });
  open('/sign-in', {
    'GET /api/notice': () => ({ version, demo: false }),
    'POST /api/sign-in': () => (version === '2026-11' ? refusal(429, 'auth.locked', { seconds: 90 }) : refusal(409, 'auth.notice_old')),
  });
  await seen('发到了 13800001111');
  expect(document.querySelector('a[href="/outbox"]')).toBeNull();
  type(inputs()[0], '123456');
  button('登录').click();
  await seen('等 2 分钟再试');
  version = '2026-12';
  button('登录').click();
  await seen('这段话刚改过');
  await seen('2026-12 版');
  expect(inputs()[0]?.value).toBe('13800001111');
});

test.each(['//evil.example', 'https://evil.example', '/\\evil.example'])('after signing in nobody is led to %s', async (to) => {
  keep('sign-in', { phone: '13800001111', sentAt: '1' });
  const { at } = open(`/sign-in?to=${encodeURIComponent(to)}`, {
    'GET /api/notice': () => ({ version: '2026-11', demo: false }),
    'GET /api/cases': () => ({ cases: [] }),
    'POST /api/sign-in': ok,
  });
  await seen('发到了 13800001111');
  type(inputs()[0], '123456');
  button('登录').click();
  await vi.waitFor(() => expect(at()).toBe('/my'));
});

test('a guide leads to the form with the situation that was chosen, or says that one has to come', async () => {
  open('/items/i3?reason=first', { 'GET /api/items/i3': () => guide, 'GET /api/halls': () => ({ halls: [] }) });
  await seen('网上办');
  expect(document.querySelector('a[href="/apply/i3?reason=first"]')).not.toBeNull();
  query.clear();
  document.body.innerHTML = '';
  const visits = { ...guide, version: { ...guide.version!, visits: { least: 1, most: 1 } } };
  open('/items/i3', { 'GET /api/items/i3': () => visits, 'GET /api/halls': () => ({ halls: [] }) });
  await seen('这件事要去大厅，要去 1 次');
});

test('what was typed outlasts signing in; a lost answer is asked again under the same key', async () => {
  let answer: unknown = refusal(401, 'auth.required');
  const replies = {
    'GET /api/items/i3': () => guide,
    'GET /api/halls': () => ({ halls: [hall] }),
    'GET /api/me': noMe,
    'GET /api/notice': () => ({ version: '2026-11', demo: false }),
    'POST /api/cases': () => answer,
    'GET /api/cases/c1': () => draft,
  };
  const first = open('/apply/i3?reason=first', replies);
  await seen('您要准备 1 样');
  button('下一步').click();
  await seen('还差 2 样没有填');
  type(inputs()[0], ' 周  明 ');
  type(inputs()[1], '51160219520715002２');
  button('下一步').click();
  await vi.waitFor(() => expect(first.at()).toBe('/sign-in?to=%2Fapply%2Fi3%3Freason%3Dfirst'));
  const body = {
    hallId: 'h1',
    itemId: 'i3',
    applicant: { name: '周 明', idNo: '511602195207150022' },
    answers: { reason: 'first' },
  };
  expect(first.sent.at(-1)?.body).toEqual(body);

  document.body.innerHTML = '';
  query.clear();
  answer = 'lost';
  const second = open('/apply/i3?reason=first', replies);
  await seen('您要准备 1 样');
  expect(inputs().map((input) => input.value)).toEqual([' 周  明 ', '51160219520715002２']);
  button('下一步').click();
  await seen('没送到，网断了');
  answer = { id: 'c1', version: 1 };
  button('下一步').click();
  await vi.waitFor(() => expect(second.at()).toBe('/my/c1/check'));
  const keys = [...first.sent, ...second.sent].map(({ key }) => key);
  expect(keys.length).toBeGreaterThan(3);
  expect(new Set(keys).size).toBe(1);
}, 10_000);

test('a draft is looked over and handed in: the receipt has the number, and what was typed is gone', async () => {
  let now = draft;
  keep('apply.i3', { begun: 'c1' });
  const { sent, at } = open('/my/c1/check', {
    'GET /api/cases/c1': () => now,
    'POST /api/cases/c1/press': () => {
      now = submitted;
      return { id: 'c1', version: 2 };
    },
  });
  for (const words of ['看一遍，再交', '511602********1234', '近期免冠照片', '不要钱']) await seen(words);
  expect(document.querySelector('a[href="/my/c1/change"]')).not.toBeNull();
  button('交上去').click();
  await vi.waitFor(() => expect(at()).toBe('/my/c1/receipt'));
  for (const words of ['收到了', '5116 0200 0000 0720 2611 2600 01', '11月27日', '广安区政务服务中心']) await seen(words);
  expect(sent.at(-1)?.body).toEqual({ version: 1, press: { action: 'submit' } });
  expect(kept('apply.i3')).toEqual({});
});

test('going back leads to the draft that was begun, and changes it: the number stays unless it is typed anew, and what another door changed is not written over', async () => {
  let now = draft;
  keep('apply.i3', { begun: 'c1' });
  const { sent, at } = open('/apply/i3?reason=renew', {
    'GET /api/cases/c1': () => now,
    'GET /api/items/i3': () => guide,
    'GET /api/halls': () => ({ halls: [hall] }),
    'GET /api/me': me,
    'POST /api/cases/c1/press': () => refusal(409, 'case.stale'),
  });
  for (const words of ['511602********1234', '您要准备 1 样']) await seen(words);
  expect([at(), inputs().length]).toEqual(['/my/c1/change', 0]);
  const renew = document.querySelectorAll<HTMLInputElement>('input[name=reason]')[1];
  renew?.click();
  await seen('您要准备 2 样');
  now = { ...draft, version: 3, applicant: { ...draft.applicant, name: '郑*' } };
  button('下一步').click();
  await seen('这份草稿刚在别处改过');
  expect(sent.at(-1)?.body).toEqual({ version: 1, press: { action: 'amend', answers: { reason: 'renew' } } });
  for (const words of ['郑*', '您要准备 1 样']) await seen(words);
  button('重新填').click();
  await vi.waitFor(() => expect(inputs()).toHaveLength(2));
  type(inputs()[0], '周明');
  type(inputs()[1], '511602195207150022');
  button('下一步').click();
  const press = { action: 'amend', applicant: { name: '周明', idNo: '511602195207150022' } };
  await vi.waitFor(() => expect(sent.at(-1)?.body).toEqual({ version: 3, press }));
  await seen('这件刚才有了变化');
  button('不改，还是原来的').click();
  button('下一步').click();
  await vi.waitFor(() => expect(at()).toBe('/my/c1/check'));
  expect([kept('change.c1'), sent.filter(({ route }) => route === 'POST /api/cases')]).toEqual([{}, []]);
}, 10_000);

test('own cases are listed with what is asked of one; signed out there is a way in', async () => {
  let signedIn = true;
  const replies = {
    'GET /api/cases': () => (signedIn ? { cases: rows } : refusal(401, 'auth.required')),
    'GET /api/me': me,
    'POST /api/sign-out': ok,
  };
  const { at } = open('/my', replies);
  for (const words of ['138****1111', '还没交，接着办', '等您补材料', '可以去取了', '11月27日']) await seen(words);
  keep('apply.i3', { idNo: '511602195207150022' });
  signedIn = false;
  button('退出').click();
  await vi.waitFor(() => expect(at()).toBe('/'));
  expect(kept('apply.i3')).toEqual({});
  document.body.innerHTML = '';
  open('/my', replies);
  await seen('先登录，才看得到自己的办件');
  expect(document.querySelector('a[href="/sign-in?to=%2Fmy"]')).not.toBeNull();
});

test('a paper is ticked and sent; a case that has changed meanwhile is read again and says so', async () => {
  let stale = true;
  let now = asked;
  const { sent } = open('/my/c2', {
    'GET /api/cases/c2': () => now,
    'POST /api/cases/c2/press': () => {
      if (stale) {
        now = { ...asked, version: 5 };
        return refusal(409, 'case.stale');
      }
      now = { ...submitted, id: 'c2', version: 6 };
      return { id: 'c2', version: 6 };
    },
  });
  await seen('还差您 2 样');
  await seen('现住地址');
  expect(button('先勾上备好的').getAttribute('aria-disabled')).toBe('true');
  document.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  button('告诉大厅').click();
  await seen('这件刚才有了变化');
  stale = false;
  await vi.waitFor(() => {
    button('告诉大厅').click();
    expect(sent.at(-1)?.body).toEqual({ version: 5, press: { action: 'supplement', materials: ['address'] } });
  });
  await seen('大厅知道了');
});

test('withdrawing asks first, the safe answer has the focus, and wants a name', async () => {
  let now = reviewed;
  const { sent } = open('/my/c1', {
    'GET /api/cases/c1': () => now,
    'POST /api/cases/c1/press': () => {
      now = { ...reviewed, status: 'WITHDRAWN', actions: [], clocks: [] };
      return { id: 'c1', version: 5 };
    },
  });
  await seen('不办了，撤回');
  button('不办了，撤回').click();
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('先不'));
  [...document.querySelectorAll<HTMLButtonElement>('button[type=submit]')].at(-1)?.click();
  await seen('还没有写姓名');
  expect(sent).toEqual([]);
  type(inputs()[0], '周明');
  [...document.querySelectorAll<HTMLButtonElement>('button[type=submit]')].at(-1)?.click();
  await vi.waitFor(() => expect(sent.at(-1)?.body).toEqual({ version: 4, press: { action: 'withdraw', signature: '周明' } }));
  await vi.waitFor(() => expect(document.body.textContent).not.toContain('撤回这件'));
});

test('a case that was turned down says why and what to do about it; one that is ready says where', async () => {
  open('/my/c3', { 'GET /api/cases/c3': () => turnedDown });
  for (const words of ['居住还不满半年', '不服怎么办', '申请行政复议']) await seen(words);
  document.body.innerHTML = '';
  open('/my/c4', { 'GET /api/cases/c4': () => ready });
  await seen('带身份证到广安区政务服务中心取');
  expect(document.body.textContent).not.toContain('不服怎么办');
});

test('offline, a case that was read stands with its time; another’s is not there', async () => {
  let away = false;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  open('/my/c1', { 'GET /api/cases/c1': () => (away ? 'lost' : reviewed) });
  await seen('居住证申领');
  away = true;
  await vi.advanceTimersByTimeAsync(30_000);
  await seen('这会儿没连上');
  expect(document.body.textContent).toContain('居住证申领');
  vi.useRealTimers();
  document.body.innerHTML = '';
  open('/my/c9', {});
  await seen('没有这个办件');
});

test('the outbox lists the newest first, and says where there is none', async () => {
  open('/outbox', {
    'GET /api/demo/outbox': () => ({
      messages: [{ id: 'm', to: '13800001111', text: '验证码 428917', about: 'code', createdAt: '2026-11-24T02:42:00.000Z', sentAt: null }],
    }),
  });
  for (const words of ['只有演示才有这一页', '验证码 428917', '还没发出']) await seen(words);
  document.body.innerHTML = '';
  query.clear();
  open('/outbox', {});
  await seen('这里没有发件箱');
});
