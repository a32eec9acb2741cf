import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import type { CaseDeps } from '../cases/queries.ts';
import { citizensOf, type Citizens } from '../citizens/sessions.ts';
import type { Deps } from '../deps.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { pressLicence } from './commands.ts';
import { licenceInReach, listLicences, myLicences, readLicence } from './queries.ts';
import * as s from './schemas.ts';

const licenceId = z.object({ licenceId: z.uuid() });
const pressed = z.object({ id: z.uuid(), version: z.int() });

/** The licences of the own cases. */
export function citizenLicenceRoutes(deps: Deps, citizens: Citizens = citizensOf(deps)) {
  return new Hono<Env>().get(
    '/licences',
    route('listMyLicences', {
      summary: 'The own licences, and whether they count today',
      tag: 'licences',
      who: 'citizen',
      result: s.myLicences,
    }),
    async (c) => c.json({ licences: await myLicences(deps, await citizens.require((name) => c.req.header(name))) }),
  );
}

/** Licences for the departments that granted them; a head of department acts on them. */
export function licenceRoutes(deps: CaseDeps) {
  const staff = async (c: Context<Env>): Promise<StaffMemberActor> => (await deps.people.requireStaff((name) => c.req.header(name))).actor;
  return new Hono<Env>()
    .get(
      '/licences',
      route('listLicences', {
        summary: 'Licences in reach, the newest first',
        tag: 'licences',
        result: s.licenceList,
        errors: ['auth.forbidden'],
      }),
      valid('query', s.licenceQuery),
      async (c) => c.json(await listLicences(deps, await staff(c), c.req.valid('query'))),
    )
    .get(
      '/licences/:licenceId',
      route('readLicence', {
        summary: 'One licence: whether it counts, what happened to it, what can be done',
        tag: 'licences',
        result: s.licenceView,
        errors: ['not_found'],
      }),
      valid('param', licenceId),
      async (c) => {
        const view = await readLicence(deps, await staff(c), c.req.valid('param').licenceId);
        if (!view) throw new DomainError('not_found');
        return c.json({ ...view });
      },
    )
    .post(
      '/licences/:licenceId/press',
      route('pressLicence', {
        summary: 'A key of a licence: correct, withdraw, cancel, forfeit; each with basis and reason',
        tag: 'licences',
        command: true,
        result: pressed,
        errors: [
          'not_found',
          'auth.forbidden',
          'licence.not_allowed',
          'licence.basis_missing',
          'licence.dates_wrong',
          'licence.nothing_to_correct',
          'licence.stale',
        ],
      }),
      valid('param', licenceId),
      valid('json', s.licencePress),
      async (c) => {
        const actor = await staff(c);
        const { licenceId: id } = c.req.valid('param');
        const body = c.req.valid('json');
        const found = await licenceInReach(deps, actor, id);
        if (!found) throw new DomainError('not_found');
        if (!found.heads) throw new DomainError('auth.forbidden', { reason: 'no_role' });
        const about = { id, name: found.row.name, timeZone: found.row.time_zone };
        return c.json(await pressLicence(deps, actor, about, body, commandOf(c, `licence.${id}.press`, body)));
      },
    );
}
