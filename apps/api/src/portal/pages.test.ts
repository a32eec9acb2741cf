import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../testing-truth.ts';
import { post, testClerk, testDeps, testDevice, testHall, type TestDeps, type TestHall } from '../testing.ts';
import { portalTicketRoutes } from '../tickets/routes.ts';
import { portalPages, preferredLocale } from './pages.ts';
import { portalRoutes } from './routes.ts';

let deps: TestDeps;
let hall: TestHall;
let dist: string;
let portal: ReturnType<typeof testApp>;

beforeAll(async () => {
  deps = await testDeps();
  hall = await testHall(deps.owner, { series: 1, windows: 1 });
  dist = mkdtempSync(join(tmpdir(), 'one-window-portal-'));
  mkdirSync(join(dist, '.vite'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'assets', 'ticket-1.js'), 'export {};');
  writeFileSync(join(dist, 'assets', 'ticket-1.css'), 'body { margin: 0 }');
  writeFileSync(
    join(dist, '.vite', 'manifest.json'),
    JSON.stringify({
      'src/ticket/main.ts': { file: 'assets/ticket-1.js', css: ['assets/ticket-1.css'] },
      'index.html': { file: 'assets/home-1.js' },
    }),
  );
  const api = new Hono().route('/', portalTicketRoutes(deps)).route('/', portalRoutes(deps));
  portal = testApp(deps, 'portal', { ready: async () => undefined, api: api as never, pages: portalPages(deps, dist) });
});
afterAll(async () => {
  rmSync(dist, { recursive: true, force: true });
  await deps.close();
});

/** Takes a number at a kiosk and gives the path of its slip. */
async function takeNumber(): Promise<{ number: string; path: string }> {
  const { body } = await post(deps.apps.hall, '/api/tickets', testDevice(deps, hall.id), { seriesId: hall.series[0] });
  const { ticket } = body as unknown as { ticket: { number: string; url: string } };
  return { number: ticket.number, path: new URL(ticket.url).pathname };
}

const form = (page: string, action: string): URLSearchParams => {
  const key = new RegExp(`name="action" value="${action}" ?/?> ?<input type="hidden" name="key" value="([^"]+)"`).exec(page)?.[1] ?? '';
  return new URLSearchParams({ action, key });
};
const submit = (path: string, body: URLSearchParams, headers: Record<string, string> = {}) =>
  portal.request(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } });

describe('a phone without JavaScript', () => {
  test('reads number and place, is told the window, and sees that it is over', async () => {
    const { number, path } = await takeNumber();
    const first = await (await portal.request(path)).text();
    expect(first.slice(0, first.indexOf('<script'))).toContain(number);

    const clerk = testClerk(deps);
    const window = `/api/windows/${hall.windows[0]}`;
    await post(deps.apps.desk, `${window}/session`, clerk, { action: 'open' });
    let ticket: { id: string; number: string } | undefined;
    while (ticket?.number !== number) {
      if (ticket) {
        await post(deps.apps.desk, `${window}/actions`, clerk, { action: 'start', ticketId: ticket.id });
        await post(deps.apps.desk, `${window}/actions`, clerk, { action: 'finish', ticketId: ticket.id });
      }
      ticket = (await post(deps.apps.desk, `${window}/actions`, clerk, { action: 'next' })).body['ticket'] as never;
    }
    expect(await (await portal.request(path)).text()).toContain('data-state="CALLED"');

    await post(deps.apps.desk, `${window}/actions`, clerk, { action: 'miss', ticketId: ticket.id });
    const missed = await (await portal.request(path)).text();
    expect(missed).toContain('data-state="MISSED"');
    const rejoin = form(missed, 'rejoin');
    expect((await submit(path, rejoin)).headers.get('location')).toBe(path);
    expect((await submit(path, rejoin)).headers.get('location')).toBe(path);
    expect(await (await portal.request(path)).text()).toContain('data-state="WAITING"');
  });

  test('cancels with a question before, once however often the form is sent', async () => {
    const { path } = await takeNumber();
    const asking = await (await portal.request(`${path}?ask=cancel`)).text();
    expect(asking).toMatch(/<dialog[^>]* open ?>/);
    const cancel = form(asking, 'cancel');
    const answers = await Promise.all([submit(path, cancel), submit(path, cancel)]);
    expect(answers.map((a) => [a.status, a.headers.get('location')])).toEqual([
      [303, path],
      [303, path],
    ]);
    expect(await (await portal.request(path)).text()).toContain('data-state="CANCELLED"');
    // a second cancellation under a new key is refused, in words
    const again = await submit(path, new URLSearchParams({ action: 'cancel', key: 'another-key-1' }));
    expect(again.headers.get('location')).toBe(`${path}?said=refused`);
    expect(await (await portal.request(`${path}?said=refused`)).text()).toContain('没办成：这个号的状态刚变了');
  });
});

