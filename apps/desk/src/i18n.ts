import type { ErrorDetails } from '@one-window/domain/errors';
import { ApiError } from '@one-window/ui/api';
import { createI18n } from '@one-window/ui/i18n';
import * as common from '@one-window/ui/i18n/common';
import * as desk from '@one-window/ui/i18n/desk';
import { lang } from '@one-window/ui/theme';

const dictionary = createI18n(common, desk);

/** The desk's words in the language of the screen. */
export const { t } = dictionary;

/** `甲，乙` or `a, b`. */
export function list(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(lang() === 'en' ? ', ' : '，');
}

/** A reason by its code: the desk's own, or one of the house's errors. */
export function reasonText(reason: { readonly code: string; readonly details: ErrorDetails }): string {
  const key = reason.code.startsWith('desk.') ? reason.code : `error.${reason.code}`;
  return dictionary.has(key) ? t(key, reason.details) : t('error.internal');
}

/** What went wrong, in words. Codes of a live view come as plain text. */
export function errorText(error: unknown): string {
  if (typeof error === 'string') return reasonText({ code: error, details: {} });
  return error instanceof ApiError ? reasonText(error) : t('error.internal');
}

/** `窗口人员` for `clerk`; a role of a newer server by its own name. */
export function roleWord(role: string): string {
  const key = `desk.role.${role}`;
  return dictionary.has(key) ? t(key) : role;
}
