import type { PublicCall } from '@one-window/domain/views';
import type { VoiceLanguage } from '@one-window/domain/voice';

/** What is said: by the browser's own voice as text, by the voice pack word by word. `,` is a short pause. */
export interface Utterance {
  readonly language: VoiceLanguage;
  readonly text: string;
  readonly words: readonly string[];
}

export interface WordingOptions {
  readonly languages: readonly VoiceLanguage[];
  /** 幺 instead of 一 in ticket numbers, as railways and soldiers say it. */
  readonly yao: boolean;
}

export type Spoken = Pick<PublicCall, 'number' | 'window' | 'calls'>;

const zhDigits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const enDigits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
const enTeens = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'] as const;
const enTens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;

/** The sentences of one call in the order in which they are said. */
export function utterances(call: Spoken, options: WordingOptions): Utterance[] {
  return options.languages.map((language) => (language === 'zh' ? mandarin(call, options.yao) : english(call)));
}

function mandarin({ number, window, calls }: Spoken, yao: boolean): Utterance {
  const please = calls > 1 ? '再请' : '请';
  const ticket = spell(number, zhDigits).map((word) => (yao && word === '一' ? '幺' : word));
  const place = windowWords(window, zhDigits, zhNumber);
  return {
    language: 'zh',
    text: `${please} ${spaced(ticket)}号，到${spaced(place)}号窗口。`,
    words: [please, ...ticket, '号', ',', '到', ...place, '号窗口'],
  };
}

function english({ number, window, calls }: Spoken): Utterance {
  const ticket = spell(number, enDigits);
  const place = windowWords(window, enDigits, enNumber);
  const sentence = `${calls > 1 ? 'again, number' : 'number'} ${ticket.join(', ')}: window ${place.join(' ')}.`;
  return {
    language: 'en',
    text: sentence.charAt(0).toUpperCase() + sentence.slice(1),
    words: [...(calls > 1 ? ['again', ','] : []), 'number', ...ticket, ',', 'window', ...place],
  };
}

/** Letters and digits one by one; other signs are silent. */
function spell(label: string, digits: readonly string[]): string[] {
  return [...label.toUpperCase()].flatMap((sign) => (/[0-9]/.test(sign) ? [digits[Number(sign)] ?? ''] : /[A-Z]/.test(sign) ? [sign] : []));
}

/** A window is said as a number (十二号), unless its label is none. */
function windowWords(label: string, digits: readonly string[], asNumber: (n: number) => string[]): string[] {
  return /^[1-9][0-9]{0,2}$/.test(label) ? asNumber(Number(label)) : spell(label, digits);
}

/** 1–999 as Mandarin says it: 十二, 二十, 一百零五, 一百一十. */
export function zhNumber(n: number): string[] {
  const [hundreds, tens, units] = [Math.floor(n / 100), Math.floor((n % 100) / 10), n % 10];
  const words: string[] = [];
  if (hundreds > 0) words.push(zhDigits[hundreds] ?? '', '百');
  if (tens > 0) words.push(...(tens === 1 && hundreds === 0 ? ['十'] : [zhDigits[tens] ?? '', '十']));
  else if (hundreds > 0 && units > 0) words.push('零');
  if (units > 0) words.push(zhDigits[units] ?? '');
  return words;
}

/** 1–999 in English words, without "and". */
export function enNumber(n: number): string[] {
  const [hundreds, rest] = [Math.floor(n / 100), n % 100];
  const words: string[] = hundreds > 0 ? [enDigits[hundreds] ?? '', 'hundred'] : [];
  if (rest >= 20) words.push(enTens[Math.floor(rest / 10)] ?? '');
  if (rest >= 10 && rest < 20) words.push(enTeens[rest - 10] ?? '');
  else if (rest % 10 > 0) words.push(enDigits[rest % 10] ?? '');
  return words;
}

/** Han run together, letters apart: `A 零零八六`. */
function spaced(words: readonly string[]): string {
  return words.join('').replace(/([A-Z])(?=.)/g, '$1 ');
}
