import { ApiError } from '@one-window/ui/api';
import { errorText } from '@one-window/ui/errors';
import { t } from './words.ts';

/** The sentence for a refusal at the citizen's door. The shared ones speak to staff where it comes to signing in. */
export function refused(error: unknown): string {
  if (!(error instanceof ApiError)) return errorText(error);
  const seconds = error.details['seconds'];
  switch (error.code) {
    case 'auth.wrong':
      return t('mine.signIn.wrong');
    case 'auth.notice_old':
      return t('mine.signIn.noticeOld');
    case 'auth.locked':
      return typeof seconds === 'number' ? t('mine.signIn.locked', { minutes: Math.ceil(seconds / 60) }) : t('mine.signIn.tooManyBare');
    case 'limit.too_many':
      return typeof seconds === 'number' ? t('mine.signIn.tooMany', { seconds }) : t('mine.signIn.tooManyBare');
    case 'case.stale':
      return t('mine.case.stale');
    default:
      return errorText(error);
  }
}
