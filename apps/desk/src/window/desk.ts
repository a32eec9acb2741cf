import { batch, createContext, createMemo, createResource, createSignal, useContext, type Accessor } from 'solid-js';
import type { PauseReason } from '@one-window/domain/hall-day';
import { itemsLeft } from '@one-window/domain/ticket-items';
import type { HallStaffView } from '@one-window/domain/views';
import { ApiError } from '@one-window/ui/api';
import {
  isUnanswered,
  loadCasesOf,
  newKey,
  sendWindowAction,
  sendWindowSession,
  type SessionAction,
  type TicketCase,
  type WindowAction,
} from '../api.ts';
import type { StaffLive } from '../live.ts';
import { settled } from '../settled.ts';
import { currentTicket, inaccurateTicket, keyStates, queueOf, undoableTicket, windowOf, type Command, type Reason } from './model.ts';
import { makePresses, shows, type PressedTicket } from './press.ts';

/** A question that a command asks before it is sent. */
export type Question = 'mark_inaccurate' | 'hold' | 'transfer' | 'pause' | 'help' | 'reveal' | 'left' | 'matter' | 'case';
/** Why the last press did not happen; it stays in the window until the next press. */
export interface Refusal {
  readonly name: string;
  readonly reason: Reason | { readonly error: unknown };
}
export interface Done {
  readonly name: string;
  readonly ticket: PressedTicket | null;
  readonly undo: boolean;
}

interface DeskDeps {
  readonly live: Accessor<StaffLive>;
  readonly windowId: Accessor<string>;
  readonly staffId: Accessor<string>;
  readonly view: Accessor<HallStaffView>;
  readonly onDone: (done: Done) => void;
  readonly onError: (error: unknown) => void;
}

