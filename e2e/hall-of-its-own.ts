import { randomUUID } from 'node:crypto';
import type { QueuePolicy } from '@one-window/domain/tickets';
import { expect, type APIRequestContext, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { screenSizes, signedIn } from './acting.ts';
import { urls } from './urls.ts';

export interface OwnHall {
  readonly id: string;
  readonly name: string;
  readonly kiosk: Page;
  /** The clerk's browser, the window open. */
  readonly desk: Page;
  readonly windowId: string;
  readonly manager: Page;
  /** A key of the window desk, pressed without its screen. */
  readonly press: (action: string, ticketId?: string) => Promise<{ id: string; number: string }>;
  /** Somebody else of this hall, signed in. */
  readonly joins: (name: string, roleId: string) => Promise<Page>;
  /** The lobby screen. */
  readonly board: (prepare: (context: BrowserContext) => Promise<void>) => Promise<Page>;
}

/** What a hall has beside the usual. */
export interface Furnished {
  readonly hall?: object;
  /** Rules of calling other than the usual. */
  readonly policy?: Partial<QueuePolicy>;
  /** Fields of its queue `P`. */
  readonly series?: object;
  /** A second queue `Q`, and the only one that the window serves. */
  readonly other?: { readonly name: string; readonly place: string };
}

/**
 * A hall beside the demo's two, with one queue, one window, a clerk, a manager and a kiosk, and with rules of its own: here a
 * number is missed after one call, where the demo's halls take a minute.
 */
export async function hallOfItsOwn(browser: Browser, furnished: Furnished = {}): Promise<OwnHall> {
  const sign = randomUUID().slice(0, 8);
  const name = `望坡便民服务站 ${sign}`;
  const admin = await signedIn(browser, '9001');
  const hallId = await configured(admin.request, name, furnished);
  const joins = async (name: string, roleId: string): Promise<Page> => {
    const staffNo = `${roleId.slice(0, 1)}${randomUUID().slice(0, 8)}`;
    const password = `Wangpo-${randomUUID()}`;
    await post(admin.request, '/api/staff', { staffNo, name, password, assignments: [{ roleId, hallId }] });
    const page = await signedIn(browser, staffNo, password);
    // what somebody else made opens only the choice of one's own
    await post(page.request, '/api/me/password', { old: password, password: `Yige-${randomUUID()}` });
    return page;
  };
  const kiosk = await paired(browser, admin, { kind: 'kiosk', hallId, name: '1 号取号机', place: '大门右侧' });
  const desk = await joins('何小满', 'clerk');
  const manager = await joins('袁青', 'hall_manager');
  const view = (await (await desk.request.get(`${urls().desk}/api/halls/${hallId}/staff-view`)).json()) as { windows: { id: string }[] };
  const windowId = view.windows[0]!.id;
  await post(desk.request, `/api/windows/${windowId}/session`, { action: 'open' });
  return {
    id: hallId,
    name,
    kiosk,
    desk,
    windowId,
    manager,
    press: async (action, ticketId) => {
      const body = await post(desk.request, `/api/windows/${windowId}/actions`, { action, ...(ticketId ? { ticketId } : {}) });
      return (body as { ticket: { id: string; number: string } }).ticket;
    },
    joins,
    board: (prepare) => paired(browser, admin, { kind: 'board', hallId, name: '大厅屏', place: '等候区' }, prepare),
  };
}

async function configured(admin: APIRequestContext, name: string, { hall, policy, series, other }: Furnished): Promise<string> {
  const config = (await (await admin.get(`${urls().desk}/api/config`)).json()) as { version: number };
  const [hallId, seriesId, otherId] = [randomUUID(), randomUUID(), randomUUID()];
  const usual = { recallsBeforeMiss: 0, recallGapSeconds: 0 };
  const queue = { hallId, prefix: 'P', name: '综合业务', place: '一楼 1 号窗口' };
  const made = (await post(admin, '/api/config/apply', {
    expectedVersion: config.version,
    changes: [
      { entity: 'halls', id: hallId, set: { name, opensMinutes: 0, closesMinutes: 1440, policy: { ...usual, ...policy }, ...hall } },
      { entity: 'series', id: seriesId, set: { ...queue, ...series } },
      ...(other ? [{ entity: 'series', id: otherId, set: { hallId, prefix: 'Q', ...other } }] : []),
      {
        entity: 'windows',
        id: randomUUID(),
        set: { hallId, label: '1', name: '综合窗口', seriesIds: [other ? otherId : seriesId] },
      },
    ],
  })) as { ids: string[] };
  return made.ids[0]!;
}

interface Screen {
  readonly kind: 'kiosk' | 'board';
  readonly hallId: string;
  readonly name: string;
  readonly place: string;
}

async function paired(
  browser: Browser,
  admin: Page,
  { kind, ...rest }: Screen,
  prepare?: (context: BrowserContext) => Promise<void>,
): Promise<Page> {
  const context = await browser.newContext({ viewport: screenSizes[kind], locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await prepare?.(context);
  const asked = context.waitForEvent('response', (r) => r.url().endsWith('/api/pairing') && r.request().method() === 'POST');
  const screen = await context.newPage();
  await screen.goto(urls().hall);
  const { code } = (await (await asked).json()) as { code: string };
  await post(admin.request, '/api/devices/pairings', { code, kind, ...rest });
  await expect(screen).toHaveURL(new RegExp(`${kind}\\.html`), { timeout: 15_000 });
  return screen;
}

async function post(request: APIRequestContext, path: string, data: object): Promise<unknown> {
  const response = await request.post(`${urls().desk}${path}`, { data, headers: { 'idempotency-key': randomUUID() } });
  expect(response.status(), `${path} ${await response.text()}`).toBe(200);
  return response.json();
}
