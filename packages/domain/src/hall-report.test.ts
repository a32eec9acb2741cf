import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TicketEvent } from './hall-day.ts';
import {
  behind,
  groupOf,
  hallReport,
  noGroup,
  openSpans,
  p90,
  reportGroupings,
  reportPeriod,
  byHour,
  servedAt,
  type OpenSpan,
  type ReportFigure,
  type InHour,
  type ReportTicket,
  type WindowSpan,
  type WindowEvent,
} from './hall-report.ts';
import { ticketStates } from './tickets.ts';
import { addMs } from './time.ts';

const nine = '2026-11-24T01:00:00.000Z';
const at = (minutes: number): string => addMs(nine, minutes * 60_000);
const min = 60_000;

/** Served at the first window after ten minutes, one to walk, eight at the window. */
const ticket = (over: Partial<ReportTicket> = {}): ReportTicket => ({
  id: 't',
  day: '2026-11-24',
  hour: 9,
  seriesId: 'A',
  targetMs: 30 * min,
  itemId: null,
  windowId: 'w1',
  state: 'DONE',
  misses: 0,
  inaccurate: false,
  priority: false,
  booked: false,
  takenAt: nine,
  firstCalledAt: at(10),
  spent: { WAITING: 10 * min, CALLED: min, SERVING: 8 * min, HELD: 0 },
  served: [served('w1', 11, 19)],
  ...over,
});
function span(windowId: string, from: number, to: number, hour = 9): InHour<OpenSpan> {
  return { windowId, day: '2026-11-24', from: at(from), to: at(to), hour };
}
function served(windowId: string, from: number, to: number, hour = 9): InHour<WindowSpan> {
  return { windowId, from: at(from), to: at(to), hour };
}

