import { createEffect, createSignal, on, type Accessor } from 'solid-js';
import type { HallApi } from '@one-window/api/client';
import type { HallPublicView, PublicHelp } from '@one-window/domain/views';
import { ApiError, newKey } from '@one-window/ui/api';
import { call } from '../api.ts';
import type { Problem } from './model.ts';
import { problemOf } from './problems.ts';

type Action = HallApi['POST /api/help']['json']['action'];

/** How the call for a person stands. The yellow screen is lit in all of them: staff see it even where no network does. */
export type HelpState =
  | { readonly at: 'sending' }
  | { readonly at: 'asked'; readonly since: string | null }
  | { readonly at: 'coming'; readonly coming: NonNullable<PublicHelp['coming']> }
  | { readonly at: 'failed'; readonly action: Action; readonly problem: Problem };

export interface Help {
  readonly state: Accessor<HelpState>;
  /** Is a request open? It stands in the hall's view, so it outlives a reload and a citizen who walked away. */
  readonly open: Accessor<boolean>;
  ask(): void;
  withdraw(): void;
}

/** The help key: one press, one key; a lost answer is asked for again, never a second request. */
export function createHelp(view: Accessor<HallPublicView | null>, deviceId: Accessor<string | null>, onEnded: () => void): Help {
  const [sending, setSending] = createSignal(false);
  const [failed, setFailed] = createSignal<{ action: Action; problem: Problem } | null>(null);
  /** What the service answered and no view shows yet. */
  const [given, setGiven] = createSignal<string | null>(null);
  let lost: { action: Action; key: string } | null = null;
  const request = (): PublicHelp | null => view()?.help.find((help) => help.deviceId === deviceId()) ?? null;

  createEffect(
    on(
      () => request()?.id ?? null,
      (now, before) => {
        setGiven(null);
        if (now) setFailed(null);
        if (before && !now) onEnded();
      },
    ),
  );

  const press = async (action: Action): Promise<void> => {
    if (sending()) return;
    const key = lost?.action === action ? lost.key : newKey();
    setFailed(null);
    setSending(true);
    try {
      const { help } = await call('POST /api/help', { json: { action }, key });
      lost = null;
      if (action === 'ask' && help && request()?.id !== help.id) setGiven(help.id);
      if (action === 'withdraw') onEnded();
    } catch (error) {
      lost = error instanceof ApiError && error.unanswered ? { action, key } : null;
      setFailed({ action, problem: problemOf(error) });
    } finally {
      setSending(false);
    }
  };

  const state = (): HelpState => {
    const problem = failed();
    if (problem) return { at: 'failed', ...problem };
    const coming = request()?.coming;
    if (coming) return { at: 'coming', coming };
    return request() || given() ? { at: 'asked', since: request()?.askedAt ?? null } : { at: 'sending' };
  };
  return {
    state,
    open: () => request() !== null,
    ask: () => {
      if (request() === null) void press('ask');
    },
    withdraw: () => void press('withdraw'),
  };
}
