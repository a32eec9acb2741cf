import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from 'solid-js';
import { padAsksMs, padUndoMs, ratingTags, type RatingLevel } from '@one-window/domain/ratings';
import { msBetween } from '@one-window/domain/time';
import type { PadView } from '@one-window/domain/views';
import { ApiError, newKey } from '@one-window/ui/api';
import type { Live } from '@one-window/ui/live';
import { call } from '../api.ts';

type Prompt = NonNullable<PadView['prompt']>;

export type Phase =
  | { readonly at: 'rest' }
  | { readonly at: 'asking'; readonly prompt: Prompt }
  /** Pressed, and can be taken back for some seconds. */
  | { readonly at: 'noted'; readonly seconds: number }
  | { readonly at: 'sending' }
  | { readonly at: 'thanks'; readonly given: boolean };

const TICK_MS = 250;
const THANKS_MS = 4_000;
const AGAIN_MS = 2_000;

/** Which number was dealt with on this pad: a reload must not ask again. Ids only, gone with the browser's session. */
const KEY = 'ow.pad.done';

/**
 * One question at a time: shown when a number was finished here, put away after a minute untouched, when it was answered or
 * waved off, or when the next one sits there. What was pressed is sent when it can no longer be taken back.
 */
export function createAsking(live: Live<'window.pad'>, start: { readonly level?: RatingLevel; readonly at?: 'noted' | 'thanks' } = {}) {
  const [tick, setTick] = createSignal(performance.now());
  const [done, setDone] = createSignal(sessionStorage.getItem(KEY));
  const [touched, setTouched] = createSignal(performance.now());
  const [level, setLevel] = createSignal<RatingLevel | null>(start.level ?? null);
  const [tags, setTags] = createSignal<ReadonlySet<string>>(new Set());
  const [noted, setNoted] = createSignal<{ readonly rating: Sent; readonly until: number } | null>(null);
  const [thanks, setThanks] = createSignal<{ readonly until: number; readonly given: boolean } | null>(null);
  const [sending, setSending] = createSignal(false);
  const timer = setInterval(() => setTick(performance.now()), TICK_MS);
  onCleanup(() => clearInterval(timer));

  const finish = (ticketId: string): void => {
    sessionStorage.setItem(KEY, ticketId);
    setDone(ticketId);
  };
  const prompt = (): Prompt | null => {
    const found = live.view()?.prompt ?? null;
    if (!found || found.ticketId === done()) return null;
    // by the hall's clock since the step ended, by this pad's stopwatch since somebody last touched it
    const untouched = Math.min(msBetween(found.endedAt, live.serverNow()), tick() - touched());
    return untouched < padAsksMs ? found : null;
  };
  // by its number: the prompt itself is looked at with each tick
  const asked = createMemo(() => prompt()?.ticketId);
  let shownAt = performance.now();
  createEffect(
    on(asked, () => {
      shownAt = performance.now();
      if (start.level) return;
      setLevel(null);
      setTags(new Set<string>());
    }),
  );

  const send = async (): Promise<void> => {
    const it = noted();
    if (!it || sending()) return;
    setSending(true);
    setNoted(null);
    finish(it.rating.ticketId);
    const given = await sent(it.rating);
    setSending(false);
    setThanks({ until: performance.now() + THANKS_MS, given });
  };
  // the time to take it back is over, or the next one sits there
  createEffect(() => {
    const it = noted();
    if (it && (tick() >= it.until || live.view()?.prompt?.ticketId !== it.rating.ticketId)) void send();
  });

  const phase: Accessor<Phase> = () => {
    const it = noted();
    if (it) return { at: 'noted', seconds: Math.max(1, Math.ceil((it.until - tick()) / 1000)) };
    if (sending()) return { at: 'sending' };
    const thanked = thanks();
    const current = prompt();
    if (thanked && tick() < thanked.until) return { at: 'thanks', given: thanked.given };
    return current ? { at: 'asking', prompt: current } : { at: 'rest' };
  };
  const touch = (): void => void setTouched(performance.now());
  if (start.at === 'noted')
    setNoted({
      rating: { ticketId: live.view()?.prompt?.ticketId ?? '', level: 5, tags: [], tookMs: 0 },
      until: performance.now() + padUndoMs,
    });
  if (start.at === 'thanks') setThanks({ until: Infinity, given: false });

  return {
    phase,
    level,
    tags,
    touch,
    choose(next: RatingLevel): void {
      setLevel(next);
      const offered: readonly string[] = ratingTags[next];
      setTags((before) => new Set([...before].filter((tag) => offered.includes(tag))));
      touch();
    },
    toggle(tag: string): void {
      setTags((before) => (before.has(tag) ? new Set([...before].filter((other) => other !== tag)) : new Set([...before, tag])));
      touch();
    },
    submit(): void {
      const current = prompt();
      const chosen = level();
      if (!current || chosen === null) return;
      const tookMs = Math.round(performance.now() - shownAt);
      setNoted({
        rating: { ticketId: current.ticketId, level: chosen, tags: [...tags()], tookMs },
        until: performance.now() + padUndoMs,
      });
    },
    undo(): void {
      setNoted(null);
      touch();
    },
    skip(): void {
      const current = prompt();
      if (current) finish(current.ticketId);
    },
  };
}

interface Sent {
  readonly ticketId: string;
  readonly level: RatingLevel;
  readonly tags: string[];
  readonly tookMs: number;
}

/** Sent under one key until there is an answer: a lost one never rates twice. True = it had been rated before. */
async function sent(json: Sent): Promise<boolean> {
  const key = newKey();
  const end = performance.now() + padAsksMs;
  for (;;) {
    try {
      await call('POST /api/ratings', { json, key });
      return false;
    } catch (error) {
      if (error instanceof ApiError && !error.unanswered) return error.code === 'rating.given';
      if (performance.now() > end) return false;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

export type Asking = ReturnType<typeof createAsking>;
