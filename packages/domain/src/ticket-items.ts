import type { Case } from './case-events.ts';
import { DomainError } from './errors.ts';

/** What became of one of the matters that somebody came with; `open` until the clerk says otherwise. */
export const itemMarks = ['open', 'done', 'not_today'] as const;
export type ItemMark = (typeof itemMarks)[number];

/** One of the matters of a number, in the order in which they were named. */
export interface TicketItem {
  readonly itemId: string;
  readonly mark: ItemMark;
}

/** What somebody comes back for. */
export const visitAims = ['collect', 'supplement', 'other'] as const;
export type VisitAim = (typeof visitAims)[number];

/** A case of before for which somebody came again: one matter, one lineage, however often one has to come. */
export interface TicketCase {
  readonly caseId: string;
  readonly aim: VisitAim;
}

export interface TicketItemBodies {
  'ticket.item_added': { itemId: string };
  'ticket.item_removed': { itemId: string };
  'ticket.item_marked': TicketItem;
  'ticket.case_named': TicketCase;
}

interface Carried {
  readonly items: readonly TicketItem[];
  readonly cases: readonly TicketCase[];
}

/** The matters with which a number was taken; before there could be several, an event named at most one. */
export function itemsTaken({ itemId, items }: { readonly itemId: string | null; readonly items?: readonly string[] }): TicketItem[] {
  return (items ?? (itemId === null ? [] : [itemId])).map((id) => ({ itemId: id, mark: 'open' }));
}

/** What a number is for after one of these events. */
export function carriedAfter(
  { items, cases }: Carried,
  event: { [T in keyof TicketItemBodies]: { readonly type: T; readonly body: TicketItemBodies[T] } }[keyof TicketItemBodies],
): Partial<Carried> {
  switch (event.type) {
    case 'ticket.item_added':
      return { items: [...items, { itemId: event.body.itemId, mark: 'open' }] };
    case 'ticket.item_removed':
      return { items: items.filter(({ itemId }) => itemId !== event.body.itemId) };
    case 'ticket.item_marked':
      return { items: items.map((item) => (item.itemId === event.body.itemId ? event.body : item)) };
    case 'ticket.case_named':
      return { cases: [...cases.filter(({ caseId }) => caseId !== event.body.caseId), event.body] };
  }
}

/** Throws where a matter cannot be added: there already, or one too many. */
export function assertAddable(items: readonly TicketItem[], itemId: string, max: number): void {
  if (items.some((item) => item.itemId === itemId)) throw new DomainError('ticket.item_there');
  if (items.length >= max) throw new DomainError('ticket.items_full', { max });
}

/** Throws where a number is taken for too many matters, or twice for the same. */
export function assertTaken(itemIds: readonly string[], max: number): void {
  if (new Set(itemIds).size < itemIds.length) throw new DomainError('ticket.item_there');
  if (itemIds.length > max) throw new DomainError('ticket.items_full', { max });
}

/** The matters that one queue serves: what the hall sends elsewhere needs a number of its own there. `placed` = which queue takes which. */
export function assertOneQueue(itemIds: readonly string[], placed: ReadonlyMap<string, string>, seriesIds: readonly string[]): void {
  const fits = (id: string): boolean => seriesIds.includes(placed.get(id) ?? '');
  if (!itemIds.every(fits)) throw new DomainError('ticket.item_elsewhere');
}

/** Matters that nobody has seen to yet: neither marked, nor with a case that was received. The first of them is the next. */
export function itemsLeft<T extends { readonly id: string; readonly mark: ItemMark }>(
  items: readonly T[],
  cases: readonly { readonly itemId: string; readonly status: Case['status'] }[],
): T[] {
  return items.filter(({ id, mark }) => mark === 'open' && !cases.some((one) => one.itemId === id && one.status !== 'DRAFT'));
}

/** Why somebody would come again for this case; null where there is nothing left to come for. */
export function aimOf({ status, servedAt, deficit, supplementInReview, endedAt }: Case): VisitAim | null {
  if (status === 'READY') return 'collect';
  // what ended without a result still has a paper to hand over
  if ((status === 'NOT_ACCEPTED' || status === 'TERMINATED') && servedAt === null) return 'collect';
  if (endedAt !== null) return null;
  return status === 'SUPPLEMENT' || deficit || supplementInReview ? 'supplement' : 'other';
}
