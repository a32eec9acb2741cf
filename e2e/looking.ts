import type { Page, Request } from '@playwright/test';
import type { Look, Screen, Turn } from './registry.ts';
import { urls } from './urls.ts';

/**
 * Opens a screen of the registry in a look, at its own size, and waits until it stands still. `again`: in the page that stands,
 * where the app can do that; the first screen and every other app are loaded.
 */
export async function open(page: Page, screen: Screen, look: Look, { again = false } = {}): Promise<void> {
  const origin = urls()[screen.app];
  await page.setViewportSize({ width: screen.size[0], height: screen.size[1] });
  await page.emulateMedia({ colorScheme: look.theme === 'dark' ? 'dark' : 'light' });
  if (screen.surface === 'desk') await rememberLook(page, origin, look);
  if (screen.surface === 'kiosk') await writeLook(page, look);
  const loading = new Set<Request>();
  const begins = (request: Request): unknown => loading.add(request);
  const ends = (request: Request): unknown => loading.delete(request);
  page.on('request', begins).on('requestfinished', ends).on('requestfailed', ends);
  const address = `${screen.path}${inAddress(screen, look)}`;
  const same = again && sameLook(page, screen, look);
  if (!same || !(await shownAgain(page, origin, address))) await page.goto(`${origin}${address}`);
  // what only loads may show no word yet; every other screen has its heading, which axe asks for as well. A part that comes
  // by itself may still be on its way, long after everything else stands
  do await settled(page, { drawn: screen.state !== 'loading' });
  while (loading.size > 0);
  for (const turn of screen.turns ?? []) {
    await take(page, turn);
    await settled(page);
  }
  page.off('request', begins).off('requestfinished', ends).off('requestfailed', ends);
}

async function take(page: Page, turn: Turn): Promise<void> {
  if ('key' in turn) return page.keyboard.press(turn.key);
  if ('click' in turn) return page.locator(turn.click).first().press('Enter');
  await page.locator(turn.fill).first().fill(turn.text);
  // who types pauses before it is asked
  if (turn.shows) await page.locator(turn.shows).first().waitFor();
}

const lastLook = new WeakMap<Page, string>();

/** The desk takes any look from the device; the portal's server writes it into the page, and the ticket is a page of its own. */
function sameLook(page: Page, screen: Screen, look: Look): boolean {
  const now =
    screen.surface === 'desk' ? 'desk' : [screen.surface, screen.name.split(' ')[0] === 'ticket', ...Object.values(look)].join(' ');
  const before = lastLook.get(page);
  lastLook.set(page, now);
  return before === now;
}

/** Shows another screen without loading the app anew; false where that is not possible. */
function shownAgain(page: Page, origin: string, address: string): Promise<boolean> {
  if (!page.url().startsWith(origin)) return Promise.resolve(false);
  return page.evaluate(async (to) => {
    const { showAgain } = globalThis as { showAgain?: (address: string) => Promise<void> };
    await showAgain?.(to);
    return showAgain !== undefined;
  }, address);
}

/** Boards, phones and the pairing page take their look from the address, the kiosk its language. */
function inAddress({ surface, path }: Screen, { lang, theme, mode }: Look): string {
  if (surface === 'board' || surface === 'pad')
    return `&theme=${theme}${path.includes('lang=') ? '' : `&lang=${lang === 'en' ? 'en' : 'zh'}`}`;
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

/**
 * Letters are there, nothing moves any more: no change of the page for 120 ms. What has to be `drawn` is given 10 s to show
 * its heading, because on a busy machine a script may begin late; after that a page that never rests is looked at anyway.
 */
export async function settled(page: Page, { drawn = false } = {}): Promise<void> {
  await page.evaluate(
    ({ still, longest, first }) =>
      new Promise<void>((resolve) => {
        let end = setTimeout(done, first || longest);
        let quiet = setTimeout(rest, still);
        let waiting = first > 0;
        const observer = new MutationObserver((changes) => {
          // clocks tick for ever
          if (!waiting && changes.every((c) => c.type === 'characterData')) return;
          clearTimeout(quiet);
          quiet = setTimeout(rest, still);
          if (!waiting || !document.querySelector('h1')) return;
          waiting = false;
          clearTimeout(end);
          end = setTimeout(done, longest);
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        function rest(): void {
          if (!waiting || document.querySelector('h1')) done();
        }
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
    { still: 120, longest: 1_500, first: drawn ? 10_000 : 0 },
  );
}
