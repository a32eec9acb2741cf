import { v7 as uuidv7 } from 'uuid';
import { assertWorking, type Call } from '@one-window/domain/calls';
import { callerNumber } from '@one-window/domain/caller-number';
import { DomainError } from '@one-window/domain/errors';
import { change, type ChangeActor, type Command } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { safeError } from '../http.ts';
import { blindIndex, decryptField, encryptField, personalDigest } from '../security/fields.ts';
import type { StoredCallEvent } from './aggregate.ts';
import type { TelephonyEvents } from './telephony.ts';

const exchange = { kind: 'system', id: 'exchange' } as const;
const told = (name: string): Command => ({ name, key: null, body: null });
type Body<T extends StoredCallEvent['type']> = Extract<StoredCallEvent, { type: T }>['body'];
export const callEvent = <T extends StoredCallEvent['type']>(callId: string, type: T, body: Body<T>): StoredCallEvent =>
  ({ type, subject: callId, body }) as StoredCallEvent;

/** Only what follows from where the call stands now; a telling that comes twice or too late changes nothing. */
async function move(deps: Deps, callId: string, actor: ChangeActor, command: Command, next: (call: Call) => readonly StoredCallEvent[]) {
  return change(deps, actor, command, { call: { kind: 'call', id: callId } }, (_tx, { call: state }) => ({
    events: { call: next(state.call!) },
    result: { id: callId },
  }));
}

interface NewCall {
  readonly exchangeId: string | null;
  readonly number: string;
  /** Who took it already: a call that is written down by hand. */
  readonly operatorId: string | null;
}

async function newCall(deps: Deps, actor: ChangeActor, command: Command, { exchangeId, number, operatorId }: NewCall) {
  const id = uuidv7();
  const known = callerNumber(number);
  return change(deps, actor, command, { call: { kind: 'call', id, create: true } }, (_tx, { call: state }) => {
    state.number = {
      number_enc: known && encryptField(deps.keys, { table: 'calls', column: 'number_enc', row: id }, known),
      number_index: known && blindIndex(deps.keys, 'phone', known),
    };
    const came = callEvent(id, 'call.came', { exchangeId, number: known === null ? '' : personalDigest(deps.keys, { number: known }) });
    const taken = operatorId === null ? [] : [callEvent(id, 'call.answered', { operatorId })];
    return { events: { call: [came, ...taken] }, result: { id } };
  });
}

/** 手工登记: while the exchange is away, or somebody calls by another way, the operator types the number. */
export async function callByHand(deps: Deps, actor: ChangeActor, number: string, command: Command): Promise<{ id: string }> {
  if (number.trim() !== '' && callerNumber(number) === null) throw new DomainError('call.number_unreadable');
  return newCall(deps, actor, command, { exchangeId: null, number, operatorId: actor.id });
}

/** A call that was written down by hand is over when its operator says so; one of the exchange when its line is cut. */
export async function endByHand(deps: Deps, actor: ChangeActor, callId: string, command: Command): Promise<{ id: string }> {
  return move(deps, callId, actor, command, (call) => {
    if (call.operatorId !== actor.id) throw new DomainError('call.not_yours');
    return call.status === 'ANSWERED' ? [callEvent(callId, 'call.ended', { why: 'hung_up' })] : [];
  });
}

/** Put away: what was typed into it and not into an order is gone after this. */
export async function putAway(deps: Deps, actor: ChangeActor, callId: string, command: Command): Promise<{ id: string }> {
  return move(deps, callId, actor, command, (call) => {
    if (call.operatorId !== actor.id) throw new DomainError('not_found');
    assertWorking(call, actor.id);
    if (call.status !== 'ENDED') throw new DomainError('call.not_over');
    return [callEvent(callId, 'call.done', {})];
  });
}

