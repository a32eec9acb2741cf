import type { ConfigProblem } from '@one-window/domain/config';
import { createI18n } from '@one-window/ui/i18n';
import * as admin from '@one-window/ui/i18n/admin';

/** Words of administration; they come with its own chunk. */
export const { t, has } = createI18n(admin);

/** What is wrong with a field, in words. */
export function problemText(problem: ConfigProblem): string {
  return t(`admin.problem.${problem.code}`, problem.details);
}
