import type { TicketScene } from './scene.ts';

/** Puts a scene into the page that the server printed. Elements stay, so focus, scroll and selection stay. */
export function bindTicket(root: ParentNode, scene: TicketScene): void {
  for (const el of root.querySelectorAll<HTMLElement>('[data-text]')) {
    const name = el.dataset['text'] ?? '';
    const text = scene.text[name];
    if (text === undefined) continue;
    if (el.textContent !== text) el.textContent = text;
    if (scene.chinese.has(name)) el.lang = 'zh-CN';
    else el.removeAttribute('lang');
  }
  for (const el of root.querySelectorAll<HTMLElement>('[data-show]')) {
    const shown = scene.show[el.dataset['show'] ?? ''] === true;
    if (el.hidden === shown) el.toggleAttribute('hidden', !shown);
  }
  for (const el of root.querySelectorAll<HTMLElement>('[data-state]')) el.dataset['state'] = scene.state;
  for (const el of root.querySelectorAll('[data-shape]')) el.setAttribute('href', `#s-${scene.state}`);
}
