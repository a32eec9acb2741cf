import { normalisePhone } from '@one-window/domain/identity';
import { z } from 'zod';
import { policyFields } from '@one-window/domain/config-policy';
import { roles } from '@one-window/domain/permissions';
import { priorityReasons, ticketStates, type QueuePolicy } from '@one-window/domain/tickets';
import { turnRules } from '@one-window/domain/turns';
import { directions } from '@one-window/domain/views';

/** What many routes speak of. With an `id` it has one name in the API's description and in the types of the front ends. */

export const done = z.object({ ok: z.literal(true) }).meta({ id: 'Done' });
/** In the hall's language and, where it has one, in English. */
export const name = z.object({ zh: z.string(), en: z.string().nullable() }).meta({ id: 'Name' });
export const role = z.enum(roles).meta({ id: 'Role' });
export const ticketState = z.enum(ticketStates).meta({ id: 'TicketState' });
export const priorityReason = z.enum(priorityReasons).meta({ id: 'PriorityReason' });
export const direction = z.enum(directions).meta({ id: 'Direction' });

const { rule: _rule, ...figures } = policyFields;
const fields = Object.keys(figures) as Exclude<keyof QueuePolicy, 'rule'>[];
export const turnRule = z.enum(turnRules).meta({ id: 'TurnRule' });
/** Rules of a queue. */
export const policy = z.object({
  rule: turnRule,
  ...(Object.fromEntries(fields.map((field) => [field, z.number()])) as Record<Exclude<keyof QueuePolicy, 'rule'>, z.ZodNumber>),
});

/** A mobile number of the mainland, as a person types it. */
export const mobile = z
  .string()
  .max(24)
  .transform(normalisePhone)
  .pipe(z.string().regex(/^1[3-9]\d{9}$/));
