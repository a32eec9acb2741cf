import { expect, test, type Page } from '@playwright/test';
import { open } from '../looking.ts';
import { allScreens, type Look, type Screen } from '../registry.ts';

const screens = allScreens();
const plain: Look = { lang: 'zh-CN', theme: 'light', mode: 'normal' };

function screenOf(name: string, state: string): Screen {
  const found = screens.find((screen) => screen.name === name && screen.state === state);
  if (!found) throw new Error(`the registry has no ${name} in state ${state}`);
  return found;
}

/** Font sizes of everything that fits a selector, in whole pixels, each once. */
const sizes = (page: Page, selector: string): Promise<number[]> =>
  page.locator(selector).evaluateAll((all) => [...new Set(all.map((el) => Math.round(parseFloat(getComputedStyle(el).fontSize))))]);

const height = async (page: Page, selector: string): Promise<number> =>
  Math.round((await page.locator(selector).first().boundingBox())?.height ?? 0);

interface Target {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
}

/** Everything that can be pressed, as large as it is on the screen. Links inside a sentence are read, not aimed at. */
function targets(page: Page, within = 'body'): Promise<Target[]> {
  return page
    .locator(within)
    .first()
    .evaluate((root) =>
      [...root.querySelectorAll<HTMLElement>('button, a[href], input:not([type=hidden]), select, summary')]
        .filter((el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !el.closest('p'))
        .map((el) => {
          const r = el.getBoundingClientRect();
          return {
            name: (el.getAttribute('aria-label') ?? el.textContent ?? el.tagName).trim().slice(0, 24),
            width: Math.round(r.width),
            height: Math.round(r.height),
            top: Math.round(r.top),
            bottom: Math.round(r.bottom),
          };
        })
        .filter((t) => t.width > 2 && t.height > 2),
    );
}

const smaller = (all: readonly Target[], px: number): string[] =>
  all.filter((t) => t.height < px || t.width < Math.min(px, 48)).map((t) => `${t.name}: ${t.width} × ${t.height}`);

test('the board: three tiers of letters, four rows, one margin', async ({ page }) => {
  await open(page, screenOf('board lit', 'busy'), { ...plain, theme: 'dark' });
  expect(await sizes(page, '.hero .ticket')).toEqual([316]);
  expect(
    await page
      .locator('.hero .win')
      .evaluate((el) => Math.round(parseFloat(getComputedStyle(el, '::before').fontSize) || parseFloat(getComputedStyle(el).fontSize))),
  ).toBe(190);
  expect(await sizes(page, '.calls .ticket')).toEqual([112]);
  expect(await sizes(page, '.calls .win')).toEqual([106]);
  expect(await sizes(page, '.waits .n')).toEqual([66]);
  expect(await sizes(page, '.hero .dir')).toEqual([76]);
  expect(Math.max(...(await sizes(page, '.waits .name')))).toBe(44);
  expect(await sizes(page, 'footer .note')).toEqual([36]);
  expect(Math.min(...(await sizes(page, 'h2')))).toBeGreaterThanOrEqual(32);

  expect(await height(page, 'header')).toBe(104);
  expect(await height(page, '.hero')).toBe(376);
  expect(await height(page, '.lower')).toBeGreaterThanOrEqual(516);
  expect(await height(page, 'footer')).toBe(80);
  const box = async (selector: string) => (await page.locator(selector).first().boundingBox())!;
  expect(Math.round((await box('.calls')).x)).toBe(56);
  const waits = await box('.waits');
  expect(Math.round(waits.x + waits.width)).toBe(1920 - 56);
  expect(Math.round((await box('.calls')).width)).toBe(690);
});

test('the band and the lists of the board stay where they are, whatever happens', async ({ page }) => {
  const places: unknown[] = [];
  for (const [name, state] of [
    ['board', 'busy'],
    ['board lit', 'busy'],
    ['board', 'stale'],
    ['board', 'empty'],
    ['board', 'huge'],
  ] as const) {
    await open(page, screenOf(name, state), { ...plain, theme: 'dark' });
    const boxes = await Promise.all(['header', '.hero', '.lower', 'footer'].map((s) => page.locator(s).first().boundingBox()));
    places.push(boxes);
  }
  for (const place of places) expect(place).toEqual(places[0]);
});

const kioskSteps = [
  'kiosk',
  'kiosk search',
  'kiosk priority',
  'kiosk ticket',
  'kiosk rejoin',
  'kiosk rejoined',
  'kiosk problem',
  'kiosk asked',
];

test('the kiosk: targets for arms, help always at the bottom', async ({ page }) => {
  for (const name of kioskSteps) {
    await open(page, screenOf(name, 'busy'), plain);
    expect(smaller(await targets(page), 112), name).toEqual([]);
    const bar = (await page.locator('nav.bar').boundingBox())!;
    expect([bar.height, bar.y + bar.height].map(Math.round), name).toEqual([196, 1920]);
    for (const primary of await page.locator('[data-variant=primary]').all())
      expect((await primary.boundingBox())?.height, name).toBeGreaterThanOrEqual(168);
  }
});

test('the kiosk in large letters: every target 168 px', async ({ page }) => {
  for (const name of ['kiosk', 'kiosk series', 'kiosk priority', 'kiosk ticket', 'kiosk rejoined', 'kiosk problem', 'kiosk asked']) {
    await open(page, screenOf(name, 'busy'), { ...plain, mode: 'elder' });
    expect(smaller(await targets(page, 'main'), 168), name).toEqual([]);
  }
});

test('the kiosk: nothing that is pressed lies under the bar, in English and large letters, where it is tightest', async ({ page }) => {
  test.setTimeout(120_000);
  for (const screen of screens.filter((s) => s.surface === 'kiosk' && ['busy', 'huge'].includes(s.state))) {
    await open(page, screen, { ...plain, lang: 'en', mode: 'elder' });
    const top = (await page.locator('nav.bar').boundingBox())!.y;
    const under = (await targets(page, 'main')).filter((t) => t.bottom > top).map((t) => `${t.name} ends ${t.bottom - top} px below`);
    expect.soft(under, `${screen.name} ${screen.state}`).toEqual([]);
  }
});

test('the kiosk in the low position: everything that is pressed lies within reach of a wheelchair', async ({ page }) => {
  for (const name of kioskSteps) {
    await open(page, screenOf(name, 'busy'), plain);
    await page.getByRole('button', { name: '低位操作' }).click();
    await expect(page.locator('.kiosk')).toHaveClass(/is-low/);
    const high = (await targets(page)).filter((t) => t.top < 1920 - 1250).map((t) => `${t.name} at ${t.top}`);
    expect(high, name).toEqual([]);
    expect(smaller(await targets(page), 112), name).toEqual([]);
  }
});

test('the desk: rail, list, key bar, and nothing smaller than 32 px', async ({ page }) => {
  await open(page, screenOf('window', 'busy'), plain);
  const rail = (await page.getByRole('navigation', { name: '工作区' }).boundingBox())!;
  expect(rail.width).toBe(56);
  const list = page.locator('aside').first();
  expect(Math.round((await list.boundingBox())!.width)).toBe(284);
  expect((await page.locator('footer').first().boundingBox())!.height).toBe(48);
  for (const [name, state] of [
    ['window', 'busy'],
    ['window', 'empty'],
    ['windows', 'busy'],
    ['hall', 'busy'],
    ['admin', 'busy'],
    ['staff', 'busy'],
    ['devices', 'busy'],
    ['sign-in', 'busy'],
  ] as const) {
    await open(page, screenOf(name, state), plain);
    expect(smaller(await targets(page), 32), name).toEqual([]);
  }
});

test('the desk on a small screen and at twice the size: nothing sideways, nothing lost', async ({ page }) => {
  for (const [width, height] of [
    [1280, 720],
    [720, 450],
  ] as const) {
    for (const name of ['window', 'windows', 'hall', 'admin', 'staff', 'sign-in']) {
      const screen = screenOf(name, 'busy');
      await open(page, { ...screen, size: [width, height] }, plain);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${name} at ${width} × ${height}`).toBeLessThanOrEqual(0);
      const beyond = (await targets(page)).filter((t) => t.width > width).map((t) => t.name);
      expect(beyond, `${name} at ${width} × ${height}`).toEqual([]);
    }
  }
  await open(page, { ...screenOf('window', 'busy'), size: [1280, 720] }, plain);
  expect(Math.round((await page.locator('aside').first().boundingBox())!.width)).toBe(258);
});

test('the phone: 48 px for a thumb, 56 for what matters, 60 in large letters', async ({ page }) => {
  for (const mode of ['normal', 'elder'] as const) {
    for (const [name, state] of [
      ['home', 'busy'],
      ['search', 'busy'],
      ['halls', 'busy'],
      ['guide', 'busy'],
      ['ticket', 'busy'],
      ['ticket missed', 'busy'],
    ] as const) {
      await open(page, screenOf(name, state), { ...plain, mode });
      expect(smaller(await targets(page), mode === 'elder' ? 60 : 48), `${name} ${mode}`).toEqual([]);
    }
  }
});
