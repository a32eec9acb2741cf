import { Hono } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { visitAims } from '@one-window/domain/ticket-items';
import { reach, type CaseDeps } from '../cases/queries.ts';
import { caseStatus } from '../cases/schemas.ts';
import { comeFor, type ComeFor } from '../cases/visits.ts';
import { seriesOf } from '../catalogue/search.ts';
import type { HallInfo } from '../halls/directory.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { limiter } from '../security/limiter.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { priorityReason } from '../schemas.ts';
import { takeTicket } from './commands.ts';
import { deviceRate, requireDevice, slipOf, type QueueDeps } from './routes.ts';
import { requireSeat } from './seats.ts';
import * as s from './schemas.ts';

/** The kiosk: who comes again for a case says for which, and the number that is given says nothing of it. */
export function hallVisitRoutes(deps: QueueDeps) {
  const limits = limiter(deps);
  const assertRate = deviceRate(deps);
  return new Hono<Env>().post(
    '/tickets/case',
    route('takeForCase', {
      summary: 'Take a number for a case of before: to collect its result, to bring what was missing',
      tag: 'queue',
      who: 'device',
      command: true,
      result: z.object({ ticket: s.slip }),
      errors: [
        'ticket.case_unknown',
        'series.full',
        'series.full_for_now',
        'hall.closed',
        'hall.not_open',
        'hall.halted',
        'limit.too_many',
        'device.wrong_kind',
      ],
    }),
    valid('json', z.object({ code: z.string().min(6).max(200), priority: priorityReason.nullish() })),
    async (c) => {
      const device = await requireDevice(deps, c, 'kiosk');
      const hall = await deps.halls.hall(device.hallId);
      assertRate(hall, device);
      const { code, priority = null } = c.req.valid('json');
      await limits.attempt('case_code', { device: device.id });
      const found = await comeFor(deps, hall, code);
      const seriesId = found && (await seriesFor(deps, hall, found));
      if (!found || !seriesId) throw new DomainError('ticket.case_unknown');
      await limits.succeeded('case_code', { device: device.id });
      const { caseId, aim } = found;
      const { waits } = await deps.publisher.recent(hall.id, 20_000);
      const input = { seriesId, itemId: null, priority, personId: null, cases: [{ caseId, aim }] };
      const ticket = await takeTicket(deps, hall, device, input, waits, commandOf(c, 'ticket.take-for-case', input));
      return c.json({ ticket: slipOf(deps, hall, ticket, []) });
    },
  );
}

/** Results are handed over where the hall says so; everything else is done where the matter is. */
async function seriesFor(deps: QueueDeps, hall: HallInfo, { aim, itemId }: ComeFor): Promise<string | null> {
  const results = [...hall.series.values()].find((series) => series.results);
  if (aim === 'collect' && results) return results.id;
  return (await seriesOf(deps.sql, [itemId], hall.id)).get(itemId) ?? results?.id ?? null;
}

const visitCase = z.object({
  id: z.uuid(),
  itemId: z.uuid(),
  item: z.string(),
  ref: z.string(),
  caseNo: z.string().nullable(),
  status: caseStatus,
  aim: z.enum([...visitAims, 'begun']).meta({ description: 'begun = from this number; else what somebody came again for' }),
});

/** The window desk: what came of a number so far, and for which cases of before somebody stands there. */
export function deskVisitRoutes(deps: QueueDeps & CaseDeps) {
  return new Hono<Env>().get(
    '/halls/:hallId/tickets/:ticketId/cases',
    route('casesOfTicket', {
      summary: 'Cases that were begun from a number, and those for which somebody came again; only such as one may see',
      tag: 'queue',
      result: z.object({ cases: z.array(visitCase) }),
      errors: ['not_found', 'auth.forbidden'],
    }),
    valid('param', z.object({ hallId: z.uuid(), ticketId: z.uuid() })),
    async (c) => {
      const { actor } = await deps.people.requireStaff((name) => c.req.header(name));
      const { hallId, ticketId } = c.req.valid('param');
      const hall = await deps.halls.hall(hallId);
      // at whichever window: the cases are those that one may see
      await requireSeat(deps, actor, hall, () => Promise.resolve(true));
      return c.json({ cases: await casesOf(deps, actor, hall, ticketId) });
    },
  );
}

async function casesOf(deps: CaseDeps, actor: StaffMemberActor, hall: HallInfo, ticketId: string): Promise<z.infer<typeof visitCase>[]> {
  const { sql } = deps;
  return sql<z.infer<typeof visitCase>[]>`
    with t as (select t.id, t.cases from tickets t join hall_days d on d.id = t.hall_day_id where t.id = ${ticketId} and d.hall_id = ${hall.id}),
    of as (
      select (x ->> 'caseId')::uuid as id, x ->> 'aim' as aim from t, jsonb_array_elements(t.cases) x
      union all
      select c.id, 'begun' from t join cases c on c.intake ->> 'ticketId' = t.id::text)
    select c.id, i.id as "itemId", i.name as item, c.ref, c.case_no as "caseNo", c.status, of.aim
    from of join cases c on c.id = of.id join item_versions v on v.id = c.item_version_id join service_items i on i.id = v.item_id
    where ${reach(deps, actor)} order by of.aim = 'begun', c.id`;
}
