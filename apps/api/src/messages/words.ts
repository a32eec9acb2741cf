import type { MessageLanguage } from '@one-window/domain/languages';
import { en, zh } from '@one-window/ui/i18n/messages';

export type MessageKey = keyof typeof zh;

/** One message in words. Names of items are data and stay in their language. */
export function messageText(key: MessageKey, params: Readonly<Record<string, string | number>>, lang: MessageLanguage): string {
  const sentence: string = (lang === 'en' ? en : zh)[key];
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

export const isMessage = (key: string): key is MessageKey => key in zh;
