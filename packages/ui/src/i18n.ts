import type { Name } from '@one-window/domain/views';
import { language, type Language } from './theme.ts';

export type Params = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
export type Dictionary = Readonly<Record<string, string>>;

/** Fills `{name}`; `{n|one|many}` chooses by number in languages that have a plural. */
export function fill(text: string, params: Params = {}): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (all, key: string, one?: string, many?: string) => {
    const value = params[key];
    if (value === undefined || value === null) return all;
    if (one !== undefined) return (Number(value) === 1 ? one : many!).replace('#', String(value));
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
}

/** A reactive `t` over a dictionary and its mirror. zh-CN is the source; a key that is missing in `en` does not compile. */
export function createI18n<D extends Dictionary>(zh: D, en: Record<keyof D & string, string>) {
  const t = (key: keyof D & string, params?: Params): string => fill(textOf(language(), key), params);
  const textOf = (lang: Language, key: keyof D & string): string => (lang === 'en' ? en[key] : zh[key]) ?? key;
  const has = (key: string): key is keyof D & string => key in zh;
  return { t, has };
}

/** A name from the configuration in the language of the screen. */
export function nameOf(name: Name | null | undefined): string {
  if (!name) return '';
  return language() === 'en' ? (name.en ?? name.zh) : name.zh;
}
