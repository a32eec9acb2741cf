import { createEffect, createSignal, onCleanup, type Accessor } from 'solid-js';

/** A pause in typing after which it is asked. */
const PAUSE_MS = 200;

/** What was typed, once nobody has typed for a moment; without outer blanks. `first` stands before that. */
export function paused(typed: Accessor<string>, first = ''): Accessor<string> {
  const [asked, setAsked] = createSignal(first.trim());
  createEffect(() => {
    const text = typed().trim();
    const timer = setTimeout(() => setAsked(text), PAUSE_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return asked;
}
