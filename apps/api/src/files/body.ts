import type { Context } from 'hono';
import { DomainError } from '@one-window/domain/errors';
import type { Env } from '../http.ts';

/** A photo of a phone in ordinary quality has 2 to 6 MB, a page of a scanner one. */
export const maxUpload = 10 * 1024 * 1024;

/** Which requests may be so large; every other body is a command of a few hundred bytes. */
export const isUpload = (method: string, path: string): boolean =>
  method === 'POST' && /^\/api\/cases\/[^/]+\/materials\/[^/]+\/files$/.test(path);

export const tooLarge = (): DomainError => new DomainError('file.too_large', { mb: maxUpload / 1024 / 1024 });

/** Reads a body up to the limit and not a byte further: the rest of a larger one never comes into memory. */
export async function readUpload(c: Context<Env>): Promise<Buffer> {
  if (Number(c.req.header('content-length') ?? 0) > maxUpload) throw tooLarge();
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = c.req.raw.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader!.read()) {
    length += read.value.length;
    if (length > maxUpload) {
      await reader!.cancel();
      throw tooLarge();
    }
    parts.push(read.value);
  }
  return Buffer.concat(parts, length);
}

/** So many uploads are in memory at once; another waits its turn before its body is read. */
const atOnce = 4;

/** A queue before the readers of bodies: a hundred phones at once cost the memory of four. */
export function uploadsOf(): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // whoever waited takes the place that is left
      if (next) next();
      else running -= 1;
    }
  };
}
