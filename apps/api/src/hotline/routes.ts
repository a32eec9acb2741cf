import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import { normaliseName } from '@one-window/domain/identity';
import type { Action } from '@one-window/domain/permissions';
import type { OrderCommand } from '@one-window/domain/work-orders';
import { readMyCase } from '../cases/mine.ts';
import type { CaseDeps } from '../cases/queries.ts';
import { refused } from '../cases/refusals.ts';
import { callersAmend, myCaseView, pressed as pressedCase, pressErrors } from '../cases/schemas.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import { done } from '../schemas.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { callByHand, endByHand, putAway, saveDraft, setReady } from './calls.ts';
import { callerOf, isOfNumber, ownCall, readCall } from './callers.ts';
import { amendForCaller, draftForCaller } from './callers-cases.ts';
import { versionOfSource } from './knowledge.ts';
import { callerInClear, lookedAt } from './looks.ts';
import { beginOrder, mergeOrders, orderPlace, pressOrder, withReview, type BeginInput, type Who } from './orders.ts';
import { listOrders, listUnits, openOrderByNo, orderInReach, readOrder, readRules } from './queries.ts';
import * as s from './schemas.ts';

const callId = z.object({ callId: z.uuid() });
const orderId = z.object({ orderId: z.uuid() });

/** The hotline: calls for operators, orders for dispatchers, units and whoever calls back. */
export function hotlineRoutes(deps: CaseDeps) {
  const staff = async (c: Context<Env>): Promise<StaffMemberActor> => (await deps.people.requireStaff((name) => c.req.header(name))).actor;
  const may = async (actor: StaffMemberActor, action: Action): Promise<void> => {
    const { hall } = await orderPlace(deps);
    deps.people.assertCan(actor, action, await deps.people.hallSubject(hall));
  };
  const operator = async (c: Context<Env>): Promise<StaffMemberActor> => {
    const actor = await staff(c);
    await may(actor, 'hotline.take');
    return actor;
  };
  /** What a call becomes: logged, answered at once, or declined; of the operator’s own call, by one of the people of its number. */
  const begin = async (c: Context<Env>, id: string, said: s.Begun, press: () => Promise<BeginInput> | BeginInput) => {
    const actor = await operator(c);
    const row = await ownCall(deps, actor, id);
    if (said.personId !== null && !(await isOfNumber(deps, row, said.personId))) throw new DomainError('not_found');
    const { action, ...rest } = await press();
    const input = { ...said, ...rest, action, name: said.name ? normaliseName(said.name) : null } as BeginInput & Who;
    return beginOrder(deps, actor, id, input, commandOf(c, `call.${id}.${action}`, said));
  };
  return new Hono<Env>()
    .post(
      '/hotline/ready',
      route('readyForCalls', {
        summary: 'Calls ring at one’s own extension from now on, or no more',
        tag: 'hotline',
        result: done,
        errors: ['auth.forbidden'],
      }),
      valid('json', s.readyBody),
      async (c) => {
        await setReady(deps, await operator(c), c.req.valid('json').ready);
        deps.touched([{ kind: 'call', id: '' }]);
        return c.json({ ok: true as const });
      },
    )
    .post(
      '/hotline/calls',
      route('callByHand', {
        summary: 'Write a call down by hand: while telephony is down, or who calls by another way',
        tag: 'hotline',
        command: true,
        result: s.made,
        errors: ['auth.forbidden', 'call.number_unreadable'],
      }),
      valid('json', s.byHandBody),
      async (c) => {
        const actor = await operator(c);
        const { number } = c.req.valid('json');
        // the key stands for the number, which must not stand in it
        return c.json(await callByHand(deps, actor, number, commandOf(c, 'call.by_hand', null)));
      },
    )
    .post(
      '/hotline/calls/:callId/answer',
      route('answerCall', {
        summary: 'Lift the receiver: the call is one’s own when the exchange says so',
        tag: 'hotline',
        result: done,
        errors: ['auth.forbidden', 'not_found', 'call.taken', 'telephony.down'],
      }),
      valid('param', callId),
      async (c) => {
        const actor = await operator(c);
        const call = await ringing(deps, actor, c.req.valid('param').callId);
        if (!call) throw new DomainError('call.taken');
        await telephony(deps).answer(actor.staffNo);
        return c.json({ ok: true as const });
      },
    )
    .post(
      '/hotline/calls/:callId/end',
      route('endCall', {
        summary: 'Hang up',
        tag: 'hotline',
        command: true,
        result: s.made,
        errors: ['auth.forbidden', 'not_found', 'call.not_yours', 'telephony.down'],
      }),
      valid('param', callId),
      async (c) => {
        const actor = await operator(c);
        const { id, state } = await ownCall(deps, actor, c.req.valid('param').callId);
        // the exchange may be away while two people still speak: then the operator’s word is enough
        if (state.exchangeId && deps.telephony?.line().state === 'up') {
          await deps.telephony.hangUp(state.exchangeId);
          return c.json({ id });
        }
        return c.json(await endByHand(deps, actor, id, commandOf(c, `call.${id}.end`, null)));
      },
    )
    .post(
      '/hotline/calls/:callId/done',
      route('putCallAway', {
        summary: 'Put a call away after it: what was typed and not logged is gone',
        tag: 'hotline',
        command: true,
        result: s.made,
        errors: [...s.callErrors, 'call.not_over'],
      }),
      valid('param', callId),
      async (c) => {
        const actor = await operator(c);
        const id = c.req.valid('param').callId;
        return c.json(await putAway(deps, actor, id, commandOf(c, `call.${id}.done`, null)));
      },
    )
    .get(
      '/hotline/calls/:callId',
      route('readCall', {
        summary: 'Everything of this caller’s number in one glance, masked; that it was looked at is written down',
        tag: 'hotline',
        result: s.callView,
        errors: ['auth.forbidden', 'not_found'],
      }),
      valid('param', callId),
      async (c) => {
        const actor = await operator(c);
        const row = await ownCall(deps, actor, c.req.valid('param').callId);
        const view = await readCall(deps, row);
        const counts = { cases: view.cases.length, orders: view.orders.length };
        await lookedAt(deps, actor, `look-${row.id}`, {
          type: 'caller.looked_up',
          subject: row.id,
          body: { purpose: 'answer_caller', ...counts },
        });
        return c.json(view);
      },
    )
    .put(
      '/hotline/calls/:callId/draft',
      route('saveDraft', { summary: 'Keep what was typed so far', tag: 'hotline', result: s.saved, errors: s.callErrors }),
      valid('param', callId),
      valid('json', s.draftBody),
      async (c) => {
        const actor = await operator(c);
        return c.json(await saveDraft(deps, actor.id, c.req.valid('param').callId, c.req.valid('json')));
      },
    )
    .get(
      '/hotline/calls/:callId/cases/:caseId',
      route('readCallersCase', {
        summary: '“Where is my case?”: one case of the caller’s number, and why it is due when it is due; the look is written down',
        tag: 'hotline',
        // the code that collects a result is no operator's to read
        result: myCaseView.omit({ pickupCode: true }),
        errors: ['auth.forbidden', 'not_found'],
      }),
      valid('param', callId.extend({ caseId: z.uuid() })),
      async (c) => {
        const actor = await operator(c);
        const { callId: id, caseId } = c.req.valid('param');
        const caller = await callerOf(deps, await ownCall(deps, actor, id));
        const view = caller && (await readMyCase(deps, caller, caseId));
        if (!view) throw new DomainError('not_found');
        await lookedAt(deps, actor, `case-${id.slice(0, 18)}-${caseId}`, {
          type: 'case.read',
          subject: caseId,
          body: { callId: id, purpose: 'answer_caller' },
        });
        const { pickupCode: _, ...told } = view;
        return c.json(told);
      },
    )
    .post(
      '/hotline/calls/:callId/orders',
      route('logOrder', {
        summary: 'Log a request as a work order',
        tag: 'hotline',
        command: true,
        result: s.pressed,
        errors: [...s.orderErrors, ...s.callErrors],
      }),
      valid('param', callId),
      valid('json', s.logBody),
      async (c) => {
        const body = c.req.valid('json');
        return c.json(await begin(c, c.req.valid('param').callId, body, () => ({ action: 'log', ...body })));
      },
    )
    .post(
      '/hotline/calls/:callId/answers',
      route('answerDirectly', {
        summary: 'Answer a question at once, by a guide or the knowledge base: kept, and dispatched to nobody',
        tag: 'hotline',
        command: true,
        result: s.pressed,
        errors: [...s.orderErrors, ...s.callErrors],
      }),
      valid('param', callId),
      valid('json', s.answerBody),
      async (c) => {
        const body = c.req.valid('json');
        const rests = () => versionOfSource(deps, body.source, body.sourceId);
        const press = async () => ({ action: 'answer_directly', ...body, sourceVersion: await rests() }) as const;
        return c.json(await begin(c, c.req.valid('param').callId, body, press));
      },
    )
    .post(
      '/hotline/calls/:callId/refusals',
      route('declineRequest', {
        summary: 'Decline what is not the hotline’s, and say where to go; written down all the same',
        tag: 'hotline',
        command: true,
        result: s.pressed,
        errors: [...s.orderErrors, ...s.callErrors],
      }),
      valid('param', callId),
      valid('json', s.declineBody),
      async (c) => {
        const body = c.req.valid('json');
        return c.json(await begin(c, c.req.valid('param').callId, body, () => ({ action: 'decline', ...body })));
      },
    )
    .post(
      '/hotline/calls/:callId/cases',
      route('draftCallersCase', {
        summary: 'Begin a case for the caller: the same draft as by any other door',
        tag: 'hotline',
        command: true,
        result: pressedCase,
        errors: [...s.callErrors, 'person.id_invalid', 'item.incomplete', 'case.item_not_in_force', 'case.applicant_unfit'],
      }),
      valid('param', callId),
      valid('json', s.caseBody),
      async (c) => {
        const actor = await operator(c);
        const id = c.req.valid('param').callId;
        const body = c.req.valid('json');
        return c.json(await draftForCaller(deps, actor, id, body, commandOf(c, `call.${id}.case`, body)));
      },
    )
    .post(
      '/hotline/calls/:callId/cases/:caseId/amend',
      route('amendCallersDraft', {
        summary: 'Change a draft of the caller’s number: the same draft as at any other door',
        tag: 'hotline',
        command: true,
        result: pressedCase,
        errors: pressErrors,
      }),
      valid('param', callId.extend({ caseId: z.uuid() })),
      valid('json', callersAmend),
      async (c) => {
        const actor = await operator(c);
        const { callId: id, caseId } = c.req.valid('param');
        const body = c.req.valid('json');
        const row = await ownCall(deps, actor, id);
        const command = commandOf(c, `call.${id}.case.${caseId}.amend`, body);
        return c.json(await amendForCaller(deps, actor, row, caseId, body, command).catch(refused(deps, actor, caseId, 'amend')));
      },
    )
    .get(
      '/hotline/orders',
      route('listOrders', {
        summary: 'Work orders in reach, by due order',
        tag: 'hotline',
        result: s.orderList,
        errors: ['auth.forbidden'],
      }),
      valid('query', s.orderQuery),
      async (c) => {
        const { box = 'all', limit = 30, ...rest } = c.req.valid('query');
        return c.json(await listOrders(deps, await staff(c), { ...rest, box, limit }));
      },
    )
    .get(
      '/hotline/rules',
      route('readOrderRules', {
        summary: 'Which unit has which kind of request, and the limits of an order',
        tag: 'hotline',
        result: s.rules,
        errors: ['auth.forbidden'],
      }),
      async (c) => c.json(await readRules(deps, await staff(c))),
    )
    .get(
      '/hotline/units',
      route('listUnits', { summary: 'Units to which an order can go', tag: 'hotline', result: s.units, errors: [] }),
      async (c) => {
        await staff(c);
        return c.json({ units: [...(await listUnits(deps))] });
      },
    )
    .get(
      '/hotline/orders/:orderId',
      route('readOrder', {
        summary: 'One work order: where it stands, when it is due and why, what can be done',
        tag: 'hotline',
        result: s.orderView,
        errors: ['not_found'],
      }),
      valid('param', orderId),
      async (c) => {
        const view = await readOrder(deps, await staff(c), c.req.valid('param').orderId);
        if (!view) throw new DomainError('not_found');
        return c.json(view);
      },
    )
    .post(
      '/hotline/orders/:orderId/press',
      route('pressOrder', {
        summary: 'A key of an order: dispatch, sign, reply, call back, close …',
        tag: 'hotline',
        command: true,
        result: s.pressed,
        errors: s.orderErrors,
      }),
      valid('param', orderId),
      valid('json', s.versioned),
      async (c) => {
        const actor = await staff(c);
        const id = c.req.valid('param').orderId;
        const { version, press } = c.req.valid('json');
        const found = await orderInReach(deps, actor, id);
        if (!found) throw new DomainError('not_found');
        if ('unitId' in press && !(await listUnits(deps)).some((unit) => unit.id === press.unitId))
          throw new DomainError('order.unit_missing');
        const command = commandOf(c, `order.${id}.press`, { version, press });
        if (press.action === 'merge') {
          const lead = await openOrderByNo(deps, actor, press.into);
          if (!lead) throw new DomainError('order.no_lead');
          const merging = { orderId: id, leadId: lead, version, roles: found.roles, reason: press.reason };
          return c.json(await mergeOrders(deps, actor, merging, command));
        }
        const pressOf = commandFor(press);
        const input = { orderId: id, version, roles: found.roles, presses: (order: typeof found.row.state) => withReview(order, pressOf) };
        return c.json(await pressOrder(deps, actor, input, command));
      },
    )
    .post(
      '/hotline/orders/:orderId/caller',
      route('readCaller', {
        summary: 'Name and number of the caller in clear, for the unit that has to answer; not where the caller wants to stay unnamed',
        tag: 'hotline',
        command: true,
        result: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
        errors: ['not_found', 'auth.forbidden', 'order.restricted'],
      }),
      valid('param', orderId),
      async (c) => {
        const actor = await staff(c);
        const id = c.req.valid('param').orderId;
        return c.json(await callerInClear(deps, actor, id));
      },
    );
}

const commandFor = (press: s.OrderPressBody): OrderCommand =>
  (press.action === 'dispatch' ? { ...press, how: 'dispatcher' } : press) as OrderCommand;

function telephony(deps: CaseDeps) {
  if (deps.telephony?.line().state !== 'up') throw new DomainError('telephony.down');
  return deps.telephony;
}

async function ringing(deps: CaseDeps, actor: StaffMemberActor, id: string): Promise<boolean> {
  const [row] = await deps.sql`select 1 from calls where id = ${id} and status = 'RINGING' and state -> 'offeredTo' ? ${actor.id}`;
  return row !== undefined;
}
