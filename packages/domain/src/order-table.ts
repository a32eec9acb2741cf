import type { OrderAction, OrderEdge, OrderRole, OrderStatus } from './order-words.ts';

const unit = ['department_handler', 'department_head'] as const;
const desk = ['hotline_dispatcher'] as const;
const callers = ['callback_agent', 'hotline_dispatcher'] as const;

type Row = Omit<OrderEdge, 'clock' | 'notice' | 'refusedWhen'> & Partial<OrderEdge>;
/** What most rows have: no clock moves, nobody is told, no guard. */
const plain = { clock: [], notice: false, refusedWhen: [] } as const;
const row = <const R extends Row>(edge: R) => ({ ...plain, ...edge }) as Omit<typeof plain, keyof R> & R;

const dispatched = ['order.unit_missing'] as const;
const returned = ['order.return_late', 'order.ruling_binds', 'order.clause_missing', 'order.unit_missing', 'order.same_unit'] as const;
const extension = ['order.extension_used', 'order.extension_late', 'order.extension_too_long', 'order.reason_missing'] as const;
const open = [
  'PENDING_DISPATCH',
  'DISPATCHED',
  'SIGNED_IN',
  'RETURN_REQUESTED',
  'ARBITRATION',
  'IN_PROGRESS',
  'EXTENSION_REQUESTED',
  'REPLIED',
  'REVIEW',
  'CALL_BACK',
  'REWORK',
  'SUSPENDED',
] as const;

/**
 * The machine of a work order: the closed loop 受理-派发-办理-答复-审核-回访-办结 (国办发〔2020〕53号). Screens draw their keys
 * from it, the API enforces it, tests walk every status × action × role. The caller's time runs from the dispatch, never from
 * the unit's signature, or a unit would gain by not signing; it is not begun anew by a return either.
 */
