import type { ViewName, Views } from '@one-window/domain/views';
import type { Answer, Contract, Exchange } from './api.ts';

/** What a live screen shows without a server. Missing = nothing has come yet. */
export interface LiveFixture<V extends ViewName> {
  readonly view?: Views[V];
  /** Milliseconds since the view was known to be current; above two beats the screen is stale. */
  readonly ageMs?: number;
  /** The watch was refused, or the server cannot be reached. */
  readonly error?: string;
}

export type AnyApi = Record<string, Exchange>;
/** What routes answer without a server. `null` = never; a route that is missing is not found. */
export type Answers<C extends Contract<C>> = { readonly [R in keyof C]?: C[R]['answer'] | Refusal | null };

/** A state of a screen, for pictures and reviews: live views and answers of a listener's routes. */
export interface Fixture<C extends Contract<C> = AnyApi> {
  readonly live?: { readonly [V in ViewName]?: LiveFixture<V> };
  readonly api?: Answers<C>;
}

/** An answer of a {@link Fixture} that is a refusal. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: Readonly<Record<string, string | number | readonly string[]>> = {},
  ) {}
}

let current: Fixture | null = null;

/** Only development builds call this; production bundles drop every path to it. */
export function installFixture<C extends Contract<C> = AnyApi>(fixture: Fixture<C> | null): void {
  current = fixture;
}

/** `undefined` = no fixture stands, ask the server. */
export function liveFixture<V extends ViewName>(name: V): LiveFixture<V> | undefined {
  return current ? (current.live?.[name] ?? {}) : undefined;
}

export function fixtureAnswer(route: string): Promise<Answer> | null {
  if (!current) return null;
  const body: unknown = current.api?.[route];
  if (body === undefined) return Promise.resolve({ status: 404, body: { error: { code: 'not_found' } } });
  if (body === null) return new Promise(() => {});
  if (body instanceof Refusal)
    return Promise.resolve({ status: body.status, body: { error: { code: body.code, details: body.details, requestId: 'fixture' } } });
  return Promise.resolve({ status: 200, body });
}
