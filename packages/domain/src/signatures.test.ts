import { expect, test } from 'vitest';
import {
  assertSignature,
  signatureAsksMs,
  signatureLimits,
  signatureOpen,
  strokesProblem,
  type SignatureActor,
  type SignatureRequest,
} from './signatures.ts';
import { applyHallDay, type HallDay } from './hall-day.ts';
import { addMs } from './time.ts';

const askedAt = '2026-11-24T02:00:00.000Z';
const request: SignatureRequest = {
  id: 'request-1',
  windowId: 'w5',
  caseId: 'case-1',
  action: 'deliver',
  staffId: 'clerk-1',
  recipientBy: 'identity',
  authorityId: null,
  askedAt,
  state: 'ASKED',
};
const name = [
  [100, 100, 180, 60, 260, 140],
  [300, 50, 320, 300],
];
const clerk: SignatureActor = { role: 'staff', id: 'clerk-1' };

test('a name is a signature; nothing, a dot and a slip of the finger are none', () => {
  expect(strokesProblem(name)).toBeNull();
  expect(strokesProblem([])).toBe('empty');
  expect(strokesProblem([[500, 100]])).toBe('trivial');
  expect(strokesProblem([[500, 100, 530, 110]])).toBe('trivial');
  // much ink on one spot is a blot
  expect(strokesProblem([Array.from({ length: 80 }, (_, i) => 500 + (i % 4) * 5).flatMap((x) => [x, 100])])).toBe('trivial');
});

test('what is drawn beside the field, in halves of points or without end is refused', () => {
  for (const bad of [[[1]], [[1, 2, 3]], [[-1, 0]], [[1001, 0]], [[0, 361]], [[0.5, 1]], [[]]])
    expect(strokesProblem(bad)).toBe('malformed');
  const long = Array.from({ length: signatureLimits.points + 1 }, (_, i) => [i % 1000, 100]).flat();
  expect(strokesProblem([long])).toBe('too_large');
  expect(strokesProblem(Array.from({ length: signatureLimits.strokes + 1 }, () => [0, 0, 200, 200]))).toBe('too_large');
});

test('an open question is answered once, by the pad, and taken back only by whoever asked', () => {
  const refusal = (of: SignatureRequest | undefined, answer: 'sign' | 'decline' | 'cancel', by: SignatureActor, after = 1_000) => {
    try {
      assertSignature(of, answer, by, addMs(askedAt, after));
      return null;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const pad = { role: 'pad' } as const;
  for (const answer of ['sign', 'decline'] as const) {
    expect(refusal(request, answer, pad)).toBeNull();
    expect(refusal(request, answer, clerk)).toBe('not_found');
    expect(refusal({ ...request, state: 'SIGNED' }, answer, pad)).toBe('signature.answered');
    expect(refusal(request, answer, pad, signatureAsksMs)).toBe('signature.expired');
  }
  expect(refusal(request, 'cancel', clerk, signatureAsksMs + 1)).toBeNull();
  expect(refusal(request, 'cancel', { role: 'staff', id: 'another' })).toBe('not_found');
  expect(refusal(request, 'cancel', pad)).toBe('not_found');
  expect(refusal({ ...request, state: 'DECLINED' }, 'cancel', clerk)).toBe('signature.answered');
  expect(refusal(undefined, 'sign', pad)).toBe('not_found');
});

test('the question stands for some minutes, one at a window, and goes with whoever sat there', () => {
  const at = (after: number) => ({ actorId: 'clerk-1', at: addMs(askedAt, after), streamId: 'day-1' });
  const { id, staffId: _staff, askedAt: _at, state: _state, ...body } = request;
  let day: HallDay = applyHallDay(
    null,
    { type: 'hall_day.opened', subject: 'day-1', body: { hallId: 'hall-1', businessDate: '2026-11-24' } },
    at(0),
  );
  day = applyHallDay(day, { type: 'signature.asked', subject: id, body }, at(0));
  expect(day.signing).toEqual({ w5: request });
  expect(signatureOpen(day.signing['w5'], addMs(askedAt, signatureAsksMs - 1))).toBe(true);
  expect(signatureOpen(day.signing['w5'], addMs(askedAt, signatureAsksMs))).toBe(false);
  const signed = applyHallDay(day, { type: 'signature.signed', subject: id, body: { windowId: 'w5', digest: 'd' } }, at(1));
  expect(signed.signing['w5']?.state).toBe('SIGNED');
  expect(signatureOpen(signed.signing['w5'], askedAt)).toBe(false);
  const late = applyHallDay(day, { type: 'signature.declined', subject: 'of-before', body: { windowId: 'w5' } }, at(1));
  expect(late.signing['w5']?.state).toBe('ASKED');
  expect(applyHallDay(day, { type: 'signature.cancelled', subject: id, body: { windowId: 'w5' } }, at(1)).signing).toEqual({});
  expect(applyHallDay(day, { type: 'window.closed', subject: 'w5', body: { reason: 'signed_out' } }, at(1)).signing).toEqual({});
});
