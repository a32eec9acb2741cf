import { createSignal } from 'solid-js';

export const themes = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];
export const modes = ['normal', 'elder'] as const;
export type Mode = (typeof modes)[number];
export const languages = ['zh-CN', 'en'] as const;
export type Lang = (typeof languages)[number];
export type Surface = 'board' | 'kiosk' | 'desk' | 'portal' | 'pad';

interface Look {
  readonly theme: Theme;
  readonly mode: Mode;
  readonly lang: Lang;
}

const key = 'ow.look';
const root = (): HTMLElement | null => (typeof document === 'undefined' ? null : document.documentElement);
const known = <T extends string>(values: readonly T[], value: unknown): T | undefined => values.find((v) => v === value);

/** What the page says of itself, written by the server or in its HTML. */
function written(): Look {
  const el = root();
  return {
    theme: known(themes, el?.dataset['theme']) ?? 'light',
    mode: known(modes, el?.dataset['mode']) ?? 'normal',
    lang: el?.lang.startsWith('en') ? 'en' : 'zh-CN',
  };
}

const [look, setLook] = createSignal<Look>(written());
let keeps = false;
let home: Look = written();

export const theme = (): Theme => look().theme;
export const mode = (): Mode => look().mode;
export const lang = (): Lang => look().lang;
export const setTheme = (next: Theme): void => change({ theme: next });
export const setMode = (next: Mode): void => change({ mode: next });
export const setLang = (next: Lang): void => change({ lang: next });

export interface StartOptions {
  readonly surface: Surface;
  /** The surface's own look where nobody chose one: a board is dark. */
  readonly theme?: Theme;
  readonly lang?: Lang;
  /** Remember on this device. A kiosk forgets with each citizen; the portal's server keeps it in a cookie. */
  readonly remember?: boolean;
}

/** Call once before the first render. A stored choice wins over the system's wish for contrast, that over the default. */
export function startLook(options: StartOptions): void {
  const el = root();
  if (el) el.dataset['surface'] = options.surface;
  keeps = options.remember === true;
  const system = wantsContrast() ? { theme: 'contrast' as const } : {};
  home = { ...written(), ...(options.theme ? { theme: options.theme } : {}), ...(options.lang ? { lang: options.lang } : {}), ...system };
  apply({ ...home, ...(keeps ? stored() : {}) });
}

/** Back to the surface's own look, e.g. when the next citizen stands before the kiosk. */
export function resetLook(): void {
  apply(home);
}

function change(part: Partial<Look>): void {
  apply({ ...look(), ...part });
  if (keeps) store({ ...stored(), ...part });
}

function apply(next: Look): void {
  const el = root();
  if (el) {
    el.dataset['theme'] = next.theme;
    el.dataset['mode'] = next.mode;
    el.lang = next.lang;
  }
  setLook(next);
}

function wantsContrast(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(prefers-contrast: more)').matches;
}

/** Private browsing may refuse storage, and another version may have written something else. */
function stored(): Partial<Look> {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, unknown>;
    const found = { theme: known(themes, kept['theme']), mode: known(modes, kept['mode']), lang: known(languages, kept['lang']) };
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  } catch {
    return {};
  }
}

function store(next: Partial<Look>): void {
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // it lasts as long as the page
  }
}
