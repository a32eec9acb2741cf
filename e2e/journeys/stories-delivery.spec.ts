import { expect, test } from '../test.ts';
import { citizenSignsIn, demoPassword, demoScreen, inHand, numberOn, phoneOf, press, windowRow } from '../acting.ts';
import { urls } from '../urls.ts';

/** Whose result waits in the demo. */
const owner = { phone: '13987650011', idNo: '511602195207150022' };

/** The delivery window (出件窗口), from the citizen's own page to the signature: a part of `npm run drill -- stories`. */
test('a result is collected: by its reference a number, called at the delivery window, signed for on the pad, told on the own page', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const phone = await phoneOf(browser);
  await phone.goto(`${urls().portal}/sign-in?to=%2Fmy`);
  await citizenSignsIn(phone, owner.phone);
  await phone.getByRole('link').filter({ hasText: '可以去取了' }).first().click();
  const page = phone.locator('main');
  await expect(page).toContainText('待领取');
  const ref = /查询码\s*([0-9A-Z]{8})/.exec((await page.textContent()) ?? '')?.[1] ?? '';
  expect(ref).not.toBe('');

  const kiosk = await demoScreen(browser, 'kiosk');
  await kiosk.evaluate(() => Object.assign(globalThis, { print: () => dispatchEvent(new Event('afterprint')) }));
  await kiosk.getByRole('button', { name: /取证取件/ }).click();
  await kiosk.getByLabel(/查询码/).fill(ref);
  await kiosk.getByRole('button', { name: '取一个号' }).click();
  await expect(numberOn(kiosk)).toHaveText(/G\d{4}/);
  const number = (await numberOn(kiosk).textContent()) ?? '';

  const pad = await demoScreen(browser, 'pad-12');
  const desks = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const desk = await desks.newPage();
  await desk.goto(urls().desk);
  await desk.getByLabel('工号').fill('5001');
  await desk.getByLabel('密码').fill(demoPassword);
  await desk.getByRole('button', { name: '登录' }).click();
  // who hands over sees the delivery window, and no other
  await expect(windowRow(desk, '12')).toBeVisible();
  await expect(windowRow(desk, '1')).toHaveCount(0);
  await windowRow(desk, '12').getByRole('button', { name: '开窗' }).click();
  await press(desk, 'F2');
  await expect(inHand(desk)).toHaveText(number);
  await press(desk, 'F4');
  await expect(desk.locator('main')).toContainText('办理中');
  const result = desk.getByRole('region', { name: '来办什么' }).getByRole('link');
  await expect(result).toBeFocused();
  await desk.keyboard.press('Enter');

  await desk.getByRole('button', { name: /^交给本人/ }).click();
  await desk.getByLabel('身份证号').fill(owner.idNo);
  await desk.getByRole('button', { name: '请在签字屏上签' }).click();
  await expect(desk.getByText('等签字：12 号窗口的屏上正显示')).toBeVisible();
  await expect(pad.getByRole('heading', { level: 1 })).toHaveText('请您签字');
  const box = (await pad.getByRole('img', { name: /^签字的格子/ }).boundingBox())!;
  await pad.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
  await pad.mouse.down();
  await pad.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.7, { steps: 8 });
  await pad.mouse.up();
  await pad.getByRole('button', { name: '确认' }).click();
  await expect(pad.getByRole('heading', { level: 1 })).toHaveText('签好了');
  await expect(desk.getByText('已在屏上签字，可以交了')).toBeVisible();
  await desk.getByLabel('送达回证').fill('本人签收');
  await desk.getByLabel('送达回证').press('Control+Enter');
  await expect(desk.getByText('领取的人在签字屏上签了字')).toBeVisible();

  await desk.getByRole('link', { name: '窗口', exact: true }).click();
  await expect(inHand(desk)).toHaveText(number);
  await press(desk, 'F9');
  await expect(inHand(desk)).toHaveCount(0);

  await expect(page).toContainText('领取的人在签字屏上签了字');
  await expect(page).toContainText(`${number} 号`);
  await Promise.all([phone, kiosk, pad, desk].map((one) => one.context().close()));
});
