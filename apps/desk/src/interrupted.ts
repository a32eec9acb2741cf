import { onCleanup, untrack } from 'solid-js';
import { useSession, type Session } from './session.ts';

/**
 * What was typed when the session ended in mid-form: in memory, for the same person at the same place. Whoever signs in next
 * at this window and is somebody else gets nothing of it, nor does anybody after a reload.
 */
let left: { readonly staffId: string; readonly place: string; readonly typed: unknown } | null = null;

const staffOf = (session: Session): string | null => {
  const state = session.state();
  return state.kind === 'in' ? state.me.staff.id : null;
};

/** `before` is what one had typed here when the session ended; `keep` what would be lost now, or null. */
export function createInterrupted<T>(place: string) {
  const session = useSession();
  const staffId = untrack(() => staffOf(session));
  const mine = left !== null && left.staffId === staffId;
  const before = mine && left?.place === place ? (left.typed as T) : null;
  if (!mine || before !== null) left = null;
  let typed = before;
  onCleanup(() => {
    const state = session.state();
    if (staffId !== null && typed !== null && state.kind === 'out' && state.ended) left = { staffId, place, typed };
  });
  return { before, keep: (now: T | null) => void (typed = now) };
}
