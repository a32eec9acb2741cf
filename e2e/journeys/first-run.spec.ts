import { expect, test, type Locator, type Page } from '../test.ts';
import { demoPassword, takeByTile } from '../acting.ts';
import { startSystem, type System } from '../system.ts';

/** The hall in earnest: no demo, no seed accounts, a code on the console. */
let system: System;
let code = '';
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  system = await startSystem({ demo: false });
});
test.afterAll(() => system.stop());

const password = 'Juhe-9-Fangzi-Kaimen';

test('from the code on the console to the first number: administrator, area, hall, queue, window, staff, kiosk', async ({ browser }) => {
  test.setTimeout(120_000);
  code = /^\s+([A-Z0-9-]{8,})\s*$/m.exec(system.output())?.[1] ?? '';
  expect(code, system.output()).not.toBe('');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  await page.goto(system.desk);
  await expect(page).toHaveURL(/\/setup$/);
  await expect(page.getByText('演示')).toHaveCount(0);

  await test.step('the first administrator', async () => {
    await page.getByLabel('一次性码').fill(code);
    await page.getByLabel('城市或区县的名称').fill('青石县');
    await page.getByLabel('工号').fill('A001');
    await page.getByLabel('姓名').fill('欧阳𠮷');
    await page.getByLabel('初始密码').fill(password);
    await page.getByRole('button', { name: '设好管理员' }).click();
    await expect(page.getByRole('heading', { name: '区划' })).toBeVisible();
  });
  await test.step('an area', async () => {
    const form = await added(page, '区划');
    await form.getByLabel('名称', { exact: true }).fill('青石县');
    await form.getByLabel('代码').fill('519900000000');
    await form.getByLabel('级别').fill('3');
    await applied(page, form);
  });
  await test.step('a hall', async () => {
    await next(page, '大厅');
    const form = await added(page, '大厅');
    await form.getByLabel('名称', { exact: true }).fill('青石县政务服务中心');
    await form.getByLabel('开门').fill('00:00');
    await form.getByLabel('关门').fill('24:00');
    await applied(page, form);
  });
  await test.step('a queue', async () => {
    await next(page, '业务');
    const form = await added(page, '业务');
    await form.getByLabel('字头').fill('A');
    await form.getByLabel('名称', { exact: true }).fill('综合业务');
    await form.getByLabel('在哪里办', { exact: true }).fill('一楼');
    await applied(page, form);
  });
  await test.step('a window', async () => {
    await next(page, '窗口');
    const form = await added(page, '窗口');
    await form.getByLabel('窗口号').fill('1');
    await form.getByLabel('名称', { exact: true }).fill('综合窗口');
    await form
      .getByRole('group', { name: '办哪些业务' })
      .getByRole('checkbox', { name: /综合业务/ })
      .check();
    await applied(page, form);
  });
  await test.step('a clerk', async () => {
    await next(page, '人员');
    await page.getByRole('button', { name: '新增人员' }).click();
    await page.getByLabel('工号').fill('1001');
    await page.getByLabel('姓名').fill('何小满');
    await page.getByLabel('初始密码').fill(password);
    await page.getByLabel('岗位').selectOption('clerk');
    await page.getByLabel('大厅').selectOption({ label: '青石县政务服务中心' });
    await page.getByRole('button', { name: '加上' }).click();
    await expect(page.getByText('何小满')).toBeVisible();
  });
  const kiosk = await test.step('a kiosk, paired by the code that it shows', async () => {
    await next(page, '设备');
    const devices = await browser.newContext({ viewport: { width: 1080, height: 1920 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    const asked = devices.waitForEvent('response', (r) => r.url().endsWith('/api/pairing') && r.request().method() === 'POST');
    const screen = await devices.newPage();
    await screen.goto(system.hall);
    const offer = (await (await asked).json()) as { code: string };
    await page.getByLabel('设备上显示的码').fill(offer.code);
    await page.getByLabel('是什么').selectOption('kiosk');
    await page.getByLabel('叫什么').fill('1 号取号机');
    await page.getByRole('button', { name: '配对', exact: true }).click();
    await expect(screen).toHaveURL(/kiosk\.html/, { timeout: 15_000 });
    return screen;
  });
  await page.getByRole('button', { name: '设好了，去登录窗口' }).click();

  // a real kiosk prints by itself; a test has no printer
  await kiosk.evaluate(() => Object.assign(globalThis, { print: () => dispatchEvent(new Event('afterprint')) }));
  const taken = await takeByTile(kiosk, '综合业务');
  expect(taken.number).toBe('A0001');
  await expect(kiosk.getByText('演示')).toHaveCount(0);
});

test('the demo does not exist here: its logins are refused, its pages are gone, the code does not work twice', async ({ request }) => {
  const signIn = await request.post(`${system.desk}/api/sign-in`, { data: { staffNo: '1005', password: demoPassword } });
  expect(((await signIn.json()) as { error: { code: string } }).error.code).toMatch(/^auth\./);
  const again = await request.post(`${system.desk}/api/setup`, {
    data: {
      code,
      realm: { name: '二', nameEn: null, timeZone: 'Asia/Shanghai' },
      administrator: { staffNo: 'A002', name: '二', password },
    },
  });
  expect(again.ok()).toBe(false);
  expect(((await (await request.get(`${system.desk}/api/setup`)).json()) as { needed: boolean }).needed).toBe(false);
  const entrance = (await (await request.get(`${system.desk}/api/entrance`)).json()) as { demo: boolean; logins: unknown[] };
  expect(entrance).toEqual({ demo: false, logins: [] });
  for (const page of ['board', 'kiosk', 'board-2', 'kiosk-2'])
    expect(
      (await request.get(`${system.hall}/demo/${page}`)).headers()['set-cookie'],
      'nobody becomes a screen by an address',
    ).toBeUndefined();
  expect((await request.get(`${system.hall}/api/device`)).status()).toBe(401);
});

/** Opens the form of a new thing. */
async function added(page: Page, what: string): Promise<Locator> {
  await page.getByRole('button', { name: `新增${what}` }).click();
  return page.getByRole('region', { name: `新的${what}` });
}

/** Puts the form aside, looks at the preview and applies it. */
async function applied(page: Page, form: Locator): Promise<void> {
  await form.getByRole('button', { name: '放进待应用' }).click();
  await page.getByRole('button', { name: '预览', exact: true }).click();
  const preview = page.getByRole('dialog');
  await expect(preview).toContainText('应用这些改动？');
  await preview.getByRole('button', { name: '应用', exact: true }).click();
  await expect(page.getByText('已应用')).toBeVisible();
}

async function next(page: Page, heading: string): Promise<void> {
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
}
