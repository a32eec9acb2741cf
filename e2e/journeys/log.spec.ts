import { expect, test } from '../test.ts';
import { signedIn } from '../acting.ts';
import { urls } from '../urls.ts';

test('who audits finds a call, opens it and checks its chain, and the look itself is written down', async ({ browser }) => {
  const auditor = await signedIn(browser, '9009');
  await auditor.goto(urls().desk);
  await expect(auditor.getByRole('heading', { name: '发生过的事' })).toBeVisible();
  await auditor.getByLabel('哪一类').selectOption('大厅的一天');
  await auditor.getByLabel('什么事').selectOption('叫号');
  await auditor.getByRole('button', { name: '查', exact: true }).click();
  await expect(auditor).toHaveURL(/type=ticket\.called/);
  const rows = auditor.getByRole('region', { name: '发生过的事' }).getByRole('row');
  const call = rows.nth(1);
  await expect(call.getByRole('cell', { name: '叫号' })).toBeVisible();
  const number = await call.getByRole('cell').nth(1).textContent();
  await call.press('Enter');
  const event = auditor.getByRole('region', { name: '内容' });
  await expect(event.getByRole('heading', { name: '叫号' })).toBeVisible();
  await expect(event).toContainText(number ?? '');
  await event.getByRole('button', { name: '核对这条链' }).click();
  await expect(event.getByRole('status')).toContainText('对得上');

  await auditor.goto(`${urls().desk}/log/events?by=9009&looks=yes`);
  for (const look of ['查日志', '打开一条日志', '核对一条链']) await expect(rows.filter({ hasText: look }).first()).toBeVisible();
  await auditor.context().close();
});

test('a clerk has no way to the log and is refused on its address', async ({ browser }) => {
  const clerk = await signedIn(browser, '1005');
  await clerk.goto(`${urls().desk}/log`);
  await expect(clerk.getByRole('heading', { name: '这里不归您管' })).toBeVisible();
  await expect(clerk.getByRole('link', { name: '日志', exact: true })).toHaveCount(0);
  expect((await clerk.request.get(`${urls().desk}/api/log/events`)).status()).toBe(403);
  await clerk.context().close();
});
