import { createSignal, type Accessor } from 'solid-js';
import { isUnanswered, newKey, sendManage, type ManageAction } from '../api.ts';
import type { StaffLive } from '../live.ts';
import { useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';

/** What the manager is about to do; each is asked with its consequence, because none of them is a clerk's press to undo. */
export type Question =
  | { readonly action: 'clear' | 'sweep'; readonly number: ''; readonly count: number }
  | { readonly action: 'cancel' | 'abandon' | 'return' | 'rejoin' | 'mark_inaccurate'; readonly ticketId: string; readonly number: string };

type Direct = Extract<ManageAction, { action: 'halt' } | { action: 'reskill' } | { action: 'clear' | 'sweep' | 'resume' }>;
function bodyOf(what: Question | Direct): ManageAction {
  if ('ticketId' in what) return { action: what.action, ticketId: what.ticketId };
  return 'count' in what ? { action: what.action } : what;
}

export function createManage(hallId: Accessor<string>, live: StaffLive) {
  const session = useSession();
  const [question, setQuestion] = createSignal<Question | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });

  /** True when it is done; a refusal stands in `error`. */
  async function send(what: Question | Direct): Promise<boolean> {
    setError(null);
    const body = bodyOf(what);
    const result = await presses.run(what.action, body, async (key) => {
      await sendManage(hallId(), body, key);
      void live.refresh();
    });
    if (result.kind === 'done') setQuestion(null);
    if (result.kind === 'refused') {
      session.note(result.error);
      setError(result.error);
    }
    return result.kind === 'done';
  }
  const ask = (what: Question | null): void => {
    setError(null);
    setQuestion(what);
  };
  return { question, busy, error, ask, send };
}

export type Manage = ReturnType<typeof createManage>;
