import { randomUUID } from 'node:crypto';
import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { urls } from './urls.ts';

export const demoPassword = 'yichuang-demo';

export interface Taken {
  readonly number: string;
  readonly ahead: number;
  readonly itemName: string | null;
  /** The address behind the slip's code, on the listener under test. */
  readonly page: string;
}

/** Of each kind of screen in a hall. */
export const screenSizes = {
  board: { width: 1920, height: 1080 },
  kiosk: { width: 1080, height: 1920 },
  pad: { width: 1280, height: 800 },
};

/** A demo screen in a browser of its own: `board`, `kiosk`, `pad` and the same with `-2`. */
export async function demoScreen(browser: Browser, name: string, prepare?: (context: BrowserContext) => Promise<void>): Promise<Page> {
  const [kind = ''] = name.split('-');
  const viewport = screenSizes[kind as keyof typeof screenSizes];
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await prepare?.(context);
  const page = await context.newPage();
  await page.goto(`${urls().hall}/demo/${name}`);
  return page;
}

/** From the question about priority on: takes the number and reads what the kiosk was given. */
export async function takeHere(kiosk: Page, answer = '不用优先，直接取号'): Promise<Taken> {
  const answered = kiosk.waitForResponse((r) => r.url().endsWith('/api/tickets') && r.request().method() === 'POST');
  await kiosk.getByRole('button', { name: answer }).click();
  const { ticket } = (await (await answered).json()) as { ticket: { number: string; ahead: number; itemName: string | null; url: string } };
  await expect(numberOn(kiosk)).toHaveText(ticket.number);
  return { number: ticket.number, ahead: ticket.ahead, itemName: ticket.itemName, page: `${urls().portal}${new URL(ticket.url).pathname}` };
}

export const numberOn = (kiosk: Page): Locator => kiosk.getByRole('article', { name: '您的号' }).locator('.no');

/** Takes a number by a counter's tile. */
export async function takeByTile(kiosk: Page, name: string): Promise<Taken> {
  await kiosk.getByRole('button', { name: new RegExp(name) }).click();
  return takeHere(kiosk);
}

/** A clerk's browser, signed in through the API: the sign-in page has its own journey. */
export async function signedIn(browser: Browser, staffNo: string, password = demoPassword): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const response = await context.request.post(`${urls().desk}/api/sign-in`, {
    data: { staffNo, password },
    headers: { 'idempotency-key': randomUUID() },
  });
  expect(response.status(), await response.text()).toBe(200);
  return context.newPage();
}

/** The row of a window where clerks choose one. */
export const windowRow = (desk: Page, label: string): Locator =>
  desk.getByRole('listitem').filter({ has: desk.locator('[class*=tile]').getByText(label, { exact: true }) });

export const key = (desk: Page, shortcut: string): Locator => desk.locator(`[role=toolbar] [aria-keyshortcuts="${shortcut}"]`);

/** Waits until a key is lit, presses it on the keyboard, and waits until the press is done. */
export async function press(desk: Page, shortcut: string): Promise<void> {
  await expect(key(desk, shortcut)).toHaveAttribute('aria-disabled', 'false', { timeout: 25_000 });
  await expect(desk.locator('[aria-busy="true"]')).toHaveCount(0);
  await desk.keyboard.press(shortcut);
}

/** The ticket in the window: its number, and the word of its state. */
export const inHand = (desk: Page): Locator => desk.locator('main [class*=hero]');

/** Calls and finishes until this number is called: those before it came first. Tells how many calls that took. */
export async function callUntil(desk: Page, number: string): Promise<number> {
  for (let calls = 0; calls < 40; calls += 1) {
    const before = (await inHand(desk).count()) > 0 ? await inHand(desk).textContent() : null;
    await press(desk, 'F2');
    await expect(inHand(desk)).not.toHaveText(before ?? '', { timeout: 10_000 });
    if ((await inHand(desk).textContent()) === number) return calls + 1;
    await press(desk, 'F4');
    await expect(desk.locator('main')).toContainText('办理中');
  }
  throw new Error(`${number} was never called`);
}

/** A citizen's phone, with nothing open yet. */
export async function phoneOf(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  return context.newPage();
}

/** A citizen signs in on the page where the portal asks for it, by the code that lies in the demo's outbox. */
export async function citizenSignsIn(page: Page, phone: string): Promise<void> {
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('checkbox', { name: '我看过了' }).check();
  const sent = page.waitForResponse((r) => r.url().endsWith('/api/sign-in/code'));
  await page.getByRole('button', { name: '发验证码' }).click();
  expect((await sent).status()).toBe(200);
  const { messages } = (await (await page.request.get(`${urls().portal}/api/demo/outbox`)).json()) as {
    messages: { to: string; text: string; about: string }[];
  };
  const code = /\d{6}/.exec(messages.find((m) => m.about === 'code' && m.to === phone)!.text)![0];
  await page.getByLabel('验证码', { exact: true }).fill(code);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}
