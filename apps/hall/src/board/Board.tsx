import { createEffect, createSignal, Show, type JSX } from 'solid-js';
import { boardWindows, type BoardRow } from '@one-window/domain/boards';
import type { HallPublicView, Name, PublicWindow } from '@one-window/domain/views';
import { clock, nameOf } from '@one-window/ui/format';
import { Mark } from '@one-window/ui/parts/Mark';
import { bandAt, litMs, recentCalls, type Band, type Turn } from './band.ts';
import { Calls } from './Calls.tsx';
import { fit } from '../fit.ts';
import { Hero } from './Hero.tsx';
import type { Sound } from '../sound/speaker.ts';
import type { saidOf } from './none.ts';
import { Sign } from './Sign.tsx';
import { Plate, Single } from './Single.tsx';
import { t, wallDate } from './t.ts';
import { Waits } from './Waits.tsx';
import './board.css';
import './hero.css';
import './lower.css';
import './single.css';

/** How the screen stands to the hall's system: a stale screen is a wrong screen, and says so. */
export type Link = 'connecting' | 'unreachable' | 'live' | 'stale';

export interface BoardProps {
  /** What this board was set up for; null before it is known. */
  readonly row: BoardRow | null;
  /** Of the hall what this board shows. */
  readonly view: HallPublicView | null;
  readonly link: Link;
  /** What is shown is known to be right up to here. */
  readonly asOf: string | null;
  /** Hall time now, in milliseconds: the database's clock carried on. */
  readonly now: number;
  readonly turns: readonly Turn[];
  /** The moment in the clock of `turns`. */
  readonly local: number;
  readonly sound: Sound;
  /** English under the Chinese. */
  readonly both: boolean;
  readonly demo: boolean;
  readonly night: boolean;
}

const ROWS = 4;

/** The windows of a board that is for a part of the hall. */
function partOf(row: BoardRow | null, view: HallPublicView | null): readonly PublicWindow[] | null {
  return row && view && boardWindows(row, view.windows);
}

/** The window of a display that is for one. */
export function windowOf(row: BoardRow | null, view: HallPublicView | null): PublicWindow | null {
  return row?.template === 'window' ? (partOf(row, view)?.[0] ?? null) : null;
}

/** The lobby screen: 1920 × 1080, read from ten metres. Shows what it is given; it knows no network and no timer. */
export function Board(props: BoardProps): JSX.Element {
  const stopped = (): boolean => props.link === 'stale' || props.link === 'unreachable';
  const silent = (): boolean => props.view?.hall.silent ?? false;
  const band = () => bandAt(stopped() ? [] : props.turns, props.view?.calls ?? [], props.local, litMs(props.view));
  return (
    <div
      class="board"
      classList={{
        'is-stale': stopped(),
        'is-night': props.night,
        'is-silent': silent(),
        'is-single': windowOf(props.row, props.view) !== null,
      }}
    >
      <Header {...props} />
      <main>
        <Show when={windowOf(props.row, props.view)} fallback={<Whole {...props} stopped={stopped()} band={band()} />}>
          {(window) => (
            <Show
              when={stopped()}
              fallback={<Single window={window()} calls={props.view?.calls ?? []} lit={band().lit} both={props.both} />}
            >
              <Hero view={props.view} link={props.link} asOf={props.asOf} now={props.now} band={band()} both={props.both} />
              <section class="single is-low">
                <Plate window={window()} />
              </section>
            </Show>
          )}
        </Show>
      </main>
      <Footer {...props} stopped={stopped()} />
    </div>
  );
}

/** The band, the last calls, who waits: of the hall or of one zone. */
function Whole(props: BoardProps & { stopped: boolean; band: Band }): JSX.Element {
  // the band of a stopped screen shows no call, so the list shows them all
  const recent = () => recentCalls(props.view?.calls ?? [], props.stopped ? { ...props.band, call: null } : props.band, ROWS);
  return (
    <>
      <Hero view={props.view} link={props.link} asOf={props.asOf} now={props.now} band={props.band} both={props.both} />
      <div class="lower">
        {/* before anything is known there are no lists, and no headings over nothing */}
        <Show when={props.view}>
          {(view) => (
            <>
              <Calls calls={recent()} marked={props.band.marked} stale={props.stopped} both={props.both} />
              <Waits series={view().series} now={props.now} stale={props.stopped} both={props.both} />
            </>
          )}
        </Show>
      </div>
    </>
  );
}

function Header(props: BoardProps): JSX.Element {
  const at = (): string => new Date(props.now).toISOString();
  const zone = (): string => props.view?.hall.timeZone ?? 'Asia/Shanghai';
  const part = (): Name | null => (props.row?.template === 'zone' ? (partOf(props.row, props.view)?.[0]?.zone ?? null) : null);
  const named = (hall: Name, zone: Name | null): string => [hall, ...(zone ? [zone] : [])].map(nameOf).join(' · ');
  const name = (): string => (props.view ? named(props.view.hall.name, part()) : t('board.app'));
  const second = (): string => (props.both ? [props.view?.hall.name.en, part()?.en].filter(Boolean).join(' · ') : '');
  const size = (): number => fit(name(), { width: props.demo ? 720 : 1060, height: second() ? 56 : 100, max: 48, min: 30 }).size;
  return (
    <header>
      <h1>
        <Mark />
        <span class="hall" style={{ 'font-size': `${size()}px` }}>
          {name()}
          <Show when={second()}>
            <span class="second" lang="en">
              {second()}
            </span>
          </Show>
        </span>
      </h1>
      <Show when={props.demo}>
        <span class="demo">{t('board.demo')}</span>
      </Show>
      <Show when={props.view}>
        <span class="date">{wallDate(at(), zone())}</span>
        <time class="num" datetime={at()}>
          {clock(at(), zone())}
        </time>
      </Show>
    </header>
  );
}

function Footer(props: BoardProps & { stopped: boolean }): JSX.Element {
  const silent = (): boolean => props.view?.hall.silent ?? false;
  const heard = (): boolean => !silent() && props.sound !== 'off' && props.sound !== 'blocked';
  const hears = () =>
    `board.${silent() ? 'silent' : heard() ? 'soundOn' : props.sound === 'blocked' ? 'soundBlocked' : 'soundOff'}` as const;
  const [words, setWords] = createSignal<typeof saidOf>();
  createEffect(() => {
    if (props.view?.opening.none) void import('./none.ts').then((part) => setWords(() => part.saidOf));
  });
  const note = (): string => {
    if (props.stopped) return t('board.reconnecting');
    const none = props.view?.opening.none;
    if (none) return words()?.(none) ?? '';
    const view = props.view;
    return view ? (view.hall.notice ? nameOf(view.hall.notice) : t('board.missedRule', { minutes: view.policy.rejoinMinutes })) : '';
  };
  const size = (): number => fit(note(), { width: heard() ? 1240 : 840, height: 76, max: 36, min: 20 }).size;
  return (
    <footer>
      <span class="note" style={{ 'font-size': `${size()}px` }}>
        {note()}
      </span>
      <span class="right">
        <Show when={!props.stopped && props.view}>
          <span class="snd" classList={{ 'is-off': !heard() }}>
            <Sign name={heard() ? 'sound' : 'mute'} />
            {t(hears())}
          </span>
        </Show>
        <Show when={props.link !== 'connecting'}>
          <span class="age" classList={{ stale: props.stopped }}>
            {t(props.stopped ? 'board.disconnected' : 'board.live')}
          </span>
        </Show>
      </span>
    </footer>
  );
}
