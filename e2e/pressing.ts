import type { Page } from '@playwright/test';
import type { Look, Screen, Surface } from './registry.ts';

/** How large what is pressed must be; a board is pressed by nobody. */
const least: Readonly<Record<Surface, Readonly<Record<Look['mode'], number>>>> = {
  board: { normal: 0, elder: 0 },
  kiosk: { normal: 112, elder: 168 },
  pad: { normal: 66, elder: 66 },
  desk: { normal: 32, elder: 32 },
  portal: { normal: 48, elder: 60 },
};

/** How large what is pressed on a screen must be. Typing takes the whole width of a kiosk: its keys stay as they are in large letters. */
export function leastTarget({ surface, name }: Screen, mode: Look['mode']): number {
  return least[surface][/search|collect|rejoin$/.test(name) && surface === 'kiosk' ? 'normal' : mode];
}

/**
 * Everything that can be pressed is as large as the surface says and 8 px from its neighbour. Links inside a sentence are
 * read, not aimed at; rows of one list and cells of one bar (tabs, keys) touch by design.
 */
export function targetFindings(page: Page, least: number, within = 'body'): Promise<string[]> {
  return page.evaluate(
    ({ least, within, apart }) => {
      const name = (el: Element): string =>
        (el.getAttribute('aria-label') ?? el.textContent ?? el.tagName).trim().slice(0, 24) || el.tagName;
      const bar = '[role=radiogroup], [role=toolbar], [role=listbox], [role=menu], [role=group], nav';
      /** What of it lies in sight, after all boxes that scroll or cut. */
      const inSight = (el: Element): DOMRect => {
        const r = el.getBoundingClientRect();
        let [left, top, right, bottom] = [r.left, r.top, r.right, r.bottom];
        for (let box = el.parentElement; box; box = box.parentElement) {
          if (getComputedStyle(box).overflow === 'visible') continue;
          const b =
            box === document.body || box === document.documentElement
              ? new DOMRect(0, 0, innerWidth, innerHeight)
              : box.getBoundingClientRect();
          [left, top] = [Math.max(left, b.left), Math.max(top, b.top)];
          [right, bottom] = [Math.min(right, b.right), Math.min(bottom, b.bottom)];
        }
        return new DOMRect(left, top, right - left, bottom - top);
      };
      /** Where the page scrolls under a bar that stays, what is under it comes out when somebody scrolls. */
      const underBar = (el: Element, { left, top, width, height }: DOMRect): boolean => {
        const at = [top + 1, top + height / 2, top + height - 1].map((y) => document.elementFromPoint(left + width / 2, y));
        return at.some((hit) => {
          for (let over = hit; over && !over.contains(el); over = over.parentElement)
            if (['sticky', 'fixed'].includes(getComputedStyle(over).position)) return true;
          return false;
        });
      };
      const all = [...document.querySelectorAll<HTMLElement>(`${within} :is(button, a[href], input:not([type=hidden]), select, summary)`)]
        .filter((el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !el.closest('p, [aria-hidden="true"]'))
        // a box to tick is pressed on its words too
        .map((el) => (el.matches('[type=checkbox], [type=radio]') ? (el.closest('label') ?? el) : el))
        .map((el) => ({ el, box: el.getBoundingClientRect(), seen: inSight(el) }))
        .filter(({ box }) => box.width > 2 && box.height > 2);
      const small = all
        .filter(({ box }) => Math.round(box.height) < least || Math.round(box.width) < Math.min(least, 48))
        .map(({ el, box }) => `small: ${name(el)} ${Math.round(box.width)} × ${Math.round(box.height)}`);
      const whole = all.filter(({ el, box, seen }) => seen.width > box.width - 2 && seen.height > box.height - 2 && !underBar(el, box));
      const near: string[] = [];
      for (const [i, a] of whole.entries()) {
        for (const b of whole.slice(i + 1)) {
          if (a.el.contains(b.el) || b.el.contains(a.el)) continue;
          const dx = Math.max(a.box.left, b.box.left) - Math.min(a.box.right, b.box.right);
          const dy = Math.max(a.box.top, b.box.top) - Math.min(a.box.bottom, b.box.bottom);
          if (Math.max(dx, dy) > apart - 0.5) continue;
          const rows = [a.el.closest('li, tr'), b.el.closest('li, tr')] as const;
          const stacked = a.box.left === b.box.left && a.box.right === b.box.right && a.el.parentElement === b.el.parentElement;
          if (dy > -1 && (stacked || (rows[0] !== rows[1] && rows[0]?.parentElement === rows[1]?.parentElement))) continue;
          if (a.el.closest(bar) && a.el.closest(bar) === b.el.closest(bar)) continue;
          near.push(`near: ${name(a.el)} and ${name(b.el)}, ${Math.round(Math.max(dx, dy))} px`);
        }
      }
      return [...small, ...near.slice(0, 8)];
    },
    { least, within, apart: 8 },
  );
}

/** What is pressed lies under the bar of keys at the bottom, where there is one. */
export function underBarFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const top = document.querySelector('nav.bar')?.getBoundingClientRect().top ?? Infinity;
    return [...document.querySelectorAll('main :is(button, a[href], input)')]
      .filter((el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((el) => ({ name: el.textContent?.trim().slice(0, 24), below: Math.round(el.getBoundingClientRect().bottom - top) }))
      .filter(({ below }) => below > 0)
      .map(({ name, below }) => `under the bar: ${name}, ${below} px`);
  });
}

