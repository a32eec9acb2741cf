import { errorText } from '@one-window/ui/errors';
import { age } from '@one-window/ui/format';
import { errorCode, errorDetails } from '../api.ts';
import { t } from '../i18n.ts';

/** A refused sign-in in words; a lock-out says how long it lasts, counted from the answer: no clock is compared. */
export function signInErrorText(error: unknown): string {
  // "a code is needed" was the question before; here one was given
  if (errorCode(error) === 'auth.second_factor') return t('desk.sign_in.wrong_code');
  const seconds = Number(errorDetails(error)['seconds'] ?? 0);
  if (errorCode(error) !== 'auth.locked' || !(seconds > 0)) return errorText(error);
  return t('desk.sign_in.locked_until', { left: age(seconds * 1000) });
}
