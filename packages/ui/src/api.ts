import type { ErrorCode, ErrorDetails } from '@one-window/domain/errors';
import { fixtureAnswer } from './fixture.ts';

/** `offline` = no answer came, and it is not known whether the server acted. */
export type ApiCode = ErrorCode | 'offline';

/** A refusal, or no answer. Screens translate `error.<code>` with `details`; the request id is for the person who asks. */
export class ApiError extends Error {
  constructor(
    readonly code: ApiCode,
    readonly status: number,
    readonly details: ErrorDetails = {},
    readonly requestId: string | null = null,
  ) {
    super(code);
    this.name = 'ApiError';
  }
  get offline(): boolean {
    return this.code === 'offline';
  }
  /** Is it unknown whether the server did it? Then the same press again must carry the same key. */
  get unanswered(): boolean {
    return this.offline || this.status >= 500;
  }
  /** The session or pairing is gone. */
  get ended(): boolean {
    return this.code === 'auth.required' || this.code === 'device.revoked';
  }
}

/** One route as a screen sees it: what it must be given and what comes back. The service's own are in `@one-window/api/client`. */
export interface Exchange {
  readonly param?: object;
  readonly query?: object;
  readonly json?: unknown;
  /** The file itself. */
  readonly body?: Blob;
  readonly answer: unknown;
}
/** The routes of a listener, by `METHOD /path`. */
export type Contract<C> = { readonly [R in keyof C]: Exchange };

interface CallOptions {
  /** Idempotency key of this press; made here where the caller keeps none. */
  readonly key?: string;
  readonly signal?: AbortSignal;
}
type Given<E> = Omit<E, 'answer'> & CallOptions;

/** Asks a route of the listener: another path, a wrong body or a field that no answer has does not compile. */
export type Call<C extends Contract<C>> = <R extends keyof C & string>(
  route: R,
  ...given: object extends Given<C[R]> ? [given?: Given<C[R]>] : [given: Given<C[R]>]
) => Promise<C[R]['answer']>;

/** The typed way to a listener: `const call = client<DeskApi>()`. */
export function client<C extends Contract<C>>(): Call<C> {
  return ask as Call<C>;
}

/** An answer that takes longer is lost: the press is asked again with its key. */
const TIMEOUT_MS = 10_000;
/** Pauses before the same key is sent again after a lost reply. */
const RETRY_MS = [250, 1_000] as const;

/** A UUIDv4; `crypto.randomUUID` is missing where a hall has no TLS. */
export function newKey(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x40;
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(b, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

interface Asked extends CallOptions {
  readonly param?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly json?: unknown;
}

/**
 * Reads once: the screen offers it again, or is live. Sends a command once, whatever the network does: a lost reply is asked
 * for again under the same key.
 */
async function ask(route: string, asked: Asked = {}): Promise<unknown> {
  const [method = 'GET', pattern = ''] = route.split(' ');
  const path = pathOf(pattern, asked);
  if (method === 'GET') return request(route, path, { headers: { accept: 'application/json' } }, asked.signal);
  const init: RequestInit = {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': asked.key ?? newKey() },
    body: JSON.stringify(asked.json ?? {}),
  };
  for (const pause of RETRY_MS) {
    try {
      return await request(route, path, init, asked.signal);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.offline || asked.signal?.aborted) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return request(route, path, init, asked.signal);
}

/** `/api/items/:id` with its parts filled in. */
function pathOf(pattern: string, { param = {}, query = {} }: Asked): string {
  const path = pattern.replace(/\/:(\w+)/g, (_, name: string) => `/${encodeURIComponent(param[name] ?? '')}`);
  const search = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return search.length > 0 ? `${path}?${search.join('&')}` : path;
}

async function request(route: string, path: string, init: RequestInit, signal?: AbortSignal): Promise<unknown> {
  if (import.meta.env.OW_DEV_PAGES === true) {
    const answer = fixtureAnswer(route);
    if (answer) return answered(await answer);
  }
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin', signal: bothOf(limit, signal) });
    text = await response.text();
  } catch {
    throw new ApiError('offline', 0);
  }
  return answered({ status: response.status, requestId: response.headers.get('x-request-id'), body: parse(text) });
}

/** A route that answers with a file is none of the contract; its refusals are like any other. A long table takes its time. */
export async function loadFile(pattern: string, query: NonNullable<Asked['query']>): Promise<Blob> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(pathOf(pattern, { query }), { credentials: 'same-origin' });
    if (response.ok) return await response.blob();
    text = await response.text();
  } catch {
    throw new ApiError('offline', 0);
  }
  throw refusalOf({ status: response.status, requestId: response.headers.get('x-request-id'), body: parse(text) });
}

interface Sending extends CallOptions {
  readonly param: Readonly<Record<string, string>>;
  readonly query?: NonNullable<Asked['query']>;
  readonly body: Blob;
  /** From 0 to 1, as far as it has left this device. */
  readonly onProgress?: (part: number) => void;
}

/** Sends a file to a route of the contract. `fetch` cannot tell how far it is. */
export function sendFile(route: string, sending: Sending): Promise<unknown> {
  if (import.meta.env.OW_DEV_PAGES === true) {
    const answer = fixtureAnswer(route);
    if (answer) return answer.then(answered);
  }
  const [method = 'POST', pattern = ''] = route.split(' ');
  return new Promise<unknown>((done, failed) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, pathOf(pattern, sending));
    xhr.setRequestHeader('content-type', 'application/octet-stream');
    xhr.setRequestHeader('idempotency-key', sending.key ?? newKey());
    xhr.upload.addEventListener('progress', (event) => sending.onProgress?.(event.total > 0 ? event.loaded / event.total : 0));
    for (const lost of ['error', 'abort', 'timeout']) xhr.addEventListener(lost, () => failed(new ApiError('offline', 0)));
    xhr.addEventListener('load', () => {
      try {
        done(answered({ status: xhr.status, requestId: xhr.getResponseHeader('x-request-id'), body: parse(xhr.responseText) }));
      } catch (refusal) {
        failed(refusal);
      }
    });
    sending.signal?.addEventListener('abort', () => xhr.abort());
    xhr.send(sending.body);
  });
}

/** `AbortSignal.any` is missing in phones of 2023: there the caller's wish counts, the browser's own limit does the rest. */
function bothOf(limit: AbortSignal, signal: AbortSignal | undefined): AbortSignal {
  if (!signal) return limit;
  return typeof AbortSignal.any === 'function' ? AbortSignal.any([signal, limit]) : signal;
}

export interface Answer {
  readonly status: number;
  readonly requestId?: string | null;
  readonly body: unknown;
}

function answered(answer: Answer): unknown {
  if (answer.status < 400 && answer.body !== unreadable) return answer.body;
  throw refusalOf(answer);
}

function refusalOf(answer: Answer): ApiError {
  const error = isObject(answer.body) && isObject(answer.body['error']) ? answer.body['error'] : {};
  const requestId = typeof error['requestId'] === 'string' ? error['requestId'] : (answer.requestId ?? null);
  const details = isObject(error['details']) ? (error['details'] as ErrorDetails) : {};
  return new ApiError(
    typeof error['code'] === 'string' ? (error['code'] as ApiCode) : unnamed(answer.status),
    answer.status,
    details,
    requestId,
  );
}

/** A proxy in between answers without a code of ours. */
function unnamed(status: number): ApiCode {
  if (status === 401) return 'auth.required';
  if (status === 404) return 'not_found';
  if (status === 413) return 'request.too_large';
  if (status === 429) return 'limit.too_many';
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : 'internal';
}

const unreadable = Symbol('unreadable');

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return unreadable;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