/** Wherever the keyboard goes it is seen: a ring of 3 px, 2 px off, 3 : 1 from what it lies on, on no side cut away. */
export function focusFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const paint = (...colours: string[]): number => {
      brush.clearRect(0, 0, 1, 1);
      for (const colour of colours) {
        brush.fillStyle = colour;
        brush.fillRect(0, 0, 1, 1);
      }
      const [r, g, b] = [...brush.getImageData(0, 0, 1, 1).data].map((c) =>
        c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const contrast = (x: number, y: number): number => (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    const grounds = (el: Element | null): string[] =>
      el
        ? [...grounds(el.parentElement), getComputedStyle(el).backgroundColor]
        : [getComputedStyle(document.documentElement).getPropertyValue('--ground')];
    const all = [
      ...document.querySelectorAll<HTMLElement>('button, a[href], input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'),
    ];
    for (const el of all.filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })).slice(0, 60)) {
      el.focus();
      if (document.activeElement !== el) continue;
      // a field may give its ring to the box around it
      const ringed = [el, el.parentElement, el.parentElement?.parentElement].find(
        (e) => e && parseFloat(getComputedStyle(e).outlineWidth) >= 3 && getComputedStyle(e).outlineStyle === 'solid',
      );
      const name = `${el.tagName.toLowerCase()} “${(el.getAttribute('aria-label') ?? el.textContent ?? '').trim().slice(0, 20)}”`;
      if (!ringed) {
        found.push(`no ring: ${name}`);
        continue;
      }
      const style = getComputedStyle(ringed);
      const under = grounds(parseFloat(style.outlineOffset) < 0 ? ringed : ringed.parentElement);
      const ratio = contrast(paint(...under), paint(...under, style.outlineColor));
      if (ratio < 2.995) found.push(`ring ${ratio.toFixed(2)}: ${name}`);
      const reach = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
      const r = ringed.getBoundingClientRect();
      for (let box = ringed.parentElement; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflow === 'visible') continue;
        const b = box.getBoundingClientRect();
        const out = [b.left - (r.left - reach), b.top - (r.top - reach), r.right + reach - b.right, r.bottom + reach - b.bottom].map(
          Math.round,
        );
        // what scrolls is brought into view with its ring
        if (out.some((px) => px > 1 && px < reach + 3))
          found.push(`ring cut ${out.join(' ')} by ${box.tagName.toLowerCase()}.${box.className}: ${name}`);
      }
    }
    (document.activeElement as HTMLElement | null)?.blur();
    return [...new Set(found)].slice(0, 12);
  });
}
