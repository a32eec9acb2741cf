import { expect, test, type Page } from '../test.ts';
import { overflowFindings } from '../findings.ts';
import { open } from '../looking.ts';
import { leastTarget, targetFindings } from '../pressing.ts';
import { allScreens, type Look, type Screen, type Surface } from '../registry.ts';

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

const box = async (page: Page, selector: string): Promise<{ x: number; y: number; width: number; height: number }> => {
  const found = await page.locator(selector).first().boundingBox();
  if (!found) throw new Error(`${selector} is not on the screen`);
  return { x: Math.round(found.x), y: Math.round(found.y), width: Math.round(found.width), height: Math.round(found.height) };
};

/** What a token is on this page, in px: through a probe, because a variable alone is only text. */
const tokens = (page: Page, names: readonly string[]): Promise<number[]> =>
  page.evaluate((all) => {
    const probe = document.body.appendChild(document.createElement('i'));
    const px = all.map((name) => {
      probe.style.width = `calc(var(--${name}) * 1)`;
      return Math.round(parseFloat(getComputedStyle(probe).getPropertyValue('width')) * 100) / 100;
    });
    probe.remove();
    return px;
  }, names);

/** Looks that are only other values of the same names can be changed on the open page. */
const setMode = (page: Page, mode: Look['mode']): Promise<void> =>
  page.evaluate((value) => void (document.documentElement.dataset['mode'] = value), mode);

interface Scale {
  readonly screen: readonly [name: string, state: string];
  readonly mode: Look['mode'];
  /** xs, sm, md, lg, xl, 2xl, 3xl. */
  readonly letters: readonly number[];
  readonly lineHeight: number;
  readonly hit: number | null;
}

const scales: readonly Scale[] = [
  { screen: ['sign-in', 'busy'], mode: 'normal', letters: [12, 13, 14, 16, 20, 28, 44], lineHeight: 1.5, hit: 32 },
  { screen: ['halls', 'busy'], mode: 'normal', letters: [13, 14, 16, 18, 22, 28, 56], lineHeight: 1.6, hit: 48 },
  { screen: ['halls', 'busy'], mode: 'elder', letters: [20, 20, 22, 26, 30, 36, 72], lineHeight: 1.6, hit: 60 },
  { screen: ['kiosk', 'busy'], mode: 'normal', letters: [24, 26, 30, 36, 46, 64, 296], lineHeight: 1.45, hit: 112 },
  { screen: ['kiosk', 'busy'], mode: 'elder', letters: [34, 36, 42, 50, 64, 84, 296], lineHeight: 1.35, hit: 168 },
  { screen: ['board', 'busy'], mode: 'normal', letters: [32, 36, 44, 52, 72, 128, 316], lineHeight: 1.15, hit: null },
];

test('one scale of letters, the same names on every surface', async ({ page }) => {
  for (const { screen, mode, letters, lineHeight, hit } of scales) {
    if (mode === 'normal') await open(page, screenOf(...screen), plain);
    await setMode(page, mode);
    const name = `${screen[0]} ${mode}`;
    expect(await tokens(page, ['fs-xs', 'fs-sm', 'fs-md', 'fs-lg', 'fs-xl', 'fs-2xl', 'fs-3xl']), name).toEqual(letters);
    if (hit !== null) expect(await tokens(page, ['hit']), name).toEqual([hit]);
    const line = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--lh')));
    expect(line, name).toBe(lineHeight);
    // digits from one small font, Han from the device: no page waits for megabytes of letters
    expect(await page.evaluate(() => [...new Set([...document.fonts].map((font) => font.family.replaceAll('"', '')))]), name).toEqual([
      'OW Numerals',
    ]);
  }
});

/** A window's number stands in one frame everywhere: stroke 7.5 % of its side, corners 22 %, as whole pixels allow. */
async function expectFrame(page: Page, selector: string): Promise<void> {
  const off = await page
    .locator(selector)
    .first()
    .evaluate((el) => {
      const style = getComputedStyle(el);
      const side = el.getBoundingClientRect().height;
      return [parseFloat(style.borderTopWidth) - 0.075 * side, parseFloat(style.borderTopLeftRadius) - 0.22 * side].map(Math.abs);
    });
  expect(Math.max(...off), selector).toBeLessThan(1);
}

