import { Hono } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { decide, purposes } from '@one-window/domain/permissions';
import { msBetween } from '@one-window/domain/time';
import { change } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf } from '../halls/directory.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { staffDayId } from '../staff/days.ts';
import { assertAllowed, type People } from '../staff/identity.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { openPerson } from './persons.ts';

/** An answer that got lost may be asked for again with its key, but only while it is the same reading. */
const sameReadingMs = 60_000;

/** Reading personal data in clear: a purpose, a live assignment, an event; the event comes first. */
export function personRoutes(deps: Deps, people: People) {
  return new Hono<Env>().post(
    '/persons/:id/reveal',
    route('revealPerson', {
      summary: 'Name, number of identity and phone in clear, for the clerk who serves this person now',
      tag: 'people',
      command: true,
      result: z.object({ name: z.string().nullable(), idNo: z.string().nullable(), phone: z.string().nullable() }),
      errors: ['auth.purpose_required', 'person.no_assignment', 'auth.forbidden', 'auth.second_factor_setup', 'limit.too_many'],
    }),
    valid('param', z.object({ id: z.uuid() })),
    valid('json', z.object({ purpose: z.enum(purposes).optional() })),
    async (c) => {
      const { actor } = await people.requireStaff((name) => c.req.header(name));
      const personId = c.req.valid('param').id;
      const { purpose } = c.req.valid('json');
      if (!purpose) throw new DomainError('auth.purpose_required');
      await people.limiter.attempt('reveal', { subject: actor.id });
      const dayId = await staffDayId(deps, actor.id);
      const command = commandOf(c, 'person.reveal', { personId, purpose });
      const readId = uuidv7();
      const read = await change(deps, actor, command, { day: { kind: 'staff_day', id: dayId } }, async (tx) => {
        const ticket = await servedTicket(deps, tx.sql, actor, personId);
        if (!ticket) throw new DomainError('person.no_assignment');
        const subject = { ...(await people.hallSubject(ticket.hall)), assigneeId: ticket.clerkId, purpose };
        assertAllowed(decide(actor, 'person.reveal', subject, tx.now), 'person.reveal');
        return {
          events: { day: [{ type: 'person.read', subject: personId, body: { readId, ticketId: ticket.id, purpose } }] },
          // the answer itself is not stored: a key's answer lies in clear
          result: { readAt: tx.now },
        };
      }).catch((error: unknown) => {
        if (error instanceof DomainError) c.get('log').warn({ event: 'person.reveal', outcome: error.code, staff: actor.id, person: personId }, 'personal data refused');
        throw error;
      });
      if (msBetween(read.readAt, new Date(deps.now()).toISOString()) > sameReadingMs) throw new DomainError('person.no_assignment');
      const person = await openPerson(deps.sql, deps.keys, personId);
      if (!person) throw new DomainError('person.no_assignment');
      return c.json({ ...person });
    },
  );
}

/** The ticket on which this clerk serves this person right now, at the window of today. Locked, so that it cannot end meanwhile. */
async function servedTicket(deps: Deps, sql: Parameters<Parameters<Deps['sql']['begin']>[1]>[0], actor: StaffMemberActor, personId: string) {
  const rows = await sql<{ id: string; clerk_id: string; hall_id: string; business_date: string }[]>`
    select t.id, t.clerk_id, d.hall_id, d.business_date from tickets t join hall_days d on d.id = t.hall_day_id
    where t.person_id = ${personId} and t.clerk_id = ${actor.id} and t.state in ('CALLED', 'SERVING') order by t.called_at desc limit 5 for share of t`;
  for (const row of rows) {
    const hall = await deps.halls.hall(row.hall_id);
    if (businessDateOf(hall, new Date(deps.now()).toISOString()) === row.business_date) return { id: row.id, clerkId: row.clerk_id, hall };
  }
  return null;
}
