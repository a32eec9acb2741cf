import type { Filling } from '@one-window/ui/holes';
import * as opening from '@one-window/ui/i18n/opening';
import { en, zh, type PortalKey } from '@one-window/ui/i18n/portal';
import type { Name } from '@one-window/domain/views';

export type Figures = Readonly<Record<string, string | number>>;

/** The server writes language and mode into the page's root; both change by loading the page anew. */
export const english = (): boolean => document.documentElement.lang === 'en';
export const elder = (): boolean => document.documentElement.dataset['mode'] === 'elder';
export const contrast = (): boolean => document.documentElement.dataset['theme'] === 'contrast';

type Key = PortalKey | opening.OpeningKey;
const words = { zh: { ...opening.zh, ...zh }, en: { ...opening.en, ...en } };

/** The sentence: one with a hole does not compile without what fills it. */
export function t<K extends Key>(key: K, ...[figures]: Filling<(typeof words.zh)[K]>): string {
  return said(key, figures);
}

/** The same for parts that all surfaces share: they fill what they ask for. */
export function said(key: Key, figures: Figures = {}): string {
  return filled(words[english() ? 'en' : 'zh'][key], figures);
}

export function filled(sentence: string, figures: Figures): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(figures[name] ?? whole));
}

/** A name in the reader's language, and `zh-CN` where there is only the Chinese one. */
export function named(name: Name): { text: string; lang: 'zh-CN' | undefined } {
  if (!english()) return { text: name.zh, lang: undefined };
  return name.en ? { text: name.en, lang: undefined } : { text: name.zh, lang: 'zh-CN' };
}

/** "18 分钟", "1 小时 20 分". */
export function waitWords(minutes: number): string {
  if (minutes < 60) return t(minutes === 1 ? 'portal.wait.minutesOne' : 'portal.wait.minutes', { m: minutes });
  return t('portal.wait.hours', { h: Math.floor(minutes / 60), m: minutes % 60 });
}