/** What the exchange tells becomes events of the call; whoever tells it again is not heard twice. */
export function onTelephony(deps: Deps, line: () => void): TelephonyEvents {
  const find = async (exchangeId: string): Promise<string | null> => {
    const [row] = await deps.sql<{ id: string }[]>`select id from calls where exchange_id = ${exchangeId}`;
    return row?.id ?? null;
  };
  const staffAt = async (extension: string): Promise<string | null> => {
    const [row] = await deps.sql<{ id: string }[]>`select id from staff where staff_no = ${extension} and active`;
    return row?.id ?? null;
  };
  const tell = async (exchangeId: string, name: string, next: (call: Call) => readonly StoredCallEvent[]): Promise<void> => {
    const id = await find(exchangeId);
    if (id) await move(deps, id, exchange, told(name), next);
  };
  return {
    line,
    async came(exchangeId, number) {
      if (await find(exchangeId)) return;
      await newCall(deps, exchange, told('call.come'), { exchangeId, number, operatorId: null }).catch((error: unknown) => {
        // another process heard it first
        if (!(error instanceof DomainError && error.code === 'conflict')) throw error;
      });
    },
    async offered(exchangeId, extension, ringing) {
      const staffId = await staffAt(extension);
      if (!staffId) return deps.log.warn({ extension }, 'nobody has this extension as staff number');
      await tell(exchangeId, 'call.offer', (call) =>
        call.status === 'RINGING' && call.offeredTo.includes(staffId) !== ringing
          ? [callEvent(call.id, 'call.offered', { staffId, ringing })]
          : [],
      );
    },
    async answered(exchangeId, extension) {
      const operatorId = await staffAt(extension);
      if (!operatorId) return deps.log.warn({ extension }, 'nobody has this extension as staff number');
      await tell(exchangeId, 'call.answer', (call) =>
        call.status === 'RINGING' ? [callEvent(call.id, 'call.answered', { operatorId })] : [],
      );
    },
    ended: (exchangeId) => tell(exchangeId, 'call.end', (call) => endOf(call, 'hung_up')),
    async present(exchangeIds) {
      const rows = await deps.sql<{ exchange_id: string }[]>`
        select exchange_id from calls where status in ('RINGING', 'ANSWERED') and exchange_id is not null`;
      for (const { exchange_id: id } of rows) if (!exchangeIds.has(id)) await tell(id, 'call.end', (call) => endOf(call, 'lost'));
    },
    async readyExtensions() {
      const rows = await deps.sql<{ staff_no: string }[]>`
        select s.staff_no from hotline_agents a join staff s on s.id = a.staff_id where a.ready and s.active`;
      return rows.map((row) => row.staff_no);
    },
  };
}

const endOf = (call: Call, why: 'hung_up' | 'lost'): StoredCallEvent[] =>
  call.status === 'RINGING' || call.status === 'ANSWERED' ? [callEvent(call.id, 'call.ended', { why })] : [];

/** From now on calls ring here, or no more. It is kept: an exchange that was away is told again. */
export async function setReady(deps: Deps, staff: { readonly id: string; readonly staffNo: string }, ready: boolean): Promise<void> {
  await deps.sql`insert into hotline_agents (staff_id, ready) values (${staff.id}, ${ready}) on conflict (staff_id) do update set ready = excluded.ready`;
  await deps.telephony?.ready(staff.staffNo, ready).catch((error: unknown) => {
    deps.log.warn({ err: safeError(error) }, 'the exchange was not told who takes calls; it is when its line is back');
  });
}

export interface Draft {
  readonly version: number;
  readonly text: string;
}

/**
 * What the operator has typed so far, as one text that only the screen understands. Outside the log, each saving over the one
 * before; a screen that has not seen the newest is refused, so two of them do not wipe out each other's words.
 */
export async function saveDraft(deps: Deps, actorId: string, callId: string, draft: Draft): Promise<{ version: number }> {
  const sealed = encryptField(deps.keys, { table: 'calls', column: 'draft_enc', row: callId }, draft.text);
  const now = new Date(deps.now()).toISOString();
  const [saved] = await deps.sql<{ version: number }[]>`
    update calls set draft_enc = ${sealed}, draft_version = draft_version + 1, draft_at = ${now}
    where id = ${callId} and operator_id = ${actorId} and status in ('ANSWERED', 'ENDED') and draft_version = ${draft.version} returning draft_version as version`;
  if (saved) return saved;
  const [row] = await deps.sql<{ state: Call }[]>`select state from calls where id = ${callId} and operator_id = ${actorId}`;
  // another operator's is none: nothing is said about what exists
  if (!row) throw new DomainError('not_found');
  assertWorking(row.state, actorId);
  throw new DomainError('stale');
}

export function openNumber(deps: Deps, row: { readonly id: string; readonly number_enc: string | null }): string | null {
  return row.number_enc && decryptField(deps.keys, { table: 'calls', column: 'number_enc', row: row.id }, row.number_enc);
}
