import { onCleanup, onMount } from 'solid-js';
import { isTyping } from '../cases/typing.ts';

/** The keyboard of what is open beside a list: Escape closes it, J and K go to the next and the one before. */
export function createPanelKeys(on: { readonly close: () => void; readonly step: (by: -1 | 1) => void }): void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === 'Escape') on.close();
    else if (event.key === 'j' || event.key === 'k') on.step(event.key === 'j' ? 1 : -1);
    else return;
    event.preventDefault();
  };
  onMount(() => document.addEventListener('keydown', onKey));
  onCleanup(() => document.removeEventListener('keydown', onKey));
}
