import type { ErrorCode, ErrorDetails } from '@one-window/domain/errors';

/** A refusal by the service, or no answer at all (`offline`). Screens translate `code`. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode | 'offline',
    readonly status: number,
    readonly details: ErrorDetails = {},
    readonly requestId = '',
  ) {
    super(code);
    this.name = 'ApiError';
  }
  /** No answer, or a service that is away: the command may or may not have been done; the same key finds out. */
  get unanswered(): boolean {
    return this.code === 'offline' || this.code === 'unavailable';
  }
}

/** A key for one press of one button. */
export const newKey = (): string => (typeof crypto.randomUUID === 'function' ? crypto.randomUUID() : `k-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`);

const attempts = 3;
const pauseMs = 400;
const timeoutMs = 8_000;

/**
 * Sends a command. A lost reply is asked for again under the same key, so nothing is done twice; a refusal is thrown at
 * once.
 * @throws ApiError
 */
export async function command<T>(path: string, body: unknown, options: { key?: string; signal?: AbortSignal } = {}): Promise<T> {
  const key = options.key ?? newKey();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request<T>(path, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': key }, body: JSON.stringify(body) }, options.signal);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.unanswered || attempt >= attempts) throw error;
      await new Promise((done) => setTimeout(done, pauseMs * attempt));
    }
  }
}

/** @throws ApiError */
export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>(path, { method: 'GET' }, signal);
}

async function request<T>(path: string, init: RequestInit, signal?: AbortSignal): Promise<T> {
  const limit = AbortSignal.timeout(timeoutMs);
  const response = await fetch(path, { ...init, credentials: 'same-origin', signal: signal && 'any' in AbortSignal ? AbortSignal.any([signal, limit]) : limit }).catch(() => {
    throw new ApiError('offline', 0);
  });
  const text = await response.text().catch(() => {
    throw new ApiError('offline', 0);
  });
  const body = parse(text);
  if (response.ok) return body as T;
  const error = (body as { error?: { code: ErrorCode; details: ErrorDetails; requestId: string } } | null)?.error;
  if (error) throw new ApiError(error.code, response.status, error.details, error.requestId);
  throw new ApiError(response.status >= 502 && response.status <= 504 ? 'unavailable' : 'internal', response.status);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
