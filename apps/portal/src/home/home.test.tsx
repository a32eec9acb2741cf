import { createMemoryHistory, MemoryRouter, query, Route } from '@solidjs/router';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { waitingTicket } from '@one-window/ui/ticket/fixtures';
import type { HallNow, ItemGuide } from './data.ts';
import First from './first.tsx';
import Guide from './guide.tsx';
import Halls from './halls.tsx';
import SearchPage from './search.tsx';

const series = {
  prefix: 'A',
  hint: null,
  place: { zh: '一楼', en: null },
  waiting: 7,
  waitMinutes: 18,
  openWindows: 6,
  issuing: true,
  full: null,
  results: false,
  bookable: false,
};
const hall: HallNow = {
  id: 'h',
  name: { zh: '广安区政务服务中心', en: "Guang'an District Service Centre" },
  timeZone: 'Asia/Shanghai',
  asOf: '2026-11-24T02:42:00.000Z',
  opening: { plan: null, none: null },
  series: [
    { ...series, id: 's1', name: { zh: '个人综合', en: 'Personal services' } },
    { ...series, id: 's2', name: { zh: '税务', en: null }, waiting: 0, waitMinutes: null, openWindows: 0, issuing: false },
    { ...series, id: 's3', name: { zh: '不动产', en: null }, waiting: 2, waitMinutes: null },
  ],
};
const item: ItemGuide = {
  id: 'i1',
  name: '居民身份证办理（包括临时）',
  department: '区公安分局',
  seriesId: 's1',
  state: 'incomplete',
  code: '511A-1',
  catalogCode: null,
  type: '行政确认',
  typeCode: '07',
  theme: null,
  area: '广安区',
  missing: ['materials', 'time', 'fee', 'visits', 'law'],
  version: null,
  places: [{ hallId: 'h', seriesId: 's1' }],
};

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  query.clear();
  document.body.innerHTML = '';
  localStorage.clear();
  document.documentElement.lang = 'zh-CN';
  delete document.documentElement.dataset['mode'];
  vi.unstubAllGlobals();
});

class Refused {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {}
  answer = (): Response =>
    new Response(JSON.stringify({ error: { code: this.code, details: {}, requestId: 'r' } }), { status: this.status });
}
type Answers = Record<string, unknown>;

/** Opens an address of the portal in front of a server with these answers; what is not listed is not found. */
function open(path: string, answers: Answers): void {
  vi.stubGlobal('fetch', (url: string) => {
    const known = Object.entries(answers).find(([prefix]) => url.startsWith(prefix));
    if (known?.[1] === 'offline') return Promise.reject(new TypeError('offline'));
    if (known?.[1] instanceof Refused) return Promise.resolve(known[1].answer());
    const body = known?.[1] ?? { error: { code: 'not_found', details: {}, requestId: 'r' } };
    return Promise.resolve(new Response(JSON.stringify(body), { status: known ? 200 : 404 }));
  });
  const history = createMemoryHistory();
  history.set({ value: path });
  const root = document.body.appendChild(document.createElement('div'));
  dispose = render(
    () => (
      <MemoryRouter history={history}>
        <Route path="/" component={First} />
        <Route path="/search" component={SearchPage} />
        <Route path="/halls" component={Halls} />
        <Route path="/items/:id" component={Guide} />
      </MemoryRouter>
    ),
    root,
  );
}
const seen = (words: string): Promise<void> => vi.waitFor(() => expect(document.body.textContent).toContain(words), { timeout: 3000 });

test('the first page asks one question at once and then tells the waits, honest where none is known', async () => {
  open('/', { '/api/halls': { halls: [hall] } });
  expect(document.querySelector('h1')?.textContent).toBe('今天要办什么？');
  expect(document.querySelector('input[type=search]')).not.toBeNull();
  await seen('大约等 18 分钟');
  await seen('现在不发号');
  await seen('等多久还说不准');
  await seen('10:42 的情况');
});

test('elder mode has one task a key and a person to call', async () => {
  document.documentElement.dataset['mode'] = 'elder';
  open('/', { '/api/halls': { halls: [hall] } });
  await seen('等得最短的，大约 18 分钟');
  expect([...document.querySelectorAll('main nav a')].map((a) => a.getAttribute('href'))).toEqual([
    '/search',
    '/halls',
    '/my',
    'tel:12345',
  ]);
});

