import type { Call } from '@one-window/domain/calls';
import { maskPhone } from '@one-window/domain/masking';
import type { HotlineCall, HotlineDeskView } from '@one-window/domain/views';
import type { Deps } from '../deps.ts';
import { safeError } from '../http.ts';
import { openNumber } from './calls.ts';

/** Who watches, and where a view goes. */
export interface HotlineAudience {
  operators(): Iterable<string>;
  push(staffId: string, view: HotlineDeskView): void;
}

export interface HotlineLive {
  read(staffId: string): Promise<HotlineDeskView>;
  /** A call moved, or the line did: a hint, never the truth. */
  dirty(): void;
  start(audience: HotlineAudience): void;
  stop(): Promise<void>;
}

const coalesceMs = 30;
/** Repairs a lost hint. */
const sweepMs = 1_000;

interface DeskRow {
  readonly epoch: string;
  readonly as_of: string;
  readonly ready: boolean;
  readonly waiting: number;
  readonly calls: readonly { readonly id: string; readonly state: Call; readonly number_enc: string | null }[];
}

/** What rings, who speaks, whether the exchange answers: one statement for each operator who watches, pushed when it moved. */
export function hotlineLive(deps: Pick<Deps, 'sql' | 'keys' | 'log' | 'now' | 'telephony'>): HotlineLive {
  const shown = new Map<string, string>();
  let audience: HotlineAudience | null = null;
  let timer: NodeJS.Timeout | null = null;
  let sweep: NodeJS.Timeout | null = null;
  let flushing: Promise<void> = Promise.resolve();

  const read = async (staffId: string): Promise<HotlineDeskView> => {
    const [row] = await deps.sql<DeskRow[]>`
      select (select c.timeline_id from pg_control_checkpoint() c) || '.' || (extract(epoch from pg_postmaster_start_time()) * 1000)::bigint
          || '.' || coalesce((select value #>> '{}' from meta where key = 'epoch'), '0') as epoch,
        to_char(statement_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as as_of,
        coalesce((select ready from hotline_agents where staff_id = ${staffId}), false) as ready,
        (select count(*)::int from calls where status = 'RINGING') as waiting,
        coalesce((select jsonb_agg(jsonb_build_object('id', id, 'state', state, 'number_enc', number_enc) order by came_at) from calls
          where status in ('RINGING', 'ANSWERED', 'ENDED') and (operator_id = ${staffId} or state -> 'offeredTo' ? ${staffId})), '[]') as calls`;
    const { epoch, as_of: asOf, ready, waiting, calls } = row!;
    const line = deps.telephony?.line() ?? { state: 'off' as const, since: asOf };
    return { epoch, asOf, version: 0, line, ready, waiting, calls: calls.map(callOf) };
  };

  const callOf = (row: DeskRow['calls'][number]): HotlineCall => {
    const { status, exchangeId, cameAt, answeredAt, endedAt, orderIds, caseIds } = row.state;
    const number = openNumber(deps as Deps, row);
    const masked = number && maskPhone(number);
    return {
      id: row.id,
      status,
      number: masked,
      byHand: exchangeId === null,
      cameAt,
      answeredAt,
      endedAt,
      made: orderIds.length + caseIds.length,
    };
  };

  const flush = async (): Promise<void> => {
    for (const staffId of new Set(audience?.operators() ?? [])) {
      const view = await read(staffId);
      const text = JSON.stringify({ ...view, asOf: null });
      if (shown.get(staffId) === text) continue;
      shown.set(staffId, text);
      audience?.push(staffId, view);
    }
  };
  const run = (): void => {
    timer = null;
    flushing = flushing.then(flush).catch((error: unknown) => {
      deps.log.warn({ err: safeError(error) }, 'hotline not read; the sweep will repeat it');
    });
  };
  const dirty = (): void => void (timer ??= setTimeout(run, coalesceMs));

  return {
    read,
    dirty,
    start(to) {
      audience = to;
      sweep = setInterval(dirty, sweepMs);
    },
    async stop() {
      if (timer) clearTimeout(timer);
      if (sweep) clearInterval(sweep);
      audience = null;
      await flushing;
    },
  };
}
