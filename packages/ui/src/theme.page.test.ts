import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lang, mode, resetLook, setLang, setMode, setTheme, startLook, theme } from './theme.ts';

const html = document.documentElement;
const wish = (contrast: boolean): void =>
  void vi.stubGlobal('matchMedia', (query: string) => ({ matches: contrast && query.includes('contrast') }));

beforeEach(() => {
  localStorage.clear();
  for (const name of ['theme', 'mode', 'surface']) delete html.dataset[name];
  html.lang = 'zh-CN';
  wish(false);
});
afterEach(() => vi.unstubAllGlobals());

test('a surface starts in its own look and says so on the page', () => {
  startLook({ surface: 'board', theme: 'dark' });
  expect({ ...html.dataset }).toMatchObject({ surface: 'board', theme: 'dark', mode: 'normal' });
  expect(html.lang).toBe('zh-CN');
});

test('what a clerk chose is there next morning', () => {
  startLook({ surface: 'desk', remember: true });
  setTheme('dark');
  setLang('en');
  html.dataset['theme'] = 'light';
  startLook({ surface: 'desk', remember: true });
  expect([theme(), lang(), html.lang]).toEqual(['dark', 'en', 'en']);
});

test('the next citizen at the kiosk meets it as it was', () => {
  startLook({ surface: 'kiosk' });
  setTheme('contrast');
  setMode('elder');
  setLang('en');
  resetLook();
  expect([theme(), mode(), lang()]).toEqual(['light', 'normal', 'zh-CN']);
  expect(localStorage.length).toBe(0);
});

test('who asked the system for contrast gets it, unless they chose otherwise here', () => {
  wish(true);
  startLook({ surface: 'desk', remember: true });
  expect(theme()).toBe('contrast');
  setTheme('light');
  startLook({ surface: 'desk', remember: true });
  expect(theme()).toBe('light');
});

test('storage that is refused or holds nonsense is no error', () => {
  localStorage.setItem('ow.look', '{"theme":"pink","lang":7');
  startLook({ surface: 'desk', remember: true });
  expect(theme()).toBe('light');
  vi.stubGlobal('localStorage', { getItem: refused, setItem: refused });
  setTheme('dark');
  expect(theme()).toBe('dark');

  function refused(): never {
    throw new DOMException('denied', 'SecurityError');
  }
});

test('what the server wrote into the page stands', () => {
  html.lang = 'en';
  html.dataset['mode'] = 'elder';
  startLook({ surface: 'portal' });
  expect([lang(), mode()]).toEqual(['en', 'elder']);
});
