import { createResource, createSignal } from 'solid-js';
import { createPaused } from '../create-paused.ts';
import { searchItems } from './api.ts';

/** Matters of a hall as somebody types their name: asked when the typing pauses, and of nothing typed nothing. */
export function createItemSearch(hallId: () => string, begin = '') {
  const [typed, setTyped] = createSignal(begin);
  const asked = createPaused(typed);
  const [found, { refetch }] = createResource(
    () => (asked() === '' ? false : { q: asked(), hallId: hallId() }),
    ({ q, hallId: hall }) => searchItems(q, hall),
  );
  return { typed, asked, found, again: () => void refetch(), type: (text: string) => void setTyped(text) };
}
