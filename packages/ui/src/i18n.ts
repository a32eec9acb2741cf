import { lang } from './theme.ts';

export type Params = Readonly<Record<string, string | number | boolean | null | readonly string[] | undefined>>;
/** One surface's words: `zh` is the source, `en` its mirror. */
export interface Dict<K extends string = string> {
  readonly zh: Readonly<Record<K, string>>;
  readonly en: Readonly<Record<K, string>>;
}
type KeyOf<D extends Dict> = D extends Dict ? keyof D['zh'] & string : never;
export type Translate<K extends string> = (key: K, params?: Params) => string;

export interface I18n<K extends string> {
  /** The sentence in the language of the screen; reads the language signal, so it follows a switch. */
  readonly t: Translate<K>;
  /** `plural('queue.people', 1)` reads `queue.people.one` in English where it exists, `{n}` is the number. */
  readonly plural: (key: K, n: number, params?: Params) => string;
  readonly has: (key: string) => key is K;
}

/** Puts figures into a sentence. An unknown name stays visible: a hole in a sentence is a bug to see. */
export function fill(sentence: string, params: Params = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined || value === null ? whole : Array.isArray(value) ? value.join(lang() === 'en' ? ', ' : '、') : String(value);
  });
}

/** Joins dictionaries (`import * as desk from '@one-window/ui/i18n/desk'`) to one `t`. Later ones win. */
export function createI18n<const D extends readonly Dict[]>(...dicts: D): I18n<KeyOf<D[number]>> {
  type K = KeyOf<D[number]>;
  const zh = Object.assign({}, ...dicts.map((d) => d.zh)) as Record<string, string>;
  const en = Object.assign({}, ...dicts.map((d) => d.en)) as Record<string, string>;
  const sentence = (key: string): string | undefined => (lang() === 'en' ? en : zh)[key];
  return {
    t: (key, params) => fill(sentence(key) ?? key, params),
    plural: (key, n, params) => fill((n === 1 ? sentence(`${key}.one`) : undefined) ?? sentence(key) ?? key, { n, ...params }),
    has: (key): key is K => key in zh,
  };
}
