import { expect, test, type Page } from '@playwright/test';
import axe from 'axe-core';
import { openStage, scenes, settled, type Look } from '../stage.ts';

const stage = await openStage();
test.afterAll(() => stage.close());

/** Runs axe in the page and names what it finds and where. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  });
}

async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth} px wide in ${clientWidth}`] : [];
  });
}

const looks: readonly Look[] = [{}, { lang: 'en' }, { theme: 'dark' }, { theme: 'contrast' }];

for (const scene of scenes()) {
  test(`${scene.app}, ${scene.route}, ${scene.state}: everybody can read it and nothing sticks out`, async ({ page }) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize({ width: scene.size[0], height: scene.size[1] });
    for (const look of scene.state === 'busy' ? looks : looks.slice(0, 1)) {
      await page.goto(stage.url(scene, look));
      await settled(page);
      const where = Object.values(look).join(' ');
      problems.push(...[...(await overflow(page)), ...(await barriers(page))].map((problem) => `${where} ${problem}`.trim()));
    }
    expect(problems).toEqual([]);
  });
}
