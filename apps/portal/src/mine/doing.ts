import { createSignal } from 'solid-js';
import { refused } from './refused.ts';

/** One thing that is done at a time, and what came of it in words. */
export function createDoing() {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  return {
    busy,
    problem,
    setProblem,
    /** `otherwise` may take a refusal for itself by answering true. */
    async run(work: () => Promise<unknown>, otherwise?: (error: unknown) => boolean): Promise<void> {
      if (busy()) return;
      setBusy(true);
      setProblem(undefined);
      try {
        await work();
      } catch (error) {
        if (!otherwise?.(error)) setProblem(refused(error));
      } finally {
        setBusy(false);
      }
    },
  };
}
