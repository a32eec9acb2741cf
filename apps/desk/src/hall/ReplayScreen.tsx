import { A, useParams, useSearchParams } from '@solidjs/router';
import { createEffect, createMemo, createResource, createSignal, Match, onCleanup, Show, Switch } from 'solid-js';
import { addMs, localInstant, localTime, type Instant } from '@one-window/domain/time';
import { errorText } from '@one-window/ui/errors';
import { clock } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { call, errorCode, type Replay } from '../api.ts';
import { Frame, PlainKeys } from '../frame/Frame.tsx';
import { t } from './words.ts';
import { useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { HallProvider } from './context.ts';
import { Held, Missed, People } from './People.tsx';
import { SeriesTable } from './SeriesTable.tsx';
import { WindowGrid } from './WindowGrid.tsx';
import css from './hall.module.css';

const MINUTE = 60_000;
/** While it plays, a minute of the day passes in a second. */
const TICK_MS = 1_000;

/** Any minute of any day again, as the log tells it: nothing can be pressed, because it is over. */
export default function ReplayScreen() {
  const params = useParams<{ hallId: string }>();
  const [search, setSearch] = useSearchParams<{ at?: string }>();
  const session = useSession();
  const [replay, { refetch }] = createResource(
    () => ({ hallId: params.hallId, at: search.at }),
    ({ hallId, at }) => call('GET /api/halls/:hallId/replay', { param: { hallId }, query: at ? { at } : {} }),
  );
  createEffect(() => replay.error !== undefined && session.note(replay.error));
  const known = createMemo(() => (replay.error === undefined ? settled(replay) : undefined));
  const denied = (): boolean => ['auth.forbidden', 'not_found'].includes(errorCode(replay.error));
  const go = (at: Instant): void => setSearch({ at }, { replace: true });
  return (
    <Frame here="hall" title={t('desk.replay.title')} keys={<PlainKeys>{t('desk.replay.lead')}</PlainKeys>}>
      <main class={css['stage']}>
        <header class={css['top']}>
          <h1>{t('desk.replay.title')}</h1>
          <Show when={known()}>{(found) => <Controls replay={found()} busy={replay.loading} onGo={go} />}</Show>
          <span class={css['tools']}>
            <A class={css['link']} href={`/hall/${params.hallId}`}>
              {t('desk.replay.live')}
            </A>
          </span>
        </header>
        <Switch>
          <Match when={replay.error !== undefined}>
            <Show
              when={denied()}
              fallback={<ErrorState text={t('desk.load.error', { why: errorText(replay.error) })} onRetry={() => void refetch()} />}
            >
              <section class={css['card']}>
                <Empty title={t('desk.denied.title')} next={t('desk.denied.body')} />
              </section>
            </Show>
          </Match>
          <Match when={known()}>{(found) => <Moment replay={found()} />}</Match>
          <Match when={replay.loading}>
            <section class={css['card']} aria-busy="true">
              <Skeleton lines={9} />
            </section>
          </Match>
        </Switch>
      </main>
    </Frame>
  );
}

/** The day, the minute as a slider, and the day as a film. */
function Controls(props: { replay: Replay; busy: boolean; onGo: (at: Instant) => void }) {
  const zone = (): string => props.replay.view.hall.timeZone;
  const at = (): Instant => props.replay.view.asOf;
  const [dragged, setDragged] = createSignal<Instant | null>(null);
  const [playing, setPlaying] = createSignal(false);
  const shown = (): Instant => dragged() ?? at();
  const minutes = (of: Instant | null): number => Math.floor(Date.parse(of ?? at()) / MINUTE);
  const atMinute = (text: string): Instant => new Date((Number(text) + 1) * MINUTE - 1).toISOString();
  const isLast = (): boolean => minutes(at()) >= minutes(props.replay.last);
  const step = (by: number): void => props.onGo(addMs(at(), by * MINUTE));
  createEffect(() => {
    if (!playing()) return;
    const timer = setInterval(() => {
      if (isLast()) setPlaying(false);
      else if (!props.busy) step(1);
    }, TICK_MS);
    onCleanup(() => clearInterval(timer));
  });
  const pickDay = (date: string): void => {
    if (date !== '') props.onGo(localInstant(date, 12 * 60, zone()));
  };
  return (
    <div class={css['film']}>
      <label>
        <span class="sr">{t('desk.replay.date')}</span>
        <input class="input" type="date" value={localTime(at(), zone()).date} onChange={(event) => pickDay(event.currentTarget.value)} />
      </label>
      <b class="num">{clock(shown(), zone())}</b>
      <Show when={props.replay.first !== null}>
        <Button small onPress={() => step(-1)}>
          {t('desk.replay.back')}
        </Button>
        <input
          type="range"
          aria-label={t('desk.replay.time')}
          aria-valuetext={clock(shown(), zone())}
          min={minutes(props.replay.first)}
          max={minutes(props.replay.last)}
          value={minutes(shown())}
          onInput={(event) => setDragged(atMinute(event.currentTarget.value))}
          onChange={(event) => {
            setDragged(null);
            props.onGo(atMinute(event.currentTarget.value));
          }}
        />
        <Button small reason={isLast() ? t('desk.replay.at_end') : undefined} onPress={() => !isLast() && step(1)}>
          {t('desk.replay.forward')}
        </Button>
        <Button
          small
          reason={isLast() && !playing() ? t('desk.replay.at_end') : undefined}
          onPress={() => setPlaying(!playing() && !isLast())}
        >
          {t(playing() ? 'desk.replay.pause' : 'desk.replay.play')}
        </Button>
      </Show>
    </div>
  );
}

function Moment(props: { replay: Replay }) {
  return (
    <Show
      when={props.replay.view.hallDayId !== null}
      fallback={
        <section class={css['card']}>
          <Empty title={t('desk.replay.empty')} next={t('desk.replay.empty_next')} />
        </section>
      }
    >
      <HallProvider value={{ view: () => props.replay.view, now: () => props.replay.view.asOf, manage: null, help: null }}>
        <div class={css['grid']}>
          <div class={css['left']}>
            <WindowGrid />
            <SeriesTable />
            <People />
          </div>
          <aside class={css['side']}>
            <Held />
            <Missed />
          </aside>
        </div>
      </HallProvider>
    </Show>
  );
}
