import { DomainError } from '@one-window/domain/errors';
import type { CaseDeps } from '../cases/queries.ts';
import { change } from '../db/change.ts';
import { openPerson } from '../people/persons.ts';
import type { StaffDayEvent } from '../staff/aggregate.ts';
import { staffDayId } from '../staff/days.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { orderInReach } from './queries.ts';

/** Written down before it is answered, once for each call and case: the key of the look is the look. */
export async function lookedAt(deps: CaseDeps, actor: StaffMemberActor, key: string, event: StaffDayEvent): Promise<void> {
  const id = await staffDayId(deps, actor.id);
  const command = { name: event.type, key, body: event.subject };
  await change(deps, actor, command, { day: { kind: 'staff_day', id } }, () => ({ events: { day: [event] }, result: null }));
}

/** Name and number of a caller, for whoever has to call; the look is written down first. */
export async function callerInClear(deps: CaseDeps, actor: StaffMemberActor, id: string) {
  const found = await orderInReach(deps, actor, id);
  const order = found?.row.state;
  if (!order) throw new DomainError('not_found');
  const unit = found.roles.some(({ role }) => role === 'department_handler' || role === 'department_head');
  const answering = unit && order.endedAt === null && order.repliedAt === null;
  if (order.secret && !found.roles.some(({ role }) => role === 'callback_agent')) throw new DomainError('order.restricted');
  if (!answering && !found.roles.some(({ role }) => role === 'callback_agent' || role === 'hotline_dispatcher'))
    throw new DomainError('auth.forbidden', { reason: 'out_of_scope' });
  const day = await staffDayId(deps, actor.id);
  const event = { type: 'caller.read', subject: order.callerId, body: { orderId: id, purpose: 'contact_applicant' } } as const;
  await change(deps, actor, { name: 'caller.read', key: null, body: null }, { day: { kind: 'staff_day', id: day } }, () => ({
    events: { day: [event] },
    result: null,
  }));
  const person = await openPerson(deps.sql, deps.keys, order.callerId);
  return { name: person?.name ?? null, phone: person?.phone ?? null };
}
