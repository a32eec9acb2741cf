import type { ViewName, Views } from '@one-window/domain/views';
import type { Answer } from './api.ts';

/** What a live screen shows without a server. Missing = nothing has come yet. */
export interface LiveFixture<V extends ViewName> {
  readonly view?: Views[V];
  /** Milliseconds since the view was known to be current; above two beats the screen is stale. */
  readonly ageMs?: number;
  /** The watch was refused, or the server cannot be reached. */
  readonly error?: string;
}

/** A state of a screen, for pictures and reviews: live views and answers of the API, by `METHOD /path` or path prefix. */
export interface Fixture {
  readonly live?: { readonly [V in ViewName]?: LiveFixture<V> };
  /** Keys: `/api/me` (reads) or `POST /api/sign-in`; the longest prefix that fits wins. `null` = never answers. */
  readonly api?: Readonly<Record<string, unknown>>;
}

/** An answer of a {@link Fixture} that is a refusal. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {}
}

let current: Fixture | null = null;

/** Only development builds call this; production bundles drop every path to it. */
export function installFixture(fixture: Fixture | null): void {
  current = fixture;
}

/** `undefined` = no fixture stands, ask the server. */
export function liveFixture<V extends ViewName>(name: V): LiveFixture<V> | undefined {
  return current ? (current.live?.[name] ?? {}) : undefined;
}

export function fixtureAnswer(method: string, path: string): Promise<Answer> | null {
  if (!current) return null;
  const wanted = method === 'GET' ? path : `${method} ${path}`;
  const found = Object.entries(current.api ?? {})
    .filter(([key]) => wanted.startsWith(key))
    .sort(([a], [b]) => b.length - a.length)[0];
  if (!found) return Promise.resolve({ status: 404, body: { error: { code: 'not_found' } } });
  const body = found[1];
  if (body === null) return new Promise(() => {});
  if (body instanceof Refusal)
    return Promise.resolve({ status: body.status, body: { error: { code: body.code, details: body.details, requestId: 'fixture' } } });
  return Promise.resolve({ status: 200, body });
}
