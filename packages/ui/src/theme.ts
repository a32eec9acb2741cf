import { createSignal } from 'solid-js';

export const themes = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Storage may be forbidden or full: a preference is never worth an error. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // the choice holds until the page is closed
  }
}

const root = (): HTMLElement => document.documentElement;
const oneOf = <T extends string>(values: readonly T[], value: string | null | undefined): T | null => values.find((v) => v === value) ?? null;

function firstTheme(): Theme {
  const asked = oneOf(themes, new URLSearchParams(location.search).get('theme')) ?? oneOf(themes, stored('ow.theme'));
  if (asked) return asked;
  if (matchMedia('(prefers-contrast: more)').matches) return 'contrast';
  return oneOf(themes, root().dataset['theme']) ?? 'light';
}

const [theme, setThemeSignal] = createSignal<Theme>(firstTheme());
const [language, setLanguageSignal] = createSignal<Language>(oneOf(languages, new URLSearchParams(location.search).get('lang')) ?? oneOf(languages, stored('ow.lang')) ?? 'zh-CN');
const [elder, setElderSignal] = createSignal(stored('ow.elder') === '1');

function show(): void {
  root().dataset['theme'] = theme();
  root().lang = language();
  if (elder()) root().dataset['mode'] = 'elder';
  else delete root().dataset['mode'];
}
show();

export { theme, language, elder };

/** `remember: false` for shared devices: the next person starts anew. */
export function setTheme(next: Theme, remember = true): void {
  setThemeSignal(next);
  if (remember) store('ow.theme', next);
  show();
}
export function setLanguage(next: Language, remember = true): void {
  setLanguageSignal(next);
  if (remember) store('ow.lang', next);
  show();
}
export function setElder(next: boolean, remember = true): void {
  setElderSignal(next);
  if (remember) store('ow.elder', next ? '1' : '0');
  show();
}
