import { chromium } from '@playwright/test';
import { axeFindings, overflowFindings } from '/work/main/e2e/findings.ts';
const base = 'http://localhost:5462';
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium-headless-shell',
  chromiumSandbox: false,
  args: ['--disable-gpu'],
});
const p0 = await browser.newPage();
await p0.goto(base + '/sign-in?state=busy');
await p0.waitForTimeout(1500);
const shots = await p0.evaluate(async () => {
  const { shotsOf } = await import('/@fs/work/main/packages/ui/src/screens.ts' as string);
  const { screens } = await import('/src/screens.ts' as string);
  return shotsOf(screens);
});
for (const s of shots)
  for (const lang of ['zh-CN', 'en'])
    for (const size of [
      [1440, 900],
      [1280, 720],
      [720, 450],
    ]) {
      const page = await browser.newPage({ viewport: { width: size[0], height: size[1] } });
      await page.addInitScript(([lang]) => localStorage.setItem('ow.look', JSON.stringify({ lang, theme: 'light' })), [lang]);
      await page.addInitScript('globalThis.__name = (f) => f');
      await page.goto(base + s.url);
      await page.waitForTimeout(450);
      for (const f of await overflowFindings(page)) console.log(`${s.route}.${s.state} ${lang} ${size.join('x')}: ${f}`.slice(0, 260));
      await page.close();
    }
await browser.close();
