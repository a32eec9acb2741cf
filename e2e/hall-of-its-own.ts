import { randomUUID } from 'node:crypto';
import { expect, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { signedIn } from './acting.ts';
import { urls } from './urls.ts';

export interface OwnHall {
  readonly id: string;
  readonly kiosk: Page;
  /** The clerk's browser, the window open. */
  readonly desk: Page;
  readonly windowId: string;
  readonly manager: Page;
  /** A key of the window desk, pressed without its screen. */
  readonly press: (action: string, ticketId?: string) => Promise<{ id: string; number: string }>;
}

/**
 * A hall beside the demo's two, with one queue, one window, a clerk, a manager and a kiosk, and with rules of its own: here a
 * number is missed after one call, where the demo's halls take a minute.
 */
export async function hallOfItsOwn(browser: Browser): Promise<OwnHall> {
  const sign = randomUUID().slice(0, 8);
  const admin = await signedIn(browser, '9001');
  const hallId = await configured(admin.request, sign);
  const joins = async (staffNo: string, name: string, roleId: string): Promise<Page> => {
    const password = `Wangpo-${randomUUID()}`;
    await post(admin.request, '/api/staff', { staffNo, name, password, assignments: [{ roleId, hallId }] });
    const page = await signedIn(browser, staffNo, password);
    // what somebody else made opens only the choice of one's own
    await post(page.request, '/api/me/password', { old: password, password: `Yige-${randomUUID()}` });
    return page;
  };
  const kiosk = await pairedKiosk(browser, admin, hallId);
  const desk = await joins(`c${sign}`, '何小满', 'clerk');
  const manager = await joins(`m${sign}`, '袁青', 'hall_manager');
  const view = (await (await desk.request.get(`${urls().desk}/api/halls/${hallId}/staff-view`)).json()) as { windows: { id: string }[] };
  const windowId = view.windows[0]!.id;
  await post(desk.request, `/api/windows/${windowId}/session`, { action: 'open' });
  return {
    id: hallId,
    kiosk,
    desk,
    windowId,
    manager,
    press: async (action, ticketId) => {
      const body = await post(desk.request, `/api/windows/${windowId}/actions`, { action, ...(ticketId ? { ticketId } : {}) });
      return (body as { ticket: { id: string; number: string } }).ticket;
    },
  };
}

async function configured(admin: APIRequestContext, sign: string): Promise<string> {
  const config = (await (await admin.get(`${urls().desk}/api/config`)).json()) as { version: number };
  const [hallId, seriesId] = [randomUUID(), randomUUID()];
  const made = (await post(admin, '/api/config/apply', {
    expectedVersion: config.version,
    changes: [
      {
        entity: 'halls',
        id: hallId,
        set: {
          name: `望坡便民服务站 ${sign}`,
          opensMinutes: 0,
          closesMinutes: 1440,
          policy: { recallsBeforeMiss: 0, recallGapSeconds: 0 },
        },
      },
      { entity: 'series', id: seriesId, set: { hallId, prefix: 'P', name: '综合业务', place: '一楼 1 号窗口' } },
      { entity: 'windows', id: randomUUID(), set: { hallId, label: '1', name: '综合窗口', seriesIds: [seriesId] } },
    ],
  })) as { ids: string[] };
  return made.ids[0]!;
}

async function pairedKiosk(browser: Browser, admin: Page, hallId: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const asked = context.waitForEvent('response', (r) => r.url().endsWith('/api/pairing') && r.request().method() === 'POST');
  const screen = await context.newPage();
  await screen.goto(urls().hall);
  const { code } = (await (await asked).json()) as { code: string };
  await post(admin.request, '/api/devices/pairings', { code, kind: 'kiosk', hallId, name: '1 号取号机', place: '大门右侧' });
  await expect(screen).toHaveURL(/kiosk\.html/, { timeout: 15_000 });
  return screen;
}

async function post(request: APIRequestContext, path: string, data: object): Promise<unknown> {
  const response = await request.post(`${urls().desk}${path}`, { data, headers: { 'idempotency-key': randomUUID() } });
  expect(response.status(), `${path} ${await response.text()}`).toBe(200);
  return response.json();
}
