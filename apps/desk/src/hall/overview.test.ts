import { addMs } from '@one-window/domain/time';
import { defaultPolicy } from '@one-window/domain/tickets';
import { expect, test } from 'vitest';
import { calledTicket, fixtureNow, servingTicket, staffView, ticket } from '../fixtures.ts';
import { alerts, forgottenAfter, screenProblem, seriesRows, windowRows } from './overview.ts';

test('each window says whether it is closed, paused, idle, calling or serving', () => {
  const states = Object.fromEntries(windowRows(staffView({}, [calledTicket()]), fixtureNow).map((r) => [r.window.label, r.state]));
  expect(states).toEqual({ '1': 'paused', '2': 'closed', '5': 'called', '9': 'serving', '11': 'closed' });
});

test('a service that takes twice the average of its window is slow', () => {
  const slow = servingTicket({ startedAt: addMs(fixtureNow, -1_000_000) });
  expect(windowRows(staffView({}, [slow]), fixtureNow).find((r) => r.window.label === '5')).toMatchObject({ slow: true, seconds: 1000 });
  expect(windowRows(staffView({}, [servingTicket()]), fixtureNow).find((r) => r.window.label === '5')?.slow).toBe(false);
});

test('a press may have been forgotten by the window’s mean, the hall’s where that is of too few, the target where there is none, and never within ten minutes', () => {
  const here = servingTicket();
  const after = (...served: [string, number, number][]) => {
    const servedByWindow = Object.fromEntries(
      served.map(([id, timed, averageSeconds]) => [`window-${id}`, { done: 9, timed, averageSeconds, clerks: {} }]),
    );
    return forgottenAfter({ ...staffView(), servedByWindow }, here);
  };
  expect(after(['5', 5, 400], ['9', 40, 900])).toBe(800);
  expect(after(['5', 4, 400], ['9', 4, 600])).toBe(1000);
  // three presses that were none: a mean of 0 seconds is no alarm after 14
  expect([after(['5', 6, 0]), after(['5', 3, 0])]).toEqual([600, defaultPolicy.targetMinutes * 60]);
  // before anybody was finished
  expect(after()).toBe(defaultPolicy.targetMinutes * 60);
  expect(forgottenAfter(staffView({ servedByWindow: {} }), { ...here, seriesId: 'series-C' })).toBe(45 * 60);
});

test('a number that stays called long after its last recall is told like a finish that was forgotten', () => {
  const called = staffView({}, [calledTicket({ calledAt: fixtureNow })]);
  const kinds = (seconds: number) =>
    alerts(called, addMs(fixtureNow, seconds * 1000)).flatMap((a) => (a.kind === 'slow_window' ? [a.row.state] : []));
  expect([kinds(180), kinds(181)]).toEqual([[], ['called']]);
  const patient = { ...called.policy, recallMax: 4, recallGapSeconds: 60 };
  expect(
    forgottenAfter(
      { ...called, policy: patient },
      called.tickets.find((one) => one.state === 'CALLED')!,
    ),
  ).toBe(900);
});

test('a queue with people and no window is told before one that is slow', () => {
  expect(seriesRows(staffView(), fixtureNow).map((r) => [r.series.prefix, r.longestMinutes, r.state])).toEqual([
    ['A', 24, 'ok'],
    ['B', 19, 'ok'],
    ['C', 31, 'no_window'],
  ]);
  const late = staffView({}, [ticket('A', 1, { takenAt: addMs(fixtureNow, -40 * 60_000) })]);
  expect(alerts(late, fixtureNow).map((a) => a.kind)).toEqual(['no_window', 'slow_series', 'unstaffed', 'screen']);
});

test('a queue with targets of its own alarms by those, the others by the hall’s', () => {
  const waited = (minutes: number) => [ticket('A', 1, { takenAt: addMs(fixtureNow, -minutes * 60_000) })];
  const alarms = (view: ReturnType<typeof staffView>) =>
    alerts(view, fixtureNow).flatMap((a) => (a.kind === 'slow_series' || a.kind === 'crowded' ? [`${a.kind} ${a.row.series.prefix}`] : []));
  const own = { 'series-A': { targetMinutes: 10, warnPerWindow: 2 } };
  expect([alarms(staffView({}, waited(12))), alarms(staffView({ targets: own }, waited(12)))]).toEqual([
    [],
    ['slow_series A', 'crowded A'],
  ]);
  const patient = { 'series-A': { targetMinutes: 60, warnPerWindow: 50 } };
  expect([alarms(staffView({}, waited(40))), alarms(staffView({ targets: patient }, waited(40)))]).toEqual([['slow_series A'], []]);
});

test('where a queue is crowded or nobody serves it the manager reads which closed windows could', () => {
  const view = staffView();
  const closed = view.windows.filter((w) => w.staffId === null);
  const able = (seriesId: string) => closed.filter((w) => w.offered.seriesIds.includes(seriesId)).map((w) => w.label);
  for (const row of seriesRows(view, fixtureNow)) expect(row.flex).toEqual(able(row.series.id));
  expect(seriesRows(view, fixtureNow).some((row) => row.flex.length > 0)).toBe(true);
  const open = view.windows.map((w) => ({ ...w, staffId: w.staffId ?? 'somebody' }));
  expect(seriesRows({ ...view, windows: open }, fixtureNow).map((row) => row.flex)).toEqual([[], [], []]);
});

