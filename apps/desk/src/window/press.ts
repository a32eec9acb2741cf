import type { DeskApi } from '@one-window/api/client';
import type { StaffTicket } from '@one-window/domain/views';

export interface Presses {
  /** Runs one press; while it runs every other one is ignored, so that two quick keys are one command. */
  run<T>(name: string, body: unknown, send: (key: string) => Promise<T>): Promise<PressResult<T>>;
}
export type PressResult<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'ignored' };

interface Outcome {
  /** Told when a press begins and ends: screens keep the button's width and show the verb in progress. */
  onBusy: (name: string | null) => void;
  newKey: () => string;
  /** Is it unknown whether the server did it? Then the same press again carries the same key. */
  isUnanswered: (error: unknown) => boolean;
}

/**
 * One press, one idempotency key. A press whose answer got lost keeps its key: pressing the same again asks the server
 * for the first answer instead of doing it twice.
 */
export function makePresses(outcome: Outcome): Presses {
  let busy = false;
  let lost: { body: string; key: string } | null = null;
  return {
    async run(name, body, send) {
      if (busy) return { kind: 'ignored' };
      const text = JSON.stringify([name, body]);
      const key = lost?.body === text ? lost.key : outcome.newKey();
      busy = true;
      outcome.onBusy(name);
      try {
        const value = await send(key);
        lost = null;
        return { kind: 'done', value };
      } catch (error) {
        lost = outcome.isUnanswered(error) ? { body: text, key } : null;
        return { kind: 'refused', error };
      } finally {
        busy = false;
        outcome.onBusy(null);
      }
    },
  };
}

/** What the API answers to a press. */
export type PressedTicket = NonNullable<DeskApi['POST /api/windows/:windowId/actions']['answer']['ticket']>;

/** Does the view already show what the answer says? The answer itself is never painted: nothing is shown before it is true for everybody. */
export function shows(tickets: readonly StaffTicket[], answer: PressedTicket | null): boolean {
  if (!answer) return true;
  const shown = tickets.find((t) => t.id === answer.id);
  return shown !== undefined && shown.state === answer.state && shown.seriesId === answer.seriesId;
}
