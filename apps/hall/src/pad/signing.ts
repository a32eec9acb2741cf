import { batch, createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from 'solid-js';
import type { HallApi } from '@one-window/api/client';
import {
  pointsIn,
  signatureField,
  signatureGrain,
  signatureLimits,
  strokesProblem,
  type Strokes,
  type StrokesProblem,
} from '@one-window/domain/signatures';
import { ApiError, newKey } from '@one-window/ui/api';
import type { Live } from '@one-window/ui/live';
import { call } from '../api.ts';

export type SignWords = NonNullable<HallApi['GET /api/signature']['answer']['signature']>;

export type SignPhase =
  | { readonly at: 'none' }
  | { readonly at: 'loading' }
  | { readonly at: 'signing'; readonly words: SignWords }
  | { readonly at: 'sending' }
  | { readonly at: 'done'; readonly how: 'signed' | 'declined' | 'gone' };

const TICK_MS = 500;
const DONE_MS = 4_000;
const AGAIN_MS = 2_000;
/** So long the same press is sent again before the pad says that it was not sent. */
const TRIES_MS = 8_000;

/** With what a picture begins. */
export interface SignStart {
  readonly strokes?: Strokes;
  readonly problem?: StrokesProblem | 'failed';
  readonly done?: 'signed' | 'declined' | 'gone';
}

/**
 * One question for a signature at a time, as long as the view says that it stands. What is to be signed is asked for by the
 * pad itself; words and drawing are forgotten with the question, whatever became of it.
 */
export function createSigning(live: Live<'window.pad'>, start: SignStart = {}) {
  const [tick, setTick] = createSignal(performance.now());
  const [words, setWords] = createSignal<SignWords | null>(null);
  const [strokes, setStrokes] = createSignal<Strokes>(start.strokes ?? []);
  const [problem, setProblem] = createSignal<StrokesProblem | 'failed' | null>(start.problem ?? null);
  const [sending, setSending] = createSignal(false);
  const [done, setDone] = createSignal<{ readonly how: 'signed' | 'declined' | 'gone'; readonly until: number } | null>(
    start.done ? { how: start.done, until: Infinity } : null,
  );
  /** Answered here: the view that says so is on its way. */
  const [settled, setSettled] = createSignal<string | null>(null);
  const timer = setInterval(() => setTick(performance.now()), TICK_MS);
  onCleanup(() => clearInterval(timer));

  const standing = createMemo((): string | null => {
    tick();
    const asked = live.view()?.signing ?? null;
    return asked && asked.id !== settled() && live.serverNow() < asked.until ? asked.id : null;
  });

  const forget = (): void => {
    setWords(null);
    setStrokes([]);
    setProblem(null);
  };
  const end = (how: 'signed' | 'declined' | 'gone'): void => {
    // at once: what stands no longer because it was answered here did not go away by itself
    batch(() => {
      setSettled(live.view()?.signing?.id ?? settled());
      forget();
      setDone({ how, until: performance.now() + DONE_MS });
    });
  };

  async function load(id: string): Promise<void> {
    while (standing() === id && words()?.id !== id) {
      try {
        const { signature } = await call('GET /api/signature');
        if (standing() === id && signature?.id === id) setWords(signature);
        // answered or taken back since: the view that says so comes
        if (signature?.id !== id) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      } catch {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }
  createEffect(
    on(standing, (id, before) => {
      if (id === before) return;
      // before the first question there is nothing to forget, and a picture keeps what it begins with
      if (before !== undefined) {
        if (before !== null && id === null && !done() && !sending()) end('gone');
        else forget();
      }
      if (id !== null) {
        if (!start.done) setDone(null);
        void load(id);
      }
    }),
  );

  async function answer(how: 'signed' | 'declined'): Promise<void> {
    const id = standing();
    if (id === null || sending()) return;
    setSending(true);
    setProblem(null);
    const json =
      how === 'signed'
        ? { answer: 'sign' as const, requestId: id, strokes: strokes().map((stroke) => [...stroke]) }
        : { answer: 'decline' as const, requestId: id };
    const became = await sent(json);
    setSending(false);
    if (became === 'taken') return end(how);
    if (became === 'gone') return end('gone');
    setProblem(became);
  }

  const phase: Accessor<SignPhase> = () => {
    const over = done();
    if (sending()) return { at: 'sending' };
    const id = standing();
    const read = words();
    if (id !== null && !start.done) return read?.id === id ? { at: 'signing', words: read } : { at: 'loading' };
    return over && tick() < over.until ? { at: 'done', how: over.how } : { at: 'none' };
  };

  return {
    phase,
    strokes,
    problem,
    /** A new stroke begins where the finger touches. */
    begin(x: number, y: number): void {
      setProblem(null);
      if (pointsIn(strokes()) < signatureLimits.points && strokes().length < signatureLimits.strokes)
        setStrokes((all) => [...all, inField(x, y)]);
      else setProblem('too_large');
    },
    /** Goes on with the stroke that is drawn; what lies too near to the last point says nothing. */
    draw(points: readonly (readonly [number, number])[]): void {
      const last = strokes().at(-1);
      if (!last) return;
      const next = [...last];
      let room = signatureLimits.points - pointsIn(strokes());
      for (const [x, y] of points) {
        const [px, py] = inField(x, y) as [number, number];
        if (room <= 0 || Math.hypot(px - next.at(-2)!, py - next.at(-1)!) < signatureGrain) continue;
        next.push(px, py);
        room -= 1;
      }
      setStrokes((all) => [...all.slice(0, -1), next]);
    },
    clear(): void {
      setStrokes([]);
      setProblem(null);
    },
    confirm(): void {
      const wrong = strokesProblem(strokes());
      setProblem(wrong);
      if (!wrong) void answer('signed');
    },
    decline: (): void => void answer('declined'),
  };
}

const inField = (x: number, y: number): number[] => [
  Math.round(Math.min(Math.max(x, 0), signatureField.width)),
  Math.round(Math.min(Math.max(y, 0), signatureField.height)),
];

type Answered = 'taken' | 'gone' | 'failed' | StrokesProblem;

/** Sent under one key until there is an answer: what was lost on the way never signs twice. */
async function sent(json: HallApi['POST /api/signature']['json']): Promise<Answered> {
  const key = newKey();
  const end = performance.now() + TRIES_MS;
  for (;;) {
    try {
      await call('POST /api/signature', { json, key });
      return 'taken';
    } catch (error) {
      if (error instanceof ApiError && !error.unanswered) return refusalOf(error.code);
      if (performance.now() > end) return 'failed';
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

function refusalOf(code: string): Answered {
  const drawn = (['empty', 'trivial', 'too_large', 'malformed'] as const).find((one) => code === `signature.${one}`);
  if (drawn) return drawn;
  return ['not_found', 'signature.answered', 'signature.expired'].includes(code) ? 'gone' : 'failed';
}

export type Signing = ReturnType<typeof createSigning>;
