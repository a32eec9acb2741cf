import { describe, expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import { applyHallDay, type HallDay, type HallDayEvent } from './hall-day.ts';
import {
  assertHelpAction,
  helpActions,
  helpAllows,
  helpMachine,
  helpRoles,
  helpStates,
  openHelpOf,
  type HelpRequest,
  type HelpState,
} from './help.ts';

const asked: HelpRequest = { id: 'r', deviceId: 'kiosk', askedAt: '2026-11-24T02:00:00.000Z', answer: null };
const coming: HelpRequest = { ...asked, answer: { staffId: 'chen', windowId: 'w5', role: 'clerk', at: '2026-11-24T02:00:20.000Z' } };
const requestIn: Record<HelpState, HelpRequest> = { ASKED: asked, COMING: coming };

function refusal(...press: Parameters<typeof assertHelpAction>): string | null {
  try {
    assertHelpAction(...press);
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe('the help machine', () => {
  const everything = helpStates.flatMap((state) =>
    helpActions.flatMap((action) => helpRoles.map((role) => [state, action, role] as const)),
  );

  test.each(everything)('%s: %s by %s is allowed exactly where the table says so', (state, action, role) => {
    const edge: { from: readonly string[]; roles: readonly string[] } = helpMachine[action];
    const should = edge.from.includes(state) && edge.roles.includes(role);
    expect(helpAllows(state, action, role)).toBe(should);
    expect(refusal(requestIn[state], action, role, 'chen') === null).toBe(should);
  });

  test('the first who answers goes; the second is told so, and cannot take it back for the first', () => {
    expect(refusal(coming, 'answer', 'staff', 'you')).toBe('help.answered');
    expect(refusal(coming, 'release', 'staff', 'you')).toBe('help.answered');
    expect(refusal(coming, 'finish', 'staff', 'you')).toBeNull();
  });
});

test('a day knows its open requests: asked, answered by whoever pressed, given back, ended', () => {
  const context = (actorId: string, at: string) => ({ actorId, at, streamId: 'day' });
  let day = applyHallDay(
    null,
    { type: 'hall_day.opened', subject: 'day', body: { hallId: 'h', businessDate: '2026-11-24' } },
    context('system', asked.askedAt),
  );
  const then = (event: HallDayEvent, actorId: string, at: string): HallDay => (day = applyHallDay(day, event, context(actorId, at)));

  expect(then({ type: 'help.asked', subject: 'r', body: { deviceId: 'kiosk' } }, 'kiosk', asked.askedAt).help).toEqual({ r: asked });
  expect(openHelpOf(day.help, 'kiosk')).toEqual(asked);
  expect(openHelpOf(day.help, 'another')).toBeNull();
  const answer: HallDayEvent = { type: 'help.answered', subject: 'r', body: { windowId: 'w5', role: 'clerk' } };
  expect(then(answer, 'chen', coming.answer!.at).help).toEqual({ r: coming });
  expect(then({ type: 'help.released', subject: 'r', body: {} }, 'chen', coming.answer!.at).help).toEqual({ r: asked });
  expect(then({ type: 'help.ended', subject: 'r', body: { how: 'withdrawn' } }, 'kiosk', coming.answer!.at).help).toEqual({});
});
