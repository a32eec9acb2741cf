import { beforeEach, expect, test } from 'vitest';
import { errorStatus, type ErrorCode, type ErrorDetails } from '@one-window/domain/errors';
import { ApiError } from './api.ts';
import { errorText } from './errors.ts';
import { setLang, type Lang } from './theme.ts';

const said = (code: ErrorCode | 'offline', details: ErrorDetails = {}): string => errorText(new ApiError(code, 409, details));
beforeEach(() => setLang('zh-CN'));

test.each(Object.keys(errorStatus) as ErrorCode[])('%s is a whole sentence in both languages, with and without its figures', (code) => {
  for (const lang of ['zh-CN', 'en'] satisfies Lang[]) {
    setLang(lang);
    expect(said(code)).not.toMatch(/[{}]|^error\.|undefined/);
    expect(said(code)).not.toBe('');
  }
});

test('figures and words of the machine stand in the sentence', () => {
  expect(said('ticket.recall_too_soon', { seconds: 7 })).toBe('刚叫过，再等 7 秒，让人走过来');
  expect(said('ticket.not_allowed', { number: 'A0086', state: 'SERVING', action: 'miss' })).toBe('A0086 现在是“办理中”，不能记过号');
  expect(said('auth.locked', { seconds: 840 })).toContain('锁 14 分钟');
  expect(said('request.invalid', { fields: ['name', 'phone'] })).toBe('有 2 处要改：name、phone');
  setLang('en');
  expect(said('ticket.not_allowed', { number: 'A0086', state: 'SERVING', action: 'miss' })).toBe(
    'A0086 is “Being served” now, so “mark missed” is not possible',
  );
});

test('whatever else is thrown is an error of the system, not a riddle', () => {
  expect(errorText(new TypeError('x is undefined'))).toBe(said('internal'));
  expect(errorText('some.newer_code')).toBe(said('internal'));
  expect(errorText('not_found')).toBe(said('not_found'));
  expect(errorText(new ApiError('internal', 500, {}, 'r-9'))).toContain('r-9');
});
