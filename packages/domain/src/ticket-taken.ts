import type { EventContext, TicketEvent } from './hall-day.ts';
import { itemsTaken } from './ticket-items.ts';
import type { Ticket } from './tickets.ts';

type Body = Extract<TicketEvent, { type: 'ticket.taken' }>['body'];

/** A number as it is in the moment in which it is taken. */
export function takenTicket(id: string, body: Body, at: EventContext): Ticket {
  return {
    id,
    hallDayId: at.streamId,
    ...body,
    items: itemsTaken(body),
    cases: body.cases ?? [],
    bookedAt: body.bookedAt ?? null,
    movedFrom: body.movedFrom ?? null,
    movedTo: null,
    waitsFrom: at.at,
    returned: false,
    forWindowId: null,
    passes: 0,
    why: null,
    since: at.at,
    spent: { WAITING: 0, CALLED: 0, SERVING: 0, HELD: 0 },
    inaccurate: false,
    notice: null,
    state: 'WAITING',
    windowId: null,
    clerkId: null,
    callSeq: null,
    calls: 0,
    misses: 0,
    takenAt: at.at,
    firstCalledAt: null,
    calledAt: null,
    startedAt: null,
    endedAt: null,
    heldUntil: null,
    last: null,
  };
}
