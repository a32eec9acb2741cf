import { For, Show, type JSX } from 'solid-js';
import type { PublicCall } from '@one-window/domain/views';
import { placeOf, Sign } from './Sign.tsx';
import { fit } from '../fit.ts';
import { english, t } from './t.ts';

interface CallsProps {
  readonly calls: readonly PublicCall[];
  readonly marked: ReadonlySet<number>;
  readonly stale: boolean;
  readonly both: boolean;
}

/** The last four calls, new ones marked with a triangle. */
export function Calls(props: CallsProps): JSX.Element {
  const head = (): 'board.recentStale' | 'board.recent' => (props.stale ? 'board.recentStale' : 'board.recent');
  return (
    <section>
      <h2>
        {t(head())}
        <Show when={props.both}>
          <span lang="en">{english(head())}</span>
        </Show>
      </h2>
      <ol class="calls">
        <For each={props.calls} fallback={<li class="none">{t('board.recentEmpty')}</li>}>
          {(call) => <Row call={call} isNew={props.marked.has(call.callSeq)} />}
        </For>
      </ol>
    </section>
  );
}

function Row(props: { call: PublicCall; isNew: boolean }): JSX.Element {
  const place = (): string => placeOf(props.call);
  const size = (): number => fit(place(), { width: 98, height: 100, max: 40, min: 24 }).size;
  return (
    <li classList={{ 'is-new': props.isNew }}>
      <span class="ticket num" classList={{ long: props.call.number.length > 5 }}>
        {props.call.number}
      </span>
      <span class="to">
        <Show when={props.isNew} fallback={<Sign name="right" />}>
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2.5 1.2v9.6L11 6z" fill="currentColor" />
          </svg>
        </Show>
      </span>
      <span class="win" classList={{ long: props.call.window.length > 2 }}>
        {props.call.window}
      </span>
      <span class="dir" style={{ 'font-size': `${size()}px` }}>
        <Show when={props.call.direction}>{(direction) => <Sign name={direction()} />}</Show>
        <span>{place()}</span>
      </span>
    </li>
  );
}
