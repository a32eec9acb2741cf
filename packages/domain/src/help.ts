import { DomainError } from './errors.ts';
import type { Role } from './permissions.ts';
import type { Instant } from './time.ts';

/** Somebody at a kiosk asked for a person: nobody answered yet, or a colleague is on the way. An ended request is history, in the log alone. */
export const helpStates = ['ASKED', 'COMING'] as const;
export type HelpState = (typeof helpStates)[number];

/** Staff with the right to answer, the kiosk that asked, the clearing of the hall. */
export const helpRoles = ['staff', 'device', 'system'] as const;
export type HelpRole = (typeof helpRoles)[number];

export const helpActions = ['answer', 'release', 'finish', 'withdraw', 'lapse'] as const;
export type HelpAction = (typeof helpActions)[number];

interface Edge {
  readonly from: readonly HelpState[];
  readonly to: HelpState | 'ENDED';
  readonly roles: readonly HelpRole[];
}

/** The machine of a request. Asking is no edge: it makes one where the kiosk has none open. */
export const helpMachine = {
  answer: { from: ['ASKED'], to: 'COMING', roles: ['staff'] },
  release: { from: ['COMING'], to: 'ASKED', roles: ['staff'] },
  finish: { from: ['ASKED', 'COMING'], to: 'ENDED', roles: ['staff'] },
  withdraw: { from: ['ASKED', 'COMING'], to: 'ENDED', roles: ['device'] },
  lapse: { from: ['ASKED', 'COMING'], to: 'ENDED', roles: ['system'] },
} as const satisfies Record<HelpAction, Edge>;

export interface HelpRequest {
  readonly id: string;
  readonly deviceId: string;
  readonly askedAt: Instant;
  readonly answer: HelpAnswer | null;
}

/** Who comes: the kiosk tells the window, or else the role; the name stays with staff. */
export interface HelpAnswer {
  readonly staffId: string;
  readonly windowId: string | null;
  readonly role: Role;
  readonly at: Instant;
}

/** Every open request of a hall's day, by its id. */
export type HelpRequests = Readonly<Record<string, HelpRequest>>;

export const helpState = (request: HelpRequest): HelpState => (request.answer ? 'COMING' : 'ASKED');

/** A kiosk has one request at a time: pressing again while it is open asks for nothing more. */
export function openHelpOf(requests: HelpRequests, deviceId: string): HelpRequest | null {
  return Object.values(requests).find((request) => request.deviceId === deviceId) ?? null;
}

export function helpAllows(state: HelpState, action: HelpAction, role: HelpRole): boolean {
  const edge: Edge = helpMachine[action];
  return edge.from.includes(state) && edge.roles.includes(role);
}

/**
 * Refuses what the machine has no edge for. The first who answers goes: the second is told so. Only who said "I am coming"
 * takes it back; that it is done may be said by anybody who helped.
 */
export function assertHelpAction(request: HelpRequest, action: HelpAction, role: HelpRole, actorId: string): void {
  const state = helpState(request);
  if (action === 'answer' && state === 'COMING') throw new DomainError('help.answered');
  if (!helpAllows(state, action, role)) throw new DomainError('help.not_allowed', { action, state });
  if (action === 'release' && request.answer?.staffId !== actorId) throw new DomainError('help.answered');
}
