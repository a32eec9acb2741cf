import { createSignal, type Accessor } from 'solid-js';
import { isUnanswered, newKey, sendGuide, type GuideAction } from '../api.ts';
import type { StaffLive } from '../live.ts';
import { useSession } from '../session.ts';
import { makePresses } from '../window/press.ts';

/** A number that was taken for somebody. */
export type Slip = Extract<Awaited<ReturnType<typeof sendGuide>>, { slip: unknown }>['slip'];

/** The guide's presses: one at a time, a lost answer is asked for again under its key. */
export function createGuide(hallId: Accessor<string>, live: StaffLive) {
  const session = useSession();
  const [busy, setBusy] = createSignal<string | null>(null);
  const [refusal, setRefusal] = createSignal<{ readonly of: string; readonly error: unknown } | null>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });

  /** What came of it; null where it was refused: then `refusal` says why, beside the ticket (or `take`) that it was about. */
  async function press(body: GuideAction): Promise<Awaited<ReturnType<typeof sendGuide>> | null> {
    setRefusal(null);
    const result = await presses.run(body.action, body, (key) => sendGuide(hallId(), body, key));
    if (result.kind === 'refused') {
      session.note(result.error);
      setRefusal({ of: 'ticketId' in body ? body.ticketId : 'take', error: result.error });
    }
    if (result.kind !== 'done') return null;
    void live.refresh();
    return result.value;
  }
  return { busy, refusal, press };
}

export type Guide = ReturnType<typeof createGuide>;