export const orderMachine = {
  answer_directly: row({
    from: ['DRAFT'],
    to: 'DIRECT_ANSWERED',
    roles: ['hotline_agent'],
    refusedWhen: ['order.content_missing', 'order.answer_missing', 'order.source_missing'],
    event: 'order.answered_directly',
  }),
  log: row({
    from: ['DRAFT'],
    to: 'PENDING_DISPATCH',
    roles: ['hotline_agent'],
    refusedWhen: ['order.content_missing', 'order.not_read_back'],
    notice: true,
    event: 'order.logged',
  }),
  decline: row({
    from: ['DRAFT'],
    to: 'CANCELLED',
    roles: ['hotline_agent'],
    refusedWhen: ['order.content_missing', 'order.ground_missing', 'order.direction_missing'],
    event: 'order.declined',
  }),
  // 差评整改: a bad rating is nobody's to overlook
  open_rectification: row({
    from: ['DRAFT'],
    to: 'PENDING_DISPATCH',
    roles: ['system'],
    notice: true,
    event: 'order.rectification_opened',
  }),
  dispatch: row({
    from: ['PENDING_DISPATCH'],
    to: 'DISPATCHED',
    roles: [...desk, 'system'],
    refusedWhen: dispatched,
    clock: ['sign_in_starts', 'verify_starts', 'answer_starts', 'unit_starts'],
    event: 'order.dispatched',
  }),
  sign: row({ from: ['DISPATCHED', 'REWORK'], to: 'SIGNED_IN', roles: unit, clock: ['sign_in_ends'], event: 'order.signed' }),
  auto_sign: row({
    from: ['DISPATCHED', 'REWORK'],
    to: 'SIGNED_IN',
    roles: ['system'],
    refusedWhen: ['order.sign_in_running'],
    clock: ['sign_in_ends'],
    event: 'order.auto_signed',
  }),
  request_return: row({
    from: ['DISPATCHED', 'SIGNED_IN'],
    to: 'BY_RETURNS',
    roles: unit,
    refusedWhen: returned,
    clock: ['sign_in_ends'],
    event: 'order.return_requested',
  }),
  reassign: row({
    from: ['RETURN_REQUESTED'],
    to: 'DISPATCHED',
    roles: desk,
    refusedWhen: ['order.unit_missing', 'order.same_unit'],
    clock: ['sign_in_starts', 'unit_starts'],
    event: 'order.reassigned',
  }),
  refuse_return: row({
    from: ['RETURN_REQUESTED'],
    to: 'SIGNED_IN',
    roles: desk,
    refusedWhen: ['order.reason_missing'],
    event: 'order.return_refused',
  }),
  to_panel: row({
    from: ['RETURN_REQUESTED'],
    to: 'ARBITRATION',
    roles: desk,
    refusedWhen: ['order.reason_missing'],
    event: 'order.sent_to_panel',
  }),
  arbitrate: row({
    from: ['ARBITRATION'],
    to: 'DISPATCHED',
    roles: ['supervisor'],
    refusedWhen: ['order.unit_missing', 'order.reason_missing'],
    clock: ['sign_in_starts', 'unit_starts'],
    event: 'order.ruled',
  }),
  begin: row({ from: ['SIGNED_IN'], to: 'IN_PROGRESS', roles: unit, refusedWhen: ['order.not_verified'], event: 'order.begun' }),
  verify: row({
    from: ['SIGNED_IN'],
    to: 'IN_PROGRESS',
    roles: unit,
    refusedWhen: ['order.no_rating', 'order.finding_missing', 'order.evidence_missing'],
    clock: ['verify_ends'],
    event: 'order.verified',
  }),
  request_extension: row({
    from: ['IN_PROGRESS'],
    to: 'EXTENSION_REQUESTED',
    roles: unit,
    refusedWhen: extension,
    event: 'order.extension_requested',
  }),
  approve_extension: row({
    from: ['EXTENSION_REQUESTED'],
    to: 'IN_PROGRESS',
    roles: [...desk, 'supervisor'],
    clock: ['answer_moves'],
    notice: true,
    event: 'order.extended',
  }),
  refuse_extension: row({
    from: ['EXTENSION_REQUESTED'],
    to: 'IN_PROGRESS',
    roles: [...desk, 'supervisor'],
    refusedWhen: ['order.reason_missing'],
    event: 'order.extension_refused',
  }),
  suspend: row({
    from: ['IN_PROGRESS'],
    to: 'SUSPENDED',
    roles: ['supervisor'],
    refusedWhen: ['order.reason_missing', 'order.plan_missing', 'order.review_date_missing'],
    clock: ['answer_stops'],
    notice: true,
    event: 'order.suspended',
  }),
  resume: row({
    from: ['SUSPENDED'],
    to: 'IN_PROGRESS',
    roles: ['supervisor'],
    clock: ['answer_resumes'],
    notice: true,
    event: 'order.resumed',
  }),
  reply: row({
    from: ['IN_PROGRESS'],
    to: 'REPLIED',
    roles: unit,
    refusedWhen: ['order.not_verified', 'order.not_contacted', 'order.reply_missing', 'order.basis_missing'],
    clock: ['answer_ends', 'unit_ends', 'call_back_starts'],
    notice: true,
    event: 'order.replied',
  }),
  review: row({ from: ['REPLIED'], to: 'REVIEW', roles: callers, event: 'order.reviewed' }),
  pass_review: row({ from: ['REVIEW'], to: 'CALL_BACK', roles: callers, event: 'order.review_passed' }),
  send_back: row({
    from: ['REVIEW'],
    to: 'IN_PROGRESS',
    roles: callers,
    refusedWhen: ['order.reason_missing'],
    clock: ['unit_starts', 'call_back_ends'],
    event: 'order.sent_back',
  }),
  miss_call: row({
    from: ['CALL_BACK'],
    to: 'SAME',
    roles: callers,
    refusedWhen: ['order.restricted', 'order.tried_just_now'],
    event: 'order.call_missed',
  }),
  call_back: row({
    from: ['CALL_BACK'],
    to: 'SAME',
    roles: callers,
    refusedWhen: ['order.restricted'],
    clock: ['call_back_ends'],
    event: 'order.called_back',
  }),
  rework: row({
    from: ['CALL_BACK'],
    to: 'REWORK',
    roles: callers,
    refusedWhen: ['order.restricted', 'order.call_back_missing', 'order.no_grounds', 'order.rework_used', 'order.reason_missing'],
    clock: ['sign_in_starts', 'unit_starts'],
    event: 'order.rework_ordered',
  }),
  close: row({
    from: ['CALL_BACK'],
    to: 'CLOSED',
    roles: callers,
    refusedWhen: ['order.restricted', 'order.call_back_missing', 'order.rework_due', 'order.explanation_missing'],
    clock: ['all_end'],
    event: 'order.closed',
  }),
  close_unreasonable: row({
    from: ['REVIEW'],
    to: 'CLOSED',
    roles: ['supervisor'],
    refusedWhen: ['order.reason_missing', 'order.basis_missing'],
    clock: ['all_end'],
    notice: true,
    event: 'order.closed_unreasonable',
  }),
  cancel: row({
    from: ['PENDING_DISPATCH', 'DISPATCHED', 'SIGNED_IN', 'IN_PROGRESS', 'SUSPENDED'],
    to: 'CANCELLED',
    roles: ['hotline_agent', ...desk],
    refusedWhen: ['order.reason_missing'],
    clock: ['all_end'],
    notice: true,
    event: 'order.cancelled',
  }),
  merge: row({
    from: open,
    to: 'MERGED',
    roles: desk,
    refusedWhen: ['order.no_lead', 'order.reason_missing'],
    clock: ['all_end'],
    notice: true,
    event: 'order.merged',
  }),
  // the other half of a merge, on the order that goes on
  join: row({ from: open, to: 'SAME', roles: desk, notice: true, event: 'order.joined' }),
  escalate: row({
    from: open,
    to: 'SAME',
    roles: [...desk, 'supervisor', 'system'],
    refusedWhen: ['order.escalated_already', 'order.reason_missing'],
    event: 'order.escalated',
  }),
} as const satisfies Record<OrderAction, OrderEdge>;

/** May this role press this action on an order in this status? Guards come after it. */
export function orderAllows(status: OrderStatus, action: OrderAction, role: OrderRole): boolean {
  const edge: OrderEdge = orderMachine[action];
  return edge.from.includes(status) && edge.roles.includes(role);
}
