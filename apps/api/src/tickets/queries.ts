import type { TransactionSql } from 'postgres';
import { DomainError } from '@one-window/domain/errors';
import type { Ticket } from '@one-window/domain/tickets';
import { ticketOf, type HallDayState } from '../db/aggregates.ts';

/** The call that a window has in hand, or null. */
export async function openCall(sql: TransactionSql, dayId: string, windowId: string): Promise<{ id: string; number: string } | null> {
  const [row] = await sql<{ id: string; number: string }[]>`
    select id, number from tickets where window_id = ${windowId} and state in ('CALLED', 'SERVING') and hall_day_id = ${dayId}`;
  return row ?? null;
}

/** Tickets of this hall-day; another hall's are not found. */
export async function readTickets(sql: TransactionSql, dayId: string, where: ReturnType<TransactionSql>): Promise<Ticket[]> {
  const rows = await sql`select * from tickets where hall_day_id = ${dayId} and ${where}`;
  return rows.map(ticketOf);
}

/** The one ticket that a press is about, put where the fold finds it. */
export function remember(state: HallDayState, [ticket]: readonly Ticket[]): Ticket {
  if (!ticket) throw new DomainError('not_found');
  state.tickets.set(ticket.id, ticket);
  return ticket;
}
