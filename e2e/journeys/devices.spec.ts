import { randomUUID } from 'node:crypto';
import { expect, test } from '../test.ts';
import { demoScreen, signedIn } from '../acting.ts';
import { urls } from '../urls.ts';

test('a screen is paired by the code it shows, and a revoked one says so within five seconds', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const asked = context.waitForEvent('response', (r) => r.url().endsWith('/api/pairing') && r.request().method() === 'POST');
  const screen = await context.newPage();
  await screen.goto(urls().hall);
  const { code } = (await (await asked).json()) as { code: string };

  const desk = await signedIn(browser, '9001');
  await desk.goto(`${urls().desk}/admin/devices`);
  await desk.getByLabel('设备上显示的码').fill(code);
  await desk.getByLabel('是什么').selectOption('board');
  const name = `二楼大屏 ${randomUUID().slice(0, 4)}`;
  await desk.getByLabel('叫什么').fill(name);
  await desk.getByRole('button', { name: '配对', exact: true }).click();
  await expect(screen).toHaveURL(/board\.html/, { timeout: 15_000 });
  await expect(screen.getByText('实时')).toBeVisible();

  const row = desk.getByRole('row').filter({ hasText: name });
  await row.getByRole('button', { name: '停用' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await expect(screen.getByText('这台设备已被停用')).toBeVisible({ timeout: 5_000 });
  await expect(row).toContainText('已停用');
  await context.close();
});

test('a screen speaks the language of the hall, whatever its browser is set to, unless its address says another', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en-US', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  const html = page.locator('html');
  for (const [door, lang, words] of [
    ['board-2', 'zh-CN', '语音已开|声音已关'],
    ['board-2?lang=en&theme=light', 'en', 'Voice on|Sound off'],
    ['kiosk-2', 'zh-CN', '您好，今天办什么？'],
    ['kiosk-2?lang=en', 'en', 'What is it today'],
  ] as const) {
    await page.goto(`${urls().hall}/demo/${door}`);
    await expect(html, door).toHaveAttribute('lang', lang);
    await expect(page.locator('body'), door).toContainText(new RegExp(words));
    if (door.includes('theme')) await expect(html).toHaveAttribute('data-theme', 'light');
  }
  // the key of the kiosk turns it for one citizen; the next one finds what the address says
  await page.getByRole('button', { name: '中文' }).click();
  await expect(html).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: /综合服务/ }).click();
  await page.getByRole('button', { name: '不用优先，直接取号' }).click();
  await page.getByRole('button', { name: '好的，完成' }).click();
  await expect(html).toHaveAttribute('lang', 'en');
  await context.clearCookies();
  await page.goto(urls().hall);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('这块屏还没有配对');
  await context.close();
});

test('a screen that nobody paired shows nothing of the hall', async ({ browser }) => {
  const board = await demoScreen(browser, 'board');
  await expect(board.getByText('实时')).toBeVisible();
  const stranger = await browser.newContext();
  const response = await stranger.request.get(`${urls().hall}/api/device`);
  expect(response.status()).toBe(401);
});
