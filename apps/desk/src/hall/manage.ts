import { createSignal, type Accessor } from 'solid-js';
import { isUnanswered, newKey, sendManage, type ManageAction } from '../api.ts';
import type { StaffLive } from '../live.ts';
import { useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';

/** What the manager is about to do; each is asked with its consequence, because none of them is a clerk's press to undo. */
export type Question =
  | { readonly action: 'clear'; readonly number: ''; readonly count: number }
  | { readonly action: 'cancel' | 'abandon' | 'return' | 'rejoin' | 'mark_inaccurate'; readonly ticketId: string; readonly number: string };

export function createManage(hallId: Accessor<string>, live: StaffLive) {
  const session = useSession();
  const [question, setQuestion] = createSignal<Question | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });

  async function send(what: Question): Promise<void> {
    setError(null);
    const body: ManageAction = what.action === 'clear' ? { action: 'clear' } : { action: what.action, ticketId: what.ticketId };
    const result = await presses.run(what.action, body, async (key) => {
      await sendManage(hallId(), body, key);
      void live.refresh();
    });
    if (result.kind === 'done') setQuestion(null);
    if (result.kind === 'refused') {
      session.note(result.error);
      setError(result.error);
    }
  }
  const ask = (what: Question | null): void => {
    setError(null);
    setQuestion(what);
  };
  return { question, busy, error, ask, send };
}

export type Manage = ReturnType<typeof createManage>;
