/** How a hall's boards speak: which voice, in which languages, from whose recordings. */
export const voiceLanguages = ['zh', 'en'] as const;
export type VoiceLanguage = (typeof voiceLanguages)[number];

/** `own`: recordings of this hall; what they lack, and whatever fails, is said by the next voice in {@link voiceOrder}. */
export const voices = ['browser', 'builtin', 'own'] as const;
export type Voice = (typeof voices)[number];

/** The languages of a call, in the order in which they are said. */
export const spokenOrders = ['zh', 'zh_en', 'en_zh', 'en'] as const;
export type SpokenOrder = (typeof spokenOrders)[number];

export interface HallVoice {
  readonly speaks: Voice;
  readonly languages: SpokenOrder;
  /** Per cent of the usual pace. */
  readonly speed: number;
  /** 幺 for 一 in numbers. */
  readonly yao: boolean;
  /** Digest of the hall's own recordings. */
  readonly pack: string | null;
}

/** Faster or slower than this, recordings sound like another person. */
export const voiceSpeed = { min: 80, max: 120, usual: 100 } as const;

/** Who speaks, and who in their place where they cannot. */
export const voiceOrder: Readonly<Record<Voice, readonly Voice[]>> = {
  browser: ['browser', 'builtin'],
  builtin: ['builtin', 'browser'],
  own: ['own', 'builtin', 'browser'],
};

export const languagesOf = (order: SpokenOrder): readonly VoiceLanguage[] => order.split('_') as VoiceLanguage[];

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const words = (text: string): string[] => text.split(' ');

/** Every word that a call can be made of; a pack is these and nothing else. */
export const voiceWords: Readonly<Record<VoiceLanguage, readonly string[]>> = {
  zh: [...words('请 再请 号 到 号窗口 零 一 二 三 四 五 六 七 八 九 幺 十 百'), ...letters],
  en: [
    ...words('again number window zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'),
    ...words('sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred'),
    ...letters,
  ],
};

/** `zh/零`: what a recording is called in a pack. */
export const clipNames: readonly string[] = voiceLanguages.flatMap((language) => voiceWords[language].map((word) => `${language}/${word}`));
const known = new Set(clipNames);

/**
 * What a file of somebody's folder records: `zh/零.wav`, `zh-零.mp3` or `zh_0.wav`, by the word or, for a digit, the figure.
 * Null for a name that is none of the list.
 */
export function clipOf(path: string): string | null {
  const [, language, said] = /(?:^|[/\\])(zh|en)[-_/\\]([^/\\]+)\.(?:wav|mp3)$/i.exec(path.normalize('NFC')) ?? [];
  if (!language || !said) return null;
  const lang = language.toLowerCase() as VoiceLanguage;
  const digit = /^\d$/.test(said) ? voiceWords[lang][voiceWords[lang].indexOf(lang === 'zh' ? '零' : 'zero') + Number(said)] : null;
  const letter = /^[a-z]$/i.test(said) ? said.toUpperCase() : null;
  const name = `${lang}/${digit ?? letter ?? said}`;
  return known.has(name) ? name : null;
}

/** The words of a language that a pack does not have: those are said by the built-in one. */
export const lackingIn = (clips: ReadonlySet<string>, language: VoiceLanguage): string[] =>
  voiceWords[language].filter((word) => !clips.has(`${language}/${word}`));

/** Bounds of a pack. A spoken word has half a second; a minute of speech under the name of a digit would hold every call up. */
export const packLimits = { clipBytes: 512 * 1024, packBytes: 8 * 1024 * 1024, minSeconds: 0.1, maxSeconds: 2.5 } as const;
