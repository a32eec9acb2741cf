import { expect, test } from '../test.ts';
import { demoScreen, numberOn, takeByTile } from '../acting.ts';
import { hallOfItsOwn } from '../hall-of-its-own.ts';
import { urls } from '../urls.ts';

test('a kiosk that loses the network in the moment of taking gives one number, not two', async ({ browser }) => {
  const kiosk = await demoScreen(browser, 'kiosk-2');
  await kiosk.getByRole('button', { name: /社保医保/ }).click();
  const keys: (string | undefined)[] = [];
  const given: string[] = [];
  await kiosk.route('**/api/tickets', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const response = await route.fetch();
    given.push(((await response.json()) as { ticket: { number: string } }).ticket.number);
    // the service has done it; the kiosk never hears so, however often it asks by itself
    await route.abort('connectionreset');
  });
  await kiosk.getByRole('button', { name: '不用优先，直接取号' }).click();
  await expect(kiosk.getByRole('heading', { name: '网断了' })).toBeVisible({ timeout: 30_000 });
  await kiosk.unroute('**/api/tickets');

  const answered = kiosk.waitForRequest('**/api/tickets');
  await kiosk.getByRole('button', { name: '再试一次' }).click();
  keys.push((await answered).headers()['idempotency-key']);
  await expect(numberOn(kiosk)).toHaveText(given[0] ?? '');
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
  expect(new Set(given).size).toBe(1);
  await kiosk.context().close();
});

test('who walks away leaves nothing behind: the next citizen finds the first page, in the hall’s own look', async ({ browser }) => {
  const kiosk = await demoScreen(browser, 'kiosk-2');
  await kiosk.getByRole('button', { name: 'English' }).click();
  await kiosk.getByRole('button', { name: 'Contrast' }).click();
  await kiosk.getByRole('button', { name: /Type it/ }).click();
  await kiosk.getByRole('searchbox').fill('sfz');
  await expect(kiosk.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await kiosk.getByRole('button', { name: 'Back' }).click();
  await kiosk.getByRole('button', { name: /General/ }).click();
  await kiosk.getByRole('button', { name: 'No priority, take a number' }).click();
  await kiosk.getByRole('button', { name: 'Done' }).click();
  await expect(kiosk.getByRole('heading', { name: '您好，今天办什么？' })).toBeVisible();
  await expect(kiosk.locator('html')).toHaveAttribute('data-theme', 'light');
  await kiosk.context().close();
});

test('who asks for a person at the kiosk is seen by manager and clerk, and sees that somebody comes', async ({ browser }) => {
  test.setTimeout(90_000);
  const { id, kiosk, desk: clerk, windowId, manager } = await hallOfItsOwn(browser);
  await manager.goto(`${urls().desk}/hall/${id}`);
  await expect(manager.getByText('要您看的')).toBeVisible();
  await clerk.goto(`${urls().desk}/window/${id}/${windowId}`);
  await expect(clerk.getByRole('toolbar')).toBeVisible();

  await kiosk.getByRole('button', { name: /综合业务/ }).click();
  await kiosk.getByRole('button', { name: '请人帮忙' }).click();
  await expect(kiosk.getByText('已经通知工作人员')).toBeVisible();
  const alarm = manager.getByRole('listitem', { name: '1 号取号机，有人要帮忙' });
  await expect(alarm).toContainText('大门右侧');
  // it waits for an answer: yellow
  await expect(alarm).toHaveCSS('background-color', 'rgb(255, 197, 61)');

  await test.step('the clerk goes: one press, and everybody sees who', async () => {
    await clerk.getByRole('listitem', { name: '1 号取号机，有人要帮忙' }).getByRole('button', { name: '我去' }).click();
    await expect(clerk.getByRole('listitem', { name: '说好了你去：1 号取号机' })).toBeVisible();
    await expect(manager.getByRole('listitem', { name: '1 号取号机，何小满去了' })).toContainText('1 号窗口');
    await expect(kiosk.getByRole('heading', { name: '工作人员马上过来' })).toBeVisible();
    await expect(kiosk.getByText('来的是 1 号窗口的工作人员')).toBeVisible();
    await expect(kiosk.locator('main')).not.toContainText('何小满');
  });
  await test.step('meanwhile the citizen goes on, and then needs nobody any more', async () => {
    await kiosk.getByRole('button', { name: '等着，先接着用' }).click();
    await expect(kiosk.getByRole('heading', { name: '您需要优先吗？' })).toBeVisible();
    await kiosk.reload();
    await kiosk.getByRole('button', { name: '马上有人来' }).click();
    await kiosk.getByRole('button', { name: '不用来了' }).click();
    await expect(kiosk.getByRole('heading', { name: '您好，今天办什么？' })).toBeVisible();
    await expect(manager.getByRole('listitem', { name: /取号机/ }).getByText('何小满')).toHaveCount(0);
    await expect(clerk.getByRole('listitem', { name: /说好了你去/ })).toHaveCount(0);
  });
  await Promise.all([kiosk, manager, clerk].map((page) => page.context().close()));
});

test('a kiosk that cannot tell the staff says so, and where to go', async ({ browser }) => {
  const kiosk = await demoScreen(browser, 'kiosk-2');
  await expect(kiosk.getByRole('heading', { name: '您好，今天办什么？' })).toBeVisible();
  await kiosk.route('**/api/help', (route) => route.abort('connectionreset'));
  await kiosk.getByRole('button', { name: '请人帮忙' }).click();
  await expect(kiosk.getByText('不知道工作人员那边收到没有')).toBeVisible({ timeout: 20_000 });
  await expect(kiosk.getByText('请直接到导办台（大门对面）')).toBeVisible();
  await kiosk.context().close();
});

test('who comes back after a missed call is told place and wait by the kiosk as by the phone', async ({ browser }) => {
  test.setTimeout(90_000);
  const { kiosk, desk, press } = await hallOfItsOwn(browser);
  await kiosk.evaluate(() => Object.assign(globalThis, { print: () => dispatchEvent(new Event('afterprint')) }));
  const first = await takeByTile(kiosk, '综合业务');
  for (let i = 0; i < 4; i += 1) {
    await kiosk.getByRole('button', { name: '再取一个号' }).click();
    await takeByTile(kiosk, '综合业务');
  }
  await kiosk.getByRole('button', { name: /好的，完成/ }).click();
  // the demo's own citizens may have come before
  let called = await press('next');
  for (; called.number !== first.number; called = await press('next')) await press('miss', called.id);
  await press('miss', called.id);

  await kiosk.getByRole('button', { name: '过号了，重新排上' }).click();
  for (const sign of first.number) await kiosk.locator('.rejoin').getByRole('button', { name: sign, exact: true }).click();
  await kiosk.getByRole('button', { name: '重新排上', exact: true }).click();
  await expect(kiosk.getByRole('heading', { name: '重新排上了' })).toBeVisible();
  await expect(numberOn(kiosk)).toHaveText(first.number);
  const card = kiosk.getByRole('article', { name: '您的号' });
  await expect(kiosk.getByText('请到一楼 1 号窗口等候')).toBeVisible();

  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })).newPage();
  await phone.goto(first.page);
  const ahead = await phone.locator('[data-text=ahead]').innerText();
  expect(Number(ahead)).toBeGreaterThan(0);
  await expect(card).toContainText(new RegExp(`您前面还有\\s*${ahead}\\s*人`));
  // nobody was served yet: neither makes a wait up
  await expect(phone.locator('main')).toContainText('还算不出来');
  await expect(card).toContainText('还算不出来');
  await Promise.all([kiosk, desk, phone].map((page) => page.context().close()));
});
