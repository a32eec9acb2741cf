import type { Page } from '@playwright/test';
import axe from 'axe-core';

interface AxeWindow {
  readonly axe: typeof axe;
}

/** Puts axe-core into every page that this tab opens: as part of the page it costs 50 ms, evaluated into it from outside 300. */
export function withAxe(page: Page): Promise<unknown> {
  return page.addInitScript({ content: axe.source });
}

/** What axe-core objects to, one line per element, on a page `withAxe`. Without contrast where thousands of rows repeat what a busy screen shows. */
export async function axeFindings(page: Page, contrast = true): Promise<string[]> {
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
 * of four hundred signs has been read by then. In height the ink counts, line by line and not the line box: a line may be
 * lower than its letters, and then a clipping parent takes the tails of g and p with it.
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
    // of the fonts that halls have, Noto Sans CJK sets its letters lowest: (ascent − descent) / 2 under the middle of the line, in em
    const LOW = (1.16 - 0.288) / 2;
    const pen = document.createElement('canvas').getContext('2d')!;
    /** The lines of a text: where each is drawn, from the top of its highest sign to the bottom of its lowest. */
    const inkOf = (node: Node, parent: Element): { text: string; top: number; bottom: number }[] => {
      const style = getComputedStyle(parent);
      pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const lines: { text: string; rect: DOMRect }[] = [];
      const range = document.createRange();
      for (let at = 0; at < (node.textContent ?? '').length; at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const rect = range.getBoundingClientRect();
        if (rect.width === 0) continue;
        const line = lines.at(-1);
        if (line && Math.abs(line.rect.top - rect.top) < rect.height / 2) line.text += range.toString();
        else lines.push({ text: range.toString(), rect });
      }
      return lines.map(({ text, rect }) => {
        // Han signs by their own box: this machine may have no font for them
        const letters = text.replace(/[\u2e80-\u9fff\uf900-\uffef\u{20000}-\u{3ffff}]/gu, '');
        const em = letters === text ? 0 : parseFloat(style.fontSize);
        const m = pen.measureText(style.textTransform === 'uppercase' ? letters.toUpperCase() : letters);
        const scale = rect.height / (m.fontBoundingBoxAscent + m.fontBoundingBoxDescent);
        const own = rect.top + m.fontBoundingBoxAscent * scale;
        const lowest = (rect.top + rect.bottom) / 2 + LOW * parseFloat(style.fontSize) * scale;
        const baseline = style.fontFamily.includes('Numerals') ? own : Math.max(own, lowest);
        const [up, down] = [Math.max(m.actualBoundingBoxAscent, em * 0.88), Math.max(m.actualBoundingBoxDescent, em * 0.12)];
        return { text, top: baseline - up * scale, bottom: baseline + down * scale };
      });
    };
    /** The first line whose ink a clipping box cuts; of a clamped text only lines that are shown at all. */
    const cutLine = (node: Node, parent: Element, clip: { top: number; bottom: number }, shownOnly: boolean): string | null => {
      const cut = inkOf(node, parent).find(
        (line) =>
          (line.bottom > clip.bottom + 0.75 || line.top < clip.top - 0.75) && !(shownOnly && (line.top + line.bottom) / 2 > clip.bottom),
      );
      return cut ? `${cut.text.trim().slice(0, 40)}” by ${Math.max(cut.bottom - clip.bottom, clip.top - cut.top).toFixed(1)} px` : null;
    };
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
        const style = getComputedStyle(el);
        const rect = el.getBoundingClientRect();
        const edge = { top: rect.top + parseFloat(style.borderTopWidth), bottom: rect.bottom - parseFloat(style.borderBottomWidth) };
        if (!inScroller && clips(style.overflowY) && (box.bottom > edge.bottom || box.top < edge.top)) {
          const cut = cutLine(node, parent, edge, clamped(el) || told(parent));
          if (cut) {
            found.push(`cut in height by ${name(el)}: “${cut}`);
            break;
          }
        }
        if (clamped(el)) break;
        if (!inScroller && clips(style.overflowX) && (box.right > rect.right + 1.5 || box.left < rect.left - 1.5) && !told(parent)) {
          found.push(`cut sideways by ${name(el)}: “${text.slice(0, 40)}”`);
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
