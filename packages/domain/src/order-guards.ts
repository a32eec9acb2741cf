import { localTime, msBetween } from './time.ts';
import { giveBackDue, orderClocks, passed } from './order-clocks.ts';
import type { orderMachine } from './order-table.ts';
import type { OrderAction } from './order-words.ts';
import type { OrderInputs, OrderPress } from './work-orders.ts';

export type OrderRefusal = (typeof orderMachine)[OrderAction]['refusedWhen'][number];

type Everything = { [A in OrderAction]: OrderInputs[A] }[OrderAction];
type Loose = Partial<Record<Everything extends infer E ? (E extends E ? keyof E : never) : never, unknown>>;
/** Any field of any press; what this one does not have is missing. */
const given = ({ command }: OrderPress): Loose => command as Loose;
const lacks = (press: OrderPress, ...names: (keyof Loose)[]): boolean => names.some((name) => !given(press)[name]);

/** True where the press is refused. */
export const orderGuards: Record<OrderRefusal, (press: OrderPress) => boolean> = {
  'order.content_missing': (p) => lacks(p, 'content'),
  'order.answer_missing': (p) => lacks(p, 'answer'),
  'order.source_missing': (p) => lacks(p, 'sourceId', 'sourceVersion'),
  'order.ground_missing': (p) => lacks(p, 'ground'),
  'order.direction_missing': (p) => lacks(p, 'direction'),
  'order.not_read_back': (p) => lacks(p, 'readBack'),
  // a limit that ran out speaks for itself
  'order.reason_missing': (p) => p.actor.role !== 'system' && lacks(p, 'reason'),
  'order.unit_missing': (p) => lacks(p, 'unitId'),
  'order.same_unit': (p) => given(p).unitId === p.state?.unitId,
  'order.clause_missing': (p) => lacks(p, 'clause'),
  'order.basis_missing': (p) => lacks(p, 'basis'),
  'order.plan_missing': (p) => lacks(p, 'plan'),
  'order.review_date_missing': (p) => {
    const { reviewOn } = given(p);
    return typeof reviewOn !== 'string' || reviewOn <= localTime(p.context.now, p.context.place.timeZone).date;
  },
  'order.no_lead': ({ state, context: { lead } }) => !lead || lead.id === state?.id || lead.endedAt !== null,
  'order.escalated_already': ({ state }) => state?.escalated === true,
  'order.no_rating': ({ state }) => state?.type !== 'rectify',
  'order.not_verified': ({ state }) => state?.type === 'rectify' && !state.verified,
  'order.finding_missing': (p) => lacks(p, 'finding', 'facts'),
  'order.evidence_missing': (p) => given(p).finding === 'malicious' && lacks(p, 'evidence'),
  // who rated is not told to the unit that was rated: whoever calls back speaks for it
  'order.not_contacted': (p) => p.state?.type !== 'rectify' && lacks(p, 'contactedBy'),
  'order.reply_missing': (p) => lacks(p, 'facts', 'result'),
  'order.sign_in_running': ({ state, context }) => !state || !passed(orderClocks(state, context).signIn, context.now),
  // handed back once to the dispatcher, once more to the panel; what the panel rules binds
  'order.ruling_binds': ({ state }) => state?.ruled === true || (state?.returns ?? 0) >= 2,
  'order.return_late': ({ state, context }) => {
    const due = state && giveBackDue(state, context);
    return due?.state === 'running' && due.at < context.now;
  },
  'order.extension_used': ({ state }) => (state?.extension ?? 0) > 0,
  'order.extension_late': ({ state, context }) => !state || passed(orderClocks(state, context).answer, context.now),
  'order.extension_too_long': (p) => Number(given(p).amount) > p.context.limits.extensionMax,
  'order.tried_just_now': ({ state, context }) => {
    const last = state?.tries.at(-1);
    return last !== undefined && msBetween(last, context.now) < context.limits.triesApart * 60_000;
  },
  // who complained in confidence is called by those alone who do nothing else
  'order.restricted': ({ state, actor }) => state?.secret === true && actor.role !== 'callback_agent',
  'order.call_back_missing': ({ state, command, context }) =>
    !state?.calledBack &&
    state?.reachable !== false &&
    (command.action === 'rework' || (state?.tries.length ?? 0) < context.limits.callBackTries),
  'order.no_grounds': ({ state }) => state?.calledBack?.newGrounds !== true,
  'order.rework_used': ({ state, context }) => (state?.reworks ?? 0) >= context.limits.reworksMax,
  'order.rework_due': ({ state, context }) => unhappy(state) && state!.calledBack!.newGrounds && state!.reworks < context.limits.reworksMax,
  'order.explanation_missing': (p) => unhappy(p.state) && lacks(p, 'explanation'),
};

const unhappy = (state: OrderPress['state']): boolean => !!state?.calledBack && (!state.calledBack.solved || !state.calledBack.satisfied);
