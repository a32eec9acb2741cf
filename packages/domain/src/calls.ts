import { DomainError } from './errors.ts';
import type { Instant } from './time.ts';

/** A call to the hotline (来电). `DONE`: hung up, and what it was about is written down or needs no writing. */
export const callStatuses = ['RINGING', 'ANSWERED', 'ENDED', 'ABANDONED', 'DONE'] as const;
export type CallStatus = (typeof callStatuses)[number];

export const callEventTypes = ['call.came', 'call.offered', 'call.answered', 'call.ended', 'call.linked', 'call.done'] as const;

export interface Call {
  readonly id: string;
  /** As the exchange names it; null for a call that was written down by hand. */
  readonly exchangeId: string | null;
  readonly status: CallStatus;
  /** Whose telephones ring. */
  readonly offeredTo: readonly string[];
  readonly operatorId: string | null;
  readonly orderIds: readonly string[];
  readonly caseIds: readonly string[];
  readonly cameAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
}

export type CallEvent = { readonly at: Instant; readonly callId: string } & (
  | { readonly type: 'call.came'; readonly body: { readonly exchangeId: string | null; readonly number: string } }
  | { readonly type: 'call.offered'; readonly body: { readonly staffId: string; readonly ringing: boolean } }
  | { readonly type: 'call.answered'; readonly body: { readonly operatorId: string } }
  /** `lost`: the exchange knows it no more after its line was cut. */
  | { readonly type: 'call.ended'; readonly body: { readonly why: 'hung_up' | 'lost' } }
  | { readonly type: 'call.linked'; readonly body: { readonly kind: 'order' | 'case'; readonly id: string } }
  | { readonly type: 'call.done'; readonly body: Record<never, never> }
);

/** What an event makes of a call. */
export function applyCall(state: Call | null, event: CallEvent): Call {
  if (event.type === 'call.came')
    return {
      id: event.callId,
      exchangeId: event.body.exchangeId,
      status: 'RINGING',
      offeredTo: [],
      operatorId: null,
      orderIds: [],
      caseIds: [],
      cameAt: event.at,
      answeredAt: null,
      endedAt: null,
    };
  const call = state!;
  switch (event.type) {
    case 'call.offered': {
      const others = call.offeredTo.filter((id) => id !== event.body.staffId);
      return { ...call, offeredTo: event.body.ringing ? [...others, event.body.staffId] : others };
    }
    case 'call.answered':
      return { ...call, status: 'ANSWERED', operatorId: event.body.operatorId, offeredTo: [], answeredAt: event.at };
    case 'call.ended':
      return { ...call, status: call.operatorId === null ? 'ABANDONED' : 'ENDED', offeredTo: [], endedAt: event.at };
    case 'call.linked':
      return event.body.kind === 'order'
        ? { ...call, orderIds: [...call.orderIds, event.body.id] }
        : { ...call, caseIds: [...call.caseIds, event.body.id] };
    case 'call.done':
      return { ...call, status: 'DONE' };
  }
}

/** Its operator works with it: while it is spoken and until it is put away, so that a line that drops takes nothing along. */
export function assertWorking(call: Call, staffId: string): void {
  if (call.operatorId !== staffId) throw new DomainError('call.not_yours');
  if (call.status !== 'ANSWERED' && call.status !== 'ENDED') throw new DomainError('call.over');
}
