import { createSignal, onCleanup } from 'solid-js';
import { ApiError, newKey } from './api.ts';
import { errorText } from './errors.ts';

/** One file on its way to a material. */
export interface Upload {
  readonly id: string;
  readonly material: string;
  readonly name: string;
  readonly blob: Blob;
  /** `waiting` for the one before, `sending`, `offline` until the connection returns, `refused` for good. */
  readonly state: 'waiting' | 'sending' | 'offline' | 'refused';
  readonly part: number;
  /** Why it was refused, in words. */
  readonly problem: string;
}

export interface Sent {
  readonly blob: Blob;
  readonly key: string;
  readonly signal: AbortSignal;
  readonly onProgress: (part: number) => void;
}

interface Options {
  readonly send: (material: string, sent: Sent) => Promise<unknown>;
  /** One has arrived: the case is read again. */
  readonly onArrived: (material: string) => unknown;
}

const retryMs = 5_000;

/**
 * Sends files one after the other. A lost connection is waited for and the same file sent again under its key, so that it
 * arrives once; a refusal stands beside the file until it is sent again or put away.
 */
export function createUploads({ send, onArrived }: Options) {
  const [all, setAll] = createSignal<readonly Upload[]>([]);
  const keys = new Map<string, string>();
  const stops = new Map<string, AbortController>();
  const put = (id: string, change: Partial<Upload>): unknown =>
    setAll((list) => list.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const drop = (id: string): unknown => setAll((list) => list.filter((one) => one.id !== id));
  let busy = false;

  async function next(): Promise<void> {
    const one = all().find(({ state }) => state === 'waiting');
    if (busy || !one) return;
    busy = true;
    const stop = new AbortController();
    stops.set(one.id, stop);
    put(one.id, { state: 'sending', part: 0 });
    const onProgress = (part: number): unknown => put(one.id, { part });
    try {
      await send(one.material, { blob: one.blob, key: keys.get(one.id) ?? newKey(), signal: stop.signal, onProgress });
      await onArrived(one.material);
      drop(one.id);
    } catch (error) {
      const lost = error instanceof ApiError && error.unanswered && error.code !== 'file.store_full';
      put(one.id, lost ? { state: 'offline' } : { state: 'refused', problem: errorText(error) });
    }
    stops.delete(one.id);
    busy = false;
    void next();
  }

  function again(): void {
    setAll((list) => list.map((one) => (one.state === 'offline' ? { ...one, state: 'waiting' } : one)));
    void next();
  }
  window.addEventListener('online', again);
  const timer = setInterval(again, retryMs);
  onCleanup(() => {
    window.removeEventListener('online', again);
    clearInterval(timer);
    for (const stop of stops.values()) stop.abort();
  });

  return {
    of: (material: string): readonly Upload[] => all().filter((one) => one.material === material),
    busy: (): boolean => all().some(({ state }) => state !== 'refused'),
    async add(material: string, files: Iterable<Blob & { readonly name?: string }>): Promise<void> {
      for (const file of files) {
        const id = newKey();
        keys.set(id, newKey());
        const one = { id, material, name: file.name ?? '', part: 0, problem: '' };
        setAll((list) => [...list, { ...one, blob: file, state: 'waiting' }]);
        const blob = await smaller(file);
        put(id, { blob });
      }
      void next();
    },
    retry(id: string): void {
      put(id, { state: 'waiting', problem: '' });
      void next();
    },
    remove(id: string): void {
      stops.get(id)?.abort();
      drop(id);
    },
  };
}
export type Uploads = ReturnType<typeof createUploads>;

/** Enough to read a page by, and a tenth of what a phone's camera makes. */
const maxSide = 2_400;
const enoughBytes = 800_000;

/** A photo in the size in which it is read; whatever the browser cannot draw goes as it is, and is judged there. */
async function smaller(file: Blob): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return file;
  const image = await createImageBitmap(file).catch(() => null);
  if (!image) return file;
  const scale = Math.min(1, maxSide / Math.max(image.width, image.height));
  const known = file.type === 'image/jpeg' || file.type === 'image/png';
  if (scale === 1 && known && file.size <= enoughBytes) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
  return drawn && (drawn.size < file.size || !known) ? drawn : file;
}
