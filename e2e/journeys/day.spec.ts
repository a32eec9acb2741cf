import { expect, test } from '../test.ts';
import { takeByTile } from '../acting.ts';
import { hallOfItsOwn } from '../hall-of-its-own.ts';
import { urls } from '../urls.ts';

test('the power fails at noon: the kiosk says why it gives no number, who waits is cleared and told, a number by hand is given all the same', async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const { id, kiosk, manager } = await hallOfItsOwn(browser);
  const taken = await takeByTile(kiosk, '综合业务');
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })).newPage();
  await phone.goto(taken.page);
  await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'WAITING');
  await kiosk.getByRole('button', { name: '再取一个号' }).click();

  await manager.goto(`${urls().desk}/hall/${id}`);
  const dialog = manager.getByRole('dialog');
  await manager.getByRole('button', { name: '暂停取号' }).click();
  await dialog.getByLabel('原因').selectOption('停电');
  await dialog.getByRole('button', { name: '暂停取号' }).click();
  await expect(kiosk.getByRole('heading', { level: 1 })).toHaveText('停电，暂停取号');
  await expect(kiosk.getByRole('button', { name: /过号了/ })).toBeVisible();

  await manager.getByRole('button', { name: '清空等候' }).click();
  await expect(dialog.getByRole('list', { name: '会作废的号' })).toContainText(taken.number);
  await dialog.getByRole('button', { name: '清空等候' }).click();
  await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'ABANDONED');

  await manager.goto(`${urls().desk}/guide/${id}`);
  await manager.getByRole('button', { name: /综合业务/ }).click();
  await manager.getByLabel('优先').selectOption('老年人');
  await manager.getByRole('button', { name: '取号', exact: true }).click();
  await expect(manager.getByRole('status')).toContainText(/P\d{4}/);
  await manager.goto(`${urls().desk}/hall/${id}`);

  await manager.getByRole('button', { name: '恢复取号' }).click();
  await expect(kiosk.getByRole('heading', { name: '您好，今天办什么？' })).toBeVisible();
});