describe('a line of the report', () => {
  test('has the figures of the dashboard: waits to the first call, service of what is done, shares of all numbers', () => {
    const waits = [5, 10, 15, 20, 25, 31, 40, 8, 9, 12];
    const tickets = waits.map((wait, i) =>
      ticket({
        id: `t${i}`,
        firstCalledAt: at(wait),
        priority: i < 2,
        booked: i === 3,
        ...(i === 6 ? { state: 'MISSED', misses: 1 } : {}),
      }),
    );
    const abandoned = ticket({ id: 'x', state: 'ABANDONED', windowId: null, firstCalledAt: null, served: [] });
    const { all } = hallReport([...tickets, abandoned], [span('w1', 0, 160)], 'series');
    expect(all).toMatchObject({ taken: 11, done: 9, missed: 1, abandoned: 1, called: 10, late: 2, lateShare: 0.2 });
    expect([all.wait! / min, all.waitP90! / min, all.walk! / min, all.service! / min]).toEqual([17.5, 31, 1, 8]);
    expect([all.missedShare, all.abandonedShare, all.priorityShare, all.bookedShare]).toEqual([1 / 11, 1 / 11, 2 / 11, 1 / 11]);
    expect([all.served, all.opened, all.saturation]).toEqual([80 * min, 160 * min, 0.5]);
  });

  test('says nothing of what there is none of: no zero stands for an unknown time', () => {
    const { all, groups } = hallReport([], [], 'day');
    expect(groups).toEqual([]);
    const { taken, called, served, opened, done, open, missed, abandoned, cancelled, priority, booked, inaccurate, late, ...rest } = all;
    expect([taken, called, served, opened, done, open, missed, abandoned, cancelled, priority, booked, inaccurate, late]).toEqual(
      Array(13).fill(0),
    );
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  test('counts a number whose times are wrong, and none of its times', () => {
    const { all } = hallReport([ticket({ inaccurate: true }), ticket()], [span('w1', 0, 80)], 'window');
    expect(all).toMatchObject({ taken: 2, done: 2, inaccurate: 1, called: 1, served: 8 * min });
    expect(hallReport([ticket({ inaccurate: true })], [], 'day').all).toMatchObject({ done: 1, wait: null, waitP90: null, service: null });
  });

  test('leaves service to the window that gave it, the number to the one where it ended', () => {
    const moved = ticket({ windowId: 'w2', served: [served('w1', 11, 14), served('w2', 20, 25)] });
    const { groups } = hallReport([moved], [span('w1', 0, 6), span('w2', 0, 10), span('w3', 0, 9)], 'window');
    const line = Object.fromEntries(groups.map(({ key, line: of }) => [key, [of.taken, of.service, of.saturation]]));
    expect(line).toEqual({ w1: [0, null, 0.5], w2: [1, 8 * min, 0.5], w3: [0, null, 0] });
  });

  test('leaves service to the hour in which it was given; a queue takes its share of all the time that windows were open', () => {
    // taken before ten and served until after it, beside one of the other queue
    const first = ticket({ id: 'a', served: byHour([served('w1', 50, 70)], 'Asia/Shanghai') });
    const second = ticket({ id: 'b', seriesId: 'B', hour: 10, served: [served('w1', 70, 80, 10)] });
    const spans = byHour([span('w1', 0, 100)], 'Asia/Shanghai');
    const lines = (by: 'hour' | 'series') =>
      Object.fromEntries(hallReport([first, second], spans, by).groups.map(({ key, line: of }) => [key, [of.taken, of.saturation]]));
    expect(lines('hour')).toEqual({ 9: [1, 10 / 60], 10: [1, 20 / 40] });
    expect(lines('series')).toEqual({ A: [1, 0.2], B: [1, 0.1] });
    expect(hallReport([first, second], spans, 'item').all.saturation).toBe(0.3);
  });

  test('cuts a span at each full hour of the hall’s own clock, also where that is not the world’s', () => {
    const pieces = (zone: string) =>
      byHour([span('w1', -10, 125)], zone).map(({ hour, from, to }) => [hour, (Date.parse(to) - Date.parse(from)) / min]);
    expect(pieces('Asia/Shanghai')).toEqual([
      [8, 10],
      [9, 60],
      [10, 60],
      [11, 5],
    ]);
    expect(pieces('Asia/Kathmandu')).toEqual([
      [6, 25],
      [7, 60],
      [8, 50],
    ]);
    expect(byHour([span('w1', 5, 5)], 'Asia/Shanghai')).toEqual([]);
  });

  test('is nothing but the numbers behind it, and the groups are the hall, whatever the day was like', () => {
    const any = fc.record({
      state: fc.constantFrom(...ticketStates),
      seriesId: fc.constantFrom('A', 'B'),
      itemId: fc.constantFrom(null, 'i1'),
      windowId: fc.constantFrom(null, 'w1', 'w2'),
      hour: fc.nat(23),
      day: fc.constantFrom('2026-11-24', '2026-11-25'),
      misses: fc.nat(1),
      inaccurate: fc.boolean(),
      priority: fc.boolean(),
      booked: fc.boolean(),
      firstCalledAt: fc.option(fc.nat(60).map(at)),
      served: fc.array(
        fc.record({ windowId: fc.constantFrom('w1', 'w2'), from: fc.constant(at(0)), to: fc.nat(2).map(at), hour: fc.nat(23) }),
        { maxLength: 2 },
      ),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), fc.constantFrom(...reportGroupings), (drawn, by) => {
        const tickets = drawn.map((over, i) => ticket({ ...over, id: `t${i}` }));
        const { all, groups } = hallReport(tickets, [span('w1', 0, 10)], by);
        expect(all.done + all.open + all.missed + all.abandoned + all.cancelled).toBe(all.taken);
        for (const figure of ['taken', 'done', 'called', 'late', 'booked'] as const)
          expect(groups.reduce((sum, { line }) => sum + line[figure], 0)).toBe(all[figure]);
        for (const { key, line } of groups) {
          const rows = (figure: ReportFigure) => behind(tickets, figure, { by, key });
          expect(rows('taken').map(({ ticket: t }) => t)).toEqual(tickets.filter((t) => groupOf(t, by) === key));
          expect([rows('wait').length, rows('late').length, rows('priority').length]).toEqual([line.called, line.late, line.priority]);
          const sum = rows('saturation').reduce((ms, { value }) => ms + value, 0);
          expect(line.served).toBe(by === 'window' && key === noGroup ? null : sum);
        }
      }),
    );
  });

  test('tells nine of ten by a wait that somebody had', () => {
    expect([p90([]), p90([7]), p90([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), p90([10, 1])]).toEqual([null, 7, 9, 10]);
  });
});

describe('a window', () => {
  const press = (type: WindowEvent['type'], minute: number, subject = 'w1') => ({ type, subject, at: at(minute) }) as WindowEvent;
  const minutes = (...events: WindowEvent[]): number[] =>
    openSpans('2026-11-24', events, at(100)).map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / min);

  test('is open from opening to closing without its pauses, over a change of clerk, and no longer than its day', () => {
    const [opened, paused, resumed, closed] = ['window.opened', 'window.paused', 'window.resumed', 'window.closed'] as const;
    expect(minutes(press(opened, 0), press(paused, 10), press(resumed, 25), press(closed, 60))).toEqual([10, 35]);
    expect(minutes(press(opened, 0), press(opened, 20), press(closed, 30))).toEqual([30]);
    expect(minutes(press(opened, 0), press(paused, 5), press(opened, 20), press(closed, 30))).toEqual([5, 10]);
    expect(minutes(press(opened, 0), press(paused, 5), press(paused, 9), press(closed, 30))).toEqual([5]);
    expect(minutes(press(opened, 90))).toEqual([10]);
    expect(minutes(press(opened, 90), press(closed, 130), press(resumed, 140), press(opened, 150))).toEqual([10]);
  });

  test('keeps what it served when the number goes on to another', () => {
    const history = (
      [
        [0, 'ticket.taken', { seriesId: 'A', seq: 1, number: 'A0001', order: 1000, priority: null, itemId: null, personId: null }],
        [1, 'ticket.called', { windowId: 'w1', clerkId: 'c', callSeq: 1 }],
        [2, 'ticket.started', {}],
        [5, 'ticket.held', { until: null }],
        [9, 'ticket.resumed', { windowId: 'w1', clerkId: 'c', callSeq: 2 }],
        [10, 'ticket.started', {}],
        [12, 'ticket.transferred', { toSeriesId: 'B' }],
        [20, 'ticket.called', { windowId: 'w2', clerkId: 'd', callSeq: 3 }],
        [21, 'ticket.started', {}],
        [28, 'ticket.finished', {}],
      ] as const
    ).map(([minute, type, body]) => ({
      event: { type, subject: 't', body } as unknown as TicketEvent,
      at: { actorId: 'c', at: at(minute), streamId: 'd' },
    }));
    expect(servedAt(history)).toEqual([
      { windowId: 'w1', from: at(2), to: at(5) },
      { windowId: 'w1', from: at(10), to: at(12) },
      { windowId: 'w2', from: at(21), to: at(28) },
    ]);
  });
});

test('a week begins on Monday, a month has its own length, and the one before is a step away', () => {
  expect(reportPeriod('day', '2026-03-01', -1)).toEqual({ from: '2026-02-28', to: '2026-02-28' });
  expect(reportPeriod('week', '2026-11-29')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
  expect(reportPeriod('week', '2026-11-23', -1)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
  expect(reportPeriod('month', '2026-01-31', -1)).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  expect(reportPeriod('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
});
