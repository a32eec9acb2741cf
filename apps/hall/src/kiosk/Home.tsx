import { createSignal, For, Show, type JSX } from 'solid-js';
import CalendarCheck from 'lucide-solid/icons/calendar-check';
import HandHelping from 'lucide-solid/icons/hand-helping';
import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import SearchIcon from 'lucide-solid/icons/search';
import TicketIcon from 'lucide-solid/icons/ticket';
import type { HallPublicView, PublicSeries } from '@one-window/domain/views';
import { mode } from '@one-window/ui/theme';
import { Button } from '@one-window/ui/parts/Button';
import { nameOf } from '@one-window/ui/format';
import { fit } from '../fit.ts';
import { pageCount, pageOf } from '../pages.ts';
import type { Step } from './model.ts';
import { Pager } from './Pager.tsx';
import { t } from './t.ts';
import { Tile } from './Tile.tsx';

interface HomeProps {
  readonly hall: HallPublicView;
  readonly low: boolean;
  /** Elder mode asks what before it asks which. */
  readonly list: boolean;
  readonly onSeries: (seriesId: string) => void;
  readonly go: (step: Step) => void;
  readonly onHelp: () => void;
}

/** Rows of tiles that fit: the low position and large letters leave room for fewer. */
const rowsOf = (low: boolean): number => (low ? 3 : 4);

/** A name's box in half a line; what does not fit gets a whole one. */
const HALF = { width: 184, height: 118, max: 42, min: 28 };

/** What is it today? By name, by counter, or back after a missed call. */
export function Home(props: HomeProps): JSX.Element {
  return (
    <Show when={mode() === 'elder' && !props.list} fallback={<Choose {...props} />}>
      <Elder go={props.go} onHelp={props.onHelp} />
    </Show>
  );
}

function Choose(props: HomeProps): JSX.Element {
  const [page, setPage] = createSignal(0);
  const elder = (): boolean => mode() === 'elder';
  const single = (): boolean => elder() || props.hall.series.some((s) => !fit(nameOf(s.name), HALF).fits);
  const size = (): number => rowsOf(props.low) * (single() ? 1 : 2);
  const pages = (): number => pageCount(props.hall.series.length, size());
  const shown = (): readonly PublicSeries[] => pageOf(props.hall.series, size(), page());
  return (
    <>
      <div class="ask">
        <h1 tabindex="-1">{t('kiosk.hello')}</h1>
      </div>
      <div class="reach">
        <Show when={!elder()}>
          <button type="button" class="find" onClick={() => props.go({ at: 'search' })}>
            <SearchIcon class="i" aria-hidden="true" />
            {t('kiosk.find')}
          </button>
          <h2 class="hint">
            <span>{t('kiosk.bySeries')}</span>
            <span>{t('kiosk.bySeriesHint')}</span>
          </h2>
        </Show>
        <Show when={props.hall.series.length > 0} fallback={<Nothing />}>
          <ul class="tiles" classList={{ single: single() }}>
            <For each={shown()}>
              {(series) => (
                <li>
                  <Tile series={series} single={single()} onTake={() => props.onSeries(series.id)} />
                </li>
              )}
            </For>
          </ul>
        </Show>
        <div class="foot">
          <Show when={!elder()}>
            <Button onPress={() => props.go({ at: 'rejoin' })}>
              <RotateCcw class="i" aria-hidden="true" />
              {t('kiosk.missed')}
            </Button>
            <Button onPress={() => props.go({ at: 'check-in' })}>
              <CalendarCheck class="i" aria-hidden="true" />
              {t('kiosk.booked')}
            </Button>
          </Show>
          <Show when={elder()}>
            <Button onPress={() => props.go({ at: 'home' })}>{t('kiosk.back')}</Button>
          </Show>
          <Pager page={page()} pages={pages()} onTurn={setPage} />
        </div>
      </div>
    </>
  );
}

function Nothing(): JSX.Element {
  return (
    <div class="nothing">
      <h2>{t('kiosk.noSeries')}</h2>
      <p>{t('kiosk.noSeriesHint')}</p>
    </div>
  );
}

/** Three large choices, one task a screen. */
function Elder(props: Pick<HomeProps, 'go' | 'onHelp'>): JSX.Element {
  return (
    <>
      <div class="ask">
        <h1 tabindex="-1">{t('kiosk.helloElder')}</h1>
        <p class="large">{t('kiosk.slowly')}</p>
      </div>
      <div class="reach big">
        <button type="button" class="first" onClick={() => props.go({ at: 'series' })}>
          <TicketIcon class="i" aria-hidden="true" />
          <span>
            <b>{t('kiosk.take')}</b>
            {t('kiosk.takeHint')}
          </span>
        </button>
        <button type="button" onClick={() => props.go({ at: 'rejoin' })}>
          <RotateCcw class="i" aria-hidden="true" />
          <span>
            <b>{t('kiosk.missed')}</b>
            {t('kiosk.missedHint')}
          </span>
        </button>
        <button type="button" onClick={() => props.go({ at: 'check-in' })}>
          <CalendarCheck class="i" aria-hidden="true" />
          <span>
            <b>{t('kiosk.booked')}</b>
            {t('kiosk.bookedHint')}
          </span>
        </button>
        <button type="button" onClick={() => props.onHelp()}>
          <HandHelping class="i" aria-hidden="true" />
          <span>
            <b>{t('kiosk.helpBig')}</b>
            {t('kiosk.helpBigHint')}
          </span>
        </button>
      </div>
    </>
  );
}
