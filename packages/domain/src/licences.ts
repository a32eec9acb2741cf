import { DomainError, type ErrorCode } from './errors.ts';
import { addDays } from './calendar.ts';
import type { DateText, Instant } from './time.ts';

export const licenceStatuses = ['VALID', 'CORRECTED', 'EXPIRED', 'WITHDRAWN_BY_ORGAN', 'REVOKED', 'CANCELLED', 'FORFEITED'] as const;
export type LicenceStatus = (typeof licenceStatuses)[number];

/** It may be shown and relied upon: also after a slip of the pen in it was put right. */
export const inForce = ['VALID', 'CORRECTED'] as const satisfies readonly LicenceStatus[];
export const isInForce = (status: LicenceStatus): boolean => (inForce as readonly LicenceStatus[]).includes(status);

/** `case`: the press on the case that granted it, in the same change. */
export const licenceRoles = ['case', 'department_head', 'system'] as const;
export type LicenceRole = (typeof licenceRoles)[number];

export const licenceActions = ['issue', 'correct', 'expire', 'withdraw', 'revoke', 'cancel', 'forfeit'] as const;
export type LicenceAction = (typeof licenceActions)[number];
/** What a head of department presses on a licence itself. */
export const headActions = ['correct', 'withdraw', 'cancel', 'forfeit'] as const satisfies readonly LicenceAction[];
export type HeadAction = (typeof headActions)[number];

interface LicenceEdge {
  readonly from: readonly (LicenceStatus | 'NONE')[];
  readonly to: LicenceStatus;
  readonly roles: readonly LicenceRole[];
  readonly refusedWhen: readonly ErrorCode[];
  readonly event: `licence.${string}`;
}

/**
 * The machine of a licence (证照), apart from that of the case that granted it. Four of its ends are four different things in
 * law and keep their names:
 * - 撤回 `withdraw` (行政许可法 8 II): it was lawful; the law or the circumstances changed, and the public interest asks for it.
 *   Who loses by that is compensated.
 * - 撤销 `revoke` (行政许可法 69): it should never have been granted: beyond powers, against procedure, to somebody unfit, or
 *   got by deceit. It moves with the case.
 * - 注销 `cancel` (行政许可法 70): the formality that follows when it has run out, its holder is gone, or nothing can be done
 *   by it any more. What was revoked, withdrawn or forfeited keeps that word: it tells a reader more.
 * - 吊销 `forfeit` (行政处罚法 9 (三), with the right to a hearing of 63): a penalty for what the holder did with it.
 * It runs out by itself (行政许可法 70 (一)); a correction puts a slip of the pen right and leaves it in force.
 */
export const licenceMachine = {
  issue: { from: ['NONE'], to: 'VALID', roles: ['case'], refusedWhen: [], event: 'licence.issued' },
  correct: {
    from: inForce,
    to: 'CORRECTED',
    roles: ['department_head'],
    refusedWhen: ['licence.basis_missing', 'licence.dates_wrong', 'licence.nothing_to_correct'],
    event: 'licence.corrected',
  },
  expire: { from: inForce, to: 'EXPIRED', roles: ['system'], refusedWhen: ['licence.runs'], event: 'licence.expired' },
  withdraw: {
    from: inForce,
    to: 'WITHDRAWN_BY_ORGAN',
    roles: ['department_head'],
    refusedWhen: ['licence.basis_missing'],
    event: 'licence.withdrawn',
  },
  // also one that has run out: whoever relied on what was got by deceit does so to this day
  revoke: { from: [...inForce, 'EXPIRED'], to: 'REVOKED', roles: ['case'], refusedWhen: [], event: 'licence.revoked' },
  cancel: {
    from: [...inForce, 'EXPIRED'],
    to: 'CANCELLED',
    roles: ['department_head'],
    refusedWhen: ['licence.basis_missing'],
    event: 'licence.cancelled',
  },
  forfeit: {
    from: inForce,
    to: 'FORFEITED',
    roles: ['department_head'],
    refusedWhen: ['licence.basis_missing'],
    event: 'licence.forfeited',
  },
} as const satisfies Record<LicenceAction, LicenceEdge>;

export type LicenceEventType = (typeof licenceMachine)[LicenceAction]['event'];
export const licenceEventTypes: readonly LicenceEventType[] = licenceActions.map((action) => licenceMachine[action].event);

/** Words of the office in clear, and the keyed digest of a reason that stands outside the log. */
interface Grounds {
  readonly basis: string;
  readonly reason: string;
}

