import { io, type Socket } from 'socket.io-client';
import { onCleanup } from 'solid-js';
import {
  BEAT_MS,
  type Beat,
  type ClientToServer,
  type ServerToClient,
  type ViewName,
  type Views,
  type WatchReply,
} from '@one-window/domain/views';

/** What a watch hears. */
export interface Listener<V extends ViewName> {
  take(data: Views[V]): void;
  /** False = ask again. */
  beat(beat: Beat): boolean;
  refuse(code: string): void;
}
export interface Watch {
  readonly ask: () => Promise<void>;
  readonly stop: () => void;
}
export interface Wire {
  watch<V extends ViewName>(view: V, id: string, listener: Listener<V>): Watch;
}

type Client = Socket<ServerToClient, ClientToServer>;
interface Entry {
  readonly view: ViewName;
  readonly id: string;
  readonly listener: Listener<ViewName>;
  readonly ask: () => Promise<void>;
}

const ANSWER_MS = 5_000;
/** Nothing at all for so long: the line is dead though nobody said so, e.g. after a switch of networks. */
const DEAD_MS = 3 * BEAT_MS;

const wires = new Map<string, { wire: Wire; users: number; close: () => void }>();

/** The page's one socket to a server; closed when its last user is gone. */
export function acquire(url = ''): Wire {
  let found = wires.get(url);
  if (!found) {
    found = { ...open(url), users: 0 };
    wires.set(url, found);
  }
  const shared = found;
  shared.users += 1;
  onCleanup(() => {
    shared.users -= 1;
    if (shared.users > 0) return;
    wires.delete(url);
    shared.close();
  });
  return shared.wire;
}

function open(url: string): { wire: Wire; close: () => void } {
  const socket: Client = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 150,
    reconnectionDelayMax: 3_000,
    randomizationFactor: 0.5,
  });
  const entries = new Set<Entry>();
  let heardAt = performance.now();
  let ended = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  const heard = (): void => void (heardAt = performance.now());
  const askAll = (): void => entries.forEach((entry) => void entry.ask());
  const refuseAll = (code: string): void => entries.forEach((entry) => entry.listener.refuse(code));
  /** The library does not try again when the server itself hung up or said no; many screens must not come back in one instant. */
  const reconnectWithin = (ms: number): void => {
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), ms * (0.2 + 0.8 * Math.random()));
  };

  socket.on('connect', () => {
    ended = false;
    heard();
    askAll();
  });
  socket.on('view', (message) => {
    heard();
    const watchers = [...entries].filter((entry) => entry.view === message.view && entry.id === message.id);
    // each keeps and changes what it is given
    for (const [i, entry] of watchers.entries()) entry.listener.take(i === 0 ? message.data : structuredClone(message.data));
  });
  socket.on('beat', (beat) => {
    heard();
    for (const entry of entries) if (!entry.listener.beat(beat)) void entry.ask();
  });
  socket.on('revoked', () => {
    ended = true;
    refuseAll('auth.required');
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect' && !ended) reconnectWithin(250);
  });
  socket.on('connect_error', (error) => {
    if (socket.active) return;
    if (error.message === 'auth.required') {
      ended = true;
      refuseAll('auth.required');
    } else reconnectWithin(2_000);
  });

  const watchdog = setInterval(() => {
    if (socket.connected && performance.now() - heardAt > DEAD_MS) socket.io.engine.close();
  }, BEAT_MS);
  // a phone that slept shows what was: ask at once when it is looked at again
  const seen = (): void => {
    if (document.visibilityState === 'visible' && socket.connected) askAll();
  };
  document.addEventListener('visibilitychange', seen);

  return {
    wire: { watch: (view, id, listener) => watchOn(socket, entries, { view, id, listener, ended: () => ended }) },
    close() {
      clearTimeout(again);
      clearInterval(watchdog);
      document.removeEventListener('visibilitychange', seen);
      socket.disconnect();
    },
  };
}

interface Wanted<V extends ViewName> {
  readonly view: V;
  readonly id: string;
  readonly listener: Listener<V>;
  readonly ended: () => boolean;
}

function watchOn<V extends ViewName>(socket: Client, entries: Set<Entry>, wanted: Wanted<V>): Watch {
  const { view, id, listener } = wanted;
  let asking: Promise<void> | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const answer = (reply: WatchReply): void => {
    if (stopped) return;
    if (reply.ok) return listener.take(reply.data as Views[V]);
    listener.refuse(reply.code);
    // refused for good or not, pairing and sessions may change: a screen that waits asks now and then
    retry = setTimeout(() => void ask(), BEAT_MS);
  };
  function ask(): Promise<void> {
    clearTimeout(retry);
    if (!socket.connected && !socket.active) socket.connect();
    asking ??= (async () => {
      try {
        answer(await socket.timeout(ANSWER_MS).emitWithAck('watch', view, id));
      } catch {
        // no answer: the next connect asks, and the age tells
      } finally {
        asking = null;
      }
    })();
    return asking;
  }

  const entry: Entry = { view, id, listener, ask };
  entries.add(entry);
  if (socket.connected || wanted.ended()) void ask();
  return {
    ask,
    stop() {
      stopped = true;
      clearTimeout(retry);
      entries.delete(entry);
      const shared = [...entries].some((other) => other.view === view && other.id === id);
      if (socket.connected && !shared) socket.emit('unwatch', view, id);
    },
  };
}
