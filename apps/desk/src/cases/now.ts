import { createSignal, onCleanup } from 'solid-js';
import type { Instant } from '@one-window/domain/time';
import { nowInstant } from './words.ts';

/** The time of day, anew each half minute: how long is left goes on while one looks. */
export function createNow(): () => Instant {
  const [now, setNow] = createSignal(nowInstant());
  const timer = setInterval(() => setNow(nowInstant()), 30_000);
  onCleanup(() => clearInterval(timer));
  return now;
}
