import type { Page } from '@playwright/test';

/**
 * What the eye needs besides text (axe measures that): borders of controls, shapes of states, frames of windows and the
 * ring of the focus stand out 3 : 1 from what they lie on; letters are as large as the surface's smallest and of two
 * weights only. One line per finding.
 */
export function seeingFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Rgba = readonly [number, number, number, number];
    const found = new Set<string>();
    const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const known = new Map<string, Rgba>();
    /** Any colour that CSS can write, as the browser paints it. */
    const rgba = (css: string): Rgba => {
      const before = known.get(css);
      if (before) return before;
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = css;
      brush.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = brush.getImageData(0, 0, 1, 1).data;
      const made: Rgba = [r, g, b, a / 255];
      known.set(css, made);
      return made;
    };
    const over = (top: Rgba, below: Rgba): Rgba => {
      const mix = (i: 0 | 1 | 2): number => top[i] * top[3] + below[i] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const light = ([r, g, b]: Rgba): number => {
      const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * x! + 0.7152 * y! + 0.0722 * z!;
    };
    const contrast = (a: Rgba, b: Rgba): number => {
      const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
      return (high! + 0.05) / (low! + 0.05);
    };
    /** What lies behind an element's own edge: the grounds of those around it, down to one that covers. */
    const ground = (el: Element | null): Rgba => {
      if (!el) return rgba(getComputedStyle(document.documentElement).getPropertyValue('--ground'));
      const own = rgba(getComputedStyle(el).backgroundColor);
      return own[3] === 1 ? own : over(own, ground(el.parentElement));
    };
    const named = (el: Element): string =>
      `${el.tagName.toLowerCase()} “${(el.getAttribute('aria-label') ?? el.textContent ?? '').trim().slice(0, 20)}”`;
    const seen = (el: Element): boolean => {
      const r = el.getBoundingClientRect();
      return r.width > 2 && r.height > 2 && el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    };
    const poor = (what: string, el: Element, ratio: number): unknown =>
      ratio < 2.995 && found.add(`${what} ${ratio.toFixed(2)}: ${named(el)}`);

    /** Lines that are drawn around an element, as border or as a shadow without blur. */
    const lines = (style: CSSStyleDeclaration): Rgba[] => {
      const sides = (['Top', 'Right', 'Bottom', 'Left'] as const)
        .filter((side) => parseFloat(style[`border${side}Width`]) > 0 && !['none', 'hidden'].includes(style[`border${side}Style`]))
        .map((side) => rgba(style[`border${side}Color`]));
      const shadows = style.boxShadow === 'none' ? [] : style.boxShadow.split(/,(?![^(]*\))/);
      const rings = shadows
        .filter((shadow) => / 0px 0px 0px [1-9]/.test(shadow))
        .map((shadow) => rgba(/(?:rgba?|color|oklch|oklab)\([^)]*\)/.exec(shadow)?.[0] ?? 'black'));
      const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 ? [rgba(style.outlineColor)] : [];
      return [...sides, ...rings, ...outline].filter((line) => line[3] > 0);
    };

    for (const el of document.querySelectorAll('button, a[href], input:not([type=hidden]), select, textarea, [role=radiogroup]')) {
      if (!seen(el)) continue;
      const style = getComputedStyle(el);
      const behind = ground(el.parentElement);
      const edges = lines(style);
      // a filled control needs no edge; a line between rows is no edge
      if (edges.length < 3 || contrast(ground(el), behind) >= 3) continue;
      poor('edge', el, Math.max(...edges.map((line) => contrast(over(line, behind), behind))));
    }

    for (const svg of document.querySelectorAll('svg')) {
      if (!seen(svg) || svg.closest('[data-decoration]')) continue;
      const behind = ground(svg.parentElement);
      const paints = [...svg.querySelectorAll('path, circle, rect, line, polyline, polygon, ellipse, use')].flatMap((shape) => {
        const style = getComputedStyle(shape);
        // drawn elsewhere, in the colour of the text here
        if (shape.tagName === 'use') return [rgba(style.color)];
        return [style.stroke, style.fill].filter((paint) => paint !== 'none' && !paint.startsWith('url')).map(rgba);
      });
      if (paints.length > 0)
        poor('shape', svg.parentElement ?? svg, Math.max(...paints.map((paint) => contrast(over(paint, behind), behind))));
    }

    for (const el of document.querySelectorAll('[class~=win], [class*=_win_]')) {
      const style = getComputedStyle(el);
      if (!seen(el) || parseFloat(style.borderTopWidth) === 0) continue;
      const frame = over(rgba(style.borderTopColor), ground(el.parentElement));
      poor('window frame', el, Math.min(contrast(frame, ground(el)), contrast(frame, ground(el.parentElement))));
    }

    const smallest = ((): number => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.fontSize = 'var(--fs-xs)';
      const px = parseFloat(getComputedStyle(probe).fontSize);
      probe.remove();
      return px;
    })();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const looked = new Set<Element>();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const el = node.parentElement;
      if (!el || looked.has(el) || !node.textContent?.trim() || ['SCRIPT', 'STYLE', 'OPTION', 'TEMPLATE', 'NOSCRIPT'].includes(el.tagName))
        continue;
      looked.add(el);
      if (!seen(el)) continue;
      const style = getComputedStyle(el);
      const numerals = style.fontFamily.includes('OW Numerals');
      // the demo's own note is on no hall's screen and takes no room from what is
      if (el.matches('header > .demo')) continue;
      // a long name is fitted into its place by number, but never below three quarters
      const least = el.closest('[style*="font-size"]') ? smallest * 0.75 : smallest;
      if (parseFloat(style.fontSize) < least - 0.01) found.add(`letters of ${style.fontSize}, smallest ${smallest}px: ${named(el)}`);
      if (!(numerals ? ['500', '600'] : ['400', '600']).includes(style.fontWeight)) found.add(`weight ${style.fontWeight}: ${named(el)}`);
      if (style.fontStyle !== 'normal') found.add(`slanted: ${named(el)}`);
      if (numerals && /\d/.test(el.textContent ?? '') && !style.fontVariantNumeric.includes('tabular-nums'))
        found.add(`digits of different widths: ${named(el)}`);
    }
    return [...found].slice(0, 12);
  });
}
