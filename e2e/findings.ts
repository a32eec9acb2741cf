import type { Page } from '@playwright/test';
import axe from 'axe-core';

interface AxeWindow {
  readonly axe: typeof axe;
}

/** What axe-core objects to, one line per element. Without contrast where thousands of rows repeat what a busy screen shows. */
export async function axeFindings(page: Page, contrast = true): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate((withContrast) => {
    const { axe: run } = globalThis as unknown as AxeWindow;
    const options = { resultTypes: ['violations' as const], rules: { 'color-contrast': { enabled: withContrast } } };
    return run
      .run(document, options)
      .then(({ violations }) =>
        violations.flatMap((v) =>
          v.nodes.slice(0, 3).map((n) => `axe ${v.id}: ${n.target.join(' ')} ${n.any[0]?.message ?? n.failureSummary ?? ''}`),
        ),
      );
  }, contrast);
}

/**
 * Text that is cut, and pages that scroll sideways. A box that scrolls by itself is no finding, nor is text that ends in
 * an ellipsis: in one line only where a `title` gives the whole of it, in several lines (line-clamp) always, because a name
 * of four hundred signs has been read by then.
 */
export function overflowFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.scrollingElement ?? document.documentElement;
    if (root.scrollWidth > innerWidth + 1) found.push(`the page is ${root.scrollWidth} px wide, the screen ${innerWidth}`);
    const name = (el: Element): string =>
      `${el.tagName.toLowerCase()}${el.className && typeof el.className === 'string' ? `.${el.className.replaceAll(' ', '.')}` : ''}`;
    const hiddenFromSight = (el: Element): boolean => {
      for (let e: Element | null = el; e; e = e.parentElement) {
        const style = getComputedStyle(e);
        if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return true;
        // for screen readers only
        if (style.position === 'absolute' && e.getBoundingClientRect().width <= 2) return true;
      }
      return false;
    };
    const clamped = (el: Element): boolean => !['none', ''].includes(getComputedStyle(el).webkitLineClamp);
    const told = (el: Element): boolean => el.closest('[title]:not([title=""])') !== null;
    const clips = (value: string): boolean => value === 'hidden' || value === 'clip';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement;
      if (
        text === '' ||
        !parent ||
        ['SCRIPT', 'STYLE', 'NOSCRIPT', 'OPTION', 'TEMPLATE'].includes(parent.tagName) ||
        hiddenFromSight(parent)
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter((r) => r.width > 0);
      if (rects.length === 0) continue;
      const box = {
        left: Math.min(...rects.map((r) => r.left)),
        right: Math.max(...rects.map((r) => r.right)),
        top: Math.min(...rects.map((r) => r.top)),
        bottom: Math.max(...rects.map((r) => r.bottom)),
      };
      let inScroller = false;
      for (let el: Element | null = parent; el && el !== document.documentElement; el = el.parentElement) {
        if (clamped(el)) break;
        const style = getComputedStyle(el);
        const rect = el.getBoundingClientRect();
        if (!inScroller && clips(style.overflowX) && (box.right > rect.right + 1.5 || box.left < rect.left - 1.5) && !told(parent)) {
          found.push(`cut sideways by ${name(el)}: “${text.slice(0, 40)}”`);
          break;
        }
        // a line box is taller than its ink: a quarter of a line may stick out
        const ink = (box.bottom - box.top) * 0.25;
        if (!inScroller && clips(style.overflowY) && (box.bottom > rect.bottom + ink || box.top < rect.top - ink) && !told(parent)) {
          found.push(`cut in height by ${name(el)}: “${text.slice(0, 40)}”`);
          break;
        }
        if (style.overflowX === 'auto' || style.overflowX === 'scroll' || style.overflowY === 'auto' || style.overflowY === 'scroll')
          inScroller = true;
        if (style.position === 'fixed') break;
      }
      if (!inScroller && (box.right > innerWidth + 1.5 || box.left < -1.5)) found.push(`beyond the screen: “${text.slice(0, 40)}”`);
      const display = getComputedStyle(parent).display;
      if (
        display !== 'inline' &&
        parent.scrollWidth > parent.clientWidth + parseFloat(getComputedStyle(parent).fontSize) / 2 &&
        getComputedStyle(parent).overflowX === 'visible' &&
        parent.clientWidth > 0
      )
        found.push(`wider than its box ${name(parent)} (${parent.scrollWidth} > ${parent.clientWidth}): “${text.slice(0, 40)}”`);
    }
    return [...new Set(found)].slice(0, 12);
  });
}
