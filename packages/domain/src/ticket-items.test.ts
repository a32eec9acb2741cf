import { describe, expect, test } from 'vitest';
import type { Case } from './case-events.ts';
import { applyTicket, type TicketEvent } from './hall-day.ts';
import { aimOf, assertAddable, assertOneQueue, assertTaken, itemsLeft } from './ticket-items.ts';

const at = '2026-11-24T02:00:00.000Z';
const context = { actorId: 'clerk', at, streamId: 'day' };
const body = { seriesId: 's', seq: 1, number: 'A0001', order: 1000, priority: null, itemId: null, personId: null };
const taken = (more: object) => applyTicket(null, { type: 'ticket.taken', subject: 't', body: { ...body, ...more } }, context);
const after = (start: object, ...events: readonly Pick<TicketEvent, 'type' | 'body'>[]) =>
  events.reduce((ticket, event) => applyTicket(ticket, { ...event, subject: 't' } as TicketEvent, context), taken(start));
const codeOf = (rule: () => void): unknown => {
  try {
    rule();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the matters of a number', () => {
  test('an event of before there could be several folds to the one that it names, or to none', () => {
    expect(taken({ itemId: 'a' }).items).toEqual([{ itemId: 'a', mark: 'open' }]);
    expect(taken({})).toMatchObject({ items: [], cases: [] });
    expect(taken({ itemId: 'a', items: ['a', 'b'] }).items.map(({ itemId }) => itemId)).toEqual(['a', 'b']);
  });

  test('are added, ticked, opened again and taken off, each in its place; the number and its last press stay', () => {
    const ticket = after(
      { itemId: 'a', items: ['a', 'b'] },
      { type: 'ticket.item_added', body: { itemId: 'c' } },
      { type: 'ticket.item_marked', body: { itemId: 'b', mark: 'done' } },
      { type: 'ticket.item_marked', body: { itemId: 'a', mark: 'not_today' } },
      { type: 'ticket.item_marked', body: { itemId: 'a', mark: 'open' } },
      { type: 'ticket.item_removed', body: { itemId: 'c' } },
    );
    expect(ticket.items).toEqual([
      { itemId: 'a', mark: 'open' },
      { itemId: 'b', mark: 'done' },
    ]);
    expect(ticket).toMatchObject({ itemId: 'a', state: 'WAITING', last: null });
  });

  test('a case that is named twice is there once, for what was said last', () => {
    const ticket = after(
      { cases: [{ caseId: 'x', aim: 'other' }] },
      { type: 'ticket.case_named', body: { caseId: 'y', aim: 'supplement' } },
      { type: 'ticket.case_named', body: { caseId: 'x', aim: 'collect' } },
    );
    expect(ticket.cases).toEqual([
      { caseId: 'y', aim: 'supplement' },
      { caseId: 'x', aim: 'collect' },
    ]);
  });

  test('are at most as many as the hall says, each once', () => {
    const two = [
      { itemId: 'a', mark: 'done' },
      { itemId: 'b', mark: 'open' },
    ] as const;
    expect(codeOf(() => assertAddable(two, 'c', 3))).toBeNull();
    expect(codeOf(() => assertAddable(two, 'c', 2))).toBe('ticket.items_full');
    expect(codeOf(() => assertAddable(two, 'a', 5))).toBe('ticket.item_there');
    expect(codeOf(() => assertTaken(['a', 'b', 'c'], 2))).toBe('ticket.items_full');
    expect(codeOf(() => assertTaken(['a', 'a'], 5))).toBe('ticket.item_there');
  });

  test('are such as one queue serves, of whatever department', () => {
    const placed = new Map([
      ['a', 'A'],
      ['b', 'A'],
      ['c', 'B'],
    ]);
    expect(codeOf(() => assertOneQueue(['a', 'b'], placed, ['A']))).toBeNull();
    expect(codeOf(() => assertOneQueue(['a', 'c'], placed, ['A']))).toBe('ticket.item_elsewhere');
    expect(codeOf(() => assertOneQueue(['a', 'c'], placed, ['A', 'B']))).toBeNull();
    expect(codeOf(() => assertOneQueue(['a', 'nowhere'], placed, ['A']))).toBe('ticket.item_elsewhere');
  });

  test('are seen to once they are marked, or their case was received: a draft is nothing yet', () => {
    const items = (['open', 'open', 'open', 'done', 'not_today'] as const).map((mark, i) => ({ id: `i${i}`, mark }));
    const cases = [
      { itemId: 'i0', status: 'RECEIVED' },
      { itemId: 'i1', status: 'DRAFT' },
    ] as const;
    expect(itemsLeft(items, cases).map(({ id }) => id)).toEqual(['i1', 'i2']);
  });
});

describe('what somebody comes again for', () => {
  const file = (patch: Partial<Case>) =>
    ({ status: 'IN_REVIEW', servedAt: null, endedAt: null, deficit: false, supplementInReview: false, ...patch }) as Case;
  test.each([
    ['a result that waits', { status: 'READY' }, 'collect'],
    ['a refusal to accept that nobody has handed over', { status: 'NOT_ACCEPTED', endedAt: at }, 'collect'],
    ['the same, handed over', { status: 'NOT_ACCEPTED', endedAt: at, servedAt: at }, null],
    ['what a notice asked for', { status: 'SUPPLEMENT' }, 'supplement'],
    ['what may follow later', { status: 'ACCEPTED', deficit: true }, 'supplement'],
    ['a case in the office', {}, 'other'],
    ['a case that is over', { status: 'CONCLUDED', endedAt: at }, null],
    ['a case that was taken back', { status: 'WITHDRAWN', endedAt: at }, null],
  ] as const)('%s', (_, patch, aim) => {
    expect(aimOf(file(patch))).toBe(aim);
  });
});
