import type { Waits } from '../tickets/queue.ts';
import type { Sql } from 'postgres';
import type { Halt } from '@one-window/domain/hall-day';
import { noNumbers, type NoNumbers } from '@one-window/domain/opening';
import { BEAT_MS, type Beat, type HallPublicView, type HallStaffView, type PadView, type TicketView } from '@one-window/domain/views';
import type { HallDirectory, HallInfo } from '../halls/directory.ts';
import { plannedOf, planOf, todayOf } from '../halls/opening.ts';
import { limitsOn, phaseAt } from '../halls/quotas.ts';
import { iso } from './ticket-views.ts';
import type { Logger } from 'pino';
import { safeError } from '../http.ts';
import { hallViews, readHall, readStaffExtra, type HallSnapshot } from './views.ts';

/** Who wants what of a hall. */
export interface Audience {
  /** Halls that somebody watches. */
  halls(): Iterable<string>;
  wantsStaff(hallId: string): boolean;
  tickets(hallId: string): Iterable<string>;
  push(hallId: string, views: HallRead): void;
  beat(beat: Beat): void;
}

/** One read of a hall, split to rooms. */
export interface HallRead {
  readonly publicView: HallPublicView;
  readonly staffView: HallStaffView | null;
  readonly ticketView: (id: string) => TicketView | null;
  readonly padView: (windowId: string) => PadView | null;
  readonly waits: Waits;
}

