import { expect, test } from '../test.ts';
import { urls } from '../urls.ts';

for (const door of ['portal', 'desk', 'hall'] as const) {
  test(`the ${door} opens in a real browser without an error of its own`, async ({ page }) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(urls()[door]);
    await expect(page.locator('body')).toContainText(/\p{Script=Han}/u);
    expect(problems).toEqual([]);
  });
}

test('staff paths do not exist on the public listener', async ({ request }) => {
  const { portal, desk } = urls();
  expect((await request.get(`${portal}/api/config`)).status()).toBe(404);
  expect((await request.get(`${desk}/api/config`)).status()).toBe(401);
});
