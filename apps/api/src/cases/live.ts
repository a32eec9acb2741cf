import type { CaseHeadView } from '@one-window/domain/views';
import type { Deps } from '../deps.ts';
import { safeError } from '../http.ts';

/** Which cases somebody looks at now, and where their heads go. */
export interface CaseAudience {
  cases(): Iterable<string>;
  push(caseId: string, view: CaseHeadView): void;
}

export interface CaseLive {
  /** Null where there is no such case. */
  read(caseId: string): Promise<CaseHeadView | null>;
  /** A case moved: a hint, never the truth. */
  dirty(caseId: string): void;
  start(audience: CaseAudience): void;
  stop(): Promise<void>;
}

const coalesceMs = 40;
/** Repairs a lost hint, and finds what another process has pressed. */
const sweepMs = 1_000;

interface HeadRow {
  readonly id: string;
  readonly version: number;
  readonly epoch: string;
  readonly as_of: string;
}

/**
 * One matter is open at several doors: on the citizen's phone, at a window, in a department. Each is told that it moved, by its
 * version alone; what it may see of it is asked for as ever. One statement for all cases that somebody looks at.
 */
export function caseLive(deps: Pick<Deps, 'sql' | 'log'>): CaseLive {
  const shown = new Map<string, number>();
  const moved = new Set<string>();
  let audience: CaseAudience | null = null;
  let timer: NodeJS.Timeout | null = null;
  let sweep: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  const heads = async (ids: readonly string[]): Promise<Map<string, CaseHeadView>> => {
    const rows = await deps.sql<HeadRow[]>`
      select id, version, (select c.timeline_id from pg_control_checkpoint() c) || '.' || (extract(epoch from pg_postmaster_start_time()) * 1000)::bigint
          || '.' || coalesce((select value #>> '{}' from meta where key = 'epoch'), '0') as epoch,
        to_char(statement_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as as_of
      from cases where id = any(${ids as string[]}::uuid[])`;
    return new Map(rows.map(({ id, version, epoch, as_of: asOf }) => [id, { epoch, asOf, version }]));
  };

  const look = async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return;
    for (const [id, view] of await heads(ids)) {
      if (shown.get(id) === view.version) continue;
      shown.set(id, view.version);
      audience?.push(id, view);
    }
  };

  const next = (which: () => readonly string[]): void => {
    running = running
      .then(() => look(which()))
      .catch((error: unknown) => deps.log.warn({ err: safeError(error) }, 'heads of cases not read; the sweep will repeat it'));
  };

  const watched = (): string[] => {
    const now = new Set(audience?.cases() ?? []);
    for (const id of shown.keys()) if (!now.has(id)) shown.delete(id);
    return [...now];
  };

  return {
    async read(caseId) {
      const view = (await heads([caseId])).get(caseId) ?? null;
      // the others in the room may have an older one: what they were pushed last stays what it was
      if (view && !shown.has(caseId)) shown.set(caseId, view.version);
      return view;
    },
    dirty(caseId) {
      moved.add(caseId);
      timer ??= setTimeout(() => {
        timer = null;
        next(() => {
          const ids = watched().filter((id) => moved.has(id));
          moved.clear();
          return ids;
        });
      }, coalesceMs);
    },
    start(to) {
      audience = to;
      sweep = setInterval(() => next(watched), sweepMs);
    },
    async stop() {
      if (timer) clearTimeout(timer);
      if (sweep) clearInterval(sweep);
      audience = null;
      await running;
    },
  };
}
