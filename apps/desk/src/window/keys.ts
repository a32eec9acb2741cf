import { commandKeys, commands, type Command } from './model.ts';

export type KeyPress = Command | 'help';

const byKey = new Map<string, Command>(commands.map((command) => [commandKeys[command], command]));

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Which command a key means. While somebody types, letters and Ctrl Z belong to the field; function keys never do. */
export function pressOf(event: KeyboardEvent): KeyPress | null {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && /^F\d+$/.test(event.key)) return byKey.get(`${event.shiftKey ? 'Shift ' : ''}${event.key}`) ?? null;
  if (isTyping(event.target)) return null;
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z') return 'undo';
  return plain && event.key === '?' ? 'help' : null;
}

/**
 * The keyboard of a window. The browser's own meaning of F3, F6, F7 and F10 is always taken away, lit or dim, or a dim
 * key would open a search bar over the work. A key held down is one press.
 */
export function makeKeyListener(target: EventTarget, press: (key: KeyPress) => void, blocked: () => boolean): () => void {
  const listener = (event: Event): void => {
    if (!(event instanceof KeyboardEvent)) return;
    const key = pressOf(event);
    if (key === null) return;
    if (blocked()) {
      if (key !== 'help' && key !== 'undo') event.preventDefault();
      return;
    }
    event.preventDefault();
    if (!event.repeat) press(key);
  };
  target.addEventListener('keydown', listener);
  return () => target.removeEventListener('keydown', listener);
}
