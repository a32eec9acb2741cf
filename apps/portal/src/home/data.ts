import { query } from '@solidjs/router';
import { ApiError, get } from '@one-window/ui/api';
import type { GuidePart, ItemState } from '@one-window/domain/catalogue';
import type { TicketState } from '@one-window/domain/tickets';
import type { Instant } from '@one-window/domain/time';
import type { Name, PublicSeries, TicketView } from '@one-window/domain/views';
import { forgetTicket, rememberedTicket } from '../ticket/remember.ts';

/** A hall as the public may see it now. */
export interface HallNow {
  readonly id: string;
  readonly name: Name;
  readonly timeZone: string;
  readonly asOf: Instant;
  readonly series: readonly PublicSeries[];
}

export interface ItemEntry {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly seriesId: string | null;
  /** `incomplete` = a directory entry: name, code, type and department, nothing else. */
  readonly state: ItemState;
}

export interface ItemGuide extends ItemEntry {
  readonly code: string;
  readonly type: string;
  readonly area: string;
  /** What nobody has filled in and checked. */
  readonly missing: readonly GuidePart[];
  readonly places: readonly { readonly hallId: string; readonly seriesId: string }[];
}

const over: readonly TicketState[] = ['DONE', 'CANCELLED', 'ABANDONED'];

export const hallsNow = query(() => get<{ halls: readonly HallNow[] }>('/api/halls').then((a) => a.halls), 'halls');
export const itemsFor = query(
  (q: string) => get<{ items: readonly ItemEntry[] }>(`/api/items?q=${encodeURIComponent(q)}`).then((a) => a.items),
  'items',
);

/** `null` = there is no such item. */
export const itemGuide = query(async (id: string): Promise<ItemGuide | null> => {
  try {
    return await get<ItemGuide>(`/api/items/${encodeURIComponent(id)}`);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return null;
    throw error;
  }
}, 'item');

/** The ticket last opened on this phone, while it is open; a finished or unknown one is forgotten. */
export const myTicket = query(async (): Promise<{ link: string; view: TicketView } | null> => {
  const link = rememberedTicket();
  if (!link) return null;
  try {
    const view = await get<TicketView>(`/api/tickets/${encodeURIComponent(link)}`);
    if (over.includes(view.state)) forgetTicket();
    return { link, view };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') forgetTicket();
    return null;
  }
}, 'my-ticket');

/** The wait of a hall in one figure: its shortest queue that issues numbers. `null` = cannot be said. */
export function shortestWait(hall: HallNow): { minutes: number | null; issuing: boolean } {
  const open = hall.series.filter((s) => s.issuing);
  const known = open.map((s) => s.waitMinutes).filter((m) => m !== null);
  return { issuing: open.length > 0, minutes: known.length > 0 ? Math.min(...known) : null };
}
