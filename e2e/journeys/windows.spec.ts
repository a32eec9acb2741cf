import { expect, test } from '../test.ts';
import { demoScreen, inHand, press, signedIn, takeByTile, windowRow } from '../acting.ts';
import { urls } from '../urls.ts';

test.describe.configure({ mode: 'serial' });

test('two tabs of one clerk are one window: what one presses the other shows, and a press in both at once is done once', async ({
  browser,
}) => {
  const desk = await signedIn(browser, '1005');
  await desk.goto(urls().desk);
  await windowRow(desk, '7').getByRole('button', { name: '开窗' }).click();
  await expect(desk.getByText('接着是')).toBeVisible();
  const second = await desk.context().newPage();
  await second.goto(desk.url());
  await expect(second.getByText('接着是')).toBeVisible();

  await press(desk, 'F2');
  const number = await inHand(desk).textContent();
  await expect(inHand(second)).toHaveText(number ?? '');
  // both start at once: one ticket, one start, no error that a clerk would have to read
  await Promise.all([desk.keyboard.press('F4'), second.keyboard.press('F4')]);
  for (const tab of [desk, second]) await expect(tab.locator('main')).toContainText('办理中');
  await press(second, 'F9');
  await expect(inHand(desk)).toHaveCount(0);
  await desk.context().close();
});

test('a clerk takes over a window with an open call: the first is told who, the number goes along', async ({ browser }) => {
  const before = await signedIn(browser, '1005');
  await before.goto(urls().desk);
  await windowRow(before, '7').getByRole('button').click();
  await press(before, 'F2');
  const number = (await inHand(before).textContent()) ?? '';

  const after = await signedIn(browser, '1006');
  await after.goto(urls().desk);
  const row = windowRow(after, '7');
  await expect(row).toContainText('陈雪梅 在');
  await expect(row).toContainText(`${number} 还没办完`);
  await row.getByRole('button', { name: '接替' }).click();
  const question = after.getByRole('dialog');
  await expect(question).toContainText(number);
  await question.getByRole('button', { name: '接替', exact: true }).click();
  await expect(inHand(after)).toHaveText(number);

  await expect(before.getByRole('heading', { name: '何建国 接替了这个窗口' })).toBeVisible();
  await expect(inHand(before)).toHaveCount(0);
  // who was relieved presses nothing here any more
  await before.keyboard.press('F2');
  await expect(inHand(after)).toHaveText(number);
  await press(after, 'F4');
  await press(after, 'F9');
  await expect(inHand(after)).toHaveCount(0);
  await before.context().close();
  await after.context().close();
});

test('a clerk whose browser dies with an open call comes back to window and call', async ({ browser }) => {
  const kiosk = await demoScreen(browser, 'kiosk');
  await takeByTile(kiosk, '公安户籍');
  await kiosk.context().close();
  const desk = await signedIn(browser, '1006');
  await desk.goto(urls().desk);
  await windowRow(desk, '3').getByRole('button', { name: '开窗' }).click();
  await press(desk, 'F2');
  await expect(inHand(desk)).toBeVisible();
  const number = (await inHand(desk).textContent()) ?? '';
  await desk.context().close();

  const again = await signedIn(browser, '1006');
  await again.goto(urls().desk);
  const row = windowRow(again, '3');
  await expect(row).toContainText('您在这里');
  await expect(row).toContainText(`${number} 还没办完`);
  await row.getByRole('button', { name: '回到窗口' }).click();
  await expect(inHand(again)).toHaveText(number);
  await press(again, 'F4');
  await expect(again.locator('main')).toContainText('办理中');
  await press(again, 'F9');
  await again.context().close();
});
