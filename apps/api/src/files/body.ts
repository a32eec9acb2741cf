import type { Context } from 'hono';
import { DomainError } from '@one-window/domain/errors';
import { packLimits } from '@one-window/domain/voice';
import type { Env } from '../http.ts';

/** A photo of a phone in ordinary quality has 2 to 6 MB, a page of a scanner one. */
const maxUpload = 10 * 1024 * 1024;

/** A request whose body is a file: how large it may be, and what a larger one is told. */
export interface Upload {
  readonly maxBytes: number;
  readonly code: 'file.too_large' | 'voice.too_large';
}
const caseFile: Upload = { maxBytes: maxUpload, code: 'file.too_large' };
/** The recordings of a hall's voice. */
export const voiceFile: Upload = { maxBytes: packLimits.packBytes, code: 'voice.too_large' };
const uploads: readonly (readonly [RegExp, Upload])[] = [
  [/^\/api\/cases\/[^/]+\/materials\/[^/]+\/files$/, caseFile],
  [/^\/api\/halls\/[^/]+\/voice-packs$/, voiceFile],
];

/** Which requests may be so large; every other body is a command of a few hundred bytes. */
export const uploadOf = (method: string, path: string): Upload | null =>
  (method === 'POST' && uploads.find(([pattern]) => pattern.test(path))?.[1]) || null;

export const tooLarge = ({ code, maxBytes }: Upload): DomainError => new DomainError(code, { mb: maxBytes / 1024 / 1024 });

/** Reads a body up to the limit and not a byte further: the rest of a larger one never comes into memory. */
export async function readUpload(c: Context<Env>, upload: Upload = caseFile): Promise<Buffer> {
  if (Number(c.req.header('content-length') ?? 0) > upload.maxBytes) throw tooLarge(upload);
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = c.req.raw.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader!.read()) {
    length += read.value.length;
    if (length > upload.maxBytes) {
      await reader!.cancel();
      throw tooLarge(upload);
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
