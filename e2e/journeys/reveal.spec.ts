import { expect, test, type Page } from '../test.ts';
import type { HallStaffView } from '@one-window/domain/views';
import { demoPassword, inHand, windowRow } from '../acting.ts';
import { startSystem, type System } from '../system.ts';

/** A hall of its own: in the shared one others call away those who gave their identity. */
let system: System;
test.beforeAll(async () => {
  system = await startSystem();
});
test.afterAll(() => system.stop());

test('who a citizen is stands masked, is shown for a purpose by the keyboard alone, and is masked again', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(system.desk);
  await page.getByLabel('工号').fill('1005');
  await page.getByLabel('密码').fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/windows/);
  const label = await windowOfSomebodyKnown(page);
  await windowRow(page, label).getByRole('button', { name: '接替' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '接替', exact: true }).click();
  await expect(inHand(page)).toHaveCount(1);

  const person = page.getByRole('region', { name: '办事人' });
  const masked = (await person.locator('.masked').textContent()) ?? '';
  expect(masked).toContain('*');
  await person.getByRole('button', { name: '显示' }).focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: '看完整号码，为了什么？' });
  await expect(question).toContainText(`${masked} 能看到是您`);
  // the clerk thinks better of it: nothing was read
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(person.locator('.masked')).toHaveText(masked);

  await person.getByRole('button', { name: '显示' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('1');
  await expect(person.locator('.masked')).not.toContainText('*');
  await expect(person.getByText(/^\d{17}[\dX]$/)).toBeVisible();
  await expect(person).toContainText('秒后遮住');
  await person.getByRole('button', { name: '遮住' }).press('Enter');
  await expect(person.locator('.masked')).toHaveText(masked);
});

/** The first numbers of the demo went to people who had shown their card; its clerks have them in hand. */
async function windowOfSomebodyKnown(page: Page): Promise<string> {
  const hallId = new URL(page.url()).pathname.split('/').at(-1)!;
  const answer = await page.request.get(`${system.desk}/api/halls/${hallId}/staff-view`);
  const { tickets, windows } = (await answer.json()) as HallStaffView;
  const known = tickets.find((ticket) => ticket.personId !== null && ticket.windowId !== null);
  expect(known, 'a ticket in hand of a person who is known').toBeDefined();
  return windows.find((window) => window.id === known!.windowId)!.label;
}
