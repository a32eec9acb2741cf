import type { BrowserContext, Page } from '@playwright/test';

interface Shift {
  readonly value: number;
  readonly what: string;
  /** Rows of a list and nothing else: they move when the order does. */
  readonly rows: boolean;
}
type Watched = typeof globalThis & { shifts?: Shift[] };

/** From the first paint on, every page of this context notes what moved without being asked to, whoever pressed what. */
export async function watchShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    interface LayoutShift extends PerformanceEntry {
      readonly value: number;
      readonly sources: readonly { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
    }
    const noted: Shift[] = ((globalThis as Watched).shifts = []);
    const place = ({ x, y, width, height }: DOMRectReadOnly): string => [x, y, width, height].map(Math.round).join(' ');
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[])
        noted.push({
          value: entry.value,
          rows: entry.sources.every(({ node }) => (node instanceof Element ? node : node?.parentElement)?.closest('li')),
          what: entry.sources
            .map(({ node, previousRect, currentRect }) => {
              const el = node instanceof Element ? node : node?.parentElement;
              return `${el?.tagName.toLowerCase()}.${el?.className} “${node?.textContent?.trim().slice(0, 16)}” ${place(previousRect)} → ${place(currentRect)}`;
            })
            .join('; '),
        });
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What moved since the last call of this besides the rows of lists: the share of the screen, as the browser scores it, and what it was. */
export async function shifts(page: Page): Promise<{ score: number; what: string[] }> {
  const noted = await page.evaluate(() => (globalThis as Watched).shifts?.splice(0) ?? []);
  const others = noted.filter(({ rows }) => !rows);
  return { score: others.reduce((sum, { value }) => sum + value, 0), what: others.map(({ value, what }) => `${value.toFixed(4)} ${what}`) };
}

/** Where some areas of a screen are: left, top, width and height of each. */
export async function places(page: Page, areas: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const area of areas) {
    const box = await page.locator(area).first().boundingBox();
    found.push(`${area}: ${box ? [box.x, box.y, box.width, box.height].map(Math.round).join(' ') : 'gone'}`);
  }
  return found;
}
