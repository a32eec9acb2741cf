import type { TicketState } from '@one-window/domain/tickets';

const key = 'ow.ticket';
const over: readonly TicketState[] = ['DONE', 'CANCELLED', 'ABANDONED'];

/** Keeps the link of the ticket opened last, so that the first page of the portal shows it; one that is over is forgotten. */
export function rememberTicket(link: string, state: TicketState): void {
  try {
    if (!over.includes(state)) localStorage.setItem(key, link);
    else if (localStorage.getItem(key) === link) localStorage.removeItem(key);
  } catch {
    // private browsing may refuse storage: then the first page just does not show the number
  }
}

export function rememberedTicket(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function forgetTicket(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}
