import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../test.ts';
import { BEAT_MS } from '@one-window/domain/views';
import { startSystem } from '../system.ts';

test('a hall whose service stops: board and kiosk say within two beats that they are old, and recover by themselves', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const data = await mkdtemp(join(tmpdir(), 'one-window-stale-'));
  await chmod(data, 0o755);
  const env = { DATA_DIR: data };
  let system = await startSystem({ env });
  try {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    const board = await context.newPage();
    await board.goto(`${system.hall}/demo/board`);
    await expect(board.getByText('实时')).toBeVisible();
    const kioskContext = await browser.newContext({ viewport: { width: 1080, height: 1920 }, locale: 'zh-CN' });
    const kiosk = await kioskContext.newPage();
    await kiosk.goto(`${system.hall}/demo/kiosk`);
    await expect(kiosk.getByRole('heading', { name: '您好，今天办什么？' })).toBeVisible();
    const band = await board.locator('.hero').boundingBox();

    const port = Number(new URL(system.portal).port);
    await system.stop();
    const stopped = Date.now();
    const alert = board.getByRole('alert');
    await expect(alert).toContainText('画面停住了', { timeout: 2 * BEAT_MS + 2_000 });
    expect(Date.now() - stopped).toBeLessThan(2 * BEAT_MS + 2_000);
    await expect(alert).toContainText(/停在 \d\d:\d\d/);
    await expect(alert).toContainText(/已过\s*\d/);
    await expect(board.getByText('已断开')).toBeVisible();
    // the band kept its place: what changes is what it says
    expect(await board.locator('.hero').boundingBox()).toEqual(band);
    await expect(kiosk.getByRole('heading', { name: '取号机连不上网了' })).toBeVisible();

    system = await startSystem({ env, port });
    await expect(board.getByText('实时')).toBeVisible({ timeout: 15_000 });
    await expect(alert).toHaveCount(0);
    await expect(kiosk.getByRole('heading', { name: '您好，今天办什么？' })).toBeVisible({ timeout: 15_000 });
  } finally {
    await system.stop();
    await rm(data, { recursive: true, force: true });
  }
});
