import { expect, test } from '@playwright/test';
import { demoScreen, numberOn } from '../acting.ts';

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
