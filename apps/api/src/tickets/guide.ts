import { Hono } from 'hono';
import { z } from 'zod';
import { orLater } from '../bookings/next.ts';
import type { HallInfo } from '../halls/directory.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import type { StaffActor } from '../identity.ts';
import type { Command } from '../db/change.ts';
import { takeTicket, ticketAction } from './commands.ts';
import { itemsWished } from './items.ts';
import { requireHall, requireStaff, slipOf, type QueueDeps } from './routes.ts';
import * as s from './schemas.ts';

/** Keys of whoever walks the hall (导办): a number for somebody, another queue, priority; the manager's too. */
export function guideRoutes(deps: QueueDeps) {
  return new Hono<Env>().post(
    '/halls/:hallId/guide',
    route('guideHall', {
      summary:
        "The guide's keys: take a number for somebody, send a waiting one to another queue, set priority, add and take off matters, cancel, rejoin, let pass",
      tag: 'queue',
      command: true,
      result: z.union([s.pressResult, z.object({ slip: s.slip })]),
      errors: [
        'ticket.not_allowed',
        'ticket.rejoin_expired',
        'ticket.rejoin_used',
        'ticket.pass_limit',
        'ticket.nobody_behind',
        'ticket.item_there',
        'ticket.items_full',
        'ticket.item_elsewhere',
        'series.full',
        'series.full_for_now',
        'hall.closed',
        'not_found',
        'auth.forbidden',
      ],
    }),
    valid('param', z.object({ hallId: z.uuid() })),
    valid('json', s.guideAction),
    async (c) => {
      const actor = await requireStaff(deps, c);
      const hall = await deps.halls.hall(c.req.valid('param').hallId);
      await requireHall(deps, actor, 'hall.guide', hall);
      const body = c.req.valid('json');
      const command = commandOf(c, `hall.${hall.id}.guide`, body);
      return c.json(
        body.action === 'take'
          ? { slip: await takeByHand(deps, hall, actor, body, command) }
          : await ticketAction(deps, hall, actor, 'guide', body, command),
      );
    },
  );
}

type Wanted = Extract<z.infer<typeof s.guideAction>, { action: 'take' }>;

/** For who cannot use a machine, and for who stands in the hall after the last number was given. */
async function takeByHand(
  deps: QueueDeps,
  hall: HallInfo,
  actor: StaffActor,
  { priority = null, ...wish }: Wanted,
  command: Command,
): Promise<z.infer<typeof s.slip>> {
  const { waits } = await deps.publisher.recent(hall.id, 20_000);
  const { names, taken } = await itemsWished(deps, hall, wish);
  const input = { seriesId: wish.seriesId, ...taken, priority, personId: null, byHand: true };
  const ticket = await orLater(deps, hall, wish.seriesId, takeTicket(deps, hall, actor, input, waits, command));
  return slipOf(deps, hall, ticket, names);
}
