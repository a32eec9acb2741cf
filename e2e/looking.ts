import type { Page } from '@playwright/test';
import type { Look, Screen } from './registry.ts';
import { urls } from './urls.ts';

/** Opens a screen of the registry in a look, at its own size, and waits until it stands still. */
export async function open(page: Page, screen: Screen, look: Look): Promise<void> {
  const origin = urls()[screen.app];
  await page.setViewportSize({ width: screen.size[0], height: screen.size[1] });
  await page.emulateMedia({ colorScheme: look.theme === 'dark' ? 'dark' : 'light' });
  if (screen.surface === 'desk') await rememberLook(page, origin, look);
  if (screen.surface === 'kiosk') await writeLook(page, look);
  await page.goto(`${origin}${screen.path}${inAddress(screen, look)}`);
  // on a busy machine the script needs longer than a page is given to come to rest; what only loads may show no word yet
  if (screen.state !== 'loading') await page.waitForFunction(() => document.body.innerText.trim() !== '', undefined, { timeout: 10_000 });
  await settled(page);
}

/** Boards, phones and the pairing page take their look from the address, the kiosk its language. */
function inAddress({ surface, path }: Screen, { lang, theme, mode }: Look): string {
  if (surface === 'board') return `&theme=${theme}${path.includes('lang=') ? '' : `&lang=${lang === 'en' ? 'en' : 'zh'}`}`;
  if (surface === 'kiosk') return lang === 'en' ? '&lang=en' : '';
  if (surface === 'portal') return `&lang=${lang}&mode=${mode}&theme=${theme === 'light' && !path.includes('ticket') ? 'auto' : theme}`;
  return '';
}

/** The desk remembers its look on the device. */
async function rememberLook(page: Page, origin: string, { lang, theme }: Look): Promise<void> {
  if (!page.url().startsWith(origin)) await page.goto(`${origin}/healthz`);
  await page.evaluate((look) => localStorage.setItem('ow.look', look), JSON.stringify({ lang, theme }));
}

/** The kiosk begins as its page is written: nobody chose anything yet. */
async function writeLook(page: Page, { theme, mode }: Look): Promise<void> {
  await page.unroute('**/kiosk.html*');
  await page.route('**/kiosk.html*', async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace(
      /<html[^>]*>/,
      `<html lang="zh-CN" data-surface="kiosk" data-theme="${theme}" data-mode="${mode}">`,
    );
    await route.fulfill({ response, body: html });
  });
}

/** Letters are there, nothing moves any more: no change of the page for so long. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    ({ still, longest }) =>
      new Promise<void>((resolve) => {
        const end = setTimeout(done, longest);
        let quiet = setTimeout(done, still);
        const observer = new MutationObserver((changes) => {
          // clocks tick for ever
          if (changes.every((c) => c.type === 'characterData')) return;
          clearTimeout(quiet);
          quiet = setTimeout(done, still);
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        function done(): void {
          observer.disconnect();
          clearTimeout(end);
          clearTimeout(quiet);
          void document.fonts.ready.then(() => Promise.all(document.getAnimations().map((a) => finish(a)))).then(() => resolve());
        }
        function finish(animation: Animation): unknown {
          const endless = animation.effect?.getComputedTiming().endTime === Infinity;
          return endless ? undefined : animation.finish();
        }
      }),
    { still: 120, longest: 1_500 },
  );
}
