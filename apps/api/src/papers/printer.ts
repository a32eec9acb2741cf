import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Drawn, PaperForm } from './draw.ts';
import type { PaperFacts } from './facts.ts';
import type { Asked, Told } from './worker.ts';

export interface Printer {
  draw(facts: PaperFacts, form: PaperForm): Promise<Drawn>;
  stop(): Promise<void>;
}

/** Built it stands beside `main.js`, and this may be in a chunk; from source it is TypeScript, which a thread has to be taught. */
function startThread(): Worker {
  const built = ['./papers-worker.js', '../papers-worker.js'].map((name) => new URL(name, import.meta.url));
  const found = built.find((url) => existsSync(fileURLToPath(url)));
  if (found) return new Worker(found);
  const [teacher, source] = [
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace(/cjs$/, 'mjs'),
    new URL('./worker.ts', import.meta.url).href,
  ];
  return new Worker(`import(${JSON.stringify(teacher)}).then(({ register }) => (register(), import(${JSON.stringify(source)})))`, {
    eval: true,
  });
}

/** One thread for all papers of a process, begun with the first. One that dies fails what it had, and another follows. */
export function paperPrinter(): Printer {
  let worker: Worker | null = null;
  let last = 0;
  const waiting = new Map<number, { readonly done: (drawn: Drawn) => void; readonly failed: (error: Error) => void }>();
  const lost = (): void => {
    worker = null;
    for (const { failed } of waiting.values()) failed(new Error('the thread that draws papers ended'));
    waiting.clear();
  };
  const started = (): Worker => {
    const thread = startThread();
    thread.unref();
    thread.on('message', (told: Told) => {
      const one = waiting.get(told.id);
      waiting.delete(told.id);
      if ('problem' in told) one?.failed(new Error(`paper not drawn: ${told.problem}`));
      else one?.done({ bytes: Buffer.from(told.bytes), undrawn: told.undrawn });
    });
    thread.on('error', lost).on('exit', () => worker === thread && lost());
    return thread;
  };
  return {
    draw: (facts, form) =>
      new Promise<Drawn>((done, failed) => {
        last += 1;
        waiting.set(last, { done, failed });
        (worker ??= started()).postMessage({ id: last, facts, form } satisfies Asked);
      }),
    async stop() {
      await worker?.terminate();
    },
  };
}
