import { createSignal, type Accessor } from 'solid-js';
import { isUnanswered, newKey, sendHelp, type HelpAction } from '../api.ts';
import type { StaffLive } from '../live.ts';
import { useMe, useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';

/** Answering those who ask for a person at a kiosk: one press, one key; what is shown comes from the view. */
export function createHelpDesk(hallId: Accessor<string>, live: Accessor<StaffLive>) {
  const session = useSession();
  const me = useMe();
  const [busy, setBusy] = createSignal<string | null>(null);
  const [refused, setRefused] = createSignal<{ readonly requestId: string; readonly error: unknown } | null>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });

  async function press(action: HelpAction, requestId: string): Promise<void> {
    setRefused(null);
    const before = live()
      .view()
      ?.help.find((call) => call.id === requestId);
    const result = await presses.run(`${action} ${requestId}`, { action, requestId }, async (key) => {
      await sendHelp(hallId(), { action, requestId }, key);
      await live().until(
        (view) => view.help.find((call) => call.id === requestId)?.staffId !== before?.staffId || gone(view.help, requestId),
      );
    });
    if (result.kind !== 'refused') return;
    session.note(result.error);
    setRefused({ requestId, error: result.error });
    // whoever was quicker is in the view
    void live().refresh();
  }
  return { press, busy, refused, staffId: () => me().staff.id };
}

const gone = (calls: readonly { readonly id: string }[], id: string): boolean => calls.every((call) => call.id !== id);

export type HelpDesk = ReturnType<typeof createHelpDesk>;
