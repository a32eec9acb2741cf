import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from './browser.ts';
import { open } from './looking.ts';
import { allScreens, themesOf, type Look } from './registry.ts';
import { startSystem } from './system.ts';

/**
 * `npm run shots [-- word …] [--theme=dark] [--lang=en] [--mode=elder]`: a picture of every screen in every registered
 * state, into `.test/shots/<look>`. Words choose those whose name or state holds one of them.
 */
const args = process.argv.slice(2);
const option = (name: string): string | undefined => args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1];
const words = args.filter((arg) => !arg.startsWith('--'));
const lang: Look['lang'] = option('lang') === 'en' ? 'en' : 'zh-CN';
const mode: Look['mode'] = option('mode') === 'elder' ? 'elder' : 'normal';
const folder = fileURLToPath(new URL(`../.test/shots/${[lang, option('theme') ?? 'own', mode].join('-')}`, import.meta.url));

await mkdir(folder, { recursive: true });
const system = process.env['OW_SYSTEM'] ? null : await startSystem();
if (system) process.env['OW_SYSTEM'] = JSON.stringify({ portal: system.portal, desk: system.desk, hall: system.hall });
const browser = await chromium.launch(await launchOptions());
let taken = 0;
try {
  const page = await browser.newPage({ locale: lang, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  // tsx names functions by a helper of its own, which the page has not
  await page.addInitScript('globalThis.__name = (made) => made');
  for (const screen of allScreens()) {
    const title = `${screen.app} ${screen.name} ${screen.state}`;
    if (words.length > 0 && !words.some((word) => title.includes(word))) continue;
    const theme = themesOf[screen.surface].find((name) => name === option('theme')) ?? themesOf[screen.surface][0]!;
    await open(page, screen, { lang, theme, mode });
    await page.screenshot({ path: join(folder, `${title.replace(/[^\w-]+/g, '-')}.png`) });
    taken += 1;
  }
} finally {
  await browser.close();
  await system?.stop();
}
console.log(`${taken} 张图 / pictures in ${folder}`);
