import { Hono } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import type { Command } from '../db/change.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { name } from '../schemas.ts';
import { limiter } from '../security/limiter.ts';
import { ticketIdOf, ticketLink } from './link.ts';
import { elsewhere, moveTicket, otherHalls } from './moves.ts';
import { namesOfItems } from './items.ts';
import { slipOf, ticketLinkOf, ticketOfLink, type QueueDeps } from './routes.ts';
import { slip } from './schemas.ts';

const link = z.object({ link: z.string().max(64) });
const count = z.number().int();
const there = z.object({
  hallId: z.uuid(),
  hall: name,
  series: z.object({
    id: z.uuid(),
    name,
    place: name.nullable(),
    waiting: count,
    waitMinutes: count.nullable(),
    issuing: z.boolean(),
  }),
});

/** The queue's letter of a number that is open, and its hall. */
export async function kindOf(deps: QueueDeps, text: string) {
  const { hall, ticketId } = await ticketOfLink(deps, text);
  const [row] = await deps.sql<{ series_id: string; moved: boolean }[]>`
    select series_id, moved_from is not null as moved from tickets where id = ${ticketId}`;
  return { hall, ticketId, prefix: hall.series.get(row!.series_id)?.prefix ?? '', moved: row!.moved };
}

/** Is there anywhere else to go with this number? One that came from another hall stays. */
export async function hasOtherHalls(deps: QueueDeps, text: string): Promise<boolean> {
  const { hall, prefix, moved } = await kindOf(deps, text);
  return !moved && (await otherHalls(deps, hall, prefix)).length > 0;
}

/** The page of the number that this one went on as, or null. */
export async function movedTo(deps: QueueDeps, text: string): Promise<string | null> {
  const id = ticketIdOf(deps.keys.link, text);
  const [row] = id === null ? [] : await deps.sql<{ moved_to: string | null }[]>`select moved_to from tickets where id = ${id}`;
  return row?.moved_to ? `/t/${ticketLink(deps.keys.link, row.moved_to)}` : null;
}

/** Only to a hall that the page offers: one elsewhere in the realm is no walk from here. */
export async function moveByLink(deps: QueueDeps, text: string, hallId: string, command: (ticketId: string) => Command) {
  const { hall: from, ticketId, prefix } = await kindOf(deps, text);
  const to = (await otherHalls(deps, from, prefix)).find((other) => other.hall.id === hallId)?.hall;
  if (!to) throw new DomainError('not_found');
  const { waits } = await deps.publisher.recent(to.id, 20_000);
  return { to, ticket: await moveTicket(deps, { from, ticketId, to, waits }, command(ticketId)) };
}

/** From the phone page to another hall. */
export function moveRoutes(deps: QueueDeps) {
  const limits = limiter(deps);
  return new Hono<Env>()
    .get(
      '/tickets/:link/halls',
      route('listOtherHalls', {
        summary: 'Halls of the same area with a queue for the same business, and how long one waits there',
        tag: 'tickets',
        public: true,
        result: z.object({ halls: z.array(there) }),
        errors: ['not_found', 'limit.too_many'],
      }),
      valid('param', link),
      async (c) => {
        const { hall, prefix } = await kindOf(deps, await ticketLinkOf(deps, limits, c));
        const halls = await elsewhere(deps, hall, prefix);
        return c.json({
          halls: halls.map(({ series: { id, name: called, place, waiting, waitMinutes, issuing }, ...of }) => ({
            ...of,
            series: { id, name: called, place, waiting, waitMinutes, issuing },
          })),
        });
      },
    )
    .post(
      '/tickets/:link/move',
      route('moveTicket', {
        summary: 'Give this number up for one in another hall, as the last there; both or neither, once',
        tag: 'tickets',
        public: true,
        command: true,
        result: z.object({ ticket: slip }),
        errors: [
          'not_found',
          'ticket.not_allowed',
          'ticket.move_limit',
          'ticket.already_open',
          'series.full',
          'series.full_for_now',
          'series.closed',
          'hall.closed',
          'hall.not_open',
          'hall.halted',
          'limit.too_many',
        ],
      }),
      valid('param', link),
      valid('json', z.object({ hallId: z.uuid() })),
      async (c) => {
        const text = await ticketLinkOf(deps, limits, c);
        const { hallId } = c.req.valid('json');
        const { to, ticket } = await moveByLink(deps, text, hallId, (ticketId) => commandOf(c, 'ticket.move', { ticketId, hallId }));
        return c.json({ ticket: slipOf(deps, to, ticket, await namesOfItems(deps, ticket.itemIds)) });
      },
    );
}
