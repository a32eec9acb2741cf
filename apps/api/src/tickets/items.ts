import type { Sql, TransactionSql } from 'postgres';
import { DomainError } from '@one-window/domain/errors';
import type { HallDayEvent } from '@one-window/domain/hall-day';
import { assertAddable, assertOneQueue, assertTaken, type ItemMark } from '@one-window/domain/ticket-items';
import type { Ticket } from '@one-window/domain/tickets';
import { seriesOf } from '../catalogue/search.ts';
import { servedAt, type HallInfo } from '../halls/directory.ts';
import type { HallDayState } from '../db/aggregates.ts';

/** Names in the order of the ids; one that there is not is not found. */
export async function namesOfItems({ sql }: { readonly sql: Sql }, itemIds: readonly string[]): Promise<string[]> {
  if (itemIds.length === 0) return [];
  const rows = await sql<{ id: string; name: string }[]>`select id, name from service_items where id = any(${itemIds as string[]}::uuid[])`;
  return itemIds.map((id) => {
    const found = rows.find((row) => row.id === id);
    if (!found) throw new DomainError('not_found');
    return found.name;
  });
}

/** What somebody asks a number for: one matter as ever, or several in order. */
export interface Wish {
  readonly seriesId: string;
  readonly itemId?: string | null | undefined;
  readonly itemIds?: readonly string[] | undefined;
}

/** The matters of a new number with their names. Several have to be such as its queue serves. */
export async function itemsWished(
  deps: { readonly sql: Sql },
  hall: HallInfo,
  { seriesId, itemId, itemIds = itemId ? [itemId] : [] }: Wish,
): Promise<{ names: string[]; taken: { itemId: string | null; items?: readonly string[] } }> {
  assertTaken(itemIds, hall.policy.itemsMax);
  const names = await namesOfItems(deps, itemIds);
  if (itemIds.length > 1) assertOneQueue(itemIds, await seriesOf(deps.sql, itemIds, hall.id), [seriesId]);
  return { names, taken: taken(itemIds) };
}

/** As an event of a number names its matters. */
export const taken = (itemIds: readonly string[]): { itemId: string | null; items?: readonly string[] } => ({
  itemId: itemIds[0] ?? null,
  ...(itemIds.length > 1 ? { items: itemIds } : {}),
});

export type ItemAction =
  | { action: 'add_item'; ticketId: string; itemId: string }
  | { action: 'remove_item'; ticketId: string; itemId: string }
  | { action: 'mark_item'; ticketId: string; itemId: string; mark: ItemMark };

/** A matter added to a number, taken off it or ticked. */
export async function itemEvent(
  sql: TransactionSql,
  { hall, state, windowId }: { readonly hall: HallInfo; readonly state: HallDayState; readonly windowId: string | null },
  ticket: Ticket,
  input: ItemAction,
): Promise<HallDayEvent> {
  const { itemId } = input;
  const subject = ticket.id;
  if (input.action === 'add_item') {
    assertAddable(ticket.items, itemId, hall.policy.itemsMax);
    const [item] = await sql`select 1 from service_items where id = ${itemId}`;
    if (!item) throw new DomainError('not_found');
    await assertServed(sql, hall, itemId, windowId === null ? [ticket.seriesId] : servedAt(hall, state.day, windowId).seriesIds);
    return { type: 'ticket.item_added', subject, body: { itemId } };
  }
  if (!ticket.items.some((one) => one.itemId === itemId)) throw new DomainError('not_found');
  return input.action === 'mark_item'
    ? { type: 'ticket.item_marked', subject, body: { itemId, mark: input.mark } }
    : { type: 'ticket.item_removed', subject, body: { itemId } };
}

/** What no queue of the hall takes, whoever sees the citizen decides: there is nowhere else to send them. */
async function assertServed(sql: TransactionSql, hall: HallInfo, itemId: string, seriesIds: readonly string[]): Promise<void> {
  const placed = await seriesOf(sql as unknown as Sql, [itemId], hall.id);
  if (placed.has(itemId)) assertOneQueue([itemId], placed, seriesIds);
}