/** What each action is given. Identifiers, dates and digests: whose it is says the person. */
export interface LicenceInputs {
  issue: {
    readonly caseId: string;
    readonly deptId: string;
    readonly itemVersionId: string;
    readonly holderId: string;
    readonly number: string;
    readonly validFrom: DateText;
    /** The last day on which it counts; null where it has no end. */
    readonly validTo: DateText | null;
  };
  correct: Grounds & { readonly validFrom: DateText; readonly validTo: DateText | null };
  expire: Record<never, never>;
  withdraw: Grounds;
  revoke: { readonly basis: string };
  cancel: Grounds;
  forfeit: Grounds;
}

export type LicenceCommand = { [A in LicenceAction]: { readonly action: A } & LicenceInputs[A] }[LicenceAction];
export type LicenceEvent = {
  [A in LicenceAction]: { readonly type: (typeof licenceMachine)[A]['event']; readonly body: LicenceInputs[A] };
}[LicenceAction];

/** A licence as its events make it. */
export interface Licence {
  readonly caseId: string;
  readonly deptId: string;
  readonly itemVersionId: string;
  readonly holderId: string;
  readonly number: string;
  readonly status: LicenceStatus;
  readonly validFrom: DateText;
  readonly validTo: DateText | null;
  readonly issuedAt: Instant;
  /** Since when it is not in force any more. */
  readonly endedAt: Instant | null;
}

interface Press {
  readonly state: Licence | null;
  readonly command: LicenceCommand;
  readonly today: DateText;
}

const guards: Readonly<Record<(typeof licenceMachine)[LicenceAction]['refusedWhen'][number], (press: Press) => boolean>> = {
  'licence.basis_missing': ({ command }) => 'reason' in command && (command.basis === '' || command.reason === ''),
  'licence.dates_wrong': ({ command }) => command.action === 'correct' && command.validTo !== null && command.validTo < command.validFrom,
  'licence.nothing_to_correct': ({ state, command }) =>
    command.action === 'correct' && command.validFrom === state?.validFrom && command.validTo === state.validTo,
  'licence.runs': ({ state, today }) => !hasRunOut(state, today),
};

/** The last day counts whole: it has run out from the next one on. */
export const hasRunOut = (state: Pick<Licence, 'validTo'> | null, today: DateText): boolean =>
  state !== null && state.validTo !== null && state.validTo < today;

export function licenceAllows(status: LicenceStatus | 'NONE', action: LicenceAction, role: LicenceRole): boolean {
  const edge: LicenceEdge = licenceMachine[action];
  return edge.from.includes(status) && edge.roles.includes(role);
}

/** The one event that a press makes; throws the refusal. `today` is a day of the hall. */
export function decideLicence(state: Licence | null, command: LicenceCommand, role: LicenceRole, today: DateText): LicenceEvent {
  const { action, ...body } = command;
  const status = state?.status ?? 'NONE';
  if (!licenceAllows(status, action, role)) throw new DomainError('licence.not_allowed', { action, status });
  for (const code of licenceMachine[action].refusedWhen) if (guards[code]({ state, command, today })) throw new DomainError(code);
  // event and body belong together by the row; the compiler does not follow a union through a lookup
  return { type: licenceMachine[action].event, body } as LicenceEvent;
}

/** Folds one event into the licence; the row that is stored is exactly this. */
export function applyLicence(state: Licence | null, event: LicenceEvent, at: Instant): Licence {
  if (event.type === 'licence.issued') return { ...event.body, status: 'VALID', issuedAt: at, endedAt: null };
  if (!state) throw new Error(`${event.type} before licence.issued`);
  if (event.type === 'licence.corrected') {
    const { validFrom, validTo } = event.body;
    return { ...state, status: 'CORRECTED', validFrom, validTo };
  }
  return { ...state, status: statusAfter[event.type], endedAt: state.endedAt ?? at };
}

const statusAfter = Object.fromEntries(licenceActions.map((action) => [licenceMachine[action].event, licenceMachine[action].to])) as Record<
  LicenceEventType,
  LicenceStatus
>;

export const validityUnits = ['year', 'month', 'day'] as const;
/** How long a result counts, as the item says it; an item that says nothing gives results without an end. */
export interface Validity {
  readonly amount: number;
  readonly unit: (typeof validityUnits)[number];
}

/** The last day: a year from 1 March counts until the last of February. */
export function validUntil(from: DateText, { amount, unit }: Validity): DateText {
  if (unit === 'day') return addDays(from, amount - 1);
  const months = Number(from.slice(5, 7)) - 1 + amount * (unit === 'year' ? 12 : 1);
  const year = Number(from.slice(0, 4)) + Math.floor(months / 12);
  const month = (months % 12) + 1;
  // from a day that the last month does not have (31 January, 29 February) it counts to that month's end
  const day = Number(from.slice(8, 10));
  const pad = (n: number): string => String(n).padStart(2, '0');
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day > last ? `${year}-${pad(month)}-${pad(last)}` : addDays(`${year}-${pad(month)}-${pad(day)}`, -1);
}