test('a screen is gone, behind, silent or fine', () => {
  const view = staffView({}, [calledTicket({ callSeq: 88 })]);
  const [one, two] = view.screens;
  expect(screenProblem(one!, view, fixtureNow)).toEqual({ kind: 'behind', calls: 1 });
  expect(screenProblem({ ...one!, shownSeq: 88 }, view, fixtureNow)).toBeNull();
  expect(screenProblem({ ...two!, shownSeq: 88 }, view, fixtureNow)).toEqual({ kind: 'silent' });
  expect(screenProblem(one!, view, addMs(fixtureNow, 60_000))).toEqual({ kind: 'gone', seconds: 61 });
  expect(screenProblem({ ...one!, kind: 'kiosk', shownSeq: 0, sound: 'off' }, view, fixtureNow)).toBeNull();
});

test('a call that no board has shown after five seconds, and more people than ten for each open window, are told to the manager', () => {
  const kinds = (view: ReturnType<typeof staffView>, seconds: number) => alerts(view, addMs(fixtureNow, seconds * 1000)).map((a) => a.kind);
  const called = staffView({}, [calledTicket({ callSeq: 88, calledAt: fixtureNow })]);
  expect([4, 6].map((n) => kinds(called, n).includes('unshown'))).toEqual([false, true]);
  expect(kinds({ ...called, screens: called.screens.map((s) => ({ ...s, shownSeq: 88 })) }, 6)).not.toContain('unshown');
  expect(kinds({ ...called, screens: [] }, 6)).not.toContain('unshown');
  const many = (waiting: number) => staffView({ series: staffView().series.map((s) => ({ ...s, waiting, openWindows: 2 })) });
  expect([20, 21].map((n) => kinds(many(n), 0).includes('crowded'))).toEqual([false, true]);
});

test('a board of one zone or window answers for its own calls alone, and in a silent hall nobody misses its voice', () => {
  const called = staffView({}, [calledTicket({ callSeq: 88, calledAt: fixtureNow })]);
  const [one] = called.screens;
  const kinds = (...screens: (typeof called.screens)[number][]) =>
    alerts({ ...called, screens }, addMs(fixtureNow, 6_000)).map((a) => (a.kind === 'screen' ? a.problem.kind : a.kind));
  const here = { ...one!, template: 'window', windowId: 'window-5' } as const;
  const elsewhere = { ...one!, template: 'window', windowId: 'window-9', shownSeq: 90 } as const;
  // the other window's board has shown a later call and says nothing of this one
  expect(kinds(here, elsewhere)).toEqual(expect.arrayContaining(['unshown', 'behind']));
  expect(kinds({ ...here, shownSeq: 88 }, elsewhere)).not.toContain('unshown');
  // its own last call is over and gone from it: it is not behind
  const over = staffView({}, [calledTicket({ callSeq: 88, state: 'DONE' })]);
  expect(screenProblem({ ...here, shownSeq: 0 }, over, fixtureNow)).toBeNull();
  // a zone that no window has any more: it shows the hall, and answers for the hall
  expect(screenProblem({ ...one!, template: 'zone', zone: '没有了' }, called, fixtureNow)).toEqual({ kind: 'behind', calls: 1 });
  const mute = { ...one!, shownSeq: 88, sound: 'off' } as const;
  expect(screenProblem(mute, called, fixtureNow)).toEqual({ kind: 'silent' });
  expect(screenProblem(mute, { ...called, hall: { ...called.hall, silent: true } }, fixtureNow)).toBeNull();
});

test('a board that was never heard from, or not since yesterday, is an alarm while the hall is open, and confirms no call', () => {
  const called = staffView({}, [calledTicket({ callSeq: 8, calledAt: addMs(fixtureNow, -6_000) })]);
  const [one] = called.screens;
  const told = (view: ReturnType<typeof staffView>) =>
    alerts(view, fixtureNow).flatMap((a): unknown[] => (a.kind === 'unshown' ? ['unshown'] : a.kind === 'screen' ? [a.problem] : []));
  const never = { ...one!, seenAt: null, shownSeq: 0, spokenSeq: 0, sound: 'off' } as const;
  expect(told({ ...called, screens: [never] })).toEqual(['unshown', { kind: 'gone', seconds: null }]);
  // yesterday it showed the 87th call of that day, which says nothing of today's eighth
  const yesterday = { ...one!, seenAt: addMs(fixtureNow, -13 * 3_600_000) };
  expect(told({ ...called, screens: [yesterday] })).toEqual(['unshown', { kind: 'gone', seconds: 13 * 3600 }]);
  // a screen of the demo that nobody opened, and a hall that has none
  expect(told({ ...called, screens: [{ ...never, awaited: false }] })).toEqual([]);
  expect(screenProblem({ ...never, awaited: false }, called, fixtureNow)).toEqual({ kind: 'unopened' });
  expect(told({ ...called, screens: [] })).toEqual([]);
  // at night the screens may be off
  const none = { state: 'over', at: null, date: null, closure: null, reason: null } as const;
  const shut = { opening: { plan: null, none }, windows: called.windows.map((w) => ({ ...w, staffId: null })) };
  expect(told({ ...staffView(), ...shut, tickets: [], screens: [never, yesterday] })).toEqual([]);
  expect(told({ ...staffView(), opening: shut.opening, tickets: [], screens: [never] })).toHaveLength(1);
});

test('a held number whose time is up is told to the manager', () => {
  expect(alerts(staffView(), addMs(fixtureNow, 9 * 60_000)).some((a) => a.kind === 'held_due' && a.ticket.number === 'A0081')).toBe(true);
});
