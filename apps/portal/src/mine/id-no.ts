import { idProblem, normaliseIdNo } from '@one-window/domain/identity';
import { t } from './words.ts';

const whole = 18;

/** While one types: how far it is. */
export function idTyping(text: string): string {
  const n = normaliseIdNo(text).length;
  return n === 0 || n >= whole ? t('mine.apply.idNoHelp') : t('mine.apply.idNoCount', { n });
}

/** What is wrong with it. `emptyIsFine`: nobody was asked for it yet; `typing`: it may still become longer. */
export function idTrouble(text: string, emptyIsFine = false, typing = false): string | undefined {
  const n = normaliseIdNo(text).length;
  if (n === 0 && emptyIsFine) return undefined;
  if (n < whole) return typing ? undefined : t('mine.apply.idNoShort', { n: whole - n });
  if (n > whole) return t('mine.apply.idNoLong', { n: n - whole });
  // only a birth in the future would ask for the day, and the server knows the hall's
  const problem = idProblem(text, new Date().toISOString().slice(0, 10));
  return problem ? t(`mine.apply.idNo.${problem}`) : undefined;
}
