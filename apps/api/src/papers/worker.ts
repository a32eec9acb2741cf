import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { drawPaper, type PaperForm } from './draw.ts';
import type { PaperFacts } from './facts.ts';

export interface Asked {
  readonly id: number;
  readonly facts: PaperFacts;
  readonly form: PaperForm;
}
export type Told = { readonly id: number } & (
  | { readonly bytes: Uint8Array; readonly undrawn: readonly string[] }
  | { readonly problem: string }
);

// on Linux a thread has a nice value of its own: decisions that queue up leave the processor to whoever waits for an answer
if (process.platform === 'linux') setPriority(5);

/** Draws away from the event loop: 50 ms a page, and 700 for the first, which reads the fonts. */
parentPort?.on('message', ({ id, facts, form }: Asked) => {
  drawPaper(facts, form).then(
    ({ bytes, undrawn }) => parentPort?.postMessage({ id, bytes: new Uint8Array(bytes), undrawn } satisfies Told),
    // the words of a parser could quote a name
    (error: unknown) => parentPort?.postMessage({ id, problem: error instanceof Error ? error.name : 'unknown' } satisfies Told),
  );
});
