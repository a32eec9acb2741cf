import { Hono } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { commandOf, route, valid, type Env } from '../http.ts';
import { deviceRate, requireDevice, requireStaff, type QueueDeps } from '../tickets/routes.ts';
import { kioskHelp, staffHelp } from './commands.ts';

const brief = z.object({ id: z.uuid(), state: z.enum(['ASKED', 'COMING', 'ENDED']) });

/** The help key of the kiosk. */
export function hallHelpRoutes(deps: QueueDeps) {
  const assertRate = deviceRate(deps);
  return new Hono<Env>().post(
    '/help',
    route('askForHelp', {
      summary: 'Ask a person to come to this kiosk, or say that nobody is needed any more',
      tag: 'help',
      who: 'device',
      command: true,
      result: z.object({ help: brief.nullable() }),
      errors: ['hall.closed', 'limit.too_many', 'device.wrong_kind', 'not_found'],
    }),
    valid('json', z.object({ action: z.enum(['ask', 'withdraw']) })),
    async (c) => {
      const device = await requireDevice(deps, c, 'kiosk');
      const hall = await deps.halls.hall(device.hallId);
      const { action } = c.req.valid('json');
      assertRate(hall, device);
      return c.json(await kioskHelp(deps, hall, device, action, commandOf(c, 'help.kiosk', { action })));
    },
  );
}

/** Whoever may go: clerks, guides and the manager of the hall. */
export function deskHelpRoutes(deps: QueueDeps) {
  return new Hono<Env>().post(
    '/halls/:hallId/help',
    route('answerHelp', {
      summary: 'Say that one comes, take that back, or that it is done; the first who answers goes',
      tag: 'help',
      command: true,
      result: z.object({ help: brief }),
      errors: ['help.answered', 'help.not_allowed', 'hall.closed', 'not_found', 'auth.forbidden'],
    }),
    valid('param', z.object({ hallId: z.uuid() })),
    valid('json', z.object({ action: z.enum(['answer', 'release', 'finish']), requestId: z.uuid() })),
    async (c) => {
      const actor = await requireStaff(deps, c);
      const hall = await deps.halls.hall(c.req.valid('param').hallId);
      const role = await deps.identity.role(actor, 'help.answer', hall);
      if (!role) throw new DomainError('auth.forbidden');
      const body = c.req.valid('json');
      return c.json(await staffHelp(deps, hall, actor, role, body, commandOf(c, `hall.${hall.id}.help`, body)));
    },
  );
}
