import { Match, Show, Switch, type JSX } from 'solid-js';
import { msBetween } from '@one-window/domain/time';
import type { HallPublicView, PublicCall } from '@one-window/domain/views';
import { clock, stopwatch } from '@one-window/ui/format';
import type { Band } from './band.ts';
import type { Link } from './Board.tsx';
import { placeOf, Sign } from './Sign.tsx';
import { fit } from '../fit.ts';
import { english, t, type BoardWords } from './t.ts';

interface HeroProps {
  readonly view: HallPublicView | null;
  readonly link: Link;
  readonly asOf: string | null;
  readonly now: number;
  readonly band: Band;
  readonly both: boolean;
}

/** The band that never changes its size: calm, lit by a call, or in cinnabar when the screen may be wrong. */
export function Hero(props: HeroProps): JSX.Element {
  return (
    <Switch fallback={<Message head={t('board.empty')} hint={t(`board.${props.view?.hall.silent ? 'silent' : 'emptyHint'}`)} />}>
      <Match when={props.link === 'unreachable' || props.link === 'stale'}>
        <Wrong {...props} />
      </Match>
      <Match when={props.link === 'connecting'}>
        <Message head={t('board.connecting')} hint={t('board.connectingHint')} />
      </Match>
      <Match when={props.band.call}>
        {(call) => <Call call={call()} lit={props.band.lit} timeZone={props.view?.hall.timeZone ?? ''} now={props.now} both={props.both} />}
      </Match>
    </Switch>
  );
}

function Message(props: { head: string; hint: string }): JSX.Element {
  return (
    <section class="hero is-empty">
      <div>
        <h2>{props.head}</h2>
        <p>{props.hint}</p>
      </div>
    </section>
  );
}

/** Cut off: with the age of what is shown, where anything is. */
function Wrong(props: HeroProps): JSX.Element {
  const old = (): HallPublicView | null => (props.link === 'stale' ? props.view : null);
  return (
    <section class="hero is-wrong" role="alert" aria-label={t('board.disconnected')}>
      <div>
        <h2>
          {t(old() ? 'board.stale' : 'board.unreachable')}
          <br />
          {t('board.stale2')}
        </h2>
        <p>{t(old() ? 'board.staleHint' : 'board.unreachableHint')}</p>
      </div>
      <Show when={old()}>
        {(view) => (
          <div class="since">
            {t('board.stoppedAt', { time: clock(props.asOf ?? view().asOf, view().hall.timeZone) })}
            {'　'}
            {t('board.past')}
            <span class="num">{stopwatch(props.now - Date.parse(props.asOf ?? view().asOf))}</span>
          </div>
        )}
      </Show>
    </section>
  );
}

/** Widths of the band's fixed places: five glyphs of 316 px, two of 190 px; longer labels get smaller, never wider. */
const TICKET = { width: 868, glyphs: 5, size: 316 };
const WINDOW = { glyphs: 2, size: 190 };

function Call(props: { call: PublicCall; lit: boolean; timeZone: string; now: number; both: boolean }): JSX.Element {
  const shrink = (label: string, place: { glyphs: number; size: number }): string =>
    `${Math.floor(place.size * Math.min(1, place.glyphs / label.length))}px`;
  const place = (): string => placeOf(props.call);
  const placeSize = (): number => fit(place(), { width: 290, height: 190, max: 76, min: 34 }).size;
  return (
    <section class="hero is-call" classList={{ lit: props.lit }} aria-live="polite" aria-label={t('board.calling')}>
      <Show when={props.call.callSeq} keyed>
        <i class="flash" aria-hidden="true" />
      </Show>
      <Show when={props.call.number} keyed>
        {(number) => (
          <span class="ticket num" style={{ 'font-size': shrink(number, TICKET) }}>
            {number}
          </span>
        )}
      </Show>
      <span class="to">
        <Sign name="right" />
      </span>
      <span class="win" style={{ '--glyph': shrink(props.call.window, WINDOW) }}>
        {props.call.window}
      </span>
      <div class="where">
        <Show when={place()}>
          <span class="dir" style={{ 'font-size': `${placeSize()}px` }}>
            <Show when={props.call.direction}>{(direction) => <Sign name={direction()} />}</Show>
            <span>{place()}</span>
          </span>
        </Show>
        <span class="who">{props.call.name}</span>
        <span class="say">
          <Show when={props.lit}>
            <span class="wave" aria-hidden="true">
              <i />
              <i />
              <i />
              <i />
              <i />
              <i />
            </span>
          </Show>
          <Say {...props} />
        </span>
      </div>
    </section>
  );
}

function Say(props: { call: PublicCall; lit: boolean; timeZone: string; now: number; both: boolean }): JSX.Element {
  const text = (t: BoardWords): string => said(props.call, props.lit, new Date(props.now).toISOString(), props.timeZone, t);
  return (
    <span>
      {text(t)}
      <Show when={props.both}>
        <span class="second" lang="en">
          {text(english)}
        </span>
      </Show>
    </span>
  );
}

/** The line under the place: what to do while it is lit, afterwards what became of the call. */
export function said(call: PublicCall, lit: boolean, now: string, timeZone: string, t: BoardWords): string {
  if (lit) return call.calls === 1 ? t('board.goTo', { window: call.window }) : t(call.calls === 2 ? 'board.again2' : 'board.again3');
  if (call.state === 'SERVING') return t('board.serving');
  if (call.state === 'MISSED') return t('board.missed');
  const n = Math.floor(msBetween(call.calledAt, now) / 60_000);
  if (n >= 60) return t('board.calledAt', { time: clock(call.calledAt, timeZone) });
  if (n < 1) return t('board.justCalled');
  return t(call.calls === 1 ? 'board.calledAgo' : call.calls === 2 ? 'board.calledTwice' : 'board.calledThrice', { n });
}