describe('the link is a capability', () => {
  test('is told by message after consent, sees both queues of two halls, and the slip of the old number leads to the new one', async () => {
    const there = await testHall(deps.owner, { series: 1, windows: 1, name: '街道便民中心' });
    await deps.owner`update halls set realm_id = (select realm_id from halls where id = ${hall.id}) where id = ${there.id}`;
    deps.halls.clear();
    const { number, path } = await takeNumber();
    const keyOf = (page: string): string => /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const tell = async (fields: Record<string, string>): Promise<string> => {
      const key = keyOf(await (await portal.request(`${path}/tell`)).text());
      const answer = await submit(`${path}/tell`, new URLSearchParams({ action: 'ask', key, ...fields }));
      return (await portal.request(answer.headers.get('location') ?? '')).text();
    };
    expect(await tell({ phone: '13812345678' })).toContain('先勾选同意');
    expect(await tell({ phone: '1381234567', consent: 'yes' })).toContain('手机号不对');
    expect(await tell({ phone: '13812345678', consent: 'yes' })).toContain('138****5678');

    expect(await (await portal.request(path)).text()).toContain(`${path}/move`);
    const both = await (await portal.request(`${path}/move`)).text();
    expect(both).toContain('街道便民中心');
    expect(both).toContain(`您在这里：${number}`);
    const moved = await submit(`${path}/move`, new URLSearchParams({ key: keyOf(both), hall: there.id }));
    const next = moved.headers.get('location') ?? '';
    expect(next).toMatch(/^\/t\/[\w-]{38}$/);
    expect((await portal.request(path)).headers.get('location')).toBe(next);
    expect(await (await portal.request(next)).text()).toContain('街道便民中心');
    await deps.owner`update halls set active = false where id = ${there.id}`;
    deps.halls.clear();
  });

  test('an unknown, altered or overlong link is the same 404 page', async () => {
    const { path } = await takeNumber();
    const unknown = [
      '/t/x',
      `/t/${'A'.repeat(38)}`,
      `${path.slice(0, -4)}${path.at(-4) === 'A' ? 'B' : 'A'}${path.slice(-3)}`,
      `/t/${'y'.repeat(3000)}`,
      '/t/%3Cscript%3E',
    ];
    const pages = await Promise.all(unknown.map(async (p) => portal.request(p)));
    expect(pages.map((p) => p.status)).toEqual(unknown.map(() => 404));
    const bodies = await Promise.all(pages.map(async (p) => (await p.text()).replaceAll(/\/t\/[^?"]*/g, '')));
    expect(new Set(bodies).size).toBe(1);
  });

  test('the page is never kept and sends its address nowhere', async () => {
    const { path } = await takeNumber();
    const { headers } = await portal.request(path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/);
  });

  test('a slow phone gets the page compressed', async () => {
    const { number, path } = await takeNumber();
    const answer = await portal.request(path, { headers: { 'accept-encoding': 'gzip' } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.headers.get('content-encoding'), gunzipSync(bytes).toString().includes(number)]).toEqual(['gzip', true]);
    expect(bytes.length).toBeLessThan(5_200);
  });

  test('a form of another site is refused and changes nothing', async () => {
    const { path } = await takeNumber();
    const cancel = form(await (await portal.request(path)).text(), 'cancel');
    expect((await submit(path, cancel, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await (await portal.request(path)).text()).toContain('data-state="WAITING"');
  });

  test.each([{}, { action: 'abandon', key: 'key-12345' }, { action: 'cancel' }, { action: 'cancel', key: '<b>' }])(
    'a form with %j changes nothing',
    async (fields) => {
      const { path } = await takeNumber();
      await submit(path, new URLSearchParams(fields as Record<string, string>));
      expect(await (await portal.request(path)).text()).toContain('data-state="WAITING"');
    },
  );
});

describe('language and looks', () => {
  test('are taken from the address, then from what was chosen before, then from the browser', async () => {
    const { path } = await takeNumber();
    const page = async (query: string, headers: Record<string, string>) => portal.request(`${path}${query}`, { headers });
    expect(await (await page('', { 'accept-language': 'en-GB,zh;q=0.5' })).text()).toContain('<html lang="en"');
    const chosen = await page('?lang=en&mode=elder&theme=contrast', {});
    expect(await chosen.text()).toMatch(/<html lang="en" data-surface="portal" +data-mode="elder" +data-theme="contrast" *>/);
    const cookie = (chosen.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(await (await page('', { cookie, 'accept-language': 'zh' })).text()).toContain(
      '<html lang="en" data-surface="portal" data-mode="elder" data-theme="contrast">',
    );
    expect(await (await page('?mode=normal', { cookie })).text()).toMatch(
      /<html lang="en" data-surface="portal" +data-theme="contrast" *>/,
    );
  });

  test.each([
    ['', 'zh-CN'],
    ['fr,de;q=0.9', 'zh-CN'],
    ['fr, en;q=0.4, zh;q=0.3', 'en'],
    ['en;q=0, zh;q=0.1', 'zh-CN'],
    ['zh-Hant-TW,en;q=0.9', 'zh-CN'],
    ['en;q=0.0,;;;,zh', 'zh-CN'],
  ] as const)('a browser that prefers "%s" reads %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });

  test('a hostile cookie is no look', async () => {
    const answer = await portal.request('/', { headers: { cookie: 'ow_view=lang%3D%22%3E%3Cscript%3E%26mode%3D%22%3E' } });
    expect(await answer.text()).toMatch(/<html lang="zh-CN" data-surface="portal" *>/);
  });
});

describe('files of the portal', () => {
  test('hashed files may be kept for ever, compressed for who takes it; a missing one is 404 and no page', async () => {
    const file = await portal.request('/assets/ticket-1.js', { headers: { 'accept-encoding': 'gzip, br' } });
    expect([file.status, file.headers.get('content-encoding'), file.headers.get('cache-control')]).toEqual([
      200,
      'br',
      'public, max-age=31536000, immutable',
    ]);
    expect(
      (await portal.request('/assets/ticket-1.js', { headers: { 'accept-encoding': 'br;q=0, gzip' } })).headers.get('content-encoding'),
    ).toBe('gzip');
    const plain = await portal.request('/assets/ticket-1.css');
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, 'body { margin: 0 }']);
    expect((await portal.request('/assets/gone.js')).status).toBe(404);
    expect((await portal.request('/../../etc/passwd')).status).toBe(404);
    expect((await portal.request('/.vite/manifest.json')).status).toBe(404);
  });

  test('pages name the built files', async () => {
    const { path } = await takeNumber();
    const page = await (await portal.request(path)).text();
    expect(page).toContain('<link rel="stylesheet" href="/assets/ticket-1.css"');
    expect(page).toContain('<script type="module" src="/assets/ticket-1.js"></script>');
    expect(await (await portal.request('/halls')).text()).toContain('src="/assets/home-1.js"');
  });

  test('an address of the citizen’s own door opens directly; the outbox only where there is a demo', async () => {
    const pages = ['/sign-in?to=/my', '/my', '/my/c1', '/my/c1/check', '/my/c1/receipt', '/apply/i1?reason=renew'];
    for (const address of pages) expect(await (await portal.request(address)).text(), address).toContain('src="/assets/home-1.js"');
    expect((await portal.request('/my/c1/other')).status).toBe(404);
    const of = (demo: boolean) =>
      testApp(deps, 'portal', {
        ready: async () => undefined,
        api: new Hono() as never,
        pages: portalPages({ ...deps, demo }, dist),
      });
    expect((await of(false).request('/outbox')).status).toBe(404);
    expect(await (await of(true).request('/outbox')).text()).toContain('src="/assets/home-1.js"');
  });

  test('without a build pages still carry their words', async () => {
    const bare = testApp(deps, 'portal', {
      ready: async () => undefined,
      api: new Hono() as never,
      pages: portalPages(deps, join(dist, 'nowhere')),
    });
    const { number, path } = await takeNumber();
    expect(await (await bare.request(path)).text()).toContain(number);
  });
});

test('the public list of halls tells queues and waits and nothing of windows or people', async () => {
  const body = (await (await portal.request('/api/halls')).json()) as { halls: { id: string; series: Record<string, unknown>[] }[] };
  expect(body.halls.map((h) => h.id)).toEqual([hall.id]);
  expect(Object.keys(body.halls[0]?.series[0] ?? {}).sort()).toEqual([
    'bookable',
    'full',
    'hint',
    'id',
    'issuing',
    'name',
    'openWindows',
    'place',
    'prefix',
    'results',
    'waitMinutes',
    'waiting',
  ]);
});

test('when the database is away the page says so in words and asks to try again', async () => {
  const away = { ...deps, sql: (() => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }))) as never };
  const app = testApp(deps, 'portal', { ready: async () => undefined, api: new Hono() as never, pages: portalPages(away, dist) });
  const { path } = await takeNumber();
  const answer = await app.request(path);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
  expect(await answer.text()).toContain('现在取不到您的号');
});

test('whoever tries links that were never given is slowed, and who has a slip still reads it', async () => {
  const { path } = await takeNumber();
  const statuses = [];
  for (let i = 0; i < 25; i += 1) statuses.push((await portal.request(`/t/${String(i).padStart(38, 'x')}`)).status);
  expect(statuses.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 404));
  expect(statuses.at(-1)).toBe(429);
  const refused = await portal.request(`/api/tickets/${'y'.repeat(38)}/cancel`, {
    method: 'POST',
    headers: { 'idempotency-key': 'guessed-key' },
  });
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect((await portal.request(path)).status).toBe(200);
});
