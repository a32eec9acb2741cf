import { Hono } from 'hono';
import type { TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { DomainError, type ErrorCode } from '@one-window/domain/errors';
import { decide, purposes } from '@one-window/domain/permissions';
import { msBetween } from '@one-window/domain/time';
import { change } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { businessDateOf, type HallInfo } from '../halls/directory.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { recordDeed, staffDayId } from '../staff/days.ts';
import { assertAllowed, type People } from '../staff/identity.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { openPerson } from './persons.ts';

/** An answer that got lost may be asked for again with its key, but only while it is the same reading. */
export const sameReadingMs = 60_000;
export const clearPerson = z.object({ name: z.string().nullable(), idNo: z.string().nullable(), phone: z.string().nullable() });
const refusals: ReadonlySet<ErrorCode> = new Set(['person.no_assignment', 'auth.forbidden']);

/** Reading personal data in clear: a purpose, a live assignment, an event; the event comes first. */
export function personRoutes(deps: Deps, people: People) {
  return new Hono<Env>().post(
    '/persons/:id/reveal',
    route('revealPerson', {
      summary: 'Name, number of identity and phone in clear, for the clerk who serves this person now',
      tag: 'people',
      command: true,
      result: clearPerson,
      errors: ['auth.purpose_required', 'person.no_assignment', 'auth.forbidden', 'limit.too_many'],
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
      const place = await whereServed(deps, actor, personId);
      // the hall-day is locked too: the service cannot end, nor the window change hands, while its reason is used
      const refs = { day: { kind: 'staff_day', id: dayId }, hallDay: { kind: 'hall_day', id: place?.hallDayId ?? dayId } } as const;
      const read = await change(deps, actor, command, place ? refs : { day: refs.day }, async (tx) => {
        const ticket = place && (await servedTicket(tx.sql, place.hallDayId, actor, personId));
        if (!ticket) throw new DomainError('person.no_assignment');
        const subject = { ...(await people.hallSubject(place.hall)), assigneeId: actor.id, purpose };
        assertAllowed(decide(actor, 'person.reveal', subject, tx.now), 'person.reveal');
        return {
          events: { day: [{ type: 'person.read', subject: personId, body: { readId, ticketId: ticket.id, purpose } }] },
          // the answer itself is not stored: a key's answer lies in clear
          result: { readAt: tx.now },
        };
      }).catch(async (error: unknown) => {
        if (error instanceof DomainError && refusals.has(error.code)) {
          c.get('log').warn({ event: 'person.reveal', outcome: error.code, staff: actor.id, person: personId }, 'personal data refused');
          // who tried is seen by whoever reads the log, and not only by whoever keeps the machine
          const body = { code: error.code, purpose };
          await recordDeed(deps, actor, actor.id, { type: 'person.refused', subject: personId, body });
        }
        throw error;
      });
      if (msBetween(read.readAt, new Date(deps.now()).toISOString()) > sameReadingMs) throw new DomainError('person.no_assignment');
      const person = await openPerson(deps.sql, deps.keys, personId);
      if (!person) throw new DomainError('person.no_assignment');
      return c.json({ ...person });
    },
  );
}

/** Today's hall-day in which this clerk's window has this person's ticket. */
async function whereServed(deps: Deps, actor: StaffMemberActor, personId: string): Promise<{ hallDayId: string; hall: HallInfo } | null> {
  const rows = await deps.sql<{ id: string; hall_id: string; business_date: string }[]>`
    select d.id, d.hall_id, d.business_date from tickets t join hall_days d on d.id = t.hall_day_id
    where t.person_id = ${personId} and t.state in ('CALLED', 'SERVING') and d.windows -> t.window_id::text ->> 'staffId' = ${actor.id} limit 5`;
  for (const row of rows) {
    const hall = await deps.halls.hall(row.hall_id);
    if (businessDateOf(hall, new Date(deps.now()).toISOString()) === row.business_date) return { hallDayId: row.id, hall };
  }
  return null;
}

async function servedTicket(
  sql: TransactionSql,
  hallDayId: string,
  actor: StaffMemberActor,
  personId: string,
): Promise<{ id: string } | null> {
  const [row] = await sql<{ id: string }[]>`
    select t.id from tickets t join hall_days d on d.id = t.hall_day_id
    where t.hall_day_id = ${hallDayId} and t.person_id = ${personId} and t.state in ('CALLED', 'SERVING') and d.windows -> t.window_id::text ->> 'staffId' = ${actor.id} limit 1`;
  return row ?? null;
}
