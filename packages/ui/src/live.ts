import { createEffect, createRoot, createSignal, onCleanup, type Accessor } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { io, type Socket } from 'socket.io-client';
import { BEAT_MS, isNewer, type ClientToServer, type ServerToClient, type Versioned, type ViewName, type Views, type WatchReply } from '@one-window/domain/views';
import { addMs, type Instant } from '@one-window/domain/time';

export type LiveState = 'loading' | 'live' | 'stale' | 'denied' | 'error';

/** A live view: whole snapshots, newest wins. */
export interface Live<V extends ViewName> {
  /** The newest view, or null before the first. A store: read only what you show. */
  readonly view: Accessor<Views[V] | null>;
  readonly state: Accessor<LiveState>;
  /** Code of the refusal, when `state` is denied or error. */
  readonly error: Accessor<string | null>;
  /** Milliseconds since the view was last known to be current; by this machine's monotonic clock, so a wrong clock does not matter. */
  readonly ageMs: Accessor<number>;
  readonly stale: Accessor<boolean>;
  /** The database's time now. */
  readonly serverNow: () => Instant;
  /** Asks for the view; resolves when the answer is there, also when it fails. */
  readonly refresh: () => Promise<void>;
}

type Connection = Socket<ServerToClient, ClientToServer>;

/** No view and no beat for this long, and the screen says that it may be wrong. */
export const STALE_MS = 2 * BEAT_MS + 500;
const ASK_AGAIN_MS = 2_000;

let shared: Connection | null = null;
let users = 0;

/** One socket a page, however many views it shows. */
function connection(url: string | undefined): Connection {
  shared ??= io(url ?? location.origin, { transports: ['websocket'], reconnectionDelay: 200, reconnectionDelayMax: 2_000, randomizationFactor: 0.5 });
  users += 1;
  return shared;
}

function release(): void {
  users -= 1;
  if (users > 0 || !shared) return;
  shared.disconnect();
  shared = null;
}

/**
 * Watches one view: asks for it on every connect, takes pushes, ignores what is not newer. That is the whole protocol.
 * `id` may change; null watches nothing.
 */
export function createLive<V extends ViewName>(name: V, id: string | Accessor<string | null>, options: { url?: string; now?: () => number } = {}): Live<V> {
  const now = options.now ?? (() => performance.now());
  const socket = connection(options.url);
  const [store, setStore] = createStore<{ view: Views[V] | null }>({ view: null });
  const [state, setState] = createSignal<LiveState>('loading');
  const [error, setError] = createSignal<string | null>(null);
  const [ageMs, setAge] = createSignal(0);
  let current: Versioned | null = null;
  let confirmed = { at: now(), asOf: null as Instant | null };
  let watched: string | null = null;

  const confirm = (asOf: Instant): void => {
    confirmed = { at: now(), asOf };
    setAge(0);
    if (state() !== 'denied') setState('live');
  };
  const take = (view: Views[V]): void => {
    if (isNewer(view, current)) {
      current = { epoch: view.epoch, asOf: view.asOf, version: view.version };
      setStore('view', reconcile(view as never, { key: 'id', merge: false }) as never);
    }
    setError(null);
    confirm(view.asOf);
  };
  const answer = (reply: WatchReply): void => {
    if (reply.ok) return take(reply.data as Views[V]);
    setError(reply.code);
    // a place that is away for a moment is not a refusal: the view stays, with its age
    if (reply.code === 'unavailable') return void (store.view ?? setState('error'));
    setState('denied');
  };
  const ask = async (): Promise<void> => {
    if (watched === null || !socket.connected) return;
    const asked = watched;
    const reply = await socket
      .timeout(ASK_AGAIN_MS * 2)
      .emitWithAck('watch', name, asked)
      .catch(() => null);
    if (asked !== watched) return;
    if (reply) answer(reply);
    if (!reply || (!reply.ok && reply.code === 'unavailable')) retry();
  };
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  const retry = (): void => {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void ask(), ASK_AGAIN_MS);
  };

  const onView = (message: { view: ViewName; id: string; data: Views[ViewName] }): void => {
    if (message.view === name && message.id === watched) take(message.data as Views[V]);
  };
  const onBeat = (beat: { epoch: string; asOf: Instant }): void => {
    if (!current) return;
    // a beat of another epoch means that the view is of a database that is gone
    if (beat.epoch === current.epoch) confirm(beat.asOf);
    else void ask();
  };
  const onRevoked = (): void => {
    setError('auth.required');
    setState('denied');
  };
  const onRefused = (problem: Error): void => {
    if (problem.message === 'auth.required') onRevoked();
    else if (!store.view) setState('error');
    // the socket gives up after a refusal by the server: ask again, the database may be back
    if (!socket.active) retryTimer = setTimeout(() => socket.connect(), ASK_AGAIN_MS);
  };
  const onConnect = (): void => void ask();

  socket.on('connect', onConnect);
  socket.on('view', onView);
  socket.on('beat', onBeat);
  socket.on('revoked', onRevoked);
  socket.on('connect_error', onRefused);
  const ticking = setInterval(() => {
    const age = now() - confirmed.at;
    setAge(age);
    if (age > STALE_MS && state() === 'live') setState('stale');
    if (age > STALE_MS && state() === 'loading') setState('error');
  }, 500);

  createEffect(() => {
    const wanted = typeof id === 'string' ? id : id();
    if (wanted === watched) return;
    if (watched !== null) socket.emit('unwatch', name, watched);
    watched = wanted;
    current = null;
    setStore('view', null as never);
    setState('loading');
    setError(null);
    confirmed = { at: now(), asOf: null };
    void ask();
  });

  onCleanup(() => {
    clearInterval(ticking);
    clearTimeout(retryTimer);
    if (watched !== null) socket.emit('unwatch', name, watched);
    socket.off('connect', onConnect).off('view', onView).off('beat', onBeat).off('revoked', onRevoked).off('connect_error', onRefused);
    release();
  });

  return {
    view: () => store.view,
    state,
    error,
    ageMs,
    stale: () => state() === 'stale' || (state() === 'error' && store.view !== null),
    serverNow: () => (confirmed.asOf ? addMs(confirmed.asOf, now() - confirmed.at) : new Date().toISOString()),
    refresh: ask,
  };
}

/** For code outside a component: the view lives until `stop`. */
export function rootLive<V extends ViewName>(name: V, id: string | Accessor<string | null>): Live<V> & { stop: () => void } {
  return createRoot((stop) => ({ ...createLive(name, id), stop }));
}
