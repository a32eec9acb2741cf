import type { ErrorDetails } from '@one-window/domain/errors';
import { ApiError, type ApiCode } from '@one-window/ui/api';
import { errorText } from '@one-window/ui/errors';
import { createI18n } from '@one-window/ui/i18n';
import * as desk from '@one-window/ui/i18n/desk';
import { lang } from '@one-window/ui/theme';

const dictionary = createI18n(desk);

/** The desk's words in the language of the screen. */
export const { t } = dictionary;

/** `甲，乙` or `a, b`. */
export function list(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(lang() === 'en' ? ', ' : '，');
}

/** Why something cannot be done: a reason of the desk's own, or an error code of the house with its figures. */
export function reasonText(reason: { readonly code: string; readonly details: ErrorDetails }): string {
  return dictionary.has(reason.code) ? t(reason.code, reason.details) : errorText(new ApiError(reason.code as ApiCode, 0, reason.details));
}

/** `窗口人员` for `clerk`; a role of a newer server by its own name. */
export function roleWord(role: string): string {
  const key = `desk.role.${role}`;
  return dictionary.has(key) ? t(key) : role;
}
