import { createEffect, createRoot, createSignal, type Accessor } from 'solid-js';
import type { HallStaffView } from '@one-window/domain/views';
import { createLive, type Live } from '@one-window/ui/live';
import { shareView } from './share.ts';

export interface StaffLive extends Live<'hall.staff'> {
  /** Resolves when the view fulfils the condition; asks for a fresh one if the push does not come, and then lets go. */
  readonly until: (condition: (view: HallStaffView) => boolean) => Promise<void>;
}

/** A push takes some 20 ms; after this long the view is asked for. */
const PUSH_MS = 600;
const ANSWER_MS = 2_000;

/**
 * The staff view of one hall as plain data with unchanged rows kept. A store would watch each field of ten thousand rows;
 * the desk sorts and filters them all at every push.
 */
export function createStaffLive(hallId: Accessor<string>): StaffLive {
  const [plain, setPlain] = createSignal<HallStaffView | null>(null);
  const live = createLive('hall.staff', hallId, {
    onView: (next) => setPlain((before) => shareView(next, before?.hall.id === next.hall.id ? before : null)),
  });
  const view = (): HallStaffView | null => (live.view() === null ? null : plain());

  function until(condition: (view: HallStaffView) => boolean): Promise<void> {
    return new Promise((resolve) => {
      createRoot((dispose) => {
        const end = (): void => {
          clearTimeout(timer);
          dispose();
          resolve();
        };
        let timer = setTimeout(() => {
          // asked for while the line is dead, it would never answer
          timer = setTimeout(end, ANSWER_MS);
          void live.refresh().then(end, end);
        }, PUSH_MS);
        createEffect(() => {
          const now = view();
          if (now && condition(now)) queueMicrotask(end);
        });
      });
    });
  }
  return { ...live, view, until };
}
