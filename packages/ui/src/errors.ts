import type { ErrorCode } from '@one-window/domain/errors';
import { ticketStates } from '@one-window/domain/tickets';
import { ApiError } from './api.ts';
import * as errors from './i18n/errors.ts';
import { createI18n, type Params } from './i18n.ts';
import { t as common } from './words.ts';

const { t, has } = createI18n(errors);

// a code without its sentence does not compile
type Missing = Exclude<`error.${ErrorCode}`, errors.ErrorKey>;
true satisfies [Missing] extends [never] ? true : Missing;

/** The sentence for a refusal: an {@link ApiError}, a bare code, or whatever was thrown. */
export function errorText(error: unknown): string {
  if (error instanceof ApiError) return refusalText(error.code, { ...error.details, request: error.requestId });
  return refusalText(typeof error === 'string' ? error : 'internal', {});
}

/** The sentence for a code and its details; the one without figures where a figure is missing. */
export function refusalText(code: string, details: Params): string {
  const key = has(`error.${code}`) ? (`error.${code}` as errors.ErrorKey) : 'error.internal';
  const sentence = t(key, inWords(details));
  const bare = `${key}.bare`;
  return /\{\w+\}/.test(sentence) && has(bare) ? t(bare) : sentence;
}

/** Details are identifiers and figures; a sentence wants words. */
function inWords(details: Params): Params {
  const words: Record<string, Params[string]> = { ...details };
  const state = ticketStates.find((name) => name === details['state']);
  if (state) words['state'] = common(`common.state.${state}`);
  const verb = `error.verb.${String(details['action'])}`;
  if (has(verb)) words['action'] = t(verb);
  const fields = details['fields'] ?? details['problems'];
  if (Array.isArray(fields)) words['count'] = fields.length;
  if (typeof details['seconds'] === 'number') words['minutes'] ??= Math.ceil(details['seconds'] / 60);
  return words;
}
