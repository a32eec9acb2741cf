import { query } from '@solidjs/router';
import type { Instant } from '@one-window/domain/time';
import type { Name, PublicSeries, TicketView } from '@one-window/domain/views';

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
  readonly state: string;
}

export interface ItemGuide extends ItemEntry {
  readonly code: string | null;
  readonly type: string | null;
}

/** A refusal of the server, or `offline` where none came. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } }).catch(() => null);
  if (!answer) throw new Refused('offline');
  if (answer.ok) return (await answer.json()) as T;
  const body = (await answer.json().catch(() => null)) as { error?: { code?: string } } | null;
  throw new Refused(body?.error?.code ?? 'internal');
}

export const hallsNow = query(() => get<{ halls: readonly HallNow[] }>('/api/halls').then((a) => a.halls), 'halls');
export const itemsFor = query((q: string) => get<{ items: readonly ItemEntry[] }>(`/api/items?q=${encodeURIComponent(q)}`).then((a) => a.items), 'items');

/** `null` = there is no such item. */
export const itemGuide = query(async (id: string): Promise<ItemGuide | null> => {
  try {
    return await get<ItemGuide>(`/api/items/${encodeURIComponent(id)}`);
  } catch (error) {
    if (error instanceof Refused && error.code === 'not_found') return null;
    throw error;
  }
}, 'item');

/** The ticket last opened on this phone, while it is open; a finished or unknown one is forgotten. */
export const myTicket = query(async (): Promise<{ link: string; view: TicketView } | null> => {
  const link = rememberedTicket();
  if (!link) return null;
  try {
    const view = await get<TicketView>(`/api/tickets/${encodeURIComponent(link)}`);
    if (view.state === 'DONE' || view.state === 'CANCELLED' || view.state === 'ABANDONED') forgetTicket();
    return { link, view };
  } catch (error) {
    if (error instanceof Refused && error.code === 'not_found') forgetTicket();
    return null;
  }
}, 'my-ticket');

const key = 'ow.ticket';

/** Private browsing may refuse storage: then the home page just does not show the number. */
export function rememberedTicket(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function forgetTicket(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

/** The wait of a hall in one figure: its shortest queue that issues numbers. `null` = cannot be said. */
export function shortestWait(hall: HallNow): { minutes: number | null; issuing: boolean } {
  const open = hall.series.filter((s) => s.issuing);
  const known = open.map((s) => s.waitMinutes).filter((m) => m !== null);
  return { issuing: open.length > 0, minutes: known.length > 0 ? Math.min(...known) : null };
}
