import { createEffect, createMemo, createSignal, on } from 'solid-js';
import type { Purpose } from '@one-window/domain/permissions';
import { addMs, type Instant } from '@one-window/domain/time';
import type { RevealedPerson } from './api.ts';
import { secondsSince } from './format.ts';

export const REVEAL_SECONDS = 60;

/** Somebody's data in clear for a purpose and a minute, then masked again; `who` is whose it is, `now` ticks each second. */
export function createReveal(now: () => Instant, who: () => string, ask: (purpose: Purpose) => Promise<RevealedPerson>) {
  const [shown, setShown] = createSignal<{ person: RevealedPerson; until: Instant } | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal(false);
  const left = createMemo(() => Math.ceil(secondsSince(now(), shown()?.until ?? now())));
  const clear = createMemo(() => (left() > 0 ? (shown()?.person ?? null) : null));
  const mask = (): void => void setShown(null);
  // nobody's data outlives the person at the window, nor the minute, even in memory
  createEffect(
    on(
      () => [who(), left() > 0],
      () => left() <= 0 && mask(),
      { defer: true },
    ),
  );
  createEffect(on(who, mask, { defer: true }));

  async function open(purpose: Purpose): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const person = await ask(purpose);
      setShown({ person, until: addMs(now(), REVEAL_SECONDS * 1000) });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  }
  return { clear, left, busy, error, mask, open };
}
