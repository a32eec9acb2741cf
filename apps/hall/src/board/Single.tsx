import { Match, Show, Switch, type JSX } from 'solid-js';
import { openCall } from '@one-window/domain/boards';
import type { HallPublicView, PublicCall, PublicWindow } from '@one-window/domain/views';
import { nameOf } from '@one-window/ui/format';
import { fit } from '../fit.ts';
import { english, t, type BoardWords } from './t.ts';

interface SingleProps {
  readonly window: PublicWindow;
  readonly calls: HallPublicView['calls'];
  readonly lit: boolean;
  readonly both: boolean;
}

/** The display over one window: which window it is, and the number that it calls or serves now. No person, no clerk. */
export function Single(props: SingleProps): JSX.Element {
  const call = (): PublicCall | null => openCall(props.calls);
  return (
    <section class="single" classList={{ lit: props.lit && call() !== null }} aria-live="polite" aria-label={t('board.calling')}>
      <Show when={call()?.callSeq} keyed>
        <i class="flash" aria-hidden="true" />
      </Show>
      <Plate window={props.window} />
      <div class="now">
        <Switch fallback={<Words both={props.both} text={(words) => stateOf(props.window, words)} />}>
          <Match when={call()}>{(open) => <Called call={open()} lit={props.lit} both={props.both} />}</Match>
        </Switch>
      </div>
    </section>
  );
}

/** The window's label, as large as it fits: this much says which window it is even while the screen has no connection. */
export function Plate(props: { window: PublicWindow }): JSX.Element {
  // two glyphs of 340 px fill the frame; a longer label gets smaller, never wider
  const glyph = (): string => `${Math.floor(340 * Math.min(1, 2 / props.window.label.length))}px`;
  const name = (): string => nameOf(props.window.name);
  const size = (): number => fit(name(), { width: 560, height: 110, max: 52, min: 30 }).size;
  return (
    <div class="plate">
      <span class="which">{t('board.windowIs')}</span>
      <span class="win" style={{ '--glyph': glyph() }}>
        {props.window.label}
      </span>
      <span class="name" style={{ 'font-size': `${size()}px` }}>
        {name()}
      </span>
    </div>
  );
}

function Called(props: { call: PublicCall; lit: boolean; both: boolean }): JSX.Element {
  const glyph = (): string => `${Math.floor(400 * Math.min(1, 5 / props.call.number.length))}px`;
  const does = (t: BoardWords): string => {
    if (props.call.state === 'SERVING') return t('board.serving');
    if (props.lit && props.call.calls > 1) return t(props.call.calls === 2 ? 'board.again2' : 'board.again3');
    return t('board.comeHere');
  };
  return (
    <>
      <span class="ticket num" style={{ 'font-size': glyph() }}>
        {props.call.number}
      </span>
      <span class="who">{props.call.name}</span>
      <span class="say">
        {does(t)}
        <Show when={props.both}>
          <span class="second" lang="en">
            {does(english)}
          </span>
        </Show>
      </span>
    </>
  );
}

/** What a window does that has nobody: it calls the next one soon, it pauses and why, it is closed. */
export function stateOf(window: Pick<PublicWindow, 'open' | 'paused'>, t: BoardWords): { head: string; hint: string } {
  if (!window.open) return { head: t('board.closed'), hint: t('board.closedHint') };
  if (window.paused) return { head: t('board.paused'), hint: t(`board.paused.${window.paused}`) };
  return { head: t('board.next'), hint: '' };
}

function Words(props: { text: (t: BoardWords) => { head: string; hint: string }; both: boolean }): JSX.Element {
  return (
    <div class="words">
      <h2>{props.text(t).head}</h2>
      <p>{props.text(t).hint}</p>
      <Show when={props.both}>
        <p class="second" lang="en">
          {Object.values(props.text(english)).join(' ')}
        </p>
      </Show>
    </div>
  );
}