/** Everything that the parts of the window screen share: the view's facts, the keys, and the one way to press. */
export function createDesk(deps: DeskDeps) {
  // moves each second and with each view; the device's own clock plays no part
  const now = createMemo(() => deps.live().serverNow());
  const window = createMemo(() => windowOf(deps.view(), deps.windowId()));
  // a window that somebody else took over has nothing of ours in its hands
  const current = createMemo(() => (window()?.staffId === deps.staffId() ? currentTicket(deps.view(), deps.windowId()) : null));
  const queue = createMemo(() => {
    const own = window();
    return own ? queueOf(deps.view(), own) : [];
  });
  const moment = () => ({ view: deps.view(), windowId: deps.windowId(), staffId: deps.staffId(), now: now() });
  const keys = createMemo(() => keyStates(moment()));
  const place = createMemo(() => (current() ? `${deps.view().hall.id} ${current()!.id}` : undefined));
  const [came, { refetch }] = createResource(place, loadCasesOf);
  /** What came of the ticket at hand so far, and for which cases of before somebody stands here. */
  const cases = (): readonly TicketCase[] => (current() && settled(came)) || [];
  const left = createMemo(() =>
    itemsLeft(
      current()?.items ?? [],
      cases().filter(({ aim }) => aim === 'begun'),
    ),
  );
  /** The key that asked about what is left over. */
  const [ending, setEnding] = createSignal<'next' | 'finish'>('finish');
  const [busy, setBusy] = createSignal<string | null>(null);
  const [question, setQuestion] = createSignal<Question | null>(null);
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });

  /** A stale screen is a wrong screen: it is read again first, and a press goes on only if it still means the same. */
  async function isFresh(before: string): Promise<boolean> {
    if (!deps.live().stale()) return true;
    await within(REFRESH_MS, deps.live().refresh());
    // without a fresh view nothing is sent: what the clerk sees may be long over
    if (deps.live().stale()) throw new ApiError('offline', 0);
    return before === meaning(deps.view(), deps.windowId());
  }

  async function press<T>(
    name: string,
    body: unknown,
    send: (key: string) => Promise<T>,
    ticketOf: (value: T) => PressedTicket | null,
  ): Promise<void> {
    const windowId = deps.windowId();
    const before = meaning(deps.view(), windowId);
    setRefusal(null);
    const result = await presses.run(name, body, async (key) => {
      if (!(await isFresh(before))) throw staleScreen;
      const value = await send(key);
      await deps
        .live()
        .until((view) => shows(view.tickets, ticketOf(value)) && (!changesMeaning.has(name) || meaning(view, windowId) !== before));
      return value;
    });
    if (result.kind === 'refused') refuse(name, result.error);
    if (result.kind === 'done') deps.onDone({ name, ticket: ticketOf(result.value), undo: ['finish', 'miss', 'hold'].includes(name) });
  }

  function refuse(name: string, error: unknown): void {
    setRefusal({ name, reason: error === staleScreen ? { code: 'desk.refreshed', details: {} } : { error } });
    deps.onError(error);
  }

  function act(body: WindowAction, name: string = body.action): Promise<void> {
    return press(
      name,
      body,
      (key) => sendWindowAction(deps.windowId(), body, key),
      (answer) => answer.ticket,
    );
  }
  function session(body: SessionAction): Promise<void> {
    return press(
      body.action,
      body,
      (key) => sendWindowSession(deps.windowId(), body, key),
      () => null,
    );
  }

  const ask = (what: Question | null): void => {
    batch(() => {
      setRefusal(null);
      setQuestion(what);
    });
  };

  /** A key or a button: dim ones answer with their reason, some ask first, the rest go. */
  function pressCommand(command: Command): void {
    if (busy() !== null) return;
    const state = keys()[command];
    if (!state.allowed) return void setRefusal({ name: command, reason: state.reason });
    // whoever leaves with half of it undone comes again for the other half; one matter alone ends with its number
    if ((command === 'next' || command === 'finish') && left().length > 0 && (current()?.items.length ?? 0) > 1) {
      setEnding(command);
      return ask('left');
    }
    go(command);
  }

  function go(command: Command): void {
    const ticketId = current()?.id ?? '';
    switch (command) {
      case 'next':
        return void act(current() ? { action: 'next', finish: ticketId } : { action: 'next' });
      case 'undo':
        return void act({ action: 'undo', ticketId: undoableTicket(moment())?.id ?? '' });
      case 'mark_inaccurate':
        return ask(command);
      case 'pause':
        return window()?.paused ? void session({ action: 'resume' }) : ask('pause');
      case 'hold':
      case 'transfer':
        return ask(command);
      default:
        return void act({ action: command, ticketId });
    }
  }

  return {
    view: deps.view,
    stale: () => deps.live().stale(),
    age: () => deps.live().age(),
    asOf: () => deps.live().asOf(),
    staffId: deps.staffId,
    now,
    window,
    current,
    queue,
    keys,
    busy,
    question,
    ask,
    refusal,
    pressCommand,
    act,
    cases,
    left,
    endAnyway: () => {
      setQuestion(null);
      go(ending());
    },
    nameCase: async (code: string) => {
      setQuestion(null);
      await act({ action: 'name_case', ticketId: current()?.id ?? '', code });
      void refetch();
    },
    /** Whose times would be marked as wrong. */
    inaccurate: () => inaccurateTicket(moment()),
    markInaccurate: (ticketId: string) => {
      setQuestion(null);
      void act({ action: 'mark_inaccurate', ticketId });
    },
    hold: (minutes: number | null) => {
      setQuestion(null);
      void act({ action: 'hold', ticketId: current()?.id ?? '', minutes });
    },
    /** To another queue, or to a window of the same. */
    transfer: (to: { seriesId: string } | { windowId: string }) => {
      const ticket = current();
      setQuestion(null);
      const where = 'seriesId' in to ? { toSeriesId: to.seriesId } : { toSeriesId: ticket?.seriesId ?? '', toWindowId: to.windowId };
      void act({ action: 'transfer', ticketId: ticket?.id ?? '', ...where });
    },
    pause: (reason: PauseReason) => {
      setQuestion(null);
      void session({ action: 'pause', reason });
    },
    open: () => session({ action: 'open' }),
  };
}

/** So long a press on a stale screen waits for a fresh view before it says that there is none. */
const REFRESH_MS = 3_000;

function within(ms: number, promise: Promise<void>): Promise<void> {
  return Promise.race([promise, new Promise<void>((resolve) => setTimeout(resolve, ms))]);
}

/** What a press refers to: if this is another after a fresh view, the clerk must look before it counts. */
function meaning(view: HallStaffView, windowId: string): string {
  const ticket = currentTicket(view, windowId);
  const window = windowOf(view, windowId);
  return JSON.stringify([ticket?.id, ticket?.state, ticket?.calls, ticket?.items, window?.staffId, window?.paused]);
}

/** Their answer does not tell by itself that the view has caught up. */
const changesMeaning = new Set(['recall', 'pause', 'resume', 'open', 'add_item', 'remove_item', 'mark_item']);

const staleScreen = new Error('the view was stale and has changed');

export type Desk = ReturnType<typeof createDesk>;
const DeskContext = createContext<Desk>();
export const DeskProvider = DeskContext.Provider;

/** The window screen's shared state; only inside {@link DeskProvider}. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('outside the window screen');
  return desk;
}
