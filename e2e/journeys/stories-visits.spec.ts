import { expect, test, type Page } from '../test.ts';
import { callUntil, inHand, numberOn, press, signedIn, takeHere } from '../acting.ts';
import { hallOfItsOwn } from '../hall-of-its-own.ts';
import { urls } from '../urls.ts';

/** A matter and the visits that it takes, from the kiosk to the result: a part of `npm run drill -- stories`. */
test('who comes with two matters takes one number, is served for both, and comes again for one with its reference alone', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const admin = await signedIn(browser, '9001');
  const { departments } = (await (await admin.request.get(`${urls().desk}/api/config`)).json()) as {
    departments: { id: string; name: string }[];
  };
  const departmentIds = departments.filter(({ name }) => ['区公安分局', '区行政审批局'].includes(name)).map(({ id }) => id);
  const { id, kiosk, desk, windowId } = await hallOfItsOwn(browser, { series: { departmentIds, results: true } });
  await kiosk.evaluate(() => Object.assign(globalThis, { print: () => dispatchEvent(new Event('afterprint')) }));
  const [first, second] = ['机动车驾驶证期满换证', '食品经营许可'] as const;

  await kiosk.getByRole('button', { name: /写一写要办的事/ }).click();
  await chosen(kiosk, first);
  await kiosk.getByRole('button', { name: '还要办别的' }).click();
  await chosen(kiosk, second);
  await expect(kiosk.getByText(`${first} 等 2 件事`)).toBeVisible();
  await kiosk.getByRole('button', { name: '接着取号' }).click();
  const { number } = await takeHere(kiosk);
  await expect(kiosk.locator('.slip li')).toHaveText([first, second]);
  await kiosk.getByRole('button', { name: /好的，完成/ }).click();

  const window = `${urls().desk}/window/${id}/${windowId}`;
  const matters = desk.getByRole('region', { name: '来办什么' });
  const served = async (wanted: string): Promise<void> => {
    await desk.goto(window);
    await callUntil(desk, wanted);
    await press(desk, 'F4');
    await expect(desk.locator('main')).toContainText('办理中');
  };
  await served(number);
  await matters.getByRole('link', { name: `收件：${first}` }).click();
  await desk.getByLabel('姓名').fill('严小满');
  await desk.getByLabel('身份证号').fill('511602199003071216');
  await desk.getByRole('button', { name: '开始办理' }).click();
  await expect(desk.getByRole('region', { name: first }).getByText('草稿', { exact: true })).toBeVisible();

  await desk.goto(window);
  const begun = matters.getByRole('listitem').filter({ hasText: first });
  const [, ref = ''] = /([0-9A-Z]{8})$/.exec((await begun.locator('small').textContent()) ?? '') ?? [];
  await matters.getByRole('button', { name: `办好了：${second}` }).click();
  await expect(matters).toContainText('还有 1 件没办');
  // the other is only a draft
  await press(desk, 'F9');
  await expect(desk.getByRole('dialog', { name: '还有 1 件没办' })).toContainText(first);
  await desk.keyboard.press('1');
  await expect(inHand(desk)).toHaveCount(0);

  await kiosk.getByRole('button', { name: /综合业务/ }).click();
  await kiosk.getByLabel(/查询码/).fill(ref);
  await kiosk.getByRole('button', { name: '取一个号' }).click();
  await expect(numberOn(kiosk)).toHaveText(/P\d{4}/);
  const again = (await numberOn(kiosk).textContent()) ?? '';
  await expect(kiosk.locator('main')).not.toContainText(first);
  await served(again);
  await matters.getByRole('link', { name: '打开办件' }).click();
  const visits = desk.getByRole('region', { name: first });
  await expect(visits).toContainText(`来办理，${number} 号`);
  await expect(visits).toContainText(`为这件又来，${again} 号`);
  await Promise.all([admin, kiosk, desk].map((page) => page.context().close()));
});

/** Found by its whole name. */
async function chosen(kiosk: Page, item: string): Promise<void> {
  await kiosk.getByRole('searchbox').fill(item);
  await kiosk
    .getByRole('button')
    .filter({ has: kiosk.locator(`b:text-is("${item}")`) })
    .click();
  await expect(kiosk.getByRole('heading', { name: '这些都带了吗？' })).toBeVisible();
}
