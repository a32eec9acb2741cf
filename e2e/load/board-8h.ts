import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { loadPassword, prepareHalls, startEmbedded, type LoadHall } from '@one-window/api/testing';
import { launchOptions } from '../browser.ts';
import { startSystem } from '../system.ts';
import { withVoice } from '../voice.ts';

/**
 * `npm run drill -- board-8h [--minutes=8] [--calls=1000]`: the board's page in a real browser through a day of calls, shown and
 * spoken, with its network cut once in the middle. Eight "hours" of equal length; after each the heap is collected and measured.
 * It passes where the heap of the last hours is within ten in a hundred of the first, and one socket and the same timers are left.
 * `--minutes=480` is the day at its own pace.
 */
const { values: asked } = parseArgs({ options: { minutes: { type: 'string', default: '8' }, calls: { type: 'string', default: '1000' } } });
const hours = 8;
const hourMs = (Number(asked.minutes) * 60_000) / hours;
const callsAnHour = Math.ceil(Number(asked.calls) / hours);
const windows = 6;
if (!(hourMs > 0 && callsAnHour > 0)) throw new Error('--minutes and --calls are numbers above 0');

async function post(
  url: string,
  body: object,
  headers: Record<string, string>,
): Promise<{ answer: Record<string, unknown>; cookie: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status} ${JSON.stringify(answer)}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { answer, cookie };
}

/** Runs in the page before everything else: which timers are set and not over, by what set them. */
function countTimers(): void {
  const live = new Map<unknown, string>();
  const { setInterval: every, clearInterval: endEvery } = globalThis;
  const wrapped = (run: TimerHandler, ms?: number, ...more: unknown[]): number => {
    const id = every(run, ms, ...more);
    live.set(id, `${ms ?? 0} ms`);
    return id;
  };
  Object.assign(globalThis, {
    setInterval: wrapped,
    clearInterval: (id: number) => {
      live.delete(id);
      endEvery(id);
    },
    timers: () => [...live.values()].sort(),
  });
}

interface Measured {
  readonly heapKb: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly sockets: number;
  readonly timers: string;
  readonly spoken: number;
}

async function measured(page: Page, cdp: CDPSession, sockets: ReadonlySet<string>): Promise<Measured> {
  const spoken = await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.splice(0).length);
  for (let i = 0; i < 3; i += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  const timers = await page.evaluate(() => (globalThis as unknown as { timers: () => string[] }).timers().join(', '));
  return { heapKb: Math.round(usedSize / 1024), nodes, listeners: jsEventListeners, sockets: sockets.size, timers, spoken };
}

const folder = await mkdtemp(join(tmpdir(), 'one-window-board-'));
await chmod(folder, 0o755);
const server = await startEmbedded({ dir: join(folder, 'pg') });
const keyFile = join(folder, 'keys.json');
const env = { DATABASE_URL: server.url, KEY_FILE: keyFile, LOG_LEVEL: 'error' };
// the service migrates; the hall is made in between
await startSystem({ demo: false, env }).then((s) => s.stop());
const [hall] = (await prepareHalls(server.url, keyFile, 1, windows)) as [LoadHall];
const system = await startSystem({ demo: false, env });
const browser = await chromium.launch(await launchOptions());
try {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  // tsx names functions by a helper of its own, which the page has not
  await context.addInitScript('globalThis.__name = (made) => made');
  await withVoice(context);
  await context.addInitScript(countTimers);
  await context.addCookies([{ name: 'ow_device', value: hall.board, url: system.hall }]);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const sockets = new Set<string>();
  await cdp.send('Network.enable');
  cdp.on('Network.webSocketCreated', ({ requestId }) => sockets.add(requestId));
  cdp.on('Network.webSocketClosed', ({ requestId }) => sockets.delete(requestId));
  await page.goto(`${system.hall}/board.html`);
  await page.getByText('实时').waitFor();
  await page.mouse.click(960, 540);

  const desks = await Promise.all(
    hall.desks.map(async ({ window, staffNo }) => {
      const { cookie } = await post(`${system.desk}/api/sign-in`, { staffNo, password: loadPassword }, {});
      await post(`${system.desk}/api/windows/${window}/session`, { action: 'open', takeOver: true }, { cookie });
      const act = (body: object) => post(`${system.desk}/api/windows/${window}/actions`, body, { cookie });
      return async (): Promise<void> => {
        await post(`${system.hall}/api/tickets`, { seriesId: hall.series }, { authorization: `Bearer ${hall.kiosk}` });
        const ticket = (await act({ action: 'next' })).answer['ticket'] as { id: string };
        await act({ action: 'start', ticketId: ticket.id });
        await act({ action: 'finish', ticketId: ticket.id });
      };
    }),
  );

  const all: Measured[] = [];
  for (let hour = 1; hour <= hours; hour += 1) {
    const from = performance.now();
    for (let call = 0; call < callsAnHour; call += 1) {
      await desks[call % desks.length]!();
      if (hour === hours / 2 && call === Math.floor(callsAnHour / 2)) {
        await context.setOffline(true);
        await pause(3_000);
        await context.setOffline(false);
        await page.getByText('实时').waitFor();
      }
      await pause(Math.max(0, from + ((call + 1) * hourMs) / callsAnHour - performance.now()));
    }
    // what is still being said belongs to the hour
    await pause(Math.min(5_000, hourMs / 4));
    all.push(await measured(page, cdp, sockets));
    console.log(JSON.stringify({ drill: 'board-8h', hour, ...all.at(-1) }));
  }

  const [first, last] = [all[0]!, all.at(-1)!];
  const growth = Math.round((last.heapKb / first.heapKb - 1) * 1_000) / 10;
  const sound = last.sockets === 1 && last.timers === first.timers && growth <= 10 && all.every(({ spoken }) => spoken > 0);
  console.log(
    JSON.stringify({ drill: 'board-8h', calls: callsAnHour * hours, minutes: Number(asked.minutes), heap_growth_percent: growth, sound }),
  );
  if (!sound) process.exitCode = 1;
} finally {
  await browser.close();
  await system.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
