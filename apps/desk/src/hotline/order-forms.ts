import type { OrderKey, OrderPress, OrderView } from './api.ts';

export type OrderAction = OrderKey['action'];

/** What a key asks for; a key that asks for nothing is pressed at once. */
export type OrderField =
  | {
      readonly name: 'reason' | 'clause' | 'plan' | 'facts' | 'result' | 'basis' | 'explanation' | 'evidence';
      readonly kind: 'words';
      /** Whether it is needed is the service’s to say. */
      readonly optional?: true;
    }
  | { readonly name: 'finding'; readonly kind: 'finding' }
  | { readonly name: 'unitId'; readonly kind: 'unit' }
  | { readonly name: 'amount'; readonly kind: 'number' }
  | { readonly name: 'reviewOn'; readonly kind: 'date' }
  | { readonly name: 'into'; readonly kind: 'order' }
  | { readonly name: 'contactedBy'; readonly kind: 'one'; readonly of: readonly ('phone' | 'visit' | 'message')[] }
  | { readonly name: 'contacted' | 'solved' | 'satisfied' | 'newGrounds'; readonly kind: 'yes' };

const words = (...names: Extract<OrderField, { kind: 'words' }>['name'][]): OrderField[] => names.map((name) => ({ name, kind: 'words' }));
const unit: OrderField = { name: 'unitId', kind: 'unit' };
const yes = (...names: Extract<OrderField, { kind: 'yes' }>['name'][]): OrderField[] => names.map((name) => ({ name, kind: 'yes' }));

const fields: Readonly<Partial<Record<OrderAction, readonly OrderField[]>>> = {
  dispatch: [unit],
  reassign: [unit],
  arbitrate: [unit, ...words('reason')],
  request_return: [unit, ...words('clause')],
  refuse_return: words('reason'),
  refuse_extension: words('reason'),
  send_back: words('reason'),
  rework: words('reason'),
  request_extension: [{ name: 'amount', kind: 'number' }, ...words('reason')],
  reply: [{ name: 'contactedBy', kind: 'one', of: ['phone', 'visit', 'message'] }, ...words('facts', 'result', 'basis')],
  verify: [{ name: 'finding', kind: 'finding' }, ...words('facts'), { name: 'evidence', kind: 'words', optional: true }],
  call_back: yes('contacted', 'solved', 'satisfied', 'newGrounds'),
  close: words('explanation'),
  to_panel: words('reason'),
  suspend: [...words('reason', 'plan'), { name: 'reviewOn', kind: 'date' }],
  close_unreasonable: words('reason', 'basis'),
  cancel: words('reason'),
  merge: [{ name: 'into', kind: 'order' }, ...words('reason')],
  escalate: words('reason'),
};

/** Beside the way that an order goes: never the first key that stands there. */
const beside: readonly OrderAction[] = ['to_panel', 'suspend', 'close_unreasonable', 'merge', 'cancel', 'escalate'];
export const isBeside = (action: OrderAction): boolean => beside.includes(action);

/** What ends an order for good; its form says so before it is sent. */
const ending = ['cancel', 'merge', 'close_unreasonable'] as const;
type Ending = (typeof ending)[number];
export const endingOf = (action: OrderAction): Ending | null => ending.find((one) => one === action) ?? null;

/** An explanation is asked of whoever closes what did not please. */
export function fieldsOf(action: OrderAction, order: Pick<OrderView, 'calledBack' | 'type'>): readonly OrderField[] {
  // whose rating it was is not told: nobody there contacts anybody
  if (action === 'reply' && order.type === 'rectify') return words('facts', 'result', 'basis');
  const happy = order.calledBack?.solved && order.calledBack.satisfied;
  return action === 'close' && happy ? [] : (fields[action] ?? []);
}

export type OrderValues = Readonly<Record<string, string>>;

/** What is filled in before anybody typed: the unit that the rule or the unit itself names, what the same number has open, a caller who was reached. */
export function firstValues(action: OrderAction, order: Pick<OrderView, 'suggested' | 'proposed' | 'similar'>): OrderValues {
  if (action === 'call_back') return { contacted: 'yes', solved: 'yes', satisfied: 'yes', newGrounds: '' };
  if (action === 'dispatch') return { unitId: order.suggested?.id ?? '' };
  if (action === 'reassign' || action === 'arbitrate') return { unitId: order.proposed?.id ?? '' };
  if (action === 'verify') return { finding: 'upheld' };
  if (action === 'merge') return { into: order.similar[0]?.orderNo ?? '' };
  if (action === 'reply') return { contactedBy: 'phone' };
  return action === 'request_extension' ? { amount: '3' } : {};
}

/** The fields that still lack something. A unit that is named by the rule is no less there while the list of units is on its way. */
export function missingOf(list: readonly OrderField[], values: OrderValues): Set<string> {
  const lacks = (field: OrderField): boolean => {
    const value = (values[field.name] ?? '').trim();
    if (field.kind === 'yes' || (field.kind === 'words' && field.optional)) return false;
    if (field.kind === 'number') return !/^[1-9]\d?$/.test(value);
    return value === '';
  };
  return new Set(list.filter(lacks).map(({ name }) => name));
}

export function pressOf(action: OrderAction, list: readonly OrderField[], values: OrderValues): OrderPress {
  const given = list.map((field) => {
    const value = (values[field.name] ?? '').trim();
    if (field.kind === 'yes') return [field.name, value === 'yes'] as const;
    return [field.name, field.kind === 'number' ? Number(value) : value] as const;
  });
  // the service judges it by the action; what a form has no field for is empty
  const empty = action === 'close' ? { explanation: '' } : action === 'reply' ? { contactedBy: null } : {};
  return { action, ...empty, ...Object.fromEntries(given) } as OrderPress;
}
