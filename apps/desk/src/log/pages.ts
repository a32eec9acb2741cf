import { createEffect, createSignal, on } from 'solid-js';

interface Page<R> {
  readonly rows: readonly R[];
  readonly next: string | null;
}

/** A list that goes on: the first page of a question, and further ones below it. Another question begins anew. */
export function createPages<Q, R>(
  question: () => Q,
  load: (question: Q, before: string | null) => Promise<Page<R>>,
  onError: (error: unknown) => void,
) {
  const [rows, setRows] = createSignal<readonly R[] | null>(null);
  const [next, setNext] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal<'first' | 'more' | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  let asked = 0;

  async function fetch(q: Q, before: string | null): Promise<void> {
    const own = (asked += 1);
    setBusy(before === null ? 'first' : 'more');
    setError(null);
    try {
      const page = await load(q, before);
      // an answer to an earlier question comes too late
      if (own !== asked) return;
      setRows((old) => (before === null ? page.rows : [...(old ?? []), ...page.rows]));
      setNext(page.next);
    } catch (refused) {
      if (own !== asked) return;
      setError(refused);
      onError(refused);
    }
    setBusy(null);
  }
  const reload = (): void => void fetch(question(), null);
  createEffect(on(() => JSON.stringify(question()), reload));
  return {
    /** Null before the first answer. */
    rows,
    next,
    busy,
    error,
    reload,
    more: () => {
      const before = next();
      if (before !== null && busy() === null) void fetch(question(), before);
    },
  };
}

export type Pages<R> = ReturnType<typeof createPages<unknown, R>>;
