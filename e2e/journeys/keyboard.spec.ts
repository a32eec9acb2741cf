import { expect, test, type Page } from '../test.ts';
import { demoPassword, inHand, press } from '../acting.ts';
import { urls } from '../urls.ts';

/** Moves the focus with Tab until it stands on what is asked for; a mouse is never touched. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    const here = await page.evaluate(() => {
      const el = document.activeElement;
      return el?.getAttribute('aria-label') ?? (el as HTMLElement | null)?.innerText ?? '';
    });
    if (name.test(here)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not reach ${name}`);
}

test('a clerk works a whole day without a mouse: sign in, window, call, serve, hold, pause, leave', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const desk = await context.newPage();
  await desk.goto(urls().desk);
  await expect(desk.getByLabel('工号')).toBeFocused();
  await desk.keyboard.type('1006');
  await desk.keyboard.press('Tab');
  await desk.keyboard.type(demoPassword);
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('heading', { name: '今天坐哪个窗口' })).toBeVisible();
  await tabTo(desk, /^开窗$/);
  await desk.keyboard.press('Enter');
  await expect(desk.getByText('接着是')).toBeVisible();

  // the focus stands on what comes next, and is seen
  await expect(desk.locator('[data-next]')).toBeFocused();
  expect(await desk.locator('[data-next]').evaluate((el) => getComputedStyle(el).outlineWidth)).toBe('3px');
  await press(desk, 'F2');
  const number = (await inHand(desk).textContent()) ?? '';
  await expect(desk.locator('[data-next]')).toBeFocused();
  await desk.keyboard.press('Enter');
  await expect(desk.locator('main')).toContainText('办理中');

  await press(desk, 'F6');
  await expect(desk.getByRole('dialog')).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(desk.getByRole('dialog')).toHaveCount(0);
  await expect(inHand(desk)).toHaveText(number);
  await press(desk, 'F6');
  await desk.keyboard.press('2');
  await expect(inHand(desk)).toHaveCount(0);
  await tabTo(desk, /^叫回$/);
  await desk.keyboard.press('Enter');
  await expect(inHand(desk)).toHaveText(number);
  await press(desk, 'F4');
  await press(desk, 'F9');

  await press(desk, 'F10');
  await expect(desk.getByRole('dialog')).toContainText('为什么暂停');
  await desk.keyboard.press('1');
  await expect(desk.getByRole('heading', { name: '窗口暂停了' })).toBeVisible();
  // a dim key says why instead of doing something
  await desk.keyboard.press('F2');
  await expect(desk.locator('main')).toContainText('窗口暂停中，按 F10 恢复');
  await press(desk, 'F10');
  await desk.keyboard.press('Shift+?');
  await expect(desk.getByRole('dialog')).toContainText('全部按键');
  await desk.keyboard.press('Escape');
  await context.close();
});