export interface PublisherDeps {
  /** As role `screen`. */
  readonly screen: Sql;
  /** As role `app`: staff parts. */
  readonly sql: Sql;
  readonly halls: HallDirectory;
  readonly now: () => number;
  readonly log: Logger;
  readonly staffName: (staffId: string) => string | null;
  readonly personNames: (personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

export interface Publisher {
  /** Something changed: a hint, never the truth. */
  dirty(hallId: string): void;
  dirtyAll(): void;
  /** A read that began after this call. */
  fresh(hallId: string, staff?: boolean): Promise<HallRead>;
  /** The newest read not older than this, else a fresh one: for figures that are rough anyway. */
  recent(hallId: string, maxAgeMs: number): Promise<HallRead>;
  start(audience: Audience): void;
  stop(): Promise<void>;
}

/** A lone change is read at once; in a burst one read serves what came in this time: at 100 changes/s four, and 25 views a second are more than anybody sees. */
const coalesceMs = 40;
/** Reads only heads; repairs a lost hint, and proves that the database still answers. */
const sweepMs = 1_000;
/** Where nothing happens the staff's view is read anew this often: a screen that only says that it lives makes no news. */
const quietMs = 10_000;

interface Reading {
  current: Promise<HallRead>;
  next: Promise<HallRead> | null;
  staff: boolean;
}

const nobody: ReadonlyMap<string, string> = new Map();

/** What a screen has: another of it is another screen. */
const headOf = (epoch: string, version: number, none: NoNumbers | null, phase: number): string =>
  `${epoch} ${version} ${phase} ${none ? `${none.state} ${none.at}` : ''}`;

/** Re-reads dirty halls that somebody watches and pushes whole views: one read per hall, never one per screen. */
export function publisher(deps: PublisherDeps): Publisher {
  const dirtyHalls = new Set<string>();
  /** Epoch and version that each hall's screens have. */
  const shown = new Map<string, string>();
  const readings = new Map<string, Reading>();
  const last = new Map<string, { at: number; read: HallRead }>();
  let audience: Audience | null = null;
  let timer: NodeJS.Timeout | null = null;
  let flushedAt = 0;
  let stopped = false;
  let timers: NodeJS.Timeout[] = [];
  let lastSweep: Beat | null = null;

  const read = async (hallId: string, staff: boolean): Promise<HallRead> => {
    const hall = await deps.halls.hall(hallId);
    const date = todayOf(deps, hall);
    const planned = await plannedOf(deps, hall, date);
    const snapshot = await readHall(deps.screen, hallId, date, planned.limits);
    const names = hall.silent ? await namesOnBoards(deps, snapshot) : nobody;
    const views = hallViews(hall, date, snapshot, planned, names);
    shown.set(hallId, headOf(snapshot.epoch, snapshot.day?.version ?? 0, views.none, views.phase));
    const done: HallRead = {
      publicView: views.publicView(),
      staffView: staff ? await staffPart(deps, hall, snapshot.day?.id ?? null, views) : null,
      ticketView: views.ticketView,
      padView: (windowId) => views.padView(windowId, deps.staffName),
      waits: views.waits,
    };
    last.set(hallId, { at: deps.now(), read: done });
    return done;
  };

  /** One reading at a time per hall, at most one more behind it: later askers share that one. */
  const fresh = (hallId: string, staff = audience?.wantsStaff(hallId) ?? false): Promise<HallRead> => {
    const running = readings.get(hallId);
    if (!running) {
      const reading: Reading = { current: read(hallId, staff), next: null, staff };
      readings.set(hallId, reading);
      void reading.current.catch(() => undefined).finally(() => finished(hallId, reading));
      return reading.current;
    }
    running.staff = running.next === null ? staff : running.staff || staff;
    running.next ??= running.current.catch(() => undefined).then(() => read(hallId, running.staff));
    return running.next;
  };

  const finished = (hallId: string, reading: Reading): void => {
    if (!reading.next) {
      readings.delete(hallId);
      return;
    }
    reading.current = reading.next;
    reading.next = null;
    void reading.current.catch(() => undefined).finally(() => finished(hallId, reading));
  };

  const flush = (): void => {
    timer = null;
    flushedAt = performance.now();
    const watched = new Set(audience?.halls() ?? []);
    for (const hallId of dirtyHalls) {
      if (!watched.has(hallId)) continue;
      fresh(hallId).then(
        (views) => audience?.push(hallId, views),
        (error: unknown) => deps.log.warn({ err: safeError(error), hallId }, 'view not read; the sweep will repeat it'),
      );
    }
    dirtyHalls.clear();
  };

  const dirty = (hallId: string): void => {
    dirtyHalls.add(hallId);
    if (!stopped) timer ??= setTimeout(flush, Math.max(0, flushedAt + coalesceMs - performance.now()));
  };

  const sweep = async (): Promise<void> => {
    const halls = [...(audience?.halls() ?? [])];
    const days = await Promise.all(
      halls.map(async (id) => {
        const hall = await deps.halls.hall(id);
        const date = todayOf(deps, hall);
        return { hall, date, plan: await planOf(deps, hall, date), limits: await limitsOn(deps, hall, date) };
      }),
    );
    const [row] = await deps.screen<{ epoch: string; as_of: string; heads: Record<string, { version: number; halt: Halt | null }> }[]>`
      select (select c.timeline_id from pg_control_checkpoint() c) || '.' || (extract(epoch from pg_postmaster_start_time()) * 1000)::bigint
          || '.' || coalesce((select value #>> '{}' from meta where key = 'epoch'), '0') as epoch,
        to_char(statement_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as as_of,
        coalesce((select jsonb_object_agg(d.hall_id, jsonb_build_object('version', d.version, 'halt', d.halt)) from hall_days d
          join unnest(${days.map(({ hall }) => hall.id)}::uuid[], ${days.map(({ date }) => date)}::date[]) as w(hall_id, date) on w.hall_id = d.hall_id and w.date = d.business_date), '{}') as heads`;
    const { epoch, as_of: asOf, heads } = row!;
    lastSweep = { epoch, asOf };
    for (const { hall, plan, limits } of days) {
      const { version = 0, halt = null } = heads[hall.id] ?? {};
      // a minute passes without an event, and opens or shuts the hall
      if (shown.get(hall.id) !== headOf(epoch, version, noNumbers(plan, halt, iso(asOf), hall.timeZone), phaseAt(limits, iso(asOf))))
        dirty(hall.id);
      else if (audience?.wantsStaff(hall.id) && deps.now() - (last.get(hall.id)?.at ?? 0) >= quietMs) dirty(hall.id);
    }
  };

  const loop = (ms: number, run: () => Promise<void> | void): void => {
    let busy = false;
    timers.push(
      setInterval(async () => {
        if (busy) return;
        busy = true;
        try {
          await run();
        } catch (error) {
          deps.log.warn({ err: safeError(error) }, 'sweep failed');
        } finally {
          busy = false;
        }
      }, ms),
    );
  };

  return {
    dirty,
    dirtyAll: () => {
      for (const id of audience?.halls() ?? []) dirty(id);
    },
    fresh,
    async recent(hallId, maxAgeMs) {
      const known = last.get(hallId);
      return known && deps.now() - known.at <= maxAgeMs ? known.read : fresh(hallId);
    },
    start(to) {
      audience = to;
      let beaten = '';
      loop(sweepMs, sweep);
      // a beat says "checked against the database", so without a new sweep there is no beat and screens say that they are stale
      loop(BEAT_MS, () => {
        if (!lastSweep || lastSweep.asOf === beaten) return;
        beaten = lastSweep.asOf;
        audience?.beat(lastSweep);
      });
    },
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      for (const t of timers) clearInterval(t);
      timers = [];
      await Promise.allSettled([...readings.values()].map((r) => r.current));
    },
  };
}

/**
 * Whom a board shows by a masked name, because no voice calls them: who stands or sits at a window now. Read as `app`, since the role of the
 * screens knows no person; no other hall's read asks for it.
 */
async function namesOnBoards(deps: PublisherDeps, { tickets }: HallSnapshot): Promise<ReadonlyMap<string, string>> {
  const called = tickets.filter((t) => t.state === 'CALLED' || t.state === 'SERVING').map((t) => t.id);
  if (called.length === 0) return new Map();
  const rows = await deps.sql<{ id: string; person_id: string }[]>`
    select id, person_id from tickets where id = any(${called}) and person_id is not null`;
  const names = await deps.personNames([...new Set(rows.map((row) => row.person_id))]);
  return new Map(rows.flatMap(({ id, person_id: person }) => (names.has(person) ? [[id, names.get(person)!] as const] : [])));
}

async function staffPart(
  deps: PublisherDeps,
  hall: HallInfo,
  dayId: string | null,
  views: ReturnType<typeof hallViews>,
): Promise<HallStaffView> {
  const extra = await readStaffExtra(deps.sql, hall.id, dayId);
  const persons = new Map(extra.last.filter((row) => row.person_id !== null).map((row) => [row.id, row.person_id!]));
  const names = await deps.personNames([...new Set(persons.values())]);
  return views.staffView(extra, deps.staffName, (ticketId) => {
    const id = persons.get(ticketId);
    return id === undefined ? null : { id, name: names.get(id) ?? null };
  });
}
