import { query } from '@solidjs/router';
import type { PortalApi } from '@one-window/api/client';
import { ApiError, client } from '@one-window/ui/api';
import type { TicketState } from '@one-window/domain/tickets';
import type { TicketView } from '@one-window/domain/views';
import { forgetTicket, rememberedTicket } from '../ticket/remember.ts';

/** The public listener. */
export const call = client<PortalApi>();

/** A hall as the public may see it now. */
export type HallNow = PortalApi['GET /api/halls']['answer']['halls'][number];
export type ItemEntry = PortalApi['GET /api/items']['answer']['items'][number];
export type ItemGuide = PortalApi['GET /api/items/:id']['answer'];

const over: readonly TicketState[] = ['DONE', 'CANCELLED', 'ABANDONED'];

export const hallsNow = query(() => call('GET /api/halls').then((a) => a.halls), 'halls');
export const itemsFor = query((q: string) => call('GET /api/items', { query: { q } }).then((a) => a.items), 'items');

/** `null` = there is no such item. */
export const itemGuide = query(async (id: string): Promise<ItemGuide | null> => {
  try {
    return await call('GET /api/items/:id', { param: { id } });
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
    const view = await call('GET /api/tickets/:link', { param: { link } });
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