test('the board: three tiers of letters, four rows, one margin', async ({ page }) => {
  await open(page, screenOf('board lit', 'busy'), { ...plain, theme: 'dark' });
  expect(await sizes(page, '.hero .ticket')).toEqual([316]);
  expect(await sizes(page, '.hero .win')).toEqual([190]);
  expect(await sizes(page, '.calls .ticket')).toEqual([112]);
  expect(await sizes(page, '.calls .win')).toEqual([106]);
  expect(await sizes(page, '.waits .n')).toEqual([66]);
  expect(await sizes(page, '.hero .dir')).toEqual([76]);
  expect(Math.max(...(await sizes(page, '.waits .name')))).toBe(44);
  expect(await sizes(page, 'footer .note')).toEqual([36]);
  await expectFrame(page, '.hero .win');
  await expectFrame(page, '.calls .win');
  expect(Math.min(...(await sizes(page, 'h2')))).toBeGreaterThanOrEqual(32);

  expect((await box(page, 'header')).height).toBe(104);
  expect((await box(page, '.hero')).height).toBe(376);
  expect((await box(page, '.lower')).height).toBeGreaterThanOrEqual(516);
  expect((await box(page, 'footer')).height).toBe(80);
  const calls = await box(page, '.calls');
  const waits = await box(page, '.waits');
  expect([calls.x, calls.width, waits.x - calls.x - calls.width, waits.x + waits.width]).toEqual([56, 690, 60, 1920 - 56]);
  const rows = (list: string) => page.locator(list).evaluateAll((all) => all.map((el) => Math.round(el.getBoundingClientRect().height)));
  expect(await rows('.calls li')).toEqual([115, 115, 115, 115]);
  expect(new Set(await rows('.waits li'))).toEqual(new Set([115]));
  const columns = await page.locator('.waits li').evaluateAll((all) => all.map((el) => Math.round(el.getBoundingClientRect().x)));
  expect(Math.max(...[...new Set(columns)].map((x) => columns.filter((one) => one === x).length))).toBe(4);
  expect(new Set(columns).size).toBe(2);
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

test('the kiosk: targets for arms, in large letters larger, in the low position within reach of a wheelchair; help always at the bottom', async ({
  page,
}) => {
  for (const name of kioskSteps) {
    const screen = screenOf(name, 'busy');
    await open(page, screen, plain);
    expect(await targetFindings(page, leastTarget(screen, 'normal')), name).toEqual([]);
    const bar = await box(page, 'nav.bar');
    expect([bar.height, bar.y + bar.height], name).toEqual([196, 1920]);
    for (const primary of await page.locator('[data-variant=primary]').all()) {
      const { y, height } = (await primary.boundingBox())!;
      expect(height, name).toBeGreaterThanOrEqual(168);
      expect(y + height / 2, `${name}: the primary is in the lowest third`).toBeGreaterThanOrEqual((1920 * 2) / 3);
    }
    await page.getByRole('button', { name: '低位操作' }).click();
    await expect(page.locator('.kiosk')).toHaveClass(/is-low/);
    const tops = await page
      .locator('.kiosk')
      .evaluate((root) =>
        [...root.querySelectorAll('button, a[href], input')]
          .filter((el) => el.checkVisibility())
          .map((el) => `${Math.round(el.getBoundingClientRect().top)} ${el.textContent?.slice(0, 16)}`),
      );
    expect(
      tops.filter((top) => parseInt(top, 10) < 1920 - 1250),
      name,
    ).toEqual([]);
    expect(await targetFindings(page, leastTarget(screen, 'normal')), `${name} low`).toEqual([]);
    await page.getByRole('button', { name: '原来位置' }).click();
    await page.getByRole('button', { name: '大字版' }).click();
    await expect(page.locator('.kiosk')).toHaveClass(/is-elder/);
    expect(await targetFindings(page, leastTarget(screen, 'elder')), `${name} in large letters`).toEqual([]);
  }
});

test('the kiosk: one margin, two columns', async ({ page }) => {
  await open(page, screenOf('kiosk', 'busy'), plain);
  const tiles = await page
    .locator('main .tile')
    .evaluateAll((all) => all.map((el) => el.getBoundingClientRect()).map((r) => `${Math.round(r.x)} ${Math.round(r.width)}`));
  expect(new Set(tiles)).toEqual(new Set(['64 464', '552 464']));
});

test('the desk: rail, list, key bar; windows 8 px apart', async ({ page }) => {
  await open(page, screenOf('window', 'busy'), plain);
  const rail = (await page.getByRole('navigation', { name: '工作区' }).boundingBox())!;
  expect(rail.width).toBe(56);
  expect((await box(page, 'aside')).width).toBe(284);
  await expectFrame(page, 'aside [class*=_win_]');
  expect((await box(page, 'footer')).height).toBe(48);
  await open(page, screenOf('hall', 'busy'), plain);
  const cards = await page.locator('[class*=_card_]').evaluateAll((all) => all.map((el) => el.getBoundingClientRect()));
  const gaps = cards.flatMap((a) =>
    cards.filter((b) => b.top >= a.bottom && b.left < a.right && b.right > a.left).map((b) => Math.round(b.top - a.bottom)),
  );
  expect(Math.min(...gaps)).toBe(8);
});

test('the desk on a small screen and at twice the size: nothing cut, nothing sideways, nothing lost', async ({ page }) => {
  for (const name of ['window', 'windows', 'hall', 'admin', 'staff', 'sign-in']) {
    await open(page, screenOf(name, 'busy'), plain);
    for (const [width, height] of [
      [1280, 720],
      // 1440 × 900 at 200 %
      [720, 450],
    ] as const) {
      await page.setViewportSize({ width, height });
      if (name === 'window' && width === 1280) expect((await box(page, 'aside')).width).toBe(258);
      expect(await overflowFindings(page), `${name} at ${width} × ${height}`).toEqual([]);
      expect(await targetFindings(page, 32), `${name} at ${width} × ${height}`).toEqual([]);
    }
  }
});

const phonePages = [
  ['home', 'busy'],
  ['search', 'busy'],
  ['halls', 'busy'],
  ['guide', 'busy'],
  ['ticket', 'busy'],
  ['ticket called', 'busy'],
  ['ticket missed', 'busy'],
] as const;

test('the phone: 48 px for a thumb, 56 for what matters, 60 in large letters; windows 16 px from the edge, 20 inside', async ({ page }) => {
  for (const [name, state] of phonePages) {
    await open(page, screenOf(name, state), plain);
    expect(await targetFindings(page, 48), name).toEqual([]);
    if (name === 'ticket called') await expectFrame(page, '.go .win');
    for (const primary of await page.locator('[class~=primary], [type=submit]').all())
      if (await primary.isVisible()) expect((await primary.boundingBox())?.height, name).toBeGreaterThanOrEqual(56);
    const windows = await page.locator('main').evaluate((main) => {
      const surface = getComputedStyle(document.documentElement).getPropertyValue('--surface');
      const white = document.body.appendChild(document.createElement('i'));
      white.style.backgroundColor = surface;
      const colour = getComputedStyle(white).backgroundColor;
      white.remove();
      return [...main.querySelectorAll('section, ul, article')]
        .filter((el) => el.checkVisibility() && getComputedStyle(el).backgroundColor === colour)
        .map((el) => {
          const r = el.getBoundingClientRect();
          return [Math.round(r.left), Math.round(innerWidth - r.right)];
        });
    });
    for (const edges of windows) expect(edges, name).toEqual([16, 16]);
    await open(page, screenOf(name, state), { ...plain, mode: 'elder' });
    expect(await targetFindings(page, 60), `${name} in large letters`).toEqual([]);
  }
});

test('a narrow phone, a phone at twice the size, a wide screen: one column, nothing sideways, the list beside it where there is room', async ({
  page,
}) => {
  for (const [name, state] of phonePages) {
    await open(page, screenOf(name, state), plain);
    for (const [width, height] of [
      [320, 568],
      // 390 × 844 at 200 %
      [195, 422],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await overflowFindings(page), `${name} at ${width} × ${height}`).toEqual([]);
    }
    await page.setViewportSize({ width: 1024, height: 800 });
    expect(await overflowFindings(page), `${name} at 1024 × 800`).toEqual([]);
    if (name !== 'ticket') continue;
    const [card, list] = [await box(page, '.tick'), await box(page, '.line')];
    expect(card.width).toBeLessThanOrEqual(680);
    expect(list.x).toBeGreaterThanOrEqual(card.x + card.width);
    expect(list.y).toBe(card.y);
  }
});

test('a call lights its band three times for 1.2 s; who asked for less motion has it lit at once', async ({ page }) => {
  const pulse = (selector: string) =>
    page.locator(selector).evaluate((el) => {
      const { animationName, animationDuration, animationIterationCount } = getComputedStyle(el);
      return animationName === 'none' ? 'still' : `${animationDuration} × ${animationIterationCount}`;
    });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await open(page, screenOf('board lit', 'busy'), plain);
  expect(await pulse('.hero .flash')).toBe('1.2s × 3');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await pulse('.hero .flash')).toBe('still');
  expect(
    await page.evaluate(() =>
      ['fast', 'base', 'slow', 'call'].map((t) => parseFloat(getComputedStyle(document.documentElement).getPropertyValue(`--t-${t}`))),
    ),
  ).toEqual([0, 0, 0, 0]);
});

/** Every figure that changes by itself, by surface. */
const live: Readonly<Record<Surface, readonly (readonly [name: string, state: string, figures: string, digits?: number])[]>> = {
  board: [
    ['board', 'busy', '.waits .n'],
    // minutes
    ['board', 'busy', '.waits .est .num', 3],
  ],
  kiosk: [['kiosk', 'busy', '.tile .wait .num']],
  pad: [],
  desk: [
    ['window', 'busy', 'aside .num, main [role=timer] .num'],
    ['window', 'huge', 'main [class*=counts] .num'],
    ['hall', 'busy', '[class*=kpi] .num, td.num'],
    ['windows', 'busy', 'li .num'],
  ],
  portal: [
    ['ticket', 'busy', '.two .num'],
    ['home', 'busy', 'li .num'],
  ],
};

test('a figure changes inside its place: from one digit to four nothing beside it moves, and digits are equally wide', async ({ page }) => {
  for (const [name, state, figures, digits = 4] of Object.values(live).flat()) {
    await open(page, screenOf(name, state), plain);
    const moved = await page.evaluate(
      ({ figures: selector, digits: most }) => {
        const all = [...document.querySelectorAll<HTMLElement>('.num, h1, h2, h3, button, footer, header, aside, main, li')].filter((el) =>
          el.checkVisibility(),
        );
        const at = (el: Element): string => {
          const r = el.getBoundingClientRect();
          return `${Math.round(r.left)} ${Math.round(r.top)}`;
        };
        const found: string[] = [];
        for (const figure of document.querySelectorAll<HTMLElement>(selector)) {
          if (!figure.checkVisibility() || figure.childElementCount > 0) continue;
          const before = figure.textContent ?? '';
          // the other half of the same value, hours before minutes, goes with it
          const others = all.filter((el) => !el.contains(figure) && el.parentElement !== figure.parentElement);
          const places = others.map(at);
          for (const text of ['8', '88', '888', '8888'].slice(0, most)) {
            figure.textContent = text;
            const wide = figure.getBoundingClientRect().width;
            figure.textContent = text.replaceAll(/\d/g, '1');
            if (Math.abs(wide - figure.getBoundingClientRect().width) > 0.5) found.push(`“${before}”: 1 and 8 differ`);
            for (const [i, other] of others.entries())
              if (at(other) !== places[i])
                found.push(
                  `“${before}” as ${text} moves ${other.tagName.toLowerCase()} “${other.textContent?.trim().slice(0, 12)}”: ${places[i]} → ${at(other)}`,
                );
          }
          figure.textContent = before;
        }
        return [...new Set(found)].slice(0, 10);
      },
      { figures, digits },
    );
    expect.soft(moved, `${name} ${state}`).toEqual([]);
  }
});
