import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { addMs, msBetween, type Instant } from '@one-window/domain/time';
import { BEAT_MS, isNewer, type Beat, type Versioned, type ViewName, type Views } from '@one-window/domain/views';
import { liveFixture } from './fixture.ts';
import { acquire, type Wire } from './wire.ts';

export type LiveState = 'loading' | 'live' | 'stale' | 'denied' | 'error';

export interface Live<V extends ViewName> {
  /** The newest view, or null before the first. The same store as long as the screen lives: read its fields where they are drawn. */
  readonly view: Accessor<Views[V] | null>;
  readonly state: Accessor<LiveState>;
  /** Why nothing is shown: a code for `error.<code>`. */
  readonly error: Accessor<string | null>;
  /** Milliseconds since the last confirmation that the view is current; by this device's stopwatch, never by its clock. */
  readonly age: Accessor<number>;
  readonly stale: Accessor<boolean>;
  /** Known to be current up to here, in the database's time. */
  readonly asOf: Accessor<Instant | null>;
  /** The database's clock carried on: for durations on a screen whose own clock may be wrong. Moves each second. */
  readonly serverNow: Accessor<Instant>;
  /** Asks again; resolves when an answer or a refusal came. */
  readonly refresh: () => Promise<void>;
}

export interface LiveOptions<V extends ViewName> {
  /** Each newer view as plain data of its own, before it is drawn: for what compares with the past (speech, toasts). */
  readonly onView?: (next: Views[V], before: Views[V] | null) => void;
  /** Another server than the page's own, for tests. */
  readonly url?: string;
}

const STALE_MS = 2 * BEAT_MS;
const TICK_MS = 1_000;
/** Each beat may pull the carried clock back by so much: jitter is smoothed, drift of the stopwatch is not kept. */
const PULL_MS = 50;
const denials = new Set(['auth.required', 'auth.forbidden', 'not_found', 'device.revoked', 'device.wrong_kind']);
const stopwatch = (): number => performance.now();

/**
 * A live view: on every connect asks for it, then takes pushes, ignores what is not newer, reconciles into a store.
 * `null` as id watches nothing yet.
 */
export function createLive<V extends ViewName>(name: V, id: string | Accessor<string | null>, options: LiveOptions<V> = {}): Live<V> {
  const idNow = typeof id === 'function' ? id : (): string => id;
  const [store, setStore] = createStore<{ view: Views[V] | null }>({ view: null });
  const [error, setError] = createSignal<string | null>(null);
  const [tick, setTick] = createSignal(0);
  const [confirmed, setConfirmed] = createSignal<{ at: number; asOf: Instant; epoch: string } | null>(null);
  let shown: Versioned | null = null;
  let last: Views[V] | null = null;
  /** asOf − stopwatch. */
  let offset: number | null = null;
  let startedAt = stopwatch();

  const timer = setInterval(() => setTick((n) => n + 1), TICK_MS);
  onCleanup(() => clearInterval(timer));

  function confirm(epoch: string, asOf: Instant): void {
    const now = stopwatch();
    const next = Date.parse(asOf) - now;
    const last = untrack(confirmed);
    const same = last?.epoch === epoch;
    offset = same && offset !== null ? Math.max(next, offset - PULL_MS) : next;
    // a beat may have told of a later time than the view that comes after it
    setConfirmed({ at: now, asOf: same && last.asOf > asOf ? last.asOf : asOf, epoch });
  }

  function take(next: Views[V]): void {
    const newer = isNewer(next, shown);
    // an answer with what is already shown proves that it is current; an older one proves nothing
    if (!newer && (next.epoch !== shown?.epoch || next.asOf !== shown.asOf)) return;
    setError(null);
    confirm(next.epoch, next.asOf);
    if (!newer) return;
    const before = last;
    shown = { epoch: next.epoch, asOf: next.asOf, version: next.version };
    if (options.onView) {
      // the store keeps and changes what it is given: who looks back gets a copy
      last = structuredClone(next);
      options.onView(last, before);
    }
    setStore('view', reconcile(next, { merge: false }));
  }

  /** False = the beat speaks of another epoch: what is shown may be from before a restore. */
  function beat(next: Beat): boolean {
    const known = untrack(confirmed);
    if (!known || !shown) return true;
    if (shown.epoch !== next.epoch) return false;
    // a database that is away makes no newer beat: the screen must not look current then
    if (next.asOf > known.asOf) confirm(next.epoch, next.asOf);
    return true;
  }

  function refuse(code: string): void {
    setError(code);
    if (!denials.has(code)) return;
    forget();
    setStore('view', null);
  }

  function forget(): void {
    shown = null;
    last = null;
  }

  function restart(): void {
    forget();
    offset = null;
    startedAt = stopwatch();
    setStore('view', null);
    setConfirmed(null);
    setError(null);
  }

  let ask: () => Promise<void> = () => Promise.resolve();
  function connect(wire: Wire): void {
    createEffect(
      on(idNow, (current) => {
        restart();
        if (current === null) return;
        const watch = wire.watch(name, current, { take, beat, refuse });
        ask = watch.ask;
        onCleanup(watch.stop);
      }),
    );
  }

  function pretend(fixture: NonNullable<ReturnType<typeof liveFixture<V>>>): void {
    // pictures share one view: the store must not change it
    if (fixture.view) take(structuredClone(fixture.view));
    if (fixture.error) refuse(fixture.error);
    if (fixture.ageMs) setConfirmed((c) => c && { ...c, at: c.at - (fixture.ageMs ?? 0) });
    clearInterval(timer);
  }
  /** A picture must look the same tomorrow: its time stands still. */
  const pretendedNow = (): Instant | null => (fixture?.view ? addMs(fixture.view.asOf, fixture.ageMs ?? 0) : null);

  const fixture = import.meta.env.OW_DEV_PAGES === true ? liveFixture(name) : undefined;
  if (fixture) pretend(fixture);
  else connect(acquire(options.url));

  const sinceConfirmed = (): number => (tick(), Math.max(0, stopwatch() - (confirmed()?.at ?? startedAt)));
  const stale = (): boolean => confirmed() !== null && sinceConfirmed() >= STALE_MS;
  const lost = (): boolean => !fixture && confirmed() === null && sinceConfirmed() >= STALE_MS;
  const view = (): Views[V] | null => store.view;
  const why = (): string | null => error() ?? (lost() ? 'offline' : null);
  return {
    view,
    age: sinceConfirmed,
    stale,
    asOf: () => confirmed()?.asOf ?? null,
    error: why,
    state() {
      const code = error();
      if (code !== null && denials.has(code)) return 'denied';
      if (view() !== null) return stale() ? 'stale' : 'live';
      return why() === null ? 'loading' : 'error';
    },
    serverNow() {
      tick();
      confirmed();
      const still = pretendedNow();
      if (still) return still;
      return offset === null ? new Date().toISOString() : new Date(stopwatch() + offset).toISOString();
    },
    refresh: () => ask(),
  };
}

/** How long ago, by the server's clock; never negative. */
export function elapsed(from: Instant, live: Pick<Live<ViewName>, 'serverNow'>): number {
  return Math.max(0, msBetween(from, live.serverNow()));
}
