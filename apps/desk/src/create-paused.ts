import { createEffect, createSignal, onCleanup, untrack, type Accessor } from 'solid-js';

/** A pause in typing after which it is asked. */
const PAUSE_MS = 200;

/** What was typed, once nobody has typed for a moment; without outer blanks. What stood there from the start is asked at once. */
export function createPaused(typed: Accessor<string>): Accessor<string> {
  const [asked, setAsked] = createSignal(untrack(typed).trim());
  createEffect(() => {
    const text = typed().trim();
    const timer = setTimeout(() => setAsked(text), PAUSE_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return asked;
}
