import { PASSWORD_KINDS, PASSWORD_LONG, PASSWORD_MAX, PASSWORD_MIN, type PasswordProblem } from '@one-window/domain/passwords';
import { createI18n } from '@one-window/ui/i18n';
import * as account from '@one-window/ui/i18n/account';

const dictionary = createI18n(account);
export const { t } = dictionary;

const figures = { min: PASSWORD_MIN, max: PASSWORD_MAX, long: PASSWORD_LONG, kinds: PASSWORD_KINDS };

/** The rules as sentences; for one's own also that it is another one. */
export function passwordRules(own: boolean): string[] {
  const rules = ['length', 'kinds', 'staff_no', ...(own ? (['other'] as const) : [])] as const;
  return rules.map((rule) => t(`account.rule.${rule}`, figures));
}

/** What is wrong with a password, and what to do. */
export function passwordProblemText(problem: PasswordProblem): string {
  return t(`account.problem.${problem}`, figures);
}