test('in English, what has only a Chinese name says that it is Chinese', async () => {
  document.documentElement.lang = 'en';
  open('/halls', { '/api/halls': { halls: [hall] } });
  await seen('About 18 minutes');
  await seen("Guang'an District Service Centre");
  expect([...document.querySelectorAll('[lang=zh-CN]')].map((el) => el.textContent)).toContain('不动产');
});

test('the number opened last on this phone stands on the first page', async () => {
  localStorage.setItem('ow.ticket', 'secret');
  open('/', { '/api/halls': { halls: [] }, '/api/tickets/secret': waitingTicket });
  await seen('A0093');
  expect(document.querySelector('a[href="/t/secret"]')?.textContent).toContain('前面 7 人');
});

test('a search lists what there is and says so where there is nothing', async () => {
  open('/search?q=身份证', { '/api/items': { items: [item] } });
  await seen('居民身份证办理（包括临时）');
  await seen('可以取号');
  dispose?.();
  document.body.innerHTML = '';
  open('/search?q=zzz', { '/api/items': { items: [] } });
  await seen('没找到“zzz”');
});

test('the guide of an incomplete entry tells what is known, names what is missing and where to take a number', async () => {
  open('/items/i1', { '/api/items/i1': item, '/api/halls': { halls: [hall] } });
  for (const words of ['区公安分局', '511A-1', '行政确认', '还缺的', '要带什么材料', '多久办好', '要不要钱', '个人综合', '一楼'])
    await seen(words);
  expect(document.body.textContent).not.toContain('不动产');
});

test('a worked guide asks for the situation, then lists what to bring and what not, and says that it is a sample', async () => {
  const version = {
    id: 'v1',
    version: 1,
    sample: true,
    publishedAt: '2026-11-01T00:00:00.000Z',
    caseKind: 'PROMISE',
    taskType: '07',
    legal: { amount: 60, unit: 'natural_day' },
    promise: { amount: 20, unit: 'working_day' },
    visits: { least: 0, most: 1 },
    fees: [{ fen: 2050, when: { reason: ['renew'] } }],
    result: null,
    scope: 'national',
    procedures: [],
    questions: [{ id: 'reason', text: '为什么要办？', options: ['renew', 'lost'].map((id) => ({ id, text: id })) }],
    materials: [
      { code: 'old_card', name: '原居民身份证', need: 'required', from: 'self', when: { reason: ['renew'] } },
      { code: 'household_data', name: '户口信息', need: 'required', from: 'shared' },
    ],
  };
  const answers = { '/api/items/i1': { ...item, missing: ['law'], version }, '/api/halls': { halls: [hall] } };
  open('/items/i1', answers);
  for (const words of [
    '示例指南',
    '为什么要办？',
    '看情况',
    '选了上面的情况，才能列全',
    '户口信息',
    '20 个工作日（最长不超过60 天）',
    '这份指南里还没有',
  ])
    await seen(words);
  expect(document.body.textContent).not.toContain('原居民身份证');
  document.querySelector<HTMLAnchorElement>('a[href="/items/i1?reason=renew"]')?.click();
  for (const words of ['原居民身份证', '20.50 元', '网上办好就不用去，最多 1 次']) await seen(words);
});

test('an unknown item is told in words', async () => {
  open('/items/none', { '/api/halls': { halls: [] } });
  await seen('没有这件事');
});

test('offline, the halls say so and can be asked again, and the search stays usable', async () => {
  open('/halls', { '/api/halls': 'offline' });
  await seen('没取到，网断了');
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ halls: [hall] }))));
  document.querySelector<HTMLButtonElement>('[role=alert] button')?.click();
  await seen('大约等 18 分钟');
});

test.each([
  [422, 'request.invalid', '没有您要看的这一页', 0],
  [403, 'auth.forbidden', '这一页现在看不了这件事不在您的职责里', 0],
  [429, 'limit.too_many', '查得太快了', 0],
  [503, 'unavailable', '系统正在恢复', 1],
  [500, 'internal', '系统正在恢复', 1],
])('%i %s is told as what it is, and asked again by itself only where that may help', async (status, code, words, timers) => {
  const every = vi.spyOn(globalThis, 'setInterval');
  open('/items/nothing', { '/api/items/': new Refused(status, code) });
  await seen(words);
  expect(document.body.textContent).not.toContain('网断了');
  expect(every.mock.calls.filter(([, ms]) => ms === 15_000)).toHaveLength(timers);
  every.mockRestore();
});
