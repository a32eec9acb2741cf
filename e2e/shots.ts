import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from './browser.ts';
import { openStage, scenes, settled, type Look } from './stage.ts';

/**
 * `npm run shots [-- word …] [--theme=dark] [--lang=en]`: a picture of every screen in every registered state, into
 * `shots/`. Words choose those whose name holds one of them.
 */
const args = process.argv.slice(2);
const option = (name: string): string | undefined => args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1];
const words = args.filter((arg) => !arg.startsWith('--'));
const look = Object.fromEntries(
  ['theme', 'lang'].flatMap((name) => {
    const value = option(name);
    return value ? [[name, value]] : [];
  }),
) as Look;
const folder = join(fileURLToPath(new URL('../shots', import.meta.url)), [look.lang, look.theme].filter(Boolean).join('-') || '.');

await mkdir(folder, { recursive: true });
const stage = await openStage();
const browser = await chromium.launch(await launchOptions());
const wanted = scenes().filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const context = await browser.newContext({ locale: look.lang ?? 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
for (const scene of wanted) {
  const page = await context.newPage();
  await page.setViewportSize({ width: scene.size[0], height: scene.size[1] });
  await page.goto(stage.url(scene, look));
  await settled(page);
  await page.screenshot({ path: join(folder, `${scene.name}.png`) });
  await page.close();
}
await browser.close();
stage.close();
console.log(`${wanted.length} 张图 / pictures in ${folder}`);
